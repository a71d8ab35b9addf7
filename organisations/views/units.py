"""Pages that show units: the list, its export, one unit with everything of its own, its history."""

import io

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from emulation.base import audit, clock
from emulation.base.access import require
from emulation.base.spreadsheets import write_xlsx
from organisations import panels
from organisations.forms.fields import unit_option
from organisations.forms.units import UnitFilterForm
from organisations.models import Unit
from organisations.rules import unit_id_of
from organisations.selectors import audit as audit_pages
from organisations.selectors import unit_pages
from organisations.selectors.units import search_units
from organisations.views.common import page_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NO_ROLE = "Tài khoản của bạn chưa có vai trò ở đơn vị nào. Hãy liên hệ quản trị viên của Sở Nội vụ."


@require_GET
def unit_list(request: HttpRequest) -> HttpResponse:
    """Units by kind, bloc, words and day; fifty a page."""
    require(request, "organisations.view_unit", NO_ROLE)
    form, rows, day = _filtered(request)
    page = page_of(request, rows)
    page.lines = unit_pages.unit_rows(page.object_list, day)
    context = {
        "form": form,
        "page": page,
        "day": day,
        "today": clock.today(),
        "chips": _chips(request, form),
        "query": request.GET.urlencode(),
        "may_edit": request.user.has_perm("organisations.edit_units"),
    }
    return render(request, "organisations/unit_list.html", context)


def _filtered(request: HttpRequest):
    """The filter form, the units it lets through, and the day they are looked at."""
    form = UnitFilterForm(request.GET, request.user)
    form.is_valid()
    wanted = form.cleaned_data
    day = wanted.get("ngay") or clock.today()
    bloc = wanted.get("khoi")
    rows = search_units(wanted.get("q", ""), wanted.get("loai", ""), day, bloc.pk if bloc else None)
    return form, rows, day


def _chips(request: HttpRequest, form: UnitFilterForm) -> list[dict]:
    """The filters in use, each with the address without it."""
    found = []
    for name, value in form.cleaned_data.items():
        if not value:
            continue
        rest = [(k, v) for k, v in request.GET.items() if k not in (name, "trang")]
        words = dict(form.fields[name].choices).get(value) if name == "loai" else value
        text = words.label if name == "khoi" else f"{words:%d/%m/%Y}" if name == "ngay" else words
        found.append({"label": form.fields[name].label, "text": text, "url": f"?{urlencode(rest)}"})
    return found


@require_GET
def unit_export(request: HttpRequest) -> HttpResponse:
    """The filtered list as a spreadsheet that runs nothing on opening."""
    require(request, "organisations.view_unit", NO_ROLE)
    _, rows, day = _filtered(request)
    units = list(rows)
    file = io.BytesIO()
    by_pk = {unit.pk: unit for unit in units}
    lines = (
        [
            number,
            line.name,
            line.short_name,
            line.kind,
            line.parent,
            ", ".join(label for _, label, _ in line.blocs),
            line.people,
            by_pk[line.pk].valid_from,
            by_pk[line.pk].valid_to,
        ]
        for number, line in enumerate(unit_pages.unit_rows(units, day), start=1)
    )
    headers = [
        "STT",
        "Tên đơn vị",
        "Tên viết tắt",
        "Loại hình",
        "Đơn vị cấp trên",
        f"Khối thi đua năm {day.year}",
        "Số người dùng",
        "Hiệu lực từ",
        "Hiệu lực đến",
    ]
    title = f"Danh sách đơn vị có hiệu lực ngày {day:%d/%m/%Y}"
    write_xlsx(file, headers, lines, sheet="Đơn vị", title=title, widths=[6, 48, 20, 36, 30, 36, 12, 13, 13])
    response = HttpResponse(file.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="don-vi-{day:%Y-%m-%d}.xlsx"'
    return response


@require_GET
def unit_search(request: HttpRequest) -> JsonResponse:
    """Options of a search field: ?q= words without accents; with ?moi=1 also units that exist no more."""
    require(request, "organisations.view_unit", NO_ROLE)
    rows = search_units(request.GET.get("q", "")[:200], ever="moi" in request.GET)[:30]
    return JsonResponse({"results": [{"value": unit.pk, "text": unit_option(unit)} for unit in rows]})


@require_GET
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything of one unit in one place."""
    require(request, "organisations.view_unit", NO_ROLE)
    unit = _unit(request, pk)
    context = {
        "unit": unit,
        "badge": unit_pages.badge(unit),
        "validity": unit_pages.validity(unit),
        "names": unit_pages.names_of(unit),
        "origins": unit_pages.origins_of(unit),
        "successors": unit_pages.successors_of(unit),
        "children": unit_pages.children_of(unit),
        "places": [(place, unit_pages.validity(place)) for place in unit_pages.places_of(unit)],
        "people": unit_pages.people_of(unit),
        "panels": panels.panels_for("unit", unit, request.user),
        "may_edit": request.user.has_perm("organisations.edit_units"),
        "may_manage": request.user.has_perm("organisations.manage_accounts"),
        "may_see_history": _may_see_history(request.user, unit),
    }
    return render(request, "organisations/unit.html", context)


def _unit(request: HttpRequest, pk: int) -> Unit:
    return get_object_or_404(Unit.objects.visible_to(request.user).select_related("parent"), pk=pk)


def _may_see_history(user, unit: Unit) -> bool:
    return user.has_perm("organisations.view_audit") or unit_id_of(user) == unit.pk


@require_GET
def unit_history(request: HttpRequest, pk: int) -> HttpResponse:
    """What was changed of a unit: for the unit itself and for those who oversee (B35)."""
    require(request, "organisations.view_unit", NO_ROLE)
    unit = _unit(request, pk)
    if not _may_see_history(request.user, unit):
        raise PermissionDenied("Chỉ đơn vị này và cơ quan quản lý xem được lịch sử thay đổi của đơn vị.")
    page = page_of(request, audit.history(unit))
    page.lines = audit_pages.lines(page.object_list, request.user)
    return render(request, "organisations/unit_history.html", {"unit": unit, "page": page})
