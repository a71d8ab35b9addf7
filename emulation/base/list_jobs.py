"""What jobs that bring in a list have in common: faults with their place, a report, the list with its faults beside it."""

import datetime as dt
import io
from collections.abc import Callable

from emulation.base import files, vietnamese
from emulation.base.models import FileKind, Job, StoredFile
from emulation.base.spreadsheets import Fault, ImportResult, ListSpec, Row, write_xlsx

# More faults than a person reads on a page; the marked file holds all of them.
MOST_FAULTS = 2000


def faults(result: ImportResult) -> list[dict]:
    """Errors, then warnings, each with its level and a sentence."""
    pairs = [("error", fault) for fault in result.errors] + [("warning", fault) for fault in result.warnings]
    return [_fault(level, fault) for level, fault in pairs[:MOST_FAULTS]]


def _fault(level: str, fault: Fault) -> dict:
    value = f" (“{fault.value}”)" if fault.value else ""
    return fault.to_dict() | {"level": level, "sentence": f"{fault.place}{value}: {fault.message}"}


def report(result: ImportResult, fresh: int, kind_field: str, sample: tuple[str, ...]) -> dict:
    """What the result page shows: counts, how many of each kind, the first rows as they were understood."""
    return {
        "counts": result.counts,
        "fresh": fresh,
        "ok": result.ok,
        "refused": result.refused,
        "sheet": result.sheet,
        "header_row": result.header_row,
        "converted": result.converted,
        "kinds": _by_kind(result, kind_field),
        "sample": [{name: _shown(row[name]) for name in sample} for row in result.rows[:10]],
    }


def _shown(value) -> str:
    return vietnamese.format_date(value) if isinstance(value, dt.date) else str(value or "")


def _by_kind(result: ImportResult, kind_field: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in result.valid_rows:
        found[row[kind_field]] = found.get(row[kind_field], 0) + 1
    return found


def marked_file(
    result: ImportResult, spec: ListSpec, name: str, job: Job, *, cell: Callable[[Row, str], str], widths: list[int]
) -> StoredFile:
    """The same list with what is wrong in a column beside each row: repair it there and send it again."""
    headers = ["Dòng trong tệp cũ", *(column.label for column in spec.columns), "Chỗ cần sửa", "Lưu ý"]
    rows = (
        [
            row.number,
            *(cell(row, column.field) for column in spec.columns),
            " ".join(_note(fault) for fault in row.errors),
            " ".join(_note(fault) for fault in row.warnings),
        ]
        for row in result.rows
    )
    target = io.BytesIO()
    write_xlsx(target, headers, rows, sheet="Danh sách", widths=[10, *widths, 70, 50])
    stem = name.rpartition(".")[0] or name
    return files.store_bytes(target.getvalue(), name=f"{stem} - chỗ cần sửa.xlsx", kind=FileKind.XLSX, by=job.owner)


def _note(fault: Fault) -> str:
    where = f"Cột {fault.column}: " if fault.column else ""
    return f"{where}{fault.message}"
