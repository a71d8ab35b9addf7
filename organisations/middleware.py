"""Which role the person acts in during this request, and whether that role needs a second factor first."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

SESSION_KEY = "membership"
_FREE_PATHS = ("/accounts/", "/tai-khoan/vai-tro/", "/static/", "/healthz")


class ActingMembership:
    """Puts the chosen role on request.user; a role that ended is dropped the same day."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.session.get(SESSION_KEY) if hasattr(request, "session") else None
        if chosen and request.user.is_authenticated:
            match = next((m for m in request.user.current_memberships if m.pk == chosen), None)
            if match:
                request.user.act_as(match)
        return self.get_response(request)


class SecondFactorRequired:
    """Roles in settings.MFA_REQUIRED_ROLES go to the second-factor page until one is set up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if settings.MFA_REQUIRED_ROLES and user.is_authenticated and not request.path.startswith(_FREE_PATHS):
            roles = {m.role for m in user.current_memberships}
            if roles & set(settings.MFA_REQUIRED_ROLES) and not is_mfa_enabled(user):
                return redirect(f"{reverse('mfa_activate_totp')}?next={request.path}")
        return self.get_response(request)
