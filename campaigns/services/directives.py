"""Writing a directive: take the file, read it, let a person correct, split and join what was understood."""

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F

from campaigns.directive_reader import Reading, read_directive
from campaigns.enums import DirectiveState, ItemKind
from campaigns.models import Directive, DirectiveItem
from emulation.base import audit, concurrency, documents, files
from emulation.base.models import FileKind
from emulation.base.workflow import Refused

KINDS = {FileKind.PDF, FileKind.DOCX, FileKind.TXT}


@transaction.atomic
def take_directive(upload: Any, *, by: Any) -> Directive:
    """Keep the uploaded file and what was understood of it.

    Raises files.FileRefused (not taken), documents.UnreadableDocument (no text) or NotADirective; nothing is kept then.
    """
    stored = files.store(upload, by=by, kinds=KINDS)
    document = documents.extract_text(files.read(stored), stored.name)
    directive = keep_reading(read_directive(document.text), stored, by=by)
    files.attach(stored, directive)
    audit.record(directive, action="read", label="Nhập và đọc chỉ thị", by=by)
    return directive


def keep_reading(reading: Reading, stored: Any, *, by: Any) -> Directive:
    """The rows of a reading."""
    directive = Directive.objects.create(
        file=stored,
        document_type=reading.document_type or "CHỈ THỊ",
        number=reading.number or "",
        issued_on=reading.issued_on,
        title=reading.title or "",
        year=reading.year,
        province=reading.province or "",
        theme=reading.theme or "",
        motto=reading.motto or "",
        recipients=[p.text for p in reading.recipients],
        signature=_signature(reading),
        source=reading.source,
        places={key: list(place) for key, place in reading.places.items()},
        missing=[{"key": m.key, "message": m.sentence} for m in reading.missing],
        doubts=[
            {"key": d.key, "message": d.sentence, "place": list(d.place) if d.place else None} for d in reading.doubts
        ],
        created_by=by,
    )
    DirectiveItem.objects.bulk_create(_items(reading, directive))
    return directive


def _signature(reading: Reading) -> dict:
    s = reading.signature
    return {"on_behalf_of": s.on_behalf_of, "role": s.role, "name": s.name} if s else {}


def _items(reading: Reading, directive: Directive) -> list[DirectiveItem]:
    groups = [
        (ItemKind.TASK, reading.tasks),
        (ItemKind.REQUIREMENT, reading.general_requirements),
        (ItemKind.DUTY, reading.duties),
        (ItemKind.TARGET, reading.targets),
        (ItemKind.DEADLINE, reading.deadlines),
    ]
    return [
        _item(directive, kind, order, piece) for kind, pieces in groups for order, piece in enumerate(pieces, start=1)
    ]


def _item(directive: Directive, kind: str, order: int, piece: Any) -> DirectiveItem:
    value, value_to = getattr(piece, "value", None), getattr(piece, "value_to", None)
    return DirectiveItem(
        directive=directive,
        kind=kind,
        order=order,
        number=str(getattr(piece, "number", None) or ""),
        title=getattr(piece, "title", None) or "",
        text=piece.text,
        responsible=getattr(piece, "responsible", None) or "",
        value=None if value is None else Decimal(str(value)),
        value_to=None if value_to is None else Decimal(str(value_to)),
        unit_of_measure=getattr(piece, "unit", None) or "",
        direction=getattr(piece, "direction", None) or "",
        due_on=getattr(piece, "date", None),
        start=piece.place.start,
        end=piece.place.end,
    )


@transaction.atomic
def update_head(directive: Directive, *, version: int | None, by: Any, **fields: Any) -> Directive:
    """Fill in or correct number, date, title, year, theme, motto. Raises StaleVersion."""
    directive = _open(directive, version=version)
    before = {name: getattr(directive, name) for name in fields}
    for name, value in fields.items():
        setattr(directive, name, value)
    concurrency.bump(directive)
    directive.save(update_fields=["version", *fields])
    audit.record(directive, action="update", label="Sửa chỉ thị", by=by, changes=audit.difference(before, fields))
    return directive


@transaction.atomic
def update_item(item: DirectiveItem, *, by: Any, **fields: Any) -> DirectiveItem:
    """Correct one piece; it counts as checked."""
    directive = _open(item.directive)
    before = {name: getattr(item, name) for name in fields}
    for name, value in fields.items():
        setattr(item, name, value)
    item.checked = True
    item.save(update_fields=[*fields, "checked"])
    _changed(directive, f"Sửa {_name(item)}", by=by, changes=audit.difference(before, fields))
    return item


@transaction.atomic
def check_item(item: DirectiveItem, *, by: Any) -> DirectiveItem:
    """A person compared the piece with the text and found it right."""
    directive = _open(item.directive)
    item.checked = True
    item.save(update_fields=["checked"])
    _changed(directive, f"Đối chiếu {_name(item)}", by=by)
    return item


