"""Make a document of an object, print its files, attach the signed paper."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from emulation.base import audit, files, jobs
from emulation.base.models import FileKind, Job
from emulation.base.official import data, kinds, pdf, word
from emulation.base.official.description import Description
from emulation.base.official.models import OfficialDocument
from emulation.base.official.services import templates
from emulation.base.workflow import Refused

JOB = "official_document"
# WeasyPrint takes seconds for a thousand rows: longer papers are printed by a job.
MOST_ROWS = 150


def of(obj: models.Model, kind: str) -> models.QuerySet:
    """The versions of a document of an object, newest first."""
    holder = ContentType.objects.get_for_model(obj)
    rows = OfficialDocument.objects.filter(kind=kind, holder_type=holder, holder_id=str(obj.pk))
    return rows.select_related("docx", "pdf", "signed").order_by("-version")


def locked(obj: models.Model) -> models.Model:
    """The row as it stands in the database, locked: what is described is what everybody else has written."""
    return type(obj)._default_manager.select_for_update().get(pk=obj.pk)


def must_be_ready(obj: models.Model, kind: kinds.Kind, by: Any) -> None:
    """Raises Refused with the reason why the document cannot be made now."""
    if reason := kind.refuses(obj, by):
        raise Refused(reason)


@transaction.atomic
def make(obj: models.Model, *, kind: str, by: Any) -> OfficialDocument:
    """The document as the object stands now: the newest version where it says the same, else a new one. No files yet.

    What has its number stays as it was signed. Raises Refused.
    """
    row, made = locked(obj), kinds.get(kind)
    if signed := of(row, kind).exclude(number=None).first():
        return signed
    must_be_ready(row, made, by)
    return add_version(row, kind=kind, description=made.describe(row), by=by)


def add_version(obj: models.Model, *, kind: str, description: Description, by: Any, **numbering) -> OfficialDocument:
    """A new version, unless the newest one prints the same text of the object with the same template."""
    edition = kinds.get(kind).edition(obj)
    content = data.to_data(description)
    mark = data.fingerprint(content)
    template = templates.in_use(kind)
    newest = of(obj, kind).first()
    same = (mark, edition, template and template.pk)
    if newest and (newest.fingerprint, newest.edition, newest.template_id) == same:
        return newest
    return OfficialDocument.objects.create(
        kind=kind,
        holder_type=ContentType.objects.get_for_model(obj),
        holder_id=str(obj.pk),
        version=newest.version + 1 if newest else 1,
        edition=edition,
        content=content,
        fingerprint=mark,
        template=template,
        made_by=by,
        **numbering,
    )


def is_large(document: OfficialDocument) -> bool:
    """Whether its files are printed by a job."""
    return data.from_data(document.content).row_count() > MOST_ROWS


def start_job(document: OfficialDocument, *, by: Any, wanted: str = "pdf") -> Job:
    """Print the files in a job with progress; it ends with the wanted file."""
    return jobs.start(JOB, by=by, title=f"Tạo tệp: {document}"[:250], document=str(document.pk), wanted=wanted)


def print_file(document: OfficialDocument, wanted: str) -> OfficialDocument:
    """Print the Word file (`docx`) or the PDF (`pdf`), once: the same version has the same file for everybody."""
    if getattr(document, f"{wanted}_id"):
        return document
    description = data.from_data(document.content)
    content = word.render(description, templates.content_of(document)) if wanted == "docx" else pdf.render(description)
    with transaction.atomic():
        row = OfficialDocument.objects.select_for_update().get(pk=document.pk)
        if not getattr(row, f"{wanted}_id"):
            name = files.clean_name(f"{row.name}.{wanted}")
            file = files.store_bytes(content, name=name, kind=FileKind(wanted), by=row.made_by, holder=row)
            setattr(row, wanted, file)
            row.save(update_fields=[wanted])
    return row


@transaction.atomic
def attach_signed(document: OfficialDocument, upload: Any, *, by: Any) -> OfficialDocument:
    """The signed and sealed paper as PDF, once, after its number was taken. Raises Refused, FileRefused."""
    row = OfficialDocument.objects.select_for_update().get(pk=document.pk)
    if row.number is None:
        raise Refused("Văn bản chưa lấy số. Hãy lấy số, ngày ký trước rồi đính kèm bản đã ký.")
    if row.signed_id:
        raise Refused("Văn bản đã có bản ký. Khi bản ký sai, hãy ban hành văn bản đính chính.")
    row.signed = files.store(upload, by=by, holder=row, kinds={"pdf"})
    row.save(update_fields=["signed"])
    changes = {"signed": [None, row.signed.sha256]}
    audit.record(row, action="official_signed", label=f"Đính kèm bản đã ký: {row}", by=by, changes=changes)
    return row
