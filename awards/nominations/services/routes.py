"""Writing routes: awards, last day, who endorses; more time for a unit."""

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from awards.law import law
from awards.nominations.models import Nominee, Route, RouteExtension
from awards.nominations.models.files import SENT
from emulation.base import audit, concurrency
from emulation.base.workflow import Refused
from organisations.models import Unit

FIELDS = (
    "year",
    "name",
    "awards",
    "opens_on",
    "last_day",
    "endorsed_by_bloc",
    "refuses_late",
    "basis",
    "verified",
    "closed_on",
)


ONLY_DHA = "Chỉ Sở Nội vụ lập đợt đề nghị và gia hạn."


def _must(by: Any) -> None:
    if not by.has_perm("nominations.edit_routes"):
        raise PermissionDenied(ONLY_DHA)


def _save(route: Route, **how: Any) -> None:
    try:
        with transaction.atomic():
            route.save(**how)
    except IntegrityError:
        raise Refused(f"Năm {route.year} đã có đợt “{route.name}”. Hãy đặt tên khác.") from None


@transaction.atomic
def create(*, by: Any, **fields: Any) -> Route:
    """A call for nominations."""
    _must(by)
    route = Route(**fields)
    _save(route)
    audit.record(route, action="create", label="Lập đợt đề nghị khen thưởng", by=by)
    return route


@transaction.atomic
def update(route: Route, *, version: int | None, by: Any, **fields: Any) -> Route:
    """Change a call. The year stays once a file was begun; the way and the awards of files that were sent stay while they are."""
    _must(by)
    row = concurrency.lock(route, version=version)
    _must_hold(row, fields)
    changes = audit.difference({name: getattr(row, name) for name in fields}, fields)
    for name, value in fields.items():
        setattr(row, name, value)
    concurrency.bump(row)
    _save(row, update_fields=[*fields, "version"])
    texts = {name: [str(value) for value in pair] for name, pair in changes.items()}
    audit.record(row, action="update", label="Sửa đợt đề nghị khen thưởng", by=by, changes=texts)
    return row


def _must_hold(row: Route, fields: dict[str, Any]) -> None:
    """Papers on their way are read, moved and compared by these."""
    if fields.get("year", row.year) != row.year and row.files.exists():
        raise Refused("Đã có đơn vị lập hồ sơ nên không đổi được năm của đợt. Hãy lập đợt khác.")
    if fields.get("endorsed_by_bloc", row.endorsed_by_bloc) != row.endorsed_by_bloc and row.files.filter(SENT).exists():
        raise Refused("Đã có hồ sơ gửi nên không đổi được việc trưởng khối xác nhận. Hãy lập đợt khác.")
    gone = set(row.awards) - set(fields.get("awards", row.awards))
    used = Nominee.objects.sent().filter(file__route=row, award__in=gone).values_list("award", flat=True)
    if names := [law().awards[code].name if code in law().awards else code for code in sorted(set(used))]:
        raise Refused(f"Hồ sơ đã gửi có {', '.join(names)} nên không bỏ được khỏi đợt. Hãy giữ lại.")


@transaction.atomic
def extend(route: Route, unit: Unit, *, until: dt.date, reason: str, by: Any) -> RouteExtension:
    """More time for one unit; again is a new last day."""
    _must(by)
    if until <= route.last_day:
        raise Refused(f"Hạn chung là {route.last_day:%d/%m/%Y}. Hãy ghi ngày sau ngày đó.")
    values = {"until": until, "reason": reason, "by": by}
    row, _ = RouteExtension.objects.update_or_create(route=route, unit=unit, defaults=values)
    label = f"Gia hạn cho {unit.label} đến {until:%d/%m/%Y}"
    audit.record(route, action="extend", label=label, by=by, note=reason)
    return row
