"""What a sheet is once the file format is forgotten: cells by row and column, merged ranges, hidden parts."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time

from emulation.base import vietnamese

MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 20_000
# A sheet with more filled rows than this cannot hold a list that is taken, whatever its titles and group rows are.
MAX_FILLED_ROWS = 2 * MAX_ROWS

EXCEL_ERRORS = frozenset("#DIV/0! #N/A #NAME? #NULL! #NUM! #REF! #VALUE! #GETTING_DATA #SPILL! #CALC! #FIELD!".split())


class Refused(Exception):
    """The file is not taken; str() is one sentence that says what to do."""


class TooManyRows(Refused):
    def __init__(self):
        limit = vietnamese.format_number(MAX_ROWS)
        super().__init__(f"Danh sách có hơn {limit} dòng. Hãy tách làm nhiều tệp, mỗi tệp không quá {limit} dòng.")


@dataclass(slots=True)
class Cell:
    """One filled cell. `raw` is the text as it stands in the file when `value` is no longer that text."""

    value: object
    problem: str = ""  # "formula": no stored value; "error": #DIV/0! and the like
    raw: str | None = None

    @property
    def text(self) -> str:
        """The cell as a person sees it."""
        return cell_text(self.value) if self.raw is None else self.raw


def cell_text(value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return format(value, ".15g")
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    if isinstance(value, datetime):
        return vietnamese.format_datetime(value)
    return vietnamese.format_date(value) if isinstance(value, date) else str(value)


@dataclass(slots=True, frozen=True)
class Merge:
    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Sheet:
    """Filled cells only, so that a used range of a million empty rows costs nothing. Counting starts at 1."""

    name: str | None
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    converted: str | None = None
    _wide: dict[tuple[int, int], Merge] | None = field(default=None, repr=False)

    def add(self, row: int, column: int, value, problem: str = "") -> None:
        """Keep a cell that holds something."""
        if isinstance(value, str):
            if value in EXCEL_ERRORS:
                problem = problem or "error"
            elif not problem and not value.strip():
                return
        elif value is None and not problem:
            return
        if row not in self.rows and len(self.rows) >= MAX_FILLED_ROWS:
            raise TooManyRows
        self.rows.setdefault(row, {})[column] = Cell(value, problem)

    def spread_vertical_merges(self) -> None:
        """Give every filled row under a vertically merged cell the value of that cell."""
        filled = sorted(self.rows)
        budget = MAX_FILLED_ROWS * 50  # far beyond any list; ranges that overlap by the thousand are an attack
        for merge in self.merges:
            cell = self.rows.get(merge.top, {}).get(merge.left)
            if merge.bottom == merge.top or cell is None:
                continue
            covered = _between(filled, merge.top + 1, merge.bottom)
            budget -= len(covered)
            if budget < 0:
                raise Refused("Tệp có quá nhiều ô gộp chồng lên nhau. Hãy bỏ gộp ô, lưu lại rồi chọn lại tệp.")
            for row in covered:
                self.rows[row].setdefault(merge.left, cell)

    def horizontal_merge(self, row: int, column: int) -> Merge | None:
        """Return the merged range that begins at the cell and is wider than it."""
        if self._wide is None:
            self._wide = {(m.top, m.left): m for m in self.merges if m.right > m.left}
        return self._wide.get((row, column))

    def is_hidden_column(self, column: int) -> bool:
        return any(first <= column <= last for first, last in self.hidden_columns)

    def convert_legacy(self) -> None:
        """Turn TCVN3 or VNI text into Unicode, keeping the text of the file in `Cell.raw`."""
        candidates = [c for c in self._texts() if not c.value.isascii()]
        old = [c for c in candidates if not vietnamese.has_unicode_vietnamese(c.value)]
        encoding = vietnamese.detect_legacy("\n".join(c.value for c in old[:2000]))
        if encoding is None:
            return
        mixed = len(old) < len(candidates)
        for cell in old:
            if not mixed or vietnamese.detect_legacy(cell.value) == encoding:
                cell.raw, cell.value = cell.value, vietnamese.convert_legacy(cell.value, encoding)
        self.converted = encoding

    def _texts(self) -> Iterator[Cell]:
        return (c for cells in self.rows.values() for c in cells.values() if isinstance(c.value, str))


def _between(filled: list[int], first: int, last: int) -> list[int]:
    return filled[bisect_left(filled, first) : bisect_right(filled, last)]


_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")


def parse_reference(text: str) -> tuple[int, int]:
    """Return (row, column) of `C12`; ValueError for anything else."""
    match = _REFERENCE.fullmatch(text)
    if not match:
        raise ValueError(text)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column
