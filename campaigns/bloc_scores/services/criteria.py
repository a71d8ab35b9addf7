"""Parts and criteria of a draft are added, changed, moved and removed. What the common table locks stays as it is."""

from decimal import Decimal

from django.db import transaction
from django.db.models import F

from campaigns.bloc_scores.models import CriteriaTable, Criterion
from campaigns.bloc_scores.services.tables import editable, touch
from campaigns.services.pieces import reason_given, unchanged
from emulation.base import audit
from emulation.base.vietnamese import format_number
from emulation.base.workflow import Refused


@transaction.atomic
def add(table: CriteriaTable, *, by, parent: Criterion | None = None, **fields) -> Criterion:
    """A new part or criterion at the end of its part, or of the table."""
    table = editable(table, by=by)
    if parent and parent.kind:
        raise Refused("Chỉ thêm được vào một phần, không thêm vào tiêu chí có cách tính.")
    row = Criterion(table=table, parent=parent, order=_end_of(table, parent) + 1, **fields)
    _check(row)
    table.criteria.filter(order__gte=row.order).update(order=F("order") + 1)
    row.save()
    touch(table)
    audit.record(table, action="criterion", label=f"Thêm “{row}”"[:200], by=by)
    return row


@transaction.atomic
def change(row: Criterion, *, by, version: int | None = None, **fields) -> Criterion:
    """Change a part or criterion that is not locked by the common table."""
    table = editable(row.table, by=by)
    row = unchanged(row, version)
    _refuse_locked(row, table)
    before = {name: getattr(row, name) for name in fields}
    for name, value in fields.items():
        setattr(row, name, value)
    if row.kind and row.children.exists():
        raise Refused("Phần này đang có tiêu chí bên dưới nên không đặt cách tính được.")
    _check(row)
    row.save(update_fields=[*fields])
    renamed = _rename_in_ranking(table, before.get("code"), row.code)
    touch(table, *renamed)
    changes = audit.difference(before, fields)
    audit.record(table, action="criterion", label=f"Sửa “{row}”"[:200], by=by, changes=changes)
    return row


@transaction.atomic
def remove(row: Criterion, *, by, reason: str) -> None:
    """Take a criterion out, with what is below it; nothing locked goes."""
    table = editable(row.table, by=by)
    rows = list(table.criteria.all())
    gone = _below(rows, row)
    for one in gone:
        _refuse_locked(one, table)
    reason = reason_given(reason, "bỏ tiêu chí")
    label = f"Bỏ “{row}”"[:200]
    Criterion.objects.filter(pk=row.pk).delete()
    _renumber(table)
    touch(table)
    audit.record(table, action="criterion", label=label, by=by, note=reason)


