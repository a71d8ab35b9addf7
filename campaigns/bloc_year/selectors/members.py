"""The units of a bloc on a day: one row a unit, whatever its places."""

import datetime as dt

from organisations.enums import BlocRole
from organisations.models import Bloc, BlocMember, Unit
from organisations.selectors.blocs import day_in


def member_ids(bloc: Bloc, on: dt.date | None = None) -> set[int]:
    """Ids of the units that belong to a bloc on a day, today or the nearer end of its year."""
    rows = BlocMember.objects.valid_on(on or day_in(bloc.year)).filter(bloc=bloc)
    return set(rows.values_list("unit_id", flat=True))


def members(bloc: Bloc, on: dt.date | None = None) -> list[Unit]:
    """The units themselves, in the Vietnamese order."""
    return list(Unit.objects.filter(pk__in=member_ids(bloc, on)).order_by("sort_key", "pk"))


def roles(bloc: Bloc, on: dt.date | None = None) -> dict[int, str]:
    """{unit id: its role in the bloc on the day}."""
    rows = BlocMember.objects.valid_on(on or day_in(bloc.year)).filter(bloc=bloc)
    found: dict[int, str] = {}
    for unit, role in rows.values_list("unit_id", "role"):
        if found.get(unit, BlocRole.MEMBER) == BlocRole.MEMBER:
            found[unit] = role
    return found
