"""Sheets that were filled on paper: who scored, when, and the scan that what is typed in can be compared with."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from campaigns.bloc_scores.models.rounds import ScoringRound, StageRun
from emulation.base import clock
from emulation.base.models import StoredFile
from organisations.models import Unit
from organisations.rules import unit_id_of


class PaperSheetQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The scorer's own at once; others' once the stage is closed, for those who see the round: as with the sheets themselves."""
        rounds = ScoringRound.objects.visible_to(user)
        if not user.is_authenticated or not user.acting:
            return self.none()
        own, closed = Q(scorer_unit=unit_id_of(user)), Q(run__closed_at__isnull=False)
        return self.filter(own | closed, run__round__in=rounds)


class PaperSheet(models.Model):
    """The paper of one scorer in a run. A better scan is one more row; the newest counts, the others stay."""

    run = models.ForeignKey(StageRun, models.PROTECT, related_name="papers")
    scorer_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    scored_by = models.TextField("người chấm trên phiếu giấy")
    scored_on = models.DateField("ngày chấm")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=clock.now)

    objects = PaperSheetQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return f"Phiếu giấy do {self.scored_by} chấm ngày {self.scored_on:%d/%m/%Y}"
