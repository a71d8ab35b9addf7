"""Writing facts of people and collectives. Each entry names its paper; a correction keeps the old value in the record of changes."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction

from awards.models import (
    Collective,
    CompositionYear,
    DisciplineRecord,
    Person,
    RestrictionRecord,
    WorkYear,
    YearRating,
)
from awards.services.people import refuse_merged
from emulation.base import audit, clock
from emulation.base.concurrency import StaleVersion, change
from emulation.base.workflow import Refused

NOT_YOURS = "Chỉ đơn vị nơi đang công tác và Sở Nội vụ ghi được thông tin này."
ONLY_DHA = "Chỉ Sở Nội vụ ghi được thông tin này."


def locked(subject: Person | Collective, by: Any) -> Person | Collective:
    """The person or the collective, for whoever may write facts of it: two who write at once come one after the other."""
    if not by.has_perm("awards.record_facts", subject):
        raise PermissionDenied(NOT_YOURS)
    subject = type(subject)._default_manager.select_for_update(of=("self",)).get(pk=subject.pk)
    if isinstance(subject, Person):
        refuse_merged(subject)
    return subject


def _of(subject: Person | Collective) -> dict:
    return {"person": subject} if isinstance(subject, Person) else {"collective": subject}


def fits(row: models.Model | None, version: int | None, what: str) -> None:
    """Whether a form opened at this version may write over the row: 0 is the form of a new row, None is no form at all."""
    if row and version == 0:
        raise Refused(f"Hồ sơ đã có {what}. Hãy bấm “Sửa” ở dòng đã ghi để sửa dòng đó.")
    if row is None and version:
        raise Refused(f"Hồ sơ không còn {what}. Hãy tải lại trang.")
    if row and version is not None and row.version != version:
        raise StaleVersion(row)


def _put(rows: models.QuerySet, year: int, values: dict, *, version: int | None, what: str, **stamp: Any) -> tuple:
    """The row of a year of a locked subject, new or changed, and what changed."""
    row = rows.filter(year=year).first()
    fits(row, version, f"{what} năm {year}")
    if row:
        return row, change(row, values, **stamp)
    return rows.create(year=year, **values, **stamp), audit.difference({}, values)


def _record(subject: Any, action: str, label: str, changes: dict, *, by: Any, **known: Any) -> None:
    if changes:
        audit.record(subject, action=action, label=label, by=by, changes=known | changes)


@transaction.atomic
def rate(
    subject: Person | Collective, *, year: int, rating: str, basis: str, by: Any, version: int | None = None
) -> YearRating:
    """The rating of a year: one a year; again is a correction."""
    subject = locked(subject, by)
    stamp = {"recorded_by": by, "recorded_at": clock.now()}
    values = {"rating": rating, "basis": basis}
    row, changes = _put(subject.yearratings, year, values, version=version, what="xếp loại", **stamp)
    _record(subject, "rating", "Ghi xếp loại năm", changes, by=by, year=year)
    return row


@transaction.atomic
def set_work_year(person: Person, *, year: int, by: Any, version: int | None = None, **months: int | None) -> WorkYear:
    """Months worked, on maternity leave and in treatment of a year."""
    person = locked(person, by)
    row, changes = _put(person.work_years, year, months, version=version, what="số tháng công tác")
    _record(person, "work_year", "Ghi số tháng công tác", changes, by=by, year=year)
    return row


@transaction.atomic
def set_composition(
    collective: Collective, *, year: int, by: Any, version: int | None = None, **counts: Any
) -> CompositionYear:
    """Who belonged to a collective in a year; parts cannot be more than the whole."""
    collective = locked(collective, by)
    row, changes = _put(collective.compositions, year, counts, version=version, what="cơ cấu tập thể")
    _refuse_parts(row)
    _record(collective, "composition", "Ghi cơ cấu tập thể", changes, by=by, year=year)
    return row


def _refuse_parts(row: CompositionYear) -> None:
    for name in ("ldtt", "completed", "cstdcs", "disciplined"):
        count = getattr(row, name)
        if row.members is not None and count is not None and count > row.members:
            field = CompositionYear._meta.get_field(name).verbose_name
            raise Refused(f"Số người {field} ({count}) nhiều hơn tổng số người ({row.members}). Hãy ghi lại.")


@transaction.atomic
def restrict(subject: Person | Collective, *, by: Any, **fields: Any) -> RestrictionRecord:
    """Something is being looked into from a day on: nothing may be proposed until it has ended."""
    subject = locked(subject, by)
    row = RestrictionRecord.objects.create(**_of(subject), **fields, recorded_by=by)
    _record(subject, "restriction", "Ghi việc đang xem xét, xác minh", audit.difference({}, fields), by=by)
    return row


@transaction.atomic
def release(row: RestrictionRecord, *, ends_on: Any, outcome: str, basis: str, by: Any) -> RestrictionRecord:
    """It has ended, with this conclusion and its paper. Only Sở Nội vụ: it lets the nominee of a unit go on."""
    if not by.has_perm("awards.release_restriction"):
        raise PermissionDenied(ONLY_DHA)
    row = RestrictionRecord.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if row.ends_on:
        raise Refused(f"Việc này đã kết thúc ngày {row.ends_on:%d/%m/%Y}.")
    if ends_on < row.starts_on:
        raise Refused(f"Việc này bắt đầu ngày {row.starts_on:%d/%m/%Y}. Hãy ghi ngày kết thúc sau ngày đó.")
    new = {"ends_on": ends_on, "outcome": outcome, "outcome_basis": basis}
    changes = audit.difference({name: getattr(row, name) for name in new}, new)
    row.ends_on, row.outcome, row.outcome_basis = ends_on, outcome, basis
    row.save(update_fields=[*new])
    known = {"kind": row.kind, "starts_on": row.starts_on.isoformat()}
    _record(row.subject, "release", "Kết thúc việc xem xét, xác minh", changes, by=by, **known)
    return row


@transaction.atomic
def discipline(subject: Person | Collective, *, by: Any, **fields: Any) -> DisciplineRecord:
    """A discipline that was decided."""
    subject = locked(subject, by)
    row = DisciplineRecord.objects.create(**_of(subject), **fields, recorded_by=by)
    _record(subject, "discipline", "Ghi kỷ luật", audit.difference({}, fields), by=by)
    return row