@transaction.atomic
def split_item(item: DirectiveItem, *, at: str, by: Any) -> DirectiveItem:
    """Cut a piece in two where the words `at` begin; the second part becomes the next piece. Places are cut too."""
    directive = _open(item.directive)
    position = item.text.find(at.strip()) if at.strip() else -1
    if position <= 0:
        raise Refused("Không thấy các chữ này ở giữa nội dung. Hãy chép đúng những chữ mở đầu phần thứ hai.")
    directive.items.filter(kind=item.kind, order__gt=item.order).update(order=F("order") + 1)
    first, second = item.text[:position].strip(), item.text[position:].strip()
    cut = _place_of(directive.source, second, item)
    new = DirectiveItem.objects.create(
        directive=directive, kind=item.kind, order=item.order + 1, text=second, start=cut, end=item.end, checked=True
    )
    item.text, item.end, item.checked = first, cut or item.end, True
    item.save(update_fields=["text", "end", "checked"])
    _changed(directive, f"Tách {_name(item)}", by=by)
    return new


@transaction.atomic
def join_items(item: DirectiveItem, *, by: Any) -> DirectiveItem:
    """Join a piece with the next of its kind."""
    directive = _open(item.directive)
    following = directive.items.filter(kind=item.kind, order__gt=item.order).order_by("order").first()
    if following is None:
        raise Refused("Đây là mục cuối nên không có mục sau để gộp.")
    parts = [item.text, following.title, following.text]
    item.text = " ".join(part for part in parts if part)
    item.end = following.end or item.end
    item.checked = True
    item.save(update_fields=["text", "end", "checked"])
    following.delete()
    _changed(directive, f"Gộp {_name(item)} với mục sau", by=by)
    return item


@transaction.atomic
def move_item(item: DirectiveItem, *, kind: str, by: Any) -> DirectiveItem:
    """Read a piece as something else: a general requirement that is a duty, a task that is none."""
    directive = _open(item.directive)
    before = item.kind
    last = directive.items.filter(kind=kind).order_by("-order").values_list("order", flat=True).first() or 0
    item.kind, item.order, item.checked = kind, last + 1, True
    item.save(update_fields=["kind", "order", "checked"])
    _changed(directive, f"Chuyển {_name(item)}", by=by, changes={"kind": [before, kind]})
    return item


@transaction.atomic
def add_item(directive: Directive, *, kind: str, by: Any, **fields: Any) -> DirectiveItem:
    """A piece that a person adds by hand; it has no place in the text."""
    directive = _open(directive)
    last = directive.items.filter(kind=kind).order_by("-order").values_list("order", flat=True).first() or 0
    item = DirectiveItem.objects.create(directive=directive, kind=kind, order=last + 1, checked=True, **fields)
    _changed(directive, f"Thêm {_name(item)}", by=by)
    return item


@transaction.atomic
def remove_item(item: DirectiveItem, *, by: Any) -> None:
    """Take a piece away; the original file and text stay as they are."""
    directive = _open(item.directive)
    label = _name(item)
    item.delete()
    _changed(directive, f"Bỏ {label}", by=by)


@transaction.atomic
def discard(directive: Directive, *, reason: str, by: Any) -> Directive:
    """Put a reading aside: the wrong file, a draft. The file stays in the records."""
    directive = _open(directive)
    if not reason.strip():
        raise Refused("Hãy ghi lý do bỏ bản nhập.")
    directive.state = DirectiveState.DISCARDED
    directive.save(update_fields=["state"])
    audit.record(directive, action="discard", label="Bỏ bản nhập", by=by, note=reason)
    return directive


@transaction.atomic
def create_campaign(directive: Directive, *, by: Any, **fields: Any) -> Any:
    """The campaign that follows from the directive; the directive is then closed for correction. Once only."""
    from campaigns.services.campaigns import create_from_directive

    directive = concurrency.lock(directive, version=None)
    made = directive.campaigns.first()
    if made:
        return made
    directive = _open(directive)
    if not directive.items.filter(kind=ItemKind.TASK).exists():
        raise Refused("Chưa có nhiệm vụ nào. Hãy thêm ít nhất một nhiệm vụ trước khi lập phong trào.")
    if not (directive.year or fields.get("year")):
        raise Refused("Chưa rõ năm của phong trào. Hãy ghi năm.")
    campaign = create_from_directive(directive, by=by, **fields)
    directive.state = DirectiveState.USED
    directive.save(update_fields=["state"])
    return campaign


def _open(directive: Directive, *, version: int | None = None) -> Directive:
    directive = concurrency.lock(directive, version=version)
    if directive.state != DirectiveState.DRAFT:
        raise Refused("Bản đọc này đã dùng để lập phong trào hoặc đã bỏ. Hãy sửa trong phong trào.")
    return directive


def _changed(directive: Directive, label: str, *, by: Any, changes: dict | None = None) -> None:
    concurrency.bump(directive)
    directive.save(update_fields=["version"])
    audit.record(directive, action="item", label=label, by=by, changes=changes)


def _name(item: DirectiveItem) -> str:
    return f"{item.get_kind_display().lower()} {item.order}"


def _place_of(source: str, words: str, item: DirectiveItem) -> int | None:
    """Where the second part begins in the source: the text has other line breaks, so its first words are looked for."""
    if item.start is None:
        return None
    import re

    opening = r"\s+".join(re.escape(w) for w in words.split()[:5])
    found = re.search(opening, source[item.start : item.end])
    return item.start + found.start() if found else None
