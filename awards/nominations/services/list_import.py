"""A list from a file into a file of nominations: every line becomes a nominee of the route's year, or none does."""

import datetime as dt
from typing import Any

from django.db import transaction

from awards.nominations.models import NominationFile
from awards.nominations.services.nominees import Entry, locked, misfit, present_in, write_entries
from awards.services.unit_lists import UnitList
from emulation.base import audit
from emulation.base.spreadsheets import ImportResult


@transaction.atomic
def read_into(file: NominationFile, result: ImportResult, *, by: Any) -> UnitList:
    """What the lines of a file mean for this file of nominations; nothing is written."""
    return _lines(locked(file, by), result, accepts_old_letters=True)


@transaction.atomic
def bring_in(
    file: NominationFile, result: ImportResult, *, type: str, accept_conversion: bool = False, by: Any
) -> ImportResult:
    """Write the lines that the file does not have yet, all for one kind of commendation; with one error nothing is written.

    A result is read once: `result.committed` and `result.written` say what became of it.
    """
    row = locked(file, by)
    lines = _lines(row, result, accepts_old_letters=accept_conversion)
    if not result.ok:
        return result
    fresh = lines.fresh
    lines.save()
    write_entries(row, [_entry(row, line, type) for line in fresh])
    result.committed, result.written = True, len(fresh)
    if fresh:
        changes = {"file": [None, result.file]}
        audit.record(row, action="nominee", label=f"Nhập {len(fresh)} đề nghị từ tệp", by=by, changes=changes)
    return result


def _lines(row: NominationFile, result: ImportResult, *, accepts_old_letters: bool) -> UnitList:
    return UnitList(
        result,
        row.unit,
        fits=lambda kind, award: misfit(row, kind, award),
        present=present_in(row),
        since=dt.date(row.route.year, 1, 1),
        accepts_old_letters=accepts_old_letters,
    )


def _entry(file: NominationFile, line: Any, type: str) -> Entry:
    row = line.row
    person = row["kind"] == "individual"
    place = row["part"] or (file.unit.official_name if person else "")
    return Entry(
        subject=line.subject,
        award=row["code"],
        position=", ".join(filter(None, (row["position"], place))),
        summary=row["summary"] or "",
        posthumous=person and bool(row["posthumous"]),
        type=type,
    )
