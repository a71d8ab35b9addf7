"""Collectives and households that are commended."""

from django.db import models

from emulation.base.models import Versioned
from organisations.models import Unit
from organisations.rules import unit_id_of


class NamedQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All for those who keep or read the whole registry; a unit sees itself, its parts and the households of its place."""
        if user.has_perm("awards.view_whole_registry"):
            return self
        if not user.has_perm("awards.view_registry"):
            return self.none()
        return self.filter(unit_id=unit_id_of(user))


class Named(Versioned):
    """A name with its keys, at a unit of the catalogue or at a place written as text."""

    name = models.CharField("tên", max_length=300)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị")
    unit_text = models.CharField("đơn vị như trong văn bản", max_length=300, blank=True)
    unit_key = models.CharField(max_length=300, blank=True, editable=False)
    comparison_key = models.CharField(max_length=300, editable=False)

    objects = NamedQuerySet.as_manager()

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
