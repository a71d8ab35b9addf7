"""What is on record of a person or a collective beside awards: what the law asks before an award may be proposed."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from awards.enums import DisciplineKind, InitiativeScope, Rating, RestrictionKind, RestrictionOutcome
from awards.models.collectives import Collective
from awards.models.people import Person
from emulation.base import clock
from emulation.base.models import Versioned

_ONE = Q(person__isnull=False, collective=None) | Q(person=None, collective__isnull=False)


class Fact(models.Model):
    """A fact of one person or one collective, with the paper it stands in and who wrote it down."""

    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="%(class)ss")
    collective = models.ForeignKey(Collective, models.PROTECT, null=True, blank=True, related_name="%(class)ss")
    basis = models.CharField("văn bản", max_length=300, blank=True)
    recorded_at = models.DateTimeField(default=clock.now)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True
        constraints = [models.CheckConstraint(condition=_ONE, name="%(class)s_of_one_subject")]

    @property
    def subject(self):
        """The person or the collective."""
        return self.person if self.person_id else self.collective


class YearRating(Fact, Versioned):
    """The rating of a year (xếp loại chất lượng hằng năm)."""

    year = models.PositiveSmallIntegerField("năm")
    rating = models.CharField("xếp loại", max_length=4, choices=Rating)

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(fields=["person", "year"], condition=Q(collective=None), name="rating_once_person"),
            models.UniqueConstraint(fields=["collective", "year"], condition=Q(person=None), name="rating_once_coll"),
        ]

    def __str__(self):
        return f"{self.year}: {self.get_rating_display()}"


class WorkYear(Versioned):
    """Months of a person in a year: worked, on maternity leave, in treatment of an injury in the line of duty."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="work_years")
    year = models.PositiveSmallIntegerField("năm")
    months_worked = models.PositiveSmallIntegerField("số tháng công tác", null=True, blank=True)
    maternity_months = models.PositiveSmallIntegerField("số tháng nghỉ thai sản", null=True, blank=True)
    injury_months = models.PositiveSmallIntegerField("số tháng điều trị do lập công, bị thương", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "year"], name="work_year_once"),
            models.CheckConstraint(
                condition=Q(months_worked=None) | Q(months_worked__lte=12), name="work_year_has_twelve_months"
            ),
        ]

    def __str__(self):
        return f"{self.year}"


class CompositionYear(Versioned):
    """Who belonged to a collective in a year, as its own list says, and what its head attests."""

    collective = models.ForeignKey(Collective, models.PROTECT, related_name="compositions")
    year = models.PositiveSmallIntegerField("năm")
    members = models.PositiveIntegerField("tổng số người", null=True, blank=True)
    ldtt = models.PositiveIntegerField("đạt Lao động tiên tiến", null=True, blank=True)
    completed = models.PositiveIntegerField("hoàn thành nhiệm vụ trở lên", null=True, blank=True)
    cstdcs = models.PositiveIntegerField("đạt Chiến sĩ thi đua cơ sở", null=True, blank=True)
    disciplined = models.PositiveIntegerField("bị kỷ luật từ cảnh cáo trở lên", null=True, blank=True)
    unity = models.BooleanField("nội bộ đoàn kết", null=True, blank=True)
    exceeds_targets = models.BooleanField("hoàn thành vượt mức các chỉ tiêu", null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["collective", "year"], name="composition_once")]

    def __str__(self):
        return f"{self.collective}: {self.year}"


class Initiative(Versioned):
    """An initiative, scientific work or the like, of one author or several, and how far its effect was certified."""

    title = models.CharField("tên sáng kiến, đề tài, đề án", max_length=500)
    year = models.PositiveSmallIntegerField("năm")
    scope = models.CharField("phạm vi ảnh hưởng", max_length=10, choices=InitiativeScope, blank=True)
    certified = models.BooleanField("đã được công nhận", null=True, blank=True)
    certificate = models.CharField("văn bản công nhận", max_length=300, blank=True)
    authors = models.ManyToManyField(Person, related_name="initiatives", verbose_name="tác giả")
    recorded_at = models.DateTimeField(default=clock.now)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(certified=True) | ~Q(certificate=""), name="initiative_certified_by_a_paper"
            )
        ]

    def __str__(self):
        return self.title


class InitiativeUse(models.Model):
    """For which award an author used an initiative: once used for a commendation it serves no other (law.md, C-02)."""

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="uses", verbose_name="sáng kiến")
    person = models.ForeignKey(Person, models.PROTECT, related_name="initiative_uses")
    award = models.CharField("danh hiệu, hình thức", max_length=20)
    year = models.PositiveSmallIntegerField("năm")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["initiative", "person", "award", "year"], name="initiative_use_once")
        ]

    def __str__(self):
        return f"{self.initiative}: {self.award} {self.year}"


class RestrictionRecord(Fact):
    """A span in which nothing may be proposed: something is being looked into. `ends_on` is the first free day.

    `basis` is the paper it began with, `outcome_basis` the paper of the conclusion.
    """

    kind = models.CharField("việc", max_length=16, choices=RestrictionKind)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("kết thúc ngày", null=True, blank=True)
    outcome = models.CharField("kết luận", max_length=10, choices=RestrictionOutcome, blank=True)
    outcome_basis = models.CharField("văn bản kết luận", max_length=300, blank=True)

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="restriction_dates_in_order"
            ),
            models.CheckConstraint(
                condition=Q(outcome="") | ~Q(ends_on=None), name="restriction_with_outcome_has_ended"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} từ {self.starts_on:%d/%m/%Y}"


class DisciplineRecord(Fact):
    """A discipline, from its decision to the day it ends: counting of achievements begins anew after it (C-06)."""

    kind = models.CharField("hình thức kỷ luật", max_length=16, choices=DisciplineKind)
    decided_on = models.DateField("ngày quyết định")
    ends_on = models.DateField("hết hiệu lực ngày", null=True, blank=True)

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("decided_on")), name="discipline_dates_in_order"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} ngày {self.decided_on:%d/%m/%Y}"
