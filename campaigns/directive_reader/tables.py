"""Targets in a table: a row each, under a header that names indicator, unit and plan."""

import re

from emulation.base import vietnamese

from .numbers import value_of
from .reading import Place, Reading, Target
from .source import Line

_NAME = re.compile(r"(?:ten )?(?:chi tieu|noi dung|muc tieu)\b")
_UNIT = re.compile(r"(?:don vi(?: tinh)?|dvt|d\.v\.t)$")
_PLAN = re.compile(r"(?:ke hoach|muc tieu|chi tieu giao|phan dau|giao|nam \d{4}$)")
_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
_VALUE = re.compile(rf"(?P<sign>[≥>≤<]=?|trên|dưới|ít nhất|không quá|tối đa|đạt)?\s?(?P<a>{_NUMBER})(?:\s?[-–]\s?(?P<b>{_NUMBER}))?"
                    r"\s?(?P<unit>%)?\s?(?P<after>trở lên|trở xuống)?", re.IGNORECASE)  # fmt: skip
_DOWN = re.compile(r"\b(?:giảm|dưới|còn|không quá|tối đa)\b", re.IGNORECASE)
_UP = re.compile(r"\b(?:tăng|đạt|ít nhất|trở lên|tối thiểu|trên)\b", re.IGNORECASE)


def read_table(rows: list[Line], reading: Reading) -> None:
    """Add the targets of a table; a table with another header is left alone."""
    columns = next((found for row in rows if (found := _columns(row))), None)
    if columns is None:
        return
    name_at, unit_at, plan_at = columns
    for row in rows:
        cells = row.text.split("\t")
        if len(cells) <= max(columns) or _columns(row):
            continue
        match = _VALUE.fullmatch(cells[plan_at].strip())
        if match and cells[name_at].strip():
            _add(row, cells[name_at].strip(), cells[unit_at].strip() or match["unit"], match, reading)


def _columns(row: Line) -> tuple[int, int, int] | None:
    """Where indicator, unit and plan stand if this row is the header."""
    keys = [vietnamese.search_key(cell) for cell in row.text.split("\t")]
    name = next((i for i, key in enumerate(keys) if _NAME.match(key)), None)
    unit = next((i for i, key in enumerate(keys) if _UNIT.match(key)), None)
    plan = next((i for i, key in enumerate(keys) if i not in (name, unit) and _PLAN.match(key)), None)
    return None if name is None or unit is None or plan is None else (name, unit, plan)


def _add(row: Line, name: str, unit: str | None, match: re.Match, reading: Reading) -> None:
    place = Place(row.start, row.end)
    value, sure = value_of(match["a"], unit or "")
    value_to = value_of(match["b"], unit or "")[0] if match["b"] else None
    direction = _direction(name, match)
    reading.targets.append(Target(" ".join(name.split()), value, value_to, unit, direction, place))
    if not sure:
        reading.doubt("targets", f"Số của chỉ tiêu “{name[:80]}” đọc được hai cách, hãy kiểm tra giá trị.", place)
    if direction is None:
        reading.doubt("targets", f"Không rõ chỉ tiêu “{name[:80]}” cao hơn hay thấp hơn là tốt, hãy chọn chiều.", place)


def _direction(name: str, match: re.Match) -> str | None:
    sign, after = (match["sign"] or "").lower(), (match["after"] or "").lower()
    if sign[:1] in ("≤", "<") or sign in ("dưới", "không quá", "tối đa") or after == "trở xuống" or _DOWN.search(name):
        return "down"
    if sign or after or _UP.search(name):
        return "up"
    return None
