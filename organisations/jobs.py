"""Long work of this app, run as jobs: reading a list of units, writing it."""

from typing import Any

from django.urls import reverse

from emulation.base import files, jobs, list_jobs
from emulation.base.models import Job, StoredFile
from organisations.services.unit_import import check_units, commit_units
from organisations.unit_import import KIND_WORDS, UNIT_LIST, read_units

CHECK = "organisations.check_units"
WRITE = "organisations.write_units"
_SAMPLE = ("official_name", "short_name", "kind", "parent")
_WIDTHS = [44, 18, 30, 30, 14, 14, 20]


@jobs.register(CHECK)
def check(job: Job, progress, *, file: str, name: str, **_: Any) -> str:
    """Read a list and compare it with what is stored; nothing is written."""
    progress(0, 3)
    result = read_units(files.read(StoredFile.objects.get(pk=file)), name)
    progress(1, 3)
    fresh = 0 if result.refused else check_units(result)
    progress(2, 3)
    job.errors = list_jobs.faults(result)
    job.arguments |= {"report": list_jobs.report(result, fresh, "kind", _SAMPLE)}
    job.save(update_fields=["arguments"])
    if result.rows and not result.ok:
        job.result = list_jobs.marked_file(result, UNIT_LIST, name, job, cell=_cell, widths=_WIDTHS)
    job.result_url = reverse("organisations:unit_import_result", args=[job.pk])
    progress(3, 3)
    return "Đã đọc thử, chưa ghi gì vào danh mục."


def _cell(row, field: str) -> str:
    if field == "kind" and not row.text("kind") and row["kind"]:
        return KIND_WORDS[row["kind"]][0]
    return row.text(field)


@jobs.register(WRITE)
def write(job: Job, progress, *, file: str, name: str, accept_conversion: bool = False, **_: Any) -> str:
    """Write the new units of a list: all of them or none."""
    result = read_units(files.read(StoredFile.objects.get(pk=file)), name)
    if not result.refused:
        commit_units(result, by=job.owner, accept_conversion=accept_conversion)
    job.result_url = reverse("organisations:unit_list")
    if not result.committed:
        job.errors = list_jobs.faults(result)
        return "Danh mục đã thay đổi từ lúc đọc thử nên chưa ghi dòng nào. Hãy đọc thử lại."
    left = len(result.rows) - result.written
    rest = f" {left} đơn vị đã có từ trước, giữ nguyên." if left else ""
    return f"Đã thêm {result.written} đơn vị vào danh mục.{rest}"
