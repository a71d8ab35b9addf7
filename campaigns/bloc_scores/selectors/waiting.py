"""What waits for a person in scoring, for “Việc cần làm”: sheets to fill, objections to answer, rounds to move on, rankings to publish."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from campaigns.bloc_scores.enums import ObjectionState, RoundState, Scorer
from campaigns.bloc_scores.models import Objection, ScoringRound, Sheet, StageRun
from campaigns.bloc_scores.selectors.stages import next_stage, open_run, ranking_window_open
from campaigns.bloc_scores.selectors.ties import undecided
from campaigns.selectors.todo import Source, Todo
from emulation.base import clock
from organisations.enums import DHA_ROLES, BlocRole
from organisations.models import BlocMember, Membership
from organisations.rules import is_dha, is_unit_officer, unit_id_of
from organisations.selectors.units import review_scope

# Sheets that Sở Nội vụ fills as the standing body or in place of another, not as a unit of its bloc (rules.fills_sheet).
AS_DEPARTMENT = ~Q(instead_of="") | Q(run__stage__scorer__in=[Scorer.STANDING_BODY, Scorer.DEPARTMENT])


def sheets(user: Any) -> list[Source]:
    """Open stages in which sheets of the person's unit are not handed in."""
    if is_dha(user):
        return [Source(for_department(unit_id_of(user)).select_related("stage", "round__bloc"), _sheet_cards)]
    return _sheets_of(unit_id_of(user)) if is_unit_officer(user) else []


def objections(user: Any) -> list[Source]:
    """Objections in blocs that the unit leads; those of leaders themselves wait for Sở Nội vụ."""
    if is_dha(user):
        rows = objections_of_leaders(unit_id_of(user))
    elif led := _led(user):
        rows = Objection.objects.filter(state=ObjectionState.OPEN, run__round__bloc_id__in=led)
        rows = rows.exclude(unit_id=unit_id_of(user))
    else:
        return []
    return [Source(rows.select_related("unit", "run__round__bloc"), _objection_cards)]


def rounds(user: Any) -> list[Source]:
    """Rounds that the unit's next step would move on; provisional rankings that Sở Nội vụ publishes."""
    if is_dha(user):
        return [Source(rankings_to_publish(unit_id_of(user)).select_related("bloc"), _ranking_cards)]
    led = _led(user)
    return [Source(_to_move_on(led).select_related("bloc", "table"), _round_cards)] if led else []


def _led(user: Any) -> list[int]:
    return [bloc for bloc, leads, _ in review_scope(user) if leads] if is_unit_officer(user) else []


def for_department(department: int) -> QuerySet[StageRun]:
    """Open stages in which Sở Nội vụ still has sheets to hand in."""
    return _open_runs(Sheet.objects.filter(AS_DEPARTMENT, scorer_unit_id=department))


def objections_of_leaders(department: int) -> QuerySet[Objection]:
    """Objections of units that lead their bloc themselves: only Sở Nội vụ may answer those."""
    led = BlocMember.objects.filter(bloc=OuterRef("run__round__bloc"), unit=OuterRef("unit"), role=BlocRole.LEADER)
    return Objection.objects.filter(Exists(led), state=ObjectionState.OPEN).exclude(unit_id=department)


def rankings_to_publish(department: int) -> QuerySet[ScoringRound]:
    """Provisional rankings; while units may object the card says until when."""
    return ScoringRound.objects.filter(state=RoundState.PROVISIONAL)


def _open_runs(sheets: QuerySet[Sheet]) -> QuerySet[StageRun]:
    waiting = sheets.filter(run_id=OuterRef("pk"), handed_in_at=None)
    return StageRun.objects.filter(Exists(waiting), closed_at=None, round__state=RoundState.SCORING)


def _sheets_of(unit: int) -> list[Source]:
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


def _to_move_on(led: list[int]) -> QuerySet[ScoringRound]:
    """Rounds in which nobody else is waited for: no sheet, no objection, no day until which units may object."""
    today, runs = clock.today(), StageRun.objects.filter(round=OuterRef("pk"))
    waiting = Sheet.objects.filter(run_id=OuterRef("pk"), handed_in_at=None)
    scored = runs.filter(Exists(waiting), closed_at=None).exclude(due_on__lt=today)
    window = runs.exclude(closed_at=None).filter(objections_until__gte=today)
    asked = Objection.objects.filter(run__round=OuterRef("pk"), state=ObjectionState.OPEN)
    states = [RoundState.PREPARING, RoundState.SCORING, RoundState.OBJECTIONS]
    return ScoringRound.objects.filter(~Exists(scored), ~Exists(window), ~Exists(asked), bloc__in=led, state__in=states)


def _round_cards(rows: list[ScoringRound]) -> Iterator[Todo]:
    for round_ in rows:
        run, stage = open_run(round_), next_stage(round_)
        if run:
            what, reason = f"Kết thúc bước {run.stage.label}", "Các phiếu đã nộp hoặc đã hết hạn chấm."
        elif stage:
            what, reason = f"Mở bước {stage.label}", "Không có bước nào đang chấm."
        else:
            what, reason = "Xếp hạng tạm thời", "Mọi bước chấm đã kết thúc."
        yield _of_round(round_, f"{what}: {round_.name}", reason, "Mở kỳ chấm", "round")


def _ranking_cards(rows: list[ScoringRound]) -> Iterator[Todo]:
    for round_ in rows:
        due, reason = None, "Xếp hạng tạm thời chờ Sở Nội vụ công bố."
        newest = round_.rankings.defer("source").first()
        if ranking_window_open(round_):
            due, reason = round_.objections_until, "Các đơn vị còn gửi ý kiến đến hết ngày này; sau đó công bố."
        elif newest and undecided(newest.result):
            reason = "Còn đơn vị bằng nhau. Hãy ghi quyết định thứ hạng rồi công bố."
        yield _of_round(round_, f"Công bố xếp hạng: {round_.name}", reason, "Xem xếp hạng", "round_ranking", due)


def _of_round(round_: ScoringRound, title: str, reason: str, button: str, page: str, due=None) -> Todo:
    url = reverse(f"bloc_scores:{page}", args=[round_.pk])
    return Todo(title, url, reason, button, subject=round_, due=due, source=round_.bloc.name)


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
