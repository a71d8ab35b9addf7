"""Collectives and households that are commended."""

from django.db import models

from organisations.models import Unit


class Named(models.Model):
    """A name with its keys, at a unit of the catalogue or at a place written as text."""

    name = models.CharField("tên", max_length=300)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị")
    unit_text = models.CharField("đơn vị như trong văn bản", max_length=300, blank=True)
    unit_key = models.CharField(max_length=300, blank=True, editable=False)
    comparison_key = models.CharField(max_length=300, editable=False)

    class Meta:
        abstract = True

    def __str__(self):
        return self.name


class Collective(Named):
    """A unit as a whole, or a part of one. `is_unit`: `unit` itself is the collective."""

    is_unit = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["comparison_key", "unit_key"], name="collective_once"),
            models.CheckConstraint(
                condition=models.Q(is_unit=False) | ~models.Q(unit=None), name="collective_unit_is_known"
            ),
        ]


class Household(Named):
    """A family; `unit` is its commune."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comparison_key", "unit_key"], name="household_once")]
