"""Pages that bring in a list of units: choose the file, look at what was read, write all of it or nothing."""

from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from emulation.base import files, jobs
from emulation.base.concurrency import first_use, remember
from emulation.base.editing import Editing
from emulation.base.models import FileKind, Job, JobState
from emulation.base.spreadsheets import MAX_BYTES
from organisations.enums import UnitKind
from organisations.forms.units import ListFileForm
from organisations.jobs import CHECK, WRITE
from organisations.unit_import import UNIT_LIST
from organisations.views.common import PER_PAGE, form_page, posted, require

MAY = ("organisations.import_units", "Chỉ Sở Nội vụ và quản trị viên nhập được danh mục đơn vị.")


@require_http_methods(["GET", "POST"])
def unit_import(request: HttpRequest) -> HttpResponse:
    """Choose a list; it is read at once, nothing is written yet."""
    require(request, *MAY)
    form = ListFileForm(request.POST if posted(request) else None, request.FILES or None)
    if posted(request) and form.is_valid():
        upload = form.cleaned_data["file"]
        if upload.size > MAX_BYTES:
            form.add_error("file", f"Tệp {upload.size / 1048576:.0f} MB, tối đa 10 MB. Hãy tách làm nhiều tệp.")
        else:
            return redirect(_start_reading(request, upload))
    editing = Editing(request, "units:import")
    return form_page(request, "organisations/unit_import.html", form, editing, columns=UNIT_LIST.columns)


def _start_reading(request: HttpRequest, upload) -> str:
    name = files.clean_name(upload.name)
    kind = FileKind.XLSX if name.lower().endswith(".xlsx") else FileKind.TXT
    with transaction.atomic():
        stored = files.store_bytes(upload.read(), name=name, kind=kind, by=request.user)
        job = jobs.start(CHECK, by=request.user, title=f"Đọc thử {name}", file=str(stored.pk), name=name)
    return _address(job)


def _address(job: Job) -> str:
    """The result when the work is already done, else the page with its progress."""
    job.refresh_from_db()
    return job.result_url if job.state == JobState.DONE and job.result_url else reverse("base:job", args=[job.pk])


@require_http_methods(["GET", "POST"])
def unit_import_result(request: HttpRequest, pk) -> HttpResponse:
    """What was read: counts, every fault with its place; POST writes the list."""
    job = get_object_or_404(Job.objects.select_related("result"), pk=pk, owner=request.user, kind=CHECK)
    require(request, *MAY)
    if "report" not in job.arguments:
        return redirect("base:job", pk=job.pk)
    if posted(request):
        return _write(request, job)
    return _result_page(request, job)


def _result_page(request: HttpRequest, job: Job, missing: str = "") -> HttpResponse:
    report = job.arguments["report"]
    level = "warning" if request.GET.get("xem") == "luu-y" or not report["counts"]["errors"] else "error"
    faults = [fault for fault in job.errors if fault["level"] == level]
    kinds = [(UnitKind(kind).label, number) for kind, number in report["kinds"].items()]
    context = {
        "job": job,
        "report": report,
        "counts": report["counts"],
        "level": level,
        "page": Paginator(faults, PER_PAGE).get_page(request.GET.get("trang")),
        "kinds": kinds,
        "sample": [row | {"kind": UnitKind(row["kind"]).label if row["kind"] else ""} for row in report["sample"]],
        "missing": missing,
        "written": _written(job),
    }
    return render(request, "organisations/unit_import_result.html", context)


def _written(job: Job) -> Job | None:
    """The job that wrote this list, if it was written."""
    return Job.objects.filter(kind=WRITE, owner_id=job.owner_id, arguments__check=str(job.pk)).first()


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
            return redirect(earlier.result_url or reverse("organisations:unit_list"))
        name = job.arguments["name"]
        arguments = {"file": job.arguments["file"], "name": name, "accept_conversion": accepted, "check": str(job.pk)}
        work = jobs.start(WRITE, by=request.user, title=f"Ghi danh sách đơn vị từ {name}", **arguments)
        remember(str(job.pk), reverse("base:job", args=[work.pk]))
    return redirect("base:job", pk=work.pk)
