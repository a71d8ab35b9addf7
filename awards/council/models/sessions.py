"""A session of the Council: what is on the agenda, who takes part, who steps aside, what came out."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import TruncDate
from django.utils import timezone

from awards.council.enums import SESSION_LOOKS, Presence, RecusalCause, SessionState
from awards.council.models.councils import Council, Seat, Terms
from awards.council.rules import keeps
from awards.enums import SubjectKind
from awards.models import AcclaimNominee, BallotBox, Person
from emulation.base import clock
from emulation.base.models import Versioned
from organisations.enums import COUNCIL_ROLES
from organisations.models import Unit
from organisations.rules import is_chairman_office, is_supervisor, role_of


class SessionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Secretary and Sở Nội vụ see all; members what they were invited to; who oversees, what was sent out.

        Nothing of a ballot is in a session before its count, whoever looks.
        """
        if not user.is_authenticated or not getattr(user, "acting", None):
            return self.none()
        if keeps.test(user):
            return self
        if role_of(user) in COUNCIL_ROLES:
            return self._with_member(user).exclude(state=SessionState.PREPARING)
        if is_supervisor(user) or is_chairman_office(user):
            return self.exclude(state=SessionState.PREPARING)
        return self.none()

    def _with_member(self, user):
        """Sessions on whose day the person has a seat, or in which a seat of the person took part."""
        begun = Q(valid_from=None) | Q(valid_from__lte=OuterRef("day"))
        not_over = Q(valid_to=None) | Q(valid_to__gte=OuterRef("day"))
        sits = Seat.objects.filter(begun, not_over, user=user, council=OuterRef("council"))
        took_part = Attendance.objects.filter(session=OuterRef("pk"), seat__user=user)
        frozen = Q(frozen__isnull=False)
        return self.alias(day=TruncDate("held_at")).filter((~frozen & Exists(sits)) | (frozen & Exists(took_part)))


class Session(Versioned):
    """One meeting with one ballot over everything on its agenda."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="sessions")
    title = models.CharField("tên phiên họp", max_length=300)
    year = models.PositiveSmallIntegerField("xét thành tích năm")
    held_at = models.DateTimeField("họp lúc")
    place = models.CharField("địa điểm", max_length=300, blank=True)
    chaired_by = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="chủ trì"
    )
    secretary = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="thư ký")
    counting_team = models.TextField("ban kiểm phiếu", blank=True)
    box = models.OneToOneField(BallotBox, models.PROTECT, related_name="council_session")
    state = models.CharField(max_length=10, choices=SessionState, default=SessionState.PREPARING)
    state_since = models.DateTimeField(default=clock.now)
    discussion = models.TextField("ý kiến thảo luận, kết luận", blank=True)
    # The rules of the Council as they were when votes opened: {"terms": Terms, "thresholds": {award: Threshold.SAYS}}.
    # From then on the members of the session are those in its attendance.
    frozen = models.JSONField(null=True, blank=True, editable=False)

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["-held_at", "-pk"]

    def __str__(self):
        return self.title

    @property
    def badge(self) -> tuple[str, str, str]:
        return (*SESSION_LOOKS[SessionState(self.state)], SessionState(self.state).label)

    @property
    def held_on(self) -> dt.date:
        """The Vietnamese day of the session."""
        return timezone.localtime(self.held_at).date()

    @property
    def terms(self) -> Terms:
        """How it votes: as the Council's regulation is, and once votes opened as it was then."""
        return self.council.terms if self.frozen is None else Terms(**self.frozen["terms"])

    @property
    def is_overdue(self) -> bool:
        return self.state == SessionState.VOTING and self.box.is_over


class AgendaItem(models.Model):
    """One nominee for one award. The result is written once, at the count."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField("số thứ tự trên phiếu")
    award = models.CharField("mã danh hiệu, hình thức", max_length=20)
    award_name = models.CharField("danh hiệu, hình thức", max_length=300)
    law_version = models.CharField("luật áp dụng", max_length=10)
    subject_kind = models.CharField("đối tượng", max_length=10, choices=SubjectKind)
    label = models.CharField("tên", max_length=300)
    detail = models.TextField("chức vụ, đơn vị", blank=True)
    summary = models.TextField("tóm tắt thành tích", blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    acclaim_nominee = models.OneToOneField(
        AcclaimNominee, models.PROTECT, null=True, blank=True, related_name="agenda_item"
    )
    yes = models.PositiveSmallIntegerField("đồng ý", null=True, blank=True)
    no = models.PositiveSmallIntegerField("không đồng ý", null=True, blank=True)
    abstain = models.PositiveSmallIntegerField("không có ý kiến", null=True, blank=True)
    invalid = models.PositiveSmallIntegerField("không hợp lệ", null=True, blank=True)
    needed = models.PositiveSmallIntegerField("cần đạt", null=True, blank=True)
    denominator = models.PositiveSmallIntegerField("trên", null=True, blank=True)
    result = models.CharField(max_length=20, blank=True)
    sentence = models.TextField(blank=True)

    class Meta:
        ordering = ["session", "position"]
        constraints = [models.UniqueConstraint(fields=["session", "position"], name="agenda_position_once")]

    def __str__(self):
        return f"{self.label}: {self.award_name}"

    @property
    def key(self) -> str:
        return f"item:{self.pk}"


class Attendance(models.Model):
    """How a member takes part in a session. Written opinions are in the sealed box; here only that one came, and when."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="attendances")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="attendances")
    presence = models.CharField("tham dự", max_length=8, choices=Presence)
    reason = models.CharField("lý do vắng", max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "seat"], name="session_attendance_once"),
            models.CheckConstraint(
                condition=~Q(presence="absent") | ~Q(reason=""), name="session_attendance_absent_says_why"
            ),
        ]

    def __str__(self):
        return f"{self.seat}: {self.get_presence_display()}"


class Recusal(models.Model):
    """A member who steps aside from one nominee, and why: no paper is given for it."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="recusals")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="recusals")
    cause = models.CharField("vì", max_length=8, choices=RecusalCause)
    reason = models.CharField("lý do", max_length=300, blank=True)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "seat"], name="recusal_once"),
            models.CheckConstraint(condition=~Q(cause="declared") | ~Q(reason=""), name="recusal_declared_says_why"),
        ]

    def __str__(self):
        return f"{self.seat}: {self.item}"
