"""Walking down the table under a header: rows, groups, ditto marks, the end."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from emulation.base import vietnamese

from . import marks
from .grid import Cell, Sheet, cell_text
from .header import Header

DITTO_WITHOUT_ABOVE = "ditto"


@dataclass
class TableRow:
    """The cells of one row by field, ditto marks resolved, and the titles of the groups it stands in."""

    number: int
    cells: dict[str, Cell]
    groups: list[marks.Group]


@dataclass
class Table:
    """The rows of a list, read once. What it noticed on the way is in `hidden_rows` and `left_over`."""

    sheet: Sheet
    header: Header
    name_field: str
    required_fields: frozenset[str]
    hidden_rows: list[int] = field(default_factory=list)
    has_groups: bool = False
    end_row: int | None = None
    left_over: list[int] = field(default_factory=list)

    def rows(self) -> Iterator[TableRow]:
        groups: list[marks.Group] = []
        above: dict[str, Cell] = {}
        for number in self._body():
            texts = self._texts(number)
            if self.end_row is not None:
                self._notice_left_over(number, texts)
                continue
            if self._is_end(texts):
                self.end_row = number
                continue
            if group := self._group(number, texts):
                groups, above, self.has_groups = _enter(groups, group), {}, True
                self._notice_hidden(number)
                continue
            cells = self._cells(number)
            if cells:
                self._notice_hidden(number)
                above = {name: _resolve(cell, above.get(name)) for name, cell in cells.items()}
                yield TableRow(number, above, groups)

    def _body(self) -> Iterator[int]:
        """Yield the numbers of the filled rows under the header, without the row of column numbers."""
        numbers = sorted(n for n in self.sheet.rows if n > self.header.bottom)
        first = 1 if numbers and marks.is_number_row(list(self._texts(numbers[0]).values())) else 0
        yield from numbers[first:]

    def _texts(self, number: int) -> dict[int, str]:
        cells = self.sheet.rows[number]
        texts = ((column, vietnamese.one_line(cell_text(cells[column].value))) for column in sorted(cells))
        return {column: text for column, text in texts if text}

    def _cells(self, number: int) -> dict[str, Cell]:
        cells = self.sheet.rows[number]
        return {name: cells[column] for name, column in self.header.columns.items() if column in cells}

    def _notice_hidden(self, number: int) -> None:
        if number in self.sheet.hidden_rows:
            self.hidden_rows.append(number)

    def _notice_left_over(self, number: int, texts: dict[int, str]) -> None:
        name = self.header.columns[self.name_field]
        first = next(iter(texts.items()), None)
        if first and first[0] < name and marks.is_row_number(first[1]) and name in texts:
            self.left_over.append(number)

    # --- marks -----------------------------------------------------------------------------------------------------

    def _is_end(self, texts: dict[int, str]) -> bool:
        first = next(iter(texts.values()), "")
        if marks.is_total(first):
            return True
        required = {self.header.columns.get(name) for name in self.required_fields}
        if len(texts) <= 2 and any(map(marks.is_place_and_date, texts.values())):
            return not any(c in required and not _closes(t) for c, t in texts.items())
        return marks.is_signer(first) and not any(c in required and not _closes(t) for c, t in texts.items())

    def _group(self, number: int, texts: dict[int, str]) -> marks.Group | None:
        if not texts:
            return None
        (column, first), *others = texts.items()
        words = [(c, t) for c, t in others if not self._is_figure(number, c, t)]
        at_front = column <= self.header.first_column
        if at_front and len(words) == 1 and (group := marks.group_of(first, words[0][1])):
            return group
        if words:
            return None
        wide = self._is_wide(number, column)
        if (at_front or wide) and (group := marks.marked_group(first)):
            return group
        return marks.Group("wide", "", first) if wide and not others else None

    def _is_figure(self, number: int, column: int, text: str) -> bool:
        return not isinstance(self.sheet.rows[number][column].value, str) or text.replace(".", "").isdigit()

    def _is_wide(self, number: int, column: int) -> bool:
        """Say whether the cell is merged over the table: over the names and at least half of the columns."""
        merge = self.sheet.horizontal_merge(number, column)
        name = self.header.columns[self.name_field]
        if merge is None or not merge.left <= name <= merge.right:
            return False
        return merge.right - merge.left + 1 >= max(2, self.header.width / 2)


def _closes(text: str) -> bool:
    return marks.is_signer(text) or marks.is_place_and_date(text)


def _enter(groups: list[marks.Group], group: marks.Group) -> list[marks.Group]:
    """Return the groups one stands in after a title: a second one of the same style replaces the first."""
    styles = [known.style for known in groups]
    kept = groups[: styles.index(group.style)] if group.style in styles else groups
    return [*kept, group]


def _resolve(cell: Cell, above: Cell | None) -> Cell:
    """Return the cell with the value above in place of a ditto mark; what stood in the cell stays its text."""
    if not isinstance(cell.value, str) or cell.problem or not marks.is_ditto(cell.value):
        return cell
    if above is None:
        return Cell(cell.value, DITTO_WITHOUT_ABOVE)
    return Cell(above.value, above.problem, raw=cell.text)
