"""A unit leaves a running campaign, or comes back: its papers end with it, and no figure counts them from that day."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.urls import reverse

from campaigns.enums import CampaignState
from campaigns.models import Participation, Submission
from campaigns.models.submissions import topic, topic_due
from campaigns.services import launching
from campaigns.services.pieces import editable, reason_given, touch
from emulation.base import audit, clock, notify
from emulation.base.workflow import Refused
from organisations.enums import UNIT_ROLES
from organisations.selectors.people import officers


@transaction.atomic
def leave(participation: Participation, *, on: dt.date, reason: str, by: Any) -> Participation:
    """The unit takes part no longer, from this day. Nothing is deleted: what was sent stays to be read."""
    row = _locked(participation)
    reason = reason_given(reason, "thôi tham gia")
    if row.left_on:
        raise Refused(f"{row.unit} đã thôi tham gia từ {row.left_on:%d/%m/%Y}.")
    if not row.joined_on <= on <= clock.today():
        raise Refused(f"Ngày thôi tham gia phải từ {row.joined_on:%d/%m/%Y} đến hôm nay.")
    row.left_on, row.left_reason = on, reason
    row.save(update_fields=["left_on", "left_reason"])
    papers = _papers(row)
    keys = list(papers.values_list("pk", flat=True))
    papers.update(ended_on=on)
    notify.settle(*(about for pk in keys for about in (topic(pk), topic_due(pk))))
    _record(row, "leave", f"{row.unit} thôi tham gia từ {on:%d/%m/%Y}", reason, by)
    return row


@transaction.atomic
def come_back(participation: Participation, *, reason: str, by: Any) -> Participation:
    """The unit takes part again: its papers go on where they stopped, and it owes what came up meanwhile."""
    row = _locked(participation)
    reason = reason_given(reason, "tham gia lại")
    if row.left_on is None:
        raise Refused(f"{row.unit} đang tham gia.")
    row.left_on, row.left_reason = None, ""
    row.save(update_fields=["left_on", "left_reason"])
    _papers(row).update(ended_on=None)
    launching.owe_everything(row.campaign)
    _record(row, "come_back", f"{row.unit} tham gia lại", reason, by)
    return row


def _locked(participation: Participation) -> Participation:
    """The row as it is now, its campaign locked and running."""
    campaign = editable(participation.campaign)
    if campaign.state != CampaignState.LAUNCHED:
        raise Refused("Phong trào chưa phát động. Hãy bỏ đơn vị ở trang chọn đơn vị tham gia.")
    row = Participation.objects.select_related("unit").get(pk=participation.pk)
    row.campaign = campaign
    return row


def _papers(row: Participation):
    """The unit's own papers; the plan of a bloc stays with the bloc."""
    return Submission.objects.filter(campaign=row.campaign, unit=row.unit, for_bloc=False)


def _record(row: Participation, action: str, label: str, reason: str, by: Any) -> None:
    touch(row.campaign)
    changes = {"unit": row.unit_id, "left_on": str(row.left_on) if row.left_on else None}
    audit.record(row.campaign, action=action, label=label, by=by, note=reason, changes=changes)
    notify.tell(
        officers([row.unit_id], UNIT_ROLES),
        key=f"participation:{row.pk}:{row.campaign.version}",
        title=f"{label}: {row.campaign.title}",
        body=reason,
        url=reverse("campaigns:campaign", args=[row.campaign_id]),
    )
