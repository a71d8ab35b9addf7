"""A round of scoring of a bloc by a frozen table, and each run of its stages."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from campaigns.bloc_scores.enums import RoundState
from campaigns.bloc_scores.models.tables import CriteriaTable, Stage
from campaigns.models import Campaign
from campaigns.rules import sees_all_sent
from emulation.base import clock
from emulation.base.models import Versioned
from organisations.models import Bloc
from organisations.rules import has_duties, is_unit_officer, unit_id_of
from organisations.selectors.units import review_places


class ScoringRoundQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Rounds of the bloc's own units, of departments that score in them, and for those who oversee the province."""
        if not user.is_authenticated or not user.acting:
            return self.none()
        if sees_all_sent(user):
            return self
        if not (is_unit_officer(user) or has_duties(user)):
            return self.none()
        own = unit_id_of(user)
        theirs = Q(bloc__members__unit_id=own) | Q(table__criteria__scorer_unit_id=own)
        prepared = Q(state=RoundState.PREPARING) & ~Q(bloc__in=review_places(own))
        return self.filter(theirs).exclude(prepared).distinct()

    def for_page(self):
        """What the head of a page shows."""
        return self.select_related("bloc", "table", "campaign")


class ScoringRound(Versioned):
    """One scoring of a bloc (kỳ chấm điểm): which table counts, which campaign's reports give the values of indicators."""

    bloc = models.ForeignKey(Bloc, models.PROTECT, related_name="rounds")
    table = models.ForeignKey(CriteriaTable, models.PROTECT, related_name="rounds")
    campaign = models.ForeignKey(Campaign, models.PROTECT, null=True, blank=True, related_name="rounds")
    name = models.CharField("tên kỳ chấm", max_length=200)
    state = models.CharField(max_length=12, choices=RoundState, default=RoundState.PREPARING)
    state_since = models.DateTimeField(default=clock.now)
    # While the ranking is provisional: until when units may still object to it.
    objections_until = models.DateField("nhận ý kiến về xếp hạng đến hết ngày", null=True, blank=True)

    objects = ScoringRoundQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["bloc", "name"], name="round_name_once")]

    def __str__(self):
        return f"{self.name} – {self.bloc.name}"


class StageRun(models.Model):
    """A stage being scored. Reopening a stage makes a new run with the next number; the old one stays as it was."""

    round = models.ForeignKey(ScoringRound, models.PROTECT, related_name="runs")
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="runs")
    number = models.PositiveSmallIntegerField("lần", default=1)
    opened_at = models.DateTimeField(default=clock.now)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    due_on = models.DateField("hạn chấm", null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    objections_until = models.DateField("nhận ý kiến đến hết ngày", null=True, blank=True)
    reason = models.TextField("lý do mở lại", blank=True)

    class Meta:
        ordering = ["round", "stage__order", "number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "stage", "number"], name="stage_run_once"),
            models.UniqueConstraint(fields=["round"], condition=Q(closed_at=None), name="one_open_run"),
        ]

    def __str__(self):
        return f"{self.stage.label} (lần {self.number})" if self.number > 1 else self.stage.label

    @property
    def badge(self) -> tuple[str, str, str]:
        """Look of a run on the home of whoever has to score."""
        return ("act", "pencil-square", "Đang chấm") if self.closed_at is None else ("lock", "lock", "Đã đóng")
