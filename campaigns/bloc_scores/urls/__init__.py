"""Addresses of this app, one file per noun."""

from campaigns.bloc_scores.urls import rounds, tables

app_name = "bloc_scores"
urlpatterns = [
    *tables.urlpatterns,
    *rounds.urlpatterns,
]
