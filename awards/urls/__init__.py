"""Addresses of this app, one file per noun."""

from awards.urls import acclaims, registry

app_name = "awards"
urlpatterns = [*acclaims.urlpatterns, *registry.urlpatterns]
