"""Getting, renewing, stopping and reading the private address of a calendar feed."""

from typing import Any

from django.db import transaction

from campaigns.reminders.models import CalendarFeed
from campaigns.reminders.models.feeds import new_token
from emulation.base import audit, clock


@transaction.atomic
def renew(*, by: Any) -> CalendarFeed:
    """A new address for oneself; an earlier one stops working at once."""
    feed, _ = CalendarFeed.objects.update_or_create(
        user=by, defaults={"token": new_token(), "made_at": clock.now(), "read_at": None}
    )
    audit.record(by, action="calendar_feed", label="Lấy địa chỉ lịch riêng", by=by)
    return feed


@transaction.atomic
def stop(*, by: Any) -> None:
    """No address any more."""
    if CalendarFeed.objects.filter(user=by).delete()[0]:
        audit.record(by, action="calendar_feed", label="Dừng địa chỉ lịch riêng", by=by)


def read(token: str) -> CalendarFeed | None:
    """The feed of an address, read now by another calendar; None once it is stopped, renewed, or the account is locked."""
    feed = CalendarFeed.objects.select_related("user").filter(token=token, user__is_active=True).first()
    if feed:
        CalendarFeed.objects.filter(pk=feed.pk).update(read_at=clock.now())
    return feed
