"""Lists that were not sent are given to reminders; what was sent is not."""

import datetime as dt

from awards.registrations.selectors.open_deadlines import lists
from emulation.base import clock
from tests.registrations import walk


def owing(last_day: dt.date) -> set[tuple[str, dt.date]]:
    from organisations.models import Unit

    names = dict(Unit.objects.values_list("pk", "official_name"))
    with clock.at(clock.moment(last_day)):
        return {(names[d.unit_id], d.due) for d in lists(last_day - dt.timedelta(days=5), last_day)}


def test_units_that_have_not_sent_owe_until_the_last_day(cast):
    row = walk.registration(cast, "draft")
    last = row.call.last_day
    assert ("Sở Y tế", last) in owing(last)
    assert owing(last - dt.timedelta(days=1)) == set()


def test_B44_a_list_that_was_sent_is_not_given(cast):
    row = walk.registration(cast, "with_department")
    found = owing(row.call.last_day)
    assert ("Sở Y tế", row.call.last_day) not in found
    assert ("Sở Công Thương", row.call.last_day) in found
