"""Rounds of scoring are made; their stages are opened one after the other, closed, and opened again as a new run."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from campaigns.bloc_scores.enums import Scorer, TableState
from campaigns.bloc_scores.models import Score, ScoringRound, Sheet, StageRun
from campaigns.bloc_scores.selectors.documents import RoundData, admits, read_round
from campaigns.bloc_scores.selectors.feeds import Feeds
from campaigns.bloc_scores.selectors.scorers import Scorers
from campaigns.bloc_scores.selectors.stages import next_stage, open_run
from emulation.base import audit, clock, notify
from emulation.base.workflow import Refused
from organisations.enums import DHA_ROLES, UNIT_ROLES, Role
from organisations.selectors.people import officers

SYSTEM = "Hệ thống"
NOT_RUN_BY_YOU = "Chỉ Sở Nội vụ và đơn vị trưởng khối thêm người chấm."


@transaction.atomic
def create(table, *, name: str, by, campaign=None) -> ScoringRound:
    """A round of the table's bloc; the table must be frozen."""
    if table.state != TableState.FROZEN or table.bloc_id is None:
        raise Refused("Chỉ chấm điểm theo bảng tiêu chí đã chốt của khối. Hãy chốt bảng tiêu chí trước.")
    if ScoringRound.objects.filter(bloc=table.bloc_id, name=name).exists():
        raise Refused(f"Khối đã có kỳ chấm “{name}”. Hãy đặt tên khác.")
    made = ScoringRound.objects.create(bloc_id=table.bloc_id, table=table, campaign=campaign, name=name)
    audit.record(made, action="create", label="Lập kỳ chấm điểm", by=by)
    return made


def opened(round_: ScoringRound, *, by, note: str = "", due_on: dt.date | None = None, **_) -> StageRun:
    """Effect of opening the next stage: a run, a sheet for each scorer and unit, what the system knows already."""
    stage = next_stage(round_)
    run = StageRun.objects.create(round=round_, stage=stage, opened_by=by, due_on=due_on)
    pairs = Scorers(round_).pairs(stage)
    Sheet.objects.bulk_create(Sheet(run=run, unit=p.unit, scorer_unit=p.scorer, instead_of=p.instead_of) for p in pairs)
    feed(run)
    _tell_scorers(run)
    return run


def feed(run: StageRun) -> int:
    """Fill the cells whose values the system knows: constant queries, however many sheets. Returns how many."""
    data = read_round(run.round)
    feeds = Feeds(run.round, data.criteria)
    rows = [
        Score(sheet=sheet, criterion=c, entry=fed.entry, reason=fed.why, value=fed.value, by_name=SYSTEM)
        for sheet in data.sheets
        if sheet.run_id == run.pk
        for c in data.criteria
        if admits(data, sheet, c) and (fed := feeds.of(c, sheet.unit_id))
    ]
    Score.objects.bulk_create(rows)
    return len(rows)


def closed(round_: ScoringRound, *, by, note: str = "", **_) -> None:
    """Effect of closing the open stage: no more entries; the window for objections begins where the stage has one."""
    run = open_run(round_)
    run.closed_at = clock.now()
    days = run.stage.objection_days
    run.objections_until = clock.today() + dt.timedelta(days=days) if days else None
    run.save(update_fields=["closed_at", "objections_until"])
    if run.objections_until or run.stage.response:
        _tell_units(run)


def reopened(round_: ScoringRound, *, by, note: str = "", run: StageRun, unit_ids=None, due_on=None, **_) -> StageRun:
    """Effect of opening a stage again: a new run with the entries of the old one, which stays as it was."""
    number = round_.runs.filter(stage=run.stage_id).order_by("-number").values_list("number", flat=True).first() + 1
    made = StageRun.objects.create(
        round=round_, stage=run.stage, number=number, opened_by=by, due_on=due_on, reason=note
    )
    data = read_round(round_)
    old = [s for s in data.newest() if s.run.stage_id == run.stage_id and (not unit_ids or s.unit_id in unit_ids)]
    new = Sheet.objects.bulk_create(
        Sheet(run=made, unit_id=s.unit_id, scorer_unit_id=s.scorer_unit_id, instead_of=s.instead_of) for s in old
    )
    for before, after in zip(old, new, strict=True):
        _copy_entries(data.scores.get(before.pk, {}), after)
    _tell_scorers(made)
    return made


def _copy_entries(cells: dict[str, Score], sheet: Sheet) -> None:
    """The new sheet begins with what stood on the old one, under the names of those who wrote it."""
    names = ("criterion_id", "entry", "points", "reason", "value_id", "by_id", "by_name", "acting_as", "at")
    Score.objects.bulk_create(
        Score(sheet=sheet, **{name: getattr(score, name) for name in names})
        for score in cells.values()
        if score.entry is not None
    )


