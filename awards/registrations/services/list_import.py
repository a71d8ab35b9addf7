"""A list from a file, in the form that circulates for nominees: all lines or none, each with what is wrong with it."""

from typing import Any

from django.db import transaction

from awards.registrations.models import RegisteredLine, TitleRegistration
from awards.registrations.selectors.hints import misfit
from awards.registrations.services.lines import editable
from awards.services.unit_lists import FIELDS, Key, UnitList
from emulation.base import audit
from emulation.base.spreadsheets import ImportResult


@transaction.atomic
def bring_in(registration: TitleRegistration, result: ImportResult, *, by: Any, only_read: bool = False) -> int:
    """Write the lines that the list does not have yet; how many. With one error, or only reading, nothing is written."""
    row = editable(registration, by)
    lines = UnitList(result, row.unit, fits=misfit, present=_present(row))
    if not only_read:
        _write(row, lines, by=by)
    return len(lines.fresh)


def _present(row: TitleRegistration) -> set[Key]:
    lines = row.lines.values_list("subject_kind", "person_id", "collective_id", "household_id", "award")
    return {(kind, person or collective or household, award) for kind, person, collective, household, award in lines}


def _write(row: TitleRegistration, lines: UnitList, *, by: Any) -> None:
    lines.save()
    made = [
        RegisteredLine(
            registration=row,
            subject_kind=line.row["kind"],
            name=str(line.subject),
            position=line.row["position"] or "",
            part=line.row["part"][:300],
            award=line.row["code"],
            **{FIELDS[type(line.subject)]: line.subject},
        )
        for line in lines.fresh
    ]
    RegisteredLine.objects.bulk_create(made, batch_size=200)
    if made:
        audit.record(row, action="import", label=f"Nhập {len(made)} dòng từ tệp", by=by)
