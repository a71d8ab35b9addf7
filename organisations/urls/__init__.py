"""Addresses of this app, one file per noun. Paths are Vietnamese words without accents, names are English."""

from organisations.urls import accounts, audit, blocs, units

app_name = "organisations"
urlpatterns = [*units.urlpatterns, *blocs.urlpatterns, *accounts.urlpatterns, *audit.urlpatterns]
