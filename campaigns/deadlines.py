"""Deadlines: pure rules from data to a day, and from a day to words. A deadline without a time lasts to the end of its day."""

import datetime as dt
from dataclasses import dataclass

END_OF_DAY = dt.time(23, 59, 59)


@dataclass(frozen=True)
class Rule:
    """A deadline rule. `year` is the campaign's; `period_end` is the last day of the period reported on.

    kind: fixed | next_year | window | relative (values of campaigns.enums.DeadlineRule).
    offset_days: for relative, days after (+) or before (−) the period's end.
    """

    kind: str
    year: int
    day: int | None = None
    month: int | None = None
    opens_day: int | None = None
    opens_month: int | None = None
    offset_days: int = 0
    period_end: dt.date | None = None


def due_on(rule: Rule) -> dt.date:
    """The last day of a deadline. Raises ValueError with a Vietnamese sentence when the rule is incomplete or impossible."""
    if rule.kind == "relative":
        if rule.period_end is None:
            raise ValueError("Thời hạn tính từ cuối kỳ cần có ngày cuối kỳ.")
        return rule.period_end + dt.timedelta(days=rule.offset_days)
    if rule.kind == "next_year":
        return _day(rule.year + 1, rule.month, rule.day)
    if rule.kind == "window":
        closes = _day(rule.year, rule.month, rule.day)
        opens = _day(rule.year, rule.opens_month, rule.opens_day)
        # A window such as 15/12 – 10/01 crosses New Year.
        return closes if closes >= opens else _day(rule.year + 1, rule.month, rule.day)
    return _day(rule.year, rule.month, rule.day)


def opens_on(rule: Rule) -> dt.date | None:
    """The first day of a window; None when the rule sets none."""
    return _day(rule.year, rule.opens_month, rule.opens_day) if rule.kind == "window" else None


def days_left(due: dt.date, today: dt.date) -> int:
    """Whole days until the last day: 0 on the last day itself, negative when over."""
    return (due - today).days


@dataclass(frozen=True)
class Punctuality:
    """How a sending stands against its deadline. days_late counts calendar days, 0 when in time."""

    days_late: int
    by_extension: bool = False

    @property
    def late(self) -> bool:
        return self.days_late > 0


def punctuality(
    sent: dt.datetime, due: dt.date, *, due_time: dt.time | None = None, extended_to: dt.date | None = None
) -> Punctuality:
    """Late by how many days, and whether only an extension made it punctual. `sent` is in Vietnamese time (naive or aware)."""
    if _in_time(sent, due, due_time):
        return Punctuality(0)
    if extended_to and _in_time(sent, extended_to, due_time):
        return Punctuality(0, by_extension=True)
    last = max(due, extended_to) if extended_to else due
    return Punctuality(max((sent.date() - last).days, 1))


def _in_time(sent: dt.datetime, due: dt.date, due_time: dt.time | None) -> bool:
    # Midnight is how a day without a time is often stored: the whole day counts.
    last = due_time if due_time and due_time != dt.time(0, 0) else END_OF_DAY
    return sent.replace(tzinfo=None, microsecond=0) <= dt.datetime.combine(due, last)


def _day(year: int, month: int | None, day: int | None) -> dt.date:
    if not month or not day:
        raise ValueError("Hãy ghi đủ ngày và tháng của thời hạn.")
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise ValueError(f"Tháng {month} năm {year} không có ngày {day}.") from None
