"""A ballot box. Who has voted and what was voted stand in tables that share nothing (docs/decisions: how a ballot stays secret)."""

import uuid

from django.db import models
from django.db.models import Q

from awards.enums import BallotMode, BoxState, Denominator
from emulation.base import clock


class BallotBox(models.Model):
    """One vote: what may be chosen, by how many, what share is needed. Opened and counted once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField("tên cuộc bỏ phiếu", max_length=300)
    secret = models.BooleanField("phiếu kín", default=True)
    mode = models.CharField("cách bỏ phiếu", max_length=8, choices=BallotMode, default=BallotMode.ONLINE)
    choices_max = models.PositiveSmallIntegerField("mỗi phiếu chọn tối đa", default=1)
    seats = models.PositiveSmallIntegerField("số suất", default=1)
    # {group of options: its seats} where the seats are split among groups; empty where all compete for all.
    seat_split = models.JSONField(default=dict, blank=True)
    threshold_ratio = models.CharField("tỷ lệ phiếu cần đạt", max_length=20)
    threshold_denominator = models.CharField("tính trên", max_length=14, choices=Denominator)
    threshold_strictly = models.BooleanField("phải quá tỷ lệ này", default=False)
    threshold_basis = models.TextField("căn cứ", blank=True)
    quorum_ratio = models.CharField("tỷ lệ tham gia tối thiểu", max_length=20)
    closes_at = models.DateTimeField("bỏ phiếu đến", null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=BoxState, default=BoxState.PREPARING)
    option_count = models.PositiveSmallIntegerField(default=0)
    public_key = models.BinaryField(default=bytes)
    # Encrypted with a key that is not in the database; emptied when the box is counted or void.
    sealed_private_key = models.BinaryField(default=bytes)
    paper_counts = models.JSONField(null=True, blank=True)
    # The answer of `awards.voting.tally`.
    result = models.JSONField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(choices_max__gte=1), name="box_takes_a_choice"),
            models.CheckConstraint(condition=Q(result=None) | Q(state=BoxState.CLOSED), name="box_result_after_close"),
            models.CheckConstraint(
                condition=Q(sealed_private_key=b"") | Q(state=BoxState.OPEN), name="box_key_only_while_open"
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_over(self) -> bool:
        """Whether the time to vote has passed."""
        return self.closes_at is not None and clock.now() > self.closes_at


class BallotOption(models.Model):
    """What can be chosen; `position` is what a paper says."""

    box = models.ForeignKey(BallotBox, models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=40)
    label = models.TextField()
    group = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["box", "position"]
        constraints = [
            models.UniqueConstraint(fields=["box", "position"], name="option_position_once"),
            models.UniqueConstraint(fields=["box", "key"], name="option_once"),
        ]

    def __str__(self):
        return self.label


class Voter(models.Model):
    """Who may vote: the key of a unit or of a member, one vote each. Fixed when the box opens."""

    box = models.ForeignKey(BallotBox, models.CASCADE, related_name="voters")
    key = models.CharField(max_length=40)
    label = models.TextField()
    # The option that is the voter: nobody votes on their own.
    own_position = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["box", "label"]
        constraints = [models.UniqueConstraint(fields=["box", "key"], name="voter_once")]

    def __str__(self):
        return self.label


class VoterMark(models.Model):
    """That a voter has voted: the day and the person, never the hour, never the choice. Append-only by a trigger."""

    voter = models.OneToOneField(Voter, models.DO_NOTHING, primary_key=True, db_constraint=False, related_name="mark")
    on = models.DateField(default=clock.today)
    by_name = models.TextField()

    def __str__(self):
        return f"{self.voter}: đã bỏ phiếu"


class Envelope(models.Model):
    """A sealed paper: no voter, no time, nothing that can be read before the box is counted. Append-only by a trigger."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    box = models.ForeignKey(BallotBox, models.DO_NOTHING, db_constraint=False, related_name="envelopes")
    sealed = models.BinaryField()
    code_hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["box", "code_hash"], name="envelope_code_once")]

    def __str__(self):
        return str(self.id)


class Paper(models.Model):
    """An opened paper of a secret ballot, written in random order when all are opened at once. Append-only by a trigger."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    box = models.ForeignKey(BallotBox, models.DO_NOTHING, db_constraint=False, related_name="papers")
    choices = models.JSONField()

    def __str__(self):
        return str(self.id)


class NamedPaper(models.Model):
    """An opened paper of an open ballot: it keeps its name. Append-only by a trigger."""

    voter = models.OneToOneField(Voter, models.DO_NOTHING, primary_key=True, db_constraint=False, related_name="paper")
    choices = models.JSONField()

    def __str__(self):
        return f"{self.voter}: {self.choices}"


class CountedCode(models.Model):
    """A receipt code that was in the box when it was counted; in the order of the codes. Append-only by a trigger."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    box = models.ForeignKey(BallotBox, models.DO_NOTHING, db_constraint=False, related_name="codes")
    code = models.CharField(max_length=20)

    class Meta:
        ordering = ["box", "code"]
        constraints = [models.UniqueConstraint(fields=["box", "code"], name="counted_code_once")]

    def __str__(self):
        return self.code
