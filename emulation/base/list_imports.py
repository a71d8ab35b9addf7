"""Pages that bring in a list from a file: choose it, look at what was read, write all of it or nothing. One way for every list."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.urls import reverse

from emulation.base import files, jobs
from emulation.base.access import require
from emulation.base.concurrency import first_use, remember
from emulation.base.editing import Editing
from emulation.base.forms import OfficeForm
from emulation.base.models import FileKind, Job, JobState
from emulation.base.spreadsheets import MAX_BYTES

PER_PAGE = 50
READ_AGAIN = "Hãy đọc lại các tên đã chuyển mã, đánh dấu xác nhận rồi bấm Ghi."
_KINDS = {"xlsx": FileKind.XLSX, "docx": FileKind.DOCX}


class ListFileForm(OfficeForm):
    """A file to read."""

    file = forms.FileField(
        label="Tệp danh sách",
        help_text="XLSX hoặc CSV, không quá 10 MB và 20.000 dòng",
        error_messages={"required": "Chưa chọn tệp. Hãy chọn tệp danh sách rồi bấm Đọc thử."},
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload.size > MAX_BYTES:
            raise forms.ValidationError(f"Tệp {upload.size / 1048576:.0f} MB, tối đa 10 MB. Hãy tách làm nhiều tệp.")
        return upload

    def arguments(self) -> dict[str, Any]:
        """What else was chosen for the whole list; goes to the jobs that read and write it."""
        return {name: value for name, value in self.cleaned_data.items() if name != "file"}


@dataclass(frozen=True)
class ListImport:
    """One kind of list: who may bring it in, the jobs that read and write it, its pages and words.

    `label` turns the kind of a row into words, `written` is the title of the job that writes, with the name of the file in it.
    A list that belongs to something (a file of nominations): `about` is the object that the permission is asked of, `arguments`
    goes to both jobs and tells its readings from those of others, `context` is for its pages, `more` for the page of a reading.
    """

    key: str
    permission: str
    refusal: str
    check: str
    template: str
    columns: tuple = ()
    form: type[ListFileForm] = ListFileForm
    write: str = ""
    written: str = ""
    result_template: str = ""
    list_url: str = ""
    label: Callable[[str], str] = str
    about: Any = None
    arguments: dict[str, Any] = field(default_factory=dict)
    context: dict[str, Any] = field(default_factory=dict)
    more: Callable[[HttpRequest, Job], dict] = lambda request, job: {}


def must(request: HttpRequest, kind: ListImport) -> None:
    """403 with a sentence for whoever may not bring in this list."""
    require(request, kind.permission, kind.refusal, kind.about)


def upload_page(request: HttpRequest, kind: ListImport) -> HttpResponse:
    """Choose a file; it is read at once, nothing is written yet."""
    must(request, kind)
    posted = request.method == "POST"
    form = kind.form(request.POST if posted else None, request.FILES or None)
    if posted and form.is_valid():
        return redirect(_start_reading(request, kind, form))
    context = {"form": form, "editing": Editing(request, kind.key), "columns": kind.columns}
    return render(request, kind.template, context | kind.context)


def _start_reading(request: HttpRequest, kind: ListImport, form: ListFileForm) -> str:
    """Where it goes on: the result when the work is already done, else the page with its progress."""
    upload = form.cleaned_data["file"]
    name = files.clean_name(upload.name)
    more = form.arguments() | kind.arguments
    file_kind = _KINDS.get(name.rpartition(".")[2].lower(), FileKind.TXT)
    with transaction.atomic():
        stored = files.store_bytes(upload.read(), name=name, kind=file_kind, by=request.user)
        job = jobs.start(kind.check, by=request.user, title=f"Đọc thử {name}", file=str(stored.pk), name=name, **more)
    job.refresh_from_db()
    return job.result_url if job.state == JobState.DONE and job.result_url else reverse("base:job", args=[job.pk])


def reading(request: HttpRequest, kind: ListImport, pk: Any) -> Job:
    """The person's own job that read a file of this kind."""
    job = get_object_or_404(Job.objects.select_related("result"), pk=pk, owner=request.user, kind=kind.check)
    must(request, kind)
    if any(job.arguments.get(name) != value for name, value in kind.arguments.items()):
        raise Http404
    return job


def result_page(request: HttpRequest, kind: ListImport, pk: Any) -> HttpResponse:
    """What was read: counts, every fault with its place; POST writes the list."""
    job = reading(request, kind, pk)
    if "report" not in job.arguments:
        return redirect("base:job", pk=job.pk)
    return _write(request, kind, job) if request.method == "POST" else _shown(request, kind, job)


def faults_of(request: HttpRequest, job: Job) -> dict:
    """What `_import_faults.html` shows: errors, or warnings where there are none or they are asked for."""
    counts = job.arguments["report"]["counts"]
    level = "warning" if request.GET.get("xem") == "luu-y" or not counts["errors"] else "error"
    found = [fault for fault in job.errors if fault["level"] == level]
    return {"counts": counts, "level": level, "page": Paginator(found, PER_PAGE).get_page(request.GET.get("trang"))}


def _shown(request: HttpRequest, kind: ListImport, job: Job, missing: str = "") -> HttpResponse:
    report = job.arguments["report"]
    context = faults_of(request, job) | {
        "job": job,
        "report": report,
        "kinds": [(kind.label(one), number) for one, number in report["kinds"].items()],
        "sample": [row | {"kind": kind.label(row["kind"]) if row["kind"] else ""} for row in report["sample"]],
        "missing": missing,
        "written": Job.objects.filter(kind=kind.write, owner_id=job.owner_id, arguments__check=str(job.pk)).first(),
    }
    return render(request, kind.result_template, context | kind.context | kind.more(request, job))


def _write(request: HttpRequest, kind: ListImport, job: Job) -> HttpResponse:
    report = job.arguments["report"]
    accepted = request.POST.get("accept_conversion") == "on"
    if not report["ok"]:
        return _shown(request, kind, job)
    if report["converted"] and not accepted:
        return _shown(request, kind, job, READ_AGAIN)
    with transaction.atomic():
        earlier = first_use(str(job.pk), request.user)
        if earlier:
            return redirect(earlier.result_url or resolve_url(kind.list_url))
        name = job.arguments["name"]
        read = {key: value for key, value in job.arguments.items() if key != "report"}
        arguments = read | {"accept_conversion": accepted, "check": str(job.pk)}
        work = jobs.start(kind.write, by=request.user, title=kind.written.format(name=name), **arguments)
        remember(str(job.pk), reverse("base:job", args=[work.pk]))
    return redirect("base:job", pk=work.pk)
