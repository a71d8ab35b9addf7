"""A list from a file, in the form that circulates for nominees: all lines or none, each with what is wrong with it."""

from typing import Any

from django.db import transaction

from awards.law import find_award
from awards.models import Collective, Household, Person
from awards.registrations.models import RegisteredLine, TitleRegistration
from awards.registrations.selectors.hints import misfit
from awards.registrations.services.lines import editable
from awards.selectors.listed_names import ListedUnits
from awards.services.list_import import DOUBTFUL
from awards.services.list_subjects import ListSubjects
from emulation.base import audit
from emulation.base.spreadsheets import Fault, ImportResult, Row
from organisations.models import Unit

FIELDS = {Person: "person", Collective: "collective", Household: "household"}
OLD_LETTERS = "Chữ trong tệp theo bảng mã cũ {}. Hãy lưu lại tệp bằng Unicode, đọc lại các tên rồi nhập."
STANDS = "Dòng này đã có trong danh sách. Dòng được giữ nguyên, không ghi thêm."


@transaction.atomic
def bring_in(registration: TitleRegistration, result: ImportResult, *, by: Any, only_read: bool = False) -> int:
    """Write the lines that the list does not have yet; how many. With one error, or only reading, nothing is written."""
    row = editable(registration, by)
    if result.converted:
        result.sheet_errors.append(Fault(OLD_LETTERS.format(result.converted.upper()), result.sheet))
    units = ListedUnits()
    for one in result.valid_rows:
        _check_place(one, row.unit, units)
        _check_award(one)
    if not result.ok:
        return 0
    subjects = ListSubjects(result.valid_rows, units)
    _warn_of_doubts(result, subjects)
    fresh = _fresh(row, result, subjects)
    if not only_read:
        _write(row, fresh, subjects, by=by)
    return len(fresh)


def _check_place(one: Row, unit: Unit, units: ListedUnits) -> None:
    """A place that is no unit of the catalogue is a part of this one; another unit registers by itself."""
    text = one["unit"] or ""
    found = units.named(text) if text else []
    if found and unit.pk not in {other.pk for other in found}:
        one.error("unit", f"“{text}” là đơn vị khác. Đơn vị đó lập danh sách của mình; hãy bỏ dòng này.")
    one.values["part"] = "" if found else text
    one.values["unit"] = unit.official_name


def _check_award(one: Row) -> None:
    award = find_award(one["award"])
    fault = misfit(one["kind"], award.code if award else "")
    if fault:
        one.error("award", fault)


def _warn_of_doubts(result: ImportResult, subjects: ListSubjects) -> None:
    for one in result.valid_rows:
        if subjects.matches[one.number].others:
            one.warn("name", DOUBTFUL)


def _fresh(row: TitleRegistration, result: ImportResult, subjects: ListSubjects) -> list[Row]:
    """Lines that do not stand in the list yet, each once."""
    lines = row.lines.values_list("subject_kind", "person_id", "collective_id", "household_id", "award")
    present = {(kind, person or collective or household, award) for kind, person, collective, household, award in lines}
    fresh = []
    for one in result.valid_rows:
        subject = subjects.matches[one.number].subject
        key = (one["kind"], subject.pk or id(subject), find_award(one["award"]).code)
        if key in present:
            one.warn("name", STANDS)
            continue
        present.add(key)
        fresh.append(one)
    return fresh


def _write(row: TitleRegistration, fresh: list[Row], subjects: ListSubjects, *, by: Any) -> None:
    subjects.save(fresh)
    made = []
    for one in fresh:
        subject = subjects.matches[one.number].subject
        made.append(
            RegisteredLine(
                registration=row,
                subject_kind=one["kind"],
                name=str(subject),
                position=one["position"] or "",
                part=one["part"][:300],
                award=find_award(one["award"]).code,
                **{FIELDS[type(subject)]: subject},
            )
        )
    RegisteredLine.objects.bulk_create(made, batch_size=200)
    if made:
        audit.record(row, action="import", label=f"Nhập {len(made)} dòng từ tệp", by=by)
