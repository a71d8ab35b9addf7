"""On which day a step falls; which is the newest. Days counted by hand on a calendar of 2023."""

import datetime as dt
from types import SimpleNamespace

import pytest

from campaigns.reminders import steps
from emulation.base.working_days import WorkingCalendar

DUE = dt.date(2023, 7, 10)  # a Monday
CALENDAR = WorkingCalendar(days_off={dt.date(2023, 7, 12)}, make_up_days={dt.date(2023, 7, 8)})


def rule(level, days, side, counting="calendar", urgent=False):
    return SimpleNamespace(level=level, days=days, side=side, counting=counting, urgent=urgent)


@pytest.mark.parametrize(
    ("days", "side", "counting", "on"),
    [
        (7, "before", "calendar", dt.date(2023, 7, 3)),
        (0, "before", "calendar", DUE),
        (0, "after", "working", DUE),
        (1, "after", "calendar", dt.date(2023, 7, 11)),
        (1, "before", "working", dt.date(2023, 7, 8)),  # the Saturday is worked
        (2, "before", "working", dt.date(2023, 7, 7)),
        (2, "after", "working", dt.date(2023, 7, 13)),  # the 12th is off
        (4, "after", "working", dt.date(2023, 7, 17)),  # over a weekend
    ],
)
def test_the_day_of_a_step(days, side, counting, on):
    assert steps.day_of(rule("clerk", days, side, counting), DUE, CALENDAR) == on


@pytest.mark.parametrize(
    ("today", "found"),
    [
        (dt.date(2023, 7, 2), {}),
        (dt.date(2023, 7, 3), {"clerk": 7}),
        (dt.date(2023, 7, 9), {"clerk": 2}),
        (dt.date(2023, 7, 10), {"clerk": 0}),
        (dt.date(2023, 8, 30), {"clerk": 0, "head": 1}),
    ],
)
def test_the_newest_step_of_each_level(today, found):
    rules = [
        rule("head", 1, "after"),
        rule("clerk", 0, "before"),
        rule("clerk", 7, "before"),
        rule("clerk", 2, "before"),
    ]
    newest = steps.newest(rules, DUE, today, CALENDAR)
    assert {level: step.rule.days for level, step in newest.items()} == found
