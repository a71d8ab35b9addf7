"""Writing the call of a year: its window, more time for one unit, reminders. Every unit gets its list to fill."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from awards.registrations.models import Call, CallExtension, TitleRegistration
from awards.registrations.models.registrations import SENT
from emulation.base import audit, clock, concurrency, notify
from emulation.base.workflow import Refused
from organisations.enums import UNIT_ROLES
from organisations.models import BlocMember, Unit
from organisations.selectors.people import officers

FIELDS = ("year", "opens_on", "last_day", "endorsed_by_bloc", "refuses_late", "verified", "basis")
ONLY_DHA = "Chỉ Sở Nội vụ lập và sửa đợt đăng ký danh hiệu."


def topic_due(registration: TitleRegistration) -> str:
    """Reminders of a list that was not sent; sending it settles them."""
    return f"title-registration:{registration.pk}:due"


def _must(by: Any) -> None:
    if not by.has_perm("registrations.edit_calls"):
        raise PermissionDenied(ONLY_DHA)


@transaction.atomic
def create(*, by: Any, **fields: Any) -> Call:
    """The call of a year; each unit of a bloc of that year gets its list and is told."""
    _must(by)
    try:
        with transaction.atomic():
            call = Call.objects.create(**fields)
    except IntegrityError:
        raise Refused(f"Đã có đợt đăng ký của năm {fields['year']}. Hãy mở đợt đó để sửa.") from None
    audit.record(call, action="create", label="Mở đợt đăng ký danh hiệu", by=by)
    _tell(call, complete(call))
    return call


def complete(call: Call) -> list[int]:
    """A list for each unit that has a place in a bloc of the year, also for those that came later. Returns the new units."""
    present = set(call.registrations.values_list("unit_id", flat=True))
    places = BlocMember.objects.filter(bloc__year=call.year, bloc__parent=None, valid_to=None).order_by("bloc__code")
    wanted: dict[int, int] = {}
    for unit, bloc in places.values_list("unit_id", "bloc_id"):
        wanted.setdefault(unit, bloc)
    new = {unit: bloc for unit, bloc in wanted.items() if unit not in present}
    TitleRegistration.objects.bulk_create(
        (TitleRegistration(call=call, unit_id=unit, bloc_id=bloc) for unit, bloc in new.items()),
        ignore_conflicts=True,
    )
    return list(new)


def _tell(call: Call, units: list[int]) -> None:
    if units:
        notify.tell(
            officers(units, UNIT_ROLES),
            key=f"title-call:{call.pk}:open",
            title=str(call),
            body=f"Lập danh sách, trình thủ trưởng duyệt và gửi trước hết ngày {call.last_day:%d/%m/%Y}.",
            url=reverse("registrations:registration_list"),
        )


@transaction.atomic
def save(call: Call, *, version: int | None, by: Any, **fields: Any) -> Call:
    """Change the window; the year stays, and the way of lists that were sent."""
    _must(by)
    row = concurrency.lock(call, version=version)
    if fields.get("year", row.year) != row.year:
        raise Refused("Không đổi được năm của đợt đã mở. Hãy lập đợt khác.")
    changed_way = fields.get("endorsed_by_bloc", row.endorsed_by_bloc) != row.endorsed_by_bloc
    if changed_way and row.registrations.filter(SENT).exists():
        raise Refused("Đã có danh sách gửi nên không đổi được việc trưởng khối xác nhận trong năm nay.")
    changes = audit.difference({name: getattr(row, name) for name in fields}, fields)
    for name, value in fields.items():
        setattr(row, name, value)
    concurrency.bump(row)
    row.save(update_fields=[*fields, "version"])
    _tell(row, complete(row))
    if changes:
        audit.record(row, action="save", label="Sửa đợt đăng ký danh hiệu", by=by, changes=changes)
    return row


@transaction.atomic
def extend(call: Call, unit: Unit, *, until: dt.date, reason: str, by: Any) -> CallExtension:
    """More time for one unit; again is a correction."""
    _must(by)
    row = TitleRegistration.objects.select_for_update(of=("self",)).filter(call=call, unit=unit).first()
    if row is None:
        raise Refused(f"{unit.label} không có trong đợt đăng ký này.")
    if until <= call.last_day:
        raise Refused(f"Hạn chung là {call.last_day:%d/%m/%Y}. Hãy chọn ngày sau ngày đó.")
    made, _ = CallExtension.objects.update_or_create(
        call=call, unit=unit, defaults={"until": until, "reason": reason, "by": by, "at": clock.now()}
    )
    changes = {"until": [call.last_day.isoformat(), until.isoformat()]}
    audit.record(row, action="extend", label="Gia hạn đăng ký danh hiệu", by=by, note=reason, changes=changes)
    notify.tell(
        officers([unit.pk], UNIT_ROLES),
        key=f"title-registration:{row.pk}:extended:{until.isoformat()}",
        title=f"Gia hạn đăng ký danh hiệu năm {call.year}",
        body=f"Đến hết ngày {until:%d/%m/%Y}. {reason}",
        url=reverse("registrations:registration", args=[row.pk]),
    )
    return made


@transaction.atomic
def remind(rows: Iterable[TitleRegistration], *, by: Any) -> int:
    """Tell units that have not sent, at most once a day each. How many units were told."""
    _must(by)
    told = 0
    for row in rows:
        if row.is_sent:
            continue
        notify.tell(
            officers([row.unit_id], UNIT_ROLES),
            key=f"title-registration:{row.pk}:remind:{clock.today():%Y%m%d}",
            title=f"Chưa gửi: đăng ký danh hiệu năm {row.call.year}",
            body=f"Hạn gửi {row.due_on:%d/%m/%Y}. Hãy lập danh sách, trình thủ trưởng duyệt và gửi.",
            url=reverse("registrations:registration", args=[row.pk]),
            topic=topic_due(row),
        )
        audit.record(row, action="remind", label="Nhắc gửi đăng ký danh hiệu", by=by)
        told += 1
    return told
