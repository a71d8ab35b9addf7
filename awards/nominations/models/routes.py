"""Routes: which awards of a year are proposed on which way, and until when. Data of the office, dated, with their source."""

import datetime as dt

from django.conf import settings
from django.db import models

from emulation.base import clock
from emulation.base.models import Versioned
from organisations.models import Unit


class Route(Versioned):
    """One call for nominations: its awards, its last day, whether the bloc's leader endorses. Unverified ones say so."""

    year = models.PositiveSmallIntegerField("năm")
    name = models.CharField("đợt đề nghị", max_length=200)
    awards = models.JSONField("danh hiệu, hình thức", default=list)
    opens_on = models.DateField("nhận từ ngày", null=True, blank=True)
    last_day = models.DateField("hạn gửi")
    endorsed_by_bloc = models.BooleanField("trưởng khối xác nhận", default=False)
    refuses_late = models.BooleanField("quá hạn thì không nhận", default=False)
    basis = models.TextField("văn bản, nguồn", blank=True)
    verified = models.BooleanField("đã đối chiếu với văn bản", default=True)
    closed_on = models.DateField("đóng đợt ngày", null=True, blank=True)

    class Meta:
        ordering = ["-year", "last_day", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["year", "name"], name="route_once"),
            models.CheckConstraint(
                condition=models.Q(verified=True) | ~models.Q(basis=""), name="route_unverified_names_source"
            ),
        ]

    def __str__(self):
        return f"{self.name}, năm {self.year}"

    @property
    def is_closed(self) -> bool:
        return self.closed_on is not None and self.closed_on <= clock.today()

    def due_of(self, unit_id: int) -> dt.date:
        """The last day of a unit: its extension where it has one. Reads prefetched extensions."""
        mine = [extension.until for extension in self.extensions.all() if extension.unit_id == unit_id]
        return max([self.last_day, *mine])


class RouteExtension(models.Model):
    """More time for one unit, and why."""

    route = models.ForeignKey(Route, models.CASCADE, related_name="extensions")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    until = models.DateField("gia hạn đến")
    reason = models.TextField("lý do")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["route", "unit"], name="route_extension_once")]

    def __str__(self):
        return f"{self.unit}: {self.until:%d/%m/%Y}"
