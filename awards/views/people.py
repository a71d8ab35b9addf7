"""Pages of a person: history of awards and places, corrections, taking a merge back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from awards.forms.registry import PersonForm, PlaceForm
from awards.models import Person, PersonMerge
from awards.selectors.people import awards_of, merges_of, places_of
from awards.selectors.registry import lines
from awards.services import merging, people
from awards.views.facts import fact_context
from awards.views.registry import EDIT, VIEW
from emulation.base import audit, vietnamese
from emulation.base.concurrency import StaleVersion
from emulation.base.editing import Editing, conflict
from emulation.base.forms import differences
from emulation.base.workflow import Refused
from organisations.selectors.audit import lines as audit_lines
from organisations.views.common import bound, form_page, initial_of, posted, require, submit

both = require_http_methods(["GET", "POST"])


def _open(request: HttpRequest, pk: int) -> Person:
    require(request, *VIEW)
    return get_object_or_404(Person.objects.visible_to(request.user).select_related("merged_into"), pk=pk)


def _url(person: Person) -> str:
    return reverse("awards:person", args=[person.pk])


@require_GET
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything of one person: awards, places, what was merged. A merged record leads to the one that was kept."""
    person = _open(request, pk)
    if person.merged_into_id:
        return redirect(_url(person.merged_into))
    user = request.user
    context = {
        "person": person,
        "birth": vietnamese.format_date(person.birth_date) if person.birth_date else person.birth_year,
        "awards": lines(awards_of(person, user)),
        "places": places_of(person),
        "merges": merges_of(person),
        **fact_context(request, person, "person"),
        "may_edit": user.has_perm("awards.edit_registry"),
        "log": audit_lines(audit.history(person)[:20], user) if user.has_perm("organisations.view_audit") else None,
    }
    return render(request, "awards/person.html", context)


@both
def person_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what is kept of a person."""
    person = _open(request, pk)
    require(request, *EDIT)
    editing = Editing(request, f"person:{person.pk}", version=person.version)
    saved = {name: getattr(person, name) for name in people.FIELDS}
    form = PersonForm(bound(request, editing), initial=initial_of(editing, saved))
    if posted(request) and form.is_valid():
        data = dict(form.cleaned_data)
        number = data.pop("citizen_number") or None
        try:
            people.edit_person(person, version=editing.version, citizen_number=number, by=request.user, **data)
        except StaleVersion as stale:
            theirs = PersonForm(initial={name: getattr(stale.current, name) for name in people.FIELDS})
            shown = differences(form, theirs)
            return conflict(request, editing, current=stale.current, differences=shown, title=stale.current.full_name)
        editing.saved()
        messages.success(request, f"Đã lưu hồ sơ {data['full_name']}.")
        return redirect(_url(person))
    return form_page(request, "awards/person_edit.html", form, editing, person=person)


@both
def person_place(request: HttpRequest, pk: int) -> HttpResponse:
    """Add where the person works or worked."""
    person = _open(request, pk)
    require(request, *EDIT)
    editing = Editing(request, f"person:{person.pk}:place")
    form = PlaceForm(bound(request, editing), initial=initial_of(editing, {}))

    def add() -> str:
        place = people.add_place(person, **form.cleaned_data, by=request.user)
        messages.success(request, f"Đã ghi nơi công tác {place.unit_name}.")
        return _url(person)

    if answer := submit(request, form, do=add, fallback=_url(person)):
        editing.saved()
        return answer
    return form_page(request, "awards/person_place.html", form, editing, person=person)


@require_POST
def person_unmerge(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a merge back."""
    merge = get_object_or_404(PersonMerge.objects.select_related("kept", "gone"), pk=pk)
    _open(request, merge.kept_id)
    require(request, "awards.merge_people", "Chỉ Sở Nội vụ tách được hồ sơ.")
    try:
        merging.unmerge_people(merge, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Đã tách hồ sơ {merge.gone} (số {merge.gone_id}).")
    return redirect(_url(merge.kept))
