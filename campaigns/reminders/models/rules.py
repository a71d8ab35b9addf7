"""When whom is reminded of what: dated data of Sở Nội vụ, and what was done by it."""

from django.db import models

from campaigns.reminders.enums import Counting, Level, Side
from emulation.base import clock
from emulation.base.models import Versioned
from organisations.models.dated import Dated, dates_in_order


class ReminderRule(Dated, Versioned):
    """One step: so many days before or after a deadline, these people are told. An ended step stays, with its dates."""

    kind = models.CharField("loại việc", max_length=30, blank=True)
    level = models.CharField("nhắc ai", max_length=12, choices=Level)
    days = models.PositiveSmallIntegerField("số ngày")
    side = models.CharField("trước hay sau hạn", max_length=6, choices=Side)
    counting = models.CharField("cách tính ngày", max_length=8, choices=Counting, default=Counting.CALENDAR)
    urgent = models.BooleanField("gửi thư ngay", default=False)

    class Meta:
        ordering = ["side", "level", "-days"]
        constraints = [dates_in_order("reminder_rule_dates_in_order")]

    def __str__(self):
        return f"Nhắc {self.get_level_display().lower()} {self.when}"

    @property
    def when(self) -> str:
        """“7 ngày trước hạn”, “đúng ngày hạn”, “3 ngày làm việc sau hạn”."""
        if not self.days:
            return "đúng ngày hạn"
        return f"{self.days} {self.get_counting_display()} {self.get_side_display()}"


class Reminded(models.Model):
    """A level was reminded of a deadline by a step. Unique: twice, late or by two workers, it happens once."""

    key = models.CharField(max_length=80)
    due = models.DateField()
    level = models.CharField(max_length=12, choices=Level)
    step_on = models.DateField()
    told_on = models.DateField(default=clock.today)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "due", "level", "step_on"], name="reminded_once"),
        ]
        indexes = [models.Index(fields=["due"])]

    def __str__(self):
        return f"{self.key}, {self.get_level_display().lower()}, {self.step_on:%d/%m/%Y}"
