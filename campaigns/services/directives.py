"""Writing a directive: take the file, read it, let a person fill in its head, put it aside, make the campaign of it.

Its pieces are corrected in `directive_items`.
"""

from decimal import Decimal
from typing import Any

from django.db import transaction

from campaigns.directive_files import read_directive_file
from campaigns.directive_reader import Reading
from campaigns.enums import CampaignState, DirectiveState, ItemKind
from campaigns.models import Campaign, Directive, DirectiveItem
from emulation.base import audit, concurrency, files
from emulation.base.models import FileKind, StoredFile
from emulation.base.workflow import Refused

KINDS = {FileKind.PDF, FileKind.DOCX, FileKind.TXT}
GIVEN_LATER = {"number", "issued_on"}
# The keys of the reader under which it doubts pieces.
_KIND_OF_KEY = {
    "tasks": ItemKind.TASK,
    "general_requirements": ItemKind.REQUIREMENT,
    "duties": ItemKind.DUTY,
    "targets": ItemKind.TARGET,
    "deadlines": ItemKind.DEADLINE,
}


@transaction.atomic
def take_directive(upload: Any, *, by: Any) -> Directive:
    """Keep the uploaded file and what was understood of it.

    Raises files.FileRefused (not taken) or documents.UnreadableDocument (no text, no directive); nothing is kept then.
    """
    content, name, kind = files.inspect(upload, kinds=KINDS)
    return _read_and_keep(content, name, kind, label="Nhập và đọc chỉ thị", by=by)


@transaction.atomic
def read_again(directive: Directive, *, by: Any) -> Directive:
    """A new reading of the same file, beside the earlier one."""
    earlier = directive.file
    return _read_and_keep(files.read(earlier), earlier.name, earlier.kind, label="Đọc lại tệp đã nhập", by=by)


def _read_and_keep(content: bytes, name: str, kind: str, *, label: str, by: Any) -> Directive:
    # The kind was decided by content: a name without an ending is read, too.
    reading = read_directive_file(content, name if "." in name else f"{name}.{kind}")
    stored = files.store_bytes(content, name=name, kind=kind, by=by)
    directive = keep_reading(reading, stored, by=by)
    files.attach(stored, directive)
    audit.record(directive, action="read", label=label, by=by)
    return directive


def keep_reading(reading: Reading, stored: StoredFile, *, by: Any) -> Directive:
    """The rows of a reading."""
    directive = Directive(
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
        places=_places(reading),
        missing=[{"key": m.key, "message": m.sentence} for m in reading.missing],
        created_by=by,
    )
    items = _items(reading, directive)
    directive.doubts = _hand_out_doubts(reading, items)
    directive.save()
    DirectiveItem.objects.bulk_create(items)
    return directive


def _signature(reading: Reading) -> dict:
    s = reading.signature
    return {"on_behalf_of": s.on_behalf_of, "role": s.role, "name": s.name} if s else {}


def _places(reading: Reading) -> dict:
    places = {key: list(place) for key, place in reading.places.items()}
    if reading.recipients:
        places["recipients"] = [reading.recipients[0].place.start, reading.recipients[-1].place.end]
    if reading.signature:
        places["signature"] = list(reading.signature.place)
    return places


def _hand_out_doubts(reading: Reading, items: list[DirectiveItem]) -> list[dict]:
    """Write each doubt on the pieces it is about; those about no piece stay with the directive."""
    left = []
    for d in reading.doubts:
        kind = _KIND_OF_KEY.get(d.key)
        touched = [i for i in items if d.place and kind and i.start < d.place.end and d.place.start < i.end]
        about = [i for i in touched if i.kind == kind] or touched
        for item in about:
            item.doubt = f"{item.doubt} {d.sentence}".strip()
        if not about:
            left.append({"key": d.key, "message": d.sentence, "place": list(d.place) if d.place else None})
    return left


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


def open_directive(directive: Directive, *, version: int | None = None, states: tuple = (DirectiveState.DRAFT,)):
    """The directive, locked; refused when it is no longer being compared with its text."""
    directive = concurrency.lock(directive, version=version)
    if directive.state not in states:
        raise Refused("Bản đọc này đã dùng để tạo phong trào hoặc đã bỏ nên không sửa được nữa.")
    return directive


@transaction.atomic
def update_head(directive: Directive, *, version: int | None, by: Any, **fields: Any) -> Directive:
    """Fill in or correct number, date, title, year, theme, motto, recipients, signature. Raises StaleVersion.

    Number and date are given when the paper is signed: they may follow after the campaign was made.
    """
    states = (DirectiveState.DRAFT, DirectiveState.USED) if set(fields) <= GIVEN_LATER else (DirectiveState.DRAFT,)
    directive = open_directive(directive, version=version, states=states)
    before = {name: getattr(directive, name) for name in fields}
    for name, value in fields.items():
        setattr(directive, name, value)
    concurrency.bump(directive)
    directive.save(update_fields=["version", *fields])
    audit.record(directive, action="update", label="Sửa chỉ thị", by=by, changes=audit.difference(before, fields))
    return directive


@transaction.atomic
def settle_doubt(directive: Directive, *, message: str, by: Any) -> Directive:
    """A person looked at what the reader was unsure of and that belongs to no piece. Twice is harmless."""
    directive = open_directive(directive)
    open_ones = [d for d in directive.doubts if d["message"] == message and not d.get("seen")]
    if not open_ones:
        return directive
    for doubt in open_ones:
        doubt["seen"] = True
    directive.save(update_fields=["doubts"])
    audit.record(directive, action="doubt", label="Đã xem chỗ chưa rõ", by=by, note=message)
    return directive


@transaction.atomic
def discard(directive: Directive, *, reason: str, by: Any) -> Directive:
    """Put a reading aside: the wrong file, a draft. The file stays in the records."""
    directive = open_directive(directive)
    if not reason.strip():
        raise Refused("Hãy ghi lý do bỏ bản nhập.")
    directive.state = DirectiveState.DISCARDED
    directive.save(update_fields=["state"])
    audit.record(directive, action="discard", label="Bỏ bản nhập", by=by, note=reason.strip())
    return directive


@transaction.atomic
def create_campaign(directive: Directive, *, by: Any, **fields: Any) -> Campaign:
    """The campaign that follows from the directive; the directive is then closed for correction. Once only."""
    from campaigns.services.campaigns import create_from_directive

    directive = concurrency.lock(directive, version=None)
    made = directive.campaigns.exclude(state=CampaignState.CANCELLED).order_by("pk").first()
    if made:
        return made
    directive = open_directive(directive)
    if not directive.items.filter(kind=ItemKind.TASK).exists():
        raise Refused("Chưa có nhiệm vụ nào. Hãy thêm ít nhất một nhiệm vụ trước khi tạo phong trào.")
    if not (directive.year or fields.get("year")):
        raise Refused("Chưa rõ năm của phong trào. Hãy ghi năm.")
    if not (directive.title or fields.get("title")):
        raise Refused("Chưa có tên phong trào. Hãy ghi tên.")
    campaign = create_from_directive(directive, by=by, **fields)
    directive.state = DirectiveState.USED
    directive.save(update_fields=["state"])
    audit.record(directive, action="campaign", label=f"Tạo phong trào “{campaign.title}”", by=by)
    return campaign
