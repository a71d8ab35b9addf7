"""Sheets of open scoring stages that were not handed in, for reminders."""

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse

from campaigns.bloc_scores.enums import RoundState
from campaigns.bloc_scores.models import Sheet, StageRun
from campaigns.bloc_scores.selectors.waiting import AS_DEPARTMENT
from campaigns.selectors.open_deadlines import Deadline, register
from organisations.selectors.people import dha_unit_ids


def sheets(first: dt.date, last: dt.date) -> Iterator[Deadline]:
    """Each unit that still has sheets to hand in, once for a stage."""
    open_runs = StageRun.objects.filter(closed_at=None, round__state=RoundState.SCORING, due_on__range=(first, last))
    runs = {run.pk: run for run in open_runs.select_related("stage", "round__bloc")}
    waiting = Sheet.objects.filter(run__in=runs, handed_in_at=None).order_by("run_id", "scorer_unit_id")
    as_department = set(waiting.filter(AS_DEPARTMENT).values_list("run_id", "scorer_unit_id"))
    departments = dha_unit_ids()
    for pk, unit in waiting.values_list("run_id", "scorer_unit_id").distinct():
        run = runs[pk]
        yield Deadline(
            key=f"sheets:{pk}:{unit}",
            group=f"run:{pk}",
            title=f"Phiếu chấm bước {run.stage.label}, {run.round.name}",
            unit_id=unit,
            due=run.due_on,
            url=reverse("bloc_scores:sheet_edit", args=[pk]),
            bloc_id=run.round.bloc_id,
            group_url=reverse("bloc_scores:round", args=[run.round_id]),
            as_department=unit in departments and (pk, unit) in as_department,
        )


def register_deadlines() -> None:
    """Called from AppConfig.ready."""
    register("sheet", "Phiếu chấm điểm", sheets)
