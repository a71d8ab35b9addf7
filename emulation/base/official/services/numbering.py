"""Numbers of a book and a year: one after the other, each once, none left out, however many sign at the same time."""

import dataclasses
import datetime as dt
from typing import Any

from django.db import models, transaction

from emulation.base import audit
from emulation.base.official import kinds
from emulation.base.official.models import NumberBook, OfficialDocument
from emulation.base.official.services import documents
from emulation.base.workflow import Refused


@transaction.atomic
def sign(obj: models.Model, *, kind: str, book: str, signed_on: dt.date, signer: str, by: Any) -> OfficialDocument:
    """Take the next number of the book for this document and write it into a new, final version.

    Number, version and audit row come in one transaction: what fails gives its number back. Raises Refused.
    """
    held, made = documents.locked(obj), kinds.get(kind)
    if documents.of(held, kind).exclude(number=None).exists():
        raise Refused("Văn bản này đã lấy số. Một văn bản chỉ có một số.")
    documents.must_be_ready(held, made, by)
    if not signer.strip():
        raise Refused("Hãy ghi họ tên người ký.")
    number = _next(book, signed_on.year)
    description = dataclasses.replace(made.describe(held), number=number, day=signed_on, draft=False)
    row = documents.add_version(
        held,
        kind=kind,
        description=description,
        by=by,
        book=book,
        number=number,
        signed_on=signed_on,
        year=signed_on.year,
        signer=signer.strip(),
    )
    changes = {"number": [None, number], "signed_on": [None, signed_on.isoformat()], "signer": [None, signer]}
    audit.record(row, action="official_number", label=f"Lấy {description.number_text}", by=by, changes=changes)
    return row


def _next(book: str, year: int) -> int:
    NumberBook.objects.get_or_create(book=book, year=year)
    row = NumberBook.objects.select_for_update().get(book=book, year=year)
    row.last += 1
    row.save(update_fields=["last"])
    return row.last


@transaction.atomic
def begin_after(book: str, year: int, last: int, *, by: Any) -> NumberBook:
    """Let a book go on after the numbers that were written on paper before; only while it has given none itself."""
    NumberBook.objects.get_or_create(book=book, year=year)
    row = NumberBook.objects.select_for_update().get(book=book, year=year)
    if OfficialDocument.objects.filter(book=book, year=year).exists():
        raise Refused("Sổ này đã cấp số trên hệ thống, không đổi số bắt đầu được nữa.")
    before, row.last = row.last, last
    row.save(update_fields=["last"])
    audit.record(
        row, action="number_book", label=f"Sổ {row} tiếp sau số {last}", by=by, changes={"last": [before, last]}
    )
    return row
