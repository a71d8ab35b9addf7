"""Writing a campaign: from a directive, by hand, by copying last year's; tasks, duties, indicators, targets, participants."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max

from campaigns.enums import DutyAudience, ItemKind, ParticipantMode
from campaigns.models import (
    Campaign,
    ContentItem,
    Directive,
    Duty,
    Indicator,
    IndicatorTarget,
    ParticipantRule,
    Period,
    Task,
)
from campaigns.services import launching
from campaigns.services.text import content_items
from emulation.base import audit, concurrency
from emulation.base.workflow import Refused
from organisations.models import Bloc, Unit

EDITABLE = ("draft", "launched")


@transaction.atomic
def create_campaign(*, title: str, year: int, starts_on: dt.date, ends_on: dt.date, by: Any, **fields: Any) -> Campaign:
    """A campaign in preparation."""
    campaign = Campaign.objects.create(
        title=title, year=year, starts_on=starts_on, ends_on=ends_on, created_by=by, **fields
    )
    audit.record(campaign, action="create", label="Lập phong trào", by=by)
    return campaign


@transaction.atomic
def create_from_directive(directive: Directive, *, by: Any, **fields: Any) -> Campaign:
    """A campaign with the tasks and duties as they stand in the directive, each tied to its words."""
    year = fields.pop("year", None) or directive.year
    campaign = create_campaign(
        title=fields.pop("title", None) or directive.title,
        year=year,
        starts_on=fields.pop("starts_on", None) or dt.date(year, 1, 1),
        ends_on=fields.pop("ends_on", None) or dt.date(year, 12, 31),
        directive=directive,
        theme=directive.theme,
        motto=directive.motto,
        by=by,
        **fields,
    )
    for order, item in enumerate(directive.items.filter(kind=ItemKind.TASK), start=1):
        task = Task.objects.create(
            campaign=campaign, order=order, title=item.title or item.text[:200], text=item.text, source_item=item
        )
        ContentItem.objects.bulk_create(
            ContentItem(task=task, order=n, text=text) for n, text in enumerate(content_items(item.text), start=1)
        )
    for order, item in enumerate(directive.items.filter(kind=ItemKind.DUTY), start=1):
        Duty.objects.create(
            campaign=campaign,
            order=order,
            responsible=item.responsible or "(chưa rõ)",
            text=item.text,
            audience=_audience(item.responsible),
            due_on=item.due_on,
            source_item=item,
        )
    return campaign


def _audience(responsible: str) -> str:
    """First guess of whom a duty falls on, from the directive's words; the DHA clerk corrects it."""
    words = responsible.lower()
    if "trưởng" in words and "khối thi đua" in words:
        return DutyAudience.BLOC_LEADERS
    if words.startswith(("thủ trưởng các", "các cơ quan", "các sở")):
        return DutyAudience.ALL_UNITS
    return DutyAudience.NAMED


@transaction.atomic
def update_campaign(campaign: Campaign, *, version: int | None, by: Any, **fields: Any) -> Campaign:
    """Change the head of a campaign. Raises StaleVersion when it changed meanwhile."""
    campaign = editable(campaign, version=version)
    before = {name: getattr(campaign, name) for name in fields}
    for name, value in fields.items():
        setattr(campaign, name, value)
    _touch(campaign, *fields)
    audit.record(campaign, action="update", label="Sửa phong trào", by=by, changes=audit.difference(before, fields))
    return campaign


@transaction.atomic
def save_task(
    campaign: Campaign, *, by: Any, task: Task | None = None, title: str, text: str = "", short_title: str = ""
) -> Task:
    """Add or change a task; its content items follow its text."""
    campaign = editable(campaign)
    if task is None:
        last = campaign.tasks.aggregate(n=Max("order"))["n"] or 0
        task = Task(campaign=campaign, order=last + 1)
    before = {"title": task.title, "text": task.text}
    task.title, task.text, task.short_title = title, text, short_title
    task.save()
    task.items.all().delete()
    ContentItem.objects.bulk_create(
        ContentItem(task=task, order=n, text=part) for n, part in enumerate(content_items(text), start=1)
    )
    _touch(campaign)
    changes = audit.difference(before, {"title": title, "text": text})
    audit.record(campaign, action="task", label=f"Sửa nhiệm vụ {task.order}", by=by, changes=changes)
    return task


@transaction.atomic
def remove_task(task: Task, *, by: Any) -> None:
    """Take a task out, while nobody has written on it and it carries no indicator."""
    campaign = editable(task.campaign)
    if task.sections.exists():
        raise Refused("Đã có đơn vị viết về nhiệm vụ này nên không bỏ được.")
    if task.indicators.exists():
        raise Refused("Nhiệm vụ còn chỉ tiêu. Hãy chuyển hoặc bỏ các chỉ tiêu trước.")
    label = str(task)
    task.delete()
    _touch(campaign)
    audit.record(campaign, action="task", label=f"Bỏ {label}", by=by)


