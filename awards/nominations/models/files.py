"""The file of nominations of a unit on one route, and exactly what was sent of it each time."""

from django.db import models
from django.db.models import Q

from awards.nominations.enums import LOOKS, FileState
from awards.nominations.models.routes import Route
from awards.nominations.rules import own_file
from campaigns.rules import sees_all_sent
from emulation.base import clock
from emulation.base.models import StoredFile, Versioned
from organisations.models import Bloc, Unit
from organisations.rules import is_unit_officer, unit_id_of
from organisations.selectors.units import review_scope

# Sent at least once and not taken back: what readers outside the unit see, always as it was sent.
SENT = Q(number__gte=1, withdrawn=False)
# What is said of the file as a whole.
HEAD_FIELDS = ("letter_number", "letter_date", "met_on", "members", "present", "differences")


class NominationFileQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A unit's own; what was sent to a bloc, for who reviews it; what was sent, for those who oversee the province.

        Nobody else sees a file, the neighbours in the bloc included.
        """
        if not user.is_authenticated or not user.acting:
            return self.none()
        own = Q(unit_id=unit_id_of(user)) if is_unit_officer(user) else Q(pk__in=[])
        if sees_all_sent(user):
            return self.filter(own | SENT)
        if not is_unit_officer(user):
            return self.none()
        for bloc, leads, leading in review_scope(user):
            theirs = ~Q(unit__in=leading) if leads else Q(unit__in=leading)
            own |= Q(bloc=bloc, route__endorsed_by_bloc=True) & SENT & theirs
        return self.filter(own)

    def for_page(self):
        """What the head of a page shows."""
        return self.select_related("route", "unit", "bloc", "minutes").prefetch_related("route__extensions")


class NominationFile(Versioned):
    """What one unit proposes on one route: its letter, its council's minutes, its nominees."""

    route = models.ForeignKey(Route, models.PROTECT, related_name="files")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="nomination_files")
    bloc = models.ForeignKey(Bloc, models.PROTECT, null=True, blank=True, related_name="nomination_files")
    letter_number = models.CharField("số tờ trình", max_length=60, blank=True)
    letter_date = models.DateField("ngày tờ trình", null=True, blank=True)
    met_on = models.DateField("Hội đồng đơn vị họp ngày", null=True, blank=True)
    members = models.PositiveSmallIntegerField("tổng số thành viên Hội đồng đơn vị", null=True, blank=True)
    present = models.PositiveSmallIntegerField("số thành viên dự họp", null=True, blank=True)
    minutes = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="biên bản họp"
    )
    differences = models.TextField("giải trình khác với đăng ký đầu năm", blank=True)
    state = models.CharField(max_length=16, choices=FileState, default=FileState.DRAFT)
    state_since = models.DateTimeField(default=clock.now)
    number = models.PositiveSmallIntegerField("số lần gửi", default=0)
    withdrawn = models.BooleanField(default=False)
    sent_size = models.PositiveSmallIntegerField("số đề nghị trong lần gửi sau cùng", default=0)
    sent_at = models.DateTimeField("gửi lúc", null=True, blank=True)
    endorsed_at = models.DateTimeField("trưởng khối xác nhận lúc", null=True, blank=True)
    received_at = models.DateTimeField("tiếp nhận lúc", null=True, blank=True)
    returns = models.PositiveSmallIntegerField("số lần Sở Nội vụ trả lại", default=0)
    return_note = models.TextField("cần bổ sung", blank=True)

    objects = NominationFileQuerySet.as_manager()

    class Meta:
        ordering = ["-route__year", "route__last_day", "unit__sort_key"]
        constraints = [
            models.UniqueConstraint(fields=["route", "unit"], name="nomination_file_once"),
            models.CheckConstraint(
                condition=Q(present=None) | Q(members=None) | Q(present__lte=models.F("members")),
                name="nomination_council_present",
            ),
        ]

    def __str__(self):
        return f"{self.route.name} – {self.unit.label}"

    @property
    def badge(self) -> tuple[str, str, str]:
        family, icon, _ = LOOKS[FileState(self.state)]
        return (family, icon, FileState(self.state).label)

    @property
    def due_on(self):
        """The last day of this unit on the route."""
        return self.route.due_of(self.unit_id)

    @property
    def is_late(self) -> bool:
        """Sent after its last day, or not sent and the day has passed."""
        day = clock.day_of(self.sent_at) if self.sent_at else clock.today()
        return day > self.due_on

    @property
    def is_overdue(self) -> bool:
        return self.sent_at is None and self.is_late

    @property
    def is_sent(self) -> bool:
        return self.number > 0 and not self.withdrawn

    def last_sending(self) -> "NominationSnapshot | None":
        """What readers outside the unit see."""
        return self.snapshots.filter(number=self.number).first() if self.is_sent else None

    def shows_file(self, stored: StoredFile, user) -> bool:
        """The unit opens every document of its file, others those that were sent."""
        if own_file(user, self):
            return True
        sending = self.last_sending()
        return sending is not None and stored.sha256 in sending.digests


class NominationSnapshot(models.Model):
    """Exactly what was sent, each time. Append-only by a trigger."""

    file = models.ForeignKey(NominationFile, models.DO_NOTHING, db_constraint=False, related_name="snapshots")
    number = models.PositiveSmallIntegerField()
    taken_at = models.DateTimeField(default=clock.now)
    by_name = models.TextField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["file", "-number"]
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="nomination_snapshot_once")]

    def __str__(self):
        return f"Lần gửi {self.number}"

    @property
    def digests(self) -> set[str]:
        """The documents that went with it, by their content."""
        papers = {paper[2] for row in self.content["nominees"] for paper in row["papers"]}
        return papers | {self.content["minutes"]}
