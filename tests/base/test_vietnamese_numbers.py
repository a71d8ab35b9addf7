"""Vietnamese text: numbers and dates as people write them."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation.base import vietnamese as vn

# --- numbers --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,5", "1.5"),
        ("1.5", "1.5"),
        ("0,5", "0.5"),
        ("0.5", "0.5"),
        ("12", "12"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("195.058,7", "195058.7"),
        ("1 234 567,25", "1234567.25"),
        ("1.234.567", "1234567"),
        ("0,123", "0.123"),
        ("1234,567", "1234.567"),
        ("- 0,25", "-0.25"),
        ("−0.5", "-0.5"),
        ("+ 0,1", "0.1"),
        ("'1,5", "1.5"),
        (12, "12"),
        (1.5, "1.5"),
        (0.1 + 0.2, "0.3"),
    ],
)
def test_parse_number(text, value):
    assert vn.parse_number(text) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [("1.234", "1234", "1,234"), ("12,500", "12500", "12,5"), ("1.234.5", "1.234,5", "12.345")],
)
def test_number_that_may_be_two_names_both(text, one, other):
    with pytest.raises(vn.AmbiguousNumber, match=f"“{text}” đọc được hai cách") as caught:
        vn.parse_number(text)
    assert one in str(caught.value)
    assert other in str(caught.value)


@pytest.mark.parametrize("text", ["", "abc", "03/3", "1e5", "100 điểm", "١٢", "--5", "1,", ",5", float("nan"), True])
def test_not_a_number(text):
    with pytest.raises(vn.NotANumber):
        vn.parse_number(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.500.000", 1_500_000),  # B71: never 15
        ("4,470,000", 4_470_000),
        ("4 470 000", 4_470_000),
        ("4\u00a0470\u00a0000", 4_470_000),
        ("4.470.000 đồng", 4_470_000),
        ("4.470.000đ", 4_470_000),
        ("4.470.000 VNĐ", 4_470_000),
        ("17.880.000,00", 17_880_000),
        ("500", 500),
        ("1.234", 1234),
        (4470000, 4_470_000),
        (4470000.0, 4_470_000),
        ("0", 0),
    ],
)
def test_parse_amount(text, value):
    assert vn.parse_amount(text) == value


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("hai triệu", vn.NotANumber),
        ("4,5 triệu", vn.NotANumber),
        ("-5", vn.NegativeNumber),
        (-5, vn.NegativeNumber),
        ("1,5", vn.NotWhole),
        (0.5, vn.NotWhole),
        ("4.470,000", vn.AmbiguousNumber),
        ("4.47.000", vn.NumberError),
        ("", vn.NotANumber),
    ],
)
def test_not_an_amount(text, kind):
    with pytest.raises(kind):
        vn.parse_amount(text)


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (Decimal("1234.5"), None, "1.234,5"),
        (Decimal("1234.50"), None, "1.234,5"),
        (1234567, None, "1.234.567"),
        (0.5, None, "0,5"),
        (-1234.5, None, "\u22121.234,5"),
        (3, 2, "3,00"),
        (Decimal("2.005"), 2, "2,01"),
        (Decimal("-0.001"), 2, "0,00"),
        (0, None, "0"),
        (None, 2, "–"),
    ],
)
def test_format_number(value, places, text):
    assert vn.format_number(value, places) == text


def test_format_with_units():
    assert vn.format_percent(Decimal("96.5")) == "96,5%"
    assert vn.format_money(5_400_000) == "5.400.000 đồng"
    assert (vn.format_percent(None), vn.format_money(None)) == ("–", "–")


@given(st.decimals(-(10**9), 10**9, places=2))
def test_written_number_is_read_back_or_called_ambiguous(value):
    try:
        assert vn.parse_number(vn.format_number(value)) == value
    except vn.AmbiguousNumber:
        assert value == value.to_integral_value()


# --- dates ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value",
    [
        "5/3/2023", "05/03/2023", "05-03-2023", "5.3.2023", "2023-03-05", "2023-03-05 00:00:00",
        "ngày 5 tháng 3 năm 2023",
        "5 tháng 3 năm 2023", "Ngày 05/3/2023", " 05/03/2023\u00a0", "'05/03/2023", 44990, 44990.0, "44990",
        date(2023, 3, 5), datetime(2023, 3, 5, 8, 30),
    ],
)  # fmt: skip
def test_parse_date(value):
    """Day before month, always."""
    assert vn.parse_date(value) == date(2023, 3, 5)


@pytest.mark.parametrize(
    ("value", "kind", "words"),
    [
        ("31/02/2024", vn.NoSuchDay, "Tháng 2 năm 2024 không có ngày 31."),
        ("31/02/2023", vn.NoSuchDay, "Tháng 2 năm 2023 không có ngày 31."),
        ("00/00/2024", vn.NoSuchDay, "Không có tháng 0"),
        ("03/13/2023", vn.NoSuchDay, "Không có tháng 13"),
        ("01/01/0223", vn.NoSuchDay, "Năm 223"),
        ("03/2023", vn.PartialDate, "chưa đủ ngày, tháng, năm"),
        ("tháng 6/2023", vn.PartialDate, "chưa đủ"),
        ("2023", vn.PartialDate, "chưa đủ"),
        (2023, vn.PartialDate, "chưa đủ"),
        ("03/5", vn.PartialDate, "chưa đủ"),
        ("05/03/23", vn.ShortYear, "bốn chữ số"),
        ("sớm", vn.NotADate, "không phải ngày tháng"),
        ("5/3-2023", vn.NotADate, "không phải ngày tháng"),
        (19999, vn.NotADate, "không phải ngày tháng"),
        (60001, vn.NotADate, "không phải ngày tháng"),
        (44990.5, vn.NotADate, "không phải ngày tháng"),
        (True, vn.NotADate, "không phải ngày tháng"),
    ],
)
def test_not_a_date(value, kind, words):
    with pytest.raises(kind, match=words):
        vn.parse_date(value)


def test_leap_day():
    assert vn.parse_date("29/02/2024") == date(2024, 2, 29)


def test_format_dates_in_vietnamese_time():
    assert vn.format_date(date(2023, 12, 5)) == "05/12/2023"
    moment = datetime(2023, 12, 14, 17, 5, tzinfo=UTC)  # already the 15th in Hà Nội
    assert (vn.format_time(moment), vn.format_date(moment)) == ("00:05", "15/12/2023")
    assert vn.format_datetime(moment) == "00:05 ngày 15/12/2023"
    assert vn.format_date(None) == vn.format_datetime(None) == "–"


def test_the_way_out_of_two_readings_is_itself_readable():
    """B71: what the refusal of “1.234” proposes must be taken."""
    with pytest.raises(vn.AmbiguousNumber) as refused:
        vn.parse_number("1.234")
    whole, decimal = re.search(r"Hãy viết (\S+) hoặc (\S+)\.$", str(refused.value)).groups()
    assert vn.parse_number(whole) == 1234
    assert vn.parse_number(decimal) == Decimal("1.234")
