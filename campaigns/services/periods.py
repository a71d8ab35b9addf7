"""Writing periods, exceptions and extensions. The resolved days are written together with the rule they come from."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.urls import reverse

from campaigns import deadlines
from campaigns.enums import CampaignState
from campaigns.models import Campaign, Extension, Period
from campaigns.services import launching
from campaigns.services.pieces import editable, reason_given, set_fields, touch, unchanged
from emulation.base import audit, clock, notify
from emulation.base.workflow import Refused
from organisations.enums import UNIT_ROLES
from organisations.models import Unit
from organisations.selectors.people import officers


@transaction.atomic
def save_period(
    campaign: Campaign, *, by: Any, period: Period | None = None, version: int | None = None, **fields: Any
) -> Period:
    """Add or change a period. Raises Refused for an impossible day, a name used twice, an overlap with another (B42)."""
    campaign = editable(campaign)
    word = "Sửa" if period else "Đặt"
    if period is None:
        last = campaign.periods.filter(purpose=fields["purpose"]).aggregate(n=Max("order"))["n"] or 0
        period, had = Period(campaign=campaign, order=last + 1), None
    else:
        period = unchanged(period, version)
        had = period.last_day
    before = set_fields(period, fields)
    period.campaign = campaign
    resolve(period)
    _refuse_clash(period)
    period.save()
    touch(campaign)
    changes = audit.difference(before, fields)
    audit.record(campaign, action="period", label=f"{word} kỳ {period.name}", by=by, changes=changes)
    if campaign.state == CampaignState.LAUNCHED:
        launching.owe_period(period)
        if had and had != period.last_day:
            _tell_new_day(period, f"{by} đã sửa thời hạn.")
    return period


def resolve(period: Period) -> None:
    """Put the days that follow from the rule on the period (not saved)."""
    try:
        period.due_on = deadlines.due_on(period.as_rule())
        period.opens_on = deadlines.opens_on(period.as_rule())
    except ValueError as fault:
        raise Refused(str(fault)) from None
    if period.exception_on and period.exception_on <= period.due_on:
        raise Refused(f"Hạn ngoại lệ phải sau hạn thường {period.due_on:%d/%m/%Y}. Muốn rút ngắn, hãy sửa hạn thường.")


def resolve_all(campaign: Campaign) -> None:
    """Resolve every deadline anew: the campaign's year has changed."""
    for period in campaign.periods.all():
        period.campaign = campaign
        resolve(period)
        period.save(update_fields=["due_on", "opens_on"])


def _refuse_clash(period: Period) -> None:
    """Periods follow each other, or grow from one beginning (quý I, 6 tháng, 9 tháng). Anything else overlaps."""
    others = period.campaign.periods.filter(purpose=period.purpose).exclude(pk=period.pk)
    for other in others:
        if other.name == period.name:
            raise Refused(f"Đã có kỳ tên “{other.name}”. Hãy đặt tên khác.")
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
def remove_period(period: Period, *, reason: str, by: Any) -> None:
    """Take a period out, while nobody has begun to write for it."""
    campaign = editable(period.campaign)
    reason = reason_given(reason, "bỏ kỳ")
    if period.submissions.exclude(state="not_started").exists():
        raise Refused("Đã có đơn vị soạn cho kỳ này nên không bỏ được.")
    name = period.name
    period.submissions.all().delete()
    period.delete()
    touch(campaign)
    audit.record(campaign, action="period", label=f"Bỏ kỳ {name}", by=by, note=reason)


@transaction.atomic
def set_exception(period: Period, *, until: dt.date | None, reason: str, by: Any) -> Period:
    """Move the deadline for everyone, with its reason; None takes the exception back."""
    campaign = editable(period.campaign)
    reason = reason_given(reason, "lùi hạn" if until else "bỏ hạn ngoại lệ")
    period = Period.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=period.pk)
    before = period.exception_on
    period.exception_on, period.exception_reason = until, reason if until else ""
    resolve(period)
    period.save(update_fields=["exception_on", "exception_reason"])
    touch(campaign)
    audit.record(
        campaign,
        action="exception",
        label=f"Lùi hạn chung {period.name}" if until else f"Bỏ hạn ngoại lệ {period.name}",
        by=by,
        note=reason,
        changes={"until": [str(before) if before else None, str(until) if until else None]},
    )
    if campaign.state == CampaignState.LAUNCHED and before != until:
        _tell_new_day(period, reason)
    return period


@transaction.atomic
def extend(period: Period, unit: Unit, *, until: dt.date, reason: str, by: Any) -> Extension:
    """A longer deadline for one unit; a second extension replaces the first and both stay in the audit."""
    campaign = editable(period.campaign)
    reason = reason_given(reason, "gia hạn")
    if until <= period.last_day:
        raise Refused(f"Ngày gia hạn phải sau hạn chung {period.last_day:%d/%m/%Y}.")
    row = Extension.objects.select_for_update().filter(period=period, unit=unit).first()
    before = str(row.until) if row else None
    row = row or Extension(period=period, unit=unit)
    row.until, row.reason, row.granted_by, row.granted_at = until, reason, by, clock.now()
    row.save()
    audit.record(
        campaign,
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
        url=reverse("campaigns:period", args=[period.pk]),
    )
    return row


@transaction.atomic
def withdraw_extension(extension: Extension, *, reason: str, by: Any) -> None:
    """Take an extension back: the general deadline holds again."""
    period = extension.period
    campaign = editable(period.campaign)
    reason = reason_given(reason, "thu lại gia hạn")
    unit, until, pk = extension.unit, extension.until, extension.pk
    extension.delete()
    audit.record(
        campaign,
        action="extend",
        label=f"Thu lại gia hạn {period.name} của {unit.label}",
        by=by,
        note=reason,
        changes={"until": [str(until), None], "unit": unit.pk},
    )
    notify.tell(
        officers([unit.pk], UNIT_ROLES),
        key=f"extension:{pk}:withdrawn",
        title=f"Thu lại gia hạn {period.name}, hạn là {period.last_day:%d/%m/%Y}",
        body=reason,
        url=reverse("campaigns:period", args=[period.pk]),
    )


def _tell_new_day(period: Period, body: str) -> None:
    """Everyone who owes the period hears of its new last day, once for each day it is moved to."""
    units = period.campaign.participations.filter(left_on=None).values_list("unit_id", flat=True)
    notify.tell(
        officers(units, UNIT_ROLES),
        key=f"period:{period.pk}:due:{period.last_day}:{period.campaign.version}",
        title=f"Hạn mới của {period.name}: {period.last_day:%d/%m/%Y}",
        body=body,
        url=reverse("campaigns:period", args=[period.pk]),
    )
