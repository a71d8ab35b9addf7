"""Rankings (xếp hạng): frozen snapshots, each with what it was computed from."""

from django.db import models

from campaigns.bloc_scores.enums import RankingState
from campaigns.bloc_scores.models.rounds import ScoringRound
from emulation.base import clock


class Ranking(models.Model):
    """One version of a bloc's ranking, append-only by a trigger.

    source, result: input and answer of `campaigns.scoring.score_table`. changes: what differs from the version before, as
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

    class Meta:
        ordering = ["round", "-number"]
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="ranking_once")]

    def __str__(self):
        return f"Xếp hạng bản {self.number}"
