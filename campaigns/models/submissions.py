"""What a unit hands in: a plan, a report of a period, a report on a duty. One chain of review for all of them."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from campaigns import deadlines
from campaigns.enums import SECTION_EDITABLE_STATES, UNSENT_STATES, SelfAssessment, SubmissionKind, SubmissionState
from campaigns.models.campaigns import Campaign, Duty, Task
from campaigns.models.indicators import Indicator
from campaigns.models.periods import Period
from campaigns.rules import sees_all_sent, sees_only_accepted
from emulation.base import clock
from emulation.base.constraints import unique_with_empty
from emulation.base.models import StoredFile, Versioned
from organisations.models import Bloc, Unit
from organisations.rules import has_duties, is_unit_officer, unit_id_of
from organisations.selectors.units import review_places

# Papers that count: their unit still takes part.
COUNTED = Q(ended_on=None)
# Handed in: sent at least once and not withdrawn, and it counts. The condition of `Submission.is_handed_in`, for queries.
HANDED_IN = Q(number__gte=1, withdrawn=False, ended_on=None)
# Sent back, until it is sent again: also while the unit mends it and while its head looks at it.
BEING_MENDED = HANDED_IN & Q(state__in=UNSENT_STATES | {SubmissionState.RETURNED})


def paper_title(*, duty: int | None = None, period: str = "", bloc: str = "") -> str:
    """What a paper is, without whose: from the order of its duty or the name of its period, for a bloc with its name."""
    if duty is not None:
        return f"Báo cáo thực hiện phân công {duty}"
    return f"{period} của {bloc}" if bloc else period


def topic(pk: int) -> str:
    """Notices of a move of this paper; the next move settles them."""
    return f"submission:{pk}"


def topic_due(pk: int) -> str:
    """Reminders that it is late; sending it settles them."""
    return f"submission:{pk}:due"


class SubmissionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A unit sees all of its own; its bloc's leader and those who oversee see what was sent, never a draft (B62)."""
        if not user.is_authenticated or not user.acting:
            return self.none()
        own_duties = Q(unit_id=unit_id_of(user), kind=SubmissionKind.DUTY)
        if sees_all_sent(user):
            return self.filter(Q(number__gte=1) | own_duties if has_duties(user) else Q(number__gte=1))
        if has_duties(user):
            return self.filter(own_duties)
        if sees_only_accepted(user):
            return self.filter(state=SubmissionState.ACCEPTED)
        if not is_unit_officer(user):
            return self.none()
        own = unit_id_of(user)
        return self.filter(Q(unit_id=own) | Q(number__gte=1, bloc_id__in=review_places(own)))

    def for_page(self):
        """Everything the heading of a submission shows, in one query."""
        return self.select_related("campaign", "period__campaign", "duty", "unit", "bloc")


