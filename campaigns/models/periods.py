"""Periods (kỳ báo cáo) with their deadlines as data, and extensions (gia hạn) per unit."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from campaigns import deadlines
from campaigns.enums import DeadlineRule, PeriodPurpose
from campaigns.models.campaigns import Campaign
from emulation.base import clock
from organisations.models import Unit


class Period(models.Model):
    """A period in which every participant hands in a plan or a report.

    The rule columns say how the deadline comes about; `due_on` and `opens_on` are its result, written with them by
    campaigns.services.periods. `exception_on` moves the deadline for everyone, with its reason.
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="periods")
    purpose = models.CharField("loại", max_length=6, choices=PeriodPurpose)
    order = models.PositiveSmallIntegerField("thứ tự")
    name = models.CharField("tên kỳ", max_length=100)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến ngày")
    rule = models.CharField("cách tính hạn", max_length=10, choices=DeadlineRule, default=DeadlineRule.FIXED)
    day = models.PositiveSmallIntegerField("ngày", null=True, blank=True)
    month = models.PositiveSmallIntegerField("tháng", null=True, blank=True)
    opens_day = models.PositiveSmallIntegerField("mở từ ngày", null=True, blank=True)
    opens_month = models.PositiveSmallIntegerField("mở từ tháng", null=True, blank=True)
    offset_days = models.SmallIntegerField("số ngày", default=0)
    due_time = models.TimeField("giờ", null=True, blank=True)
    exception_on = models.DateField("hạn ngoại lệ", null=True, blank=True)
    exception_reason = models.TextField("lý do ngoại lệ", blank=True)
    hard = models.BooleanField("hết hạn thì không nhận", default=False)
    document_required = models.BooleanField("phải đính kèm bản ký", default=False)
    due_on = models.DateField("hạn nộp", editable=False)
    opens_on = models.DateField("ngày mở", null=True, editable=False)

    class Meta:
        ordering = ["campaign", "purpose", "order"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="period_dates_in_order"),
            models.UniqueConstraint(fields=["campaign", "purpose", "order"], name="period_order_once"),
            models.UniqueConstraint(fields=["campaign", "purpose", "name"], name="period_name_once"),
        ]

    def __str__(self):
        return self.name

    @property
    def last_day(self) -> dt.date:
        """The deadline for everyone: the exception where there is one."""
        return self.exception_on or self.due_on

    def as_rule(self) -> deadlines.Rule:
        """The rule in the shape of the pure module."""
        return deadlines.Rule(
            kind=self.rule,
            year=self.campaign.year,
            day=self.day,
            month=self.month,
            opens_day=self.opens_day,
            opens_month=self.opens_month,
            offset_days=self.offset_days,
            period_end=self.ends_on,
        )


class Extension(models.Model):
    """A longer deadline for one unit, with its reason."""

    period = models.ForeignKey(Period, models.CASCADE, related_name="extensions")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="extensions", verbose_name="đơn vị")
    until = models.DateField("gia hạn đến")
    reason = models.TextField("lý do")
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    granted_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["period", "unit"], name="extension_once")]

    def __str__(self):
        return f"{self.unit}: {self.period} đến {self.until:%d/%m/%Y}"
