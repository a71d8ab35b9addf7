"""The call of a year: from when to when titles are registered, on which way. Data of the office, with their source."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from emulation.base import clock
from emulation.base.models import Versioned
from organisations.models import Unit


class Call(Versioned):
    """The registration of titles of one year. A window that was not held against a document says so."""

    year = models.PositiveSmallIntegerField("năm", unique=True)
    opens_on = models.DateField("nhận từ ngày", null=True, blank=True)
    last_day = models.DateField("hạn gửi")
    endorsed_by_bloc = models.BooleanField("trưởng khối xác nhận", default=True)
    refuses_late = models.BooleanField("quá hạn thì không nhận", default=False)
    verified = models.BooleanField("đã đối chiếu với văn bản", default=False)
    basis = models.TextField("văn bản, nguồn", blank=True)

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_on=None) | Q(opens_on__lte=F("last_day")), name="call_days_in_order"
            ),
            models.CheckConstraint(condition=Q(verified=True) | ~Q(basis=""), name="call_unverified_names_source"),
        ]

    def __str__(self):
        return f"Đăng ký danh hiệu, hình thức khen thưởng năm {self.year}"

    @property
    def is_open(self) -> bool:
        """Whether its first day has come."""
        return self.opens_on is None or self.opens_on <= clock.today()

    def due_of(self, unit_id: int) -> dt.date:
        """The last day of a unit: its extension where it has one. Reads prefetched extensions."""
        return max([self.last_day, *(e.until for e in self.extensions.all() if e.unit_id == unit_id)])


class CallExtension(models.Model):
    """More time for one unit, and why."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="extensions")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    until = models.DateField("gia hạn đến")
    reason = models.TextField("lý do")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["call", "unit"], name="call_extension_once")]

    def __str__(self):
        return f"{self.unit}: {self.until:%d/%m/%Y}"
