"""Rankings (xếp hạng): frozen snapshots, each with what it was computed from."""

from django.db import models

from campaigns.bloc_scores.enums import RankingState
from campaigns.bloc_scores.models.rounds import ScoringRound
from emulation.base import clock
from organisations.models import Unit

# As long as a name in the form of the rules may be.
FACT_NAME = 60


class RankingFact(models.Model):
    """What a ranking asks of a unit beyond its points: a figure that parts equals, or whether a condition holds.

    code as in the rules of the table; `female` and `women_share` where a tie-break asks for women. value as the contract writes it:
    a decimal, a ratio, "true" or "false".
    """

    round = models.ForeignKey(ScoringRound, models.CASCADE, related_name="facts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    code = models.CharField(max_length=FACT_NAME)
    value = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "unit", "code"], name="ranking_fact_once")]

    def __str__(self):
        return f"{self.code}: {self.value}"


class TieDecision(models.Model):
    """In which order units stand that stay equal after every tie-break, and why; append-only by a trigger.

    units: their ids, best first. It counts while exactly these units are equal; a newer one of the same units takes its place.
    """

    round = models.ForeignKey(ScoringRound, models.DO_NOTHING, db_constraint=False, related_name="tie_decisions")
    units = models.JSONField()
    reason = models.TextField("căn cứ, lý do")
    by_id = models.BigIntegerField(null=True)
    by_name = models.TextField()
    acting_as = models.TextField(blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["round", "pk"]

    def __str__(self):
        return self.reason[:80]


class RankingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Versions of the rankings of rounds that a person sees."""
        return self.filter(round__in=ScoringRound.objects.visible_to(user))


class Ranking(models.Model):
    """One version of a bloc's ranking, append-only by a trigger.

    source, result: input and answer of `campaigns.scoring.score_table`, the input with the decisions on ties that were applied to
    the answer. changes: what differs from the version before, as
    [{"unit", "name", "total": [old, new], "rank": [old, new]}].
    """

    round = models.ForeignKey(ScoringRound, models.DO_NOTHING, db_constraint=False, related_name="rankings")
    number = models.PositiveSmallIntegerField("bản")
    state = models.CharField(max_length=12, choices=RankingState)
    computed_at = models.DateTimeField(default=clock.now)
    by_id = models.BigIntegerField(null=True)
    by_name = models.TextField()
    note = models.TextField(blank=True)
    source = models.JSONField()
    result = models.JSONField()
    changes = models.JSONField(default=list)
    sha256 = models.CharField(max_length=64)

    objects = RankingQuerySet.as_manager()

    class Meta:
        ordering = ["round", "-number"]
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="ranking_once")]

    def __str__(self):
        return f"Xếp hạng bản {self.number}"
