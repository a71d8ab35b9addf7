"""Addresses of this app, one file per noun."""

app_name = "bloc_year"
urlpatterns = []
