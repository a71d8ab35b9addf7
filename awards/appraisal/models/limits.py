"""How many working days each step takes: data of the office, with the source and whether it was held against the text."""

from django.db import models

from awards.appraisal.enums import LimitKind
from emulation.base.models import Versioned


class Limit(Versioned):
    """The working days of one step; a row for one award goes before the row for all."""

    kind = models.CharField("việc", max_length=10, choices=LimitKind)
    award = models.CharField("danh hiệu, hình thức", max_length=20, blank=True)
    days = models.PositiveSmallIntegerField("số ngày làm việc")
    basis = models.TextField("văn bản, nguồn", blank=True)
    verified = models.BooleanField("đã đối chiếu với văn bản", default=True)

    class Meta:
        ordering = ["kind", "award"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "award"], name="appraisal_limit_once"),
            models.CheckConstraint(
                condition=models.Q(verified=True) | ~models.Q(basis=""), name="appraisal_limit_unverified_names_source"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.days} ngày làm việc"
