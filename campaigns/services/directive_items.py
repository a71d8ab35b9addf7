"""Correcting the pieces a directive is understood as: check, edit, split, join, move, add, remove.

A piece carries no version: it is a print of its content, so that two people who work on different pieces never meet.
"""

import json
import zlib
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import F

from campaigns.enums import ItemKind
from campaigns.models import Directive, DirectiveItem
from campaigns.selectors.directive_text import place_of, place_of_part
from campaigns.services.directives import open_directive
from emulation.base import audit
from emulation.base.concurrency import StaleVersion
from emulation.base.workflow import Refused

CONTENT = "kind number title text responsible value value_to unit_of_measure direction due_on start end".split()


def version_of(item: DirectiveItem) -> int:
    """A print of a piece's content: the version its form is opened at."""
    content = json.dumps([getattr(item, name) for name in CONTENT], cls=DjangoJSONEncoder)
    return zlib.crc32(content.encode()) & 0x7FFFFFFF


@transaction.atomic
def update_item(item: DirectiveItem, *, by: Any, version: int | None = None, **fields: Any) -> DirectiveItem:
    """Correct one piece; it counts as checked. Raises StaleVersion."""
    directive, item = _open(item, version)
    before = {name: getattr(item, name) for name in fields}
    for name, value in fields.items():
        setattr(item, name, value)
    item.checked = True
    item.save(update_fields=[*fields, "checked"])
    _record(directive, f"Sửa {name_of(item)}", by=by, changes=audit.difference(before, fields))
    return item


@transaction.atomic
def check_item(item: DirectiveItem, *, by: Any, version: int | None = None) -> DirectiveItem:
    """A person compared the piece with the text and found it right. Twice is harmless."""
    directive, item = _open(item)
    if version is not None and version != version_of(item):
        raise Refused(f"{name_of(item).capitalize()} vừa được người khác sửa. Hãy đọc lại rồi đối chiếu.")
    if not item.checked:
        item.checked = True
        item.save(update_fields=["checked"])
        _record(directive, f"Đối chiếu {name_of(item)}", by=by)
    return item


@transaction.atomic
def uncheck_item(item: DirectiveItem, *, by: Any) -> DirectiveItem:
    """The mark of comparison is taken back: the piece waits again."""
    directive, item = _open(item)
    if item.checked:
        item.checked = False
        item.save(update_fields=["checked"])
        _record(directive, f"Bỏ dấu đã đối chiếu ở {name_of(item)}", by=by)
    return item


def position_of(text: str, words: str) -> int:
    """Where the second part begins, said by its first words. Refused when they are not there, or there twice."""
    words = " ".join(words.split())
    count = text.count(words) if words else 0
    if count == 0:
        raise Refused("Không thấy các chữ này trong nội dung. Hãy chép đúng những chữ mở đầu phần thứ hai.")
    if count > 1:
        raise Refused(f"Các chữ này có ở {count} chỗ. Hãy chép dài hơn để chỉ rõ một chỗ.")
    return text.index(words)


@transaction.atomic
def split_item(item: DirectiveItem, *, at: int, by: Any, version: int | None = None) -> DirectiveItem:
    """Cut the text of a piece in two; what begins at character `at` becomes the next piece. Places are cut too.

    Both parts keep who is responsible and until when. Raises StaleVersion.
    """
    directive, item = _open(item, version)
    first, second = item.text[:at].strip(), item.text[at:].strip()
    if at <= 0 or not second or not (first or item.title):
        raise Refused("Phần thứ hai phải bắt đầu ở giữa nội dung. Hãy chọn chỗ khác.")
    before = item.text
    part = place_of_part(directive.source, item, second)
    _make_room(directive, item.kind, item.order + 1)
    new = DirectiveItem.objects.create(
        directive=directive,
        kind=item.kind,
        order=item.order + 1,
        text=second,
        responsible=item.responsible,
        due_on=item.due_on,
        start=part and part[1],
        end=part and item.end,
        checked=True,
    )
    item.text, item.checked = first, True
    item.end = part[0] if part else item.end
    item.save(update_fields=["text", "end", "checked"])
    _record(directive, f"Tách {name_of(item)}", by=by, changes={"text": [before, f"{first}\n\n{second}"]})
    return new


def next_of(item: DirectiveItem) -> DirectiveItem | None:
    """The next piece of the same kind."""
    after = DirectiveItem.objects.filter(directive=item.directive_id, kind=item.kind, order__gt=item.order)
    return after.order_by("order").first()


def joined(item: DirectiveItem, following: DirectiveItem) -> dict:
    """What the piece would say after it is joined with the next."""
    who = [item.responsible, following.responsible if following.responsible != item.responsible else ""]
    return {
        "text": " ".join(part for part in (item.text, following.title, following.text) if part),
        "responsible": "; ".join(part for part in who if part),
        "due_on": item.due_on or following.due_on,
        "doubt": " ".join(part for part in (item.doubt, following.doubt) if part),
    }


