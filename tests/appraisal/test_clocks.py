"""Clocks in working days, counted by hand on the calendar: start not counted, days off and make-up days, days at the unit."""

import datetime as dt

import pytest

from awards.appraisal.models import Limit
from awards.appraisal.selectors.clocks import Clocks, receptions
from awards.appraisal.selectors.queue import clock_of
from awards.nominations.workflows import NOMINATION
from campaigns.selectors.open_deadlines import kinds
from emulation.base import clock
from organisations.models import SpecialDay
from tests.appraisal.walk import appraised, dossier
from tests.factories import acting
from tests.nominations import walk

pytestmark = pytest.mark.django_db
DAY = dt.date


def at(*day: int):
    return clock.at(clock.moment(DAY(*day), 9))


def test_twenty_five_working_days_over_new_year(cast):
    """Received Monday 2/12/2024: 20 working days to 30/12, then 31/12, 2/1, 3/1 (1/1 off), 6/1, 7/1."""
    SpecialDay.objects.create(day=DAY(2025, 1, 1), kind="off", name="Tết Dương lịch")
    with at(2024, 12, 2):
        row = dossier(cast)
        running = clock_of(row, Clocks())
        assert (running.due, running.left, running.is_late) == (DAY(2025, 1, 7), 25, False)
    with at(2025, 1, 7):
        assert clock_of(row, Clocks()).left == 0
    with at(2025, 1, 8):
        running = clock_of(row, Clocks())
        assert (running.left, running.is_late) == (-1, True)


def test_a_make_up_saturday_counts(cast):
    SpecialDay.objects.create(day=DAY(2024, 12, 7), kind="make_up", name="Làm bù")
    with at(2024, 12, 2):
        # 25 working days would end on Monday 6/1/2025; one Saturday is worked, so on Friday 3/1.
        assert clock_of(dossier(cast), Clocks()).due == DAY(2025, 1, 3)


def test_a_limit_of_one_award_goes_before_the_general_one(cast):
    Limit.objects.create(kind="appraisal", award="LDTT", days=3, basis="Quy chế")
    with at(2024, 12, 2):
        assert clock_of(dossier(cast), Clocks()).due == DAY(2024, 12, 5)


def test_the_clock_of_reception_stands_still_while_the_file_is_with_the_unit(cast):
    """Monday 2/12 to the desk. 3/12 and 4/12 count, returned on the 4th, back on Monday 9/12; three days left: 10, 11, 12/12."""
    with at(2024, 12, 2):
        file = walk.with_department(cast, endorsed_by_bloc=False)
        running = receptions([file], Clocks())[file.pk]
        assert (running.due, running.left) == (DAY(2024, 12, 9), 5)
    with at(2024, 12, 4):
        NOMINATION.perform(file, "dha_return", by=acting(cast.dha), note="Thiếu báo cáo")
    with at(2024, 12, 6):
        running = receptions([file], Clocks())[file.pk]
        assert (running.paused, running.left, running.is_late) == (True, 3, False)
    with at(2024, 12, 9):
        NOMINATION.perform(walk.fresh(file), "submit", by=acting(cast.head))
        running = receptions([file], Clocks())[file.pk]
        assert (running.paused, running.due, running.left) == (False, DAY(2024, 12, 12), 3)


def test_B86_a_file_that_was_withdrawn_begins_anew(cast):
    with at(2024, 12, 2):
        file = walk.with_department(cast, endorsed_by_bloc=False)
    with at(2024, 12, 4):
        NOMINATION.perform(file, "withdraw", by=acting(cast.head), note="Sai danh sách")
        NOMINATION.perform(walk.fresh(file), "submit", by=acting(cast.head))
        assert receptions([file], Clocks())[file.pk].started == DAY(2024, 12, 4)


def test_reminders_hear_of_what_is_open_and_of_nothing_else(cast):
    spring = (DAY(2024, 12, 1), DAY(2025, 3, 1))
    with at(2024, 12, 2):
        file = walk.with_department(cast, endorsed_by_bloc=False)
        (one,) = kinds["reception"].open(*spring)
        assert (one.due, one.as_department, one.unit_id) == (DAY(2024, 12, 9), True, cast.units["Sở Nội vụ"].pk)
        assert list(kinds["appraisal"].open(*spring)) == []
        NOMINATION.perform(file, "receive", by=acting(cast.dha))
        assert list(kinds["reception"].open(*spring)) == []
        (one,) = kinds["appraisal"].open(*spring)
        assert one.due == DAY(2025, 1, 6)
        assert list(kinds["appraisal"].open(DAY(2024, 12, 1), DAY(2025, 1, 5))) == []
        from tests.appraisal.walk import of

        appraised(cast, of(file))
        assert list(kinds["appraisal"].open(*spring)) == []
