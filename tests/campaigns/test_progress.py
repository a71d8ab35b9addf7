"""Progress of indicators and checks of figures: exact decimals, values written by hand."""

import datetime as dt
from decimal import Decimal as N

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from campaigns.progress import (
    Reading,
    Target,
    check,
    is_met,
    is_percentage,
    own_target_finding,
    percent_of_target,
    periodic_gap,
    year_to_date,
)


def codes(findings) -> list[str]:
    return [f.code for f in findings]


# --- Percent of the target --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("actual", "target", "expected"),
    [
        ("12800", "13445", "95.2"),
        ("6685", "13445", "49.7"),
        ("17", "15", "113.3"),
        ("0", "15", "0.0"),
        ("15", "15", "100.0"),
        ("0.05", "100", "0.1"),  # half rounds up
        ("-5", "10", "-50.0"),
    ],
)
def test_higher_is_better(actual, target, expected):
    assert percent_of_target(N(actual), Target(N(target))) == N(expected)


@pytest.mark.parametrize(
    ("actual", "expected"), [("4", "50.0"), ("3", "100.0"), ("2", "150.0"), ("6", "-50.0"), ("5", "0.0")]
)
def test_B89_lower_is_better_from_a_baseline(actual, expected):
    # Tỷ lệ hộ nghèo: from 5 towards 3.
    assert percent_of_target(N(actual), Target(N(3)), direction="down", baseline=N(5)) == N(expected)


def test_B89_no_division_by_zero():
    assert percent_of_target(N(5), Target(N(0))) is None
    assert percent_of_target(N(3), Target(N(3)), direction="down", baseline=N(3)) is None
    assert percent_of_target(N(0), Target(N(3)), direction="down") is None


def test_lower_is_better_without_a_baseline():
    assert percent_of_target(N("0.48"), Target(N("0.5")), direction="down") == N("104.2")


def test_nothing_is_said_without_a_figure_or_a_target():
    assert percent_of_target(None, Target(N(3))) is None
    assert percent_of_target(N(3), None) is None
    assert is_met(None, Target(N(3))) is None
    assert is_met(N(3), None) is None


@pytest.mark.parametrize(
    ("actual", "target", "direction", "expected"),
    [
        ("15", Target(N(15)), "up", True),
        ("14.9999", Target(N(15)), "up", False),
        ("3", Target(N(3)), "down", True),
        ("3.0001", Target(N(3)), "down", False),
        ("95", Target(N(95), "minimum"), "down", True),
        ("94", Target(N(95), "minimum"), "up", False),
        ("0.5", Target(N("0.5"), "maximum"), "up", True),
        ("0.51", Target(N("0.5"), "maximum"), "up", False),
        ("12", Target(N(12), "range", N(15)), "up", True),
        ("15", Target(N(12), "range", N(15)), "up", True),
        ("15.1", Target(N(12), "range", N(15)), "up", False),
        ("11.9", Target(N(12), "range", N(15)), "up", False),
        ("12", Target(N(12), "range"), "up", True),
    ],
)
def test_whether_a_target_is_reached(actual, target, direction, expected):
    assert is_met(N(actual), target, direction=direction) is expected


decimals = st.decimals(min_value=-(10**6), max_value=10**6, places=2)


@given(decimals, decimals)
def test_reached_exactly_from_a_hundred_percent_on(actual, goal):
    assume(goal > 0)
    percent = percent_of_target(actual, Target(goal))
    if is_met(actual, Target(goal)):
        assert percent >= 100
    else:
        assert percent <= 100


@given(decimals, decimals, decimals)
def test_down_from_a_baseline_is_a_straight_line(baseline, goal, actual):
    assume(baseline != goal)
    assert percent_of_target(baseline, Target(goal), direction="down", baseline=baseline) == 0
    assert percent_of_target(goal, Target(goal), direction="down", baseline=baseline) == 100
    assert percent_of_target(actual, Target(goal), direction="down", baseline=baseline) is not None


# --- The year so far --------------------------------------------------------------------------------------------------
def month(n: int, value: str) -> Reading:
    last = dt.date(2023, n + 1, 1) - dt.timedelta(days=1) if n < 12 else dt.date(2023, 12, 31)
    return Reading(dt.date(2023, n, 1), last, N(value))


def since_january(last_month: int, value: str) -> Reading:
    return Reading(dt.date(2023, 1, 1), month(last_month, "0").ends_on, N(value))


def test_B88_cumulative_figures_are_not_added_up():
    # Target 100 a year, 10 a month; 8 reported in January, 17 by the end of February.
    readings = [month(1, "8"), month(2, "17")]
    assert year_to_date(readings, nature="cumulative", unit_of_measure="xã") == N(17)
    assert year_to_date(readings, nature="at_moment", unit_of_measure="xã") == N(17)


def test_B88_the_year_target_stays_whole():
    target = Target(N(100))
    assert percent_of_target(year_to_date([month(1, "8")], nature="in_period"), target) == N("8.0")
    assert target.value == N(100)


def test_figures_within_periods_add_up_when_periods_follow_each_other():
    assert year_to_date([month(2, "9"), month(1, "8"), month(3, "11")], nature="in_period") == N(28)


