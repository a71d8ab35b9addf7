"""Where a round stands: its stages, the open run, what still blocks it."""

import datetime as dt

from django.db.models import Max

from campaigns.bloc_scores.enums import ObjectionState, RoundState
from campaigns.bloc_scores.models import Objection, ScoringRound, Stage, StageRun
from emulation.base import clock


def next_stage(round_: ScoringRound) -> Stage | None:
    """The first stage that was never opened."""
    done = round_.runs.values("stage_id")
    return round_.table.stages.exclude(pk__in=done).order_by("order").first()


def open_run(round_: ScoringRound) -> StageRun | None:
    """The run being scored."""
    return round_.runs.filter(closed_at=None).select_related("stage").first()


def last_closed(round_: ScoringRound, unit: int) -> StageRun | None:
    """The run closed last in which the unit was scored: a stage opened again for others leaves it where it was."""
    rows = round_.runs.exclude(closed_at=None).filter(sheets__unit=unit).distinct()
    return rows.select_related("stage").order_by("-closed_at", "-pk").first()


def objections_end(round_: ScoringRound) -> dt.date | None:
    """The last day on which any unit may object to a stage: units whose stage was opened again have another day than the others."""
    return round_.runs.exclude(closed_at=None).aggregate(last=Max("objections_until"))["last"]


def waiting_sheets(run: StageRun) -> int:
    """Sheets not handed in; opinions are no sheets (B17)."""
    return run.sheets.filter(handed_in_at=None).count()


def open_objections(round_: ScoringRound) -> int:
    """Objections without an answer."""
    return Objection.objects.filter(run__round=round_, state=ObjectionState.OPEN).count()


def ranking_window_open(round_: ScoringRound) -> bool:
    """Whether units may still object to a provisional ranking."""
    until = round_.objections_until
    return round_.state == RoundState.PROVISIONAL and until is not None and clock.today() <= until


def may_object(round_: ScoringRound, run: StageRun | None) -> bool:
    """Whether a unit may object now: to its stage closed last, or to the provisional ranking that rests on it."""
    return run is not None and (window_open(run) or ranking_window_open(round_))


def may_respond(round_: ScoringRound, run: StageRun | None) -> bool:
    """Whether a unit may still say whether it agrees: after a stage that asks, until its ranking is published."""
    over = round_.state in (RoundState.PUBLISHED, RoundState.CANCELLED)
    return bool(run and run.closed_at and run.stage.response and not over)


def window_open(run: StageRun | None) -> bool:
    """Whether units may still object to a closed run."""
    return bool(run and run.closed_at and run.objections_until and clock.today() <= run.objections_until)
