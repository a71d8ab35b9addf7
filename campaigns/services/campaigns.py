"""Writing a campaign: from a directive, by hand; tasks, duties, indicators, targets, participants."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Q

from campaigns.contents import content_items
from campaigns.enums import CampaignState, DutyAudience, ItemKind, ParticipantMode
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
from campaigns.selectors.participants import units_taking_part
from campaigns.services import launching, periods
from campaigns.services.pieces import editable, reason_given, set_fields, touch, unchanged
from emulation.base import audit, vietnamese
from emulation.base.workflow import Refused
from organisations.models import Bloc, Unit


@transaction.atomic
def create_campaign(*, title: str, year: int, starts_on: dt.date, ends_on: dt.date, by: Any, **fields: Any) -> Campaign:
    """A campaign in preparation."""
    campaign = Campaign.objects.create(
        title=title, year=year, starts_on=starts_on, ends_on=ends_on, created_by=by, **fields
    )
    audit.record(campaign, action="create", label="Lập phong trào", by=by)
    return campaign


# Names that a title in capitals hides; the province's own is added.
_NAMES = ("Việt Nam", "Hồ Chí Minh", "Đảng", "Nhà nước", "Quốc hội", "Bác Hồ", "Chính phủ", "Thủ tướng", "Trung ương")


def _names() -> tuple[str, ...]:
    province = (
        settings.PROVINCE.split(" ", 1)[-1] if settings.PROVINCE.lower().startswith("tỉnh ") else settings.PROVINCE
    )
    return (*_NAMES, province.removeprefix("Thành phố "))


def title_from(directive: Directive) -> str:
    """The title of the campaign that follows from a directive: as it stands, but never all in capitals."""
    return vietnamese.from_capitals(directive.title, _names())


@transaction.atomic
def create_from_directive(directive: Directive, *, by: Any, **fields: Any) -> Campaign:
    """A campaign with the tasks and duties as they stand in the directive, each tied to its words."""
    year = fields.pop("year", None) or directive.year
    campaign = create_campaign(
        title=fields.pop("title", None) or title_from(directive),
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
    """Change the head of a campaign. Raises StaleVersion when it changed meanwhile; a new year moves the deadlines along."""
    campaign = editable(campaign, version=version)
    _possible(campaign, fields)
    before = set_fields(campaign, fields)
    touch(campaign, *fields)
    if before.get("year", campaign.year) != campaign.year:
        periods.resolve_all(campaign)
    audit.record(campaign, action="update", label="Sửa phong trào", by=by, changes=audit.difference(before, fields))
    return campaign


def _possible(campaign: Campaign, fields: dict) -> None:
    """A campaign is not part of itself, and once launched its year stands."""
    above = fields.get("parent")
    while above is not None:
        if above.pk == campaign.pk:
            raise Refused(
                "Phong trào không thể thuộc về chính nó hoặc phong trào con của nó. Hãy chọn phong trào khác."
            )
        above = above.parent
    if campaign.state != CampaignState.DRAFT and fields.get("year", campaign.year) != campaign.year:
        raise Refused("Phong trào đã phát động nên không đổi được năm.")


@transaction.atomic
def save_task(
    campaign: Campaign,
    *,
    by: Any,
    task: Task | None = None,
    title: str,
    text: str = "",
    short_title: str = "",
    items: list[str] | None = None,
    version: int | None = None,
) -> Task:
    """Add or change a task. Its content items are `items`; without them they are the sentences of its text."""
    campaign = editable(campaign)
    word = "Sửa" if task else "Thêm"
    if task is None:
        task = Task(campaign=campaign, order=_next(campaign.tasks))
    else:
        task = unchanged(task, version)
    before = set_fields(task, {"title": title, "text": text, "short_title": short_title})
    task.save()
    items_before = _replace_items(task, content_items(text) if items is None else items)
    touch(campaign)
    after = {"title": title, "text": text, "short_title": short_title, "items": _joined(task)}
    changes = audit.difference({**before, "items": items_before}, after)
    audit.record(campaign, action="task", label=f"{word} nhiệm vụ {task.order}", by=by, changes=changes)
    return task


def _replace_items(task: Task, texts: list[str]) -> str:
    """Write the content items when they differ; returns those before, one a line."""
    before = _joined(task)
    if before != "\n".join(texts):
        task.items.all().delete()
        ContentItem.objects.bulk_create(
            ContentItem(task=task, order=n, text=part) for n, part in enumerate(texts, start=1)
        )
    return before


def _joined(task: Task) -> str:
    return "\n".join(ContentItem.objects.filter(task=task).values_list("text", flat=True))


@transaction.atomic
def remove_task(task: Task, *, reason: str, by: Any) -> None:
    """Take a task out, while nobody has written on it and it carries no indicator."""
    campaign = editable(task.campaign)
    reason = reason_given(reason, "bỏ nhiệm vụ")
    if task.sections.filter(_written()).exists():
        raise Refused("Đã có đơn vị viết về nhiệm vụ này nên không bỏ được.")
    if task.indicators.exists():
        raise Refused("Nhiệm vụ còn chỉ tiêu. Hãy chuyển hoặc bỏ các chỉ tiêu trước.")
    label = str(task)
    task.sections.all().delete()
    task.delete()
    touch(campaign)
    audit.record(campaign, action="task", label=f"Bỏ {label}", by=by, note=reason)


def _written() -> Q:
    """Condition: somebody put something into a section."""
    return (
        ~Q(content="")
        | ~Q(difficulties="")
        | ~Q(proposals="")
        | ~Q(self_assessment="")
        | Q(measures__isnull=False)
        | Q(evidence__isnull=False)
    )


@transaction.atomic
def save_duty(
    campaign: Campaign,
    *,
    by: Any,
    duty: Duty | None = None,
    units: list[Unit] = (),
    version: int | None = None,
    **fields: Any,
) -> Duty:
    """Add or change a duty and who it falls on; in a launched campaign what is owed follows at once."""
    campaign = editable(campaign)
    word = "Sửa" if duty else "Thêm"
    if duty is None:
        duty, had = Duty(campaign=campaign, order=_next(campaign.duties)), []
    else:
        duty = unchanged(duty, version)
        had = sorted(duty.units.values_list("official_name", flat=True))
    before = set_fields(duty, fields)
    duty.save()
    duty.units.set(units)
    _release(duty)
    touch(campaign)
    changes = audit.difference(before, fields)
    now = sorted(u.official_name for u in units)
    if had != now:
        changes["units"] = [had, now]
    audit.record(campaign, action="duty", label=f"{word} {duty}", by=by, changes=changes)
    if campaign.state == CampaignState.LAUNCHED:
        launching.owe_everything(campaign)
    return duty


def _release(duty: Duty) -> None:
    """Units the duty no longer falls on owe nothing; refused when one has begun to write."""
    owed = duty.submissions.all()
    if duty.audience == DutyAudience.NAMED:
        owed = owed.exclude(unit__in=duty.units.all())
    begun = owed.exclude(state="not_started").select_related("unit").first()
    if begun:
        raise Refused(f"{begun.unit} đã soạn báo cáo phân công này nên không bỏ khỏi danh sách được.")
    owed.delete()


@transaction.atomic
def remove_duty(duty: Duty, *, reason: str, by: Any) -> None:
    """Take a duty out, while no unit has begun its report on it."""
    campaign = editable(duty.campaign)
    reason = reason_given(reason, "bỏ phân công")
    if duty.submissions.exclude(state="not_started").exists():
        raise Refused("Đã có đơn vị soạn báo cáo về phân công này nên không bỏ được.")
    label = str(duty)
    duty.submissions.all().delete()
    duty.delete()
    touch(campaign)
    audit.record(campaign, action="duty", label=f"Bỏ {label}", by=by, note=reason)


@transaction.atomic
def save_indicator(
    campaign: Campaign,
    *,
    task: Task,
    by: Any,
    indicator: Indicator | None = None,
    version: int | None = None,
    **fields: Any,
) -> Indicator:
    """Add or change an indicator of a task."""
    campaign = editable(campaign)
    word = "Sửa" if indicator else "Thêm"
    if indicator is None:
        indicator = Indicator(campaign=campaign, order=_next(campaign.indicators))
    else:
        indicator = unchanged(indicator, version)
        _same_measure(indicator, fields)
    fields = {"task": task, **fields}
    before = set_fields(indicator, fields)
    indicator.save()
    touch(campaign)
    audit.record(
        campaign,
        action="indicator",
        label=f"{word} chỉ tiêu {indicator.order}: {indicator.name}",
        by=by,
        changes=audit.difference(before, fields),
    )
    return indicator


def _same_measure(indicator: Indicator, fields: dict) -> None:
    """Figures already reported are in the old unit of measure and of the old nature: these two then stay."""
    changed = [
        n for n in ("unit_of_measure", "nature") if fields.get(n, getattr(indicator, n)) != getattr(indicator, n)
    ]
    if changed and indicator.values.exclude(value=None).exists():
        raise Refused(
            "Đã có đơn vị báo cáo chỉ tiêu này nên không đổi được đơn vị tính và tính chất. Hãy thêm chỉ tiêu mới."
        )


@transaction.atomic
def remove_indicator(indicator: Indicator, *, reason: str, by: Any) -> None:
    """Take an indicator out, while nobody has reported on it."""
    campaign = editable(indicator.campaign)
    reason = reason_given(reason, "bỏ chỉ tiêu")
    if indicator.values.exclude(value=None).exists():
        raise Refused("Đã có đơn vị báo cáo chỉ tiêu này nên không bỏ được.")
    name = indicator.name
    indicator.values.all().delete()
    indicator.delete()
    touch(campaign)
    audit.record(campaign, action="indicator", label=f"Bỏ chỉ tiêu {name}", by=by, note=reason)


@transaction.atomic
def set_target(
    indicator: Indicator,
    *,
    source: str,
    value: Decimal,
    by: Any,
    target: IndicatorTarget | None = None,
    unit: Unit | None = None,
    period: Period | None = None,
    kind: str = "value",
    value_to: Decimal | None = None,
    verified: bool = True,
    note: str = "",
    version: int | None = None,
) -> IndicatorTarget:
    """The target of an indicator from one named source, for all or one unit, for the year or one period.

    Without `target` the row of the same source, unit and period is changed, or a new one made.
    """
    campaign = editable(indicator.campaign)
    same = indicator.targets.filter(source=source, unit=unit, period=period).first()
    if target is not None:
        target = unchanged(target, version)
        if same and same.pk != target.pk:
            raise Refused(f"Đã có mức giao của nguồn “{source}” cho đơn vị và kỳ này. Hãy sửa mức đó.")
    row = target or same or IndicatorTarget(indicator=indicator)
    before = str(row.value) if row.pk else None
    set_fields(row, {"source": source, "unit": unit, "period": period, "value": value, "kind": kind})
    set_fields(row, {"value_to": value_to, "verified": verified, "note": note})
    row.save()
    touch(campaign)
    whose = f"{unit.label}: " if unit else ""
    audit.record(
        campaign,
        action="target",
        label=f"Giao chỉ tiêu {whose}{indicator.name} ({source})",
        by=by,
        changes={"value": [before, str(value)], "kind": kind, "verified": verified},
    )
    return row


@transaction.atomic
def remove_target(target: IndicatorTarget, *, by: Any, reason: str) -> None:
    """Take a target back."""
    campaign = editable(target.indicator.campaign)
    reason = reason_given(reason, "bỏ mức giao")
    label = f"{target} ({target.source})"
    target.delete()
    touch(campaign)
    audit.record(campaign, action="target", label=f"Bỏ mức giao {label}", by=by, note=reason)


@transaction.atomic
def set_participants(
    campaign: Campaign,
    *,
    kinds: list[str] = (),
    blocs: list[Bloc] = (),
    units: list[Unit] = (),
    by: Any,
    version: int | None = None,
) -> Campaign:
    """Who takes part: by kind of unit, by bloc, by hand. In a launched campaign new units join at once, none is dropped."""
    campaign = editable(campaign, version=version)
    before = sorted(str(r) for r in campaign.participant_rules.select_related("bloc", "unit"))
    campaign.participant_rules.all().delete()
    rules = [ParticipantRule(campaign=campaign, mode=ParticipantMode.KIND, kind=k) for k in kinds]
    rules += [ParticipantRule(campaign=campaign, mode=ParticipantMode.BLOC, bloc=b) for b in blocs]
    rules += [ParticipantRule(campaign=campaign, mode=ParticipantMode.UNIT, unit=u) for u in units]
    ParticipantRule.objects.bulk_create(rules)
    touch(campaign)
    changes = {"rules": [before, sorted(str(r) for r in rules)]}
    audit.record(campaign, action="participants", label="Chọn đơn vị tham gia", by=by, changes=changes)
    if campaign.state == CampaignState.LAUNCHED:
        launching.join(campaign, units_taking_part(campaign))
        launching.owe_everything(campaign)
    return campaign


def _next(pieces: Any) -> int:
    """Order of a piece that is added last."""
    return (pieces.aggregate(n=Max("order"))["n"] or 0) + 1
