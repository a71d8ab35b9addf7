"""Reading a criteria table: from the bytes of a file to a document with every doubt in its place."""

import re
from decimal import Decimal
from pathlib import Path

from campaigns.scoring import Refused as Unreadable
from campaigns.scoring import score_table
from emulation.base import vietnamese
from emulation.base.spreadsheets.container import EMPTY, too_large
from emulation.base.spreadsheets.grid import MAX_BYTES, Refused, Sheet
from emulation.base.spreadsheets.specs import Fault
from emulation.base.vietnamese import format_number

from .columns import Columns, find_columns
from .kinds import plain
from .nodes import Builder, counts
from .outline import outline
from .result import CriteriaResult
from .rows import Found, read_rows, said_in
from .sheets import sheets_of

COMMAND = "import_criteria"
STAGES = [
    {"code": "self", "label": "Đơn vị tự chấm", "scorer": "self"},
    {"code": "verified", "label": "Trưởng khối, phó trưởng khối thẩm định", "scorer": "leaders"},
]
NO_HEAD = (
    "Không thấy dòng tiêu đề có cột nội dung (tiêu chí) và cột điểm trong 60 dòng đầu. "
    "Hãy ghi tên cột, ví dụ “Nội dung tiêu chí” và “Điểm tối đa”, rồi chọn lại tệp."
)
NO_POINTS = "Không dòng nào dưới tiêu đề có điểm. Hãy kiểm tra cột điểm tối đa rồi chọn lại tệp."
MOST_ITEMS = 1500
TOO_LONG = f"Bảng có hơn {format_number(MOST_ITEMS)} dòng, không phải một bảng tiêu chí. Hãy tách thành nhiều tệp rồi chọn lại."
FONTS = {"tcvn3": "TCVN3 (phông .VnTime)", "vni": "VNI"}
_TITLE = re.compile(r"\b(bang (diem|tieu chi|cham|thang)|tieu chi (cham|thi dua)|thang diem|bang tong hop tieu chi)\b")


def read_criteria(data: bytes, filename: str) -> CriteriaResult:
    """Read a file; one that is not taken gives one error without a row."""
    result = CriteriaResult(COMMAND, filename)
    try:
        sheets, before = sheets_of(data, filename)
        _read(sheets, before, result)
    except Refused as refusal:
        result.refuse(str(refusal))
    return result


def read_path(path: Path) -> CriteriaResult:
    """Read a file on disk; one that is too large is refused without being read."""
    result = CriteriaResult(COMMAND, str(path))
    try:
        if (size := path.stat().st_size) <= MAX_BYTES:
            return read_criteria(path.read_bytes(), str(path))
        result.refuse(too_large(size))
    except OSError:
        result.refuse(f"Không mở được tệp {path}. Hãy kiểm tra đường dẫn và quyền đọc.")
    return result


def _read(sheets: list[Sheet], before: dict[int, list[str]], result: CriteriaResult) -> None:
    for sheet in sheets:
        sheet.convert_legacy()
    place = next((n for n, sheet in enumerate(sheets) if find_columns(sheet)), None)
    if place is None:
        raise Refused(NO_HEAD if any(sheet.rows for sheet in sheets) else EMPTY)
    sheet, columns = sheets[place], find_columns(sheets[place])
    result.sheet, result.header_row, result.converted = sheet.name, columns.bottom, sheet.converted
    found = Found()
    read_rows(sheet, columns, found)
    _read_on(sheets[place + 1 :], columns, bool(before), found, result)
    _notices(sheet, columns, result)
    result.rows, result.remarks = found.rows, found.remarks
    if not found.items:
        raise Refused(EMPTY)
    result.document = _document(found, _title(sheet, columns, before.get(place, []), result.file), result)
    _check(result)


def _read_on(rest: list[Sheet], columns: Columns, word: bool, found: Found, result: CriteriaResult) -> None:
    """In Word a table goes on in the next one with the same columns; other sheets of a workbook are named."""
    for sheet in rest:
        own = find_columns(sheet)
        if word and own is None and _goes_on(sheet, columns):
            own = Columns(0, 0, columns.of, columns.names)
        if own and word:
            found.finished = False
            read_rows(sheet, own, found)
        elif own:
            message = f"Trang “{sheet.name}” cũng có bảng tiêu chí nhưng không được đọc. Hãy tách trang này thành tệp riêng nếu cần."
            result.sheet_warnings.append(Fault(message, sheet.name))


