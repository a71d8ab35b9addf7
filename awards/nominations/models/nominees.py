"""A nominee: one subject for one award, with summary, papers, evidence from the thread, and what overrides a finding."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from awards.enums import CommendationType, SubjectKind
from awards.models import Collective, Household, ListedNominee, Person
from awards.nominations.models.files import NominationFile
from campaigns.bloc_scores.models import Ranking
from campaigns.models import Submission
from emulation.base import clock
from emulation.base.models import StoredFile, Versioned
from organisations.rules import is_unit_officer, unit_id_of

# In the last sending of the file; what the unit adds after a return is not, until it is sent.
STANDING = Q(file__number__gte=1, file__withdrawn=False, sent_number=F("file__number"))


class NomineeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A unit's own; of others' files that the person sees, those that were sent."""
        own = Q(file__unit_id=unit_id_of(user)) if is_unit_officer(user) else Q(pk__in=[])
        return self.filter(own | STANDING, file__in=NominationFile.objects.visible_to(user))

    def sent(self):
        """Those that stand in what their units sent last."""
        return self.filter(STANDING)


class Nominee(Versioned):
    """One person, collective or household proposed for one award."""

    file = models.ForeignKey(NominationFile, models.CASCADE, related_name="nominees")
    subject_kind = models.CharField("đối tượng", max_length=10, choices=SubjectKind)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="nominations")
    collective = models.ForeignKey(Collective, models.PROTECT, null=True, blank=True, related_name="nominations")
    household = models.ForeignKey(Household, models.PROTECT, null=True, blank=True, related_name="nominations")
    name = models.CharField("tên như trong tờ trình", max_length=300)
    position = models.TextField("chức vụ, nơi công tác", blank=True)
    award = models.CharField("danh hiệu, hình thức", max_length=20)
    type = models.CharField("loại khen thưởng", max_length=12, choices=CommendationType, default=CommendationType.WORK)
    achievement_year = models.PositiveSmallIntegerField("thành tích tính đến năm")
    summary = models.TextField("tóm tắt thành tích", blank=True)
    posthumous = models.BooleanField("truy tặng", default=False)
    receiver = models.CharField("người nhận thay", max_length=300, blank=True)
    council_yes = models.PositiveSmallIntegerField("số phiếu đồng ý của Hội đồng đơn vị", null=True, blank=True)
    override_reason = models.TextField("lý do vẫn đề nghị", blank=True)
    overridden_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    mark = models.TextField("Sở Nội vụ yêu cầu bổ sung", blank=True)
    listed = models.OneToOneField(ListedNominee, models.SET_NULL, null=True, blank=True, related_name="nominee")
    added_at = models.DateTimeField(default=clock.now)
    sent_number = models.PositiveSmallIntegerField("có trong lần gửi", default=0)

    objects = NomineeQuerySet.as_manager()

    class Meta:
        ordering = ["file", "award", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(subject_kind="individual", person__isnull=False, collective=None, household=None)
                | Q(subject_kind="collective", person=None, collective__isnull=False, household=None)
                | Q(subject_kind="household", person=None, collective=None, household__isnull=False),
                name="nominee_has_one_subject",
            ),
            models.CheckConstraint(
                condition=Q(posthumous=False, receiver="") | Q(posthumous=True, subject_kind="individual"),
                name="nominee_posthumous_is_a_person",
            ),
            models.UniqueConstraint(
                fields=["file", "person", "award"], condition=~Q(person=None), name="nominee_person_once"
            ),
            models.UniqueConstraint(
                fields=["file", "collective", "award"], condition=~Q(collective=None), name="nominee_collective_once"
            ),
            models.UniqueConstraint(
                fields=["file", "household", "award"], condition=~Q(household=None), name="nominee_household_once"
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def subject(self):
        """Who it is."""
        return self.person or self.collective or self.household

    def shows_file(self, stored: StoredFile, user) -> bool:
        """As the file it belongs to."""
        return self.file.shows_file(stored, user)


class NomineePaper(models.Model):
    """One document of the dossier of a nominee, by the code of the law's list."""

    nominee = models.ForeignKey(Nominee, models.CASCADE, related_name="papers")
    code = models.CharField(max_length=30)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=clock.now)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = models.Manager()

    class Meta:
        ordering = ["code", "pk"]

    def __str__(self):
        return self.file.name


class NomineeEvidence(models.Model):
    """What the achievement rests on, by link: an accepted report or a published ranking (the thread)."""

    nominee = models.ForeignKey(Nominee, models.CASCADE, related_name="evidence")
    submission = models.ForeignKey(Submission, models.PROTECT, null=True, blank=True, related_name="nominee_evidence")
    ranking = models.ForeignKey(
        Ranking, models.DO_NOTHING, null=True, blank=True, db_constraint=False, related_name="nominee_evidence"
    )
    added_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(submission__isnull=False, ranking=None) | Q(submission=None, ranking__isnull=False),
                name="nominee_evidence_is_one_thing",
            ),
            models.UniqueConstraint(
                fields=["nominee", "submission"], condition=~Q(submission=None), name="nominee_report_once"
            ),
            models.UniqueConstraint(
                fields=["nominee", "ranking"], condition=~Q(ranking=None), name="nominee_ranking_once"
            ),
        ]

    def __str__(self):
        return str(self.submission or self.ranking)
