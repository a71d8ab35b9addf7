"""Units: who takes part. Nothing about levels (tỉnh, huyện, xã) is a column; names and existence are dated."""

import datetime as dt

from django.db import models

from emulation.base.constraints import unique_with_empty
from organisations.enums import SuccessionKind, UnitKind
from organisations.models.dated import Dated, DatedQuerySet, dates_in_order


class UnitQuerySet(DatedQuerySet):
    def in_order(self):
        """By Vietnamese alphabet."""
        return self.order_by("sort_key", "pk")

    def visible_to(self, user):
        """Names of units are no secret among those who may log in."""
        return self if user.is_authenticated else self.none()


class Unit(Dated):
    """An agency, organisation or enterprise. The current name is kept on the row for lists; all names are in UnitName."""

    kind = models.CharField("loại hình", max_length=40, choices=UnitKind)
    official_name = models.CharField("tên đơn vị", max_length=300)
    short_name = models.CharField("tên viết tắt", max_length=100, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="đơn vị cấp trên"
    )
    note = models.TextField("ghi chú", blank=True)
    comparison_key = models.CharField(max_length=300, editable=False)
    search_key = models.CharField(max_length=600, editable=False)
    sort_key = models.CharField(max_length=600, editable=False, db_index=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        constraints = [
            dates_in_order("unit_dates_in_order"),
            unique_with_empty(
                "unit_once_under_parent", fields=["comparison_key"], ids=["parent"], dates=["valid_from"]
            ),
        ]

    def __str__(self):
        return self.official_name

    @property
    def label(self) -> str:
        """Short name where there is one: for tables and the top bar."""
        return self.short_name or self.official_name

    def name_on(self, day: dt.date) -> str:
        """Official name as it was on a day."""
        row = self.names.valid_on(day).order_by("-valid_from").first()
        return row.official_name if row else self.official_name


class UnitName(Dated):
    """A name a unit bore from a day to a day."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="names")
    official_name = models.CharField("tên đơn vị", max_length=300)
    short_name = models.CharField("tên viết tắt", max_length=100, blank=True)
    comparison_key = models.CharField(max_length=300, db_index=True, editable=False)

    class Meta:
        constraints = [dates_in_order("unit_name_dates_in_order")]

    def __str__(self):
        return self.official_name


class UnitSuccession(models.Model):
    """A unit came out of another on a day."""

    predecessor = models.ForeignKey(Unit, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Unit, models.PROTECT, related_name="origins")
    on = models.DateField("từ ngày")
    kind = models.CharField(max_length=10, choices=SuccessionKind)
    basis = models.TextField("căn cứ", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="succession_once"),
            models.CheckConstraint(condition=~models.Q(predecessor=models.F("successor")), name="succession_of_two"),
        ]

    def __str__(self):
        return f"{self.predecessor} → {self.successor} ({self.on:%d/%m/%Y})"