def _goes_on(sheet: Sheet, columns: Columns) -> bool:
    """Whether a table without a head has the columns of the one above it."""
    cells = [column for row in sheet.rows.values() for column in row]
    points = any(columns.of.get(name) in cells for name in ("max", "bonus", "penalty"))
    return bool(cells) and points and columns.of["title"] in cells and max(cells) <= max(columns.names)


def _notices(sheet: Sheet, columns: Columns, result: CriteriaResult) -> None:
    if sheet.converted:
        message = f"Chữ theo bảng mã cũ {FONTS[sheet.converted]}, đã chuyển sang Unicode. Hãy đọc lại trước khi ghi."
        result.sheet_warnings.append(Fault(message, sheet.name))
    for number in sorted(row for row in sheet.hidden_rows if row > columns.bottom and row in sheet.rows):
        result.sheet_warnings.append(Fault(f"Dòng {number} đang bị ẩn, vẫn được đọc.", sheet.name, number))
    used = {column for field, column in columns.of.items() if field != "other"}
    for column, name in columns.names.items():
        filled = sum(1 for row, cells in sheet.rows.items() if row > columns.bottom and column in cells)
        if column not in used and filled > 1:
            message = f"Cột “{name}” không được đọc: bảng tiêu chí không dùng cột này."
            result.sheet_warnings.append(Fault(message, sheet.name, None, name))


def _title(sheet: Sheet, columns: Columns, before: list[str], filename: str) -> str:
    lines = list(before)
    for row in sorted(sheet.rows):
        if row < columns.top:
            cells = sheet.rows[row]
            lines += [vietnamese.one_line(said_in(cells[column])) for column in sorted(cells)]
    start = next((n for n, line in enumerate(lines) if _TITLE.search(vietnamese.search_key(line))), None)
    if start is None:
        return re.sub(r"\.\w+$", "", re.split(r"[\\/]", filename)[-1])
    end = start + 1
    while end < len(lines) and len(lines[end]) > 3 and lines[end].isupper() and lines[end][0] != "(":
        end += 1
    return vietnamese.from_capitals(" ".join(lines[start:end]))[:500]


def _document(found: Found, title: str, result: CriteriaResult) -> dict:
    builder = Builder()
    rows = outline(found.items)
    tops = [item for item in rows if counts(item)]
    found.remarks += [item.title for item in rows if not counts(item)]
    if not tops:
        raise Refused(NO_POINTS)
    if len(found.items) > MOST_ITEMS:
        raise Refused(TOO_LONG)
    nodes = builder.nodes(tops, "", "standard", 0)
    result.proposals = builder.proposals
    document: dict = {"title": title, "stages": STAGES, "nodes": nodes}
    standard = sum((Decimal(n.get("max") or 0) for n in nodes if n.get("role", "standard") == "standard"), Decimal(0))
    total = found.total
    if total is None and not standard:
        return document  # bonuses and penalties only
    if total is None:
        total = standard
        message = f"Bảng không có dòng tổng, lấy tổng điểm các phần: {format_number(total)}."
        result.sheet_warnings.append(Fault(message, result.sheet))
    bonus = sum((Decimal(n.get("max") or 0) for n in nodes if n.get("role") == "bonus"), Decimal(0))
    if bonus and total != standard and total == standard + bonus:
        document["bonus_mode"] = "inside"
    return document | {"declared_total": plain(total)}


def _check(result: CriteriaResult) -> None:
    """What the engine says of the sums, at the rows it concerns. It warns and never refuses."""
    if any(row.errors for row in result.rows):
        return
    rows = {(row.sheet, row.number): row for row in result.rows}
    places = {one.code: rows[one.sheet, one.row] for one in result.proposals}
    try:
        answer = score_table({"table": result.document, "units": []})
    except Unreadable as refused:
        result.sheet_errors += [Fault(f"{fault.path}: {fault.message}", result.sheet) for fault in refused.faults]
        return
    for one in answer["violations"]:
        if one["node"] in places:
            places[one["node"]].warn("max" if "max" in places[one["node"]].headers else None, one["message"])
        else:
            result.sheet_warnings.append(Fault(one["message"], result.sheet))
    for proposal in result.proposals:
        proposal.warnings = [fault.message for fault in places[proposal.code].warnings]
