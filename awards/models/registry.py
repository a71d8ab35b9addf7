"""The award registry: every award that was decided, as its decision says, with its subject."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from awards.enums import AwardLevel, CommendationType, ListKind, SubjectKind
from awards.models.collectives import Collective, Household
from awards.models.people import Person, PersonPlace
from emulation.base import clock
from emulation.base.models import StoredFile, Versioned
from organisations.models import Unit
from organisations.models.dated import valid_on
from organisations.rules import unit_id_of


class AwardRecordQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All for those who keep or read the whole registry; a unit sees its own awards and those of its people of today."""
        if user.has_perm("awards.view_whole_registry"):
            return self
        if not user.has_perm("awards.view_registry"):
            return self.none()
        own = unit_id_of(user)
        people = PersonPlace.objects.filter(valid_on(), unit_id=own).values("person_id")
        return self.filter(Q(unit_id=own) | Q(person_id__in=people))


class ListSource(models.Model):
    """A list that was brought in: from where its rows came, when, by whom."""

    kind = models.CharField(max_length=10, choices=ListKind)
    name = models.CharField("tệp", max_length=300)
    sheet = models.CharField("trang", max_length=100, blank=True)
    file = models.ForeignKey(StoredFile, models.SET_NULL, null=True, blank=True, related_name="+")
    written = models.PositiveIntegerField("số dòng đã ghi", default=0)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    def __str__(self):
        return self.name


class ListedSubject(models.Model):
    """One line of a list: who, which award, as written; and who that is among the people, collectives, households."""

    subject_kind = models.CharField("đối tượng", max_length=10, choices=SubjectKind)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="%(class)ss")
    collective = models.ForeignKey(Collective, models.PROTECT, null=True, blank=True, related_name="%(class)ss")
    household = models.ForeignKey(Household, models.PROTECT, null=True, blank=True, related_name="%(class)ss")
    subject_text = models.CharField("tên như trong văn bản", max_length=300)
    position = models.TextField("chức vụ", blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị")
    unit_text = models.CharField("đơn vị như trong văn bản", max_length=300, blank=True)
    award = models.CharField("mã danh hiệu, hình thức", max_length=20, blank=True, db_index=True)
    award_text = models.CharField("danh hiệu, hình thức", max_length=300)
    posthumous = models.BooleanField("truy tặng", default=False)
    field = models.TextField("lĩnh vực", blank=True)
    subject_type = models.TextField("loại đối tượng", blank=True)
    source = models.ForeignKey(ListSource, models.PROTECT, null=True, blank=True, related_name="%(class)ss")
    source_row = models.PositiveIntegerField("dòng trong tệp", null=True, blank=True)
    original = models.JSONField(default=dict, blank=True)
    identity = models.CharField(max_length=64, unique=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(subject_kind="individual", person__isnull=False, collective=None, household=None)
                | Q(subject_kind="collective", person=None, collective__isnull=False, household=None)
                | Q(subject_kind="household", person=None, collective=None, household__isnull=False),
                name="%(class)s_has_one_subject",
            ),
        ]


class AwardRecord(ListedSubject, Versioned):
    """One award to one subject. Names and units stand as written in the decision; the subject is who it is today."""

    decision_number = models.TextField("số quyết định")
    decided_on = models.DateField("ngày quyết định", db_index=True)
    issuer = models.CharField("cơ quan, người quyết định", max_length=300, blank=True)
    type = models.CharField("loại khen thưởng", max_length=12, choices=CommendationType, blank=True)
    level = models.CharField("cấp khen thưởng", max_length=10, choices=AwardLevel, blank=True)
    year = models.PositiveSmallIntegerField("thành tích năm", null=True, blank=True)
    period = models.CharField("thành tích giai đoạn", max_length=40, blank=True)
    coefficient = models.DecimalField("hệ số", max_digits=12, decimal_places=4, null=True, blank=True)
    amount = models.DecimalField("tiền thưởng (đồng)", max_digits=18, decimal_places=0, null=True, blank=True)
    reason = models.TextField("thành tích", blank=True)
    receiver = models.CharField("người nhận thay", max_length=300, blank=True)
    revoked_on = models.DateField("ngày hủy bỏ, thu hồi", null=True, blank=True)
    revoked_basis = models.TextField("căn cứ hủy bỏ, thu hồi", blank=True)
    search_key = models.TextField(editable=False)

    objects = AwardRecordQuerySet.as_manager()

    class Meta(ListedSubject.Meta):
        abstract = False
        indexes = [
            models.Index(fields=["-decided_on", "-id"], name="award_newest"),
            models.Index(fields=["unit", "-decided_on"], name="award_of_unit"),
        ]
        constraints = [
            *ListedSubject.Meta.constraints,
            models.CheckConstraint(
                condition=Q(revoked_on=None) | Q(revoked_on__gte=models.F("decided_on")), name="award_revoked_after"
            ),
        ]

    def __str__(self):
        return f"{self.award_text}: {self.subject_text} ({self.decision_number})"

    @property
    def is_revoked(self) -> bool:
        return self.revoked_on is not None


class ListedNominee(ListedSubject):
    """A line of a list of nominees, kept as a draft until a submission takes it."""

    year = models.PositiveSmallIntegerField("năm")

    class Meta(ListedSubject.Meta):
        abstract = False

    def __str__(self):
        return f"{self.award_text}: {self.subject_text}"


class RecordWord(models.Model):
    """A word of a record without accents: finding by the beginning of any word, with an index on both databases."""

    word = models.CharField(max_length=40)
    record = models.ForeignKey(AwardRecord, models.CASCADE, related_name="words", db_index=False)

    class Meta:
        indexes = [models.Index(fields=["record"], name="record_word_record")]
        constraints = [models.UniqueConstraint(fields=["word", "record"], name="record_word_once")]

    def __str__(self):
        return self.word
