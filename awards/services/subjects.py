"""New subjects of a unit: a person with the place, a part of the unit, a household. Nobody is merged in silence."""

from typing import Any

from django.db import transaction

from awards.models import Collective, Household, Person
from awards.services import people
from emulation.base import vietnamese
from organisations.models import Unit


@transaction.atomic
def new_person(unit: Unit, *, name: str, birth_year: int | None = None, position: str = "", by: Any) -> Person:
    """A new record of somebody who works at the unit; namesakes are put up to be looked at."""
    person = people.create_person(full_name=name, birth_year=birth_year, by=by)
    people.add_place(person, unit=unit, position=position, by=by)
    return person


def collective(unit: Unit, name: str = "") -> Collective:
    """The unit itself when the name is its own or empty, else its part of that name; one record each."""
    key = vietnamese.fold(name)
    itself = not key or key in (unit.comparison_key, vietnamese.fold(unit.label))
    shown = unit.official_name if itself else vietnamese.one_line(name)
    keys = {"comparison_key": vietnamese.fold(shown), "unit_key": f"#{unit.pk}"}
    return Collective.objects.get_or_create(**keys, defaults={"name": shown, "is_unit": itself, "unit": unit})[0]


def household(unit: Unit, name: str) -> Household:
    """A household of the unit's place."""
    keys = {"comparison_key": vietnamese.fold(name), "unit_key": f"#{unit.pk}"}
    return Household.objects.get_or_create(**keys, defaults={"name": vietnamese.one_line(name), "unit": unit})[0]
