"""That a unit was told of a decision: by when it had to be, when it was, how."""

from django.db import models
from django.db.models import Q

from awards.decisions.models.decisions import SignedDecision
from organisations.models import Unit


class UnitNotice(models.Model):
    """One unit (or somebody outside the catalogue of units, by name) to be told of a decision that names its people."""

    signed = models.ForeignKey(SignedDecision, models.CASCADE, related_name="notices")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField("nơi nhận", max_length=300)
    sent_on = models.DateField("thông báo ngày", null=True, blank=True)
    way = models.CharField("cách gửi", max_length=200, blank=True)

    class Meta:
        ordering = ["signed", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["signed", "unit"], condition=~Q(unit=None), name="unit_notice_once"),
            models.CheckConstraint(condition=Q(sent_on=None) | ~Q(way=""), name="unit_notice_sent_says_how"),
        ]

    def __str__(self):
        return self.name