@transaction.atomic
def join_items(
    item: DirectiveItem, *, by: Any, following: int | None = None, version: int | None = None
) -> DirectiveItem:
    """Join a piece with the next of its kind; `following` is the piece the person saw there. Raises StaleVersion."""
    directive, item = _open(item, version)
    other = next_of(item)
    if other is None:
        raise Refused("Đây là mục cuối nên không có mục sau để gộp.")
    if following is not None and other.pk != following:
        raise Refused("Mục sau vừa thay đổi. Hãy xem lại hai mục rồi gộp.")
    fields = joined(item, other)
    before = {"text": item.text, "responsible": item.responsible, "due_on": item.due_on}
    for name, value in fields.items():
        setattr(item, name, value)
    item.start, item.end = _around(directive, item, other)
    item.checked = True
    item.save(update_fields=[*fields, "start", "end", "checked"])
    other.delete()
    _close_gap(directive, other)
    changes = audit.difference(before, {name: fields[name] for name in before})
    _record(directive, f"Gộp {name_of(item)} với mục sau", by=by, changes=changes)
    return item


def _around(directive: Directive, item: DirectiveItem, other: DirectiveItem) -> tuple[int | None, int | None]:
    """The place of both pieces when they stand side by side in the text, else the place of the first that has one."""
    if item.start is None or other.start is None:
        return (item.start, item.end) if item.start is not None else (other.start, other.end)
    start, end = min(item.start, other.start), max(item.end, other.end)
    between = directive.items.exclude(pk__in=[item.pk, other.pk]).filter(
        kind__in=[ItemKind.TASK, ItemKind.REQUIREMENT, ItemKind.DUTY], start__lt=end, end__gt=start
    )
    inside = item.kind in (ItemKind.TARGET, ItemKind.DEADLINE)
    return (item.start, item.end) if between.exists() and not inside else (start, end)


@transaction.atomic
def move_item(item: DirectiveItem, *, kind: str, by: Any, version: int | None = None) -> DirectiveItem:
    """Read a piece as something else: a general requirement that is a duty, a task that is none.

    It goes where its place in the text puts it among its new kind. Raises StaleVersion.
    """
    directive, item = _open(item, version)
    if kind == item.kind:
        return item
    label, before = name_of(item), item.kind
    _close_gap(directive, item)
    item.order = _order_for(directive, kind, item.start)
    item.kind, item.checked = kind, True
    item.save(update_fields=["kind", "order", "checked"])
    now = ItemKind(kind).label.lower()
    _record(directive, f"Chuyển {label} thành {now}", by=by, changes={"kind": [before, kind]})
    return item


@transaction.atomic
def add_item(directive: Directive, *, kind: str, by: Any, **fields: Any) -> DirectiveItem:
    """A piece that a person adds by hand. It has a place when its words stand in the text exactly once."""
    directive = open_directive(directive)
    place = place_of(directive.source, fields.get("text") or fields.get("title") or "")
    item = DirectiveItem.objects.create(
        directive=directive,
        kind=kind,
        order=_order_for(directive, kind, place and place[0]),
        start=place and place[0],
        end=place and place[1],
        checked=True,
        **fields,
    )
    _record(directive, f"Thêm {name_of(item)}", by=by, changes=audit.difference({}, fields))
    return item


@transaction.atomic
def remove_item(item: DirectiveItem, *, reason: str, by: Any) -> None:
    """Take a piece away; the original file and text stay as they are."""
    directive, item = _open(item)
    if not reason.strip():
        raise Refused("Hãy ghi lý do bỏ mục này.")
    label = name_of(item)
    lost = {name: getattr(item, name) for name in CONTENT if getattr(item, name) not in ("", None)}
    item.delete()
    _close_gap(directive, item)
    changes = audit.difference(lost, dict.fromkeys(lost))
    _record(directive, f"Bỏ {label}", by=by, note=reason.strip(), changes=changes)


def name_of(item: DirectiveItem) -> str:
    """A piece inside a sentence: "nhiệm vụ 2"."""
    return f"{item.get_kind_display().lower()} {item.order}"


def _open(item: DirectiveItem, version: int | None = None) -> tuple[Directive, DirectiveItem]:
    """The directive, locked, and the piece as it is saved now."""
    directive = open_directive(item.directive)
    fresh = directive.items.filter(pk=item.pk).first()
    if fresh is None:
        raise Refused("Mục này vừa được người khác bỏ hoặc gộp vào mục khác. Hãy tải lại trang.")
    fresh.version = version_of(fresh)
    if version is not None and fresh.version != version:
        raise StaleVersion(fresh)
    return directive, fresh


def _order_for(directive: Directive, kind: str, start: int | None) -> int:
    """The order of a new piece of a kind: before the first that stands later in the text, else at the end."""
    of_kind = directive.items.filter(kind=kind).order_by("order")
    later = of_kind.filter(start__gt=start).first() if start is not None else None
    if later is None:
        last = of_kind.last()
        return last.order + 1 if last else 1
    _make_room(directive, kind, later.order)
    return later.order


def _make_room(directive: Directive, kind: str, order: int) -> None:
    directive.items.filter(kind=kind, order__gte=order).update(order=F("order") + 1)


def _close_gap(directive: Directive, gone: DirectiveItem) -> None:
    directive.items.filter(kind=gone.kind, order__gt=gone.order).update(order=F("order") - 1)


def _record(directive: Directive, label: str, *, by: Any, note: str = "", changes: dict | None = None) -> None:
    audit.record(directive, action="item", label=label, by=by, note=note, changes=changes)
