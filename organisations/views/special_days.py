"""Pages of the working calendar: days off and make-up days, from which working-day deadlines are counted."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from emulation.base import clock
from emulation.base.access import require
from emulation.base.concurrency import StaleVersion
from emulation.base.editing import Editing, conflict
from emulation.base.forms import differences
from organisations.forms.special_days import SpecialDayForm, SpecialDaysForm
from organisations.models import SpecialDay
from organisations.selectors import special_days as calendar_pages
from organisations.services import special_days
from organisations.views.common import bound, form_page, initial_of, posted, submit
from organisations.views.units import NO_ROLE

MAY = ("organisations.edit_working_calendar", "Chỉ Sở Nội vụ ghi ngày nghỉ, ngày làm bù.")
both = require_http_methods(["GET", "POST"])


@require_GET
def working_calendar(request: HttpRequest) -> HttpResponse:
    """The days of a year that are not as the week says."""
    require(request, "organisations.view_working_calendar", NO_ROLE)
    years = calendar_pages.years()
    asked = request.GET.get("nam", "")
    year = int(asked) if asked.isdigit() and int(asked) in years else clock.today().year
    context = {
        "year": year,
        "years": years,
        "rows": calendar_pages.of_year(year),
        "may_edit": request.user.has_perm("organisations.edit_working_calendar"),
    }
    return render(request, "organisations/working_calendar.html", context)


def _url(special: SpecialDay) -> str:
    return f"{reverse('organisations:working_calendar')}?nam={special.day.year}"


@both
def special_day_add(request: HttpRequest) -> HttpResponse:
    """Note a day or the days of a holiday."""
    require(request, *MAY)
    editing = Editing(request, "special-day:new")
    form = SpecialDaysForm(bound(request, editing), initial=initial_of(editing, {"verified": True}))

    def add() -> str:
        made = special_days.add_days(**form.cleaned_data, by=request.user)
        messages.success(request, f"Đã ghi {len(made)} ngày vào lịch: {made[0].name}.")
        return _url(made[0])

    if answer := submit(request, form, do=add, fallback=reverse("organisations:working_calendar")):
        editing.saved()
        return answer
    return form_page(request, "organisations/special_day_add.html", form, editing)


def _fields(special: SpecialDay) -> dict:
    return {name: getattr(special, name) for name in ("kind", "name", "verified", "source")}


@both
def special_day_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct one day."""
    require(request, *MAY)
    special = get_object_or_404(SpecialDay, pk=pk)
    editing = Editing(request, f"special-day:{special.pk}", version=special.version)
    form = SpecialDayForm(bound(request, editing), initial=initial_of(editing, _fields(special)))
    if posted(request) and form.is_valid():
        try:
            special_days.update_day(special, version=editing.version, by=request.user, **form.cleaned_data)
        except StaleVersion as stale:
            theirs = SpecialDayForm(initial=_fields(stale.current))
            shown = differences(form, theirs)
            return conflict(request, editing, current=stale.current, differences=shown, title=str(stale.current))
        editing.saved()
        messages.success(request, f"Đã lưu ngày {special.day:%d/%m/%Y}.")
        return redirect(_url(special))
    return form_page(request, "organisations/special_day_edit.html", form, editing, special=special)


@require_POST
def special_day_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one day out of the calendar. A second click finds it gone and says the same."""
    require(request, *MAY)
    special = SpecialDay.objects.filter(pk=pk).first()
    if special is None:
        messages.info(request, "Ngày này không còn trong lịch.")
        return redirect("organisations:working_calendar")
    url = _url(special)
    special_days.remove_day(special, by=request.user)
    messages.success(request, f"Đã bỏ ngày {special.day:%d/%m/%Y} khỏi lịch.")
    return redirect(url)
