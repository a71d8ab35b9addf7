"""The dossier of one nominee at the desk, who looks after which field, and which person an officer is."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from awards.appraisal.enums import FINDING_LOOKS, LOOKS, VERDICT_LOOKS, DossierState, Finding, Verdict
from awards.models import Person, PersonPlace
from awards.nominations.models import Nominee
from emulation.base import clock
from emulation.base.models import Versioned
from organisations.enums import Role, UnitKind
from organisations.models import Bloc
from organisations.rules import is_chairman_office, is_dha, is_supervisor, is_unit_officer, role_of, unit_id_of
from organisations.selectors.people import dha_unit_ids


class OwnRecord(models.Model):
    """Which person of the registry somebody with an account is: nobody appraises the own person."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="own_record")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    def __str__(self):
        return f"{self.user}: {self.person}"


def against_unit(user) -> Q:
    """Dossiers of a unit in which a person holds a role: the unit that proposes, that is proposed, or that the nominee works at."""
    units = {row.unit_id for row in user.current_memberships}
    places = PersonPlace.objects.valid_on().filter(unit__in=units).values("person_id")
    return (
        Q(nominee__file__unit__in=units)
        | Q(nominee__collective__unit__in=units)
        | Q(nominee__household__unit__in=units)
        | Q(nominee__person__in=places)
    )


def against_person(user) -> Q:
    """Dossiers of the person that somebody is."""
    return Q(nominee__person__in=OwnRecord.objects.filter(user=user.pk).values("person_id"))


class DossierQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The desk's own: a clerk what was given to the clerk or to nobody, a head all; never what touches the own unit or person.

        Those who oversee see what was appraised. A unit sees nothing here: `told_to` is what it was told.
        """
        if not user.is_authenticated or not user.acting:
            return self.none()
        if is_supervisor(user):
            return self.filter(state=DossierState.APPRAISED)
        own = self.free_of(user)
        if is_chairman_office(user):
            return own.filter(nominee__file__unit__in=dha_unit_ids())
        if not is_dha(user):
            return self.none()
        own = own.exclude(nominee__file__unit__in=dha_unit_ids())
        if role_of(user) == Role.DHA_HEAD:
            return own
        return own.filter(Q(officer=None) | Q(officer=user.pk) | Q(proposed_by=user.pk))

    def told_to(self, user):
        """What the unit of a person was told of its own nominees."""
        if not user.is_authenticated or not is_unit_officer(user):
            return self.none()
        return self.filter(nominee__file__unit_id=unit_id_of(user)).exclude(told_at=None)

    def free_of(self, user):
        """Those in which a person has no part."""
        return self.exclude(pk__in=Dossier.objects.filter(against_unit(user) | against_person(user)).values("pk"))

    def held(self):
        """Those that something keeps from going on."""
        return self.filter(holds__isnull=False, holds__released_at=None).distinct()

    def for_page(self):
        """What pages and moves read of a dossier."""
        return self.prefetch_related("holds", "opinions__agency").select_related(
            "nominee__file__route",
            "nominee__file__unit",
            "nominee__file__bloc",
            "nominee__person",
            "nominee__collective__unit",
            "nominee__household",
            "officer",
            "proposed_by",
            "decided_by",
        )


class Dossier(Versioned):
    """A nominee of a received file on its way through the desk. What was sent stays with the nominee and is not touched here."""

    nominee = models.OneToOneField(Nominee, models.PROTECT, related_name="dossier")
    state = models.CharField(max_length=12, choices=DossierState, default=DossierState.WAITING, db_index=True)
    state_since = models.DateTimeField(default=clock.now)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người thẩm định",
    )
    # What the law said when the dossier was last written (at first: when the file was received), and what was to be looked at.
    finding = models.CharField("đối chiếu với luật", max_length=8, choices=Finding, blank=True)
    points = models.JSONField("cần kiểm tra", default=list, blank=True)
    verdict = models.CharField("kết luận", max_length=10, choices=Verdict, blank=True)
    lower_award = models.CharField("đề nghị mức", max_length=20, blank=True)
    reason = models.TextField("lý do", blank=True)
    # Rows of the law as they were read at the verdict: {"rule", "basis", "sentence"}.
    articles = models.JSONField("căn cứ", default=list, blank=True)
    note = models.TextField("ghi chú nội bộ", blank=True)
    seen = models.JSONField("đã kiểm tra", default=list, blank=True)
    return_note = models.TextField("lãnh đạo yêu cầu", blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField("báo cho đơn vị lúc", null=True, blank=True)

    objects = DossierQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["officer", "state"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["proposed", "appraised"]) | ~Q(verdict=""), name="dossier_proposed_has_verdict"
            ),
            models.CheckConstraint(
                condition=Q(verdict="lower") | Q(lower_award=""), name="dossier_lower_award_goes_with_its_verdict"
            ),
            models.CheckConstraint(
                condition=Q(told_at=None) | Q(state="appraised"), name="dossier_told_when_appraised"
            ),
        ]

    def __str__(self):
        return f"{self.nominee.name}, {self.nominee.file.unit.label}"

    @property
    def badge(self) -> tuple[str, str, str]:
        family, icon, _ = LOOKS[DossierState(self.state)]
        return (family, icon, DossierState(self.state).label)

    @property
    def verdict_badge(self) -> tuple[str, str, str] | None:
        return (*VERDICT_LOOKS[Verdict(self.verdict)], Verdict(self.verdict).label) if self.verdict else None

    @property
    def finding_badge(self) -> tuple[str, str, str] | None:
        return (*FINDING_LOOKS[Finding(self.finding)], Finding(self.finding).label) if self.finding else None

    @property
    def council_award(self) -> str:
        """What the Council votes on: the lower award where the desk proposes one."""
        return self.lower_award if self.verdict == Verdict.LOWER else self.nominee.award

    @property
    def is_held(self) -> bool:
        """Whether something keeps it from going on. Reads prefetched holds."""
        return any(hold.released_at is None for hold in self.holds.all())

    def conflict_with(self, user) -> str:
        """Why this person has no say in it; '' when there is nothing in the way."""
        mine = Dossier.objects.filter(pk=self.pk)
        if mine.filter(against_person(user)).exists():
            return f"{user} chính là người được xét."
        if mine.filter(against_unit(user)).exists():
            return f"{user} thuộc đơn vị của đối tượng được xét."
        return ""


class FieldOfficer(models.Model):
    """Who looks after a bloc or a kind of units, for handing out by field. A bloc goes before a kind."""

    bloc = models.ForeignKey(Bloc, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="khối")
    kind = models.CharField("nhóm đơn vị", max_length=30, choices=UnitKind, blank=True)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người thẩm định"
    )

    class Meta:
        ordering = ["kind", "bloc"]
        constraints = [
            models.CheckConstraint(
                condition=Q(bloc=None) & ~Q(kind="") | Q(bloc__isnull=False, kind=""), name="field_is_bloc_or_kind"
            ),
            models.UniqueConstraint(fields=["bloc"], condition=~Q(bloc=None), name="field_bloc_once"),
            models.UniqueConstraint(fields=["kind"], condition=~Q(kind=""), name="field_kind_once"),
        ]

    def __str__(self):
        return f"{self.bloc or self.get_kind_display()}: {self.officer}"
