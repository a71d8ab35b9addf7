"""Writing blocs: form, seat members, hand over leadership on a day."""

import datetime as dt
from typing import Any

from django.db import transaction

from emulation.base import audit, vietnamese
from organisations.enums import BlocRole
from organisations.models import Bloc, BlocMember, Unit


@transaction.atomic
def create_bloc(
    *, year: int, code: str, name: str, by: Any, word: str = "khối thi đua", verified: bool = True, source: str = ""
) -> Bloc:
    """A bloc of a year, without members yet."""
    bloc = Bloc.objects.create(
        year=year,
        code=code.strip(),
        name=vietnamese.normalise(name),
        word=word,
        verified=verified,
        source=source,
    )
    audit.record(bloc, action="create", label="Lập khối thi đua", by=by)
    return bloc


@transaction.atomic
def seat(
    bloc: Bloc, unit: Unit, *, role: str = BlocRole.MEMBER, valid_from: dt.date | None = None, by: Any
) -> BlocMember:
    """Give a unit its place in a bloc."""
    place = BlocMember.objects.create(bloc=bloc, unit=unit, role=role, valid_from=valid_from)
    audit.record(
        bloc, action="seat", label=f"{place.get_role_display()}: {unit.label}", by=by, changes={"unit": unit.pk}
    )
    return place


@transaction.atomic
def end_place(place: BlocMember, *, on: dt.date, by: Any, note: str = "") -> None:
    """A unit's place ends with a day."""
    place.valid_to = on
    place.save(update_fields=["valid_to"])
    audit.record(
        place.bloc, action="unseat", label=f"Thôi {place.get_role_display()}: {place.unit.label}", by=by, note=note
    )


@transaction.atomic
def hand_over(bloc: Bloc, *, leader: Unit, on: dt.date, by: Any, note: str = "") -> BlocMember:
    """Leadership passes to another unit on a day; until the day before, the old leader acts."""
    bloc = Bloc.objects.select_for_update().get(pk=bloc.pk)
    for place in bloc.members.filter(role=BlocRole.LEADER, valid_to=None).select_related("unit", "bloc"):
        end_place(place, on=on - dt.timedelta(days=1), by=by, note=note)
        if not bloc.members.filter(unit=place.unit, role=BlocRole.MEMBER, valid_to=None).exists():
            seat(bloc, place.unit, role=BlocRole.MEMBER, valid_from=on, by=by)
    return seat(bloc, leader, role=BlocRole.LEADER, valid_from=on, by=by)
