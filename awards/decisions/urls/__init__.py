"""Addresses of this app, one file per noun."""

from awards.decisions.urls import changes, decisions, lines, payments

app_name = "decisions"
urlpatterns = [*decisions.urlpatterns, *lines.urlpatterns, *payments.urlpatterns, *changes.urlpatterns]
