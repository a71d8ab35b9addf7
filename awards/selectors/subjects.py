"""Whom a unit may mean: its people by words without accents, and collectives and households of its own."""

import datetime as dt

from django.db.models import Prefetch, Q, QuerySet

from awards.enums import SubjectKind
from awards.models import Collective, Household, Person, PersonPlace
from awards.selectors.registry import begins_word
from emulation.base import clock, vietnamese
from organisations.models import Unit
from organisations.models.dated import valid_on

MOST = 30
# What stands in an address for each kind of subject.
KINDS = {"ca-nhan": SubjectKind.INDIVIDUAL, "tap-the": SubjectKind.COLLECTIVE, "ho-gia-dinh": SubjectKind.HOUSEHOLD}
_OF = {Person: SubjectKind.INDIVIDUAL, Collective: SubjectKind.COLLECTIVE, Household: SubjectKind.HOUSEHOLD}

Subject = Person | Collective | Household


def kind_of(subject: Subject) -> SubjectKind:
    """Which kind of subject it is."""
    return _OF[type(subject)]


def subject_of(unit: Unit, kind: str, pk: int, since: dt.date | None = None) -> Subject | None:
    """The subject of an address, when it is one of the unit's."""
    if kind not in KINDS:
        return None
    rows = {
        SubjectKind.INDIVIDUAL: people_of(unit, since),
        SubjectKind.COLLECTIVE: collectives_of(unit),
        SubjectKind.HOUSEHOLD: households_of(unit),
    }
    return rows[KINDS[kind]].filter(pk=pk).first()


def people_named(unit: Unit, name: str, since: dt.date | None = None) -> list[Person]:
    """Standing people of the unit of whose name these begin words; namesakes are told apart by year and post."""
    words = vietnamese.search_key(name).split()
    if not words:
        return []
    rows = people_of(unit, since)
    for word in words:
        rows = rows.filter(begins_word(word))
    places = Prefetch("places", PersonPlace.objects.filter(_held(since), unit=unit), to_attr="places_here")
    return list(rows.prefetch_related(places).order_by("sort_key", "pk")[:MOST])


def people_of(unit: Unit, since: dt.date | None = None) -> QuerySet[Person]:
    """Standing people who work at the unit today; with a day, also those who worked there on it or later (retired, died)."""
    return Person.objects.standing().filter(
        pk__in=PersonPlace.objects.filter(_held(since), unit=unit).values("person_id")
    )


def _held(since: dt.date | None) -> Q:
    if since is None:
        return valid_on()
    begun = Q(valid_from=None) | Q(valid_from__lte=clock.today())
    return begun & (Q(valid_to=None) | Q(valid_to__gte=since))


def collectives_of(unit: Unit) -> QuerySet[Collective]:
    """The unit itself and its parts that are on record."""
    return Collective.objects.filter(unit=unit).order_by("-is_unit", "name")


def households_of(unit: Unit) -> QuerySet[Household]:
    """Households of the unit's place."""
    return Household.objects.filter(unit=unit).order_by("name")
