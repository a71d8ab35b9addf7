"""Election of who leads the bloc next: the bloc elects, Sở Nội vụ approves, then the places are given (two steps)."""

import datetime as dt

from django.db import models

from campaigns.bloc_year.enums import ElectionState, badge
from campaigns.bloc_year.models.activities import Activity
from campaigns.bloc_year.models.common import OfBlocQuerySet
from emulation.base import clock
from emulation.base.models import Versioned
from organisations.models import Bloc, Unit


class ElectionQuerySet(OfBlocQuerySet):
    path = "activity__bloc"

    def for_page(self):
        """What the head of a page shows."""
        return self.select_related("activity__bloc", "leader")


class Election(Versioned):
    """Leader and deputies that a meeting elected. `target`, `valid_from`: where and from when Sở Nội vụ put them in."""

    activity = models.OneToOneField(Activity, models.PROTECT, related_name="election")
    state = models.CharField(max_length=8, choices=ElectionState, default=ElectionState.DRAFT)
    state_since = models.DateTimeField(default=clock.now)
    leader = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    voters = models.PositiveSmallIntegerField("số phiếu phát ra", null=True, blank=True)
    leader_votes = models.PositiveSmallIntegerField("số phiếu cho trưởng khối", null=True, blank=True)
    method = models.TextField("hình thức bầu", blank=True)
    target = models.ForeignKey(Bloc, models.PROTECT, null=True, blank=True, related_name="+")
    valid_from = models.DateField(null=True, blank=True)

    objects = ElectionQuerySet.as_manager()

    def __str__(self):
        return f"Kết quả bầu trưởng khối {self.activity.bloc.name} năm {self.for_year}"

    @property
    def badge(self) -> tuple[str, str, str]:
        """Look of the state."""
        return badge(ElectionState, self.state)

    @property
    def for_year(self) -> int:
        """The year after that of the bloc whose meeting elected."""
        return self.activity.bloc.year + 1

    @property
    def usual_day(self) -> dt.date:
        """The first day of that year."""
        return dt.date(self.for_year, 1, 1)


class ElectionDeputy(models.Model):
    """One elected deputy."""

    election = models.ForeignKey(Election, models.CASCADE, related_name="deputies")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["election", "pk"]
        constraints = [models.UniqueConstraint(fields=["election", "unit"], name="elected_deputy_once")]

    def __str__(self):
        return self.unit.label
