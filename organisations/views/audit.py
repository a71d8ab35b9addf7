"""The record of changes: who, what, when, as whom, why."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from emulation.base.access import require
from organisations.forms.audit import AuditFilterForm
from organisations.selectors import audit
from organisations.views.common import page_of

SENTENCE = "Nhật ký dành cho Sở Nội vụ, cơ quan kiểm tra và quản trị viên."


@require_GET
def audit_list(request: HttpRequest) -> HttpResponse:
    """Rows about everything the person may see, newest first; fifty a page."""
    require(request, "organisations.view_audit", SENTENCE)
    form = AuditFilterForm(request.GET)
    form.is_valid()
    page = page_of(request, _filtered(request, form))
    page.lines = audit.lines(page.object_list, request.user)
    filtered = any(value for value in form.cleaned_data.values())
    return render(request, "organisations/audit_list.html", {"form": form, "page": page, "filtered": filtered})


def _filtered(request: HttpRequest, form: forms.Form):
    wanted = form.cleaned_data
    return audit.filter_entries(
        audit.visible_entries(request.user),
        person=wanted.get("nguoi", ""),
        kind=int(wanted["loai"]) if wanted.get("loai") else None,
        action=wanted.get("viec", ""),
        since=wanted.get("tu"),
        until=wanted.get("den"),
        text=wanted.get("q", ""),
    )
