"""Long papers are printed by a job."""

from emulation.base import jobs
from emulation.base.models import Job
from emulation.base.official.models import OfficialDocument
from emulation.base.official.services import documents


@jobs.register(documents.JOB)
def run(job: Job, progress, *, document: str, wanted: str) -> str:
    """Print both files; safe to run twice, what is printed stays."""
    row = OfficialDocument.objects.get(pk=document)
    progress(0, 2)
    row = documents.print_file(row, "docx")
    progress(1, 2)
    row = documents.print_file(row, "pdf")
    progress(2, 2)
    job.result = getattr(row, wanted)
    return "Tệp Word và tệp PDF đã sẵn sàng."
