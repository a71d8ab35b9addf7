"""Lists of nominees posted in public where the law asks for it, and what people wrote about them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from awards.appraisal.models.dossiers import Dossier
from emulation.base import clock
from emulation.base.models import Versioned


class PostingQuerySet(models.QuerySet):
    def standing(self):
        """Those that were not taken down."""
        return self.filter(withdrawn_at=None)

    def running(self):
        """Those that stand in public today."""
        return self.standing().filter(starts__lte=clock.today(), until__gte=clock.today())


class Posting(Versioned):
    """One list, in public from a day to a day, both included; the days as they were counted when it was posted."""

    starts = models.DateField("công khai từ ngày")
    until = models.DateField("đến hết ngày")
    basis = models.TextField("căn cứ", blank=True)
    verified = models.BooleanField("số ngày đã đối chiếu với văn bản", default=True)
    posted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    posted_at = models.DateTimeField(default=clock.now)
    withdrawn_at = models.DateTimeField("gỡ lúc", null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawn_reason = models.TextField("lý do gỡ", blank=True)

    objects = PostingQuerySet.as_manager()

    class Meta:
        ordering = ["-starts", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("starts")), name="posting_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdrawn_reason=""), name="posting_taken_down_says_why"
            ),
        ]

    def __str__(self):
        return f"Danh sách công khai từ {self.starts:%d/%m/%Y} đến hết {self.until:%d/%m/%Y}"

    @property
    def badge(self) -> tuple[str, str, str]:
        if self.withdrawn_at:
            return ("", "x-circle", "Đã gỡ")
        if self.starts > clock.today():
            return ("wait", "clock", "Chưa đến ngày")
        if self.until >= clock.today():
            return ("wait", "megaphone", "Đang công khai")
        return ("ok", "check2-circle", "Đã hết thời gian công khai")


class PostedItem(models.Model):
    """One nominee on a list, with the award as it was posted: another verdict asks for another posting."""

    posting = models.ForeignKey(Posting, models.PROTECT, related_name="items")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="posted")
    award = models.CharField("danh hiệu, hình thức", max_length=20)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["posting", "dossier"], name="posted_once_on_a_list")]

    def __str__(self):
        return f"{self.dossier}: {self.posting}"


class PostingComment(Versioned):
    """What somebody wrote or said about a nominee on a list. For the desk only: nothing of it is shown in public."""

    item = models.ForeignKey(PostedItem, models.PROTECT, related_name="comments")
    sender = models.CharField("người gửi", max_length=200)
    contact = models.CharField("liên hệ", max_length=200)
    received_on = models.DateField("nhận ngày")
    identified = models.BooleanField("đã kiểm tra danh tính người gửi", default=False)
    text = models.TextField("nội dung")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now)
    answer = models.TextField("kết quả giải quyết, căn cứ", blank=True)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["received_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(resolved_at=None, answer="") | (Q(resolved_at__isnull=False) & ~Q(answer="")),
                name="posting_comment_resolved_with_an_answer",
            ),
        ]

    def __str__(self):
        return f"Ý kiến của {self.sender}"

    @property
    def badge(self) -> tuple[str, str, str]:
        if self.resolved_at:
            return ("ok", "check2-circle", "Đã giải quyết")
        return ("act", "chat-left-text", "Chưa giải quyết")
