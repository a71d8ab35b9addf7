"""Days on which offices do other than the week says: off work, or worked in exchange. Data of the office, by date."""

from django.db import models

from emulation.base.models import Versioned
from organisations.enums import SpecialDayKind


class SpecialDay(Versioned):
    """One day. A day that was not held against the official notice says so."""

    day = models.DateField("ngày", unique=True)
    kind = models.CharField("loại", max_length=8, choices=SpecialDayKind)
    name = models.CharField("tên", max_length=200)
    verified = models.BooleanField("đã đối chiếu với văn bản", default=True)
    source = models.TextField("văn bản, nguồn", blank=True)

    class Meta:
        ordering = ["day"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(verified=True) | ~models.Q(source=""), name="special_day_unverified_names_source"
            )
        ]

    def __str__(self):
        return f"{self.name} ({self.day:%d/%m/%Y})"
