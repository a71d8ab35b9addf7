"""Nothing typed is lost when the login ended while a form was open."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from emulation.base import drafts

_SESSION_KEY = "typed_before_login"
_MOST_BYTES = 400_000


class KeepTypedText:
    """A POST that arrives after the session ended: keep its text, ask for the login, lead back to the form.

    The form names its draft (`draft_key`) and its author (`draft_user`); the text is given back only to that author.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            return self.get_response(request)
        if request.method == "POST" and request.POST.get("draft_key"):
            return self._keep(request)
        response = self.get_response(request)
        if getattr(request, "htmx", False) and response.status_code == 302:
            # A fragment must never hold a login page: the whole window goes there.
            answer = HttpResponse(status=204)
            answer["HX-Redirect"] = response["Location"]
            return answer
        return response

    def _keep(self, request: HttpRequest) -> HttpResponse:
        typed = request.POST.urlencode()
        if len(typed) <= _MOST_BYTES:
            request.session[_SESSION_KEY] = typed
        back = request.POST.get("draft_back") or request.path
        target = f"{reverse('account_login')}?{urlencode({'next': back if back.startswith('/') and not back.startswith('//') else '/'})}"
        if request.headers.get("X-Autosave"):
            return HttpResponse(status=401)
        if getattr(request, "htmx", False):
            answer = HttpResponse(status=204)
            answer["HX-Redirect"] = target
            return answer
        return redirect(target)


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
