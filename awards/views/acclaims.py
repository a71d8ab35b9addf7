"""Pages of acclaims: the list, one acclaim, preparing it, nominees, the paper count, the last seat, the minutes."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from awards.documents import ACCLAIM_MINUTES
from awards.enums import AcclaimState, BallotMode, BoxState
from awards.forms.acclaims import (
    AcclaimForm,
    NomineesForm,
    PaperCountForm,
    TieForm,
    acclaim_values,
    nominee_values,
)
from awards.models import Acclaim
from awards.rules import managed_bloc_ids
from awards.selectors import acclaims as pages
from awards.selectors.ballots import named_choices, turnout, voter_rows
from awards.selectors.quotas import clusters_of, last_seats, split_of
from awards.services import acclaims, ballots
from awards.services.acclaims import NOT_YOURS, Put
from awards.workflows import ACCLAIM
from campaigns.views.pieces import Page, Removal, edit, remove
from emulation.base import audit, clock
from emulation.base.access import require
from emulation.base.moving import Moving, move_page
from organisations.models import Bloc
from organisations.rules import is_dha
from organisations.views.common import page_of

both = require_http_methods(["GET", "POST"])
NO_ROLE = "Trang này dành cho người có vai trò trong công tác thi đua, khen thưởng."


def acclaim_of(request: HttpRequest, pk: int) -> Acclaim:
    """The acclaim, for those who see it."""
    return get_object_or_404(Acclaim.objects.visible_to(request.user).for_page(), pk=pk)


def managed(request: HttpRequest, pk: int) -> Acclaim:
    row = acclaim_of(request, pk)
    if not request.user.has_perm("awards.manage_acclaim", row):
        raise PermissionDenied(NOT_YOURS)
    return row


def acts_for(request: HttpRequest, row: Acclaim) -> bool:
    """Whether the person acts in the place of the leader and has to say why."""
    return request.user.has_perm("awards.act_for_leader", row)


def crumbs_of(acclaim: Acclaim, *rest) -> list:
    """The path to a page of an acclaim."""
    start = [("Bình xét, suy tôn", reverse("awards:acclaim_list"))]
    if not rest:
        return [*start, (acclaim.award, None)]
    return [*start, (acclaim.award, url_of(acclaim)), *((words, None) for words in rest)]


def url_of(acclaim: Acclaim) -> str:
    return reverse("awards:acclaim", args=[acclaim.pk])


@require_GET
def acclaim_list(request: HttpRequest) -> HttpResponse:
    """Acclaims that the person sees, newest first."""
    require(request, "awards.view_acclaim", NO_ROLE)
    rows = Acclaim.objects.visible_to(request.user).for_page()
    context = {
        "page_obj": page_of(request, rows),
        "totals": pages.totals(Acclaim.objects.visible_to(request.user)),
        "may_create": request.user.has_perm("awards.manage_acclaim"),
    }
    return render(request, "awards/acclaim_list.html", context)


@both
def acclaim(request: HttpRequest, pk: int) -> HttpResponse:
    """One acclaim: what is asked, nominees, who has voted, after the count the result. POST makes its moves."""
    row = acclaim_of(request, pk)
    if request.GET.get("chuyen") in _OWN_PAGES:
        return redirect(_OWN_PAGES[request.GET["chuyen"]], pk)
    path = crumbs_of(row, "Ghi lý do")
    if answer := move_page(request, row, Moving(ACCLAIM, url_of(row), path, row.award, row.bloc.name)):
        return answer
    nominees = list(row.nominees.select_related("unit", "cluster"))
    box = row.box
    counted = box.state == BoxState.CLOSED
    context = {
        "acclaim": row,
        "box": box,
        "nominees": nominees,
        "offers": [o for o in ACCLAIM.offers(row, request.user) if not _on_own_page(o, row)],
        "manages": request.user.has_perm("awards.manage_acclaim", row),
        "preparing": row.state == AcclaimState.PREPARING,
        "enters_paper": row.state == AcclaimState.VOTING and box.mode == BallotMode.PAPER,
        "votes_here": _votes_here(request, row),
        "seats": box.seats if box.opened_at else pages.seats_of(row, len(pages.member_units(row.bloc))),
        "leader_stands": pages.leader_among(nominees, row.bloc),
        "split": split_of(row),
        "may_split": row.state == AcclaimState.PREPARING and bool(clusters_of(row.bloc)),
        "waits_for_count": row.state == AcclaimState.VOTING and box.mode == BallotMode.ONLINE and box.is_over,
        "voters": voter_rows(box) if box.mode == BallotMode.ONLINE else [],
        "turnout": turnout(box) if box.opened_at else None,
        "counted": counted,
        "codes": list(box.codes.all()) if counted and box.mode == BallotMode.ONLINE else [],
        "named": named_choices(row.box) if counted and not box.secret else [],
        "tied": [n for n in nominees if n.result == "tie"],
        "counts": pages.counts(nominees),
        "crumbs": crumbs_of(row),
        "history": audit.history(row)[:10],
    }
    return render(request, "awards/acclaim.html", context)


# Moves that ask for more than a reason.
_OWN_PAGES = {"cancel": "awards:acclaim_cancel", "move_closing": "awards:acclaim_closing"}


def _on_own_page(offer, row: Acclaim) -> bool:
    """Paper ballots are counted by entering the numbers."""
    return offer.transition.name == "count" and row.box.mode == BallotMode.PAPER


def _votes_here(request: HttpRequest, row: Acclaim) -> str:
    """“vote”, “voted” or nothing, for the acting person."""
    if row.state != AcclaimState.VOTING or row.box.mode != BallotMode.ONLINE:
        return ""
    if not request.user.has_perm("awards.vote_in_acclaim", row):
        return ""
    voter = pages.voter_of(row.pk, request.user).select_related("mark").first()
    if voter is None:
        return ""
    return "voted" if hasattr(voter, "mark") else "" if row.box.is_over else "vote"


def _blocs(request: HttpRequest):
    rows = Bloc.objects.filter(year__gte=clock.today().year - 1).order_by("-year", "code")
    return rows if is_dha(request.user) else rows.filter(pk__in=managed_bloc_ids(request.user))


@both
def acclaim_new(request: HttpRequest) -> HttpResponse:
    """Prepare an acclaim of a bloc."""
    require(request, "awards.manage_acclaim", NOT_YOURS)
    blocs = _blocs(request)
    asked = request.GET.get("khoi", "")

    def save(form: AcclaimForm, version: int) -> tuple[str, str]:
        made = acclaims.create(form.cleaned_data["bloc"], by=request.user, note=form.note, **form.columns())
        return reverse("awards:acclaim_nominees", args=[made.pk]), f"Đã lập: {made}. Việc tiếp theo: chọn đơn vị đề cử."

    page = Page(
        key="acclaim-new",
        title="Lập cuộc bình xét, suy tôn",
        crumbs=[("Bình xét, suy tôn", reverse("awards:acclaim_list")), ("Lập mới", None)],
        back=reverse("awards:acclaim_list"),
        form=lambda **kwargs: AcclaimForm(blocs=blocs, acts_for=is_dha(request.user), **kwargs),
        initial={"bloc": asked if asked.isdigit() and len(asked) < 10 else None, "secret": True, "choices_max": 1},
        save=save,
        primary="Lập và chọn đề cử",
    )
    return edit(request, page)


@both
def acclaim_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an acclaim in preparation."""
    row = managed(request, pk)
    if row.state != AcclaimState.PREPARING:
        return too_late(request, row)

    def save(form: AcclaimForm, version: int) -> tuple[str, str]:
        acclaims.update(row, version=version, by=request.user, note=form.note, **form.columns())
        return url_of(row), "Đã lưu cuộc bình xét, suy tôn."

    page = Page(
        key=f"acclaim:{pk}",
        title="Sửa cuộc bình xét, suy tôn",
        crumbs=crumbs_of(row, "Sửa"),
        back=url_of(row),
        form=lambda **kwargs: AcclaimForm(
            blocs=Bloc.objects.filter(pk=row.bloc_id), acts_for=acts_for(request, row), **kwargs
        ),
        initial=acclaim_values(row),
        version=row.version,
        saved=acclaim_values,
        save=save,
    )
    return edit(request, page)


