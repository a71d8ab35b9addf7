"""All addresses. Paths are Vietnamese words without accents, names are English."""

from django.conf import settings
from django.urls import include, path
from django.views.generic import RedirectView

from emulation.base import views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    # Addresses are the administrator's to change; allauth's own page for it leads to the account.
    path("accounts/email/", RedirectView.as_view(pattern_name="organisations:own_account")),
    path("accounts/", include("allauth.urls")),
    path("", include("emulation.base.urls")),
    path("", include("emulation.base.official.urls")),
    path("", include("organisations.urls")),
    path("", include("campaigns.reminders.urls")),
    path("", include("campaigns.urls")),
    path("", include("campaigns.bloc_scores.urls")),
    path("", include("campaigns.bloc_year.urls")),
    path("", include("awards.urls")),
    path("", include("awards.nominations.urls")),
    path("", include("awards.council.urls")),
    path("", include("awards.registrations.urls")),
    path("", include("awards.appraisal.urls")),
    path("", include("awards.decisions.urls")),
]
handler400 = "emulation.base.views.bad_request"
handler403 = "emulation.base.views.forbidden"
handler404 = "emulation.base.views.not_found"
handler500 = "emulation.base.views.server_error"

if settings.DEBUG:
    from django.contrib.staticfiles.urls import staticfiles_urlpatterns

    urlpatterns += staticfiles_urlpatterns()
