"""Pages of a person: history of awards and places, corrections, taking a merge back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from awards.forms.registry import PersonForm, PlaceDaysForm, PlaceForm
from awards.models import Person, PersonMerge, PersonPlace
from awards.selectors.people import awards_of, merges_of, places_with_edit
from awards.selectors.registry import lines
from awards.services import merging, people
from awards.views.facts import fact_context
from awards.views.registry import EDIT, VIEW
from campaigns.views.pieces import Page, Removal, edit, remove
from emulation.base import audit, vietnamese
from emulation.base.workflow import Refused
from organisations.models.dated import valid_on
from organisations.selectors.audit import lines as audit_lines
from organisations.views.common import require

both = require_http_methods(["GET", "POST"])


def _open(request: HttpRequest, pk: int) -> Person:
    require(request, *VIEW)
    return get_object_or_404(Person.objects.visible_to(request.user).select_related("merged_into"), pk=pk)


def _url(person: Person) -> str:
    return reverse("awards:person", args=[person.pk])


def _crumbs(person: Person, title: str) -> list:
    return [("Sổ khen thưởng", reverse("awards:registry")), (person.full_name, _url(person)), (title, None)]


@require_GET
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything of one person: awards, places, what was merged. A merged record leads to the one that was kept."""
    person = _open(request, pk)
    if person.merged_into_id:
        return redirect(_url(person.merged_into))
    user = request.user
    context = {
        "person": person,
        "death": vietnamese.format_date(person.died_on) if person.died_on else "",
        "birth": vietnamese.format_date(person.birth_date) if person.birth_date else person.birth_year,
        "awards": lines(awards_of(person, user)),
        "places": places_with_edit(person, user),
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

    def save(form: PersonForm, version: int) -> tuple[str, str]:
        data = dict(form.cleaned_data)
        number = data.pop("citizen_number") or None
        people.edit_person(person, version=version, citizen_number=number, by=request.user, **data)
        return _url(person), f"Đã lưu hồ sơ {data['full_name']}."

    page = Page(
        key=f"person:{person.pk}",
        title=f"Sửa hồ sơ {person.full_name}",
        crumbs=_crumbs(person, "Sửa"),
        back=_url(person),
        form=PersonForm,
        initial=PersonForm.shown(person),
        version=person.version,
        saved=PersonForm.shown,
        save=save,
        lead="Chỉ ghi điều có trong văn bản. Tên trong các quyết định cũ giữ nguyên.",
    )
    return edit(request, page)


@both
def person_place(request: HttpRequest, pk: int) -> HttpResponse:
    """Add where the person works or worked."""
    person = _open(request, pk)
    require(request, *EDIT)

    def save(form: PlaceForm, version: int) -> tuple[str, str]:
        place = people.add_place(person, **form.cleaned_data, by=request.user)
        return _url(person), f"Đã ghi nơi công tác {place.unit_name}."

    now = person.places.filter(valid_on()).select_related("unit")
    lead = f"{person.full_name}. Người chuyển đơn vị có nhiều nơi công tác, mỗi nơi một khoảng thời gian."
    page = Page(
        key=f"person:{person.pk}:place",
        title="Ghi nơi công tác",
        crumbs=_crumbs(person, "Ghi nơi công tác"),
        back=_url(person),
        form=lambda **kwargs: PlaceForm(open_places=now, **kwargs),
        save=save,
        lead=lead,
    )
    return edit(request, page)


def _place(request: HttpRequest, pk: int) -> PersonPlace:
    require(request, *VIEW)
    rows = PersonPlace.objects.filter(person__in=Person.objects.visible_to(request.user)).select_related(
        "person", "unit"
    )
    place = get_object_or_404(rows, pk=pk)
    if not request.user.has_perm("awards.edit_place", place):
        raise PermissionDenied(people.NOT_YOUR_PLACE)
    return place


def _place_crumbs(place: PersonPlace, title: str) -> list:
    return [("Sổ khen thưởng", reverse("awards:registry")), (str(place.person), _url(place.person)), (title, None)]


def _place_values(place: PersonPlace) -> dict:
    return {name: getattr(place, name) for name in people.PLACE_FIELDS}


@both
def place_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct the post and the days of a place, or end it."""
    place = _place(request, pk)

    def save(form: PlaceDaysForm, version: int) -> tuple[str, str]:
        people.edit_place(place, version=version, by=request.user, **form.cleaned_data)
        return _url(place.person), f"Đã lưu nơi công tác {place.unit_name}."

    page = Page(
        key=f"person-place:{pk}",
        title="Sửa, kết thúc nơi công tác",
        lead=f"{place.person}: {place.unit_name}",
        crumbs=_place_crumbs(place, "Sửa nơi công tác"),
        back=_url(place.person),
        form=PlaceDaysForm,
        initial=_place_values(place),
        version=place.version,
        saved=_place_values,
        save=save,
        context={"remove_url": reverse("awards:place_remove", args=[pk]), "remove_label": "Ghi nhầm, bỏ nơi này"},
    )
    return edit(request, page)


@both
def place_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take out a place that was written by mistake."""
    place = _place(request, pk)
    page = Removal(
        title="Bỏ nơi công tác ghi nhầm",
        crumbs=_place_crumbs(place, "Bỏ nơi công tác"),
        back=_url(place.person),
        remove=lambda reason: people.remove_place(place, reason=reason, by=request.user),
        sentence=f"Đã bỏ nơi công tác {place.unit_name}.",
        facts=[
            f"{place.person}: {place.unit_name}.",
            "Người đã chuyển đi hoặc nghỉ: hãy ghi ngày cuối cùng thay vì bỏ, để lịch sử còn đủ.",
        ],
    )
    return remove(request, page)


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
