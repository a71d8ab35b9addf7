"""Addresses of this app, one file per noun."""

from awards.council.urls import councils, sessions

app_name = "council"
urlpatterns = [*councils.urlpatterns, *sessions.urlpatterns]
