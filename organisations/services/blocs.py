"""Writing blocs: form, seat members, hand over leadership on a day."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q

from emulation.base import audit, concurrency, vietnamese
from emulation.base.workflow import Refused
from organisations.enums import BlocRole
from organisations.models import Bloc, BlocMember, Unit


@transaction.atomic
def create_bloc(
    *,
    year: int,
    code: str,
    name: str,
    by: Any,
    word: str = "khối thi đua",
    verified: bool = True,
    source: str = "",
    parent: Bloc | None = None,
) -> Bloc:
    """A bloc of a year, or a sub-cluster of one, without members yet."""
    bloc = Bloc.objects.create(
        year=year,
        code=code.strip(),
        name=vietnamese.one_line(name),
        word=word,
        verified=verified,
        source=source,
        parent=parent,
    )
    audit.record(bloc, action="create", label="Lập khối thi đua", by=by)
    return bloc


@transaction.atomic
def update_bloc(bloc: Bloc, *, version: int | None, by: Any, **fields: Any) -> Bloc:
    """Correct code, name, word, source, or say that the bloc is verified. StaleVersion when another saved meanwhile."""
    bloc = concurrency.lock(bloc, version=version)
    before = {name: getattr(bloc, name) for name in fields}
    changes = audit.difference(before, fields)
    if not changes:
        return bloc
    for name, value in fields.items():
        setattr(bloc, name, value)
    concurrency.bump(bloc)
    bloc.save(update_fields=[*fields, "version"])
    audit.record(bloc, action="update", label="Sửa khối thi đua", by=by, changes=changes)
    return bloc


# What apps above do, in the same transaction, when a unit gets a place in a bloc: called with the place and `by`.
after_seating: list[Callable[..., None]] = []


@transaction.atomic
def seat(
    bloc: Bloc, unit: Unit, *, role: str = BlocRole.MEMBER, valid_from: dt.date | None = None, by: Any
) -> BlocMember:
    """Give a unit its place in a bloc: one place at a time, and one leader at a time."""
    bloc = Bloc.objects.select_for_update(of=("self",)).get(pk=bloc.pk)
    _refuse_second_place(bloc, unit, valid_from)
    if role == BlocRole.LEADER:
        _refuse_second_leader(bloc, valid_from)
    return _seat(bloc, unit, role=role, valid_from=valid_from, by=by)


def _seat(bloc: Bloc, unit: Unit, *, role: str, valid_from: dt.date | None, by: Any) -> BlocMember:
    place = BlocMember.objects.create(bloc=bloc, unit=unit, role=role, valid_from=valid_from)
    changes = {"unit": unit.pk, "role": role, "valid_from": valid_from and valid_from.isoformat()}
    audit.record(bloc, action="seat", label=f"{place.get_role_display()}: {unit.label}", by=by, changes=changes)
    for follow in after_seating:
        follow(place, by=by)
    return place


def _lasting(day: dt.date | None) -> Q:
    """Places that still hold on a day or later."""
    return Q(valid_to=None) | Q(valid_to__gte=day or dt.date.min)


def _refuse_second_place(bloc: Bloc, unit: Unit, day: dt.date | None) -> None:
    place = bloc.members.filter(_lasting(day), unit=unit).first()
    if place:
        raise Refused(
            f"{unit.label} đang là {place.get_role_display().lower()} của khối này. "
            "Hãy cho thôi vai trò cũ trước, hoặc dùng “Bàn giao trưởng khối”."
        )


def _refuse_second_leader(bloc: Bloc, day: dt.date | None) -> None:
    leader = bloc.members.filter(_lasting(day), role=BlocRole.LEADER).select_related("unit").first()
    if leader:
        raise Refused(f"Khối đã có trưởng khối là {leader.unit.label}. Hãy dùng “Bàn giao trưởng khối”.")


@transaction.atomic
def end_place(place: BlocMember, *, on: dt.date, by: Any, note: str = "") -> None:
    """A unit's place ends with a day."""
    place = BlocMember.objects.select_for_update(of=("self",)).select_related("unit", "bloc").get(pk=place.pk)
    if place.valid_from and on < place.valid_from:
        raise Refused(f"Vai trò này bắt đầu từ {place.valid_from:%d/%m/%Y}. Ngày thôi phải từ ngày đó trở đi.")
    before = place.valid_to
    place.valid_to = on
    place.save(update_fields=["valid_to"])
    audit.record(
        place.bloc,
        action="unseat",
        label=f"Thôi {place.get_role_display().lower()}: {place.unit.label}",
        by=by,
        note=note,
        changes={"unit": place.unit_id} | audit.difference({"valid_to": before}, {"valid_to": on}),
    )


