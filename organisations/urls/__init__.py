"""Addresses of this app, one file per noun. Paths are Vietnamese words without accents, names are English."""

from organisations.urls import accounts, audit, blocs, special_days, units

app_name = "organisations"
urlpatterns = [
    *units.urlpatterns,
    *blocs.urlpatterns,
    *special_days.urlpatterns,
    *accounts.urlpatterns,
    *audit.urlpatterns,
]
