"""Writing the working calendar: days off and days worked in exchange."""

import datetime as dt
from typing import Any

from django.db import transaction

from emulation.base import audit, concurrency, vietnamese
from emulation.base.workflow import Refused
from organisations.models import SpecialDay

LONGEST = 31


@transaction.atomic
def add_days(
    *, first: dt.date, last: dt.date | None = None, kind: str, name: str, verified: bool, source: str = "", by: Any
) -> list[SpecialDay]:
    """Note every day from first to last. Refuses a day that is already in the calendar: it would have two meanings."""
    last = last or first
    days = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
    if not days or len(days) > LONGEST:
        raise Refused(f"Một lần ghi được từ 1 đến {LONGEST} ngày. Hãy kiểm tra ngày đầu và ngày cuối.")
    taken = SpecialDay.objects.filter(day__in=days).first()
    if taken:
        raise Refused(
            f"Ngày {taken.day:%d/%m/%Y} đã có trong lịch: {taken.name}. Hãy sửa ngày đó hoặc chọn khoảng khác."
        )
    fields = {"kind": kind, "name": vietnamese.one_line(name), "verified": verified, "source": source.strip()}
    made = [SpecialDay.objects.create(day=day, **fields) for day in days]
    for special in made:
        audit.record(special, action="create", label=f"Ghi {special.get_kind_display().lower()}", by=by)
    return made


@transaction.atomic
def update_day(special: SpecialDay, *, version: int | None, by: Any, **fields: Any) -> SpecialDay:
    """Correct kind, name, source, verified. The date stays: another date is another day."""
    special = concurrency.lock(special, version=version)
    changes = audit.difference({name: getattr(special, name) for name in fields}, fields)
    if not changes:
        return special
    for name, value in fields.items():
        setattr(special, name, value)
    concurrency.bump(special)
    special.save(update_fields=[*fields, "version"])
    audit.record(special, action="update", label="Sửa ngày trong lịch làm việc", by=by, changes=changes)
    return special


@transaction.atomic
def remove_day(special: SpecialDay, *, by: Any) -> None:
    """Take a day out of the calendar: it is then what the week says."""
    special = SpecialDay.objects.select_for_update().filter(pk=special.pk).first()
    if special is None:
        return
    audit.record(special, action="delete", label=f"Bỏ {special} khỏi lịch làm việc", by=by)
    special.delete()
