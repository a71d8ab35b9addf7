"""Names in a list against the catalogues: units that are stored, awards that the law knows."""

from functools import cached_property

from awards.selectors.province_law import NamesOfAwards
from emulation.base import vietnamese
from emulation.base.spreadsheets import ImportResult
from organisations.models import Unit, UnitName


class ListedUnits:
    """Finds units by any name they ever bore; every name is read once."""

    @cached_property
    def _ids(self) -> dict[str, set[int]]:
        found: dict[str, set[int]] = {}
        names = UnitName.objects.values_list("unit_id", "comparison_key", "short_name")
        for unit, key, short_name in names.iterator():
            found.setdefault(key, set()).add(unit)
            if short_name:
                found.setdefault(vietnamese.fold(short_name), set()).add(unit)
        return found

    @cached_property
    def _units(self) -> dict[int, Unit]:
        return Unit.objects.in_bulk()

    @property
    def is_empty(self) -> bool:
        """Whether no unit is stored yet: then nothing can be compared."""
        return not self._ids

    def named(self, name: str) -> list[Unit]:
        """Units of that name; more than one where a name does not tell them apart."""
        found = self._ids.get(vietnamese.fold(name), ())
        return [self._units[pk] for pk in sorted(found)]


def check_names(result: ImportResult, units: ListedUnits | None = None) -> ListedUnits:
    """Warn about units and awards that no catalogue knows; nothing is guessed. Returns the units that were read."""
    units, awards = units or ListedUnits(), NamesOfAwards()
    for row in result.rows:
        if row["award"] and not row.has_fault("award") and awards.find(row["award"]) is None:
            row.warn(
                "award",
                f"“{row['award']}” không có trong danh mục danh hiệu, hình thức khen thưởng. Nội dung được giữ nguyên.",
            )
        if row["unit"] and not row.has_fault("unit") and not units.is_empty:
            _check_unit(row, units.named(row["unit"]))
    return units


def _check_unit(row, found: list[Unit]) -> None:
    if not found:
        row.warn("unit", f"Chưa có đơn vị “{row['unit']}” trong danh mục. Tên đơn vị được giữ nguyên như trong tệp.")
    elif len(found) > 1:
        row.warn("unit", f"Có {len(found)} đơn vị tên “{row['unit']}”. Hãy ghi tên đầy đủ để biết là đơn vị nào.")
