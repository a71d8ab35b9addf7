"""Copy last year's campaign: tasks, duties, indicators, periods, participants; nothing of what was reported."""

import datetime as dt
from typing import Any

from django.db import transaction

from campaigns.models import Campaign, ContentItem, Duty, Indicator, ParticipantRule, Period, Task
from campaigns.services.campaigns import create_campaign
from campaigns.services.periods import resolve
from emulation.base import audit


@transaction.atomic
def copy_campaign(source: Campaign, *, year: int, title: str, by: Any) -> Campaign:
    """A campaign in preparation for `year`, built like `source`. Each indicator remembers the one it came from.

    Targets are not copied: they are set anew each year. Participants by bloc are not copied, since blocs are formed each year.
    """
    shift = year - source.year
    campaign = create_campaign(
        title=title,
        year=year,
        starts_on=_shifted(source.starts_on, shift),
        ends_on=_shifted(source.ends_on, shift),
        kind=source.kind,
        level=source.level,
        scope=source.scope,
        parent=source.parent,
        copied_from=source,
        by=by,
    )
    tasks = {task.pk: _copy_task(task, campaign) for task in source.tasks.prefetch_related("items")}
    for duty in source.duties.prefetch_related("units"):
        _copy_duty(duty, campaign, shift)
    for indicator in source.indicators.all():
        _copy_indicator(indicator, campaign, tasks)
    for period in source.periods.all():
        _copy_period(period, campaign, shift)
    ParticipantRule.objects.bulk_create(
        ParticipantRule(campaign=campaign, mode=r.mode, kind=r.kind, unit_id=r.unit_id)
        for r in source.participant_rules.filter(bloc=None)
    )
    audit.record(
        campaign, action="copy", label=f"Chép từ phong trào năm {source.year}", by=by, changes={"from": source.pk}
    )
    return campaign


def _copy_task(task: Task, campaign: Campaign) -> Task:
    copy = Task.objects.create(
        campaign=campaign, order=task.order, title=task.title, short_title=task.short_title, text=task.text
    )
    ContentItem.objects.bulk_create(ContentItem(task=copy, order=i.order, text=i.text) for i in task.items.all())
    return copy


def _copy_duty(duty: Duty, campaign: Campaign, shift: int) -> None:
    copy = Duty.objects.create(
        campaign=campaign,
        order=duty.order,
        responsible=duty.responsible,
        text=duty.text,
        audience=duty.audience,
        due_on=_shifted(duty.due_on, shift) if duty.due_on else None,
    )
    copy.units.set(duty.units.all())


def _copy_indicator(indicator: Indicator, campaign: Campaign, tasks: dict[int, Task]) -> None:
    Indicator.objects.create(
        campaign=campaign,
        task=tasks[indicator.task_id],
        order=indicator.order,
        name=indicator.name,
        unit_of_measure=indicator.unit_of_measure,
        direction=indicator.direction,
        nature=indicator.nature,
        assigned_only=indicator.assigned_only,
        previous=indicator,
    )


def _copy_period(period: Period, campaign: Campaign, shift: int) -> None:
    copy = Period(
        campaign=campaign,
        purpose=period.purpose,
        order=period.order,
        name=period.name.replace(str(campaign.year - shift), str(campaign.year)),
        starts_on=_shifted(period.starts_on, shift),
        ends_on=_shifted(period.ends_on, shift),
        rule=period.rule,
        day=period.day,
        month=period.month,
        opens_day=period.opens_day,
        opens_month=period.opens_month,
        offset_days=period.offset_days,
        due_time=period.due_time,
        hard=period.hard,
        document_required=period.document_required,
    )
    resolve(copy)
    copy.save()


def _shifted(day: dt.date, years: int) -> dt.date:
    """The same day some years later; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
