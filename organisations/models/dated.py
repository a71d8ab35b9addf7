"""What holds from a day to a day. An open end is null; both ends are included."""

import datetime as dt

from django.db import models
from django.db.models import F, Q

from emulation.base import clock


class DatedQuerySet(models.QuerySet):
    """Rows with valid_from and valid_to."""

    def valid_on(self, day: dt.date | None = None):
        """Rows that hold on a day (today by default)."""
        return self.filter(valid_on(day))


def valid_on(day: dt.date | None = None, prefix: str = "") -> Q:
    """Condition “holds on this day”, for a related path when `prefix` ends in `__`."""
    day = day or clock.today()
    begun = Q(**{f"{prefix}valid_from": None}) | Q(**{f"{prefix}valid_from__lte": day})
    not_over = Q(**{f"{prefix}valid_to": None}) | Q(**{f"{prefix}valid_to__gte": day})
    return begun & not_over


class Dated(models.Model):
    """Holds from valid_from to valid_to, both days included."""

    valid_from = models.DateField("hiệu lực từ", null=True, blank=True)
    valid_to = models.DateField("hiệu lực đến", null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True

    def holds_on(self, day: dt.date | None = None) -> bool:
        """Whether the row holds on a day (today by default)."""
        day = day or clock.today()
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or self.valid_to >= day)


def dates_in_order(name: str) -> models.CheckConstraint:
    """Constraint: the end is not before the beginning."""
    return models.CheckConstraint(
        condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name=name
    )
