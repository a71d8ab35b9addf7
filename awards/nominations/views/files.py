"""Pages of files: the list, one file held against the law, its letter, sending, what is to be supplemented."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from awards.nominations.enums import FileState
from awards.nominations.forms.files import HeadForm, ReturnForm, head_values
from awards.nominations.models import NominationFile, Route
from awards.nominations.selectors import pages
from awards.nominations.selectors.checks import summary_of
from awards.nominations.services import files
from awards.nominations.views.common import SEES, both, crumbs_of, file_of, is_open, own_file, url_of
from awards.nominations.workflows import NOMINATION
from campaigns.views.pieces import Page, edit
from emulation.base import audit
from emulation.base.files import FileRefused
from emulation.base.moving import Moving, move_page
from emulation.base.workflow import Refused
from organisations import panels
from organisations.models import Unit
from organisations.rules import unit_id_of
from organisations.views.common import page_of, require

# Written down, and left out of the short history on the page: each piece shows itself.
PIECES = ("paper", "evidence", "nominee", "override", "update")


@require_GET
def file_list(request: HttpRequest) -> HttpResponse:
    """Files that the person sees, by state; routes the own unit can still use."""
    require(request, *SEES)
    asked = pages.Asked.from_query(request.GET)
    context = {
        "page_obj": page_of(request, pages.file_rows(request.user, asked)),
        "asked": asked,
        "counts": pages.state_counts(request.user),
        "routes": pages.routes_to_begin(request.user),
        "may_edit_routes": request.user.has_perm("nominations.edit_routes"),
    }
    return render(request, "nominations/file_list.html", context)


@require_POST
def file_begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the file of the own unit on a route; a second click opens the first one."""
    route = get_object_or_404(Route, pk=pk)
    unit = Unit.objects.filter(pk=unit_id_of(request.user)).first()
    if unit is None:
        raise PermissionDenied(files.NOT_YOURS)
    try:
        made = files.begin(route, unit, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("nominations:file_list")
    return redirect(url_of(made))


@both
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """One file: nominees with what the law says of each, papers, moves."""
    row = file_of(request, pk)
    moving = Moving(NOMINATION, url_of(row), crumbs_of(row, "Việc"), str(row))
    if request.method == "GET" and request.GET.get("chuyen") == "dha_return":
        return redirect("nominations:file_return", pk)
    if answer := move_page(request, row, moving):
        sent = request.method == "POST" and request.POST.get("move") in ("submit", "present")
        return _receipt(row, answer) if sent else answer
    page = pages.Reading(row, request.user)
    context = {
        "file": page.file,
        "page": page,
        "rows": page.rows,
        "summary": summary_of(page.rows),
        "differences": page.differences,
        "offers": NOMINATION.offers(row, request.user),
        "writes": is_open(row) and request.user.has_perm("nominations.prepare", row),
        "listed": pages.listed_waiting(row).count() if is_open(row) else 0,
        "snapshots": list(row.snapshots.defer("content")),
        "crumbs": crumbs_of(row),
        "panels": panels.panels_for("nomination_file", row, request.user),
        "history": audit.history(row).exclude(action__in=PIECES)[:10] if page.sees_history else [],
    }
    return render(request, "nominations/file.html", context)


def _receipt(row: NominationFile, answer: HttpResponse) -> HttpResponse:
    """After sending: the page that says what was sent to whom; when it was refused, back to the file."""
    now = NominationFile.objects.only("state").get(pk=row.pk)
    sent = answer.status_code == 302 and now.state != row.state
    return redirect("nominations:file_sent", row.pk) if sent else answer


NEXT = {
    FileState.AWAITING_HEAD: (
        "Đã trình thủ trưởng",
        "Thủ trưởng duyệt và gửi. Bạn lấy lại được để sửa khi thủ trưởng chưa gửi.",
    ),
    FileState.WITH_BLOC: (
        "Đã gửi trưởng khối",
        "Trưởng khối xác nhận rồi chuyển Sở Nội vụ. Rút được khi trưởng khối chưa xác nhận.",
    ),
    FileState.WITH_DEPARTMENT: ("Đã gửi Sở Nội vụ", "Sở Nội vụ kiểm tra và tiếp nhận."),
}
WITHDRAWABLE = "Rút được khi chưa tiếp nhận."


@require_GET
def file_sent(request: HttpRequest, pk: int) -> HttpResponse:
    """What was sent, to whom, when, and what happens next."""
    row = file_of(request, pk)
    own = request.user.has_perm("nominations.prepare", row)
    if row.state not in NEXT or not own and row.state == FileState.AWAITING_HEAD:
        return redirect(url_of(row))
    title, next_step = NEXT[FileState(row.state)]
    if row.state == FileState.WITH_DEPARTMENT and not row.endorsed_at:
        next_step = f"{next_step} {WITHDRAWABLE}"
    context = {
        "file": row,
        "title": title,
        "next_step": next_step,
        "count": row.nominees.count() if own else row.sent_size,
        "last": audit.history(row).first() if own else None,
    }
    return render(request, "nominations/file_sent.html", context)


@both
def file_head(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter, the meeting of the unit's council, its minutes."""
    row = own_file(request, pk)
    if not is_open(row):
        messages.info(request, files.CLOSED)
        return redirect(url_of(row))

    def save(form: HeadForm, version: int) -> tuple[str, str]:
        try:
            files.save_head(row, version=version, by=request.user, **form.columns())
        except FileRefused as refused:
            raise Refused(str(refused)) from None
        return url_of(row), "Đã lưu tờ trình, biên bản họp."

    page = Page(
        key=f"nomination-head:{pk}",
        title="Tờ trình, biên bản họp Hội đồng đơn vị",
        crumbs=crumbs_of(row, "Tờ trình"),
        back=url_of(row),
        form=lambda **kwargs: HeadForm(files=request.FILES or None, **kwargs),
        initial=head_values(row),
        version=row.version,
        saved=head_values,
        save=save,
        template="nominations/file_head.html",
        context={"minutes": row.minutes},
    )
    return edit(request, page)


@both
def file_return(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a file back once, with what is missing of the whole and of single nominees."""
    row = file_of(request, pk)
    if not request.user.has_perm("nominations.receive", row):
        raise PermissionDenied("Chỉ nơi tiếp nhận trả lại hồ sơ để bổ sung.")
    offer = NOMINATION.offer("dha_return", row, request.user)
    if offer is None or not offer.enabled:
        for reason in offer.reasons if offer else ["Hồ sơ không ở bước này nữa. Hãy tải lại trang."]:
            messages.error(request, reason)
        return redirect(url_of(row))
    nominees = list(row.nominees.all())

    def save(form: ReturnForm, version: int) -> tuple[str, str]:
        note = form.cleaned_data["note"]
        NOMINATION.perform(row, "dha_return", by=request.user, note=note, marks=form.marks())
        return url_of(row), f"Đã trả lại hồ sơ của {row.unit.label} để bổ sung."

    page = Page(
        key=f"nomination-return:{pk}",
        title="Trả lại để bổ sung",
        crumbs=crumbs_of(row, "Trả lại"),
        back=url_of(row),
        form=lambda **kwargs: ReturnForm(nominees=nominees, **kwargs),
        save=save,
        lead="Chỉ trả lại một lần, nên hãy ghi hết những gì cần bổ sung.",
        primary="Trả lại để bổ sung",
    )
    return edit(request, page)
