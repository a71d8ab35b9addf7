"""Writing exports: streaming .xlsx and CSV that Excel opens with the right letters."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

import xlsxwriter

from emulation.base import vietnamese

# Text, not formulas; no link made of a text that looks like one; nothing kept in memory but the current row.
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "dd/mm/yyyy",
}
_TIMED = "hh:mm dd/mm/yyyy"


def write_xlsx(
    target,
    headers: Sequence[str],
    rows: Iterable[Sequence],
    *,
    sheet: str = "Danh sách",
    title: str = "",
    widths=(),
    more: Sequence[tuple[str, Sequence[str], Iterable[Sequence]]] = (),
) -> int:
    """Stream rows to a file name or binary file object; return how many were written on the first sheet.

    Text that a spreadsheet would run gets an apostrophe; numbers stay numbers, dates stay dates. `more`: (name, headers, rows) of
    further sheets.
    """
    book = xlsxwriter.Workbook(target, _OPTIONS)
    styles = {
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1}),
        "title": book.add_format({"bold": True, "font_size": 13}),
        "time": book.add_format({"num_format": _TIMED}),
    }
    count = _write_sheet(book, sheet, headers, rows, styles, title=title, widths=widths)
    for name, names, others in more:
        _write_sheet(book, name, names, others, styles)
    book.close()
    return count


def _write_sheet(
    book, name: str, headers: Sequence[str], rows: Iterable[Sequence], styles, *, title="", widths=()
) -> int:
    page = book.add_worksheet(_sheet_name(name))
    for column, width in enumerate(widths or [18] * len(headers)):
        page.set_column(column, column, width)
    top = 2 if title else 0
    if title:
        page.write_string(0, 0, _text(title), styles["title"])
    page.freeze_panes(top + 1, 0)
    for column, header in enumerate(headers):
        page.write_string(top, column, _text(header), styles["head"])
    count = 0
    for count, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            _write_cell(page, top + count, column, value, styles)
    return count


def _write_cell(page, row: int, column: int, value, styles) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        page.write_string(row, column, "Có" if value else "Không")
    elif isinstance(value, int | float | Decimal):
        page.write_number(row, column, value)
    elif isinstance(value, datetime):
        page.write_datetime(row, column, _naive(value), styles["time"])
    elif isinstance(value, date):
        page.write_datetime(row, column, value)
    else:
        page.write_string(row, column, _text(value))


def _text(value) -> str:
    return vietnamese.escape_formula(vietnamese.normalise(str(value)))


def _naive(value: datetime) -> datetime:
    return value.astimezone(vietnamese.VIETNAM).replace(tzinfo=None) if value.tzinfo else value


def _sheet_name(name: str) -> str:
    return "".join(c for c in vietnamese.one_line(name) if c not in "[]:*?/\\")[:31] or "Danh sách"


def write_csv(target, headers: Sequence[str], rows: Iterable[Sequence]) -> int:
    """Stream rows to a binary file object as UTF-8 with BOM and `;`, as Excel with Vietnamese settings expects."""
    text = io.TextIOWrapper(target, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([_text(header) for header in headers])
    count = 0
    for row in rows:
        writer.writerow([_csv_value(value) for value in row])
        count += 1
    text.flush()
    text.detach()
    return count


def _csv_value(value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, int | float | Decimal):
        # A plain minus and no grouping, so that Excel reads a number.
        return vietnamese.format_number(value).replace(".", "").replace("−", "-")
    if isinstance(value, datetime):
        return vietnamese.format_datetime(value)
    return vietnamese.format_date(value) if isinstance(value, date) else _text(value)
