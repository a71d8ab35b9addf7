"""The only place that asks what time it is.

The demo lives on a simulated day (settings.SIMULATED_TODAY, with the real time of day). Code that replays a past year, such as the
demo's builder, wraps each step in `at(moment)`.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.utils import timezone

_replayed: ContextVar[dt.datetime | None] = ContextVar("replayed_moment", default=None)


def now() -> dt.datetime:
    """Aware moment of this instant: replayed, else simulated, else real."""
    replayed = _replayed.get()
    if replayed is not None:
        return replayed
    real = timezone.now()
    if settings.SIMULATED_TODAY:
        local = timezone.localtime(real)
        return local.replace(
            year=settings.SIMULATED_TODAY.year, month=settings.SIMULATED_TODAY.month, day=settings.SIMULATED_TODAY.day
        )
    return real


def today() -> dt.date:
    """The Vietnamese date of now()."""
    return timezone.localdate(now())


def day_of(moment: dt.datetime) -> dt.date:
    """The Vietnamese date of a moment."""
    return timezone.localdate(moment)


def end_of(day: dt.date) -> dt.datetime:
    """Last second of a day in Vietnamese time: a deadline without a time lasts until then."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time(23, 59, 59)))


def moment(day: dt.date, hour: int = 9, minute: int = 0) -> dt.datetime:
    """An aware moment of a day in Vietnamese time."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour, minute)))


@contextmanager
def at(instant: dt.datetime) -> Iterator[None]:
    """Let the code inside live at `instant`: for builders that replay a past year through the services."""
    token = _replayed.set(instant)
    try:
        yield
    finally:
        _replayed.reset(token)
