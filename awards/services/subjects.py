"""New subjects of a unit: a person with the place, a part of the unit, a household. Nobody is merged in silence."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from awards.models import Collective, Household, Person
from awards.services import people
from emulation.base import audit, vietnamese
from organisations.models import Unit

NOT_YOURS = "Chỉ cán bộ của đơn vị và Sở Nội vụ thêm người, tập thể, hộ gia đình của đơn vị."


def _must(by: Any, unit: Unit) -> None:
    if not by.has_perm("awards.add_subjects", unit):
        raise PermissionDenied(NOT_YOURS)


@transaction.atomic
def new_person(unit: Unit, *, name: str, birth_year: int | None = None, position: str = "", by: Any) -> Person:
    """A new record of somebody who works at the unit; namesakes are put up to be looked at."""
    _must(by, unit)
    person = people.create_person(full_name=name, birth_year=birth_year, by=by)
    people.add_place(person, unit=unit, position=position, by=by)
    return person


@transaction.atomic
def collective(unit: Unit, name: str = "", *, by: Any) -> Collective:
    """The unit itself when the name is its own or empty, else its part of that name; one record each."""
    _must(by, unit)
    key = vietnamese.fold(name)
    itself = not key or key in (unit.comparison_key, vietnamese.fold(unit.label))
    shown = unit.official_name if itself else vietnamese.one_line(name)
    return _one(Collective, unit, shown, label="Thêm tập thể", by=by, is_unit=itself)


@transaction.atomic
def household(unit: Unit, name: str, *, by: Any) -> Household:
    """A household of the unit's place."""
    _must(by, unit)
    return _one(Household, unit, vietnamese.one_line(name), label="Thêm hộ gia đình", by=by)


def _one(model: type, unit: Unit, name: str, *, label: str, by: Any, **fields: Any) -> Any:
    keys = {"comparison_key": vietnamese.fold(name), "unit_key": f"#{unit.pk}"}
    row, new = model.objects.get_or_create(**keys, defaults={"name": name, "unit": unit, **fields})
    if new:
        audit.record(row, action="create", label=label, by=by)
    return row
