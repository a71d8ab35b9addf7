"""Pages of blocs: the list of a year, one bloc, forming, seating, ending a place, handing over the leadership."""

import datetime as dt

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from emulation.base import audit, clock
from emulation.base.access import require
from emulation.base.concurrency import StaleVersion
from emulation.base.editing import Editing, conflict
from emulation.base.forms import differences
from organisations import panels
from organisations.forms.blocs import BlocForm, EndPlaceForm, HandOverForm, SeatForm
from organisations.models import Bloc, BlocMember
from organisations.selectors import audit as audit_pages
from organisations.selectors import blocs as bloc_pages
from organisations.selectors.unit_pages import validity
from organisations.services import blocs
from organisations.views.common import bound, form_page, initial_of, posted, submit
from organisations.views.units import NO_ROLE

MAY = ("organisations.edit_blocs", "Chỉ Sở Nội vụ lập khối và bàn giao trưởng khối.")
both = require_http_methods(["GET", "POST"])


@require_GET
def bloc_list(request: HttpRequest) -> HttpResponse:
    """Blocs of a year: who leads, how many belong."""
    require(request, "organisations.view_bloc", NO_ROLE)
    years = bloc_pages.years()
    asked = request.GET.get("nam", "")
    year = int(asked) if asked.isdigit() and int(asked) in years else _default_year(years)
    context = {
        "year": year,
        "years": years,
        "rows": bloc_pages.bloc_rows(year, request.user),
        "day": bloc_pages.day_in(year),
        "may_edit": request.user.has_perm("organisations.edit_blocs"),
    }
    return render(request, "organisations/bloc_list.html", context)


def _default_year(years: list[int]) -> int:
    """This year; before its blocs are formed the newest year that has some."""
    this = clock.today().year
    return this if Bloc.objects.filter(year=this).exists() or len(years) == 1 else next(y for y in years if y != this)


@require_GET
def bloc(request: HttpRequest, pk: int) -> HttpResponse:
    """One bloc: members, leader, deputies, how the leadership passed on, plans and reports."""
    require(request, "organisations.view_bloc", NO_ROLE)
    bloc = _bloc(request, pk)
    places = bloc_pages.places_of(bloc)
    context = {
        "bloc": bloc,
        "day": bloc_pages.day_in(bloc.year),
        "now": [place for place in places if not place.ended and not place.coming],
        "others": [place for place in places if place.ended or place.coming],
        "leadership": [(place, validity(place)) for place in bloc_pages.leadership(bloc)],
        "clusters": list(bloc.children.order_by("code")),
        "panels": panels.panels_for("bloc", bloc, request.user),
        "may_edit": request.user.has_perm("organisations.edit_blocs"),
        "history": _history(request, bloc),
    }
    return render(request, "organisations/bloc.html", context)


def _history(request: HttpRequest, bloc: Bloc) -> list[audit_pages.Line] | None:
    if not request.user.has_perm("organisations.view_audit"):
        return None
    return audit_pages.lines(audit.history(bloc)[:6], request.user)


def _bloc(request: HttpRequest, pk: int) -> Bloc:
    return get_object_or_404(Bloc.objects.visible_to(request.user), pk=pk)


def _open(request: HttpRequest, pk: int) -> Bloc:
    bloc = _bloc(request, pk)
    require(request, *MAY)
    return bloc


def _url(bloc: Bloc) -> str:
    return reverse("organisations:bloc", args=[bloc.pk])


@both
def bloc_create(request: HttpRequest) -> HttpResponse:
    """Form a bloc of a year."""
    require(request, *MAY)
    editing = Editing(request, "bloc:new")
    year = clock.today().year
    form = BlocForm(bound(request, editing), initial=initial_of(editing, {"year": year, "verified": True}))

    def create() -> str:
        made = blocs.create_bloc(**form.cleaned_data, by=request.user)
        messages.success(request, f"Đã lập {made.name}. Việc tiếp theo: xếp đơn vị vào khối.")
        return _url(made)

    fallback = reverse("organisations:bloc_list")
    if answer := submit(request, form, do=create, fallback=fallback):
        editing.saved()
        return answer
    return form_page(request, "organisations/bloc_create.html", form, editing)


