"""Choosing the role to act in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from emulation.base.models import Notification
from emulation.base.vietnamese import lower_first
from organisations.middleware import SESSION_KEY
from organisations.models import Membership
from organisations.services.roles import choose_role


@require_http_methods(["GET", "POST"])
def switch_role(request: HttpRequest) -> HttpResponse:
    """GET: the person's roles of today. POST: act in one of them and land on its home."""
    if request.method == "GET":
        return render(request, "organisations/switch_role.html", {"roles": request.user.current_memberships})
    chosen = request.POST.get("membership", "")
    rows = Membership.objects.valid_on().filter(user=request.user).select_related("unit")
    row = get_object_or_404(rows, pk=int(chosen) if chosen.isdigit() and len(chosen) < 19 else 0)
    _act_in(request, row)
    back = request.POST.get("next", "")
    return redirect(back if url_has_allowed_host_and_scheme(back, {request.get_host()}) else "/")


def take_role(request: HttpRequest, note: Notification) -> None:
    """A notice leads to what one role sees: act in the role it was meant for, where the person still holds it."""
    acting = request.user.acting
    if not note.roles or (acting and acting.pk in note.roles):
        return
    meant = next((m for m in request.user.current_memberships if m.pk in note.roles), None)
    if meant:
        _act_in(request, meant)


def _act_in(request: HttpRequest, row: Membership) -> None:
    choose_role(request.user, row)
    request.session[SESSION_KEY] = row.pk
    messages.info(request, f"Bạn đang làm việc với vai trò {lower_first(row.role_label)}, {row.unit_label}.")
