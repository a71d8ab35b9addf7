"""Whom a unit may mean: its people by words without accents, and collectives and households of its own."""

from django.db.models import Prefetch, QuerySet

from awards.models import Collective, Household, Person, PersonPlace
from emulation.base import vietnamese
from organisations.models import Unit
from organisations.models.dated import valid_on

MOST = 30


def people_named(unit: Unit, name: str) -> list[Person]:
    """Standing people who work at the unit today and whose name holds these words; namesakes are told apart by year and post."""
    words = vietnamese.search_key(name).split()
    if not words:
        return []
    rows = people_of(unit)
    for word in words:
        rows = rows.filter(search_key__contains=word)
    places = Prefetch("places", PersonPlace.objects.filter(valid_on(), unit=unit), to_attr="places_here")
    return list(rows.prefetch_related(places).order_by("sort_key", "pk")[:MOST])


def people_of(unit: Unit) -> QuerySet[Person]:
    """Standing people who work at the unit today."""
    return Person.objects.standing().filter(
        pk__in=PersonPlace.objects.filter(valid_on(), unit=unit).values("person_id")
    )


def collectives_of(unit: Unit) -> QuerySet[Collective]:
    """The unit itself and its parts that are on record."""
    return Collective.objects.filter(unit=unit).order_by("-is_unit", "name")


def households_of(unit: Unit) -> QuerySet[Household]:
    """Households of the unit's place."""
    return Household.objects.filter(unit=unit).order_by("name")
