"""Pages that change the terms of an acclaim: the hour of closing, the split of the quota among sub-clusters."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from awards.enums import AcclaimState
from awards.forms.acclaims import ClosingForm, SplitForm, split_values
from awards.selectors.quotas import clusters_of
from awards.services.acclaim_quotas import split_quota
from awards.views.acclaims import acts_for, both, crumbs_of, managed, too_late, url_of
from awards.workflows import ACCLAIM
from campaigns.views.pieces import Page, edit
from emulation.base.vietnamese import format_datetime


@both
def acclaim_closing(request: HttpRequest, pk: int) -> HttpResponse:
    """Another hour of closing for an open ballot, with the reason; every head is told."""
    row = managed(request, pk)
    offer = ACCLAIM.offer("move_closing", row, request.user)
    if offer is None or not offer.enabled:
        messages.info(request, " ".join(offer.reasons) if offer else "Cuộc bình xét này không còn bỏ phiếu.")
        return redirect(url_of(row))

    def save(form: ClosingForm, version: int) -> tuple[str, str]:
        note = form.cleaned_data["note"]
        ACCLAIM.perform(row, "move_closing", by=request.user, note=note, closes_at=form.closes_at)
        return url_of(row), "Đã đổi giờ kết thúc. Thủ trưởng các đơn vị trong khối được báo."

    closes = timezone.localtime(row.box.closes_at)
    page = Page(
        key=f"acclaim-closing:{pk}",
        title="Đổi giờ kết thúc bỏ phiếu",
        crumbs=crumbs_of(row, "Đổi giờ kết thúc"),
        back=url_of(row),
        form=lambda **kwargs: ClosingForm(why=offer.transition.note_label, **kwargs),
        initial={"closes_on": closes.date(), "closes_time": closes.time()},
        save=save,
        lead=f"{row}. Giờ kết thúc hiện nay: {format_datetime(closes)}.",
        primary="Đổi giờ kết thúc",
    )
    return edit(request, page)


@both
def acclaim_split(request: HttpRequest, pk: int) -> HttpResponse:
    """Split the quota among the sub-clusters of the bloc."""
    row = managed(request, pk)
    clusters = clusters_of(row.bloc)
    if row.state != AcclaimState.PREPARING:
        return too_late(request, row)
    if not clusters:
        messages.info(request, "Khối không chia cụm nên chỉ tiêu không chia.")
        return redirect(url_of(row))

    def save(form: SplitForm, version: int) -> tuple[str, str]:
        split_quota(row, form.quotas(), version=version, by=request.user, note=form.note)
        return url_of(row), "Đã lưu phần chia chỉ tiêu cho các cụm."

    def form(**kwargs) -> SplitForm:
        return SplitForm(kind=row.quota_kind, clusters=clusters, acts_for=acts_for(request, row), **kwargs)

    page = Page(
        key=f"acclaim-split:{pk}",
        title="Chia chỉ tiêu cho các cụm",
        crumbs=crumbs_of(row, "Chia chỉ tiêu"),
        back=url_of(row),
        form=form,
        initial=split_values(row),
        version=row.version,
        saved=split_values,
        save=save,
        lead=f"{row}. Chỉ tiêu của khối: {row.quota}. Cụm để trống không có suất; để trống tất cả thì không chia.",
        primary="Lưu phần chia",
    )
    return edit(request, page)
