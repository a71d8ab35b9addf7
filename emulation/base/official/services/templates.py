"""Templates of the office: a new version after a test print, back to the shipped one."""

from typing import Any

from django.db import transaction

from emulation.base import audit, files
from emulation.base.models import FileKind
from emulation.base.official import kinds, word
from emulation.base.official.kinds import Kind
from emulation.base.official.models import OfficialDocument, OfficialTemplate
from emulation.base.workflow import Refused


def in_use(kind: str) -> OfficialTemplate | None:
    """The office's own template of a kind; None: the shipped one."""
    return OfficialTemplate.objects.filter(kind=kind, in_use=True).first()


def content_of(document: OfficialDocument) -> bytes:
    """The template that a document was made for."""
    if document.template_id:
        return files.read(document.template.file)
    return kinds.get(document.kind).default_template()


@transaction.atomic
def replace(kind: Kind, upload: Any, *, note: str, by: Any) -> OfficialTemplate:
    """Use an edited template from now on. Raises FileRefused, TemplateFault; nothing is kept then."""
    content, name, _ = files.inspect(upload, kinds={"docx"})
    word.check(content, kind.sample())
    rows = OfficialTemplate.objects.select_for_update().filter(kind=kind.key)
    newest = max((row.number for row in rows), default=0)
    rows.filter(in_use=True).update(in_use=False)
    row = OfficialTemplate.objects.create(kind=kind.key, number=newest + 1, note=note, by=by)
    row.file = files.store_bytes(content, name=name, kind=FileKind.DOCX, by=by, holder=row)
    row.save(update_fields=["file"])
    label = f"Thay mẫu {kind.label}: bản {row.number}"
    audit.record(
        row, action="template_replaced", label=label, by=by, note=note, changes={"sha256": [None, row.file.sha256]}
    )
    return row


@transaction.atomic
def use_default(kind: Kind, *, by: Any) -> None:
    """Back to the shipped template; the office's versions stay in the list. Raises Refused."""
    row = OfficialTemplate.objects.select_for_update().filter(kind=kind.key, in_use=True).first()
    if row is None:
        raise Refused("Đang dùng mẫu có sẵn.")
    row.in_use = False
    row.save(update_fields=["in_use"])
    audit.record(row, action="template_default", label=f"Dùng lại mẫu có sẵn: {kind.label}", by=by)
