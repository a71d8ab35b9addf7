"""Bringing in a criteria table from a file: choose it, look at the tree that was understood, make the draft."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from campaigns.bloc_scores.forms.table_import import CriteriaFileForm, ReadTableForm
from campaigns.bloc_scores.jobs import CHECK
from campaigns.bloc_scores.models import CriteriaTable
from campaigns.bloc_scores.selectors.tables import fault_words
from campaigns.bloc_scores.services.table_import import create_table
from campaigns.bloc_scores.table_document import text_of
from campaigns.bloc_scores.table_reader import adjusted
from campaigns.bloc_scores.views.tables import LIST, NOT_YOURS, blocs_for, url_of
from campaigns.scoring import Refused as Unreadable
from emulation.base import clock
from emulation.base.concurrency import first_use, remember
from emulation.base.list_imports import READ_AGAIN, ListImport, faults_of, reading, upload_page
from emulation.base.models import Job, StoredFile
from organisations.rules import is_dha

CRITERIA = ListImport(
    key="criteria:import",
    permission="bloc_scores.edit_table",
    refusal=NOT_YOURS,
    check=CHECK,
    form=CriteriaFileForm,
    template="bloc_scores/table_import.html",
)


@require_http_methods(["GET", "POST"])
def table_import(request: HttpRequest) -> HttpResponse:
    """Choose a file; it is read at once, no table is made yet."""
    return upload_page(request, CRITERIA)


@require_http_methods(["GET", "POST"])
def table_import_result(request: HttpRequest, pk) -> HttpResponse:
    """What was understood, row by row with its place in the file; POST makes the draft."""
    job = reading(request, CRITERIA, pk)
    if "report" not in job.arguments:
        return redirect("base:job", pk=job.pk)
    report = job.arguments["report"]
    if report["refused"]:
        return _page(request, job, None)
    form = _form(request, report)
    if request.method == "POST" and form.is_valid():
        if report["converted"] and request.POST.get("accept_conversion") != "on":
            return _page(request, job, form, READ_AGAIN)
        try:
            return _create(request, job, form)
        except Unreadable as fault:
            for sentence in fault_words(fault, _document(report, form)):
                form.add_error(None, sentence)
    return _page(request, job, form)


def _form(request: HttpRequest, report: dict) -> ReadTableForm:
    document = report["document"]
    initial = {"title": document["title"], "year": clock.today().year, "declared_total": document["declared_total"]}
    blocs = blocs_for(request.user)
    return ReadTableForm(
        request.POST if request.method == "POST" else None,
        blocs=blocs,
        tree=report["tree"],
        for_all=bool(is_dha(request.user)),
        initial=initial | ({} if is_dha(request.user) else {"bloc": blocs.first()}),
    )


def _document(report: dict, form: ReadTableForm) -> dict:
    data = form.cleaned_data
    document = adjusted(report["document"], kinds=form.kinds(), most=form.most(), lock=bool(data.get("lock")))
    document["title"] = data["title"]
    document.pop("declared_total", None)
    total = data["declared_total"]
    return document | ({} if total is None else {"declared_total": text_of(total)})


def _create(request: HttpRequest, job: Job, form: ReadTableForm) -> HttpResponse:
    report, data = job.arguments["report"], form.cleaned_data
    with transaction.atomic():
        if earlier := first_use(str(job.pk), request.user):
            return redirect(earlier.result_url or reverse(LIST[1]))
        made = create_table(
            _document(report, form),
            by=request.user,
            file=StoredFile.objects.get(pk=job.arguments["file"]),
            bloc=data["bloc"],
            year=data["year"],
            basis=data["basis"],
            remarks=report["remarks"],
        )
        job.arguments["table"] = made.pk
        job.save(update_fields=["arguments"])
        remember(str(job.pk), url_of(made))
    messages.success(
        request, f"Đã lập bảng dự thảo gồm {made.criteria.count()} mục. Hãy đối chiếu với văn bản rồi chốt."
    )
    return redirect(url_of(made))


def _page(request: HttpRequest, job: Job, form: ReadTableForm | None, missing: str = "") -> HttpResponse:
    report = job.arguments["report"]
    made = CriteriaTable.objects.visible_to(request.user).filter(pk=job.arguments.get("table")).first()
    context = faults_of(request, job) | {
        "job": job,
        "report": report,
        "form": form,
        "lines": form.lines() if form else [],
        "doubtful": sum(1 for row in report["tree"] if row["warnings"]),
        "parts": sum(1 for row in report["tree"] if not row["kind"]),
        "criteria": sum(1 for row in report["tree"] if row["kind"]),
        "missing": missing,
        "made": made,
        "crumbs": [
            (LIST[0], reverse(LIST[1])),
            ("Nhập từ tệp", reverse("bloc_scores:table_import")),
            ("Kết quả đọc thử", None),
        ],
    }
    return render(request, "bloc_scores/table_import_result.html", context)
