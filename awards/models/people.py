"""People who are commended: one record each across years and units, where they work, which records may be one."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from awards.enums import DoubtState, Gender
from emulation.base import clock, sealing
from emulation.base.models import Versioned
from organisations.models import Unit
from organisations.models.dated import Dated, DatedQuerySet, dates_in_order
from organisations.rules import unit_id_of


class PersonQuerySet(models.QuerySet):
    def standing(self):
        """Records that were not merged into another."""
        return self.filter(merged_into=None)

    def visible_to(self, user):
        """All for those who keep or read the whole registry; a unit sees people who work or worked there."""
        if user.has_perm("awards.view_whole_registry"):
            return self
        if not user.has_perm("awards.view_registry"):
            return self.none()
        here = PersonPlace.objects.filter(unit_id=unit_id_of(user)).values("person_id")
        return self.filter(pk__in=here)


class Person(Versioned):
    """One person. What is not stated in a paper stays empty."""

    full_name = models.CharField("họ và tên", max_length=300)
    honorific = models.CharField("danh xưng", max_length=10, blank=True)
    title = models.TextField("cấp bậc, học vị", blank=True)
    birth_date = models.DateField("ngày sinh", null=True, blank=True)
    birth_year = models.PositiveSmallIntegerField("năm sinh", null=True, blank=True)
    gender = models.CharField("giới tính", max_length=6, choices=Gender, blank=True)
    honours = models.TextField("danh hiệu Nhà nước đã được tặng", blank=True)
    nationality = models.CharField("quốc tịch nước ngoài", max_length=100, blank=True)  # '' for Việt Nam
    died_on = models.DateField("ngày mất", null=True, blank=True)
    citizen_number_sealed = models.TextField(blank=True, editable=False)
    citizen_number_mark = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    comparison_key = models.CharField(max_length=300, db_index=True, editable=False)
    search_key = models.CharField(max_length=600, editable=False)
    sort_key = models.CharField(max_length=900, db_index=True, editable=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(merged_into=None) | ~Q(merged_into=F("pk")), name="person_not_itself"),
            models.CheckConstraint(
                condition=Q(birth_date=None) | Q(birth_year=F("birth_date__year")), name="person_birth_year_agrees"
            ),
            models.CheckConstraint(
                condition=Q(died_on=None) | Q(birth_year=None) | Q(died_on__year__gte=F("birth_year")),
                name="person_died_after_birth",
            ),
        ]

    def __str__(self):
        return self.full_name

    @property
    def standing_id(self) -> int:
        """The record that is used: a merged one leads to the one that was kept. No query where nobody was merged."""
        person = self
        while person.merged_into_id:
            person = person.merged_into
        return person.pk

    @property
    def citizen_number_masked(self) -> str:
        """Only the last figures; '' when none is kept."""
        return sealing.masked(sealing.unseal(self.citizen_number_sealed))


class PersonPlace(Versioned, Dated):
    """Where a person works, in which position, from a day to a day. A unit outside the catalogue is kept as text."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="places")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị")
    unit_text = models.CharField("đơn vị như trong văn bản", max_length=300, blank=True)
    unit_key = models.CharField(max_length=300, db_index=True, editable=False, blank=True)
    position = models.TextField("chức vụ", blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [dates_in_order("person_place_dates_in_order")]

    def __str__(self):
        return f"{self.person}: {self.unit_name}"

    @property
    def unit_name(self) -> str:
        """Name of today for a known unit, else what the paper says."""
        return self.unit.official_name if self.unit_id else self.unit_text


class PersonMerge(models.Model):
    """Two records became one: what moved, so that it can be taken back."""

    kept = models.ForeignKey(Person, models.PROTECT, related_name="merges")
    gone = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reason = models.TextField("lý do")
    moved = models.JSONField(default=dict)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gone"], condition=Q(undone_at=None), name="person_merged_once"),
            models.CheckConstraint(condition=~Q(kept=F("gone")), name="person_merge_of_two"),
        ]

    def __str__(self):
        return f"{self.gone} → {self.kept}"


class PersonDoubt(models.Model):
    """Two records that may be one person: somebody looks and decides, nothing is merged by itself."""

    first = models.ForeignKey(Person, models.CASCADE, related_name="+")
    second = models.ForeignKey(Person, models.CASCADE, related_name="+")
    why = models.CharField("vì sao", max_length=300)
    state = models.CharField(max_length=6, choices=DoubtState, default=DoubtState.OPEN, db_index=True)
    raised_at = models.DateTimeField(default=clock.now)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="person_doubt_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="person_doubt_in_order"),
        ]

    def __str__(self):
        return f"{self.first} ? {self.second}"
