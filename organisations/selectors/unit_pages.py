"""Reading units for their pages: the list with blocs and people, one unit with everything of its own."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, F, QuerySet

from emulation.base import clock, vietnamese
from organisations.enums import Role
from organisations.models import BlocMember, Membership, Unit, UnitName, UnitSuccession
from organisations.models.dated import valid_on


@dataclass(frozen=True)
class UnitRow:
    """One line of the list. `blocs` are (id, label, role) of the day."""

    pk: int
    name: str
    short_name: str
    kind: str
    parent: str
    blocs: list[tuple[int, str, str]]
    people: int
    validity: str
    badge: tuple[str, str, str] | None


def unit_rows(units: Iterable[Unit], on: dt.date | None = None) -> list[UnitRow]:
    """The lines of a page of units: two queries however many units."""
    units = list(units)
    ids = [unit.pk for unit in units]
    blocs = _blocs_of(ids, on)
    held = Membership.objects.at_work().filter(unit_id__in=ids)
    people = dict(held.values_list("unit_id").annotate(Count("user_id", distinct=True)))
    return [_row(unit, blocs[unit.pk], people.get(unit.pk, 0), on) for unit in units]


def _row(unit: Unit, blocs: list, people: int, on: dt.date | None) -> UnitRow:
    return UnitRow(
        unit.pk,
        unit.official_name,
        unit.short_name if unit.short_name != unit.official_name else "",
        unit.get_kind_display(),
        unit.parent.label if unit.parent else "",
        blocs,
        people,
        validity(unit),
        badge(unit, on),
    )


def validity(row) -> str:
    """“01/01/2020 – 30/06/2025”, “từ 01/01/2020”, “đến 30/06/2025”, or nothing when both ends are open."""
    start, end = (vietnamese.format_date(d) if d else "" for d in (row.valid_from, row.valid_to))
    if start and end:
        return f"{start} – {end}"
    return f"từ {start}" if start else f"đến {end}" if end else ""


def badge(unit: Unit, on: dt.date | None = None) -> tuple[str, str, str] | None:
    """How a unit stands on a day; None for one that simply exists."""
    day = on or clock.today()
    if unit.valid_to and unit.valid_to < day:
        return ("void", "slash-circle", "Đã kết thúc")
    if unit.valid_from and unit.valid_from > day:
        return ("draft", "circle", "Chưa hoạt động")
    return None


def _blocs_of(unit_ids: Sequence[int], on: dt.date | None) -> dict[int, list[tuple[int, str, str]]]:
    places = BlocMember.objects.valid_on(on).filter(unit_id__in=unit_ids).select_related("bloc")
    places = places.filter(bloc__year=(on or clock.today()).year).order_by("bloc__code", "pk")
    found = defaultdict(list)
    for place in places:
        found[place.unit_id].append((place.bloc_id, place.bloc.label, place.get_role_display()))
    return found


@dataclass
class Person:
    """A person who works for a unit, with the roles held there."""

    pk: int
    name: str
    position: str
    roles: list[str] = field(default_factory=list)
    locked: bool = False


_ROLE_ORDER = list(Role.values)


def people_of(unit: Unit, on: dt.date | None = None) -> list[Person]:
    """People with a role in the unit on a day, heads first, then by given name. One query."""
    rows = Membership.objects.filter(valid_on(on), unit=unit).select_related("user")
    found: dict[int, Person] = {}
    rank: dict[int, int] = {}
    for row in rows:
        user = row.user
        person = found.setdefault(user.pk, Person(user.pk, str(user), user.position, locked=not user.is_active))
        until = f" (đến {vietnamese.format_date(row.valid_to)})" if row.valid_to else ""
        person.roles.append(f"{row.role_label}{until}")
        rank[user.pk] = min(rank.get(user.pk, 99), _ROLE_ORDER.index(row.role) * (row.role != Role.UNIT_HEAD))
    return sorted(found.values(), key=lambda p: (p.locked, rank[p.pk], vietnamese.person_sort_key(p.name)))


def names_of(unit: Unit) -> QuerySet[UnitName]:
    """Every name the unit bore, newest first."""
    return unit.names.order_by(F("valid_from").desc(nulls_last=True), "-pk")


def places_of(unit: Unit) -> QuerySet[BlocMember]:
    """Every place of the unit in a bloc, newest year first."""
    return unit.bloc_places.select_related("bloc").order_by(
        "-bloc__year", "bloc__code", F("valid_from").desc(nulls_last=True)
    )


def origins_of(unit: Unit) -> QuerySet[UnitSuccession]:
    """Units this one came out of."""
    return unit.origins.select_related("predecessor").order_by("on", "pk")


def successors_of(unit: Unit) -> QuerySet[UnitSuccession]:
    """Units that came out of this one."""
    return unit.successions.select_related("successor").order_by("on", "pk")


def children_of(unit: Unit, on: dt.date | None = None) -> QuerySet[Unit]:
    """Units directly below this one on a day."""
    return unit.children.valid_on(on).in_order()


def ancestors(unit: Unit | None) -> list[int]:
    """Ids of the unit and of every unit above it."""
    found: list[int] = []
    while unit is not None and unit.pk not in found:
        found.append(unit.pk)
        unit = unit.parent
    return found


def left_over(unit: Unit, on: dt.date) -> dict[str, int]:
    """What of an ending unit still holds after a day: roles of people, places in blocs, units below."""
    after = on + dt.timedelta(days=1)
    return {
        "people": Membership.objects.filter(valid_on(after), unit=unit).count(),
        "places": unit.bloc_places.valid_on(after).count(),
        "children": unit.children.valid_on(after).count(),
    }
