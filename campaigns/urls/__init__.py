"""Addresses of this app, one file per noun. Paths are Vietnamese words without accents, names are English."""

from campaigns.urls import campaigns, directives, seeing, submissions

app_name = "campaigns"
urlpatterns = [
    *seeing.urlpatterns,
    *directives.urlpatterns,
    *campaigns.urlpatterns,
    *submissions.urlpatterns,
]
