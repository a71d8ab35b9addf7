"""Pages that bring a list of nominees into a file: choose it, look at what each line means, write all of it or nothing."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from awards.enums import CommendationType, SubjectKind
from awards.import_specs import FILE_NOMINEE_LIST
from awards.nominations.jobs import CHECK, WRITE
from awards.nominations.models import NominationFile
from awards.nominations.selectors import pages
from awards.nominations.services.files import CLOSED, NOT_YOURS
from awards.nominations.views.common import both, crumbs_of, is_open, own_file, url_of
from awards.registrations.selectors.content import award_name
from emulation.base.list_imports import PER_PAGE, ListFileForm, ListImport, result_page, upload_page
from emulation.base.models import Job

# Family, icon, word of what a line means.
LOOKS = {
    "known": ("ok", "person-check", "Đã có hồ sơ"),
    "new": ("", "person-plus", "Lập hồ sơ mới"),
    "doubt": ("act", "question-circle", "Cần xem: trùng tên"),
    "stands": ("", "dash-circle", "Đã có trong danh sách"),
}
# Where a known subject is looked at.
PAGES = {
    SubjectKind.INDIVIDUAL: "awards:person",
    SubjectKind.COLLECTIVE: "awards:collective",
    SubjectKind.HOUSEHOLD: "awards:household",
}


class NomineeFileForm(ListFileForm):
    """A list of nominees, and for what kind of achievement all of them are proposed."""

    type = forms.ChoiceField(
        label="Loại khen thưởng của cả danh sách",
        choices=CommendationType,
        initial=CommendationType.WORK,
        help_text="sửa được ở từng đối tượng sau khi nhập",
    )


def _list(request: HttpRequest, file: NominationFile) -> ListImport:
    names = [award_name(code) for code in file.route.awards]
    return ListImport(
        key=f"nomination-list:{file.pk}",
        permission="nominations.prepare",
        refusal=NOT_YOURS,
        check=CHECK,
        write=WRITE,
        written=f"Nhập {{name}} vào hồ sơ đề nghị của {file.unit.label}",
        columns=FILE_NOMINEE_LIST.columns,
        form=NomineeFileForm,
        template="nominations/list_import.html",
        result_template="nominations/list_import_result.html",
        list_url=url_of(file),
        label=lambda kind: SubjectKind(kind).label,
        about=file,
        arguments={"nomination": file.pk, "membership": request.user.acting.pk},
        context={"file": file, "awards": names},
        more=_lines,
    )


@both
def list_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose a list; it is read at once, nothing is written yet."""
    file = own_file(request, pk)
    if not is_open(file):
        return _closed(request, file)
    kind = _list(request, file)
    kind.context.update(
        crumbs=crumbs_of(file, "Nhập từ tệp"),
        listed=pages.listed_waiting(file).count(),
    )
    return upload_page(request, kind)


@both
def list_import_result(request: HttpRequest, pk: int, job: Any) -> HttpResponse:
    """What each line means, every fault with its place; POST writes the list."""
    file = own_file(request, pk)
    if not is_open(file):
        return _closed(request, file)
    kind = _list(request, file)
    start = ("Nhập từ tệp", reverse("nominations:list_import", args=[pk]))
    kind.context.update(crumbs=crumbs_of(file, start, "Kết quả đọc thử"))
    return result_page(request, kind, job)


def _closed(request: HttpRequest, file: NominationFile) -> HttpResponse:
    messages.info(request, CLOSED)
    return redirect(url_of(file))


def _lines(request: HttpRequest, job: Job) -> dict:
    """The lines as they are meant, those to be looked at first when they are asked for."""
    report = job.arguments["report"]
    asked = request.GET.get("nghia", "")
    lines = [line for line in report["lines"] if asked not in LOOKS or line["what"] == asked]
    page = Paginator(lines, PER_PAGE).get_page(request.GET.get("dong"))
    return {
        "asked": asked if asked in LOOKS else "",
        "tabs": [(what, LOOKS[what][2], n) for what, n in report["meanings"].items() if n],
        "total": sum(report["meanings"].values()),
        "type": CommendationType(job.arguments["type"]).label,
        "lines_page": page,
        "lines": [line | {"look": LOOKS[line["what"]], "url": _url(line)} for line in page],
    }


def _url(line: dict) -> str:
    return reverse(PAGES[SubjectKind(line["kind"])], args=[line["subject"]]) if line["subject"] else ""
