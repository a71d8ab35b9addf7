"""Long work of this app, run as jobs: reading a criteria table from a file."""

from typing import Any

from django.urls import reverse

from campaigns.bloc_scores.table_reader import CriteriaResult, read_criteria
from emulation.base import files, jobs, list_jobs
from emulation.base.models import Job, StoredFile

CHECK = "bloc_scores.check_criteria"


@jobs.register(CHECK)
def check(job: Job, progress, *, file: str, name: str, **_: Any) -> str:
    """Read a criteria table; nothing is written."""
    progress(0, 2)
    result = read_criteria(files.read(StoredFile.objects.get(pk=file)), name)
    progress(1, 2)
    job.errors = list_jobs.faults(result)
    job.arguments |= {"report": _report(result)}
    job.save(update_fields=["arguments"])
    job.result_url = reverse("bloc_scores:table_import_result", args=[job.pk])
    progress(2, 2)
    return "Đã đọc thử bảng tiêu chí, chưa lập bảng."


def _report(result: CriteriaResult) -> dict:
    names = ("ok", "refused", "sheet", "header_row", "converted", "counts", "document", "remarks")
    return {name: getattr(result, name) for name in names} | {"tree": [one.to_dict() for one in result.proposals]}
