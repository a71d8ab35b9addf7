"""What a unit registers for a year: the list, its lines, and exactly what was sent each time."""

from django.db import models
from django.db.models import Q

from awards.enums import SubjectKind
from awards.models import Collective, Household, Person
from awards.registrations.enums import EDITABLE, LOOKS, RegistrationState
from awards.registrations.models.calls import Call
from campaigns.rules import sees_all_sent
from emulation.base import clock
from emulation.base.models import Versioned
from organisations.models import Bloc, Unit
from organisations.rules import is_unit_officer, unit_id_of
from organisations.selectors.units import review_places

# Whatever was sent later is not asked for any more: what was received stands.
STANDS = (RegistrationState.SUPPLEMENTING, RegistrationState.AWAITING_HEAD, RegistrationState.RECEIVED)
# Sent at least once and not taken back: what other readers see.
SENT = Q(number__gte=1, withdrawn=False)


class TitleRegistrationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A unit's own; what was sent to a bloc, for who reviews it; what was sent, for those who oversee the province."""
        if not user.is_authenticated or not user.acting:
            return self.none()
        own = Q(unit_id=unit_id_of(user)) if is_unit_officer(user) else Q(pk__in=[])
        if sees_all_sent(user):
            return self.filter(own | SENT)
        if not is_unit_officer(user):
            return self.none()
        return self.filter(own | SENT & Q(call__endorsed_by_bloc=True, bloc__in=review_places(unit_id_of(user))))

    def for_page(self):
        """What the head of a page shows."""
        return self.select_related("call", "unit", "bloc").prefetch_related("call__extensions")


class TitleRegistration(Versioned):
    """The list of one unit for one year. The row is the obligation itself: it exists from the day the call is made."""

    call = models.ForeignKey(Call, models.PROTECT, related_name="registrations")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="title_registrations")
    bloc = models.ForeignKey(Bloc, models.PROTECT, null=True, blank=True, related_name="title_registrations")
    state = models.CharField(max_length=15, choices=RegistrationState, default=RegistrationState.DRAFT)
    state_since = models.DateTimeField(default=clock.now)
    number = models.PositiveSmallIntegerField("số lần gửi", default=0)
    # The sending that was received last: what counts as registered.
    received_number = models.PositiveSmallIntegerField("lần gửi đã tiếp nhận", default=0)
    withdrawn = models.BooleanField(default=False)
    first_sent_at = models.DateTimeField("gửi lần đầu lúc", null=True, blank=True)
    sent_at = models.DateTimeField("gửi lúc", null=True, blank=True)
    endorsed_at = models.DateTimeField("trưởng khối xác nhận lúc", null=True, blank=True)
    received_at = models.DateTimeField("tiếp nhận lúc", null=True, blank=True)
    return_note = models.TextField("cần sửa", blank=True)
    supplement_reason = models.TextField("lý do bổ sung", blank=True)

    objects = TitleRegistrationQuerySet.as_manager()

    class Meta:
        ordering = ["-call__year", "unit__sort_key"]
        constraints = [models.UniqueConstraint(fields=["call", "unit"], name="title_registration_once")]

    def __str__(self):
        return f"Đăng ký danh hiệu năm {self.call.year} của {self.unit.label}"

    @property
    def badge(self) -> tuple[str, str, str]:
        family, icon, _ = LOOKS[RegistrationState(self.state)]
        return (family, icon, RegistrationState(self.state).label)

    @property
    def due_on(self):
        """The last day of this unit."""
        return self.call.due_of(self.unit_id)

    @property
    def is_sent(self) -> bool:
        return self.number > 0 and not self.withdrawn

    @property
    def is_late(self) -> bool:
        """First sent after its last day, or not sent and the day has passed."""
        day = clock.day_of(self.first_sent_at) if self.first_sent_at else clock.today()
        return day > self.due_on

    @property
    def is_overdue(self) -> bool:
        return not self.is_sent and self.is_late

    @property
    def is_editable(self) -> bool:
        return self.state in EDITABLE

    @property
    def shown_number(self) -> int:
        """The sending that readers outside the unit see; while a supplement is written or was dropped, the one received."""
        return self.received_number if self.state in STANDS and self.received_number else self.number

    @property
    def receipt(self) -> str:
        """Number of the receipt of the last sending."""
        return f"DKDH-{self.call.year}-{self.pk:04d}/{self.number}" if self.number else ""


class RegisteredLineQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Lines as they stand with the unit: its own. Others read what was sent."""
        return self.filter(registration__unit_id=unit_id_of(user)) if is_unit_officer(user) else self.none()


class RegisteredLine(Versioned):
    """One person, collective or household that sets out for one award."""

    registration = models.ForeignKey(TitleRegistration, models.CASCADE, related_name="lines")
    subject_kind = models.CharField("đối tượng", max_length=10, choices=SubjectKind)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="registered_lines")
    collective = models.ForeignKey(Collective, models.PROTECT, null=True, blank=True, related_name="registered_lines")
    household = models.ForeignKey(Household, models.PROTECT, null=True, blank=True, related_name="registered_lines")
    name = models.CharField("tên", max_length=300)
    position = models.TextField("chức vụ", blank=True)
    part = models.CharField("bộ phận", max_length=300, blank=True)
    award = models.CharField("danh hiệu, hình thức", max_length=20)
    note = models.TextField("ghi chú", blank=True)
    mark = models.TextField("cần sửa", blank=True)
    added_at = models.DateTimeField(default=clock.now)

    objects = RegisteredLineQuerySet.as_manager()

    class Meta:
        ordering = ["registration", "subject_kind", "part", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(subject_kind="individual", person__isnull=False, collective=None, household=None)
                | Q(subject_kind="collective", person=None, collective__isnull=False, household=None)
                | Q(subject_kind="household", person=None, collective=None, household__isnull=False),
                name="registered_line_has_one_subject",
            ),
            models.UniqueConstraint(
                fields=["registration", "person", "award"], condition=~Q(person=None), name="registered_person_once"
            ),
            models.UniqueConstraint(
                fields=["registration", "collective", "award"],
                condition=~Q(collective=None),
                name="registered_collective_once",
            ),
            models.UniqueConstraint(
                fields=["registration", "household", "award"],
                condition=~Q(household=None),
                name="registered_household_once",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def subject(self):
        """Who it is."""
        return self.person or self.collective or self.household


class RegistrationSnapshot(models.Model):
    """Exactly what was sent, each time. Append-only by a trigger."""

    registration = models.ForeignKey(
        TitleRegistration, models.DO_NOTHING, db_constraint=False, related_name="snapshots"
    )
    number = models.PositiveSmallIntegerField()
    taken_at = models.DateTimeField(default=clock.now)
    by_name = models.TextField()
    by_position = models.TextField(blank=True)
    sent_to = models.TextField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["registration", "-number"]
        constraints = [models.UniqueConstraint(fields=["registration", "number"], name="registration_snapshot_once")]

    def __str__(self):
        return f"Lần gửi {self.number}"
