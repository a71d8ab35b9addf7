"""Pages of a Council: members, regulation, shares of votes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from awards.council.forms.councils import (
    CouncilForm,
    EndSeatForm,
    SeatForm,
    ThresholdForm,
    council_values,
    threshold_values,
)
from awards.council.models import Council, Seat, Threshold
from awards.council.selectors.members import council_of_today
from awards.council.selectors.tally import need_of
from awards.council.services import councils
from awards.law import law, law_version
from campaigns.views.pieces import Page, Removal, edit, remove
from emulation.base import clock
from organisations.views.common import require

MAY = ("council.edit_council", "Chỉ Thư ký Hội đồng và Sở Nội vụ ghi thành viên, quy chế Hội đồng.")
SEES = ("council.view_sessions", "Trang này dành cho thành viên Hội đồng và cơ quan theo dõi.")
both = require_http_methods(["GET", "POST"])


def _home() -> str:
    return reverse("council:council")


def _crumbs(*rest: str) -> list:
    start = [("Hội đồng", reverse("council:session_list"))]
    if not rest:
        return [*start, ("Thành viên, quy chế", None)]
    return [*start, ("Thành viên, quy chế", _home()), *((words, None) for words in rest)]


@require_GET
def council(request: HttpRequest) -> HttpResponse:
    """The Council of today, or the one asked for: members, then and now, and what its votes need."""
    require(request, *SEES)
    asked = request.GET.get("hoi-dong", "")
    chosen = (
        Council.objects.filter(pk=asked).first() if asked.isascii() and asked.isdigit() and len(asked) < 9 else None
    )
    row = chosen or council_of_today() or Council.objects.first()
    seats = list(row.seats.select_related("unit", "user")) if row else []
    context = {
        "council": row,
        "councils": list(Council.objects.all()),
        "now": [seat for seat in seats if seat.holds_on()],
        "past": [seat for seat in seats if not seat.holds_on()],
        "needs": _needs(row) if row else [],
        "may_edit": request.user.has_perm("council.edit_council"),
        "crumbs": _crumbs(),
    }
    return render(request, "council/council.html", context)


def _needs(row: Council) -> list[dict]:
    """For each award the share it needs under the law of today, or by the regulation."""
    version = law_version(filed_on=clock.today()).version
    own = {threshold.award: threshold for threshold in row.thresholds.all()}
    members = row.seats.valid_on().count()
    found = []
    for award in law().awards.values():
        need = need_of(award.code, version, own)
        if need.ratio is not None:
            found.append({"award": award, "need": need, "own": own.get(award.code), "votes": need.votes_of(members)})
    return found


@both
def council_new(request: HttpRequest) -> HttpResponse:
    """Note a Council as its decision formed it."""
    require(request, *MAY)

    def save(form: CouncilForm, version: int) -> tuple[str, str]:
        made = councils.form_council(by=request.user, **form.cleaned_data)
        return f"{_home()}?hoi-dong={made.pk}", "Đã ghi Hội đồng. Việc tiếp theo: thêm thành viên."

    page = Page(
        key="council-new",
        title="Ghi Hội đồng",
        crumbs=_crumbs("Ghi Hội đồng"),
        back=_home(),
        form=CouncilForm,
        initial={"quorum_ratio": "2/3", "recusal_rule": "stays_in_denominator"},
        save=save,
        primary="Ghi Hội đồng",
    )
    return edit(request, page)


@both
def council_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a Council."""
    require(request, *MAY)
    row = get_object_or_404(Council, pk=pk)

    def save(form: CouncilForm, version: int) -> tuple[str, str]:
        councils.update_council(row, version=version, by=request.user, **form.cleaned_data)
        return f"{_home()}?hoi-dong={row.pk}", "Đã lưu thông tin Hội đồng."

    page = Page(
        key=f"council:{pk}",
        title="Sửa thông tin Hội đồng",
        crumbs=_crumbs("Sửa"),
        back=_home(),
        form=CouncilForm,
        initial=council_values(row),
        version=row.version,
        saved=council_values,
        save=save,
    )
    return edit(request, page)


