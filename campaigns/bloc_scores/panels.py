"""What this app shows on the page of a bloc, and the names of its objects in the record of changes."""

from typing import Any

from campaigns.bloc_scores.enums import RankingState, TableState
from campaigns.bloc_scores.models import CriteriaTable, Ranking, ScoringRound
from campaigns.bloc_scores.workflows import ROUND, TABLE
from organisations import panels
from organisations.models import Bloc
from organisations.selectors import audit


def register() -> None:
    """Called from AppConfig.ready."""
    panels.register("bloc", "bloc_scores/panels/tables.html", tables_of_bloc, order=40)
    panels.register("bloc", "bloc_scores/panels/rounds.html", rounds_of_bloc, order=45)
    panels.register_page("bloc_scores.scoringround", "bloc_scores:round")
    audit.name_kind("bloc_scores.scoringround", "Kỳ chấm điểm")
    panels.register_page("bloc_scores.criteriatable", "bloc_scores:table")
    audit.name_kind("bloc_scores.criteriatable", "Bảng tiêu chí chấm điểm")


def rounds_of_bloc(bloc: Bloc, user: Any) -> dict | None:
    """Rounds of a bloc with the first places of what was published: two queries, none of them grows."""
    rows = list(ScoringRound.objects.visible_to(user).filter(bloc=bloc).select_related("bloc").order_by("-pk")[:3])
    if not rows:
        return None
    newest = Ranking.objects.filter(round__in=rows, state=RankingState.PUBLISHED).order_by("number").defer("source")
    rankings = {ranking.round_id: ranking for ranking in newest}
    return {"rows": [(row, ROUND.state_of(row), _first_places(rankings.get(row.pk))) for row in rows]}


def _first_places(ranking: Ranking | None, most: int = 3) -> list[tuple[int, str]]:
    """(rank, name) of the first places of a ranking."""
    if ranking is None:
        return []
    names = {unit["id"]: unit["name"] for unit in ranking.result["units"]}
    ranked = [row for row in ranking.result["ranking"] if row["rank"] is not None]
    return [(row["rank"], names[row["unit"]]) for row in ranked if row["rank"] <= most]


def tables_of_bloc(bloc: Bloc, user: Any) -> dict | None:
    """The bloc's tables a person sees: one query; nothing when there are none and the person makes none."""
    rows = CriteriaTable.objects.visible_to(user).filter(bloc=bloc).exclude(state=TableState.WITHDRAWN)
    found = [(row, TABLE.state_of(row)) for row in rows.order_by("-number", "title")]
    return {"rows": found} if found else None
