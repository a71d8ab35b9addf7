"""Reading units and blocs."""

import datetime as dt

from django.db.models import Q, QuerySet

from emulation.base import vietnamese
from organisations.enums import BlocRole
from organisations.models import Bloc, BlocMember, Unit
from organisations.models.dated import valid_on


def find_unit(name: str, parent: Unit | None = None, on: dt.date | None = None) -> Unit | None:
    """The unit of this name (any name it ever bore) under this parent; None when there is none."""
    rows = Unit.objects.filter(names__comparison_key=vietnamese.fold(name), parent=parent)
    if on:
        rows = rows.valid_on(on)
    return rows.distinct().first()


def same_named(name: str, parent: Unit | None, valid_from: dt.date | None, itself: Unit | None = None) -> Unit | None:
    """Another unit of this name under this parent that exists today, or that began on the same day."""
    rows = Unit.objects.filter(comparison_key=vietnamese.fold(name), parent=parent)
    rows = rows.filter(valid_on() | Q(valid_from=valid_from))
    return (rows.exclude(pk=itself.pk) if itself else rows).first()


def search_units(
    text: str = "", kind: str = "", on: dt.date | None = None, bloc: int | None = None, ever: bool = False
) -> QuerySet[Unit]:
    """Units that exist on a day (at any time with `ever`), by words without accents, by kind, by bloc of that day."""
    rows = Unit.objects.all() if ever else Unit.objects.valid_on(on)
    rows = rows.select_related("parent").in_order()
    for word in vietnamese.search_key(text).split():
        rows = rows.filter(search_key__contains=word)
    if kind:
        rows = rows.filter(kind=kind)
    if bloc:
        places = BlocMember.objects.filter(bloc_id=bloc)
        rows = rows.filter(pk__in=(places if ever else places.valid_on(on)).values("unit_id"))
    return rows


def bloc_of(unit_id: int, year: int, on: dt.date | None = None) -> Bloc | None:
    """The bloc of the province in which a unit competes in a year (the first, when it has several)."""
    place = (
        BlocMember.objects.valid_on(on)
        .filter(unit_id=unit_id, bloc__year=year, bloc__parent=None)
        .select_related("bloc")
        .order_by("bloc__code")
        .first()
    )
    return place.bloc if place else None


def led_blocs(unit_id: int, on: dt.date | None = None, roles: tuple[str, ...] = (BlocRole.LEADER,)) -> list[int]:
    """Ids of the blocs that a unit leads on a day."""
    return list(
        BlocMember.objects.valid_on(on).filter(unit_id=unit_id, role__in=roles).values_list("bloc_id", flat=True)
    )


def leaders_of(bloc: Bloc, on: dt.date | None = None, role: str = BlocRole.LEADER) -> list[Unit]:
    """Units that lead a bloc on a day."""
    places = bloc.members.valid_on(on).filter(role=role).select_related("unit")
    return [p.unit for p in places]


def reviewing_units(bloc: Bloc | None, unit_id: int) -> list[Unit]:
    """Units that review a unit's papers in its bloc today: the leaders, for a leader's own papers the deputies; never itself."""
    if bloc is None:
        return []
    leaders = leaders_of(bloc)
    if unit_id in {unit.pk for unit in leaders}:
        leaders = leaders_of(bloc, role=BlocRole.DEPUTY)
    return [unit for unit in leaders if unit.pk != unit_id]


def reviewed_blocs(user, of_unit: int | None = None) -> list[int]:
    """Ids of the blocs whose papers the acting person's unit reviews today.

    The leader reviews its bloc. Papers of the leader itself (`of_unit` leads) are reviewed by a deputy. One query per person.
    """
    acting = getattr(user, "acting", None)
    if acting is None:
        return []
    places = _places(user, acting.unit_id)
    if of_unit is None:
        return [p.bloc_id for p in places]
    found = []
    for place in places:
        theirs_leads = of_unit in _leading_units(user, place.bloc_id)
        wanted = BlocRole.DEPUTY if theirs_leads else BlocRole.LEADER
        if place.role == wanted:
            found.append(place.bloc_id)
    return found


def review_scope(user) -> list[tuple[int, bool, set[int]]]:
    """(bloc, whether the unit leads it, its leading units) for each bloc whose papers the acting person's unit reviews.

    A leader reviews the others' papers, a deputy those of the leading units: the same rule as `reviewed_blocs`, for queries.
    """
    acting = getattr(user, "acting", None)
    places = _places(user, acting.unit_id) if acting else []
    return [(p.bloc_id, p.role == BlocRole.LEADER, _leading_units(user, p.bloc_id)) for p in places]


def review_places(unit_id: int) -> QuerySet:
    """Ids of the blocs that a unit leads or stands in for today, for use inside another query (`reviewed_blocs`)."""
    rows = BlocMember.objects.valid_on().filter(unit_id=unit_id, role__in=[BlocRole.LEADER, BlocRole.DEPUTY])
    return rows.values("bloc_id")


def _kept(user, name: str) -> dict:
    """What was read for this person during the request. `request.user` is lazy: what is set on it stays with the person."""
    if not hasattr(user, name):
        setattr(user, name, {})
    return getattr(user, name)


def _places(user, unit_id: int) -> list[BlocMember]:
    cache = _kept(user, "_bloc_places")
    if unit_id not in cache:
        rows = BlocMember.objects.valid_on().filter(unit_id=unit_id, role__in=[BlocRole.LEADER, BlocRole.DEPUTY])
        cache[unit_id] = list(rows)
    return cache[unit_id]


def _leading_units(user, bloc_id: int) -> set[int]:
    cache = _kept(user, "_leading_units")
    if bloc_id not in cache:
        rows = BlocMember.objects.valid_on().filter(bloc_id=bloc_id, role=BlocRole.LEADER)
        cache[bloc_id] = set(rows.values_list("unit_id", flat=True))
    return cache[bloc_id]