class Submission(Versioned):
    """The obligation and what became of it. Created at launch in state not_started, so that nothing due is ever missing from a list.

    number: how many times it was sent. first_sent_at decides punctuality.
    """

    kind = models.CharField(max_length=6, choices=SubmissionKind)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="submissions")
    period = models.ForeignKey(Period, models.PROTECT, null=True, blank=True, related_name="submissions")
    duty = models.ForeignKey(Duty, models.PROTECT, null=True, blank=True, related_name="submissions")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="submissions")
    bloc = models.ForeignKey(Bloc, models.PROTECT, null=True, blank=True, related_name="submissions")
    for_bloc = models.BooleanField("của cả khối", default=False)
    state = models.CharField(max_length=14, choices=SubmissionState, default=SubmissionState.NOT_STARTED)
    state_since = models.DateTimeField(default=clock.now)
    number = models.PositiveSmallIntegerField("lần gửi", default=0)
    withdrawn = models.BooleanField("đã rút lại", default=False)
    first_sent_at = models.DateTimeField(null=True, blank=True)
    last_sent_at = models.DateTimeField(null=True, blank=True)
    endorsed_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    # The unit left the campaign on this day: nobody works on the paper any more and no figure counts it.
    ended_on = models.DateField(null=True, blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["unit", "state"]),
            models.Index(fields=["bloc", "state"]),
            models.Index(fields=["campaign", "kind", "state"]),
            # The long list of those who oversee the province: its count and its newest page.
            models.Index(fields=["withdrawn", "ended_on", "number"]),
            models.Index(fields=["-last_sent_at", "-id"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["period", "unit", "bloc"], condition=Q(for_bloc=True), name="bloc_submission_once"
            ),
            models.UniqueConstraint(
                fields=["period", "unit"], condition=Q(for_bloc=False) & ~Q(period=None), name="submission_once"
            ),
            models.UniqueConstraint(fields=["duty", "unit"], condition=~Q(duty=None), name="duty_submission_once"),
            models.CheckConstraint(
                condition=(Q(kind="duty", period=None) & ~Q(duty=None))
                | (~Q(kind="duty") & Q(duty=None) & ~Q(period=None)),
                name="submission_of_period_or_duty",
            ),
        ]

    def __str__(self):
        return f"{self.title} – {self.unit.label}"

    @property
    def title(self) -> str:
        """What it is, without whose: “Báo cáo 9 tháng năm 2023”."""
        return paper_title(
            duty=self.duty.order if self.kind == SubmissionKind.DUTY else None,
            period=self.period.name if self.period_id else "",
            bloc=self.bloc.name if self.for_bloc and self.bloc else "",
        )

    @property
    def receipt(self) -> str:
        """Number on the receipt of the last sending."""
        letters = {"plan": "KH", "report": "BC", "duty": "PC"}[self.kind]
        return f"{letters}-{self.campaign.year}-{self.pk:05d}/{self.number}"

    @property
    def extension(self):
        """The unit's extension of this period, or None. Uses prefetched extensions where a list loaded them."""
        if self.period_id is None:
            return None
        if not hasattr(self, "_extension"):
            self._extension = next((e for e in self.period.extensions.all() if e.unit_id == self.unit_id), None)
        return self._extension

    @property
    def due_on(self) -> dt.date | None:
        """Last day for this unit: extension, else exception, else rule; a duty may have none."""
        if self.period_id is None:
            return self.duty.due_on
        return self.extension.until if self.extension else self.period.last_day

    @property
    def last_sent(self) -> "Snapshot | None":
        """The newest sending: of what was accepted the accepted one."""
        return self.snapshots.order_by("-number").first()

    def shows_file(self, file: StoredFile, user) -> bool:
        """The unit opens all its files; whoever else sees the paper opens what was sent, never what lies in the draft."""
        if sees_only_accepted(user):
            return str(file.pk) in str(self.last_sent.content)
        return user.has_perm("campaigns.prepare_submission", self) or self.was_sent(file)

    def was_sent(self, file: StoredFile) -> bool:
        """Whether a snapshot names this file: then its bytes stay, so that what was sent can still be opened."""
        return any(str(file.pk) in str(content) for content in self.snapshots.values_list("content", flat=True))

    @property
    def is_handed_in(self) -> bool:
        """Sent at least once and not withdrawn (B86).

        A paper that was sent back stays handed in while it is mended: whoever sent in time does not become late by mending.
        """
        return self.number > 0 and not self.withdrawn and self.ended_on is None

    @property
    def is_editable(self) -> bool:
        """In the hands of its unit, to be written on."""
        return self.state in SECTION_EDITABLE_STATES and self.ended_on is None

    @property
    def is_being_mended(self) -> bool:
        """Sent back and not yet sent again (BEING_MENDED)."""
        return self.is_handed_in and (self.state in UNSENT_STATES or self.state == SubmissionState.RETURNED)

    @property
    def is_overdue(self) -> bool:
        """Not handed in although its last day is over. Never true for what is done or due today (B44)."""
        if self.is_handed_in or self.ended_on or self.due_on is None:
            return False
        return self.now_is_after(self.due_on)

    def now_is_after(self, due: dt.date) -> bool:
        """Whether the moment of the deadline has passed, in Vietnamese time."""
        local = timezone.localtime(clock.now())
        return deadlines.punctuality(local, due, due_time=self.period.due_time if self.period_id else None).late

    @property
    def punctuality(self) -> deadlines.Punctuality | None:
        """How the first sending stood against the deadline; None when not sent or without deadline."""
        if self.first_sent_at is None:
            return None
        due = self.period.last_day if self.period_id else self.duty.due_on
        if due is None:
            return None
        return deadlines.punctuality(
            timezone.localtime(self.first_sent_at),
            due,
            due_time=self.period.due_time if self.period_id else None,
            extended_to=self.extension.until if self.extension else None,
        )


