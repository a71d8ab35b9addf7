"""Addresses of this app, one file per noun."""

from awards.urls import acclaims, law_pages, registry

app_name = "awards"
urlpatterns = [*acclaims.urlpatterns, *registry.urlpatterns, *law_pages.urlpatterns]
