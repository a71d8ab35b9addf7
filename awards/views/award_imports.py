"""Pages that bring in a list of decided awards: choose the file, look at what was read, write all of it or nothing."""

from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from awards.enums import SubjectKind
from awards.import_specs import AWARD_LIST
from awards.jobs import CHECK, WRITE
from emulation.base import files, jobs
from emulation.base.concurrency import first_use, remember
from emulation.base.editing import Editing
from emulation.base.models import FileKind, Job, JobState
from emulation.base.spreadsheets import MAX_BYTES
from organisations.forms.units import ListFileForm
from organisations.views.common import PER_PAGE, form_page, posted, require

MAY = ("awards.import_awards", "Chỉ Sở Nội vụ nhập được sổ khen thưởng.")


@require_http_methods(["GET", "POST"])
def award_import(request: HttpRequest) -> HttpResponse:
    """Choose a list; it is read at once, nothing is written yet."""
    require(request, *MAY)
    form = ListFileForm(request.POST if posted(request) else None, request.FILES or None)
    if posted(request) and form.is_valid():
        upload = form.cleaned_data["file"]
        if upload.size > MAX_BYTES:
            form.add_error("file", f"Tệp {upload.size / 1048576:.0f} MB, tối đa 10 MB. Hãy tách làm nhiều tệp.")
        else:
            return redirect(_start_reading(request, upload))
    editing = Editing(request, "awards:import")
    return form_page(request, "awards/award_import.html", form, editing, columns=AWARD_LIST.columns)


def _start_reading(request: HttpRequest, upload) -> str:
    name = files.clean_name(upload.name)
    kind = FileKind.XLSX if name.lower().endswith(".xlsx") else FileKind.TXT
    with transaction.atomic():
        stored = files.store_bytes(upload.read(), name=name, kind=kind, by=request.user)
        job = jobs.start(CHECK, by=request.user, title=f"Đọc thử {name}", file=str(stored.pk), name=name)
    job.refresh_from_db()
    return job.result_url if job.state == JobState.DONE and job.result_url else reverse("base:job", args=[job.pk])


@require_http_methods(["GET", "POST"])
def award_import_result(request: HttpRequest, pk) -> HttpResponse:
    """What was read: counts, every fault with its place; POST writes the list."""
    require(request, *MAY)
    job = get_object_or_404(Job.objects.select_related("result"), pk=pk, owner=request.user, kind=CHECK)
    if "report" not in job.arguments:
        return redirect("base:job", pk=job.pk)
    return _write(request, job) if posted(request) else _result_page(request, job)


def _result_page(request: HttpRequest, job: Job, missing: str = "") -> HttpResponse:
    report = job.arguments["report"]
    level = "warning" if request.GET.get("xem") == "luu-y" or not report["counts"]["errors"] else "error"
    faults = [fault for fault in job.errors if fault["level"] == level]
    context = {
        "job": job,
        "report": report,
        "counts": report["counts"],
        "level": level,
        "page": Paginator(faults, PER_PAGE).get_page(request.GET.get("trang")),
        "kinds": [(SubjectKind(kind).label, number) for kind, number in report["kinds"].items()],
        "sample": [row | {"kind": SubjectKind(row["kind"]).label if row["kind"] else ""} for row in report["sample"]],
        "missing": missing,
        "written": Job.objects.filter(kind=WRITE, owner_id=job.owner_id, arguments__check=str(job.pk)).first(),
    }
    return render(request, "awards/award_import_result.html", context)


def _write(request: HttpRequest, job: Job) -> HttpResponse:
    report = job.arguments["report"]
    accepted = request.POST.get("accept_conversion") == "on"
    if not report["ok"]:
        return _result_page(request, job)
    if report["converted"] and not accepted:
        return _result_page(request, job, "Hãy đọc lại các tên đã chuyển mã, đánh dấu xác nhận rồi bấm Ghi.")
    with transaction.atomic():
        earlier = first_use(str(job.pk), request.user)
        if earlier:
            return redirect(earlier.result_url or reverse("awards:registry"))
        name = job.arguments["name"]
        arguments = {"file": job.arguments["file"], "name": name, "accept_conversion": accepted, "check": str(job.pk)}
        work = jobs.start(WRITE, by=request.user, title=f"Ghi sổ khen thưởng từ {name}", **arguments)
        remember(str(job.pk), reverse("base:job", args=[work.pk]))
    return redirect("base:job", pk=work.pk)
