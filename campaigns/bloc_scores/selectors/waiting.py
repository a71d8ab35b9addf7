"""What waits for a person in scoring, for “Việc cần làm”: sheets to fill, objections to answer."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from campaigns.bloc_scores.enums import ObjectionState, RoundState, Scorer
from campaigns.bloc_scores.models import Objection, Sheet, StageRun
from campaigns.selectors.todo import Source, Todo
from organisations.enums import DHA_ROLES
from organisations.models import Membership
from organisations.rules import is_dha, is_unit_officer, unit_id_of
from organisations.selectors.units import review_scope

# Sheets that Sở Nội vụ fills as the standing body or in place of another, not as a unit of its bloc (rules.fills_sheet).
AS_DEPARTMENT = ~Q(instead_of="") | Q(run__stage__scorer__in=[Scorer.STANDING_BODY, Scorer.DEPARTMENT])


def sources(user: Any) -> list[Source]:
    """Open stages in which sheets of the person's unit are not handed in; objections in blocs that the unit leads."""
    if is_dha(user):
        return [Source(for_department(unit_id_of(user)).select_related("stage", "round__bloc"), _sheet_cards)]
    if is_unit_officer(user):
        return [*_sheets(unit_id_of(user)), *_objections(user)]
    return []


def for_department(department: int) -> QuerySet[StageRun]:
    """Open stages in which Sở Nội vụ still has sheets to hand in."""
    return _open_runs(Sheet.objects.filter(AS_DEPARTMENT, scorer_unit_id=department))


def _open_runs(sheets: QuerySet[Sheet]) -> QuerySet[StageRun]:
    waiting = sheets.filter(run_id=OuterRef("pk"), handed_in_at=None)
    return StageRun.objects.filter(Exists(waiting), closed_at=None, round__state=RoundState.SCORING)


def _sheets(unit: int) -> list[Source]:
    departments = Membership.objects.valid_on().filter(role__in=DHA_ROLES).values("unit_id")
    sheets = Sheet.objects.filter(scorer_unit_id=unit).exclude(AS_DEPARTMENT & Q(scorer_unit_id__in=departments))
    return [Source(_open_runs(sheets).select_related("stage", "round__bloc"), _sheet_cards)]


def _sheet_cards(rows: list[StageRun]) -> Iterator[Todo]:
    for run in rows:
        reason = "Bước này đang mở; phiếu của đơn vị bạn chưa nộp."
        yield Todo(
            f"Chấm điểm: {run.stage.label}, {run.round.name}",
            reverse("bloc_scores:sheet_edit", args=[run.pk]),
            reason,
            "Mở phiếu chấm",
            subject=run,
            due=run.due_on,
            source=run.round.bloc.name,
        )


def _objections(user: Any) -> list[Source]:
    led = [bloc for bloc, leads, _ in review_scope(user) if leads]
    if not led:
        return []
    rows = Objection.objects.filter(state=ObjectionState.OPEN, run__round__bloc_id__in=led)
    rows = rows.exclude(unit_id=unit_id_of(user)).select_related("unit", "run__round__bloc")
    return [Source(rows, _objection_cards)]


def _objection_cards(rows: list[Objection]) -> Iterator[Todo]:
    for o in rows:
        yield Todo(
            f"Trả lời ý kiến về điểm của {o.unit.label}",
            reverse("bloc_scores:objection", args=[o.pk]),
            o.text if len(o.text) <= 160 else f"{o.text[:160].rsplit(' ', 1)[0]}…",
            "Xem và trả lời",
            subject=o,
            source=o.run.round.name,
        )
