"""Writing routes: awards, last day, who endorses; more time for a unit."""

import datetime as dt
from typing import Any

from django.db import transaction

from awards.nominations.models import Route, RouteExtension
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


@transaction.atomic
def create(*, by: Any, **fields: Any) -> Route:
    """A call for nominations."""
    if Route.objects.filter(year=fields["year"], name=fields["name"]).exists():
        raise Refused(f"Năm {fields['year']} đã có đợt “{fields['name']}”. Hãy đặt tên khác.")
    route = Route.objects.create(**fields)
    audit.record(route, action="create", label="Lập đợt đề nghị khen thưởng", by=by)
    return route


@transaction.atomic
def update(route: Route, *, version: int | None, by: Any, **fields: Any) -> Route:
    """Change a call. What was sent stays as it was sent."""
    row = concurrency.lock(route, version=version)
    changes = audit.difference({name: getattr(row, name) for name in fields}, fields)
    for name, value in fields.items():
        setattr(row, name, value)
    concurrency.bump(row)
    row.save(update_fields=[*fields, "version"])
    texts = {name: [str(value) for value in pair] for name, pair in changes.items()}
    audit.record(row, action="update", label="Sửa đợt đề nghị khen thưởng", by=by, changes=texts)
    return row


@transaction.atomic
def extend(route: Route, unit: Unit, *, until: dt.date, reason: str, by: Any) -> RouteExtension:
    """More time for one unit; again is a new last day."""
    if until <= route.last_day:
        raise Refused(f"Hạn chung là {route.last_day:%d/%m/%Y}. Hãy ghi ngày sau ngày đó.")
    values = {"until": until, "reason": reason, "by": by}
    row, _ = RouteExtension.objects.update_or_create(route=route, unit=unit, defaults=values)
    label = f"Gia hạn cho {unit.label} đến {until:%d/%m/%Y}"
    audit.record(route, action="extend", label=label, by=by, note=reason)
    return row
