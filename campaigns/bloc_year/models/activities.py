"""Activities and meetings of a bloc: planned, held or cancelled; who came; what a cross-inspection found."""

from django.db import models
from django.db.models import F, Q

from campaigns.bloc_year.enums import MEETINGS, ActivityKind, ActivityState, AttendanceLevel, badge
from campaigns.bloc_year.models.common import OfBlocQuerySet
from emulation.base import clock
from emulation.base.models import Versioned
from organisations.models import Bloc, Unit


class ActivityQuerySet(OfBlocQuerySet):
    def for_page(self):
        """What the head of a page shows."""
        return self.select_related("bloc", "host")


class Activity(Versioned):
    """One activity or meeting. Meetings also have an agenda, conclusions, who chaired, who came."""

    bloc = models.ForeignKey(Bloc, models.PROTECT, related_name="activities")
    kind = models.CharField("loại", max_length=16, choices=ActivityKind)
    title = models.CharField("tên hoạt động", max_length=250)
    planned_on = models.DateField("ngày dự kiến")
    ends_on = models.DateField("đến ngày", null=True, blank=True)
    place = models.CharField("địa điểm", max_length=250, blank=True)
    host = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="hosted_activities")
    participants = models.TextField("thành phần tham gia", blank=True)
    content = models.TextField("nội dung", blank=True)
    state = models.CharField(max_length=9, choices=ActivityState, default=ActivityState.PLANNED)
    state_since = models.DateTimeField(default=clock.now)
    held_on = models.DateField("ngày tổ chức", null=True, blank=True)
    head_count = models.PositiveIntegerField("số người tham gia", null=True, blank=True)
    result = models.TextField("kết quả", blank=True)
    # Of meetings.
    agenda = models.TextField("chương trình", blank=True)
    discussion = models.TextField("ý kiến thảo luận", blank=True)
    conclusions = models.TextField("kết luận", blank=True)
    chair = models.CharField("chủ trì", max_length=200, blank=True)
    chair_position = models.CharField("chức vụ chủ trì", max_length=200, blank=True)
    secretary = models.CharField("thư ký", max_length=200, blank=True)
    secretary_position = models.CharField("chức vụ thư ký", max_length=200, blank=True)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        ordering = ["planned_on", "pk"]
        indexes = [models.Index(fields=["bloc", "planned_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("planned_on")), name="activity_dates_in_order"
            ),
            models.CheckConstraint(condition=~Q(state="done") | ~Q(held_on=None), name="held_activity_says_when"),
        ]

    def __str__(self):
        return f"{self.title} – {self.bloc.name}"

    @property
    def badge(self) -> tuple[str, str, str]:
        """Look of the state."""
        return badge(ActivityState, self.state)

    @property
    def topic_due(self) -> str:
        """Reminders to hold it and to write down what was done."""
        return f"activity:{self.pk}:due"

    @property
    def is_meeting(self) -> bool:
        """Meetings have attendance, conclusions and minutes."""
        return self.kind in MEETINGS

    @property
    def is_inspection(self) -> bool:
        """A cross-inspection has pairs of units and findings."""
        return self.kind == ActivityKind.CROSS_INSPECTION

    @property
    def is_overdue(self) -> bool:
        """Its day has passed and nobody wrote whether it was held."""
        return self.state == ActivityState.PLANNED and (self.ends_on or self.planned_on) < clock.today()


class Attendance(models.Model):
    """Who came to a meeting for a unit, or that nobody did."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="attendance")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    level = models.CharField("cấp dự", max_length=8, choices=AttendanceLevel)
    person = models.CharField("người dự", max_length=120, blank=True)
    position = models.CharField("chức vụ", max_length=200, blank=True)
    # The leader of the bloc accepted the reason beforehand: then it costs the unit nothing.
    excused = models.BooleanField("có lý do chính đáng", default=False)
    note = models.CharField("ghi chú", max_length=300, blank=True)

    class Meta:
        ordering = ["activity", "unit__sort_key"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "unit"], name="attendance_once"),
            models.CheckConstraint(condition=Q(level="absent") | ~Q(person=""), name="who_came_has_a_name"),
        ]

    def __str__(self):
        return f"{self.unit.label}: {self.get_level_display()}"


class InspectionQuerySet(OfBlocQuerySet):
    path = "activity__bloc"


class Inspection(Versioned):
    """One unit inspected another: what was looked at, what was found, what was agreed."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="inspections")
    inspecting = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị kiểm tra")
    inspected = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị được kiểm tra")
    on = models.DateField("ngày kiểm tra", null=True, blank=True)
    team = models.TextField("thành phần đoàn kiểm tra", blank=True)
    received_by = models.TextField("đại diện đơn vị được kiểm tra", blank=True)
    strengths = models.TextField("kết quả đạt được", blank=True)
    shortcomings = models.TextField("hạn chế, thiếu sót", blank=True)
    proposals = models.TextField("kiến nghị", blank=True)
    reply = models.TextField("ý kiến của đơn vị được kiểm tra", blank=True)

    objects = InspectionQuerySet.as_manager()

    class Meta:
        ordering = ["activity", "inspected__sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "inspecting", "inspected"], name="inspection_once"),
            models.CheckConstraint(condition=~Q(inspecting=F("inspected")), name="no_unit_inspects_itself"),
        ]

    def __str__(self):
        return f"{self.inspecting.label} kiểm tra {self.inspected.label}"