@transaction.atomic
def save_duty(campaign: Campaign, *, by: Any, duty: Duty | None = None, units: list[Unit] = (), **fields: Any) -> Duty:
    """Add or change a duty and who it falls on; in a launched campaign the new obligations come into being at once."""
    campaign = editable(campaign)
    if duty is None:
        last = campaign.duties.aggregate(n=Max("order"))["n"] or 0
        duty = Duty(campaign=campaign, order=last + 1)
    for name, value in fields.items():
        setattr(duty, name, value)
    duty.save()
    duty.units.set(units)
    _touch(campaign)
    audit.record(campaign, action="duty", label=f"Sửa {duty}", by=by, changes={"units": [u.pk for u in units]})
    if campaign.state == "launched":
        launching.owe_everything(campaign)
    return duty


@transaction.atomic
def save_indicator(
    campaign: Campaign, *, task: Task, by: Any, indicator: Indicator | None = None, **fields: Any
) -> Indicator:
    """Add or change an indicator of a task."""
    campaign = editable(campaign)
    if indicator is None:
        last = campaign.indicators.aggregate(n=Max("order"))["n"] or 0
        indicator = Indicator(campaign=campaign, order=last + 1)
    indicator.task = task
    for name, value in fields.items():
        setattr(indicator, name, value)
    indicator.save()
    _touch(campaign)
    audit.record(campaign, action="indicator", label=f"Sửa chỉ tiêu {indicator.order}: {indicator.name}", by=by)
    return indicator


@transaction.atomic
def remove_indicator(indicator: Indicator, *, by: Any) -> None:
    """Take an indicator out, while nobody has reported on it."""
    campaign = editable(indicator.campaign)
    if indicator.values.exclude(value=None).exists():
        raise Refused("Đã có đơn vị báo cáo chỉ tiêu này nên không bỏ được.")
    name = indicator.name
    indicator.values.all().delete()
    indicator.delete()
    _touch(campaign)
    audit.record(campaign, action="indicator", label=f"Bỏ chỉ tiêu {name}", by=by)


@transaction.atomic
def set_target(
    indicator: Indicator,
    *,
    source: str,
    value: Decimal,
    by: Any,
    unit: Unit | None = None,
    period: Period | None = None,
    kind: str = "value",
    value_to: Decimal | None = None,
    verified: bool = True,
    note: str = "",
) -> IndicatorTarget:
    """The target of an indicator from one named source, for all or one unit, for the year or one period."""
    campaign = editable(indicator.campaign)
    row = indicator.targets.filter(source=source, unit=unit, period=period).first()
    before = str(row.value) if row else None
    row = row or IndicatorTarget(indicator=indicator, source=source, unit=unit, period=period)
    row.value, row.kind, row.value_to, row.verified, row.note = value, kind, value_to, verified, note
    row.save()
    _touch(campaign)
    audit.record(
        campaign,
        action="target",
        label=f"Giao chỉ tiêu {indicator.name}",
        by=by,
        changes={"value": [before, str(value)]},
    )
    return row


@transaction.atomic
def remove_target(target: IndicatorTarget, *, by: Any) -> None:
    """Take a target back."""
    campaign = editable(target.indicator.campaign)
    label = str(target)
    target.delete()
    _touch(campaign)
    audit.record(campaign, action="target", label=f"Bỏ mức giao {label}", by=by)


@transaction.atomic
def set_participants(
    campaign: Campaign, *, kinds: list[str] = (), blocs: list[Bloc] = (), units: list[Unit] = (), by: Any
) -> Campaign:
    """Who takes part: by kind of unit, by bloc, by hand. In a launched campaign new units join at once, none is dropped."""
    campaign = editable(campaign)
    campaign.participant_rules.all().delete()
    ParticipantRule.objects.bulk_create(
        [ParticipantRule(campaign=campaign, mode=ParticipantMode.KIND, kind=k) for k in kinds]
        + [ParticipantRule(campaign=campaign, mode=ParticipantMode.BLOC, bloc=b) for b in blocs]
        + [ParticipantRule(campaign=campaign, mode=ParticipantMode.UNIT, unit=u) for u in units]
    )
    _touch(campaign)
    audit.record(
        campaign,
        action="participants",
        label="Chọn đơn vị tham gia",
        by=by,
        changes={"kinds": list(kinds), "blocs": [b.pk for b in blocs], "units": [u.pk for u in units]},
    )
    if campaign.state == "launched":
        launching.join(campaign, launching.units_taking_part(campaign))
        launching.owe_everything(campaign)
    return campaign


def editable(campaign: Campaign, *, version: int | None = None) -> Campaign:
    """The campaign, locked; refused when it is over."""
    campaign = concurrency.lock(campaign, version=version)
    if campaign.state not in EDITABLE:
        raise Refused("Phong trào đã kết thúc hoặc đã hủy nên không sửa được nữa.")
    return campaign


def _touch(campaign: Campaign, *fields: str) -> None:
    concurrency.bump(campaign)
    campaign.save(update_fields=["version", *fields])
