"""Deadlines: from data to a day, from a moment to punctual or late. Values are written by hand."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns import deadlines
from campaigns.deadlines import Punctuality, Rule, days_left, due_on, opens_on, punctuality

D = dt.date
DUE = D(2023, 12, 25)


# --- From rule to day -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (Rule("fixed", 2023, day=15, month=12), D(2023, 12, 15)),
        (Rule("fixed", 2024, day=29, month=2), D(2024, 2, 29)),
        (Rule("next_year", 2023, day=10, month=1), D(2024, 1, 10)),
        (Rule("next_year", 2023, day=29, month=2), D(2024, 2, 29)),
        (Rule("window", 2023, day=31, month=7, opens_day=25, opens_month=7), D(2023, 7, 31)),
        (Rule("window", 2023, day=10, month=1, opens_day=15, opens_month=12), D(2024, 1, 10)),
        (Rule("window", 2023, day=15, month=3, opens_day=15, opens_month=3), D(2023, 3, 15)),
        (Rule("relative", 2023, offset_days=10, period_end=D(2023, 9, 30)), D(2023, 10, 10)),
        (Rule("relative", 2023, offset_days=-5, period_end=D(2023, 3, 3)), D(2023, 2, 26)),
        (Rule("relative", 2023, offset_days=0, period_end=D(2023, 6, 30)), D(2023, 6, 30)),
        (Rule("relative", 2023, offset_days=10, period_end=D(2023, 12, 31)), D(2024, 1, 10)),
    ],
)
def test_a_rule_gives_a_day(rule, expected):
    assert due_on(rule) == expected


def test_only_a_window_opens():
    window = Rule("window", 2023, day=10, month=1, opens_day=15, opens_month=12)
    assert opens_on(window) == D(2023, 12, 15)
    assert opens_on(Rule("fixed", 2023, day=15, month=12)) is None


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (Rule("fixed", 2023, day=15), "Hãy ghi đủ ngày và tháng của thời hạn."),
        (Rule("fixed", 2023, month=12), "Hãy ghi đủ ngày và tháng của thời hạn."),
        (Rule("window", 2023, day=10, month=1), "Hãy ghi đủ ngày và tháng của thời hạn."),
        (Rule("fixed", 2023, day=29, month=2), "Tháng 2 năm 2023 không có ngày 29."),
        (Rule("next_year", 2023, day=31, month=4), "Tháng 4 năm 2024 không có ngày 31."),
        (Rule("relative", 2023, offset_days=10), "Thời hạn tính từ cuối kỳ cần có ngày cuối kỳ."),
    ],
)
def test_an_impossible_rule_is_refused_with_a_sentence(rule, sentence):
    with pytest.raises(ValueError) as refusal:
        due_on(rule)
    assert str(refusal.value) == sentence


@given(st.integers(-366, 366), st.dates(D(2000, 1, 1), D(2090, 1, 1)))
def test_relative_counts_calendar_days(offset, end):
    assert (due_on(Rule("relative", end.year, offset_days=offset, period_end=end)) - end).days == offset


@given(st.dates(D(2001, 1, 1), D(2001, 12, 31)), st.dates(D(2001, 1, 1), D(2001, 12, 31)))
def test_a_window_never_closes_before_it_opens(first, last):
    rule = Rule("window", 2001, day=last.day, month=last.month, opens_day=first.day, opens_month=first.month)
    assert due_on(rule) >= opens_on(rule)
    assert (due_on(rule) - opens_on(rule)).days <= 365


# --- Days left --------------------------------------------------------------------------------------------------------
def test_B40_days_left_has_no_off_by_one():
    # The day changes at midnight and at no other moment: 23:59 of the 22nd and 00:01 of the 23rd.
    evening, morning = dt.datetime(2023, 12, 22, 23, 59), dt.datetime(2023, 12, 23, 0, 1)
    assert days_left(DUE, evening.date()) == 3
    assert days_left(DUE, morning.date()) == 2
    assert days_left(DUE, DUE) == 0
    assert days_left(DUE, D(2023, 12, 26)) == -1


# --- Punctual or late -------------------------------------------------------------------------------------------------
def at(month: int, day: int, hour: int = 9, minute: int = 0, second: int = 0, year: int = 2023) -> dt.datetime:
    return dt.datetime(year, month, day, hour, minute, second)


@pytest.mark.parametrize(
    ("sent", "days_late"),
    [
        (at(12, 24, 23, 59, 59), 0),
        (at(12, 25, 0, 0, 0), 0),
        (at(12, 25, 23, 59, 59), 0),
        (at(12, 26, 0, 0, 0), 1),
        (at(12, 27, 8), 2),
        (at(1, 1, 8, year=2024), 7),
    ],
)
def test_B39_a_deadline_without_a_time_lasts_to_the_end_of_its_day(sent, days_late):
    assert punctuality(sent, DUE) == Punctuality(days_late)
    assert punctuality(sent, DUE).late is (days_late > 0)


def test_the_last_second_counts_whole():
    assert not punctuality(dt.datetime(2023, 12, 25, 23, 59, 59, 999_999), DUE).late


@pytest.mark.parametrize("hour", [0, 8, 23])
def test_B48_a_deadline_stored_at_midnight_counts_its_whole_day(hour):
    assert not punctuality(at(12, 25, hour, 59), DUE, due_time=dt.time(0, 0)).late
    assert punctuality(at(12, 26, 0), DUE, due_time=dt.time(0, 0)).days_late == 1


def test_a_deadline_with_a_time_ends_then():
    five = dt.time(17, 0)
    assert not punctuality(at(12, 25, 17, 0, 0), DUE, due_time=five).late
    # Later on the same day is late, and late is at least one day.
    assert punctuality(at(12, 25, 17, 0, 1), DUE, due_time=five) == Punctuality(1)
    assert punctuality(at(12, 26, 9), DUE, due_time=five) == Punctuality(1)
    assert punctuality(at(12, 27, 9), DUE, due_time=five) == Punctuality(2)


def test_an_extension_makes_punctual_and_says_so():
    until = D(2023, 12, 30)
    assert punctuality(at(12, 25, 12), DUE, extended_to=until) == Punctuality(0)
    assert punctuality(at(12, 28, 12), DUE, extended_to=until) == Punctuality(0, by_extension=True)
    assert punctuality(at(12, 30, 23, 59, 59), DUE, extended_to=until) == Punctuality(0, by_extension=True)


def test_after_an_extension_days_are_counted_from_it():
    assert punctuality(at(1, 2, 8, year=2024), DUE, extended_to=D(2023, 12, 30)) == Punctuality(3)


def test_the_moment_is_the_vietnamese_one():
    # 17:30 in London on the 25th is 00:30 of the 26th in Hà Nội: the caller converts, the rule compares what it is given.
    sent = dt.datetime(2023, 12, 25, 17, 30, tzinfo=dt.UTC).astimezone(ZoneInfo("Asia/Ho_Chi_Minh"))
    assert punctuality(sent, DUE) == Punctuality(1)


def test_end_of_day_is_the_last_second():
    assert deadlines.END_OF_DAY == dt.time(23, 59, 59)


@given(st.datetimes(dt.datetime(2023, 1, 1), dt.datetime(2024, 12, 31)))
def test_late_exactly_when_the_day_is_over(sent):
    assert punctuality(sent, DUE).late == (sent.date() > DUE)
    if sent.date() > DUE:
        assert punctuality(sent, DUE).days_late == (sent.date() - DUE).days
