"""The campaign: tasks and their content, duties, who takes part."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from campaigns.enums import CampaignKind, CampaignLevel, CampaignState, DutyAudience, ParticipantMode
from emulation.base import clock
from emulation.base.constraints import unique_with_empty
from emulation.base.models import Versioned
from organisations.enums import UnitKind
from organisations.models import Bloc, Unit


class CampaignQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Launched campaigns are for everyone with a role; what is being prepared is for those who prepare it."""
        if user.has_perm("campaigns.edit_campaign"):
            return self
        if user.is_authenticated and user.acting:
            return self.filter(state__in=[CampaignState.LAUNCHED, CampaignState.CLOSED])
        return self.none()


class Campaign(Versioned):
    """An emulation campaign (phong trào thi đua)."""

    title = models.TextField("tên phong trào")
    year = models.PositiveSmallIntegerField("năm")
    kind = models.CharField("loại", max_length=10, choices=CampaignKind, default=CampaignKind.REGULAR)
    level = models.CharField("cấp", max_length=10, choices=CampaignLevel, default=CampaignLevel.PROVINCE)
    scope = models.TextField("phạm vi", blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="thuộc phong trào"
    )
    copied_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="copies")
    directive = models.ForeignKey(
        "campaigns.Directive", models.PROTECT, null=True, blank=True, related_name="campaigns"
    )
    starts_on = models.DateField("bắt đầu")
    ends_on = models.DateField("kết thúc")
    theme = models.TextField("chủ đề", blank=True)
    motto = models.TextField("phương châm", blank=True)
    state = models.CharField(max_length=10, choices=CampaignState, default=CampaignState.DRAFT)
    state_since = models.DateTimeField(default=clock.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = CampaignQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-starts_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="campaign_dates_in_order"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="campaign_not_its_own_parent"),
        ]

    def __str__(self):
        return self.title


class Task(models.Model):
    """A task (nhiệm vụ, nội dung thi đua) of a campaign, tied to the directive's words."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="tasks")
    order = models.PositiveSmallIntegerField("thứ tự")
    title = models.TextField("tên nhiệm vụ")
    short_title = models.CharField("tên gọn", max_length=80, blank=True)
    text = models.TextField("nội dung", blank=True)
    source_item = models.ForeignKey(
        "campaigns.DirectiveItem", models.SET_NULL, null=True, blank=True, related_name="tasks"
    )

    class Meta:
        ordering = ["campaign", "order"]
        constraints = [models.UniqueConstraint(fields=["campaign", "order"], name="task_order_once")]

    def __str__(self):
        return f"Nhiệm vụ {self.order}. {self.title}"

    @property
    def label(self) -> str:
        return self.short_title or self.title


class ContentItem(models.Model):
    """One concrete content of a task (nội dung cụ thể)."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="items")
    order = models.PositiveSmallIntegerField()
    text = models.TextField("nội dung cụ thể")

    class Meta:
        ordering = ["task", "order"]

    def __str__(self):
        return self.text[:80]


class Duty(models.Model):
    """A duty (phân công thực hiện) of the directive: who, until when."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="duties")
    order = models.PositiveSmallIntegerField("thứ tự")
    responsible = models.TextField("đơn vị thực hiện")
    text = models.TextField("nội dung")
    audience = models.CharField("theo dõi", max_length=12, choices=DutyAudience, default=DutyAudience.NAMED)
    units = models.ManyToManyField(Unit, blank=True, related_name="duties", verbose_name="đơn vị được giao")
    due_on = models.DateField("thời hạn", null=True, blank=True)
    source_item = models.ForeignKey(
        "campaigns.DirectiveItem", models.SET_NULL, null=True, blank=True, related_name="duties"
    )

    class Meta:
        ordering = ["campaign", "order"]
        constraints = [models.UniqueConstraint(fields=["campaign", "order"], name="duty_order_once")]

    def __str__(self):
        return f"Phân công {self.order}. {self.responsible}"


class ParticipantRule(models.Model):
    """Who takes part, said before launch: a kind of unit, a bloc, or one unit."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="participant_rules")
    mode = models.CharField(max_length=5, choices=ParticipantMode)
    kind = models.CharField(max_length=40, choices=UnitKind, blank=True)
    bloc = models.ForeignKey(Bloc, models.CASCADE, null=True, blank=True, related_name="+")
    unit = models.ForeignKey(Unit, models.CASCADE, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(mode="kind") & ~Q(kind="") & Q(bloc=None) & Q(unit=None))
                | (Q(mode="bloc", kind="", unit=None) & ~Q(bloc=None))
                | (Q(mode="unit", kind="", bloc=None) & ~Q(unit=None)),
                name="participant_rule_names_one",
            ),
            unique_with_empty("participant_rule_once", fields=["campaign", "kind"], ids=["bloc", "unit"]),
        ]

    def __str__(self):
        return str(self.unit or self.bloc or self.get_kind_display())


class Participation(models.Model):
    """A unit takes part in a campaign (tham gia phong trào). `bloc` reviews its plans and reports."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="participations")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="participations")
    bloc = models.ForeignKey(Bloc, models.PROTECT, null=True, blank=True, related_name="participations")
    joined_on = models.DateField(default=clock.today)
    left_on = models.DateField(null=True, blank=True)
    left_reason = models.TextField("lý do thôi tham gia", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "unit"], name="participation_once")]

    def __str__(self):
        return f"{self.unit} – {self.campaign}"
