"""The directive: its original file, its text, and the pieces it is understood as, each tied to its place in the text."""

from django.conf import settings
from django.db import models

from campaigns.enums import DirectiveState, ItemKind
from emulation.base import clock
from emulation.base.models import StoredFile, Versioned


class DirectiveQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those who launch campaigns see all; others see the directive of a campaign they can see."""
        if user.has_perm("campaigns.read_directive"):
            return self
        if user.is_authenticated and user.acting:
            return self.filter(campaigns__state__in=["launched", "closed"]).distinct()
        return self.none()


class Directive(Versioned):
    """A signed directive or plan as it was read. `source` is the text in which the places (start, end) are counted."""

    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=DirectiveState, default=DirectiveState.DRAFT)
    document_type = models.CharField("loại văn bản", max_length=60)
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    title = models.TextField("trích yếu")
    year = models.PositiveSmallIntegerField("năm", null=True, blank=True)
    province = models.CharField("tỉnh, thành phố", max_length=80, blank=True)
    theme = models.TextField("chủ đề", blank=True)
    motto = models.TextField("phương châm", blank=True)
    recipients = models.JSONField("nơi nhận", default=list)
    signature = models.JSONField("chữ ký", default=dict)
    source = models.TextField()
    # {"theme": [start, end], "motto": [...], "title": [...]}
    places = models.JSONField(default=dict)
    # [{"key": ..., "message": ...}]: what the text does not say, and what should be looked at.
    missing = models.JSONField(default=list)
    doubts = models.JSONField(default=list)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=clock.now)

    objects = DirectiveQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self):
        return f"{self.document_type.capitalize()} {self.number or '(chưa có số)'}"


class DirectiveItem(models.Model):
    """One piece: a task, general requirement, duty, target or deadline. start/end are null for what a person added."""

    directive = models.ForeignKey(Directive, models.CASCADE, related_name="items")
    kind = models.CharField(max_length=12, choices=ItemKind)
    order = models.PositiveSmallIntegerField()
    number = models.CharField("số", max_length=12, blank=True)
    title = models.TextField("tiêu đề", blank=True)
    text = models.TextField("nội dung", blank=True)
    responsible = models.TextField("đơn vị thực hiện", blank=True)
    value = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    value_to = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    unit_of_measure = models.CharField(max_length=60, blank=True)
    direction = models.CharField(max_length=4, blank=True)
    due_on = models.DateField(null=True, blank=True)
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    doubt = models.TextField(blank=True)
    checked = models.BooleanField("đã đối chiếu", default=False)

    class Meta:
        ordering = ["directive", "kind", "order", "pk"]

    def __str__(self):
        return self.title or self.text[:80]