@both
def seat_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a member."""
    require(request, *MAY)
    row = get_object_or_404(Council, pk=pk)

    def save(form: SeatForm, version: int) -> tuple[str, str]:
        seat = councils.seat(row, by=request.user, **form.cleaned_data)
        return f"{_home()}?hoi-dong={row.pk}", f"Đã thêm {seat.full_name}, {seat.get_role_display()}."

    page = Page(
        key=f"council-seat:{pk}",
        title="Thêm thành viên Hội đồng",
        crumbs=_crumbs("Thêm thành viên"),
        back=f"{_home()}?hoi-dong={row.pk}",
        form=SeatForm,
        save=save,
        primary="Thêm thành viên",
    )
    return edit(request, page)


@both
def seat_end(request: HttpRequest, pk: int) -> HttpResponse:
    """A member leaves."""
    require(request, *MAY)
    row = get_object_or_404(Seat.objects.select_related("council"), pk=pk)

    def save(form: EndSeatForm, version: int) -> tuple[str, str]:
        councils.end_seat(row, on=form.cleaned_data["on"], by=request.user)
        return f"{_home()}?hoi-dong={row.council_id}", f"Đã ghi ngày thôi của {row.full_name}."

    page = Page(
        key=f"council-seat-end:{pk}",
        title=f"{row.full_name} thôi là thành viên Hội đồng",
        crumbs=_crumbs(row.full_name),
        back=f"{_home()}?hoi-dong={row.council_id}",
        form=EndSeatForm,
        initial={"on": row.valid_to},
        save=save,
        primary="Ghi ngày thôi",
        lead="Các phiên họp đến hết ngày này vẫn tính thành viên này.",
    )
    return edit(request, page)


def _threshold_page(request: HttpRequest, row: Council, key: str, initial: dict) -> HttpResponse:
    def save(form: ThresholdForm, version: int) -> tuple[str, str]:
        made = councils.set_threshold(row, by=request.user, **form.cleaned_data)
        name = law().awards[made.award].name
        return f"{_home()}?hoi-dong={row.pk}", f"Đã ghi tỷ lệ phiếu cho {name}."

    page = Page(
        key=key,
        title="Tỷ lệ phiếu theo quy chế Hội đồng",
        crumbs=_crumbs("Tỷ lệ phiếu"),
        back=f"{_home()}?hoi-dong={row.pk}",
        form=ThresholdForm,
        initial=initial,
        save=save,
        lead="Danh hiệu, hình thức không ghi ở đây thì theo tỷ lệ của luật.",
    )
    return edit(request, page)


@both
def threshold_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Note a share of the regulation."""
    require(request, *MAY)
    row = get_object_or_404(Council, pk=pk)
    return _threshold_page(request, row, f"council-threshold:{pk}", {})


@both
def threshold_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a share of the regulation."""
    require(request, *MAY)
    row = get_object_or_404(Threshold.objects.select_related("council"), pk=pk)
    return _threshold_page(request, row.council, f"threshold:{pk}", threshold_values(row))


@both
def threshold_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Back to the share of the law."""
    require(request, *MAY)
    row = get_object_or_404(Threshold.objects.select_related("council"), pk=pk)
    name = law().awards[row.award].name
    return remove(
        request,
        Removal(
            title="Bỏ tỷ lệ phiếu riêng",
            crumbs=_crumbs("Bỏ tỷ lệ phiếu"),
            back=f"{_home()}?hoi-dong={row.council_id}",
            remove=lambda reason: councils.remove_threshold(row, reason=reason, by=request.user),
            sentence=f"{name} lại theo tỷ lệ của luật.",
            facts=[f"{name}: {row.ratio}"],
        ),
    )
