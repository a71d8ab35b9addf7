"""What a province lays on top of the national law: its texts, its rules with their days, its names of awards."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from awards.enums import ProvinceAsk
from emulation.base import clock
from emulation.base.models import Versioned


class ProvinceText(Versioned):
    """A document of the province that rules rest on. `ended` is the first day it no longer holds."""

    name = models.CharField("văn bản", max_length=300, unique=True)
    issued = models.DateField("ngày ban hành", null=True, blank=True)
    effective = models.DateField("có hiệu lực từ", null=True, blank=True)
    ended = models.DateField("hết hiệu lực từ", null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended=None) | Q(effective=None) | Q(ended__gte=F("effective")),
                name="province_text_dates_in_order",
            )
        ]

    def __str__(self):
        return self.name


class ProvinceRule(Versioned):
    """One thing more that the province asks. Never changed in place: it is ended and another one takes its place.

    `withdrawn_at`: it was written down by mistake and is asked of nobody.
    """

    text = models.ForeignKey(ProvinceText, models.PROTECT, related_name="rules", verbose_name="văn bản")
    article = models.CharField("điều, khoản", max_length=100, blank=True)
    awards = models.JSONField("danh hiệu, hình thức")
    kinds = models.JSONField("đối tượng", default=list)
    ask = models.CharField("điều kiện", max_length=16, choices=ProvinceAsk)
    params = models.JSONField(default=dict)
    valid_from = models.DateField("áp dụng từ ngày")
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    verified = models.BooleanField("đã đối chiếu với văn bản", default=False)
    recorded_at = models.DateTimeField(default=clock.now)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ended_reason = models.TextField("lý do kết thúc", blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="province_rule_dates_in_order"
            )
        ]

    def __str__(self):
        return f"{self.code}: {self.get_ask_display()}"

    @property
    def code(self) -> str:
        """The code that its findings begin with."""
        return f"TINH-{self.pk:03d}"


class ProvinceName(models.Model):
    """A name by which the province calls an award of the law."""

    award = models.CharField("danh hiệu, hình thức", max_length=20)
    name = models.CharField("tên gọi của tỉnh", max_length=300)
    comparison_key = models.CharField(max_length=300, unique=True, editable=False)
    recorded_at = models.DateTimeField(default=clock.now)

    def __str__(self):
        return self.name
