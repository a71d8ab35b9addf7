"""A decision in the making, its lines, the letters with which it was submitted, and the decision as it was signed."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from awards.council.models import AgendaItem, Session
from awards.decisions.enums import LOOKS, NUMBERED, SENT_UP, DecisionKind, DecisionState, SignerRole
from awards.enums import CommendationType, SubjectKind
from awards.models import AwardRecord, Collective, Household, Person
from awards.nominations.models import Nominee
from emulation.base import clock
from emulation.base.models import Versioned
from emulation.base.official.models import OfficialDocument
from organisations.models import Unit
from organisations.rules import is_chairman_office, is_dha, is_of_council, is_supervisor, is_unit_officer, unit_id_of


class RewardDecisionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All for Sở Nội vụ; what was submitted for the Chairman's office; what was signed for those who oversee.

        Units see the signed decision (`SignedDecision`), never a draft: a draft may name who is not awarded in the end.
        """
        if not user.is_authenticated or not getattr(user, "acting", None):
            return self.none()
        if is_dha(user):
            return self
        if is_chairman_office(user):
            return self.filter(state__in=SENT_UP)
        return self.filter(state__in=NUMBERED) if is_supervisor(user) else self.none()

    def for_page(self):
        """What the head of a page shows."""
        return self.select_related("session", "signed__document", "target__document", "target__decision")


class RewardDecision(Versioned):
    """One decision of the Chairman on nominees that a concluded session approved."""

    kind = models.CharField("loại", max_length=10, choices=DecisionKind, default=DecisionKind.AWARD)
    session = models.ForeignKey(Session, models.PROTECT, null=True, blank=True, related_name="decisions")
    # The signed decision that a correction or revocation changes.
    target = models.ForeignKey(
        "decisions.SignedDecision", models.PROTECT, null=True, blank=True, related_name="followers"
    )
    subject = models.CharField("trích yếu", max_length=500)
    year = models.PositiveSmallIntegerField("thành tích năm")
    type = models.CharField("loại khen thưởng", max_length=12, choices=CommendationType, default=CommendationType.WORK)
    merit = models.CharField("đã có thành tích", max_length=500)
    grounds = models.TextField("căn cứ")
    money_text = models.TextField("điều về tiền thưởng", blank=True)
    execution = models.TextField("điều về thi hành")
    recipients = models.TextField("nơi nhận")
    state = models.CharField(max_length=15, choices=DecisionState, default=DecisionState.DRAFT)
    state_since = models.DateTimeField(default=clock.now)
    return_note = models.TextField("cần sửa", blank=True)

    objects = RewardDecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="award", session__isnull=False, target=None)
                | (~Q(kind="award") & Q(session=None, target__isnull=False)),
                name="decision_awards_or_changes",
            ),
            models.UniqueConstraint(
                fields=["kind", "target"], condition=Q(state="draft") & ~Q(kind="award"), name="one_linked_draft"
            ),
        ]

    def __str__(self):
        return f"Quyết định {self.subject[:1].lower()}{self.subject[1:]}"

    @property
    def badge(self) -> tuple[str, str, str]:
        family, icon, _ = LOOKS[DecisionState(self.state)]
        return (family, icon, DecisionState(self.state).label)

    @property
    def is_linked(self) -> bool:
        """Whether it changes what an earlier decision awarded."""
        return self.kind != DecisionKind.AWARD

    @property
    def is_draft(self) -> bool:
        return self.state == DecisionState.DRAFT


class SubmissionLetterQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever sees the decision sees the letters with which it was submitted."""
        return self.filter(decision__in=RewardDecision.objects.visible_to(user))


class SubmissionLetter(models.Model):
    """A letter (tờ trình) with which Sở Nội vụ submits a decision; after a return the next submission has its own."""

    decision = models.ForeignKey(RewardDecision, models.CASCADE, related_name="letters")
    order = models.PositiveSmallIntegerField(default=1)
    signer = models.CharField("người ký", max_length=200, blank=True)
    signer_position = models.CharField("chức vụ người ký", max_length=200, blank=True)
    document = models.OneToOneField(OfficialDocument, models.PROTECT, null=True, blank=True, related_name="+")

    objects = SubmissionLetterQuerySet.as_manager()

    class Meta:
        ordering = ["decision", "-order"]
        constraints = [models.UniqueConstraint(fields=["decision", "order"], name="submission_letter_once")]

    def __str__(self):
        return f"Tờ trình {self.decision.subject[:1].lower()}{self.decision.subject[1:]}"


class SignedDecisionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Who prepares and oversees sees every signed one; the Council and units, once issued; units, where theirs are named."""
        if not user.is_authenticated or not getattr(user, "acting", None):
            return self.none()
        if is_dha(user) or is_chairman_office(user) or is_supervisor(user):
            return self
        issued = self.filter(decision__state=DecisionState.ISSUED)
        if is_of_council(user):
            return issued
        if not is_unit_officer(user):
            return self.none()
        own = unit_id_of(user)
        named = DecisionLine.objects.filter(decision=OuterRef("decision"), live=True, unit_id=own)
        changed = RewardDecision.objects.filter(pk=OuterRef("decision"), changes__line__unit_id=own)
        return issued.filter(Exists(named) | Exists(changed))


