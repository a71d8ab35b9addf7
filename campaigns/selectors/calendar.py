"""Deadlines of a month: of the person's unit, or of the province with how many have sent."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from campaigns.enums import CampaignState
from campaigns.models import Campaign, Duty, Extension, Period, Submission
from campaigns.models.submissions import COUNTED, HANDED_IN
from campaigns.selectors.dues import month_bounds, with_due
from organisations.rules import is_unit_officer, unit_id_of


@dataclass(frozen=True)
class Event:
    """Something that falls on a day. `submission` carries the state of an own paper; `figure` the count of a province's."""

    day: dt.date
    title: str
    url: str
    source: str
    note: str = ""
    submission: Submission | None = None
    figure: str = ""
    # Names the thing for good where address and title do not (a title or day that changes).
    key: str = ""


# (user, first day, last day) → what falls on these days in an app above.
More = Callable[[Any, dt.date, dt.date], list[Event]]
_others: list[More] = []


def register(more: More) -> None:
    """Add what falls on days in an app above (called from AppConfig.ready)."""
    _others.append(more)


def events(user: Any, year: int, month: int) -> list[Event]:
    """What is due in a month, by day."""
    return between(user, *month_bounds(year, month))


def between(user: Any, first: dt.date, last: dt.date) -> list[Event]:
    """What is due from one day to another, by day."""
    if is_unit_officer(user):
        found = _of_unit(user, first, last)
    else:
        found = [*_of_province(user, first, last), *_extensions(user, first, last)]
    found += [event for more in _others for event in more(user, first, last)]
    return sorted([*found, *_campaigns(user, first, last)], key=lambda e: (e.day, e.title))


_RUNNING = (CampaignState.LAUNCHED, CampaignState.CLOSED)


def _of_unit(user: Any, first: dt.date, last: dt.date) -> list[Event]:
    """The unit's own papers, by the day that holds for this unit."""
    rows = with_due(
        Submission.objects.for_page()
        .filter(COUNTED, unit_id=unit_id_of(user), campaign__state__in=_RUNNING)
        .prefetch_related("period__extensions")
    ).filter(due__range=(first, last))
    return [
        Event(
            s.due,
            s.title,
            reverse("campaigns:submission", args=[s.pk]),
            s.campaign.title,
            _why_later(s),
            submission=s,
            key=f"submission:{s.pk}",
        )
        for s in rows
    ]


def _why_later(s: Submission) -> str:
    if s.extension:
        return f"Đã gia hạn từ {s.period.last_day:%d/%m/%Y}: {s.extension.reason}"
    if s.period_id and s.period.exception_on:
        return f"Lùi hạn chung từ {s.period.due_on:%d/%m/%Y}: {s.period.exception_reason}"
    return ""


def _of_province(user: Any, first: dt.date, last: dt.date) -> list[Event]:
    """Deadlines of periods and duties for everyone, with how many were handed in where the person may know it."""
    visible = Campaign.objects.visible_to(user).filter(state__in=_RUNNING)
    sent = Count("submissions", filter=Q(submissions__in=Submission.objects.filter(HANDED_IN)))
    counts = {"n": Count("submissions", filter=Q(submissions__ended_on=None)), "sent": sent}
    periods = Period.objects.filter(campaign__in=visible).select_related("campaign").annotate(**counts)
    duties = Duty.objects.filter(campaign__in=visible, due_on__range=(first, last)).select_related("campaign")
    knows = user.has_perm("campaigns.track")
    found = []
    for p in periods.filter(Q(exception_on__range=(first, last)) | Q(exception_on=None, due_on__range=(first, last))):
        later = f"Lùi hạn chung từ {p.due_on:%d/%m/%Y}: {p.exception_reason}" if p.exception_on else ""
        figure = f"{p.sent} trên {p.n} đã gửi" if knows and p.n else ""
        found.append(
            Event(
                p.last_day, p.name, _period_url(p, knows), p.campaign.title, later, figure=figure, key=f"period:{p.pk}"
            )
        )
    for d in duties.annotate(**counts):
        figure = f"{d.sent} trên {d.n} đã gửi" if knows and d.n else ""
        url = reverse("campaigns:campaign", args=[d.campaign_id])
        found.append(
            Event(
                d.due_on,
                f"Phân công {d.order}: {d.responsible}",
                url,
                d.campaign.title,
                figure=figure,
                key=f"duty:{d.pk}",
            )
        )
    return found


def _period_url(period: Period, knows: bool) -> str:
    if knows and period.purpose == "report":
        return f"{reverse('campaigns:board')}?phong-trao={period.campaign_id}&ky={period.pk}"
    if knows:
        return f"{reverse('campaigns:submission_list')}?phong-trao={period.campaign_id}&ky={period.pk}"
    return reverse("campaigns:campaign", args=[period.campaign_id])


def _extensions(user: Any, first: dt.date, last: dt.date) -> list[Event]:
    """Extensions of single units that end in the month, for those who oversee."""
    if not user.has_perm("campaigns.track"):
        return []
    rows = Extension.objects.filter(until__range=(first, last), period__campaign__state__in=_RUNNING)
    return [
        Event(
            e.until,
            f"{e.period.name} của {e.unit.label}",
            f"{reverse('campaigns:board')}?phong-trao={e.period.campaign_id}&ky={e.period_id}&ten={e.unit.label}",
            e.period.campaign.title,
            f"Gia hạn riêng từ {e.period.last_day:%d/%m/%Y}: {e.reason}",
            key=f"extension:{e.pk}",
        )
        for e in rows.select_related("period__campaign", "unit")
    ]


def _campaigns(user: Any, first: dt.date, last: dt.date) -> list[Event]:
    """Last days of campaigns."""
    rows = Campaign.objects.visible_to(user).filter(state__in=_RUNNING, ends_on__range=(first, last))
    return [
        Event(
            c.ends_on,
            "Ngày cuối của phong trào",
            reverse("campaigns:campaign", args=[c.pk]),
            c.title,
            key=f"campaign:{c.pk}",
        )
        for c in rows
    ]
