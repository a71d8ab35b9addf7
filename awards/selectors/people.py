"""Reading people: who a line of a list means."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from django.db.models import F

from awards.models import AwardRecord, Person, PersonMerge, PersonPlace

_CHUNK = 400  # SQLite takes so many values in one query


def chunks(values: Iterable) -> Iterator[list]:
    """The values in parts that one query takes."""
    values = list(values)
    for start in range(0, len(values), _CHUNK):
        yield values[start : start + _CHUNK]


def people_by_name(keys: Iterable[str]) -> dict[str, list[Person]]:
    """Standing people by each name they have on record: a merged record leads to the one that was kept."""
    found: dict[str, dict[int, Person]] = defaultdict(dict)
    for part in chunks(sorted(set(keys))):
        people = list(Person.objects.filter(comparison_key__in=part).prefetch_related("places"))
        for person, now in zip(people, standing_people(people), strict=True):
            found[person.comparison_key].setdefault(now.pk, now)
    return {key: list(people.values()) for key, people in found.items()}


def standing_people(people: Sequence[Person]) -> list[Person]:
    """For each the record that stands for that person today, with its places; no query where nobody was merged."""
    now = standing_ids(person.merged_into_id for person in people if person.merged_into_id)
    rows = Person.objects.prefetch_related("places")
    kept = {pk: row for part in chunks(set(now.values())) for pk, row in rows.in_bulk(part).items()}
    return [kept[now[person.merged_into_id]] if person.merged_into_id else person for person in people]


def standing_ids(ids: Iterable[int]) -> dict[int, int]:
    """{id of a person: id of the record that stands for that person today}. One query where nobody was merged."""
    asked = set(ids)
    steps: dict[int, int] = {}
    open_ids = asked
    while open_ids:
        merged: dict[int, int] = {}
        for part in chunks(open_ids):
            rows = Person.objects.filter(pk__in=part).exclude(merged_into=None)
            merged |= dict(rows.values_list("pk", "merged_into_id"))
        steps |= merged
        open_ids = set(merged.values())
    return {pk: _end(pk, steps) for pk in asked}


def _end(pk: int, steps: dict[int, int]) -> int:
    while pk in steps:
        pk = steps[pk]
    return pk


def awards_of(person: Person, user) -> list[AwardRecord]:
    """The awards of a person that this user sees, newest first."""
    rows = AwardRecord.objects.visible_to(user).filter(person=person).select_related("unit")
    return list(rows.order_by("-decided_on", "-pk"))


def places_of(person: Person) -> list[PersonPlace]:
    """Where the person works and worked, the latest first."""
    rows = person.places.select_related("unit")
    return list(rows.order_by(F("valid_to").desc(nulls_first=True), F("valid_from").desc(nulls_last=True), "-pk"))


def places_with_edit(person: Person, user) -> list[tuple[PersonPlace, bool]]:
    """The places, each with whether this user may correct it."""
    return [(place, user.has_perm("awards.edit_place", place)) for place in places_of(person)]


def merges_of(person: Person) -> list[PersonMerge]:
    """Merges into this record that still hold, the latest first."""
    return list(person.merges.filter(undone_at=None).select_related("gone", "by").order_by("-at"))
