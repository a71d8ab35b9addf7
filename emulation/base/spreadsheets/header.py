"""Finding the header of a list on a sheet, by the names of its columns."""

from dataclasses import dataclass

from emulation.base import vietnamese

from .grid import Sheet
from .specs import ColumnSpec, ListSpec

HEADER_WITHIN = 30


@dataclass(frozen=True)
class Header:
    """Where the header is: last row of it, the sheet column of each field, and each name as printed."""

    row: int
    bottom: int
    columns: dict[str, int]
    names: dict[str, str]
    first_column: int
    width: int


def name_key(text: str) -> str:
    """Return the name of a column without case, diacritics, spaces, line breaks, dots, slashes, brackets."""
    return "".join(c for c in vietnamese.search_key(text) if c.isalnum())


def find_header(sheet: Sheet, spec: ListSpec) -> Header | None:
    """Return the first row with all the required names; one lone name yields to a fuller header further down."""
    found = [h for row in range(1, HEADER_WITHIN + 1) if (h := _header_at(sheet, spec, row)) and not _missing(h, spec)]
    fuller = [h for h in found if len(h.columns) > 1]
    return next(iter(fuller or found), None)


def count_columns(sheet: Sheet, spec: ListSpec) -> int:
    """Return how many columns of the list the best row names."""
    return max((len(h.columns) for h in _tries(sheet, spec)), default=0)


def missing_columns(sheet: Sheet, spec: ListSpec) -> list[str]:
    """Return the labels that keep the best row from being the header."""
    best = max(_tries(sheet, spec), key=lambda h: len(h.columns), default=None)
    return _missing(best, spec)


def _tries(sheet: Sheet, spec: ListSpec):
    return (h for row in range(1, HEADER_WITHIN + 1) if (h := _header_at(sheet, spec, row)))


def _missing(header: Header | None, spec: ListSpec) -> list[str]:
    return [c.label for c in spec.columns if c.in_header and (header is None or c.field not in header.columns)]


def _header_at(sheet: Sheet, spec: ListSpec, row: int) -> Header | None:
    upper = _names(sheet, row)
    if not upper:
        return None
    single = _recognise(spec, {c: [n] for c, n in upper.items()})
    lower = _lower_names(sheet, row, upper)
    if lower and single:  # a title over the header is no part of it
        spread = _spread(sheet, row, upper, lower)
        double = _recognise(spec, {c: _double_names(spread.get(c), lower.get(c)) for c in spread.keys() | lower.keys()})
        if len(double) > len(single) or _is_tall(sheet, row, single.values()):
            return _build(row, row + 1, double, {**spread, **lower})
    return _build(row, row, single, upper)


def _build(row: int, bottom: int, columns: dict[str, int], names: dict[int, str]) -> Header:
    printed = {field: names[column] for field, column in columns.items()}
    return Header(row, bottom, columns, printed, min(names), len(names))


def _names(sheet: Sheet, row: int) -> dict[int, str]:
    cells = sheet.rows.get(row, {})
    return {c: cells[c].value.strip() for c in sorted(cells) if isinstance(cells[c].value, str)}


def _lower_names(sheet: Sheet, row: int, upper: dict[int, str]) -> dict[int, str]:
    """Return the names of a second header row: they stand only under merged words, or beside empty cells."""
    cells = sheet.rows.get(row + 1, {})
    tall = {m.left for m in sheet.merges if m.top <= row and m.bottom >= row + 1}
    if any(not isinstance(c.value, str) for c in cells.values()):
        return {}
    lower = {c: cells[c].value.strip() for c in sorted(cells) if c not in tall}
    inside = all(c not in upper or _spans(sheet, row, c, upper) for c in lower)
    return lower if inside else {}


def _spans(sheet: Sheet, row: int, column: int, upper: dict[int, str]) -> bool:
    """Say whether the upper cell is merged over its right neighbour, or, in a CSV, followed by an empty one."""
    if sheet.name is None:
        return column + 1 not in upper
    return sheet.horizontal_merge(row, column) is not None


def _spread(sheet: Sheet, row: int, upper: dict[int, str], lower: dict[int, str]) -> dict[int, str]:
    """Give every column under a merged word that word."""
    spread = dict(upper)
    for column in sorted(upper.keys() | lower.keys()):
        merge = sheet.horizontal_merge(row, column)
        if merge and column in upper:
            spread.update(dict.fromkeys(range(column, merge.right + 1), upper[column]))
        elif sheet.name is None and column not in spread and column - 1 in spread:
            spread[column] = spread[column - 1]
    return {c: name for c, name in spread.items() if c in upper or c in lower}


def _is_tall(sheet: Sheet, row: int, columns) -> bool:
    columns = set(columns)
    return any(m.top == row and m.bottom == row + 1 and m.left in columns for m in sheet.merges)


def _double_names(upper: str | None, lower: str | None) -> list[str]:
    if upper and lower:
        return [f"{upper} {lower}", lower]
    return [lower or upper]


def _recognise(spec: ListSpec, names: dict[int, list[str]]) -> dict[str, int]:
    """Match columns of the sheet to fields; the label is better than an alias, then the leftmost wins."""
    ranks = _ranks(spec)
    best: dict[str, tuple[int, int]] = {}
    for column in sorted(names):
        for name in names[column]:
            match = ranks.get(name_key(name))
            if match:
                spec_column, rank = match
                best[spec_column.field] = min(best.get(spec_column.field, (rank, column)), (rank, column))
                break
    return {field: column for field, (_, column) in best.items()}


def _ranks(spec: ListSpec) -> dict[str, tuple[ColumnSpec, int]]:
    ranks = {}
    for column in spec.columns:
        for rank, name in enumerate((column.label, *column.aliases)):
            ranks.setdefault(name_key(name), (column, rank))
    return ranks
