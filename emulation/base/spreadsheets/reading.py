"""Reading a list: from the bytes of a file to rows with every fault named."""

from pathlib import Path

from emulation.base import vietnamese

from .container import EMPTY, open_sheets, too_large
from .grid import MAX_BYTES, MAX_ROWS, Cell, Refused, Sheet, TooManyRows
from .header import Header, count_columns, find_header, missing_columns
from .marks import Group
from .specs import ColumnSpec, Fault, ImportResult, ListSpec, Row
from .table import DITTO_WITHOUT_ABOVE, Table, TableRow

_FONTS = {"tcvn3": "TCVN3 (phông .VnTime)", "vni": "VNI"}


def read_list(data: bytes, filename: str, spec: ListSpec) -> ImportResult:
    """Read a file as a list; a refused file gives one error without a row."""
    result = ImportResult(spec.command, filename)
    try:
        sheet, header = _find(data, spec)
        result.sheet, result.header_row = sheet.name, header.row
        result.converted = sheet.converted
        _read_table(sheet, header, spec, result)
    except Refused as refusal:
        result.refuse(str(refusal))
    return result


def read_path(path: Path, spec: ListSpec) -> ImportResult:
    """Read a file on disk; a file that is too large is refused without being read."""
    result = ImportResult(spec.command, str(path))
    try:
        size = path.stat().st_size
        if size <= MAX_BYTES:
            return read_list(path.read_bytes(), str(path), spec)
        result.refuse(too_large(size))
    except OSError:
        result.refuse(f"Không mở được tệp {path}. Hãy kiểm tra đường dẫn và quyền đọc.")
    return result


def _find(data: bytes, spec: ListSpec) -> tuple[Sheet, Header]:
    missing, empty = None, True
    for sheet in open_sheets(data, lambda s: count_columns(s, spec)):
        sheet.convert_legacy()
        if header := find_header(sheet, spec):
            return sheet, header
        empty = empty and not sheet.rows
        candidates = missing_columns(sheet, spec)
        missing = candidates if missing is None or len(candidates) < len(missing) else missing
    if empty:
        raise Refused(EMPTY)
    raise Refused(_no_header(missing))


def _no_header(missing: list[str]) -> str:
    names = ", ".join(f"“{name}”" for name in missing)
    return f"Không thấy dòng tiêu đề có cột {names} trong 30 dòng đầu. Hãy ghi tên cột như mẫu rồi chọn lại tệp."


def _read_table(sheet: Sheet, header: Header, spec: ListSpec, result: ImportResult) -> None:
    sheet.spread_vertical_merges()
    name = next(c.field for c in spec.columns if c.in_header)
    required = frozenset(c.field for c in spec.columns if c.required)
    table = Table(sheet, header, name, required)
    for raw in table.rows():
        if len(result.rows) >= MAX_ROWS:
            raise TooManyRows
        result.rows.append(_read_row(raw, header, spec, sheet.name))
    _refuse_hopeless(table, spec, result)
    if spec.check_list:
        spec.check_list(result.rows)
    result.sheet_warnings = list(_notices(table, spec))
    for row in result.rows:
        _sort(row, header)


def _refuse_hopeless(table: Table, spec: ListSpec, result: ImportResult) -> None:
    if not result.rows:
        raise Refused(EMPTY)
    for column in spec.columns:
        absent = column.field not in table.header.columns
        if column.required and column.from_group and absent and not table.has_groups:
            raise Refused(
                f"Không thấy cột “{column.label}”, cũng không có dòng nhóm. Hãy thêm cột này rồi chọn lại tệp."
            )


def _notices(table: Table, spec: ListSpec):
    sheet, header = table.sheet, table.header
    if sheet.converted:
        yield Fault(
            f"Chữ trên trang này theo bảng mã cũ {_FONTS[sheet.converted]}, đã chuyển sang Unicode. "
            "Hãy đọc lại các tên trước khi ghi.",
            sheet.name,
        )
    for column in sorted(header.columns.values()):
        if sheet.is_hidden_column(column):
            printed = next(header.names[f] for f, c in header.columns.items() if c == column)
            yield Fault(f"Cột “{printed}” đang bị ẩn, vẫn được đọc.", sheet.name, None, printed)
    for number in table.hidden_rows:
        yield Fault(f"Dòng {number} đang bị ẩn, vẫn được đọc.", sheet.name, number)
    if table.left_over:
        yield Fault(
            f"Danh sách kết thúc ở dòng {table.end_row} nên {len(table.left_over)} dòng bên dưới không được đọc. "
            "Nếu còn dữ liệu, hãy đưa dòng tổng xuống cuối.",
            sheet.name,
            table.end_row,
        )


