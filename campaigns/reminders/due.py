"""What the periodic run does so that nothing is forgotten."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from campaigns.reminders.services import locked, sending
from emulation.base import clock, due

# Before the letter of the day (base/digests.py) and never at night.
HOUR = dt.time(6)


def _is_day() -> bool:
    return timezone.localtime(clock.now()).time() >= HOUR


@due.register("reminders")
def send_reminders() -> int:
    """Reminders whose step has come, from six in the morning."""
    return sending.send(clock.today()) if _is_day() else 0


@due.register("locked_work")
def flag_locked_work() -> int:
    """Work that waits for locked accounts."""
    if not _is_day():
        return 0
    with transaction.atomic():
        return locked.flag()
