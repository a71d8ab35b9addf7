"""Choosing the role to act in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

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
    choose_role(request.user, row)
    request.session[SESSION_KEY] = row.pk
    messages.info(request, f"Bạn đang làm việc với vai trò {row.role_label.lower()}, {row.unit_label}.")
    return redirect("/")
