"""Whom the lines of a list mean: people, collectives and households on record, or new ones; in doubt a person looks."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations

from awards.enums import SubjectKind
from awards.models import Collective, Household, Person, PersonPlace
from awards.selectors.listed_names import ListedUnits
from awards.selectors.people import chunks, people_by_name
from awards.services.people import built, built_place, save_doubts
from emulation.base import vietnamese
from emulation.base.spreadsheets import Row
from organisations.models import Unit

# A name borne by more people than this says nothing by itself: such pairs are not put up to be looked at.
MOST_NAMESAKES = 5
_ELSEWHERE = "Cùng tên, nơi công tác khác nhau"
_TWICE_THERE = "Cùng tên, cùng nơi công tác"
_NO_PLACE = "Cùng tên, văn bản không ghi nơi công tác"


@dataclass
class Matched:
    """Who a line means. `unit` is the unit of the catalogue that it names, if exactly one bears the name."""

    unit: Unit | None
    subject: Person | Collective | Household | None = None
    others: list[tuple[Person, str]] = field(default_factory=list)

    @property
    def is_new(self) -> bool:
        return self.subject is None or self.subject.pk is None


class ListSubjects:
    """Matches every line of a list with few queries, and saves what is new at once.

    `since`: whose place ended before that day does not work there any more.
    """

    def __init__(self, rows: list[Row], units: ListedUnits, *, since: dt.date | None = None):
        self.units, self.since = units, since
        self.rows = [row for row in rows if row["name"] and row["kind"]]
        people = [row for row in self.rows if row["kind"] == SubjectKind.INDIVIDUAL]
        self._known = people_by_name(vietnamese.fold(row["name"]) for row in people)
        self._fresh: dict[tuple, Person | Collective | Household] = {}
        self._groups = {
            SubjectKind.COLLECTIVE: self._stored(Collective),
            SubjectKind.HOUSEHOLD: self._stored(Household),
        }
        self.places: list[PersonPlace] = []
        self.matches = {row.number: self._match(row) for row in self.rows}

    def _stored(self, model) -> dict[tuple, Collective | Household]:
        keys = {vietnamese.fold(row["name"]) for row in self.rows if row["kind"] != SubjectKind.INDIVIDUAL}
        found = {}
        for part in chunks(sorted(keys)):
            rows = model.objects.filter(comparison_key__in=part)
            found |= {(model, item.comparison_key, item.unit_key): item for item in rows}
        return found

    def _unit_of(self, name: str | None) -> Unit | None:
        found = self.units.named(name) if name else []
        return found[0] if len(found) == 1 else None

    def _match(self, row: Row) -> Matched:
        unit = self._unit_of(row["unit"])
        if row["kind"] == SubjectKind.INDIVIDUAL:
            return self._match_person(row, unit)
        model = Collective if row["kind"] == SubjectKind.COLLECTIVE else Household
        return self._match_group(row, unit, model)

    # --- People ---
    def _match_person(self, row: Row, unit: Unit | None) -> Matched:
        key = vietnamese.fold(row["name"])
        where = vietnamese.fold(row["unit"] or "")
        same_name = self._known.get(key, [])
        here = [person for person in same_name if where and _works_at(person, unit, where, self.since)]
        fitting = [person for person in here if _may_be(person, row)]
        if len(fitting) == 1:
            return Matched(unit, fitting[0])
        others = [(person, _why(person, here, where)) for person in same_name]
        if len(others) > MOST_NAMESAKES:
            others = [(person, why) for person, why in others if why == _TWICE_THERE]
        return self._new_person(row, unit, (key, where or vietnamese.fold(row["position"] or "")), others)

    def _new_person(self, row: Row, unit: Unit | None, key: tuple, others: list) -> Matched:
        """One new record for the lines of a list that say the same name at the same place; without a place, each its own."""
        key = (*key, row["honorific"] or "") if key[1] else (*key, row.number)
        if key in self._fresh:
            return Matched(unit, self._fresh[key])
        person = built(full_name=row["name"], honorific=row["honorific"] or "", title=row["title"] or "")
        self._fresh[key] = person
        if row["unit"]:
            place = built_place(person, unit=unit, unit_text=row["unit"], position=row["position"] or "")
            self.places.append(place)
        return Matched(unit, person, others)

    # --- Collectives and households ---
    def _match_group(self, row: Row, unit: Unit | None, model) -> Matched:
        itself = self._unit_itself(row, unit) if model is Collective else None
        place = itself or unit
        unit_key = f"#{place.pk}" if place else vietnamese.fold(row["unit"] or "")
        name = itself.official_name if itself else row["name"]
        key = (model, vietnamese.fold(name), unit_key)
        group = self._groups[row["kind"]].get(key) or self._fresh.get(key)
        if group is None:
            extra = {"is_unit": True} if itself else {}
            unit_text = "" if itself else row["unit"] or ""
            group = model(name=name, unit=place, unit_text=unit_text, unit_key=unit_key, comparison_key=key[1], **extra)
            self._fresh[key] = group
        return Matched(place, group)

    def _unit_itself(self, row: Row, unit: Unit | None) -> Unit | None:
        """The unit that the collective is, when its name is that of one unit and the place does not say otherwise."""
        itself = self._unit_of(row["name"])
        if itself is None or (row["unit"] and (unit is None or unit.pk not in (itself.pk, itself.parent_id))):
            return None
        return itself

    # --- Saving ---
    def save(self, rows: list[Row]) -> None:
        """Save the new subjects of these lines, their places, and the pairs to be looked at."""
        wanted = {id(self.matches[row.number].subject) for row in rows}
        fresh = [subject for subject in self._fresh.values() if id(subject) in wanted]
        for model in (Person, Collective, Household):
            model.objects.bulk_create([item for item in fresh if isinstance(item, model)], batch_size=500)
        PersonPlace.objects.bulk_create([p for p in self.places if id(p.person) in wanted], batch_size=500)
        found = [self.matches[row.number] for row in rows]
        stored = [(match.subject, other, why) for match in found for other, why in match.others]
        save_doubts([*stored, *_namesakes(item for item in fresh if isinstance(item, Person))])


def _namesakes(people: Iterable[Person]) -> list[tuple[Person, Person, str]]:
    """Pairs of new people of one name in one list, unless so many bear it that it says nothing."""
    by_name: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        by_name[person.comparison_key].append(person)
    few = [group for group in by_name.values() if len(group) <= MOST_NAMESAKES]
    return [(one, other, _ELSEWHERE) for group in few for one, other in combinations(group, 2)]


def _works_at(person: Person, unit: Unit | None, key: str, since: dt.date | None) -> bool:
    return any(
        (place.unit_key == key or (unit and place.unit_id == unit.pk))
        and not (since and place.valid_to and place.valid_to < since)
        for place in person.places.all()
    )


def _may_be(person: Person, row: Row) -> bool:
    """Ông and Bà are two people."""
    return not (person.honorific and row["honorific"] and person.honorific != row["honorific"])


def _why(person: Person, here: list[Person], where: str) -> str:
    if person in here:
        return _TWICE_THERE
    return _ELSEWHERE if where else _NO_PLACE
