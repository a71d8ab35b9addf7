"""A list of units against what is stored, and writing it: all rows or none."""

from collections import defaultdict
from typing import Any

from django.db import transaction

from emulation.base import vietnamese
from emulation.base.spreadsheets import Fault, ImportResult, Row
from organisations.models import Unit, UnitName
from organisations.services.units import create_unit

Target = Row | int | None  # the unit above: a row of the file, the id of a stored unit, or none


def check_units(result: ImportResult) -> int:
    """Add to the result what only the stored units can tell: unknown, doubtful or circular units above.

    Returns how many units are not stored yet.
    """
    return sum(1 for stored in _Matcher(result).equal.values() if stored is None)


@transaction.atomic
def commit_units(result: ImportResult, *, by: Any, accept_conversion: bool = False) -> ImportResult:
    """Write the new units of a list and leave equal ones as they are; with one error nothing is written.

    A result is committed once, and not checked before by `check_units`: it is checked here, under the same
    transaction that writes.
    """
    if result.converted and not accept_conversion:
        result.sheet_errors.append(_unconfirmed(result))
    matcher = _Matcher(result)
    if result.ok:
        result.written = matcher.write(by)
        result.committed = True
    return result


def _unconfirmed(result: ImportResult) -> Fault:
    return Fault(
        f"Chữ trong tệp theo bảng mã cũ {result.converted.upper()}. "
        "Hãy đọc lại bản đã chuyển sang Unicode, xác nhận (--accept-conversion) rồi mới ghi.",
        result.sheet,
    )


class _Matcher:
    """Finds, for every row, the unit above it and the stored unit it is equal to."""

    def __init__(self, result: ImportResult):
        self.rows = [row for row in result.rows if row["official_name"]]
        self.in_file = _index(self.rows, "official_name")
        self.in_file_short = _index(self.rows, "short_name")
        self._load_stored()
        self.above: dict[int, Target] = {}
        self.equal: dict[int, int | None] = {}
        self._path: list[int] = []
        for row in self.rows:
            self._place(row)
        self._check_homonyms()

    def _load_stored(self) -> None:
        self.stored: dict[str, set[int]] = defaultdict(set)
        self.stored_short: dict[str, set[int]] = defaultdict(set)
        self.parents: dict[int, int | None] = {}
        names = UnitName.objects.values_list("unit_id", "unit__parent_id", "comparison_key", "short_name")
        for unit, parent, key, short_name in names:
            self.stored[key].add(unit)
            self.parents[unit] = parent
            if short_name:
                self.stored_short[vietnamese.fold(short_name)].add(unit)

    def _place(self, row: Row) -> int | None:
        """Return the id of the stored unit that the row is equal to, None if the row is a new unit."""
        if row.number in self.equal:
            return self.equal[row.number]
        if row.number in self._path:
            row.error("parent", "Đơn vị cấp trên vòng lại chính đơn vị này. Hãy sửa cột đơn vị cấp trên.")
            return None
        self._path.append(row.number)
        target = self.above[row.number] = self._unit_above(row)
        parent = self._place(target) if isinstance(target, Row) else target
        self._path.pop()
        is_under_new = isinstance(target, Row) and parent is None
        self.equal[row.number] = None if is_under_new else self._stored_under(row, parent)
        return self.equal[row.number]

    def _stored_under(self, row: Row, parent: int | None) -> int | None:
        same_name = self.stored.get(vietnamese.fold(row["official_name"]), set())
        return min((unit for unit in same_name if self.parents[unit] == parent), default=None)

    def _unit_above(self, row: Row) -> Target:
        if not row["parent"]:
            return None
        key = vietnamese.fold(row["parent"])
        found = self._named(row, self.in_file[key], self.stored.get(key, set()))
        found = found or self._named(row, self.in_file_short[key], self.stored_short.get(key, set()))
        if len(found) == 1:
            return found[0]
        if found:
            row.error(
                "parent", f"Có {len(found)} đơn vị tên “{row['parent']}”. Hãy ghi tên đầy đủ để biết là đơn vị nào."
            )
        else:
            row.warn(
                "parent",
                f"Chưa có đơn vị “{row['parent']}” trong danh mục. Nếu ghi bây giờ, đơn vị này sẽ không có cấp trên.",
            )
        return None

    def _named(self, row: Row, rows: list[Row], units: set[int]) -> list[Target]:
        """Return the different units among rows of the file and stored units of one name."""
        others = [other for other in rows if other is not row]
        known = {self._place(other) for other in others if other.number not in self._path}
        loops = [row] if rows and not others and not units else []  # names itself: reported as a loop
        return [*others, *sorted(units - known), *loops]

    def _check_homonyms(self) -> None:
        """Two units of one name are told apart by the unit above; where that is unknown, nothing is guessed."""
        seen: dict[tuple, Row] = {}
        for row in self.rows:
            target = self.above[row.number]
            above = ("row", target.number) if isinstance(target, Row) else target
            first = seen.setdefault((vietnamese.fold(row["official_name"]), above), row)
            if first is not row and row["parent"] != first["parent"] and not row.has_fault("official_name"):
                row.error(
                    "parent",
                    f"Trùng tên với dòng {first.number} mà chưa phân biệt được đơn vị cấp trên. "
                    "Hãy nhập đơn vị cấp trên trước.",
                )
            self._warn_elsewhere(row)

    def _warn_elsewhere(self, row: Row) -> None:
        same_name = self.stored.get(vietnamese.fold(row["official_name"]), set())
        if same_name and self.equal[row.number] is None:
            row.warn(
                "official_name",
                "Đã có đơn vị cùng tên nhưng khác đơn vị cấp trên. Dòng này sẽ được ghi thành đơn vị mới.",
            )

    def write(self, by: Any) -> int:
        """Create the new units, those above first; return how many."""
        self._made: dict[int, Unit] = {}
        for row in self.rows:
            if self.equal[row.number] is None:
                self._create(row, by)
        return len(self._made)

    def _create(self, row: Row, by: Any) -> Unit:
        if row.number not in self._made:
            self._made[row.number] = create_unit(
                official_name=row["official_name"],
                short_name=row["short_name"] or "",
                kind=row["kind"],
                parent=self._parent(self.above[row.number], by),
                valid_from=row["valid_from"],
                valid_to=row["valid_to"],
                note=row["note"] or "",
                by=by,
            )
        return self._made[row.number]

    def _parent(self, target: Target, by: Any) -> Unit | None:
        if isinstance(target, Row):
            stored = self.equal[target.number]
            return self._create(target, by) if stored is None else Unit.objects.get(pk=stored)
        return target and Unit.objects.get(pk=target)


def _index(rows: list[Row], name: str) -> dict[str, list[Row]]:
    index = defaultdict(list)
    for row in rows:
        if row[name]:
            index[vietnamese.fold(row[name])].append(row)
    return index
