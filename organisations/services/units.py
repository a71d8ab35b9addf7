"""Writing units: create, rename on a day, end, link predecessor and successor."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from emulation.base import audit, clock, vietnamese
from emulation.base.workflow import Refused
from organisations.models import Unit, UnitName, UnitSuccession
from organisations.selectors.units import same_named
from organisations.selectors.versions import lock_at


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
    """A new name from a day on; the old name stays valid until the day before. Both names find the unit.

    A day to come is noted: lists show the new name from that day on (`apply_names`). Noting that very day again corrects it.
    """
    unit = Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    names = _names(official_name, short_name)
    planned = unit.names.filter(valid_from=on).first() if on > clock.today() else None
    current = unit.names.valid_on(on).exclude(pk=planned.pk if planned else None)
    current = current.order_by(F("valid_from").desc(nulls_last=True)).first()
    _refuse_rename(unit, names, on, current, planned)
    before = {"official_name": unit.official_name, "short_name": unit.short_name}
    if planned:
        ends = planned.valid_to
        planned.delete()
    else:
        ends = current.valid_to if current else unit.valid_to
    if current:
        current.valid_to = on - dt.timedelta(days=1)
        current.save(update_fields=["valid_to"])
    _keep_name(unit, names, on, ends)
    if on <= clock.today():
        _show_name(unit, names)
    changes = audit.difference(before, names) | {"on": on.isoformat()}
    label = f"Đổi tên đơn vị từ {on:%d/%m/%Y}" if on > clock.today() else "Đổi tên đơn vị"
    audit.record(unit, action="rename", label=label, by=by, note=basis, changes=changes)
    return unit


def _show_name(unit: Unit, names: dict) -> None:
    """The name of today stands on the row, for lists (decision 0004)."""
    fields = names | _keys(names) | {"search_key": _search_key(unit, names)}
    for field, value in fields.items():
        setattr(unit, field, value)
    unit.save(update_fields=list(fields))


def apply_names() -> int:
    """Names whose day has come take their place on the row of the unit. Returns how many."""
    rows = UnitName.objects.valid_on().filter(valid_from__isnull=False, unit__in=Unit.objects.valid_on())
    other = ~Q(official_name=F("unit__official_name")) | ~Q(short_name=F("unit__short_name"))
    done = 0
    for pk in rows.filter(other).values_list("pk", flat=True):
        done += _apply_name(pk)
    return done


@transaction.atomic
def _apply_name(pk: int) -> int:
    name = UnitName.objects.select_related("unit").get(pk=pk)
    unit = Unit.objects.select_for_update(of=("self",)).get(pk=name.unit_id)
    names = {"official_name": name.official_name, "short_name": name.short_name}
    before = {"official_name": unit.official_name, "short_name": unit.short_name}
    if before == names:
        return 0
    _show_name(unit, names)
    changes = audit.difference(before, names) | {"on": name.valid_from.isoformat()}
    audit.record(unit, action="rename", label="Tên mới có hiệu lực", by=None, changes=changes)
    return 1


def _refuse_rename(unit: Unit, names: dict, on: dt.date, current: UnitName | None, planned: UnitName | None) -> None:
    """A name begins after the name before it; only what is planned for that very day is replaced."""
    later = unit.names.filter(valid_from__gte=on).exclude(pk=planned.pk if planned else None)
    later = later.order_by("-valid_from").first()
    if later:
        raise Refused(
            f"Đơn vị đã có tên “{later.official_name}” từ ngày {later.valid_from:%d/%m/%Y}. Hãy ghi một ngày sau đó."
        )
    if not unit.holds_on(on):
        raise Refused(f"Ngày {on:%d/%m/%Y} nằm ngoài thời gian hoạt động của đơn vị. Hãy kiểm tra lại ngày.")
    _refuse_same_name(unit, names["official_name"], unit.parent, unit.valid_from)
    if current and current.official_name == names["official_name"] and current.short_name == names["short_name"]:
        raise Refused("Tên mới giống tên đang dùng. Hãy ghi tên khác.")


def _refuse_same_name(unit: Unit, name: str, parent: Unit | None, valid_from: dt.date | None) -> None:
    other = same_named(name, parent, valid_from, unit)
    if other:
        where = f" trực thuộc {parent.label}" if parent else ""
        raise Refused(f"Đã có đơn vị tên “{other.official_name}”{where}. Hãy kiểm tra lại tên và đơn vị cấp trên.")


@transaction.atomic
def update_unit(unit: Unit, *, by: Any, version: int | None = None, **fields: Any) -> Unit:
    """Correct what is kept of a unit. A name is corrected in place here; a new name from a day on is `rename_unit`.

    StaleVersion when another person changed the unit since `version`.
    """
    unit = lock_at(unit, version)
    if "official_name" in fields or "short_name" in fields:
        fields |= _names(fields.get("official_name", unit.official_name), fields.get("short_name", unit.short_name))
    before = {name: getattr(unit, name) for name in fields}
    changes = audit.difference(before, fields)
    if not changes:
        return unit
    if {"official_name", "parent", "valid_from"} & set(changes):
        now = {name: fields.get(name, getattr(unit, name)) for name in ("official_name", "parent", "valid_from")}
        _refuse_same_name(unit, *now.values())
    _correct_names(unit, fields)
    if "official_name" in fields:
        names = {name: fields[name] for name in ("official_name", "short_name")}
        fields |= _keys(names) | {"search_key": _search_key(unit, names)}
    for name, value in fields.items():
        setattr(unit, name, value)
    unit.save(update_fields=list(fields))
    audit.record(unit, action="update", label="Sửa đơn vị", by=by, changes=changes)
    return unit


def _correct_names(unit: Unit, fields: dict) -> None:
    """The name of today follows a correction; the dates of the unit bound the names at both ends."""
    rows = list(unit.names.order_by(F("valid_from").asc(nulls_first=True), "pk"))
    if not rows:
        return
    first, last = rows[0], rows[-1]
    shown = next((row for row in reversed(rows) if row.holds_on()), last)
    if "official_name" in fields:
        shown.official_name, shown.short_name = fields["official_name"], fields["short_name"]
        shown.comparison_key = vietnamese.fold(shown.official_name)
    if "valid_from" in fields and (len(rows) == 1 or first.valid_from == unit.valid_from):
        first.valid_from = fields["valid_from"]
    if "valid_to" in fields:
        last.valid_to = fields["valid_to"]
    for row in {row.pk: row for row in (first, shown, last)}.values():
        row.save()


@transaction.atomic
def end_unit(unit: Unit, *, on: dt.date, note: str, by: Any) -> Unit:
    """The unit exists until a day. What it did stays; people and places in blocs are ended each for itself."""
    unit = Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    if unit.valid_from and on < unit.valid_from:
        raise Refused(f"Đơn vị hoạt động từ {unit.valid_from:%d/%m/%Y}. Ngày kết thúc phải từ ngày đó trở đi.")
    before = unit.valid_to
    unit.valid_to = on
    unit.save(update_fields=["valid_to"])
    begun = Q(valid_from=None) | Q(valid_from__lte=on)
    unit.names.exclude(begun).delete()  # a name planned for a day on which there is no unit any more
    unit.names.filter(begun).filter(Q(valid_to=None) | Q(valid_to__gt=on) | Q(valid_to=before)).update(valid_to=on)
    changes = audit.difference({"valid_to": before}, {"valid_to": on})
    audit.record(unit, action="end", label="Kết thúc hoạt động đơn vị", by=by, note=note, changes=changes)
    return unit


@transaction.atomic
def link_succession(
    *, predecessor: Unit, successor: Unit, on: dt.date, kind: str, basis: str = "", by: Any
) -> UnitSuccession:
    """Record that `successor` came out of `predecessor` on a day."""
    if predecessor.pk == successor.pk:
        raise Refused("Một đơn vị không kế thừa chính mình. Hãy chọn đơn vị khác.")
    if UnitSuccession.objects.filter(predecessor=successor, successor=predecessor).exists():
        raise Refused(f"Đã ghi chiều ngược lại: {predecessor} kế thừa {successor}. Hãy kiểm tra lại.")
    link, made = UnitSuccession.objects.get_or_create(
        predecessor=predecessor, successor=successor, defaults={"on": on, "kind": kind, "basis": basis}
    )
    if made:
        changes = {"on": on.isoformat(), "succession": kind}
        audit.record(successor, action="succeed", label=f"Kế thừa {predecessor}", by=by, note=basis, changes=changes)
        audit.record(
            predecessor, action="succeeded", label=f"Được kế thừa bởi {successor}", by=by, note=basis, changes=changes
        )
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
        "official_name": vietnamese.one_line(official_name),
        "short_name": vietnamese.one_line(short_name or ""),
    }


def _keys(names: dict) -> dict:
    return {
        "comparison_key": vietnamese.fold(names["official_name"]),
        "search_key": vietnamese.search_key(f"{names['official_name']} {names['short_name']}"),
        "sort_key": vietnamese.sort_key(names["official_name"]),
    }


def _search_key(unit: Unit, names: dict) -> str:
    """Words of the new name, then of the older ones as far as the column holds them."""
    older = unit.names.order_by("-pk").values_list("official_name", "short_name")
    words = [names["official_name"], names["short_name"], *(word for pair in older for word in pair)]
    return vietnamese.search_key(" ".join(dict.fromkeys(filter(None, words))))[:600]
