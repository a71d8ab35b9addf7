"""Rows of the table one after the other: mark, words, points. Numbers of columns, totals, signatures are told apart."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from emulation.base import vietnamese
from emulation.base.spreadsheets.grid import Cell, Sheet, cell_text
from emulation.base.spreadsheets.marks import is_number_row, is_place_and_date, is_signer
from emulation.base.spreadsheets.specs import Row

from .columns import POINTS, Columns
from .marks import NUMBERED, Mark, mark_of, split_ahead
from .words import disqualifies, names_role, said_max

_TOTAL = re.compile(
    r"(tong cong|tong so diem|tong so|tong diem|tong|cong)( diem)?( chuan| toi da| chung| toan bang)*\s*(\(.*\))?"
    r"\s*(:|\.)*( \d+([.,]\d+)?( diem)?)?"
)
_SUBTOTAL = re.compile(r"(tong|cong)( diem)?( cua)? (muc|phan|tieu chuan|nhom) \S{1,8}\s*[:.]?")
_REMARK = re.compile(r"(ghi chu|luu y)\b|\*{1,3}\s*\S", re.IGNORECASE)
_FIGURE = re.compile(r"[-+−–]?\s*\d{1,4}(?:[.,]\d{1,4})?")
_RANGE = re.compile(r"(?:tu )?(\d{1,4}(?:[.,]\d{1,2})?)\s*(?:-|den)\s*(\d{1,4}(?:[.,]\d{1,2})?)\s*(?:d|diem)?")
# “-5 điểm/hồ sơ”, “-20 và không suy tôn Cờ”: points with words behind them.
_BEGINS = re.compile(r"([-+−–]?\s*\d{1,4}(?:[.,]\d{1,2})?)\s*(?:điểm|đ)?\s*(?:/|và\b|mỗi\b|;|,|\()\s*\S", re.IGNORECASE)
_AROUND = re.compile(r"^(?:toi da|khong qua|tru|cong|thuong|moi|<=|≤|:)?\s*(.*?)\s*(?:d|diem)?\s*$")


@dataclass
class Item:
    """A row of the table with what stands below it. lines: the words of its rule, one a line."""

    row: Row
    mark: Mark
    title: str
    points: dict[str, Decimal]
    lines: list[str] = field(default_factory=list)
    scorer: str = ""
    note: str = ""
    heading: bool = False
    children: list["Item"] = field(default_factory=list)

    @property
    def max(self) -> Decimal | None:
        return self.points.get("max")

    def texts(self) -> Iterator[str]:
        """Every word of the row that is no title."""
        yield from self.lines
        if self.note:
            yield self.note


@dataclass
class Found:
    """What the rows of a sheet are: items in order, the total as printed, words that belong to no item."""

    items: list[Item] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    total: Decimal | None = None
    remarks: list[str] = field(default_factory=list)
    finished: bool = False


def said_in(cell: Cell) -> str:
    """The words of a cell, old letters turned into Unicode."""
    return cell_text(cell.value)


def read_rows(sheet: Sheet, columns: Columns, found: Found) -> None:
    """Add the rows under the head to what was found."""
    letters = _letters_of(sheet, columns)
    for number in sorted(sheet.rows):
        if number <= columns.bottom or found.finished:
            continue
        cells = sheet.rows[number]
        texts = [vietnamese.one_line(said_in(cell)) for cell in cells.values() if said_in(cell).strip()]
        if not texts or is_number_row(texts):
            continue
        _take(sheet, columns, number, cells, letters, found)


def _letters_of(sheet: Sheet, columns: Columns) -> bool:
    """Whether a lone V or X in the column of numbers is a Roman number: the sheet counts I, II, … before it."""
    column = columns.of.get("code", columns.of["title"])
    return any(
        re.match(r"(II|IV)\b", vietnamese.one_line(said_in(cells[column])))
        for cells in sheet.rows.values()
        if column in cells
    )


def _take(sheet: Sheet, columns: Columns, number: int, cells: dict[int, Cell], roman: bool, found: Found) -> None:
    held = {name: cells[column] for name, column in columns.of.items() if column in cells}
    row = Row(number, sheet.name, None, held, {name: columns.names[c] for name, c in columns.of.items()})
    words = _words(sheet, columns, number, cells, held)
    if words and (is_signer(words) or is_place_and_date(words)) and not _points_said(held):
        found.finished = bool(found.items)
        return
    key = vietnamese.search_key(words)
    said: list[str] = []
    points = _points(row, held, said)
    words = _with_level(words, points, held)
    if key and (_TOTAL.fullmatch(key) or _SUBTOTAL.fullmatch(key)):
        if _TOTAL.fullmatch(key):
            found.total = points.get("max", found.total) if "max" in points else _said_total(key, found.total)
        return
    found.rows.append(row)
    if _REMARK.match(words) and not points:
        _remark(words, found)
        return
    first, *others = words.split("\n")
    _item(row, "\n".join([" ".join([first, *said]), *others]), points, held, roman, found)


def _with_level(words: str, points: dict[str, Decimal], held: dict[str, Cell]) -> str:
    """Points of a level, in a column of their own: of the first line of the rule, or of the row when it has no others."""
    level = points.pop("level", None)
    if level is None:
        return words
    if "max" not in points:
        points["max"] = level
    elif lines := _cell_lines(held.get("rule")):
        rule = "\n".join([f"{lines[0]}: {vietnamese.format_number(level)} điểm", *lines[1:]])
        held["rule"] = Cell(rule, raw=held["rule"].text)
    return words


def _words(sheet: Sheet, columns: Columns, number: int, cells: dict[int, Cell], held: dict[str, Cell]) -> str:
    """The words of the row; those of a row merged over all columns stand in the first of them."""
    if "title" in held:
        return vietnamese.normalise(said_in(held["title"]))
    first = min(cells)
    text = vietnamese.normalise(said_in(cells[first]))
    merge = sheet.horizontal_merge(number, first)
    if merge and merge.right >= columns.of["title"]:
        held.pop("code", None)
        return text
    if "code" in held and not mark_of(text):
        held.pop("code")
        return text
    return ""


def _points_said(held: dict[str, Cell]) -> bool:
    return any(name in held and vietnamese.one_line(said_in(held[name])) for name in POINTS)


def _said_total(key: str, default: Decimal | None) -> Decimal | None:
    figure = re.search(r"(\d+(?:[.,]\d+)?)", key)
    return Decimal(figure[1].replace(",", ".")) if figure else default


def _remark(words: str, found: Found) -> None:
    """A note speaks of the item above it; after the last total of nobody."""
    if found.items and found.total is None:
        found.items[-1].lines.append(vietnamese.one_line(words))
    else:
        found.remarks.append(vietnamese.one_line(words))


def _item(row: Row, words: str, points: dict, held: dict[str, Cell], roman: bool, found: Found) -> None:
    printed = vietnamese.one_line(said_in(held["code"])) if "code" in held else ""
    mark = mark_of(printed, roman) if printed else None
    lines = [line.strip() for line in words.splitlines() if line.strip()] + _cell_lines(held.get("rule"))
    head = lines[0] if lines else ""
    if mark is None:
        if printed:
            row.warn("code", f"Chưa hiểu số thứ tự “{printed}”, mục được xếp theo thứ tự dòng.")
        mark, head = split_ahead(head, roman)
    elif mark.style != "dash":
        signed, rest = split_ahead(head)
        head = rest if signed.style in ("dash", "plus") else head
    if not head and not points:
        return
    heading = mark.style == "none" and _is_heading(head)
    if not points and (heading or mark.style in NUMBERED) and (most := said_max(head)) is not None:
        points["max"] = most
    item = Item(
        row=row,
        mark=Mark("heading", ()) if heading else mark,
        title=(head.capitalize() if head.isupper() and names_role(head) else vietnamese.from_capitals(head)) or printed,
        points=points,
        lines=lines[1:],
        scorer=vietnamese.one_line(said_in(held["scorer"])) if "scorer" in held else "",
        note=vietnamese.normalise(said_in(held["note"])) if "note" in held else "",
        heading=heading,
    )
    row.values = {"title": item.title, "max": item.max}
    found.items.append(item)


def _is_heading(head: str) -> bool:
    """Words over the width of the table, or in capitals, without a number: a part of its own."""
    letters = [c for c in head if c.isalpha()]
    return len(letters) > 3 and (not any(c.islower() for c in letters) or names_role(head))


def _cell_lines(cell: Cell | None) -> list[str]:
    return [line.strip() for line in vietnamese.normalise(said_in(cell)).splitlines() if line.strip()] if cell else []


def _points(row: Row, held: dict[str, Cell], said: list[str]) -> dict[str, Decimal]:
    """The figures of the row; what cannot be read is an error in its cell. Words such as “không xếp loại” go to `said`."""
    found: dict[str, Decimal] = {}
    for name in POINTS:
        if (
            name not in held
            or not (text := vietnamese.one_line(said_in(held[name])))
            or text in ("-", "–", "−", "x", "X")
        ):
            continue
        if held[name].problem:
            row.error(name, "Ô có công thức chưa tính hoặc bị lỗi. Hãy mở bằng Excel, lưu lại rồi chọn lại tệp.")
            continue
        number = figure_of(held[name].value)
        if number is None and disqualifies(text):
            said.append(text)
        elif number is None and (begun := _BEGINS.match(text)):
            found[name] = figure_of(begun[1]) or Decimal(0)
            said.append(f"({text})")
        elif number is None:
            row.error(name, f"“{text}” không phải số điểm. Hãy ghi bằng chữ số, ví dụ 2,5.")
        else:
            found[name] = number
    if "max" in found and found["max"] < 0:
        found["penalty"] = -found.pop("max")
    return {name: abs(number) if name != "max" else number for name, number in found.items()}


def figure_of(value) -> Decimal | None:
    """A number of points: 5, “2,5 điểm”, “tối đa 5”, “+ 0,1”; of “0 - 5” the larger."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return vietnamese.parse_number(value)
    key = vietnamese.search_key(str(value))
    if both := _RANGE.fullmatch(key):
        return max(Decimal(both[n].replace(",", ".")) for n in (1, 2))
    text = _AROUND.match(key)[1]
    if not _FIGURE.fullmatch(text):
        return None
    text = text.replace("−", "-").replace("–", "-").replace(" ", "").replace(",", ".")
    return Decimal(text)
