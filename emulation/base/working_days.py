"""Counting in working days: pure arithmetic over a calendar of holidays and make-up days. Both come as data."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

ONE_DAY = dt.timedelta(days=1)
SATURDAY = 5

Pause = tuple[dt.date, dt.date | None]


@dataclass(frozen=True)
class WorkingCalendar:
    """Monday to Friday, less the days off, plus the days that are worked in exchange (a Saturday after a long holiday)."""

    days_off: Collection[dt.date] = field(default_factory=frozenset)
    make_up_days: Collection[dt.date] = field(default_factory=frozenset)

    def is_working(self, day: dt.date) -> bool:
        """Whether offices work on a day. A make-up day is worked whatever else it is."""
        return day in self.make_up_days or (day.weekday() < SATURDAY and day not in self.days_off)

    def add(self, day: dt.date, count: int, *, pauses: Iterable[Pause] = ()) -> dt.date:
        """The day on which `count` working days after `day` are full. The day itself is not counted (count ≥ 0).

        With 0 the day itself. Days inside a pause (from, to; both included, an open one never ends) do not count; where an
        open pause swallows the rest, the day is the one reached before it.
        """
        if count < 0:
            raise ValueError(count)
        paused = tuple(pauses)
        while count:
            day += ONE_DAY
            if any(end is None and begin <= day for begin, end in paused):
                return day - ONE_DAY
            count -= self._counts(day, paused)
        return day

    def between(self, after: dt.date, until: dt.date, *, pauses: Iterable[Pause] = ()) -> int:
        """Working days after one day up to and including another; below zero when `until` lies before `after`."""
        if until < after:
            return -self.between(until, after, pauses=pauses)
        paused = tuple(pauses)
        days = (after + ONE_DAY * n for n in range(1, (until - after).days + 1))
        return sum(self._counts(day, paused) for day in days)

    def back(self, day: dt.date, count: int) -> dt.date:
        """The last day that still has `count` working days between itself and `day`: “at least ten working days before” (count ≥ 0)."""
        if count < 0:
            raise ValueError(count)
        while count:
            day -= ONE_DAY
            count -= self.is_working(day)
        return day

    def _counts(self, day: dt.date, pauses: tuple[Pause, ...]) -> bool:
        inside = any(begin <= day and (end is None or day <= end) for begin, end in pauses)
        return self.is_working(day) and not inside
