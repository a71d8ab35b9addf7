"""Until when: working days from the full dossier, and from the arrival of a file to its receipt, less the days of a return."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet

from awards.appraisal.enums import DossierState, LimitKind
from awards.appraisal.models import Dossier, Hold, Limit, Opinion
from awards.appraisal.models.opinions import closed_day
from awards.nominations.enums import FileState
from awards.nominations.models import NominationFile
from emulation.base import clock
from emulation.base.models import AuditEntry
from emulation.base.working_days import ONE_DAY, Pause
from organisations.selectors.special_days import working_calendar


@dataclass(frozen=True)
class Running:
    """A clock: from when, how many working days, until when; `left` is what remains after today (below zero: late)."""

    started: dt.date
    days: int
    due: dt.date
    left: int
    paused: bool
    verified: bool

    @property
    def is_late(self) -> bool:
        return not self.paused and self.left < 0


class Clocks:
    """The calendar and the limits, read once for a page. Two queries."""

    def __init__(self) -> None:
        self.calendar = working_calendar()
        self.limits = {(row.kind, row.award): row for row in Limit.objects.all()}
        self._known: dict[tuple, Running] = {}
        self._days: dict[dt.datetime, dt.date] = {}

    def day(self, moment: dt.datetime) -> dt.date:
        """The Vietnamese day of a moment; the same few come again and again."""
        if moment not in self._days:
            self._days[moment] = clock.day_of(moment)
        return self._days[moment]

    def limit(self, kind: str, award: str = "") -> Limit | None:
        """The row for the award, else the one for all."""
        return self.limits.get((kind, award)) or self.limits.get((kind, ""))

    def running(self, kind: str, start: dt.date, *, award: str = "", pauses: Sequence[Pause] = ()) -> Running | None:
        """The clock of one thing; None where no limit is noted. The day it starts on is not counted.

        Ten thousand clocks share few starts, so each is counted once.
        """
        limit = self.limit(kind, award)
        if limit is None:
            return None
        key = (limit.pk, start, tuple(pauses))
        if key not in self._known:
            self._known[key] = self._run(limit, start, tuple(pauses))
        return self._known[key]

    def _run(self, limit: Limit, start: dt.date, pauses: tuple[Pause, ...]) -> Running:
        today = clock.today()
        paused = any(end is None for _, end in pauses)
        spent = self.calendar.between(start, today, pauses=pauses) if today >= start else 0
        if paused:
            # What is left begins to run again tomorrow at the earliest: the day moves with every day of the pause.
            due = self.calendar.add(today, max(limit.days - spent, 0))
        else:
            due = self.calendar.add(start, limit.days, pauses=pauses)
        return Running(start, limit.days, due, limit.days - spent, paused, limit.verified)


# --- A dossier that is held ------------------------------------------------------------------------------------------------
def pause_of(began: dt.datetime, ended: dt.datetime | None) -> Pause:
    """The days that do not count: from the day after the beginning to the day of the end, both included."""
    return clock.day_of(began) + ONE_DAY, clock.day_of(ended) if ended else None


def pauses_by_dossier(dossiers: QuerySet) -> dict[int, tuple[Pause, ...]]:
    """{dossier: its pauses}, of those not yet appraised that were ever held or about which somebody was asked. Two queries."""
    found = defaultdict(list)
    keys = dossiers.exclude(state=DossierState.APPRAISED).order_by().values("pk")
    rows = Hold.objects.filter(dossier__in=keys).order_by("began_at", "pk")
    for pk, began, ended in rows.values_list("dossier_id", "began_at", "released_at"):
        found[pk].append(pause_of(began, ended))
    asked = Opinion.objects.filter(dossier__in=keys).order_by("pk")
    names = ("dossier_id", "asked_at", "answered_at", "due", "agency__silence")
    for pk, asked_at, answered_at, due, silence in asked.values_list(*names):
        found[pk].append((clock.day_of(asked_at) + ONE_DAY, closed_day(answered_at, due, silence)))
    return {pk: tuple(pauses) for pk, pauses in found.items()}


def pause_for(opinion: Opinion) -> Pause:
    """The days on which the desk waits for an agency, from the day after it asked."""
    return clock.day_of(opinion.asked_at) + ONE_DAY, opinion.closed_on


def pauses_of(dossier: Dossier) -> tuple[Pause, ...]:
    """The same for one dossier; reads what is prefetched."""
    holds = [pause_of(hold.began_at, hold.released_at) for hold in dossier.holds.all()]
    return (*holds, *(pause_for(opinion) for opinion in dossier.opinions.all()))


# --- A file before it is received ----------------------------------------------------------------------------------------
def arrivals(files: Iterable[NominationFile]) -> dict[int, tuple[dt.date, list[Pause]]]:
    """{file: (day it first reached the department, the days it was back with the unit)}, from the record of its moves.

    A file that was withdrawn begins anew. One query.
    """
    files = list(files)
    if not files:
        return {}
    kind = ContentType.objects.get_for_model(NominationFile)
    rows = AuditEntry.objects.filter(content_type=kind, object_id__in=[str(f.pk) for f in files], changes__has_key="to")
    moves = defaultdict(list)
    for pk, to, action, at in rows.order_by("at", "pk").values_list("object_id", "changes__to", "action", "at"):
        moves[int(pk)].append((to, action, clock.day_of(at)))
    return {pk: found for pk, rows in moves.items() if (found := _arrival(rows))}


def _arrival(moves: list[tuple[str, str, dt.date]]) -> tuple[dt.date, list[Pause]] | None:
    first, pauses = None, []
    for to, action, day in moves:
        if action == "withdraw":
            first, pauses = None, []
        elif to == FileState.WITH_DEPARTMENT and first is None:
            first = day
        elif action == "dha_return" and first is not None:
            # The day of the return is the desk's, the day it comes back is not, as the day of an arrival is not.
            pauses.append((day + ONE_DAY, None))
        elif to == FileState.WITH_DEPARTMENT and pauses and pauses[-1][1] is None:
            pauses[-1] = (pauses[-1][0], day)
    return (first, pauses) if first else None


def receptions(files: Sequence[NominationFile], clocks: Clocks) -> dict[int, Running | None]:
    """{file: its clock of reception} for files that lie with the department or are back with the unit."""
    return {
        pk: clocks.running(LimitKind.RECEPTION, day, pauses=tuple(pauses))
        for pk, (day, pauses) in arrivals(files).items()
    }
