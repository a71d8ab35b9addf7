"""What a later decision changes of an earlier one: an award taken back or put right; later awards that relied on it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from awards.decisions.enums import RevocationGround
from awards.decisions.models.decisions import DecisionLine, RewardDecision
from awards.models import AwardRecord


class DecisionChange(models.Model):
    """One line of an issued decision that a linked decision revokes, or corrects in name and post. Rows stay for good."""

    decision = models.ForeignKey(RewardDecision, models.CASCADE, related_name="changes")
    line = models.ForeignKey(DecisionLine, models.PROTECT, related_name="changes")
    live = models.BooleanField(default=True)
    ground = models.CharField("lý do hủy bỏ", max_length=1, choices=RevocationGround, blank=True)
    reason = models.TextField("căn cứ, nội dung")
    old_name = models.CharField(max_length=300, blank=True)
    old_detail = models.TextField(blank=True)
    new_name = models.CharField("tên đúng", max_length=300, blank=True)
    new_detail = models.TextField("chức vụ, nơi công tác đúng", blank=True)

    class Meta:
        ordering = ["decision", "line__order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "line"], name="decision_change_once"),
            # An award is revoked once.
            models.UniqueConstraint(
                fields=["line"], condition=Q(live=True) & ~Q(ground=""), name="award_revoked_by_one_decision"
            ),
            models.CheckConstraint(condition=~Q(ground="", new_name=""), name="decision_change_says_what"),
        ]

    def __str__(self):
        return str(self.line)


class ReliantAward(models.Model):
    """A later award whose conditions ask for an award that was revoked: a person looks and says what follows."""

    change = models.ForeignKey(DecisionChange, models.PROTECT, related_name="reliant")
    record = models.ForeignKey(AwardRecord, models.PROTECT, related_name="relied_on")
    why = models.TextField("vì sao")
    outcome = models.TextField("kết luận", blank=True)
    settled_on = models.DateField("xem xét ngày", null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["change", "record"], name="reliant_award_once"),
            models.CheckConstraint(
                condition=Q(settled_on=None) | ~Q(outcome=""), name="reliant_award_settled_says_how"
            ),
        ]

    def __str__(self):
        return str(self.record)

    @property
    def badge(self) -> tuple[str, str, str]:
        if self.settled_on:
            return ("ok", "check2-circle", "Đã xem xét")
        return ("act", "exclamation-triangle", "Cần xem lại")
