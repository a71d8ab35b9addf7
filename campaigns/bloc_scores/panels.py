"""What this app shows on the page of a bloc, and the names of its objects in the record of changes."""

from typing import Any

from campaigns.bloc_scores.enums import TableState
from campaigns.bloc_scores.models import CriteriaTable
from campaigns.bloc_scores.workflows import TABLE
from organisations import panels
from organisations.models import Bloc
from organisations.selectors import audit


def register() -> None:
    """Called from AppConfig.ready."""
    panels.register("bloc", "bloc_scores/panels/tables.html", tables_of_bloc, order=40)
    panels.register_page("bloc_scores.criteriatable", "bloc_scores:table")
    audit.name_kind("bloc_scores.criteriatable", "Bảng tiêu chí chấm điểm")


def tables_of_bloc(bloc: Bloc, user: Any) -> dict | None:
    """The bloc's tables a person sees: one query; nothing when there are none and the person makes none."""
    rows = CriteriaTable.objects.visible_to(user).filter(bloc=bloc).exclude(state=TableState.WITHDRAWN)
    found = [(row, TABLE.state_of(row)) for row in rows.order_by("-number", "title")]
    return {"rows": found} if found else None