class Section(models.Model):
    """The part of a submission on one task (a duty report has one section without task)."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="sections")
    task = models.ForeignKey(Task, models.PROTECT, null=True, blank=True, related_name="sections")
    content = models.TextField(blank=True)
    difficulties = models.TextField(blank=True)
    proposals = models.TextField(blank=True)
    self_assessment = models.CharField(max_length=10, choices=SelfAssessment, blank=True)
    flagged = models.BooleanField(default=False)
    flag_note = models.TextField(blank=True)

    class Meta:
        ordering = ["submission", "task__order"]
        constraints = [unique_with_empty("section_once", fields=["submission"], ids=["task"])]

    def __str__(self):
        return str(self.task or "Nội dung")


class Measure(models.Model):
    """A measure of a plan: what, who, when."""

    section = models.ForeignKey(Section, models.CASCADE, related_name="measures")
    order = models.PositiveSmallIntegerField()
    what = models.TextField("việc làm")
    who = models.CharField("người, bộ phận thực hiện", max_length=200, blank=True)
    when = models.CharField("thời gian", max_length=100, blank=True)

    class Meta:
        ordering = ["section", "order"]

    def __str__(self):
        return self.what[:80]


class IndicatorValue(models.Model):
    """The unit's own target (in a plan) or actual (in a report) of an indicator."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="values")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="values")
    value = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    estimated = models.BooleanField("ước", default=False)
    explanation = models.TextField("giải trình", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["submission", "indicator"], name="value_once")]

    def __str__(self):
        return f"{self.indicator}: {self.value}"


class ValueChange(models.Model):
    """History of a value: who, when, from, to, why. Append-only by a trigger."""

    value = models.ForeignKey(IndicatorValue, models.DO_NOTHING, db_constraint=False, related_name="changes")
    old = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    new = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    reason = models.TextField(blank=True)
    by_id = models.BigIntegerField(null=True)
    by_name = models.TextField()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.old} → {self.new}"


class Evidence(models.Model):
    """Evidence (minh chứng): a file or a link, bound to a value, a section, or (the signed document) the whole submission."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="evidence")
    section = models.ForeignKey(Section, models.CASCADE, null=True, blank=True, related_name="evidence")
    value = models.ForeignKey(IndicatorValue, models.CASCADE, null=True, blank=True, related_name="evidence")
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    url = models.URLField("liên kết", max_length=500, blank=True)
    label = models.TextField("tên", blank=True)
    signed = models.BooleanField("bản ký", default=False)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(file=None) & ~Q(url="")) | (~Q(file=None) & Q(url="")), name="evidence_file_or_link"
            ),
            models.CheckConstraint(condition=Q(section=None) | Q(value=None), name="evidence_bound_to_one"),
        ]

    def __str__(self):
        return self.label or (self.file.name if self.file else self.url)


class Snapshot(models.Model):
    """Exactly what was sent, each time. Append-only by a trigger; the receiver opens and prints this."""

    submission = models.ForeignKey(Submission, models.DO_NOTHING, db_constraint=False, related_name="snapshots")
    number = models.PositiveSmallIntegerField()
    taken_at = models.DateTimeField(default=clock.now)
    by_name = models.TextField()
    by_position = models.TextField(blank=True)
    receipt = models.CharField(max_length=40)
    sent_to = models.TextField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["submission", "-number"]
        constraints = [models.UniqueConstraint(fields=["submission", "number"], name="snapshot_once")]

    def __str__(self):
        return self.receipt