def _sort(row: Row, header: Header) -> None:
    order = {header.names[name]: column for name, column in header.columns.items()}
    for faults in (row.errors, row.warnings):
        faults.sort(key=lambda fault: order.get(fault.column, 0))


def _read_row(raw: TableRow, header: Header, spec: ListSpec, sheet: str | None) -> Row:
    row = Row(raw.number, sheet, raw.groups[-1].title if raw.groups else None, raw.cells, header.names)
    row.values = dict.fromkeys([*(c.field for c in spec.columns), *spec.extra_fields])
    for column in spec.columns:
        row.values[column.field] = _read_cell(row, column, raw.cells.get(column.field), raw.groups)
    if spec.check_row:
        spec.check_row(row)
    return row


def _read_cell(row: Row, column: ColumnSpec, cell: Cell | None, groups: list[Group]):
    value = _clean(cell)
    if cell is not None and cell.problem:
        row.error(column.field, _problem(cell))
        return None
    if value is None:
        return _absent(row, column, groups)
    if isinstance(value, str) and column.formula and _runs(cell, value):
        _report_formula(row, column, value)
        if column.formula == "error":
            return None
    try:
        value = column.parse(value) if column.parse else _as_text(cell, value)
    except ValueError as error:
        row.error(column.field, str(error))
        return None
    if column.max_length and isinstance(value, str) and len(value) > column.max_length:
        row.error(column.field, f"Dài {len(value)} ký tự, tối đa {column.max_length}. Hãy rút gọn.")
        return None
    return value


def _clean(cell: Cell | None):
    if cell is None or not isinstance(cell.value, str):
        return cell and cell.value
    return vietnamese.one_line(cell.value, apostrophe=True) or None


def _as_text(cell: Cell, value) -> str:
    return value if isinstance(value, str) else Cell(value).text


def _problem(cell: Cell) -> str:
    if cell.problem == DITTO_WITHOUT_ABOVE:
        return "Dấu “như trên” ở dòng đầu nhóm, không có dòng nào bên trên để lấy. Hãy ghi đủ."
    if cell.problem == "formula":
        return "Công thức chưa có kết quả. Hãy mở tệp bằng Excel, lưu lại, hoặc ghi thẳng giá trị vào ô."
    return "Ô báo lỗi công thức. Hãy sửa công thức hoặc ghi thẳng giá trị vào ô."


def _absent(row: Row, column: ColumnSpec, groups: list[Group]):
    if column.from_group:
        for group in reversed(groups):
            value = column.from_group(group.title, group.marker)
            if value is not None:
                return value
    if column.required:
        row.error(column.field, _missing(column, groups), groups[-1].title if groups and column.from_group else "")
    return None


def _missing(column: ColumnSpec, groups: list[Group]) -> str:
    what = column.what or f"“{column.label}”"
    if column.from_group and groups:
        return f"Thiếu {what}: tên nhóm “{groups[-1].title}” không cho biết. Hãy ghi ở cột “{column.label}”."
    if column.from_group:
        return f"Thiếu {what}. Hãy ghi ở cột “{column.label}” hoặc ở dòng nhóm."
    return f"Thiếu {what}. Hãy điền vào ô này."


def _runs(cell: Cell, value: str) -> bool:
    raw = cell.value.removeprefix("'")
    return vietnamese.is_formula_like(raw) or vietnamese.is_formula_like(value)


def _report_formula(row: Row, column: ColumnSpec, value: str) -> None:
    if column.formula == "error":
        what = column.what or "chữ"
        row.error(
            column.field,
            f"Ô bắt đầu bằng ký tự mà bảng tính coi là công thức (“{value[:1]}”). Hãy ghi {what} bằng chữ.",
        )
    else:
        row.warn(
            column.field,
            f"Ô bắt đầu bằng “{value[:1]}”, bảng tính có thể coi là công thức. Nội dung được giữ nguyên dạng chữ.",
        )