@transaction.atomic
def move(row: Criterion, *, by, up: bool) -> None:
    """One place up or down among its siblings; at the end nothing happens."""
    table = editable(row.table, by=by)
    rows = list(table.criteria.all())
    siblings = [one for one in rows if one.parent_id == row.parent_id]
    place = next(n for n, one in enumerate(siblings) if one.pk == row.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(siblings):
        return
    siblings[place], siblings[other] = siblings[other], siblings[place]
    _renumber(table, {row.parent_id: siblings})
    touch(table)
    audit.record(table, action="criterion", label=f"Chuyển “{row}” {'lên' if up else 'xuống'}"[:200], by=by)


@transaction.atomic
def place(row: Criterion, *, by, parent: Criterion | None, after: Criterion | None) -> None:
    """Into another part, or to another place in its own: behind `after`, without it at the head. Nothing locked moves."""
    table = editable(row.table, by=by)
    row = unchanged(row, None)
    _refuse_locked(row, table)
    rows = list(table.criteria.all())
    parent = next((one for one in rows if parent and one.pk == parent.pk), None)
    if parent and parent.kind:
        raise Refused("Chỉ chuyển được vào một phần, không vào tiêu chí có cách tính.")
    if parent and parent.pk in {one.pk for one in _below(rows, row)}:
        raise Refused(f"Mục {parent.code} nằm trong mục {row.code} nên không chuyển vào đó được.")
    row.parent = parent
    _check(row)
    row.save(update_fields=["parent"])
    siblings = [one for one in rows if one.parent_id == row.parent_id and one.pk != row.pk]
    behind = next((n for n, one in enumerate(siblings, 1) if after and one.pk == after.pk), 0)
    _renumber(table, {row.parent_id: [*siblings[:behind], row, *siblings[behind:]]})
    touch(table)
    where = f"vào mục {parent.code}" if parent else "ra cấp cao nhất"
    audit.record(table, action="criterion", label=f"Chuyển “{row}” {where}"[:200], by=by)


def _rename_in_ranking(table: CriteriaTable, old: str | None, new: str) -> list[str]:
    """The rules of ranking follow a criterion that is called otherwise now; the fields of the table that changed."""
    rules = [one for name in ("tie_breaks", "conditions") for one in table.ranking.get(name) or []]
    found = [one for one in rules if old and old != new and one.get("node") == old]
    for one in found:
        one["node"] = new
    return ["ranking"] if found else []


def _refuse_locked(row: Criterion, table: CriteriaTable) -> None:
    if row.locked and table.template_id:
        raise Refused(f"Mục {row.code} khóa theo bảng chung nên không sửa, không bỏ được.")


def _check(row: Criterion) -> None:
    """A code stands once; what is below a locked part, and at the top of a copy, stays within its maximum."""
    if row.table.criteria.filter(code=row.code).exclude(pk=row.pk).exists():
        raise Refused(f"Ký hiệu “{row.code}” đã có trong bảng. Hãy chọn ký hiệu khác.")
    if row.max is None:
        return
    if row.parent and row.parent.locked and row.table.template_id and row.role == row.parent.role:
        _within(row, row.parent.max, f"mục {row.parent.code}")
    if row.parent is None and row.table.template_id and row.role == "standard" and row.table.template.declared_total:
        _within(row, row.table.template.declared_total, "cả bảng")


def _within(row: Criterion, most: Decimal | None, where: str) -> None:
    others = row.table.criteria.filter(parent=row.parent, role=row.role).exclude(pk=row.pk)
    total = sum((one for one in others.values_list("max", flat=True) if one), row.max)
    if most is not None and total > most:
        free = max(most - (total - row.max), Decimal(0))
        raise Refused(
            f"Tổng điểm của {where} được khóa ở {format_number(most)}, còn {format_number(free)} điểm chưa chia. "
            "Hãy giảm điểm tối đa hoặc giảm ở tiêu chí khác trước."
        )


def _end_of(table: CriteriaTable, parent: Criterion | None) -> int:
    """Order of the last row within a part."""
    rows = list(table.criteria.all())
    within = _below(rows, parent) if parent else rows
    return max((row.order for row in within), default=0)


def _below(rows: list[Criterion], top: Criterion) -> list[Criterion]:
    """The part itself and everything below it."""
    found, pks = [], {top.pk}
    for row in rows:
        if row.pk == top.pk or row.parent_id in pks:
            found.append(row)
            pks.add(row.pk)
    return found


def _renumber(table: CriteriaTable, siblings: dict | None = None) -> None:
    """Orders again from top to bottom, with the given siblings in their new order."""
    below: dict[int | None, list[Criterion]] = {}
    for row in table.criteria.all():
        below.setdefault(row.parent_id, []).append(row)
    below |= siblings or {}
    ordered = list(_walk(below, None))
    for n, row in enumerate(ordered, 1):
        row.order = n
    Criterion.objects.bulk_update(ordered, ["order"])


def _walk(below: dict, parent: int | None):
    for row in below.get(parent, []):
        yield row
        yield from _walk(below, row.pk)