_EDITED = ("word", "code", "name", "verified", "source")


@both
def bloc_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a bloc, or say that it was compared with the official text."""
    bloc = _open(request, pk)
    editing = Editing(request, f"bloc:{bloc.pk}", version=bloc.version)
    saved = {name: getattr(bloc, name) for name in ("year", *_EDITED)}
    form = BlocForm(bound(request, editing), initial=initial_of(editing, saved), bloc=bloc)
    if posted(request) and form.is_valid():
        fields = {name: form.cleaned_data[name] for name in _EDITED}
        try:
            blocs.update_bloc(bloc, version=editing.version, by=request.user, **fields)
        except StaleVersion as stale:
            return _conflict(request, editing, form, stale.current)
        editing.saved()
        messages.success(request, f"Đã lưu thông tin của {fields['name']}.")
        return redirect(_url(bloc))
    return form_page(request, "organisations/bloc_edit.html", form, editing, bloc=bloc)


def _conflict(request: HttpRequest, editing: Editing, form: BlocForm, current: Bloc) -> HttpResponse:
    theirs = BlocForm(initial={name: getattr(current, name) for name in ("year", *_EDITED)}, bloc=current)
    shown = differences(form, theirs)
    return conflict(request, editing, current=current, differences=shown, title=current.name)


@both
def bloc_seat(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a unit a place."""
    bloc = _open(request, pk)
    editing = Editing(request, f"bloc:{bloc.pk}:seat")
    form = SeatForm(bound(request, editing), initial=initial_of(editing, {}), bloc=bloc)

    def seat() -> str:
        data = form.cleaned_data
        day = data["valid_from"] or dt.date(bloc.year, 1, 1)
        blocs.seat(bloc, data["unit"], role=data["role"], valid_from=day, by=request.user)
        messages.success(request, f"Đã xếp {data['unit']} vào {bloc.name}.")
        return _url(bloc)

    if answer := submit(request, form, do=seat):
        editing.saved()
        return answer
    return form_page(request, "organisations/bloc_seat.html", form, editing, bloc=bloc)


@both
def bloc_hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand the leadership over on a day."""
    bloc = _open(request, pk)
    editing = Editing(request, f"bloc:{bloc.pk}:hand-over")
    form = HandOverForm(bound(request, editing), initial=initial_of(editing, {}), bloc=bloc)

    def hand_over() -> str:
        data = form.cleaned_data
        blocs.hand_over(bloc, **data, by=request.user)
        messages.success(request, f"Từ ngày {data['on']:%d/%m/%Y} {data['leader']} là trưởng khối.")
        return _url(bloc)

    if answer := submit(request, form, do=hand_over):
        editing.saved()
        return answer
    leader = next((p for p in bloc_pages.places_of(bloc) if p.role == "leader" and not p.ended and not p.coming), None)
    return form_page(request, "organisations/bloc_hand_over.html", form, editing, bloc=bloc, leader=leader)


@both
def bloc_place_end(request: HttpRequest, pk: int) -> HttpResponse:
    """A unit leaves the bloc, or is no leader or deputy any more."""
    place = get_object_or_404(
        BlocMember.objects.select_related("bloc", "unit").filter(bloc__in=Bloc.objects.visible_to(request.user)), pk=pk
    )
    require(request, *MAY)
    editing = Editing(request, f"place:{place.pk}:end")
    form = EndPlaceForm(bound(request, editing), initial=initial_of(editing, {"on": place.valid_to}))

    def end() -> str:
        day, role = form.cleaned_data["on"], place.get_role_display().lower()
        blocs.end_place(place, **form.cleaned_data, by=request.user)
        messages.success(request, f"{place.unit.label} thôi là {role} sau ngày {day:%d/%m/%Y}.")
        return _url(place.bloc)

    if answer := submit(request, form, do=end):
        editing.saved()
        return answer
    return form_page(request, "organisations/bloc_place_end.html", form, editing, place=place, bloc=place.bloc)
