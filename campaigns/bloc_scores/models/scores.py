"""Score sheets and scores, what units answer, objections, and events of the year that cost or bring points."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from campaigns.bloc_scores.enums import FaultKind, ObjectionState
from campaigns.bloc_scores.models.rounds import ScoringRound, StageRun
from campaigns.bloc_scores.models.tables import Criterion
from campaigns.models import IndicatorValue, Submission
from campaigns.rules import sees_all_sent
from emulation.base import clock
from emulation.base.models import StoredFile
from organisations.models import Bloc, Unit
from organisations.rules import has_duties, is_unit_officer, unit_id_of
from organisations.selectors.units import review_places


class Sheet(models.Model):
    """The sheet of one scorer on one unit in a run. Others' sheets stay hidden from the scorer until it is handed in."""

    run = models.ForeignKey(StageRun, models.PROTECT, related_name="sheets")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="score_sheets")
    scorer_unit = models.ForeignKey(Unit, models.PROTECT, related_name="sheets_to_fill")
    handed_in_at = models.DateTimeField(null=True, blank=True)
    handed_in_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    # Why somebody else than the scorer of the stage acts: the bloc was late, a conflict of interest.
    instead_of = models.TextField("chấm thay vì", blank=True)

    class Meta:
        ordering = ["run", "unit__sort_key"]
        constraints = [models.UniqueConstraint(fields=["run", "unit", "scorer_unit"], name="sheet_once")]

    def __str__(self):
        return f"{self.run}: {self.unit.label}"


class Score(models.Model):
    """One entry in a cell, append-only by a trigger: the newest of (sheet, criterion) counts; an empty entry clears the cell.

    entry: as in the contract of score_table (`{"actual", "plan"}`, `{"cases"}`, `{"points"}`, `{"na": true}` …).
    value: the value of the accepted report that the entry was taken from.
    """

    sheet = models.ForeignKey(Sheet, models.DO_NOTHING, db_constraint=False, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.DO_NOTHING, db_constraint=False, related_name="scores")
    entry = models.JSONField(null=True)
    points = models.DecimalField(max_digits=12, decimal_places=4, null=True)
    reason = models.TextField("lý do", blank=True)
    value = models.ForeignKey(IndicatorValue, models.DO_NOTHING, null=True, db_constraint=False, related_name="+")
    by_id = models.BigIntegerField(null=True)
    by_name = models.TextField()
    acting_as = models.TextField(blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["sheet", "criterion", "-pk"]
        indexes = [models.Index(fields=["sheet", "criterion", "-id"])]

    def __str__(self):
        return f"{self.criterion_id}: {self.points}"


class ScoreEvidenceQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Evidence of one's own unit, of units that one's own scores or whose bloc it leads; all for those who oversee the province."""
        if not user.is_authenticated or not user.acting:
            return self.none()
        if sees_all_sent(user):
            return self
        if not (is_unit_officer(user) or has_duties(user)):
            return self.none()
        own = unit_id_of(user)
        scores = Sheet.objects.filter(
            run__round=models.OuterRef("round"), unit=models.OuterRef("unit"), scorer_unit_id=own
        )
        leads = Q(round__bloc__in=review_places(own))
        return self.filter(Q(unit_id=own) | leads | models.Exists(scores))


class ScoreEvidence(models.Model):
    """Evidence for the points of a criterion: a file, a link, or an accepted report (the thread)."""

    round = models.ForeignKey(ScoringRound, models.PROTECT, related_name="evidence")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="evidence")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    url = models.URLField("liên kết", max_length=500, blank=True)
    submission = models.ForeignKey(Submission, models.PROTECT, null=True, blank=True, related_name="score_evidence")
    label = models.TextField("tên", blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField(default=clock.now)

    objects = ScoreEvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(~Q(file=None) & Q(url="") & Q(submission=None))
                | (Q(file=None) & ~Q(url="") & Q(submission=None))
                | (Q(file=None) & Q(url="") & ~Q(submission=None)),
                name="score_evidence_is_one_thing",
            )
        ]

    def __str__(self):
        return self.label or self.url or str(self.file or self.submission)


class UnitResponse(models.Model):
    """What a unit says of its points after a stage: agrees, or with which remark (“Ý kiến đơn vị: thống nhất”)."""

    run = models.ForeignKey(StageRun, models.PROTECT, related_name="responses")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    agrees = models.BooleanField("thống nhất")
    note = models.TextField("ý kiến", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "unit"], name="response_once")]

    def __str__(self):
        return "Thống nhất" if self.agrees else self.note


class ObjectionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Of rounds a person sees: those of the own unit, all for whoever leads the bloc or oversees the province."""
        rows = self.filter(run__round__in=ScoringRound.objects.visible_to(user))
        if not user.is_authenticated or not user.acting or sees_all_sent(user):
            return rows
        own = unit_id_of(user)
        return rows.filter(Q(unit_id=own) | Q(run__round__bloc__in=review_places(own)))


class Objection(models.Model):
    """An objection to points within the window after a stage, and its answer."""

    run = models.ForeignKey(StageRun, models.PROTECT, related_name="objections")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="objections")
    criterion = models.ForeignKey(Criterion, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField("nội dung")
    state = models.CharField(max_length=8, choices=ObjectionState, default=ObjectionState.OPEN)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    answer = models.TextField("trả lời", blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    new_run = models.ForeignKey(StageRun, models.PROTECT, null=True, blank=True, related_name="answers_to")

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ObjectionState.OPEN) | ~Q(answer=""), name="answered_objection_has_answer"
            )
        ]

    def __str__(self):
        return self.text[:80]

    @property
    def badge(self) -> tuple[str, str, str]:
        """Look of the state."""
        looks = {"open": ("act", "question-circle"), "upheld": ("ok", "check2-circle"), "rejected": ("lock", "lock")}
        return (*looks.get(self.state, ("", "circle")), self.get_state_display())


class FaultEventQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Events of one's own unit, all of a bloc that one's own unit leads or helps to lead; all for those who oversee."""
        if not user.is_authenticated or not user.acting:
            return self.none()
        if sees_all_sent(user):
            return self
        if not is_unit_officer(user):
            return self.none()
        own = unit_id_of(user)
        return self.filter(Q(unit_id=own) | Q(bloc__in=review_places(own)))


class FaultEvent(models.Model):
    """An event of the year with the fault attributed: only what is the unit's own fault costs it points (practice.md §7)."""

    bloc = models.ForeignKey(Bloc, models.PROTECT, related_name="events")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="events")
    kind = models.CharField("việc", max_length=13, choices=FaultKind)
    happened_on = models.DateField("ngày")
    own_fault = models.BooleanField("do đơn vị", default=True)
    text = models.TextField("nội dung")
    submission = models.ForeignKey(Submission, models.PROTECT, null=True, blank=True, related_name="events")
    # What recorded it ("return:123", "meeting:5"), so that the same event is never recorded twice.
    key = models.CharField(max_length=60, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_note = models.TextField(blank=True)
    # Why the fault is the unit's or is not, when somebody looked at it again.
    fault_note = models.TextField("căn cứ xác định lỗi", blank=True)

    objects = FaultEventQuerySet.as_manager()

    class Meta:
        ordering = ["happened_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["key"], condition=~Q(key=""), name="event_once")]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.text[:80]}"

    @property
    def badge(self) -> tuple[str, str, str]:
        """Look: cancelled, the unit's own fault, or not."""
        if self.cancelled_at:
            return ("void", "slash-circle", "Đã bỏ")
        if self.kind == FaultKind.INITIATIVE:
            return ("ok", "star", "Điểm thưởng")
        return (
            ("act", "exclamation-triangle", "Do đơn vị") if self.own_fault else ("", "dash-circle", "Không do đơn vị")
        )
