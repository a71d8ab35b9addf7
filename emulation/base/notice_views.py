"""Pages of notices: the list by day, opening one, and how a person wants to get them."""

from itertools import groupby

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from emulation.base import clock, notify
from emulation.base.forms import OfficeForm
from emulation.base.models import MailMode, NoticeChoice, Notification

PER_PAGE = 30
FILTERS = {"": "Tất cả", "chua-doc": "Chưa đọc", "gap": "Cần làm ngay"}


@require_GET
def notification_list(request: HttpRequest) -> HttpResponse:
    """The person's notices, newest first, by day; all, not read, or those that could not wait."""
    chosen = request.GET.get("loc", "")
    chosen = chosen if chosen in FILTERS else ""
    rows = _filtered(request, chosen)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("trang"))
    days = [(day, list(notes)) for day, notes in groupby(page, key=lambda n: clock.day_of(n.created_at))]
    context = {"page": page, "days": days, "filters": FILTERS.items(), "chosen": chosen, "today": clock.today()}
    return render(request, "base/notification_list.html", context)


def _filtered(request: HttpRequest, chosen: str):
    rows = Notification.objects.filter(recipient=request.user).order_by("-created_at", "-pk")
    if chosen == "chua-doc":
        return rows.filter(read_at=None)
    return rows.filter(urgent=True) if chosen == "gap" else rows


class NoticeChoiceForm(OfficeForm):
    """At once, once a day, or in the app only."""

    mode = forms.ChoiceField(label="Thông báo thường", choices=MailMode, widget=forms.RadioSelect)


@require_http_methods(["GET", "POST"])
def notice_choice(request: HttpRequest) -> HttpResponse:
    """How the person gets notices; what cannot be switched off is said beside the choice."""
    kept = NoticeChoice.objects.filter(user=request.user).first()
    form = NoticeChoiceForm(request.POST or None, initial={"mode": kept.mode if kept else MailMode.DAILY})
    if request.method == "POST" and form.is_valid():
        notify.choose(mode=form.cleaned_data["mode"], by=request.user)
        messages.success(request, "Đã lưu cách nhận thông báo.")
        return redirect("base:notice_choice")
    return render(request, "base/notice_choice.html", {"form": form})
