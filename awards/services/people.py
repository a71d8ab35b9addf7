"""Writing people: a new record, corrections, places, and two records that may be one."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from awards.enums import DoubtState
from awards.models import Person, PersonDoubt, PersonPlace
from emulation.base import audit, clock, sealing, vietnamese
from emulation.base.concurrency import bump, lock
from emulation.base.workflow import Refused
from organisations.models import Unit

FIELDS = (
    "full_name",
    "honorific",
    "title",
    "birth_date",
    "birth_year",
    "gender",
    "honours",
    "nationality",
    "died_on",
)
PLACE_FIELDS = ("position", "valid_from", "valid_to")
NOT_YOUR_DEAD = "Chỉ Sở Nội vụ và đơn vị nơi người đó công tác ghi được ngày mất."
NOT_YOUR_PLACE = "Chỉ Sở Nội vụ và chính đơn vị đó sửa được nơi công tác."
# What follows from the fields and from the number.
_FOLLOWING = ("birth_year", "comparison_key", "search_key", "sort_key", "citizen_number_sealed", "citizen_number_mark")


def built(*, full_name: str, citizen_number: str = "", **fields: Any) -> Person:
    """A person with its keys, not yet saved."""
    person = Person(full_name=vietnamese.one_line(full_name), **fields)
    _set_keys(person)
    _set_number(person, citizen_number)
    return person


def built_place(person: Person, *, unit: Unit | None = None, unit_text: str = "", position: str = "") -> PersonPlace:
    """A place without known days, not yet saved."""
    key = vietnamese.fold(unit_text or (unit.official_name if unit else ""))
    return PersonPlace(person=person, unit=unit, unit_text=unit_text, unit_key=key, position=position)


def refuse_merged(person: Person) -> None:
    """Nothing more is written of a record that was merged into another."""
    if person.merged_into_id:
        raise Refused(f"Hồ sơ này đã gộp vào hồ sơ số {person.merged_into_id}. Hãy ghi ở hồ sơ đó.")


def _set_keys(person: Person) -> None:
    person.comparison_key = vietnamese.fold(person.full_name)
    person.search_key = vietnamese.search_key(person.full_name)
    person.sort_key = vietnamese.person_sort_key(person.full_name)
    if person.birth_date:
        person.birth_year = person.birth_date.year


def _set_number(person: Person, number: str) -> None:
    number = "".join(number.split())
    person.citizen_number_sealed = sealing.seal(number)
    person.citizen_number_mark = sealing.fingerprint(number)


@transaction.atomic
def create_person(*, by: Any, **fields: Any) -> Person:
    """A new record; people it may be are put up to be looked at."""
    person = built(**fields)
    person.save()
    audit.record(person, action="create", label="Thêm hồ sơ cá nhân", by=by)
    raise_doubts(person, _alike(person), why="Cùng tên và ngày sinh hoặc năm sinh")
    return person


@transaction.atomic
def edit_person(person: Person, *, version: int | None, citizen_number: str | None = None, by: Any, **new) -> Person:
    """Correct a record. `citizen_number` None leaves the number as it is, '' takes it away."""
    person = lock(person, version=version)
    refuse_merged(person)
    changes = audit.difference({name: getattr(person, name) for name in new}, new)
    for name, value in new.items():
        setattr(person, name, value)
    _set_keys(person)
    if citizen_number is not None:
        _set_number(person, citizen_number)
        changes["citizen_number"] = [None, "đã ghi" if citizen_number else "đã xóa"]  # the number is never in the log
    if not changes:
        return person
    bump(person)
    person.save(update_fields={*new, *_FOLLOWING, "version"})
    audit.record(person, action="edit", label="Sửa hồ sơ cá nhân", by=by, changes=changes)
    raise_doubts(person, _alike(person), why="Cùng tên và ngày sinh hoặc năm sinh")
    return person


@transaction.atomic
def record_death(person: Person, *, on: dt.date, by: Any) -> Person:
    """The day on which a person died, for a posthumous award. A day that is on record is corrected by Sở Nội vụ."""
    if not by.has_perm("awards.record_death", person):
        raise PermissionDenied(NOT_YOUR_DEAD)
    person = lock(person, version=None)
    if person.died_on == on:
        return person
    if person.died_on:
        raise Refused(f"Hồ sơ đã ghi ngày mất {person.died_on:%d/%m/%Y}. Hãy đề nghị Sở Nội vụ sửa nếu sai.")
    born = person.birth_date or (person.birth_year and dt.date(person.birth_year, 1, 1))
    if born and on < born:
        raise Refused(f"Hồ sơ ghi sinh năm {born.year}, ngày mất phải sau đó. Hãy kiểm tra lại.")
    return edit_person(person, version=None, died_on=on, by=by)


@transaction.atomic
def add_place(
    person: Person,
    *,
    unit: Unit | None,
    unit_text: str = "",
    position: str = "",
    valid_from: dt.date | None = None,
    valid_to: dt.date | None = None,
    leaves: Iterable[PersonPlace] = (),
    by: Any,
) -> PersonPlace:
    """Where the person works, from a day to a day. `leaves`: places that end the day before, for a transfer."""
    refuse_merged(lock(person, version=None))
    if not unit and not unit_text:
        raise Refused("Thiếu đơn vị. Hãy chọn đơn vị trong danh mục hoặc ghi tên đơn vị.")
    _in_order(valid_from, valid_to)
    for old in leaves:
        if not valid_from:
            raise Refused("Thiếu ngày bắt đầu ở nơi mới. Hãy ghi ngày chuyển để kết thúc nơi cũ trước đó một ngày.")
        end_place(old, on=valid_from - dt.timedelta(days=1), by=by)
    place = built_place(person, unit=unit, unit_text=unit_text, position=position)
    place.valid_from, place.valid_to = valid_from, valid_to
    place.save()
    changes = audit.difference({"position": ""}, {name: getattr(place, name) for name in PLACE_FIELDS})
    audit.record(person, action="place", label=f"Thêm nơi công tác {place.unit_name}", by=by, changes=changes)
    return place


@transaction.atomic
def end_place(place: PersonPlace, *, on: dt.date, by: Any) -> PersonPlace:
    """The last day of a place."""
    place = PersonPlace.objects.select_for_update(of=("self",)).get(pk=place.pk)
    if place.valid_from and on < place.valid_from:
        raise Refused(f"Nơi công tác này bắt đầu ngày {place.valid_from:%d/%m/%Y}. Hãy chọn ngày sau ngày đó.")
    before = place.valid_to
    place.valid_to = on
    bump(place)
    place.save(update_fields=["valid_to", "version"])
    changes = audit.difference({"valid_to": before}, {"valid_to": on})
    label = f"Kết thúc nơi công tác {place.unit_name}"
    audit.record(place.person, action="place_end", label=label, by=by, changes=changes)
    return place


@transaction.atomic
def edit_place(place: PersonPlace, *, version: int | None, by: Any, **new: Any) -> PersonPlace:
    """Correct the post and the days of a place; the last day ends it."""
    place = lock(place, version=version)
    _must_keep(place, by)
    _in_order(new["valid_from"], new["valid_to"])
    changes = audit.difference({name: getattr(place, name) for name in PLACE_FIELDS}, new)
    if not changes:
        return place
    for name, value in new.items():
        setattr(place, name, value)
    bump(place)
    place.save(update_fields=[*PLACE_FIELDS, "version"])
    label = f"Sửa nơi công tác {place.unit_name}"
    audit.record(place.person, action="place", label=label, by=by, changes=changes)
    return place


@transaction.atomic
def remove_place(place: PersonPlace, *, reason: str, by: Any) -> None:
    """Take out a place that was written by mistake; who left has an end of the place instead."""
    place = lock(place, version=None)
    _must_keep(place, by)
    kept = {name: getattr(place, name) for name in PLACE_FIELDS}
    changes = audit.difference(kept, dict.fromkeys(PLACE_FIELDS) | {"position": ""})
    person, label = place.person, f"Bỏ nơi công tác ghi nhầm: {place.unit_name}"
    place.delete()
    audit.record(person, action="place_remove", label=label, by=by, note=reason, changes=changes)


def _must_keep(place: PersonPlace, by: Any) -> None:
    if not by.has_perm("awards.edit_place", place):
        raise PermissionDenied(NOT_YOUR_PLACE)


def _in_order(begin: dt.date | None, end: dt.date | None) -> None:
    if begin and end and end < begin:
        raise Refused("Ngày kết thúc trước ngày bắt đầu. Hãy sửa một trong hai ngày.")


def _alike(person: Person) -> list[Person]:
    """Others of the same name whose day or year of birth is known and equal."""
    if not person.birth_year:
        return []
    rows = Person.objects.standing().filter(comparison_key=person.comparison_key, birth_year=person.birth_year)
    rows = rows.exclude(pk=person.pk)
    days = (None, person.birth_date)
    return [other for other in rows if not person.birth_date or other.birth_date in days]


def raise_doubts(person: Person, others: Iterable[Person], *, why: str) -> None:
    """Put pairs up to be looked at; a pair that was looked at once stays settled."""
    save_doubts([(person, other, why) for other in others])


def save_doubts(pairs: Iterable[tuple[Person, Person, str]]) -> int:
    """Write pairs that were not put up before; returns how many were given."""
    rows = [
        PersonDoubt(first_id=min(a.pk, b.pk), second_id=max(a.pk, b.pk), why=why) for a, b, why in pairs if a.pk != b.pk
    ]
    PersonDoubt.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    return len(rows)


@transaction.atomic
def keep_apart(doubt: PersonDoubt, *, by: Any) -> PersonDoubt:
    """They are two people; the pair is not put up again."""
    doubt = PersonDoubt.objects.select_for_update(of=("self",)).get(pk=doubt.pk)
    if doubt.state != DoubtState.OPEN:
        raise Refused("Cặp hồ sơ này đã được xem. Hãy tải lại trang.")
    doubt.state, doubt.settled_at, doubt.settled_by = DoubtState.APART, clock.now(), by
    doubt.save(update_fields=["state", "settled_at", "settled_by"])
    for person in (doubt.first, doubt.second):
        audit.record(person, action="apart", label="Xác định là hai người khác nhau", by=by, note=str(doubt))
    return doubt
