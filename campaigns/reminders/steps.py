"""On which day a step falls, and which step is the newest that has come. Pure arithmetic over rules and a calendar."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from emulation.base.working_days import WorkingCalendar


@dataclass(frozen=True)
class Step:
    """A rule on its day."""

    on: dt.date
    rule: Any


def day_of(rule: Any, due: dt.date, calendar: WorkingCalendar) -> dt.date:
    """The day a rule names for a deadline; the last day itself counts as neither before nor after."""
    if rule.counting == "working":
        return calendar.back(due, rule.days) if rule.side == "before" else calendar.add(due, rule.days)
    days = dt.timedelta(days=rule.days)
    return due - days if rule.side == "before" else due + days


def newest(rules: Iterable[Any], due: dt.date, today: dt.date, calendar: WorkingCalendar) -> dict[str, Step]:
    """{level: the newest step that has come}: after a pause each level hears once, of where things stand now."""
    found: dict[str, Step] = {}
    for rule in rules:
        step = Step(day_of(rule, due, calendar), rule)
        if step.on <= today and (rule.level not in found or _rank(found[rule.level]) < _rank(step)):
            found[rule.level] = step
    return found


def _rank(step: Step) -> tuple[dt.date, bool]:
    """Of two steps on one day the urgent one is taken."""
    return step.on, step.rule.urgent
