"""A file as sheets of cells, whichever program wrote it."""

from emulation.base.documents import UnreadableDocument, WordTable, read_tables
from emulation.base.spreadsheets.container import open_sheets
from emulation.base.spreadsheets.grid import MAX_BYTES, Merge, Refused, Sheet

NO_TABLE = "Tệp Word không có bảng nào. Hãy chọn tệp có bảng tiêu chí kẻ ô, có cột nội dung và cột điểm."
OLD_WORD = (
    "Chưa đọc được tệp .doc đời cũ. Hãy mở bằng Word, chọn Lưu thành, dạng Word Document (.docx), rồi chọn lại tệp."
)


def sheets_of(data: bytes, filename: str) -> tuple[list[Sheet], dict[int, list[str]]]:
    """The sheets, and the lines that stand before each of them (of a Word document). Raises Refused."""
    if filename.lower().endswith(".doc"):
        raise Refused(OLD_WORD)
    if not filename.lower().endswith(".docx"):
        return list(open_sheets(data, lambda sheet: len(sheet.rows))), {}
    if len(data) > MAX_BYTES:
        raise Refused("Tệp quá 10 MB. Hãy bỏ bớt ảnh và phụ lục, lưu lại rồi chọn lại.")
    try:
        tables = read_tables(data)
    except UnreadableDocument as fault:
        raise Refused(str(fault)) from fault
    if not tables:
        raise Refused(NO_TABLE)
    found = [_sheet(number, table) for number, table in enumerate(tables, 1)]
    return found, {number: table.before for number, table in enumerate(tables)}


def _sheet(number: int, table: WordTable) -> Sheet:
    sheet = Sheet(f"Bảng {number}")
    for cell in table.cells:
        sheet.add(cell.row, cell.column, cell.text)
        if cell.rows > 1 or cell.columns > 1:
            bottom, right = cell.row + cell.rows - 1, cell.column + cell.columns - 1
            sheet.merges.append(Merge(cell.row, cell.column, bottom, right))
    return sheet