@transaction.atomic
def hand_over(bloc: Bloc, *, leader: Unit, on: dt.date, by: Any, note: str = "") -> BlocMember:
    """Leadership passes to another unit on a day; until the day before, the old leader acts, then it is a member."""
    bloc = Bloc.objects.select_for_update(of=("self",)).get(pk=bloc.pk)
    places = list(bloc.members.filter(_lasting(on)).select_related("unit", "bloc"))
    leading = [p for p in places if p.role == BlocRole.LEADER]
    _refuse_hand_over(leading, leader, on)
    for place in leading:
        ends = place.valid_to
        end_place(place, on=on - dt.timedelta(days=1), by=by, note=note)
        if not any(p.unit_id == place.unit_id for p in places if p.pk != place.pk):
            member = _seat(bloc, place.unit, role=BlocRole.MEMBER, valid_from=on, by=by)
            if ends:
                member.valid_to = ends
                member.save(update_fields=["valid_to"])
    for place in places:
        if place.unit_id == leader.pk:
            _make_way(place, on, by=by, note=note)
    return _seat(bloc, leader, role=BlocRole.LEADER, valid_from=on, by=by)


@transaction.atomic
def set_deputies(bloc: Bloc, units: Sequence[Unit], *, on: dt.date, by: Any, note: str = "") -> None:
    """From a day on these units are the deputies; who was a deputy until then is a member."""
    bloc = Bloc.objects.select_for_update(of=("self",)).get(pk=bloc.pk)
    places = list(bloc.members.filter(_lasting(on)).exclude(role=BlocRole.LEADER).select_related("unit", "bloc"))
    wanted = {unit.pk for unit in units}
    kept = {p.unit_id for p in places if p.role == BlocRole.DEPUTY and p.unit_id in wanted}
    for place in places:
        ends = place.role == BlocRole.DEPUTY and place.unit_id not in wanted
        if ends or place.unit_id in wanted - kept:
            _make_way(place, on, by=by, note=note)
        if ends:
            _seat(bloc, place.unit, role=BlocRole.MEMBER, valid_from=on, by=by)
    for unit in units:
        if unit.pk not in kept:
            _seat(bloc, unit, role=BlocRole.DEPUTY, valid_from=on, by=by)


def _refuse_hand_over(leading: list[BlocMember], leader: Unit, on: dt.date) -> None:
    for place in leading:
        if place.unit_id == leader.pk:
            raise Refused(f"{leader.label} đã là trưởng khối. Hãy chọn đơn vị khác.")
        if place.valid_from and place.valid_from >= on:
            raise Refused(
                f"{place.unit.label} làm trưởng khối từ {place.valid_from:%d/%m/%Y}. Hãy ghi một ngày bàn giao sau đó."
            )


def _make_way(place: BlocMember, on: dt.date, *, by: Any, note: str) -> None:
    """The new leader's other place ends the day before; one that would begin that day or later never begins."""
    if place.valid_from and place.valid_from >= on:
        place.delete()
    else:
        end_place(place, on=on - dt.timedelta(days=1), by=by, note=note)
