"""Routes as other provinces call them, with their source. None was verified for this province: each is only a proposal to mend."""

import datetime as dt
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "data" / "route_templates.json"


@dataclass(frozen=True)
class RouteTemplate:
    """What a call of a year may look like, and where that comes from. `awards` empty: the source names none."""

    code: str
    name: str
    awards: tuple[str, ...]
    opens_on: dt.date | None
    last_day: dt.date
    basis: str
    tag: str

    def values(self, year: int) -> dict:
        """In the shape of the form of a route, marked as not verified."""
        return {
            "year": year,
            "name": self.name,
            "awards": list(self.awards),
            "opens_on": self.opens_on,
            "last_day": self.last_day,
            "basis": self.basis,
            "verified": False,
        }


@cache
def _rows() -> list[dict]:
    return json.loads(FILE.read_text(encoding="utf-8"))


def route_templates(year: int) -> list[RouteTemplate]:
    """Every template that is known, with its days for the achievements of a year."""
    return [
        RouteTemplate(
            code=row["code"],
            name=row["name"],
            awards=tuple(row["awards"]),
            opens_on=_day(row["opens"], year) if row["opens"] else None,
            last_day=_day(row["last"], year),
            basis=f"{row['source']}. {row['note']}",
            tag=row["tag"],
        )
        for row in _rows()
    ]


def _day(rule: dict, year: int) -> dt.date:
    return dt.date(year + rule["year_offset"], rule["month"], rule["day"])
