"""Getting, renewing and stopping the private address of a calendar feed."""

from typing import Any

from campaigns.reminders.models import CalendarFeed
from campaigns.reminders.models.feeds import new_token
from emulation.base import audit, clock


def renew(person: Any) -> CalendarFeed:
    """A new address; an earlier one stops working at once."""
    feed, _ = CalendarFeed.objects.update_or_create(
        user=person, defaults={"token": new_token(), "made_at": clock.now(), "read_at": None}
    )
    audit.record(person, action="calendar_feed", label="Lấy địa chỉ lịch riêng", by=person)
    return feed


def stop(person: Any) -> None:
    """No address any more."""
    if CalendarFeed.objects.filter(user=person).delete()[0]:
        audit.record(person, action="calendar_feed", label="Dừng địa chỉ lịch riêng", by=person)
