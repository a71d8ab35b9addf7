"""Counting in working days. Every expected day was counted by hand on the calendar of 2023."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation.base.working_days import WorkingCalendar


def day(text: str) -> dt.date:
    number, month = text.split("/")
    return dt.date(2023, int(month), int(number))


HOLIDAY = WorkingCalendar(days_off={day("29/4"), day("30/4"), day("1/5"), day("2/5"), day("3/5")})
WITH_MAKE_UP = WorkingCalendar(days_off={day("1/5"), day("2/5")}, make_up_days={day("6/5")})


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        ("24/4", 0, "24/4"),
        ("24/4", 4, "28/4"),  # Tuesday to Friday
        ("24/4", 5, "4/5"),  # the weekend and the holiday are jumped over
        ("24/4", 10, "11/5"),
        ("28/4", 1, "4/5"),
        ("30/4", 1, "4/5"),  # received on a day off: the first working day is the first that counts
        ("6/5", 1, "8/5"),  # received on a Saturday
    ],
)
def test_working_days_jump_over_weekends_and_holidays(start, count, expected):
    assert HOLIDAY.add(day(start), count) == day(expected)


def test_a_saturday_worked_in_exchange_counts():
    assert WITH_MAKE_UP.add(day("28/4"), 4) == day("6/5")  # 3, 4, 5 and Saturday 6 May
    assert WITH_MAKE_UP.is_working(day("6/5"))
    assert not WITH_MAKE_UP.is_working(day("13/5"))


def test_days_between_count_the_end_and_not_the_beginning():
    assert HOLIDAY.between(day("28/4"), day("5/5")) == 2  # 4 and 5 May
    assert HOLIDAY.between(day("5/5"), day("28/4")) == -2
    assert HOLIDAY.between(day("4/5"), day("4/5")) == 0


def test_the_clock_stops_while_a_dossier_is_returned():
    returned = [(day("9/5"), day("10/5"))]
    assert HOLIDAY.add(day("4/5"), 5) == day("11/5")  # 5, 8, 9, 10, 11
    assert HOLIDAY.add(day("4/5"), 5, pauses=returned) == day("15/5")  # 5, 8, 11, 12, 15
    assert HOLIDAY.between(day("4/5"), day("15/5"), pauses=returned) == 5


def test_a_pause_without_an_end_stops_the_clock_where_it_began():
    assert HOLIDAY.add(day("4/5"), 5, pauses=[(day("9/5"), None)]) == day("8/5")


def test_ten_working_days_before_a_meeting():
    assert HOLIDAY.back(day("11/5"), 10) == day("24/4")
    assert HOLIDAY.between(day("24/4"), day("11/5")) == 10


def test_a_count_below_zero_is_no_count():
    with pytest.raises(ValueError, match="-1"):
        HOLIDAY.add(day("4/5"), -1)


DAYS = st.dates(dt.date(2023, 1, 1), dt.date(2024, 12, 31))


@given(start=DAYS, count=st.integers(0, 60), off=st.sets(DAYS, max_size=20))
def test_what_is_added_is_what_lies_between(start, count, off):
    calendar = WorkingCalendar(days_off=off)
    assert calendar.between(start, calendar.add(start, count)) == count


def test_a_negative_count_is_refused_both_ways():
    for count in (HOLIDAY.add, HOLIDAY.back):
        with pytest.raises(ValueError, match="-1"):
            count(day("24/4"), -1)
