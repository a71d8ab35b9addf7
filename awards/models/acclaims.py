"""Acclaim (bình xét, suy tôn) of a bloc for one award, and its nominees."""

from django.db import models
from django.db.models import Q

from awards.enums import ACCLAIM_LOOKS, AcclaimState, QuotaKind
from awards.models.ballots import BallotBox, Voter
from campaigns.bloc_scores.models import Ranking
from campaigns.rules import sees_all_sent
from emulation.base import clock
from emulation.base.models import Versioned
from organisations.models import Bloc, BlocMember, Unit
from organisations.models.dated import valid_on
from organisations.rules import is_dha, is_unit_officer, unit_id_of


class AcclaimQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Acclaims of the blocs of one's unit, or in which it votes; all for those who oversee the province.

        What is being prepared is seen by the leading unit and Sở Nội vụ only.
        """
        if not user.is_authenticated or not getattr(user, "acting", None):
            return self.none()
        if is_dha(user):
            return self
        if sees_all_sent(user):
            return self.exclude(state=AcclaimState.PREPARING)
        if not is_unit_officer(user):
            return self.none()
        own = unit_id_of(user)
        places = BlocMember.objects.filter(valid_on(), unit_id=own)
        leads = Q(bloc__in=places.filter(role="leader").values("bloc_id"))
        votes = Voter.objects.filter(key=unit_key(own)).values("box_id")
        belongs = Q(bloc__in=places.values("bloc_id")) | Q(box__in=votes)
        return self.filter(leads | (belongs & ~Q(state=AcclaimState.PREPARING)))

    def for_page(self):
        """What the head of a page shows."""
        return self.select_related("bloc", "box")


def unit_key(unit_id: int) -> str:
    """The key of a unit as voter and as option."""
    return f"unit:{unit_id}"


class Acclaim(Versioned):
    """A bloc chooses whom it nominates for one award. Points and votes stand beside each other, neither replaces the other."""

    bloc = models.ForeignKey(Bloc, models.PROTECT, related_name="acclaims")
    award = models.CharField("danh hiệu, hình thức khen thưởng", max_length=200)
    quota_kind = models.CharField("cách giao chỉ tiêu", max_length=8, choices=QuotaKind, default=QuotaKind.NUMBER)
    quota = models.CharField("chỉ tiêu được giao", max_length=20)
    quota_basis = models.TextField("văn bản giao chỉ tiêu", blank=True)
    box = models.OneToOneField(BallotBox, models.PROTECT, related_name="acclaim")
    ranking = models.ForeignKey(Ranking, models.PROTECT, null=True, blank=True, related_name="acclaims")
    state = models.CharField(max_length=10, choices=AcclaimState, default=AcclaimState.PREPARING)
    state_since = models.DateTimeField(default=clock.now)
    tie_reason = models.TextField("căn cứ quyết định suất cuối", blank=True)

    objects = AcclaimQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.award}, {self.bloc.name} năm {self.bloc.year}"

    @property
    def badge(self) -> tuple[str, str, str]:
        return (*ACCLAIM_LOOKS[AcclaimState(self.state)], AcclaimState(self.state).label)

    @property
    def topic(self) -> str:
        """What notices about its ballot are about."""
        return f"acclaim:{self.pk}"

    @property
    def is_overdue(self) -> bool:
        return self.state == AcclaimState.VOTING and self.box.is_over


class AcclaimShare(models.Model):
    """The part of the quota that goes to a sub-cluster (cụm) of the bloc, given as the quota itself: a number or a ratio."""

    acclaim = models.ForeignKey(Acclaim, models.CASCADE, related_name="shares")
    cluster = models.ForeignKey(Bloc, models.PROTECT, related_name="acclaim_shares")
    quota = models.CharField("chỉ tiêu của cụm", max_length=20)

    class Meta:
        ordering = ["acclaim", "cluster__code"]
        constraints = [models.UniqueConstraint(fields=["acclaim", "cluster"], name="acclaim_share_once")]

    def __str__(self):
        return f"{self.cluster.name}: {self.quota}"


class AcclaimNominee(models.Model):
    """A unit put up for the award, with its place by points and what the ballot said.

    Nominated by the bloc, proposed by Sở Nội vụ, approved by the Council, decided by the Chairman: four facts, each with its
    own day, so that their numbers stay apart.
    """

    acclaim = models.ForeignKey(Acclaim, models.CASCADE, related_name="nominees")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="acclaims")
    cluster = models.ForeignKey(Bloc, models.PROTECT, null=True, blank=True, related_name="+")
    position = models.PositiveSmallIntegerField("thứ tự trên phiếu")
    rank = models.PositiveSmallIntegerField("xếp hạng theo điểm", null=True, blank=True)
    total = models.DecimalField("tổng điểm", max_digits=9, decimal_places=4, null=True, blank=True)
    note = models.TextField("lý do đề cử", blank=True)
    yes = models.PositiveSmallIntegerField("số phiếu", null=True, blank=True)
    result = models.CharField(max_length=20, blank=True)
    sentence = models.TextField(blank=True)
    chosen_after_tie = models.BooleanField(default=False)
    nominated_on = models.DateField("khối suy tôn", null=True, blank=True)
    proposed_on = models.DateField("Sở Nội vụ trình", null=True, blank=True)
    approved_on = models.DateField("Hội đồng thông qua", null=True, blank=True)
    decided_on = models.DateField("Chủ tịch quyết định", null=True, blank=True)

    class Meta:
        ordering = ["acclaim", "position"]
        constraints = [
            models.UniqueConstraint(fields=["acclaim", "unit"], name="acclaim_nominee_once"),
            models.UniqueConstraint(fields=["acclaim", "position"], name="acclaim_position_once"),
        ]

    def __str__(self):
        return self.unit.label

    @property
    def needs_note(self) -> bool:
        """Put up although others have more points, or although the published ranking does not name it."""
        return self.acclaim.ranking_id is not None and self.rank != 1
