"""Windows of registration that are known, with their source. None was verified for this province: each is only a proposal to mend."""

import datetime as dt
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "data" / "windows.json"


@dataclass(frozen=True)
class Window:
    """First and last day for a year, and where they come from."""

    code: str
    opens_on: dt.date | None
    last_day: dt.date
    basis: str
    tag: str


@cache
def _rows() -> list[dict]:
    return json.loads(FILE.read_text(encoding="utf-8"))


def windows(year: int) -> list[Window]:
    """Every known window, for the registration of a year."""
    return [_window(row, year) for row in _rows()]


def _window(row: dict, year: int) -> Window:
    opens = _day(row["opens"], year) if row["opens"] else None
    return Window(row["code"], opens, _day(row["last"], year), f"{row['source']}. {row['note']}", row["tag"])


def _day(rule: dict, year: int) -> dt.date:
    return dt.date(year + rule["year_offset"], rule["month"], rule["day"])
