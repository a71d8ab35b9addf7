"""Rankings of a round: a version on the page, printed, and as a spreadsheet."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from campaigns.bloc_scores.documents import RANKING
from campaigns.bloc_scores.enums import RankingState, RoundState
from campaigns.bloc_scores.exports import ranking_xlsx
from campaigns.bloc_scores.forms.facts import FactsForm
from campaigns.bloc_scores.forms.ties import TieForm
from campaigns.bloc_scores.models import Ranking, ScoringRound, TieDecision
from campaigns.bloc_scores.selectors import facts
from campaigns.bloc_scores.selectors.ranking_page import RankingPage
from campaigns.bloc_scores.selectors.stages import ranking_window_open
from campaigns.bloc_scores.selectors.ties import names_in, undecided
from campaigns.bloc_scores.services import rankings as services
from campaigns.bloc_scores.views.rounds import crumbs_of, visible_round
from campaigns.views.pieces import Page, edit
from emulation.base.workflow import Refused
from organisations.rules import unit_id_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _chosen(request: HttpRequest, round_: ScoringRound) -> tuple[list[Ranking], Ranking | None]:
    """Versions, newest first, and the one asked for with ?ban=."""
    rows = list(round_.rankings.defer("source"))
    for row in rows:
        row.round = round_
    asked = request.GET.get("ban", "")
    if asked.isascii() and asked.isdigit() and len(asked) < 6:
        return rows, next((row for row in rows if row.number == int(asked)), None)
    return rows, rows[0] if rows else None


@require_http_methods(["GET", "POST"])
def ranking(request: HttpRequest, pk: int) -> HttpResponse:
    """A version of the ranking; POST computes a provisional one again."""
    round_ = visible_round(request, pk)
    if request.method == "POST":
        return _recompute(request, round_)
    versions, chosen = _chosen(request, round_)
    page, own = RankingPage(chosen) if chosen else None, unit_id_of(request.user)
    context = {
        "round": round_,
        "versions": versions,
        "ranking": chosen,
        "document": RANKING,
        "page": page,
        "published": bool(chosen and chosen.state == RankingState.PUBLISHED),
        "open_until": round_.objections_until if ranking_window_open(round_) else None,
        "own": own if page and own in {row.unit_id for row in page.rows} else None,
        "may_recompute": round_.state == RoundState.PROVISIONAL
        and request.user.has_perm("bloc_scores.run_round", round_),
        "ties": _ties(request, round_, page) if page and chosen == versions[0] else [],
        "crumbs": crumbs_of(round_, "Xếp hạng"),
    }
    return render(request, "bloc_scores/round_ranking.html", context)


def _ties(request: HttpRequest, round_: ScoringRound, page: RankingPage) -> list[tuple[str, str]]:
    """(names, one of the units where this person may decide) of each group that waits for a decision."""
    open_ = round_.state == RoundState.PROVISIONAL
    ties = [(names, group, TieDecision(round=round_, units=group)) for group, names in page.undecided]
    may = request.user.has_perm
    return [(names, group[0] if open_ and may("bloc_scores.decide_tie", tie) else "") for names, group, tie in ties]


def _recompute(request: HttpRequest, round_: ScoringRound) -> HttpResponse:
    if not request.user.has_perm("bloc_scores.run_round", round_):
        raise PermissionDenied("Chỉ trưởng khối và Sở Nội vụ tính lại xếp hạng.")
    try:
        made = services.recompute(round_, by=request.user)
        messages.success(request, f"Đã tính lại xếp hạng, bản {made.number}.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("bloc_scores:round_ranking", round_.pk)


@require_http_methods(["GET", "POST"])
def ranking_facts(request: HttpRequest, pk: int) -> HttpResponse:
    """What the rules of the ranking ask beyond points, unit by unit."""
    round_ = visible_round(request, pk)
    if not request.user.has_perm("bloc_scores.run_round", round_):
        raise PermissionDenied("Chỉ trưởng khối và Sở Nội vụ ghi số liệu phụ để xếp hạng.")
    asked, units = facts.asked_of(round_), facts.units_of(round_)
    back = reverse("bloc_scores:round", args=[pk])
    if not asked or not units:
        messages.info(request, "Quy tắc xếp hạng của bảng tiêu chí không cần số liệu phụ, hoặc chưa mở bước chấm nào.")
        return redirect(back)

    def save(form: FactsForm, version: int) -> tuple[str, str]:
        count = services.set_facts(round_, form.values(), by=request.user, version=version)
        again = " Hãy tính lại xếp hạng." if count and round_.state == RoundState.PROVISIONAL else ""
        return back, f"Đã lưu {count} số liệu phụ.{again}"

    page = Page(
        key=f"ranking-facts:{pk}",
        title="Số liệu phụ để xếp hạng",
        crumbs=crumbs_of(round_, "Số liệu phụ"),
        back=back,
        form=lambda **kwargs: FactsForm(units=units, asked=asked, **kwargs),
        initial=_facts_shown(round_),
        version=round_.version,
        saved=_facts_shown,
        save=save,
        lead="Chỗ chưa biết thì để trống; đơn vị thiếu số liệu của tiêu chí phụ được xếp sau và ghi rõ.",
        template="bloc_scores/ranking_facts.html",
    )
    return edit(request, page)


def _facts_shown(round_: ScoringRound) -> dict[str, str]:
    """In the shape of the form."""
    return {f"u{unit}-{code}": value for (unit, code), value in facts.saved_facts(round_).items()}


@require_http_methods(["GET", "POST"])
def ranking_tie(request: HttpRequest, pk: int, unit: int) -> HttpResponse:
    """Decide the order of a unit and those it stays equal with, where the table leaves it to a decision."""
    round_ = visible_round(request, pk)
    newest, back = round_.rankings.first(), reverse("bloc_scores:round_ranking", args=[pk])
    group = next((g for g in undecided(newest.result) if str(unit) in g), None) if newest else None
    tie = TieDecision(round=round_, units=group or [str(unit)])
    if not request.user.has_perm("bloc_scores.decide_tie", tie):
        raise PermissionDenied(services.NOT_YOURS)
    if group is None:
        messages.info(request, "Không có đơn vị nào chờ quyết định thứ hạng.")
        return redirect(back)
    first = next(place["rank"] for place in newest.result["ranking"] if place["unit"] in group)

    def save(form: TieForm, version: int) -> tuple[str, str]:
        made = services.decide_tie(round_, form.order(), reason=form.cleaned_data["reason"], by=request.user)
        return back, f"Đã ghi quyết định thứ hạng, xếp hạng bản {made.number}."

    page = Page(
        key=f"ranking-tie:{pk}:{group[0]}",
        title="Quyết định thứ hạng",
        crumbs=crumbs_of(round_, "Quyết định thứ hạng"),
        back=back,
        form=lambda **kwargs: TieForm(units=[(u, names_in(newest.result, [u])) for u in group], first=first, **kwargs),
        save=save,
        lead=f"{names_in(newest.result, group)} bằng nhau sau khi xét hết các tiêu chí phụ của bảng.",
        primary="Ghi quyết định",
    )
    return edit(request, page)


@require_GET
def ranking_export(request: HttpRequest, pk: int) -> FileResponse:
    """The same figures as the page, as .xlsx."""
    round_ = visible_round(request, pk)
    _, chosen = _chosen(request, round_)
    if chosen is None:
        raise Http404
    name = f"Xep-hang-{round_.pk}-ban-{chosen.number}.xlsx"
    return FileResponse(ranking_xlsx(RankingPage(chosen)), as_attachment=True, filename=name, content_type=XLSX)
