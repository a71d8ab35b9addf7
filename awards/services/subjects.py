"""New subjects of a unit: a person with the place, a part of the unit, a household. Nobody is merged in silence."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from awards.models import Collective, Household, Person
from awards.services import people
from emulation.base import audit, vietnamese
from emulation.base.concurrency import bump, lock
from emulation.base.workflow import Refused
from organisations.models import Unit

NOT_YOUR_GROUP = "Chỉ đơn vị đó và Sở Nội vụ sửa được tên này."
NOT_YOURS = "Chỉ cán bộ của đơn vị và Sở Nội vụ thêm người, tập thể, hộ gia đình của đơn vị."


def _must(by: Any, unit: Unit) -> None:
    if not by.has_perm("awards.add_subjects", unit):
        raise PermissionDenied(NOT_YOURS)


@transaction.atomic
def new_person(unit: Unit, *, name: str, birth_year: int | None = None, position: str = "", by: Any) -> Person:
    """A new record of somebody who works at the unit; namesakes are put up to be looked at."""
    _must(by, unit)
    person = people.create_person(full_name=name, birth_year=birth_year, by=by)
    people.add_place(person, unit=unit, position=position, by=by)
    return person


@transaction.atomic
def collective(unit: Unit, name: str = "", *, by: Any) -> Collective:
    """The unit itself when the name is its own or empty, else its part of that name; one record each."""
    _must(by, unit)
    key = vietnamese.fold(name)
    itself = not key or key in (unit.comparison_key, vietnamese.fold(unit.label))
    shown = unit.official_name if itself else vietnamese.one_line(name)
    return _one(Collective, unit, shown, label="Thêm tập thể", by=by, is_unit=itself)


def people_and_cadres(unit: Unit, *, by: Any) -> Collective:
    """“Nhân dân và cán bộ” of a commune, which lists name as one collective (domain/documents.md)."""
    return collective(unit, f"Nhân dân và cán bộ {vietnamese.lower_first(unit.official_name)}", by=by)


@transaction.atomic
def rename(group: Collective | Household, *, name: str, version: int | None, by: Any) -> Collective | Household:
    """Correct the name of a part of a unit or a household. A unit's own name is changed with the unit."""
    group = lock(group, version=version)
    if not by.has_perm("awards.rename_group", group):
        raise PermissionDenied(NOT_YOUR_GROUP)
    if getattr(group, "is_unit", False):
        raise Refused("Đây là chính đơn vị. Hãy đổi tên ở trang của đơn vị.")
    before, name = group.name, vietnamese.one_line(name)
    key = vietnamese.fold(name)
    others = type(group).objects.filter(comparison_key=key, unit_key=group.unit_key).exclude(pk=group.pk)
    if others.exists():
        raise Refused(f"Đã có “{name}” ở nơi này. Hãy dùng hồ sơ đó, hoặc ghi tên khác để phân biệt.")
    if name == before:
        return group
    group.name, group.comparison_key = name, key
    bump(group)
    group.save(update_fields=["name", "comparison_key", "version"])
    audit.record(
        group, action="rename", label="Sửa tên", by=by, changes=audit.difference({"name": before}, {"name": name})
    )
    return group


@transaction.atomic
def household(unit: Unit, name: str, *, by: Any) -> Household:
    """A household of the unit's place."""
    _must(by, unit)
    return _one(Household, unit, vietnamese.one_line(name), label="Thêm hộ gia đình", by=by)


def _one(model: type, unit: Unit, name: str, *, label: str, by: Any, **fields: Any) -> Any:
    keys = {"comparison_key": vietnamese.fold(name), "unit_key": f"#{unit.pk}"}
    row, new = model.objects.get_or_create(**keys, defaults={"name": name, "unit": unit, **fields})
    if new:
        audit.record(row, action="create", label=label, by=by)
    return row
