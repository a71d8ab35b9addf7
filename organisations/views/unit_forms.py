"""Pages that change units: add, correct, rename on a day, end, link predecessor and successor."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from emulation.base import clock
from emulation.base.access import require
from emulation.base.concurrency import StaleVersion
from emulation.base.editing import Editing, conflict
from emulation.base.forms import differences
from emulation.base.workflow import Refused
from organisations.forms.units import EndForm, RenameForm, SuccessionForm, UnitForm
from organisations.models import Unit
from organisations.selectors.unit_pages import left_over
from organisations.selectors.versions import version_of
from organisations.services import units
from organisations.views.common import bound, form_page, initial_of, posted, submit

MAY = ("organisations.edit_units", "Chỉ Sở Nội vụ và quản trị viên sửa được danh mục đơn vị.")
both = require_http_methods(["GET", "POST"])


def _open(request: HttpRequest, pk: int) -> Unit:
    unit = get_object_or_404(Unit.objects.visible_to(request.user).select_related("parent"), pk=pk)
    require(request, *MAY)
    return unit


def _url(unit: Unit) -> str:
    return reverse("organisations:unit", args=[unit.pk])


@both
def unit_create(request: HttpRequest) -> HttpResponse:
    """Add a unit."""
    require(request, *MAY)
    editing = Editing(request, "unit:new")
    form = UnitForm(bound(request, editing), initial=initial_of(editing, {}))

    def create() -> str:
        made = units.create_unit(**form.cleaned_data, by=request.user)
        messages.success(request, f"Đã thêm {made.official_name} vào danh mục đơn vị.")
        return _url(made)

    if answer := submit(request, form, do=create, fallback=reverse("organisations:unit_list")):
        editing.saved()
        return answer
    return form_page(request, "organisations/unit_create.html", form, editing)


_EDITED = ("official_name", "short_name", "kind", "parent", "valid_from", "note")


@both
def unit_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what is kept of a unit."""
    unit = _open(request, pk)
    editing = Editing(request, f"unit:{unit.pk}", version=version_of(unit))
    saved = {name: getattr(unit, name) for name in _EDITED}
    form = UnitForm(bound(request, editing), initial=initial_of(editing, saved), unit=unit)
    if posted(request) and form.is_valid():
        try:
            units.update_unit(unit, version=editing.version, by=request.user, **form.cleaned_data)
        except StaleVersion as stale:
            return _conflict(request, editing, form, stale.current)
        except Refused as refused:
            form.add_error(None, refused.reasons)
        else:
            editing.saved()
            messages.success(request, f"Đã lưu thông tin của {form.cleaned_data['official_name']}.")
            return redirect(_url(unit))
    return form_page(request, "organisations/unit_edit.html", form, editing, unit=unit)


def _conflict(request: HttpRequest, editing: Editing, form: UnitForm, current: Unit) -> HttpResponse:
    theirs = UnitForm(initial={name: getattr(current, name) for name in _EDITED}, unit=current)
    shown = differences(form, theirs)
    return conflict(request, editing, current=current, differences=shown, title=current.official_name)


@both
def unit_rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a new name from a day on."""
    unit = _open(request, pk)
    editing = Editing(request, f"unit:{unit.pk}:rename")
    form = RenameForm(bound(request, editing), initial=initial_of(editing, {}))

    def rename() -> str:
        day, name = form.cleaned_data["on"], form.cleaned_data["official_name"]
        units.rename_unit(unit, **form.cleaned_data, by=request.user)
        later = " Đến ngày đó các danh sách mới ghi tên mới." if day > clock.today() else ""
        messages.success(request, f"Từ ngày {day:%d/%m/%Y} đơn vị mang tên {name}. Tên cũ vẫn tra được.{later}")
        return _url(unit)

    if answer := submit(request, form, do=rename):
        editing.saved()
        return answer
    return form_page(request, "organisations/unit_rename.html", form, editing, unit=unit)


@both
def unit_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Say the last day of a unit; what still holds then is shown."""
    unit = _open(request, pk)
    editing = Editing(request, f"unit:{unit.pk}:end")
    form = EndForm(bound(request, editing), initial=initial_of(editing, {"on": unit.valid_to}))

    def end() -> str:
        day = form.cleaned_data["on"]
        units.end_unit(unit, **form.cleaned_data, by=request.user)
        messages.success(request, f"Đơn vị hoạt động đến hết ngày {day:%d/%m/%Y}.")
        _tell_left_over(request, unit, day)
        return _url(unit)

    if answer := submit(request, form, do=end):
        editing.saved()
        return answer
    return form_page(request, "organisations/unit_end.html", form, editing, unit=unit)


def _tell_left_over(request: HttpRequest, unit: Unit, day) -> None:
    left = left_over(unit, day)
    words = {"people": "vai trò của người dùng", "places": "chỗ trong khối thi đua", "children": "đơn vị trực thuộc"}
    parts = [f"{number} {words[name]}" for name, number in left.items() if number]
    if parts:
        messages.warning(request, f"Sau ngày đó còn {', '.join(parts)}. Hãy kết thúc hoặc chuyển từng mục.")


@both
def unit_succession(request: HttpRequest, pk: int) -> HttpResponse:
    """Link a predecessor or a successor."""
    unit = _open(request, pk)
    editing = Editing(request, f"unit:{unit.pk}:succession")
    initial = initial_of(editing, {"side": "from"})
    form = SuccessionForm(bound(request, editing), initial=initial, unit=unit)

    def link() -> str:
        data = dict(form.cleaned_data)
        other, side = data.pop("other"), data.pop("side")
        old, new = (other, unit) if side == "from" else (unit, other)
        units.link_succession(predecessor=old, successor=new, **data, by=request.user)
        messages.success(request, f"Đã ghi quan hệ kế thừa với {other}.")
        return _url(unit)

    if answer := submit(request, form, do=link):
        editing.saved()
        return answer
    return form_page(request, "organisations/unit_succession.html", form, editing, unit=unit)