@transaction.atomic
def take_over(run: StageRun, scorer_unit, *, by, reason: str) -> int:
    """Sở Nội vụ fills the sheets that a late scorer has not handed in; the reason stays on each. Returns how many.

    Where it has a sheet on the unit already, that sheet stands for the late scorer's as well. Of itself the Chairman's office scores.
    """
    if not by.has_perm("bloc_scores.take_over_sheet") or not reason.strip():
        raise Refused("Hãy ghi lý do Sở Nội vụ chấm thay.")
    if scorer_unit.pk == by.acting.unit_id:
        raise Refused("Đây là phiếu của chính Sở Nội vụ. Hãy chấm và nộp phiếu.")
    locked = StageRun.objects.select_for_update(of=("self",)).select_related("round__table", "stage").get(pk=run.pk)
    data, scorers = read_round(locked.round), Scorers(locked.round)
    words = f"Chấm thay {scorer_unit.label}: {reason.strip()}"
    sheets = [s for s in data.sheets if s.run_id == locked.pk]
    there = {(s.unit_id, s.scorer_unit_id): s for s in sheets}
    taken = []
    for sheet in sheets:
        late = sheet.scorer_unit_id == scorer_unit.pk and not sheet.handed_in_at
        other = scorers.in_place(sheet.unit, by.acting.unit) if late else None
        if other and other.pk != scorer_unit.pk:
            _hand_over(data, sheet, there.get((sheet.unit_id, other.pk)), other, words)
            taken.append(sheet.unit.label)
    if locked.closed_at or not taken:
        raise Refused("Không còn phiếu nào của đơn vị này để chấm thay.")
    label = f"Sở Nội vụ chấm thay {scorer_unit.label}"
    audit.record(locked.round, action="take_over", label=label, by=by, note=reason, changes={"units": taken})
    return len(taken)


def _hand_over(data: RoundData, sheet: Sheet, there: Sheet | None, scorer, words: str) -> None:
    """The sheet goes to another scorer, or into the sheet that this one has on the unit: that is opened if it gets more to score."""
    if there is None:
        sheet.scorer_unit, sheet.instead_of = scorer, words
        sheet.save(update_fields=["scorer_unit", "instead_of"])
        return
    there.instead_of = " ".join(filter(None, [there.instead_of, words]))
    if sheet.run.stage.scorer == Scorer.DEPARTMENT:
        there.handed_in_at = there.handed_in_by = None
        begun = data.scores.get(sheet.pk, {}).items()
        _copy_entries({code: score for code, score in begun if code not in data.scores.get(there.pk, {})}, there)
    there.save(update_fields=["instead_of", "handed_in_at", "handed_in_by"])
    sheet.delete()


@transaction.atomic
def add_scorer(run: StageRun, scorer_unit, *, by, reason: str) -> int:
    """Another scorer in the middle of a stage of several: until the new sheets are handed in nothing changes (B19)."""
    if not by.has_perm("bloc_scores.run_round", run.round):
        raise PermissionDenied(NOT_RUN_BY_YOU)
    run = StageRun.objects.select_for_update(of=("self",)).select_related("round__bloc", "stage").get(pk=run.pk)
    if not run.stage.combine or run.closed_at:
        raise Refused("Chỉ thêm được người chấm khi bước chấm nhiều phiếu đang mở.")
    if not reason.strip():
        raise Refused("Hãy ghi lý do thêm người chấm.")
    units = set(run.sheets.values_list("unit_id", flat=True)) - {scorer_unit.pk}
    there = set(run.sheets.filter(scorer_unit=scorer_unit).values_list("unit_id", flat=True))
    made = Sheet.objects.bulk_create(
        Sheet(run=run, unit_id=unit, scorer_unit=scorer_unit, instead_of="") for unit in sorted(units - there)
    )
    if not made:
        raise Refused(f"{scorer_unit.label} đã chấm ở bước này.")
    label = f"Thêm người chấm: {scorer_unit.label}"
    audit.record(run.round, action="add_scorer", label=label, by=by, note=reason)
    _tell_scorers(run, {scorer_unit.pk})
    return len(made)


def url_of(round_: ScoringRound) -> str:
    """The page of a round."""
    return reverse("bloc_scores:round", args=[round_.pk])


def _tell_scorers(run: StageRun, scorers: set[int] | None = None) -> None:
    scorers = scorers or set(run.sheets.values_list("scorer_unit_id", flat=True))
    due = f" Hạn chấm: hết ngày {run.due_on:%d/%m/%Y}." if run.due_on else ""
    notify.tell(
        officers(scorers, [*UNIT_ROLES, *DHA_ROLES, Role.CHAIRMAN_OFFICE]),
        key=f"round:{run.round_id}:run:{run.pk}",
        title=f"Chấm điểm: {run.stage.label}, {run.round.name}",
        body=f"{run.round.bloc.name} mở bước {run.stage.label}.{due}",
        url=url_of(run.round),
        topic=f"run:{run.pk}",
    )


def _tell_units(run: StageRun) -> None:
    units = set(run.sheets.values_list("unit_id", flat=True))
    until = f" đến hết ngày {run.objections_until:%d/%m/%Y}" if run.objections_until else ""
    notify.tell(
        officers(units, UNIT_ROLES),
        key=f"round:{run.round_id}:closed:{run.pk}",
        title=f"Có kết quả bước {run.stage.label}, {run.round.name}",
        body=f"Đơn vị xem điểm và gửi ý kiến{until}.",
        url=url_of(run.round),
        topic=f"round:{run.round_id}",
    )


def cancelled(round_: ScoringRound, *, by, note: str = "", **_) -> None:
    """Effect of cancelling: an open stage is closed, what was scored stays readable."""
    round_.runs.filter(closed_at=None).update(closed_at=clock.now())
