"""Nothing typed is lost when the login ended while a form was open."""

import logging
from collections.abc import Callable

from django.db import DataError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from emulation.base import drafts

logger = logging.getLogger(__name__)
_SESSION_KEY = "typed_before_login"
_MOST_BYTES = 400_000


class KeepTypedText:
    """A POST that arrives after the session ended: keep its text, ask for the login, lead back to the form.

    The form names its draft (`draft_key`) and its author (`draft_user`); the text is given back only to that author. It stands
    behind the CSRF check, so that another site cannot leave text here, and before the login check.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        logged_out = not request.user.is_authenticated
        if logged_out and getattr(request, "htmx", False) and response.status_code == 302:
            # A fragment must never hold a login page: the whole window goes there.
            return _whole_window(response["Location"])
        return response

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> HttpResponse | None:
        if request.user.is_authenticated or request.method != "POST" or not request.POST.get("draft_key"):
            return None
        return self._keep(request)

    def _keep(self, request: HttpRequest) -> HttpResponse:
        if request.headers.get("X-Autosave"):
            # The browser still has the text and offers it after the login.
            return HttpResponse(status=401)
        typed = request.POST.urlencode()
        if len(typed) <= _MOST_BYTES:
            request.session[_SESSION_KEY] = typed
        return redirect(f"{reverse('account_login')}?{urlencode({'next': _back(request)})}")


class PlainInput:
    """What no form of ours sends: a NUL character, a number that no table can hold. Addresses lose it, a POST is refused.

    PostgreSQL and SQLite answer each of them with a fault of its own, from the depth of whichever query met it first.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        if "%00" in query:  # filters in an address are forgiving: what is odd in them is left out
            request.META["QUERY_STRING"] = query.replace("%00", "")
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> HttpResponse | None:
        if request.method == "POST" and any("\x00" in v for values in request.POST.lists() for v in values[1]):
            return bad_request(request)
        return None

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        if isinstance(fault, OverflowError | DataError):
            logger.warning("Number or text that no table holds: %s %s", request.method, request.path)
            return bad_request(request)
        return None


def bad_request(request: HttpRequest) -> HttpResponse:
    """The page that says what to do, with status 400."""
    return render(request, "400.html", status=400)


def _back(request: HttpRequest) -> str:
    """Where the form lives, when that is inside this site."""
    back = request.POST.get("draft_back", "")
    return back if back and url_has_allowed_host_and_scheme(back, {request.get_host()}) else request.path


def _whole_window(url: str) -> HttpResponse:
    answer = HttpResponse(status=204)
    answer["HX-Redirect"] = url
    return answer


def give_back(request: HttpRequest, user) -> None:
    """After login: the text kept by KeepTypedText becomes this person's draft, if it is theirs."""
    typed = request.session.pop(_SESSION_KEY, None) if hasattr(request, "session") else None
    if not typed:
        return
    data = QueryDict(typed)
    if data.get("draft_user") != str(user.pk):
        return
    version = data.get("version", "")
    drafts.keep(user, data["draft_key"], data, based_on=int(version) if version.isdigit() else 0)
