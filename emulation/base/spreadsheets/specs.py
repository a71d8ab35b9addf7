"""What a list is: its columns, how each cell is read, and what comes back."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from .grid import Cell


@dataclass(frozen=True)
class ColumnSpec:
    """One column of a list.

    `parse` gets the value of the cell (text already in normal form, or a number, date, bool) and returns the
    value of the field or raises ValueError with a sentence. `formula` says what text that a spreadsheet would run
    is: "error", "warning", or "" where `parse` refuses it anyway.
    """

    field: str
    label: str
    aliases: tuple[str, ...] = ()
    what: str = ""  # how the missing value is called in a sentence: "tên đơn vị"
    parse: Callable | None = None
    required: bool = False
    in_header: bool = False  # the header is recognised by these columns
    formula: str = "warning"
    max_length: int | None = None
    from_group: Callable[[str, str], object] | None = None  # what a group's title and number give an empty cell


@dataclass(frozen=True)
class ListSpec:
    """One kind of list. `check_row` looks at fields against each other, `check_list` at rows against each other."""

    command: str
    columns: tuple[ColumnSpec, ...]
    extra_fields: tuple[str, ...] = ()
    check_row: Callable[["Row"], None] | None = None
    check_list: Callable[[list["Row"]], None] | None = None

    def column(self, name: str) -> ColumnSpec:
        return next(c for c in self.columns if c.field == name)


@dataclass
class Fault:
    """Something wrong or doubtful, where it is, and a sentence for the user."""

    message: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    value: str = ""

    def to_dict(self) -> dict:
        return {
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "message": self.message,
        }

    @property
    def place(self) -> str:
        """Where it is, for a person: "Dòng 212, cột Năm sinh"."""
        parts = [f"Dòng {self.row}"] if self.row else []
        parts += [f"cột {self.column}"] if self.column else []
        return ", ".join(parts) or "Cả tệp"


@dataclass
class Row:
    """One row of the list: what was understood, what stood in the cells, what is wrong."""

    number: int
    sheet: str | None
    group: str | None
    cells: dict[str, Cell]
    headers: dict[str, str]
    values: dict[str, object] = field(default_factory=dict)
    errors: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)

    def __getitem__(self, name: str):
        return self.values.get(name)

    def error(self, name: str | None, message: str, value: str | None = None) -> None:
        """Report a fault in the cell of the field; without a field, in the whole row."""
        self.errors.append(self._fault(name, message, value))

    def warn(self, name: str | None, message: str, value: str | None = None) -> None:
        self.warnings.append(self._fault(name, message, value))

    def _fault(self, name, message, value) -> Fault:
        if value is None:
            value = self.text(name) if name else ""
        return Fault(message, self.sheet, self.number, self.headers.get(name) if name else None, value)

    def text(self, name: str) -> str:
        """The cell as it stands in the file."""
        return self.cells[name].text if name in self.cells else ""

    def has_fault(self, name: str) -> bool:
        header = self.headers.get(name)
        return header is not None and any(fault.column == header for fault in self.errors)

    def to_dict(self) -> dict:
        original = {name: cell.text for name, cell in self.cells.items()}
        values = {name: plain(value) for name, value in self.values.items()}
        return {"row": self.number, "sheet": self.sheet, "group": self.group, **values, "original": original}


def plain(value):
    """Return the value as JSON writes it."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else value


@dataclass
class ImportResult:
    """What was read of a file, and, after writing, what was written."""

    command: str
    file: str
    sheet: str | None = None
    header_row: int | None = None
    rows: list[Row] = field(default_factory=list)
    sheet_errors: list[Fault] = field(default_factory=list)
    sheet_warnings: list[Fault] = field(default_factory=list)
    refused: bool = False
    converted: str | None = None
    committed: bool = False
    written: int = 0

    @property
    def errors(self) -> list[Fault]:
        return self.sheet_errors + [fault for row in self.rows for fault in row.errors]

    @property
    def warnings(self) -> list[Fault]:
        return self.sheet_warnings + [fault for row in self.rows for fault in row.warnings]

    @property
    def valid_rows(self) -> list[Row]:
        return [row for row in self.rows if not row.errors]

    @property
    def ok(self) -> bool:
        return not self.sheet_errors and not any(row.errors for row in self.rows)

    @property
    def counts(self) -> dict[str, int]:
        return {
            "read": len(self.rows),
            "valid": len(self.valid_rows),
            "errors": len(self.errors),
            "warnings": len(self.warnings),
            "written": self.written,
        }

    def refuse(self, message: str) -> None:
        """The whole file is not taken."""
        self.refused = True
        self.rows = []
        self.sheet_errors = [Fault(message, self.sheet)]

    def to_dict(self) -> dict:
        """Return the report in the form that `--json` prints; `rows` are the rows without an error."""
        report = {
            "command": self.command,
            "file": self.file,
            "sheet": self.sheet,
            "header_row": self.header_row,
            "committed": self.committed,
            "counts": self.counts,
            "rows": [row.to_dict() for row in self.valid_rows],
            "errors": [fault.to_dict() for fault in self.errors],
            "warnings": [fault.to_dict() for fault in self.warnings],
        }
        return {**report, "refused": True} if self.refused else report
