"""Long work of nominations, run as jobs: reading a list of nominees into a file, writing it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.urls import reverse

from awards.import_specs import FILE_NOMINEE_LIST, read_file_nominees
from awards.jobs import listed_cell
from awards.nominations.models import NominationFile
from awards.nominations.services.list_import import bring_in, read_into
from awards.registrations.selectors.content import award_name
from awards.services.unit_lists import Meant, UnitList
from campaigns.jobs import in_role
from emulation.base import files, jobs, list_jobs
from emulation.base.models import Job, StoredFile
from emulation.base.spreadsheets import ImportResult
from emulation.base.vietnamese import format_number
from emulation.base.workflow import Refused

CHECK = "nominations.read_list"
WRITE = "nominations.write_list"
_WIDTHS = [16, 36, 24, 36, 24, 40, 20, 24, 50]
# More lines than these are counted, and not shown one by one.
MOST_LINES = 2000


@jobs.register(CHECK)
def check(job: Job, progress, *, file: str, name: str, nomination: int, membership: int, **_: Any) -> str:
    """Read a list and hold it against the file and the people on record; nothing is written."""
    progress(0, 2)
    result = read_file_nominees(files.read(StoredFile.objects.get(pk=file)), name)
    progress(1, 2)
    job.result_url = reverse("nominations:list_import_result", args=[nomination, job.pk])
    lines = None
    if not result.refused:
        try:
            lines = read_into(NominationFile.objects.get(pk=nomination), result, by=in_role(job.owner_id, membership))
        except (Refused, PermissionDenied) as refused:
            result.refuse(str(refused))
    job.errors = list_jobs.faults(result)
    report = list_jobs.report(result, len(lines.fresh) if lines else 0, "kind", ("name", "kind"))
    job.arguments |= {"report": report | meanings(lines)}
    job.save(update_fields=["arguments"])
    if result.rows and not result.ok:
        job.result = list_jobs.marked_file(result, FILE_NOMINEE_LIST, name, job, cell=listed_cell, widths=_WIDTHS)
    progress(2, 2)
    return "Đã đọc thử, chưa ghi gì vào hồ sơ."


def meanings(lines: UnitList | None) -> dict:
    """What the page shows of each line, and how many lines mean what."""
    found = lines.lines if lines else []
    counts = {what: sum(line.what == what for line in found) for what in ("known", "new", "doubt", "stands")}
    return {"meanings": counts, "lines": [_line(line) for line in found[:MOST_LINES]]}


def _line(line: Meant) -> dict:
    row = line.row
    return {
        "row": row.number,
        "name": row["name"],
        "kind": row["kind"],
        "subject": line.subject.pk,
        "award": award_name(row["code"]),
        "position": ", ".join(filter(None, (row["position"], row["part"]))),
        "posthumous": bool(row["posthumous"]),
        "what": line.what,
        "fault": bool(row.errors),
    }


@jobs.register(WRITE)
def write(
    job: Job,
    progress,
    *,
    file: str,
    name: str,
    nomination: int,
    membership: int,
    type: str,
    accept_conversion: bool = False,
    **_: Any,
) -> str:
    """Write the nominees of a list that the file does not have yet: all of them or none."""
    result = read_file_nominees(files.read(StoredFile.objects.get(pk=file)), name)
    job.result_url = reverse("nominations:file", args=[nomination])
    return _written(result, nomination, type, accept_conversion, in_role(job.owner_id, membership), job)


def _written(result: ImportResult, nomination: int, type: str, accept: bool, by: Any, job: Job) -> str:
    if not result.refused:
        target = NominationFile.objects.get(pk=nomination)
        try:
            bring_in(target, result, type=type, accept_conversion=accept, by=by)
        except (Refused, PermissionDenied) as refused:
            return f"Chưa ghi dòng nào. {refused}"
    if not result.committed:
        job.errors = list_jobs.faults(result)
        return "Danh mục hoặc hồ sơ đã thay đổi từ lúc đọc thử nên chưa ghi dòng nào. Hãy đọc thử lại."
    left = len(result.rows) - result.written
    rest = f" {format_number(left)} dòng đã có trong hồ sơ, giữ nguyên." if left else ""
    return f"Đã ghi {format_number(result.written)} đề nghị vào hồ sơ.{rest}"
