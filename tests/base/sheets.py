"""What the tests of spreadsheets share: a small list, workbooks made in memory, short forms of results."""

import io
import zipfile

import xlsxwriter

from emulation.base import vietnamese
from emulation.base.spreadsheets import ColumnSpec, ListSpec, read_list

SPEC = ListSpec(
    "import_things",
    (
        ColumnSpec("name", "Tên", ("Họ và tên",), what="tên", required=True, in_header=True, formula="error"),
        ColumnSpec("unit", "Đơn vị"),
        ColumnSpec("number", "Quyết định / Số", ("Số QĐ",)),
        ColumnSpec("on", "Quyết định / Ngày", ("Ngày",), parse=vietnamese.parse_date, formula=""),
        ColumnSpec("amount", "Tiền thưởng (đồng)", parse=vietnamese.parse_amount, formula=""),
    ),
)


def read(data: bytes, name="tep"):
    return read_list(data, name, SPEC)


def read_text(text: str, encoding="utf-8"):
    return read(text.encode(encoding))


def book(*rows, sheet="Danh sách", also=None, **options) -> bytes:
    """An .xlsx with these rows; `also` gets the workbook and the sheet to add what it likes."""
    target = io.BytesIO()
    workbook = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False} | options)
    page = workbook.add_worksheet(sheet)
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if value is not None:
                page.write(number, column, value)
    if also:
        also(workbook, page)
    workbook.close()
    return target.getvalue()


def repack(data: bytes, change) -> bytes:
    """The same zip with `change(name, content)` applied to every part."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return target.getvalue()


def names(result) -> list:
    return [row["name"] for row in result.rows]


def faults(found) -> list:
    return [(fault.row, fault.column, fault.value) for fault in found]


def refusal(result) -> str:
    assert result.refused
    assert result.rows == []
    assert [(f.row, f.column) for f in result.errors] == [(None, None)]
    message = result.errors[0].message
    assert message.endswith(".")
    assert "!" not in message
    return message


def merged(*ranges):
    def merge(workbook, page):
        for first_row, first_column, last_row, last_column, text in ranges:
            page.merge_range(first_row, first_column, last_row, last_column, text)

    return merge
