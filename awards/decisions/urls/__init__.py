"""Addresses of this app, one file per noun."""

from awards.decisions.urls import decisions, lines, money

app_name = "decisions"
urlpatterns = [*decisions.urlpatterns, *lines.urlpatterns, *money.urlpatterns]
