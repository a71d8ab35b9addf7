"""Pages of the award registry: the list, its export, one award, completing it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_http_methods

from awards.exports import AT_ONCE, file_name, registry_xlsx
from awards.forms.registry import RecordForm, RegistryFilterForm
from awards.jobs import EXPORT
from awards.models import AwardRecord
from awards.selectors.registry import lines
from awards.services.registry import edit_record
from campaigns.views.pieces import Page, edit
from emulation.base import audit, jobs
from emulation.base.vietnamese import format_number
from organisations import panels
from organisations.selectors.audit import lines as audit_lines
from organisations.views.common import page_of, require

VIEW = ("awards.view_registry", "Vai trò của bạn không xem sổ khen thưởng.")
EDIT = ("awards.edit_registry", "Chỉ Sở Nội vụ sửa được sổ khen thưởng.")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def registry(request: HttpRequest) -> HttpResponse:
    """Awards by words, kind of subject, award, year, unit; fifty a page."""
    require(request, *VIEW)
    form, rows = _filtered(request)
    page = page_of(request, rows)
    page.lines = lines(page.object_list)
    context = {
        "form": form,
        "page": page,
        "chips": _chips(request, form),
        "query": request.GET.urlencode(),
        "export_at_once": page.paginator.count <= AT_ONCE,
        "whole": request.user.has_perm("awards.view_whole_registry"),
        "may_import": request.user.has_perm("awards.import_awards"),
    }
    return render(request, "awards/registry.html", context)


def _filtered(request: HttpRequest):
    """The filter form and the records it lets through."""
    form = RegistryFilterForm(request.GET)
    return form, form.records(request.user)


def _chips(request: HttpRequest, form: RegistryFilterForm) -> list[dict]:
    """The filters in use, each with the address without it."""
    found = []
    for name, value in form.cleaned_data.items():
        if value:
            rest = [(k, v) for k, v in request.GET.items() if k not in (name, "trang")]
            text = dict(form.fields[name].choices).get(value) if name in ("loai", "thuong") else value
            found.append({"label": form.fields[name].label, "text": text, "url": f"?{urlencode(rest)}"})
    return found


@require_http_methods(["GET", "POST"])
def registry_export(request: HttpRequest) -> HttpResponse:
    """The filtered registry as a spreadsheet; a POST has a long one written as a job."""
    require(request, *VIEW)
    if request.method == "POST":
        query, role = request.POST.get("query", ""), request.user.acting.pk
        job = jobs.start(EXPORT, by=request.user, title="Xuất sổ khen thưởng", query=query, membership=role)
        return redirect("base:job", pk=job.pk)
    _, rows = _filtered(request)
    if (total := rows.count()) > AT_ONCE:
        messages.info(request, f"Danh sách có {format_number(total)} dòng. Hãy bấm “Xuất Excel” để hệ thống chạy nền.")
        return redirect(f"{reverse('awards:registry')}?{request.GET.urlencode()}")
    response = HttpResponse(registry_xlsx(rows).read(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{file_name()}"'
    return response


def _open(request: HttpRequest, pk: int) -> AwardRecord:
    require(request, *VIEW)
    rows = AwardRecord.objects.visible_to(request.user).select_related("unit", "person", "source")
    return get_object_or_404(rows, pk=pk)


@require_GET
def award_record(request: HttpRequest, pk: int) -> HttpResponse:
    """One award as its decision says, its subject, where the row came from."""
    record = _open(request, pk)
    sees_log = request.user.has_perm("organisations.view_audit")
    context = {
        "record": record,
        "line": lines([record])[0],
        "may_edit": request.user.has_perm("awards.edit_registry"),
        "panels": panels.panels_for("award_record", record, request.user),
        "log": audit_lines(audit.history(record)[:20], request.user) if sees_log else None,
    }
    return render(request, "awards/award_record.html", context)


@require_http_methods(["GET", "POST"])
def award_record_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Complete an award, or note that it was revoked."""
    record = _open(request, pk)
    require(request, *EDIT)
    url = reverse("awards:award_record", args=[record.pk])

    def save(form: RecordForm, version: int) -> tuple[str, str]:
        edit_record(record, version=version, by=request.user, **form.cleaned_data)
        return url, "Đã lưu khen thưởng."

    page = Page(
        key=f"award:{record.pk}",
        title="Bổ sung khen thưởng",
        crumbs=[("Sổ khen thưởng", reverse("awards:registry")), (record.subject_text, url), ("Bổ sung", None)],
        back=url,
        form=RecordForm,
        initial=RecordForm.shown(record),
        version=record.version,
        saved=RecordForm.shown,
        save=save,
        lead=f"{record.award_text}: {record.subject_text}. Tên, đơn vị, số và ngày quyết định giữ như trong quyết định.",
    )
    return edit(request, page)
