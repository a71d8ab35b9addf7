"""The last day for telling units of a decision: in the calendar and the reminders of Sở Nội vụ."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from awards.decisions.enums import DecisionState
from awards.decisions.models import SignedDecision, UnitNotice
from campaigns.selectors import calendar
from campaigns.selectors.calendar import Event
from campaigns.selectors.open_deadlines import Deadline, register
from organisations.rules import is_dha
from organisations.selectors.people import dha_unit_ids

TITLE = "Thông báo quyết định khen thưởng"


def untold(first: dt.date, last: dt.date) -> QuerySet[SignedDecision]:
    """Signed decisions with a last day between two days of which somebody is still to be told."""
    left = UnitNotice.objects.filter(signed=OuterRef("pk"), sent_on=None)
    rows = SignedDecision.objects.filter(Q(decision__state=DecisionState.SIGNED) | Exists(left))
    return (
        rows.filter(notice_due__range=(first, last)).select_related("decision", "document").order_by("notice_due", "pk")
    )


def _url(signed: SignedDecision) -> str:
    issued = signed.decision.state == DecisionState.ISSUED
    return reverse("decisions:notices" if issued else "decisions:signed", args=[signed.pk])


def notices(first: dt.date, last: dt.date) -> Iterator[Deadline]:
    """What Sở Nội vụ owes as the standing body."""
    departments = dha_unit_ids()
    for signed in untold(first, last):
        for unit in departments:
            yield Deadline(
                key=f"award-notice:{signed.pk}:{unit}",
                group=f"award-notice:{signed.pk}",
                title=f"{TITLE} {signed.number_text}",
                unit_id=unit,
                due=signed.notice_due,
                url=_url(signed),
                topic=f"reward_decision:{signed.decision_id}",
                as_department=True,
            )


def events(user: Any, first: dt.date, last: dt.date) -> list[Event]:
    """For Sở Nội vụ, in the calendar. One query."""
    if not is_dha(user):
        return []
    return [Event(s.notice_due, TITLE, _url(s), s.number_text, key=f"award-notice:{s.pk}") for s in untold(first, last)]


def register_deadlines() -> None:
    """Called from AppConfig.ready."""
    register("award_notice", TITLE, notices)
    calendar.register(events)
