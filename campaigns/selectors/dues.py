"""Deadlines in queries: the same day and the same words “overdue” as on a single submission, for lists and counts."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from campaigns import deadlines
from campaigns.models import Extension, Period, Submission
from campaigns.models.submissions import COUNTED, HANDED_IN
from emulation.base import clock


def due_day() -> Coalesce:
    """The last day of a paper: the unit's extension, else the exception, else the rule; a duty's own day; None for none."""
    extension = Extension.objects.filter(period=OuterRef("period_id"), unit=OuterRef("unit_id")).values("until")[:1]
    return Coalesce(Subquery(extension), F("period__exception_on"), F("period__due_on"), F("duty__due_on"))


def with_due(rows: QuerySet[Submission]) -> QuerySet[Submission]:
    """Annotate `due` (due_day)."""
    return rows.annotate(due=due_day())


def due_is_over() -> Q:
    """Condition on rows of `with_due`: the last moment has passed, in Vietnamese time (the whole day counts)."""
    now = timezone.localtime(clock.now())
    return Q(due__lt=now.date()) | Q(due=now.date(), period__due_time__lt=now.time().replace(microsecond=0))


def overdue() -> Q:
    """Condition on rows of `with_due`: not handed in although the last moment has passed (Submission.is_overdue)."""
    return COUNTED & ~HANDED_IN & due_is_over()


def first_late_moment(period: Period, until: dt.date | None = None) -> dt.datetime:
    """The first second at which a paper of the period is late, for a unit with the extension `until`."""
    last = dt.datetime.combine(until or period.last_day, period.due_time or deadlines.END_OF_DAY)
    return timezone.make_aware(last) + dt.timedelta(seconds=1)


def sent_in_time(periods: Iterable[Period]) -> Q:
    """Condition: first sent by the last moment of its period, or within the unit's extension (Submission.punctuality).

    `periods` carry their extensions prefetched; a duty is in time until the end of its day.
    """
    condition = Q(duty__due_on__isnull=False, first_sent_at__date__lte=F("duty__due_on"))
    for period in periods:
        condition |= Q(period=period, first_sent_at__lt=first_late_moment(period))
        for e in period.extensions.all():
            condition |= Q(period=period, unit=e.unit_id, first_sent_at__lt=first_late_moment(period, e.until))
    return condition


def month_bounds(year: int, month: int) -> tuple[dt.date, dt.date]:
    """First and last day of a month."""
    first = dt.date(year, month, 1)
    after = dt.date(year + month // 12, month % 12 + 1, 1)
    return first, after - dt.timedelta(days=1)
