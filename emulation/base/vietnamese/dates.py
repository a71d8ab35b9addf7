"""Dates as Vietnamese offices write them: day before month, always."""

import re
from calendar import monthrange
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

from .text import one_line

# Việt Nam has been at +7 since 1975, without summer time: no time zone data needed.
VIETNAM = timezone(timedelta(hours=7))
_EXCEL_EPOCH = date(1899, 12, 30)
_SERIALS = range(20000, 60001)
_YEARS = range(1800, 2200)


class DateError(ValueError):
    """The text is not a whole, real date; str() is a sentence for the user."""


class NotADate(DateError):
    pass


class PartialDate(DateError):
    pass


class ShortYear(DateError):
    pass


class NoSuchDay(DateError):
    pass


_CLOCK = r"(?:[ T][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)?"
_DAY_FIRST = re.compile(rf"(?:ngày )?([0-9]{{1,2}}) ?([/.-]) ?([0-9]{{1,2}}) ?\2 ?([0-9]+){_CLOCK}", re.IGNORECASE)
_YEAR_FIRST = re.compile(rf"([0-9]{{4}})([/.-])([0-9]{{1,2}})\2([0-9]{{1,2}}){_CLOCK}")
_WORDS = re.compile(r"(?:ngày )?([0-9]{1,2}) tháng ([0-9]{1,2}),? năm ([0-9]+)", re.IGNORECASE)
_PARTIAL = re.compile(
    r"(?:tháng )?[0-9]{1,2} ?(?:[/.-]| năm ) ?[0-9]{4}|(?:năm )?[0-9]{4}|(?:tháng )?[0-9]{4} ?[/.-] ?[0-9]{1,2}"
    r"|(?:ngày )?[0-9]{1,2}(?:[/.-]| tháng )[0-9]{1,2}|tháng [0-9]{1,2}",
    re.IGNORECASE,
)
_SAMPLE = "ví dụ 05/03/2023"


def parse_date(value) -> date:
    """Read a date from a cell or a text; raise a DateError that says what is wrong."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return _serial(value)
    text = one_line(str(value), apostrophe=True)
    if re.fullmatch("[0-9]{5}", text):
        return _serial(int(text))
    if match := _DAY_FIRST.fullmatch(text):
        return _build(text, match[4], match[3], match[1])
    if match := _WORDS.fullmatch(text):
        return _build(text, match[3], match[2], match[1])
    if match := _YEAR_FIRST.fullmatch(text):
        return _build(text, match[1], match[3], match[4])
    if _PARTIAL.fullmatch(text):
        raise PartialDate(f"“{text}” chưa đủ ngày, tháng, năm. Hãy ghi cả ba, {_SAMPLE}.")
    raise NotADate(f"“{text}” không phải ngày tháng. Hãy ghi ngày/tháng/năm, {_SAMPLE}.")


def _serial(value) -> date:
    if value == int(value) and int(value) in _SERIALS:
        return _EXCEL_EPOCH + timedelta(days=int(value))
    if value == int(value) and int(value) in _YEARS:
        raise PartialDate(f"“{int(value)}” chưa đủ ngày, tháng, năm. Hãy ghi cả ba, {_SAMPLE}.")
    shown = format(value, "g") if isinstance(value, float) else str(value)
    raise NotADate(f"“{shown}” không phải ngày tháng. Hãy ghi ngày/tháng/năm, {_SAMPLE}.")


def _build(text: str, year: str, month: str, day: str) -> date:
    if len(year) != 4:
        raise ShortYear(f"Năm trong “{text}” phải đủ bốn chữ số, {_SAMPLE}.")
    y, m, d = int(year), int(month), int(day)
    if y not in _YEARS:
        raise NoSuchDay(f"Năm {y} trong “{text}” không dùng được. Hãy kiểm tra lại năm.")
    if not 1 <= m <= 12:
        raise NoSuchDay(f"Không có tháng {m} (“{text}”). Hãy ghi ngày trước, tháng sau, {_SAMPLE}.")
    if not 1 <= d <= monthrange(y, m)[1]:
        raise NoSuchDay(f"Tháng {m} năm {y} không có ngày {d}.")
    return date(y, m, d)


def format_date(value: date | None) -> str:
    """Write `05/03/2023`; an unknown date is a dash."""
    if value is None:
        return "–"
    if isinstance(value, datetime):
        value = _local(value)
    return f"{value.day:02d}/{value.month:02d}/{value.year:04d}"


def format_time(value: datetime) -> str:
    """Write `16:05`, Vietnamese time."""
    return f"{_local(value):%H:%M}"


def format_datetime(value: datetime | None) -> str:
    """Write `16:05 ngày 15/12/2023`, Vietnamese time."""
    return "–" if value is None else f"{format_time(value)} ngày {format_date(value)}"


def _local(value: datetime) -> datetime:
    return value.astimezone(VIETNAM) if value.tzinfo else value
