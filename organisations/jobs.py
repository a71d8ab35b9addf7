"""Long work of this app, run as jobs: reading a list of units, writing it."""

import io
from typing import Any

from django.urls import reverse

from emulation.base import files, jobs
from emulation.base.models import FileKind, Job, StoredFile
from emulation.base.spreadsheets import Fault, ImportResult, write_xlsx
from organisations.services.unit_import import check_units, commit_units
from organisations.unit_import import KIND_WORDS, UNIT_LIST, read_units

CHECK = "organisations.check_units"
WRITE = "organisations.write_units"
# More faults than a person reads on a page; the marked file holds all of them.
MOST_FAULTS = 2000


@jobs.register(CHECK)
def check(job: Job, progress, *, file: str, name: str, **_: Any) -> str:
    """Read a list and compare it with what is stored; nothing is written."""
    progress(0, 3)
    result = read_units(files.read(StoredFile.objects.get(pk=file)), name)
    progress(1, 3)
    fresh = 0 if result.refused else check_units(result)
    progress(2, 3)
    job.errors = _faults(result)
    job.arguments |= {"report": _report(result, fresh)}
    job.save(update_fields=["arguments"])
    if result.rows and not result.ok:
        job.result = _marked_file(result, name, job)
    job.result_url = reverse("organisations:unit_import_result", args=[job.pk])
    progress(3, 3)
    return "Đã đọc thử, chưa ghi gì vào danh mục."


def _faults(result: ImportResult) -> list[dict]:
    pairs = [("error", fault) for fault in result.errors] + [("warning", fault) for fault in result.warnings]
    return [_fault(level, fault) for level, fault in pairs[:MOST_FAULTS]]


def _fault(level: str, fault: Fault) -> dict:
    value = f" (“{fault.value}”)" if fault.value else ""
    return fault.to_dict() | {"level": level, "sentence": f"{fault.place}{value}: {fault.message}"}


def _report(result: ImportResult, fresh: int) -> dict:
    return {
        "counts": result.counts,
        "fresh": fresh,
        "ok": result.ok,
        "refused": result.refused,
        "sheet": result.sheet,
        "header_row": result.header_row,
        "converted": result.converted,
        "kinds": _by_kind(result),
        "sample": [_sample(row) for row in result.rows[:10]],
    }


def _by_kind(result: ImportResult) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in result.valid_rows:
        found[row["kind"]] = found.get(row["kind"], 0) + 1
    return found


def _sample(row) -> dict:
    return {name: str(row[name] or "") for name in ("official_name", "short_name", "kind", "parent")}


def _marked_file(result: ImportResult, name: str, job: Job) -> StoredFile:
    """The same list with what is wrong in a column beside each row: repair it there and send it again."""
    columns = UNIT_LIST.columns
    headers = ["Dòng trong tệp cũ", *(column.label for column in columns), "Chỗ cần sửa", "Lưu ý"]
    rows = (
        [
            row.number,
            *(_cell(row, column.field) for column in columns),
            " ".join(_note(fault) for fault in row.errors),
            " ".join(_note(fault) for fault in row.warnings),
        ]
        for row in result.rows
    )
    target = io.BytesIO()
    write_xlsx(target, headers, rows, sheet="Danh sách", widths=[10, 44, 18, 30, 30, 14, 14, 20, 70, 50])
    stem = name.rpartition(".")[0] or name
    return files.store_bytes(target.getvalue(), name=f"{stem} - chỗ cần sửa.xlsx", kind=FileKind.XLSX, by=job.owner)


def _cell(row, field: str) -> str:
    if field == "kind" and not row.text("kind") and row["kind"]:
        return KIND_WORDS[row["kind"]][0]
    return row.text(field)


def _note(fault: Fault) -> str:
    where = f"Cột {fault.column}: " if fault.column else ""
    return f"{where}{fault.message}"


@jobs.register(WRITE)
def write(job: Job, progress, *, file: str, name: str, accept_conversion: bool = False, **_: Any) -> str:
    """Write the new units of a list: all of them or none."""
    result = read_units(files.read(StoredFile.objects.get(pk=file)), name)
    if not result.refused:
        commit_units(result, by=job.owner, accept_conversion=accept_conversion)
    job.result_url = reverse("organisations:unit_list")
    if not result.committed:
        job.errors = _faults(result)
        return "Danh mục đã thay đổi từ lúc đọc thử nên chưa ghi dòng nào. Hãy đọc thử lại."
    left = len(result.rows) - result.written
    rest = f" {left} đơn vị đã có từ trước, giữ nguyên." if left else ""
    return f"Đã thêm {result.written} đơn vị vào danh mục.{rest}"
