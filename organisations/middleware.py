"""Which role the person acts in during this request, and whether that role needs a second factor first."""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

SESSION_KEY = "membership"
# What a person needs to set a second factor up, or to leave: its own pages, the password asked again, logout.
_OPEN_NAMES = ("account_login", "account_logout", "account_reauthenticate", "mfa_reauthenticate")
_OPEN_PATHS = ("/accounts/2fa/", "/static/", "/healthz")


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
    """Roles in settings.MFA_REQUIRED_ROLES go to the page that sets a second factor up, and nowhere else, until it is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not needs_second_factor(request.user) or _is_open(request.path):
            return self.get_response(request)
        target = f"{reverse('mfa_activate_totp')}?{urlencode({'next': request.path})}"
        if getattr(request, "htmx", False):
            # A fragment must never hold the page: the whole window goes there.
            answer = HttpResponse(status=204)
            answer["HX-Redirect"] = target
            return answer
        return redirect(target)


def needs_second_factor(user) -> bool:
    """Whether one of the person's roles asks for a second factor that is not set up yet."""
    wanted = set(settings.MFA_REQUIRED_ROLES)
    if not wanted or not user.is_authenticated or not wanted & {m.role for m in user.current_memberships}:
        return False
    return not is_mfa_enabled(user, [Authenticator.Type.TOTP])


def _is_open(path: str) -> bool:
    return path.startswith(_OPEN_PATHS) or path in {reverse(name) for name in _OPEN_NAMES}
