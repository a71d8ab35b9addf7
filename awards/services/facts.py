"""Writing facts of people and collectives. Each entry names its paper; a correction keeps the old value in the record of changes."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from awards.models import (
    Collective,
    CompositionYear,
    DisciplineRecord,
    Initiative,
    InitiativeUse,
    Person,
    RestrictionRecord,
    WorkYear,
    YearRating,
)
from emulation.base import audit
from emulation.base.workflow import Refused

NOT_YOURS = "Chỉ đơn vị nơi đang công tác và Sở Nội vụ ghi được thông tin này."


def _must(subject: Person | Collective, by: Any) -> None:
    if not by.has_perm("awards.record_facts", subject):
        raise PermissionDenied(NOT_YOURS)


def _of(subject: Person | Collective) -> dict:
    return {"person": subject} if isinstance(subject, Person) else {"collective": subject}


def _put(model: type, keys: dict, values: dict, *, subject: Any, label: str, by: Any) -> Any:
    """Write one row of a year, or change it; nothing is written when nothing changes."""
    row = model.objects.select_for_update().filter(**keys).first()
    before = {name: getattr(row, name) for name in values} if row else {}
    changes = audit.difference(before, values) if row else values
    if row is None:
        row = model.objects.create(**keys, **values)
    elif changes:
        for name, value in values.items():
            setattr(row, name, value)
        row.save(update_fields=list(values))
    if changes:
        audit.record(subject, action="fact", label=label, by=by, changes={k: str(v) for k, v in changes.items()})
    return row


@transaction.atomic
def rate(subject: Person | Collective, *, year: int, rating: str, basis: str, by: Any) -> YearRating:
    """The rating of a year: one a year; again is a correction."""
    _must(subject, by)
    values = {"rating": rating, "basis": basis, "recorded_by": by}
    return _put(
        YearRating, _of(subject) | {"year": year}, values, subject=subject, label=f"Ghi xếp loại năm {year}", by=by
    )


@transaction.atomic
def set_work_year(person: Person, *, year: int, by: Any, **months: int | None) -> WorkYear:
    """Months worked, on maternity leave and in treatment of a year."""
    _must(person, by)
    keys = {"person": person, "year": year}
    return _put(WorkYear, keys, months, subject=person, label=f"Ghi số tháng công tác năm {year}", by=by)


@transaction.atomic
def set_composition(collective: Collective, *, year: int, by: Any, **counts: Any) -> CompositionYear:
    """Who belonged to a collective in a year; parts cannot be more than the whole."""
    _must(collective, by)
    members = counts.get("members")
    for name in ("ldtt", "completed", "cstdcs", "disciplined"):
        if members is not None and counts.get(name) is not None and counts[name] > members:
            field = CompositionYear._meta.get_field(name).verbose_name
            raise Refused(f"Số người {field} ({counts[name]}) nhiều hơn tổng số người ({members}). Hãy ghi lại.")
    keys = {"collective": collective, "year": year}
    return _put(CompositionYear, keys, counts, subject=collective, label=f"Ghi cơ cấu tập thể năm {year}", by=by)


@transaction.atomic
def add_initiative(person: Person, *, by: Any, **fields: Any) -> Initiative:
    """An initiative of a person; one of the same title and year is the same one, of which the person is an author, too."""
    _must(person, by)
    same = Initiative.objects.filter(title=fields["title"], year=fields["year"]).first()
    row = same or Initiative.objects.create(**fields, recorded_by=by)
    if not row.authors.filter(pk=person.pk).exists():
        row.authors.add(person)
        audit.record(person, action="initiative", label=f"Ghi sáng kiến: {row.title}", by=by)
    return row


@transaction.atomic
def use_initiative(initiative: Initiative, person: Person, *, award: str, year: int, by: Any) -> InitiativeUse:
    """The person used the initiative for an award; twice is once."""
    _must(person, by)
    keys = {"initiative": initiative, "person": person, "award": award, "year": year}
    row, made = InitiativeUse.objects.get_or_create(**keys)
    if made:
        audit.record(person, action="initiative", label=f"Dùng sáng kiến cho {award} năm {year}", by=by)
    return row


@transaction.atomic
def restrict(subject: Person | Collective, *, by: Any, **fields: Any) -> RestrictionRecord:
    """Something is being looked into from a day on: nothing may be proposed until it has ended."""
    _must(subject, by)
    row = RestrictionRecord.objects.create(**_of(subject), **fields, recorded_by=by)
    audit.record(subject, action="restriction", label=f"Ghi {row}", by=by)
    return row


@transaction.atomic
def release(row: RestrictionRecord, *, ends_on: Any, outcome: str, basis: str, by: Any) -> RestrictionRecord:
    """It has ended, with this conclusion."""
    row = RestrictionRecord.objects.select_for_update(of=("self",)).get(pk=row.pk)
    _must(row.subject, by)
    if row.ends_on:
        raise Refused(f"Việc này đã kết thúc ngày {row.ends_on:%d/%m/%Y}.")
    if ends_on < row.starts_on:
        raise Refused(f"Việc này bắt đầu ngày {row.starts_on:%d/%m/%Y}. Hãy ghi ngày kết thúc sau ngày đó.")
    row.ends_on, row.outcome, row.basis = ends_on, outcome, basis or row.basis
    row.save(update_fields=["ends_on", "outcome", "basis"])
    audit.record(row.subject, action="restriction", label=f"Kết thúc: {row}", by=by, note=row.get_outcome_display())
    return row


@transaction.atomic
def discipline(subject: Person | Collective, *, by: Any, **fields: Any) -> DisciplineRecord:
    """A discipline that was decided."""
    _must(subject, by)
    row = DisciplineRecord.objects.create(**_of(subject), **fields, recorded_by=by)
    audit.record(subject, action="discipline", label=f"Ghi kỷ luật: {row}", by=by)
    return row