class SignedDecision(models.Model):
    """The decision as it was signed: number, day, signer. Made once, at signing."""

    decision = models.OneToOneField(RewardDecision, models.PROTECT, related_name="signed")
    signed_on = models.DateField("ngày ký")
    signer = models.CharField("người ký", max_length=200)
    signer_role = models.CharField("ký với tư cách", max_length=10, choices=SignerRole, default=SignerRole.CHAIRMAN)
    document = models.OneToOneField(OfficialDocument, models.PROTECT, null=True, blank=True, related_name="+")
    issued_at = models.DateTimeField("ban hành lúc", null=True, blank=True)
    issuer_name = models.CharField("người ký thông báo", max_length=200, blank=True)
    issuer_position = models.CharField("chức vụ người ký thông báo", max_length=200, blank=True)
    notice = models.OneToOneField(OfficialDocument, models.PROTECT, null=True, blank=True, related_name="+")
    notice_due = models.DateField("hạn thông báo", null=True, blank=True)

    objects = SignedDecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-signed_on", "-pk"]

    def __str__(self):
        return f"Quyết định {self.number_text} ngày {self.signed_on:%d/%m/%Y}"

    @property
    def number_text(self) -> str:
        """“05/QĐ-UBND”. Reads the document."""
        return f"{self.document.number:02d}/{self.document.content['symbol']}" if self.document_id else ""


class DecisionLine(models.Model):
    """One nominee that the decision awards. `live`: the decision was not dropped, so nobody else decides on the nominee."""

    decision = models.ForeignKey(RewardDecision, models.CASCADE, related_name="lines")
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="decision_lines")
    nominee = models.ForeignKey(Nominee, models.SET_NULL, null=True, blank=True, related_name="decision_lines")
    order = models.PositiveSmallIntegerField("số thứ tự", default=0)
    live = models.BooleanField(default=True)
    award = models.CharField("mã danh hiệu, hình thức", max_length=20)
    award_name = models.CharField("danh hiệu, hình thức", max_length=300)
    law_version = models.CharField("luật áp dụng", max_length=10)
    subject_kind = models.CharField("đối tượng", max_length=10, choices=SubjectKind)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="decision_lines")
    collective = models.ForeignKey(Collective, models.PROTECT, null=True, blank=True, related_name="decision_lines")
    household = models.ForeignKey(Household, models.PROTECT, null=True, blank=True, related_name="decision_lines")
    name = models.CharField("tên trong quyết định", max_length=300)
    detail = models.TextField("chức vụ, nơi công tác", blank=True)
    summary = models.TextField("thành tích", blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị")
    posthumous = models.BooleanField("truy tặng", default=False)
    record = models.OneToOneField(AwardRecord, models.PROTECT, null=True, blank=True, related_name="decision_line")

    class Meta:
        ordering = ["decision", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["item"], condition=Q(live=True), name="decision_item_once"),
            models.CheckConstraint(
                condition=Q(subject_kind="individual", collective=None, household=None)
                | Q(subject_kind="collective", person=None, household=None)
                | Q(subject_kind="household", person=None, collective=None),
                name="decision_line_subject_of_its_kind",
            ),
        ]

    def __str__(self):
        return f"{self.name}: {self.award_name}"

    @property
    def subject(self) -> Person | Collective | Household | None:
        """Who it is in the registry; None while nobody said it."""
        return self.person or self.collective or self.household

    @property
    def is_tied(self) -> bool:
        return bool(self.person_id or self.collective_id or self.household_id)