def too_late(request: HttpRequest, row: Acclaim) -> HttpResponse:
    messages.info(request, "Cuộc bình xét đã mở bỏ phiếu nên không sửa được.")
    return redirect(url_of(row))


@both
def acclaim_nominees(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose which units stand on the paper."""
    row = managed(request, pk)
    if row.state != AcclaimState.PREPARING:
        return too_late(request, row)
    ranking = pages.published_ranking(row.bloc)
    units, places = pages.member_units(row.bloc), pages.standings(ranking)

    def save(form: NomineesForm, version: int) -> tuple[str, str]:
        puts = [Put(unit, note) for unit, note in form.chosen()]
        acclaims.set_nominees(row, puts, version=version, by=request.user, note=form.note)
        return url_of(row), f"Đã lưu danh sách đề cử, {len(puts)} đơn vị."

    page = Page(
        key=f"acclaim-nominees:{pk}",
        title="Danh sách đề cử",
        crumbs=crumbs_of(row, "Danh sách đề cử"),
        back=url_of(row),
        form=lambda **kwargs: NomineesForm(units=units, places=places, acts_for=acts_for(request, row), **kwargs),
        initial=nominee_values(row),
        version=row.version,
        saved=nominee_values,
        save=save,
        lead=_lead(row, ranking),
        template="awards/acclaim_nominees.html",
        context={"ranking": ranking},
    )
    return edit(request, page)


def _lead(row: Acclaim, ranking) -> str:
    if ranking is None:
        return f"{row}. Khối chưa công bố xếp hạng nên chưa có thứ hạng theo điểm."
    return f"{row}. Đơn vị không xếp thứ nhất theo điểm phải có lý do đề cử."


@both
def acclaim_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the reason, then cancel: the box is never opened."""
    row = managed(request, pk)
    label = ACCLAIM["cancel"].made_by(request.user, row).note_label
    return remove(
        request,
        Removal(
            title="Hủy cuộc bình xét, suy tôn",
            crumbs=crumbs_of(row, "Hủy"),
            back=url_of(row),
            remove=lambda reason: ACCLAIM.perform(row, "cancel", by=request.user, note=reason),
            sentence=f"Đã hủy: {row}. Các phiếu đã bỏ không được mở.",
            facts=[str(row), "Các phiếu đã bỏ không được mở và không ai đọc được nữa."],
            button="Hủy cuộc bình xét",
            label=label[:1].upper() + label[1:],
        ),
    )


@both
def paper_count(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter what was counted on paper; saving it is the count."""
    row = managed(request, pk)
    if row.state != AcclaimState.VOTING or row.box.mode != BallotMode.PAPER:
        messages.info(request, "Không có phiếu giấy nào chờ nhập kết quả.")
        return redirect(url_of(row))
    options = list(row.box.options.all())

    def save(form: PaperCountForm, version: int) -> tuple[str, str]:
        with transaction.atomic():
            ballots.set_paper_counts(row.box, **form.columns())
            ACCLAIM.perform(row, "count", by=request.user, note=form.note)
        return url_of(row), "Đã ghi kết quả kiểm phiếu. Biên bản kiểm phiếu đã sẵn sàng để in và ký."

    page = Page(
        key=f"acclaim-count:{pk}",
        title="Nhập kết quả kiểm phiếu giấy",
        crumbs=crumbs_of(row, "Kiểm phiếu giấy"),
        back=url_of(row),
        form=lambda **kwargs: PaperCountForm(options=options, acts_for=acts_for(request, row), **kwargs),
        save=save,
        lead=f"{row}. Có {row.box.voters.count()} đơn vị được bỏ phiếu, mỗi phiếu chọn tối đa {row.box.choices_max}.",
        primary="Ghi kết quả kiểm phiếu",
    )
    return edit(request, page)


@both
def acclaim_tie(request: HttpRequest, pk: int) -> HttpResponse:
    """Record who gets the last seat where votes are equal, and on what ground."""
    row = managed(request, pk)
    rows = row.nominees.filter(result="tie").select_related("unit", "cluster")
    if row.state != AcclaimState.COUNTED or not rows:
        messages.info(request, "Không có đơn vị nào bằng phiếu ở suất cuối.")
        return redirect(url_of(row))

    def save(form: TieForm, version: int) -> tuple[str, str]:
        acclaims.decide_tie(row, form.cleaned_data["chosen"], reason=form.cleaned_data["reason"], by=request.user)
        return url_of(row), "Đã ghi quyết định suất cuối cùng căn cứ."

    page = Page(
        key=f"acclaim-tie:{pk}",
        title="Quyết định suất cuối",
        crumbs=crumbs_of(row, "Suất cuối"),
        back=url_of(row),
        form=lambda **kwargs: TieForm(rows=rows, **kwargs),
        save=save,
        lead=" ".join([*(group.sentence for group in last_seats(row)), "Phần mềm không tự chọn."]),
        primary="Ghi quyết định",
    )
    return edit(request, page)


@require_GET
def acclaim_minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """Counting minutes to print and sign; only after the count."""
    row = acclaim_of(request, pk)
    if row.box.state != BoxState.CLOSED:
        messages.info(request, "Biên bản kiểm phiếu có sau khi kiểm phiếu.")
        return redirect(url_of(row))
    context = {
        "acclaim": row,
        "document": ACCLAIM_MINUTES,
        "box": row.box,
        "result": row.box.result,
        "nominees": list(row.nominees.select_related("unit").order_by("-yes", "position")),
        "split": split_of(row),
        "numbers": pages.paper_numbers(row.box),
        "named": named_choices(row.box) if not row.box.secret else [],
        "crumbs": crumbs_of(row, "Biên bản kiểm phiếu"),
    }
    return render(request, "awards/acclaim_minutes.html", context)
