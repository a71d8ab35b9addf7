"""Indicators (chỉ tiêu) of tasks and their targets from several named sources."""

from django.db import models
from django.db.models import Q

from campaigns.enums import Direction, Nature, TargetKind
from campaigns.models.campaigns import Campaign, Task
from campaigns.models.periods import Period
from emulation.base.constraints import unique_with_empty
from organisations.models import Unit


class Indicator(models.Model):
    """A measured figure of a task."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="indicators")
    task = models.ForeignKey(Task, models.CASCADE, related_name="indicators", verbose_name="nhiệm vụ")
    order = models.PositiveSmallIntegerField("thứ tự")
    name = models.TextField("tên chỉ tiêu")
    unit_of_measure = models.CharField("đơn vị tính", max_length=60)
    direction = models.CharField("chiều", max_length=4, choices=Direction, default=Direction.UP)
    nature = models.CharField("tính chất", max_length=10, choices=Nature, default=Nature.CUMULATIVE)
    baseline = models.DecimalField("mức gốc", max_digits=20, decimal_places=4, null=True, blank=True)
    # False: every participant reports it. True: only units that have a target of their own.
    assigned_only = models.BooleanField("chỉ đơn vị được giao", default=False)
    previous = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="next_year", verbose_name="chỉ tiêu năm trước"
    )

    class Meta:
        ordering = ["campaign", "task__order", "order"]
        constraints = [models.UniqueConstraint(fields=["campaign", "order"], name="indicator_order_once")]

    def __str__(self):
        return self.name


class IndicatorTarget(models.Model):
    """A target (kế hoạch) of an indicator: for all or for one unit, for the year or for one period, from a named source."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="targets")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị")
    period = models.ForeignKey(Period, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="kỳ")
    source = models.CharField("nguồn giao", max_length=120)
    kind = models.CharField("dạng", max_length=8, choices=TargetKind, default=TargetKind.VALUE)
    value = models.DecimalField("mức", max_digits=20, decimal_places=4)
    value_to = models.DecimalField("đến", max_digits=20, decimal_places=4, null=True, blank=True)
    verified = models.BooleanField("đã kiểm chứng", default=True)
    note = models.TextField("ghi chú", blank=True)

    class Meta:
        ordering = ["indicator", "pk"]
        constraints = [
            unique_with_empty("target_once_per_source", fields=["indicator", "source"], ids=["unit", "period"]),
            models.CheckConstraint(
                condition=(Q(kind="range") & ~Q(value_to=None)) | (~Q(kind="range") & Q(value_to=None)),
                name="target_range_has_two_ends",
            ),
        ]

    def __str__(self):
        return f"{self.indicator}: {self.get_kind_display()} {self.value}"
