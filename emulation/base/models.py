"""Tables of the ground floor: audit, files, notices, jobs, drafts of forms, one-time tokens of forms."""

import uuid

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from emulation.base import clock


class Versioned(models.Model):
    """An object that people edit: a form carries the version it was opened at, a stale save is shown, never written."""

    version = models.PositiveIntegerField("phiên bản", default=1)

    class Meta:
        abstract = True


class AuditEntry(models.Model):
    """Who did what to which object, when, as whom and why. Append-only by a trigger."""

    at = models.DateTimeField(default=clock.now, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, db_constraint=False, related_name="+"
    )
    actor_name = models.TextField()
    acting_as = models.TextField(blank=True)
    content_type = models.ForeignKey(ContentType, models.DO_NOTHING, db_constraint=False, related_name="+")
    object_id = models.CharField(max_length=40)
    object_label = models.TextField()
    action = models.CharField(max_length=60)
    label = models.TextField()
    note = models.TextField(blank=True)
    changes = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["content_type", "object_id", "-at"])]

    def __str__(self):
        return f"{self.at:%d/%m/%Y %H:%M} {self.actor_name}: {self.label}"


class FileKind(models.TextChoices):
    """Types taken, decided by content."""

    PDF = "pdf", "PDF"
    DOCX = "docx", "Word"
    XLSX = "xlsx", "Excel"
    JPG = "jpg", "Ảnh JPG"
    PNG = "png", "Ảnh PNG"
    DOC = "doc", "Word 97-2003"
    XLS = "xls", "Excel 97-2003"
    TXT = "txt", "Văn bản thuần"


class StoredFile(models.Model):
    """A private file. `holder` is the object that decides who may open it (its manager's `visible_to`)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.TextField("tên tệp")
    kind = models.CharField(max_length=5, choices=FileKind)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    key = models.CharField(max_length=80, unique=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField(default=clock.now)
    holder_type = models.ForeignKey(ContentType, models.PROTECT, null=True, blank=True, related_name="+")
    holder_id = models.CharField(max_length=40, blank=True)
    holder = GenericForeignKey("holder_type", "holder_id")

    class Meta:
        indexes = [models.Index(fields=["holder_type", "holder_id"])]

    def __str__(self):
        return self.name


class Notification(models.Model):
    """One notice to one person, in the app and by mail. `key` makes sending twice harmless."""

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications")
    key = models.CharField(max_length=200)
    title = models.TextField()
    body = models.TextField(blank=True)
    url = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    read_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)
    by_mail = models.BooleanField(default=True)
    # Cannot wait for the daily letter: mailed at once whatever the person chose.
    urgent = models.BooleanField(default=False)
    # What it is about: once that is settled, nobody has to read it any more (notify.settle).
    topic = models.CharField(max_length=80, blank=True)
    # Keys of the person's roles it was meant for; empty for any (notify.before_opening).
    roles = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["recipient", "key"], name="notification_once")]
        indexes = [
            models.Index(fields=["recipient", "read_at", "-created_at"]),
            models.Index(fields=["topic", "read_at"], condition=~Q(topic=""), name="notification_topic"),
            models.Index(
                fields=["recipient", "created_at"],
                condition=Q(mailed_at=None, read_at=None, by_mail=True),
                name="notification_to_mail",
            ),
        ]

    def __str__(self):
        return self.title


class MailMode(models.TextChoices):
    """When a person gets the notices that can wait."""

    DAILY = "daily", "Một thư mỗi ngày"
    AT_ONCE = "at_once", "Gửi ngay từng thư"
    APP = "app", "Chỉ xem trên hệ thống"


class NoticeChoice(models.Model):
    """How a person wants notices; nobody without a row is special: one letter a day."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notice_choice")
    mode = models.CharField("cách nhận thư", max_length=8, choices=MailMode, default=MailMode.DAILY)

    def __str__(self):
        return self.get_mode_display()


class Digest(models.Model):
    """The one letter of a day to a person. The row is made with the letter, so two workers cannot both send it."""

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="digests")
    day = models.DateField()
    notices = models.PositiveIntegerField()
    sent_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["recipient", "day"], name="digest_once_a_day")]

    def __str__(self):
        return f"{self.recipient}, {self.day:%d/%m/%Y}"


class JobState(models.TextChoices):
    WAITING = "waiting", "Chờ chạy"
    RUNNING = "running", "Đang chạy"
    DONE = "done", "Đã xong"
    FAILED = "failed", "Không xong"


class Job(models.Model):
    """Long work with a progress bar, that can be left and come back to, and ends in a result page."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60)
    title = models.TextField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="jobs")
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=JobState, default=JobState.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    errors = models.JSONField(default=list)
    message = models.TextField(blank=True)
    result = models.ForeignKey(StoredFile, models.SET_NULL, null=True, blank=True, related_name="+")
    result_url = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    def __str__(self):
        return self.title


class Draft(models.Model):
    """What a person has typed into a form and not yet saved: survives a lost connection, a lost login, a closed window."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    key = models.CharField(max_length=200)
    data = models.JSONField(default=dict)
    based_on = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="draft_once")]

    def __str__(self):
        return self.key


class UsedToken(models.Model):
    """A form that creates something carries a token; the second arrival of a token finds the first one's result."""

    token = models.UUIDField(primary_key=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    result_url = models.CharField(max_length=300, blank=True)
    used_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(token=None), name="token_given")]

    def __str__(self):
        return str(self.token)
