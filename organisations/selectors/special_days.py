"""Reading the working calendar."""

from collections.abc import Sequence
from dataclasses import dataclass

from emulation.base import clock
from emulation.base.working_days import WorkingCalendar
from organisations.enums import SpecialDayKind
from organisations.models import SpecialDay


def working_calendar() -> WorkingCalendar:
    """The calendar as it is noted now, all years (some thirty rows a year). One query."""
    kinds = {SpecialDayKind.OFF: set(), SpecialDayKind.MAKE_UP: set()}
    for day, kind in SpecialDay.objects.values_list("day", "kind"):
        kinds[kind].add(day)
    return WorkingCalendar(frozenset(kinds[SpecialDayKind.OFF]), frozenset(kinds[SpecialDayKind.MAKE_UP]))


@dataclass(frozen=True)
class Stretch:
    """Days one after the other that are one thing: shown as one line, each day can be opened."""

    days: list[SpecialDay]

    @property
    def first(self) -> SpecialDay:
        return self.days[0]

    @property
    def last(self) -> SpecialDay:
        return self.days[-1]


def stretches(days: Sequence[SpecialDay]) -> list[Stretch]:
    """Days in order, joined where they follow each other with the same kind, name and source."""
    joined: list[list[SpecialDay]] = []
    for day in days:
        last = joined[-1][-1] if joined else None
        if last and (day.day - last.day).days == 1 and _same(day, last):
            joined[-1].append(day)
        else:
            joined.append([day])
    return [Stretch(days) for days in joined]


def _same(one: SpecialDay, other: SpecialDay) -> bool:
    return (one.kind, one.name, one.verified, one.source) == (other.kind, other.name, other.verified, other.source)


def of_year(year: int) -> list[Stretch]:
    """The days of a year. One query."""
    return stretches(list(SpecialDay.objects.filter(day__year=year)))


def years() -> list[int]:
    """Years that can be looked at: those with days, this one and the next; newest first. One query."""
    this = clock.today().year
    noted = {day.year for day in SpecialDay.objects.dates("day", "year")}
    return sorted(noted | {this, this + 1}, reverse=True)
