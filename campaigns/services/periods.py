"""Writing periods, exceptions and extensions. The resolved days are written together with the rule they come from."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.urls import reverse

from campaigns import deadlines
from campaigns.models import Campaign, Extension, Period
from campaigns.services import launching
from campaigns.services.campaigns import editable
from emulation.base import audit, clock, notify
from emulation.base.workflow import Refused
from organisations.enums import UNIT_ROLES
from organisations.models import Unit
from organisations.selectors.people import officers

RULE_FIELDS = ("rule", "day", "month", "opens_day", "opens_month", "offset_days")


@transaction.atomic
def save_period(campaign: Campaign, *, by: Any, period: Period | None = None, **fields: Any) -> Period:
    """Add or change a period. Raises Refused for an impossible day or an overlap with another period (B42)."""
    campaign = editable(campaign)
    if period is None:
        last = campaign.periods.filter(purpose=fields["purpose"]).aggregate(n=Max("order"))["n"] or 0
        period = Period(campaign=campaign, order=last + 1)
    before = {name: getattr(period, name, None) for name in fields}
    for name, value in fields.items():
        setattr(period, name, value)
    resolve(period)
    _refuse_overlap(period)
    period.save()
    audit.record(
        campaign, action="period", label=f"Đặt kỳ {period.name}", by=by, changes=audit.difference(before, fields)
    )
    if campaign.state == "launched":
        launching.owe_period(period)
    return period


def resolve(period: Period) -> None:
    """Put the days that follow from the rule on the period (not saved)."""
    try:
        period.due_on = deadlines.due_on(period.as_rule())
        period.opens_on = deadlines.opens_on(period.as_rule())
    except ValueError as fault:
        raise Refused(str(fault)) from None
    if period.exception_on and period.exception_on < period.due_on:
        raise Refused("Hạn ngoại lệ phải sau hạn thường. Muốn rút ngắn, hãy sửa hạn thường.")


def _refuse_overlap(period: Period) -> None:
    """Periods follow each other, or grow from one beginning (quý I, 6 tháng, 9 tháng). Anything else overlaps."""
    others = period.campaign.periods.filter(purpose=period.purpose).exclude(pk=period.pk)
    for other in others:
        apart = period.ends_on < other.starts_on or other.ends_on < period.starts_on
        growing = period.starts_on == other.starts_on and period.ends_on != other.ends_on
        nested = _inside(period, other) or _inside(other, period)
        if not (apart or growing or nested):
            raise Refused(
                f"Kỳ “{period.name}” chồng lên kỳ “{other.name}” "
                f"({other.starts_on:%d/%m/%Y} – {other.ends_on:%d/%m/%Y}). Hãy sửa ngày của một trong hai kỳ."
            )


def _inside(inner: Period, outer: Period) -> bool:
    """A quarter inside a year: both are reported, neither cuts the other."""
    same = (inner.starts_on, inner.ends_on) == (outer.starts_on, outer.ends_on)
    return not same and outer.starts_on <= inner.starts_on and inner.ends_on <= outer.ends_on


@transaction.atomic
def remove_period(period: Period, *, by: Any) -> None:
    """Take a period out, while nobody has begun to write for it."""
    campaign = editable(period.campaign)
    if period.submissions.exclude(state="not_started").exists():
        raise Refused("Đã có đơn vị soạn cho kỳ này nên không bỏ được.")
    name = period.name
    period.submissions.all().delete()
    period.delete()
    audit.record(campaign, action="period", label=f"Bỏ kỳ {name}", by=by)


@transaction.atomic
def set_exception(period: Period, *, until: dt.date, reason: str, by: Any) -> Period:
    """Move the deadline for everyone, with its reason."""
    if not reason.strip():
        raise Refused("Hãy ghi lý do lùi hạn.")
    period = Period.objects.select_for_update().select_related("campaign").get(pk=period.pk)
    before = period.exception_on
    period.exception_on, period.exception_reason = until, reason.strip()
    resolve(period)
    period.save(update_fields=["exception_on", "exception_reason"])
    audit.record(
        period.campaign,
        action="exception",
        label=f"Lùi hạn chung {period.name}",
        by=by,
        note=reason,
        changes={"until": [str(before) if before else None, str(until)]},
    )
    return period


@transaction.atomic
def extend(period: Period, unit: Unit, *, until: dt.date, reason: str, by: Any) -> Extension:
    """A longer deadline for one unit; a second extension replaces the first and both stay in the audit."""
    reason = reason.strip()
    if not reason:
        raise Refused("Hãy ghi lý do gia hạn.")
    if until <= period.last_day:
        raise Refused(f"Ngày gia hạn phải sau hạn chung {period.last_day:%d/%m/%Y}.")
    row = Extension.objects.select_for_update().filter(period=period, unit=unit).first()
    before = str(row.until) if row else None
    row = row or Extension(period=period, unit=unit)
    row.until, row.reason, row.granted_by, row.granted_at = until, reason, by, clock.now()
    row.save()
    audit.record(
        period.campaign,
        action="extend",
        label=f"Gia hạn {period.name} cho {unit.label}",
        by=by,
        note=reason,
        changes={"until": [before, str(until)], "unit": unit.pk},
    )
    notify.tell(
        officers([unit.pk], UNIT_ROLES),
        key=f"extension:{row.pk}:{until}",
        title=f"Gia hạn {period.name} đến {until:%d/%m/%Y}",
        body=reason,
        url=reverse("campaigns:campaign", args=[period.campaign_id]),
    )
    return row
