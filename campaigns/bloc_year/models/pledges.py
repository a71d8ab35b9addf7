"""The pledge (giao ước thi đua) of a bloc: what each unit registers, the text agreed, and one signature of each unit."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from campaigns.bloc_year.enums import PledgeState, RegistrationState, badge
from campaigns.bloc_year.models.common import OfBlocQuerySet
from campaigns.rules import sees_all_sent
from emulation.base import clock
from emulation.base.models import Versioned
from organisations.models import Bloc, Unit
from organisations.rules import unit_id_of


class PledgeQuerySet(OfBlocQuerySet):
    def for_page(self):
        """What the head of a page shows."""
        return self.select_related("bloc")


class Pledge(Versioned):
    """One version of the pledge of a bloc. What was signed never changes: a correction is a new version, signed anew."""

    bloc = models.ForeignKey(Bloc, models.PROTECT, related_name="pledges")
    number = models.PositiveSmallIntegerField("bản", default=1)
    previous = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="next_versions")
    state = models.CharField(max_length=8, choices=PledgeState, default=PledgeState.DRAFT)
    state_since = models.DateTimeField(default=clock.now)
    goals = models.TextField("nội dung giao ước", blank=True)
    regulation = models.TextField("quy chế hoạt động của khối", blank=True)
    criteria = models.TextField("tiêu chí, cách chấm điểm", blank=True)
    signing_on = models.DateField("ngày ký", null=True, blank=True)
    place = models.CharField("nơi ký", max_length=200, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)
    # Why it was closed although not everyone had signed.
    closed_note = models.TextField(blank=True)
    correction_note = models.TextField("lý do điều chỉnh", blank=True)

    objects = PledgeQuerySet.as_manager()

    class Meta:
        ordering = ["-bloc__year", "bloc__code", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["bloc", "number"], name="pledge_version_once"),
            models.UniqueConstraint(fields=["previous"], condition=~Q(previous=None), name="pledge_one_next_version"),
            models.UniqueConstraint(
                fields=["bloc"], condition=Q(state__in=["draft", "signing"]), name="pledge_one_in_preparation"
            ),
            models.CheckConstraint(
                condition=~Q(state="complete") | ~Q(completed_at=None), name="complete_pledge_says_when"
            ),
        ]

    def __str__(self):
        version = f" (bản {self.number})" if self.number > 1 else ""
        return f"Giao ước thi đua năm {self.bloc.year} của {self.bloc.name}{version}"

    @property
    def badge(self) -> tuple[str, str, str]:
        """Look of the state."""
        return badge(PledgeState, self.state)

    @property
    def topic(self) -> str:
        """What notices about signing this version are about; settled once it is complete."""
        return f"pledge:{self.pk}"

    @property
    def title(self) -> str:
        """Short name, where the bloc is known."""
        return f"Giao ước thi đua năm {self.bloc.year}" + (f", bản {self.number}" if self.number > 1 else "")


class RegistrationQuerySet(OfBlocQuerySet):
    path = "pledge__bloc"

    def visible_to(self, user):
        """Of the other units only what their heads have confirmed."""
        seen = super().visible_to(user)
        if sees_all_sent(user):
            return seen
        return seen.filter(Q(unit_id=unit_id_of(user)) | Q(state=RegistrationState.CONFIRMED))

    def for_page(self):
        """What the head of a page shows."""
        return self.select_related("pledge__bloc", "unit")


class Registration(Versioned):
    """What a unit registers with its bloc (đăng ký thi đua). The row is the obligation itself: it exists from the start."""

    pledge = models.ForeignKey(Pledge, models.CASCADE, related_name="registrations")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="pledge_registrations")
    state = models.CharField(max_length=13, choices=RegistrationState, default=RegistrationState.DRAFT)
    state_since = models.DateTimeField(default=clock.now)
    targets = models.TextField("chỉ tiêu, nội dung thi đua", blank=True)
    titles = models.TextField("danh hiệu, hình thức khen thưởng", blank=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        ordering = ["pledge", "unit__sort_key"]
        constraints = [models.UniqueConstraint(fields=["pledge", "unit"], name="registration_once")]

    def __str__(self):
        return f"Đăng ký thi đua năm {self.pledge.bloc.year} của {self.unit.label}"

    @property
    def badge(self) -> tuple[str, str, str]:
        """Look of the state."""
        return badge(RegistrationState, self.state)

    @property
    def topic_due(self) -> str:
        """Reminders to register, then to sign; doing so settles them."""
        return f"registration:{self.pk}:due"


class Signature(models.Model):
    """A unit head has signed. Append-only by a trigger; names stand beside ids, so that the act survives renames."""

    pledge = models.ForeignKey(Pledge, models.DO_NOTHING, db_constraint=False, related_name="signatures")
    unit = models.ForeignKey(Unit, models.DO_NOTHING, db_constraint=False, related_name="+")
    unit_name = models.TextField()
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, db_constraint=False, related_name="+"
    )
    by_name = models.TextField()
    acting_as = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["pledge", "unit"], name="signature_once")]

    def __str__(self):
        return f"{self.unit_name}: {self.by_name}"
