"""Rankings of a round: a version on the page, printed, and as a spreadsheet."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from campaigns.bloc_scores.enums import RankingState, RoundState
from campaigns.bloc_scores.exports import ranking_xlsx
from campaigns.bloc_scores.models import Ranking, ScoringRound
from campaigns.bloc_scores.selectors.ranking_page import RankingPage
from campaigns.bloc_scores.services import rankings as services
from campaigns.bloc_scores.views.rounds import crumbs_of, visible_round
from emulation.base.workflow import Refused

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
    context = {
        "round": round_,
        "versions": versions,
        "ranking": chosen,
        "page": RankingPage(chosen) if chosen else None,
        "published": bool(chosen and chosen.state == RankingState.PUBLISHED),
        "may_recompute": round_.state == RoundState.PROVISIONAL
        and request.user.has_perm("bloc_scores.run_round", round_),
        "crumbs": crumbs_of(round_, "Xếp hạng"),
    }
    return render(request, "bloc_scores/round_ranking.html", context)


def _recompute(request: HttpRequest, round_: ScoringRound) -> HttpResponse:
    if not request.user.has_perm("bloc_scores.run_round", round_):
        raise PermissionDenied("Chỉ trưởng khối và Sở Nội vụ tính lại xếp hạng.")
    try:
        made = services.recompute(round_, by=request.user)
        messages.success(request, f"Đã tính lại xếp hạng, bản {made.number}.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("bloc_scores:round_ranking", round_.pk)


@require_GET
def ranking_export(request: HttpRequest, pk: int) -> FileResponse:
    """The same figures as the page, as .xlsx."""
    round_ = visible_round(request, pk)
    _, chosen = _chosen(request, round_)
    if chosen is None:
        raise Http404
    name = f"Xep-hang-{round_.pk}-ban-{chosen.number}.xlsx"
    return FileResponse(ranking_xlsx(RankingPage(chosen)), as_attachment=True, filename=name, content_type=XLSX)