def test_periods_that_contain_each_other_are_not_added_up():
    readings = [since_january(3, "8"), since_january(6, "20"), since_january(9, "31")]
    assert year_to_date(readings, nature="in_period") == N(31)


def test_percentages_are_not_added_up():
    assert year_to_date([month(1, "95"), month(2, "97")], nature="in_period", unit_of_measure="%") == N(97)


def test_without_figures_nothing_is_reached():
    assert year_to_date([], nature="in_period") is None


@pytest.mark.parametrize(
    ("unit", "expected"), [("%", True), (" % ", True), ("Phần trăm", True), ("tỷ đồng", False), ("", False)]
)
def test_units_of_shares(unit, expected):
    assert is_percentage(unit) is expected


# --- Targets of periods -----------------------------------------------------------------------------------------------
def test_B88_periodic_targets_are_held_against_the_year():
    tens = [N(10)] * 10
    assert periodic_gap(N(100), tens, nature="in_period") is None
    gap = periodic_gap(N(100), [N(10)] * 9, nature="in_period")
    assert gap.message == "Tổng các kỳ là 90, khác chỉ tiêu cả năm 100."
    # Cumulative ones end at the year's; their sum means nothing.
    assert periodic_gap(N(100), [N(25), N(50), N(75), N(100)], nature="cumulative") is None
    gap = periodic_gap(N(100), [N(25), N(50), N(75), N(90)], nature="cumulative")
    assert gap.message == "Mức của kỳ cuối là 90, khác chỉ tiêu cả năm 100."


def test_no_gap_without_a_year_or_without_periods():
    assert periodic_gap(None, [N(10)], nature="in_period") is None
    assert periodic_gap(N(100), [], nature="in_period") is None


@given(st.lists(decimals, min_size=1, max_size=12))
def test_parts_that_add_up_never_warn(parts):
    assert periodic_gap(sum(parts, N(0)), parts, nature="in_period") is None
    assert periodic_gap(parts[-1], parts, nature="cumulative") is None


# --- Checks of a reported figure --------------------------------------------------------------------------------------
def test_missing_is_the_only_finding_of_no_figure():
    assert codes(check(None, previous=N(5), target=Target(N(9)))) == ["missing"]


def test_a_cumulative_figure_that_falls():
    assert codes(check(N(8), nature="cumulative", previous=N(9))) == ["falls"]
    assert codes(check(N(8), nature="in_period", previous=N(9))) == []
    assert codes(check(N(9), nature="cumulative", previous=N(9))) == []


def test_a_share_over_its_base():
    assert codes(check(N("100.1"), nature="at_moment", unit_of_measure="%")) == ["over_base"]
    assert codes(check(N(100), nature="at_moment", unit_of_measure="%")) == []
    # A target above 100 % (vượt thu) shows that there is no base of 100.
    assert codes(check(N(104), nature="at_moment", unit_of_measure="%", target=Target(N(105)))) == []


def test_a_negative_figure():
    assert codes(check(N("-0.5"), nature="in_period")) == ["negative"]


@pytest.mark.parametrize(
    ("value", "other", "expected"),
    [
        ("1000", "100", ["outlier"]),
        ("999", "100", []),
        ("10", "100", ["outlier"]),
        ("10.1", "100", []),
        ("0", "100", []),
    ],
)
def test_ten_times_more_or_less_is_looked_at(value, other, expected):
    assert codes(check(N(value), nature="in_period", previous=N(other))) == expected


def test_last_year_is_compared_before_the_last_period():
    assert codes(check(N(1000), nature="in_period", previous=N(100), last_year=N(990))) == []
    assert codes(check(N(1000), nature="in_period", previous=N(990), last_year=N(100))) == ["outlier"]


def test_a_missed_target_counts_only_at_the_end():
    assert codes(check(N(9), nature="in_period", target=Target(N(10)))) == []
    assert codes(check(N(9), nature="in_period", target=Target(N(10)), target_is_final=True)) == ["direction"]
    assert codes(check(N(10), nature="in_period", target=Target(N(10)), target_is_final=True)) == []


def test_numbers_in_sentences_are_vietnamese():
    assert check(N("1234.5"), nature="cumulative", previous=N("2000"))[0].message == (
        "Số lũy kế 1.234,5 nhỏ hơn kỳ trước (2.000)."
    )


# --- A unit's own target ----------------------------------------------------------------------------------------------
def test_an_own_target_below_the_assigned_one_needs_a_reason():
    assert own_target_finding(N(94), Target(N(95))).message == (
        "Chỉ tiêu tự đặt 94 thấp hơn mức được giao 95. Hãy ghi lý do."
    )
    assert own_target_finding(N(95), Target(N(95))) is None
    assert own_target_finding(N(96), Target(N(95))) is None


def test_where_lower_is_better_a_higher_own_target_needs_a_reason():
    assert own_target_finding(N(4), Target(N(3)), direction="down").code == "below_assigned"
    assert own_target_finding(N(3), Target(N(3)), direction="down") is None
    assert own_target_finding(N(14), Target(N(12), "range", N(15)), direction="down") is None
    assert own_target_finding(N(16), Target(N(12), "range", N(15)), direction="down").code == "below_assigned"


def test_no_comparison_without_both():
    assert own_target_finding(None, Target(N(95))) is None
    assert own_target_finding(N(95), None) is None
