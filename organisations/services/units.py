"""Writing units: create, rename on a day, end, link predecessor and successor."""

import datetime as dt
from typing import Any

from django.db import transaction

from emulation.base import audit, vietnamese
from organisations.models import Unit, UnitName, UnitSuccession


@transaction.atomic
def create_unit(
    *,
    official_name: str,
    kind: str,
    short_name: str = "",
    parent: Unit | None = None,
    valid_from: dt.date | None = None,
    valid_to: dt.date | None = None,
    note: str = "",
    by: Any,
) -> Unit:
    """A new unit with its first name. `by` is None on the command line."""
    names = _names(official_name, short_name)
    unit = Unit.objects.create(
        kind=kind, parent=parent, valid_from=valid_from, valid_to=valid_to, note=note, **names, **_keys(names)
    )
    _keep_name(unit, names, valid_from, valid_to)
    audit.record(unit, action="create", label="Thêm đơn vị", by=by, changes={"kind": kind})
    return unit


@transaction.atomic
def rename_unit(unit: Unit, *, official_name: str, short_name: str = "", on: dt.date, basis: str = "", by: Any) -> Unit:
    """A new name from a day on; the old name stays valid until the day before."""
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    old = unit.official_name
    unit.names.filter(valid_to=None).update(valid_to=on - dt.timedelta(days=1))
    names = _names(official_name, short_name)
    _keep_name(unit, names, on, unit.valid_to)
    fields = names | _keys(names)
    for field, value in fields.items():
        setattr(unit, field, value)
    unit.save(update_fields=list(fields))
    audit.record(
        unit,
        action="rename",
        label="Đổi tên đơn vị",
        by=by,
        note=basis,
        changes={"official_name": [old, unit.official_name]},
    )
    return unit


@transaction.atomic
def update_unit(unit: Unit, *, by: Any, **fields: Any) -> Unit:
    """Change kind, parent, dates or note; a change of name is `rename_unit`."""
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    before = {name: getattr(unit, name) for name in fields}
    for name, value in fields.items():
        setattr(unit, name, value)
    unit.save(update_fields=list(fields))
    audit.record(unit, action="update", label="Sửa đơn vị", by=by, changes=audit.difference(before, fields))
    return unit


@transaction.atomic
def link_succession(
    *, predecessor: Unit, successor: Unit, on: dt.date, kind: str, basis: str = "", by: Any
) -> UnitSuccession:
    """Record that `successor` came out of `predecessor` on a day."""
    link, made = UnitSuccession.objects.get_or_create(
        predecessor=predecessor, successor=successor, defaults={"on": on, "kind": kind, "basis": basis}
    )
    if made:
        audit.record(successor, action="succeed", label=f"Kế thừa {predecessor}", by=by, note=basis)
    return link


def _keep_name(unit: Unit, names: dict, valid_from: dt.date | None, valid_to: dt.date | None) -> None:
    UnitName.objects.create(
        unit=unit,
        valid_from=valid_from,
        valid_to=valid_to,
        comparison_key=vietnamese.fold(names["official_name"]),
        **names,
    )


def _names(official_name: str, short_name: str) -> dict:
    return {
        "official_name": vietnamese.normalise(official_name),
        "short_name": vietnamese.normalise(short_name or ""),
    }


def _keys(names: dict) -> dict:
    return {
        "comparison_key": vietnamese.fold(names["official_name"]),
        "search_key": vietnamese.search_key(f"{names['official_name']} {names['short_name']}"),
        "sort_key": vietnamese.sort_key(names["official_name"]),
    }
