"""Pages of the award registry: the list, its export, one award, completing it."""

import io

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_http_methods

from awards.forms.registry import RecordForm, RegistryFilterForm
from awards.models import AwardRecord
from awards.selectors.registry import find_records, lines
from awards.services.registry import EDITED, edit_record
from emulation.base import audit, clock
from emulation.base.concurrency import StaleVersion
from emulation.base.editing import Editing, conflict
from emulation.base.forms import differences
from emulation.base.spreadsheets import MAX_ROWS, write_xlsx
from emulation.base.workflow import Refused
from organisations import panels
from organisations.selectors.audit import lines as audit_lines
from organisations.views.common import bound, form_page, initial_of, page_of, posted, require

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
        "whole": request.user.has_perm("awards.view_whole_registry"),
        "may_import": request.user.has_perm("awards.import_awards"),
    }
    return render(request, "awards/registry.html", context)


def _filtered(request: HttpRequest):
    """The filter form and the records it lets through."""
    form = RegistryFilterForm(request.GET)
    form.is_valid()
    wanted = form.cleaned_data
    unit = wanted.get("donvi")
    rows = find_records(
        request.user,
        wanted.get("q", ""),
        kind=wanted.get("loai", ""),
        award=wanted.get("thuong", ""),
        year=wanted.get("nam"),
        unit=unit.pk if unit else None,
    )
    return form, rows


def _chips(request: HttpRequest, form: RegistryFilterForm) -> list[dict]:
    """The filters in use, each with the address without it."""
    found = []
    for name, value in form.cleaned_data.items():
        if value:
            rest = [(k, v) for k, v in request.GET.items() if k not in (name, "trang")]
            text = dict(form.fields[name].choices).get(value) if name in ("loai", "thuong") else value
            found.append({"label": form.fields[name].label, "text": text, "url": f"?{urlencode(rest)}"})
    return found


HEADERS = (
    "STT",
    "Tên",
    "Đối tượng",
    "Chức vụ",
    "Đơn vị",
    "Danh hiệu, hình thức",
    "Số quyết định",
    "Ngày quyết định",
    "Hệ số",
    "Tiền thưởng (đồng)",
    "Truy tặng",
    "Ngày hủy bỏ",
)


@require_GET
def registry_export(request: HttpRequest) -> HttpResponse:
    """The filtered registry as a spreadsheet that runs nothing on opening. It holds no personal numbers."""
    require(request, *VIEW)
    _, rows = _filtered(request)
    target = io.BytesIO()
    title = f"Sổ khen thưởng, xuất ngày {clock.today():%d/%m/%Y}"
    cells = (_cells(number, record) for number, record in enumerate(rows[:MAX_ROWS].iterator(), start=1))
    widths = [6, 36, 14, 24, 36, 40, 18, 14, 8, 16, 10, 14]
    write_xlsx(target, list(HEADERS), cells, sheet="Sổ khen thưởng", title=title, widths=widths)
    response = HttpResponse(target.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="so-khen-thuong-{clock.today():%Y-%m-%d}.xlsx"'
    return response


def _cells(number: int, record: AwardRecord) -> list:
    return [
        number,
        record.subject_text,
        record.get_subject_kind_display(),
        record.position,
        record.unit_text,
        record.award_text,
        record.decision_number,
        record.decided_on,
        record.coefficient,
        record.amount,
        "Có" if record.posthumous else "",
        record.revoked_on,
    ]


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
    editing = Editing(request, f"award:{record.pk}", version=record.version)
    saved = {name: getattr(record, name) for name in EDITED}
    form = RecordForm(bound(request, editing), initial=initial_of(editing, saved))
    if posted(request) and form.is_valid():
        try:
            edit_record(record, version=editing.version, by=request.user, **form.cleaned_data)
        except StaleVersion as stale:
            theirs = RecordForm(initial={name: getattr(stale.current, name) for name in EDITED})
            shown = differences(form, theirs)
            return conflict(
                request, editing, current=stale.current, differences=shown, title=stale.current.subject_text
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            editing.saved()
            messages.success(request, "Đã lưu khen thưởng.")
            return redirect(reverse("awards:award_record", args=[record.pk]))
    return form_page(request, "awards/award_record_edit.html", form, editing, record=record)
