"""Reading blocs: the list of a year, one bloc with its members and how its leadership passed on."""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import F

from emulation.base import clock
from organisations.enums import BlocRole
from organisations.models import Bloc, BlocMember
from organisations.selectors.unit_pages import validity


@dataclass
class BlocRow:
    """One line of the list."""

    bloc: Bloc
    leaders: list[tuple[int, str]] = field(default_factory=list)
    deputies: list[tuple[int, str]] = field(default_factory=list)
    size: int = 0


def years() -> list[int]:
    """Years for which there are blocs, newest first; this year is always among them."""
    found = set(Bloc.objects.order_by().values_list("year", flat=True).distinct())
    return sorted(found | {clock.today().year}, reverse=True)


def day_in(year: int) -> dt.date:
    """The day on which a bloc of a year is looked at: today in this year, else the nearer end of that year."""
    return min(max(clock.today(), dt.date(year, 1, 1)), dt.date(year, 12, 31))


def bloc_rows(year: int, user) -> list[BlocRow]:
    """Blocs of a year with who leads today and how many belong to them: two queries."""
    found = Bloc.objects.visible_to(user).filter(year=year).select_related("parent")
    rows = {bloc.pk: BlocRow(bloc) for bloc in sorted(found, key=_below_its_parent)}
    places = BlocMember.objects.valid_on(day_in(year)).filter(bloc_id__in=rows).select_related("unit")
    for place in places.order_by("unit__sort_key"):
        row = rows[place.bloc_id]
        row.size += 1
        if place.role == BlocRole.LEADER:
            row.leaders.append((place.unit_id, place.unit.label))
        elif place.role == BlocRole.DEPUTY:
            row.deputies.append((place.unit_id, place.unit.label))
    return list(rows.values())


def _below_its_parent(bloc: Bloc) -> tuple:
    """Sub-clusters stand under their bloc."""
    return (bloc.parent.code, 1, bloc.code) if bloc.parent else (bloc.code, 0, "")


@dataclass(frozen=True)
class Place:
    """A unit's place, with how it stands on the day looked at."""

    pk: int
    unit_id: int
    unit: str
    role: str
    role_label: str
    period: str
    ended: bool
    coming: bool


_ORDER = {BlocRole.LEADER: 0, BlocRole.DEPUTY: 1, BlocRole.MEMBER: 2}


def places_of(bloc: Bloc) -> list[Place]:
    """Every place of the bloc, whoever leads first, then by the Vietnamese alphabet. One query."""
    day = day_in(bloc.year)
    rows = bloc.members.select_related("unit").order_by("unit__sort_key", F("valid_from").asc(nulls_first=True))
    places = [
        Place(
            p.pk,
            p.unit_id,
            p.unit.official_name,
            p.role,
            p.get_role_display(),
            validity(p),
            bool(p.valid_to and p.valid_to < day),
            bool(p.valid_from and p.valid_from > day),
        )
        for p in rows
    ]
    return sorted(places, key=lambda p: _ORDER[p.role])


def leadership(bloc: Bloc) -> list[BlocMember]:
    """Who led the bloc, from when to when, newest first."""
    rows = bloc.members.filter(role=BlocRole.LEADER).select_related("unit")
    return list(rows.order_by(F("valid_from").desc(nulls_last=True), "-pk"))
