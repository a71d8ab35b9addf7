"""Long work of this app, run as jobs: reading a list of decided awards, writing it, a long export of the registry."""

from typing import Any

from django.http import QueryDict
from django.urls import reverse

from awards.enums import SubjectKind
from awards.exports import file_name, registry_xlsx
from awards.forms.registry import RegistryFilterForm
from awards.import_specs import AWARD_LIST, read_awards
from awards.services.list_import import check_awards, commit_awards
from campaigns.jobs import in_role
from emulation.base import files, jobs, list_jobs
from emulation.base.models import FileKind, Job, StoredFile
from emulation.base.vietnamese import format_number

CHECK = "awards.check_awards"
WRITE = "awards.write_awards"
EXPORT = "awards.registry"
_SAMPLE = ("name", "unit", "kind", "award", "decision_number", "decided_on")
_WIDTHS = [16, 36, 24, 36, 20, 36, 20, 20, 18, 16, 12, 16, 40]


@jobs.register(CHECK)
def check(job: Job, progress, *, file: str, name: str, **_: Any) -> str:
    """Read a list and compare it with what is stored; nothing is written."""
    progress(0, 3)
    result = read_awards(files.read(StoredFile.objects.get(pk=file)), name)
    progress(1, 3)
    fresh = 0 if result.refused else check_awards(result)
    progress(2, 3)
    job.errors = list_jobs.faults(result)
    job.arguments |= {"report": list_jobs.report(result, fresh, "kind", _SAMPLE)}
    job.save(update_fields=["arguments"])
    if result.rows and not result.ok:
        job.result = list_jobs.marked_file(result, AWARD_LIST, name, job, cell=listed_cell, widths=_WIDTHS)
    job.result_url = reverse("awards:award_import_result", args=[job.pk])
    progress(3, 3)
    return "Đã đọc thử, chưa ghi gì vào sổ khen thưởng."


def listed_cell(row, field: str) -> str:
    """What stands in a cell of the marked file: the kind also where a group row gave it."""
    if field == "kind" and not row.text("kind") and row["kind"]:
        return SubjectKind(row["kind"]).label
    return row.text(field)


@jobs.register(WRITE)
def write(job: Job, progress, *, file: str, name: str, accept_conversion: bool = False, **_: Any) -> str:
    """Write the awards of a list that are not in the registry yet: all of them or none."""
    stored = StoredFile.objects.get(pk=file)
    result = read_awards(files.read(stored), name)
    if not result.refused:
        commit_awards(result, by=job.owner, accept_conversion=accept_conversion, file=stored)
    job.result_url = reverse("awards:registry")
    if not result.committed:
        job.errors = list_jobs.faults(result)
        return "Sổ khen thưởng đã thay đổi từ lúc đọc thử nên chưa ghi dòng nào. Hãy đọc thử lại."
    left = len(result.rows) - result.written
    rest = f" {left} dòng đã có từ trước, giữ nguyên." if left else ""
    return f"Đã ghi {result.written} khen thưởng vào sổ.{rest}"


@jobs.register(EXPORT)
def export(job: Job, progress, *, query: str, membership: int) -> str:
    """A long part of the registry as .xlsx: what the person sees in the role in which the work was asked for."""
    user = in_role(job.owner_id, membership)
    rows = RegistryFilterForm(QueryDict(query)).records(user)
    total = rows.count()
    progress(0, total)
    job.result = files.store_bytes(registry_xlsx(rows).read(), name=file_name(), kind=FileKind.XLSX, by=user)
    return f"Đã xuất {format_number(total)} khen thưởng."
