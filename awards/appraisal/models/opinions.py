"""Agencies that are asked for their opinion, about which awards and subjects, and what they answered."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q

from awards.appraisal.enums import Answer, Silence
from awards.appraisal.models.dossiers import Dossier
from awards.nominations.models import Nominee
from emulation.base import clock
from emulation.base.models import StoredFile, Versioned
from organisations.enums import UNIT_ROLES, Role
from organisations.models import Unit
from organisations.rules import role_of, unit_id_of

ANSWERS_FOR = frozenset({Role.CONSULTED_AGENCY, *UNIT_ROLES})


class Agency(Versioned):
    """Who is asked about what. Empty awards or kinds: all of them. Data of the office; unverified ones say so."""

    name = models.CharField("cơ quan", max_length=200, unique=True)
    unit = models.OneToOneField(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị trong hệ thống"
    )
    matter = models.CharField("hỏi về", max_length=300)
    awards = models.JSONField("danh hiệu, hình thức", default=list, blank=True)
    kinds = models.JSONField("đối tượng", default=list, blank=True)
    days = models.PositiveSmallIntegerField("số ngày làm việc để trả lời", null=True, blank=True)
    silence = models.CharField("quá hạn không trả lời", max_length=8, choices=Silence, default=Silence.PROCEED)
    in_use = models.BooleanField("đang hỏi", default=True)
    basis = models.TextField("văn bản, nguồn", blank=True)
    verified = models.BooleanField("đã đối chiếu với văn bản", default=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(verified=True) | ~Q(basis=""), name="agency_unverified_names_source"),
        ]

    def __str__(self):
        return self.name

    def fits(self, nominee: Nominee) -> bool:
        """Whether it is asked about such a nominee."""
        return (not self.awards or nominee.award in self.awards) and (
            not self.kinds or nominee.subject_kind in self.kinds
        )


class OpinionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The desk: of dossiers it sees. An agency: what it was asked, in the role of one who answers for it. Nobody else."""
        if not user.is_authenticated or not user.acting:
            return self.none()
        if role_of(user) in ANSWERS_FOR:
            return self.filter(agency__unit_id=unit_id_of(user))
        if user.has_perm("appraisal.work"):
            return self.filter(dossier__in=Dossier.objects.visible_to(user))
        return self.none()

    def for_page(self):
        """What pages show of it."""
        return self.select_related(
            "agency__unit",
            "dossier__nominee__file__unit",
            "dossier__nominee__file__route",
            "dossier__nominee__person",
            "paper",
            "answered_by",
        )


class Opinion(Versioned):
    """One agency asked about one nominee; `due` is the last day as it was counted when it was asked."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="opinions")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="opinions")
    asked_at = models.DateTimeField("hỏi lúc", default=clock.now)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    due = models.DateField("hạn trả lời")
    answer = models.CharField("trả lời", max_length=8, choices=Answer, blank=True)
    text = models.TextField("nội dung", blank=True)
    letter = models.CharField("số, ngày văn bản trả lời", max_length=120, blank=True)
    paper = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = OpinionQuerySet.as_manager()

    class Meta:
        ordering = ["agency__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "agency"], name="opinion_once"),
            models.CheckConstraint(condition=~Q(answer="adverse") | ~Q(text=""), name="opinion_adverse_says_why"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="opinion_answered_when",
            ),
        ]

    def __str__(self):
        return f"{self.agency}: {self.dossier}"

    @property
    def is_silent(self) -> bool:
        """Not answered in time, and the rule says to go on without."""
        return not self.answer and self.due < clock.today() and self.agency.silence == Silence.PROCEED

    @property
    def waits(self) -> bool:
        """Whether the desk has to wait for it."""
        return not self.answer and not self.is_silent

    @property
    def closed_on(self) -> dt.date | None:
        """The day from which nobody waits for it."""
        return closed_day(self.answered_at, self.due, self.agency.silence)

    @property
    def badge(self) -> tuple[str, str, str]:
        if self.answer == Answer.ADVERSE:
            return ("bad", "x-octagon", Answer.ADVERSE.label)
        if self.answer:
            return ("ok", "check2-circle", Answer(self.answer).label)
        if self.is_silent:
            return ("", "clock", "Hết hạn, tiếp tục không cần ý kiến")
        return ("wait", "hourglass-split", "Chờ trả lời")


def closed_day(answered_at: dt.datetime | None, due: dt.date, silence: str) -> dt.date | None:
    """The day from which nobody waits for an answer: the day it came, or the last day where one goes on without; None: still open."""
    answered = clock.day_of(answered_at) if answered_at else None
    if silence != Silence.PROCEED:
        return answered
    if answered is None:
        return due if due < clock.today() else None
    return min(answered, due)
