"""Documents as records, the office's templates, the books of numbers."""

import uuid

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast

from emulation.base import clock
from emulation.base.models import StoredFile


class OfficialTemplateQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those who keep the templates of the office."""
        return self if user.has_perm("official.edit_templates") else self.none()


class OfficialTemplate(models.Model):
    """One version of the Word template of a kind, as the office edited it. At most one is in use; none: the shipped one."""

    kind = models.CharField(max_length=60)
    number = models.PositiveSmallIntegerField("bản")
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    in_use = models.BooleanField(default=True)
    note = models.CharField("nội dung sửa", max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    objects = OfficialTemplateQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "number"], name="official_template_once"),
            models.UniqueConstraint(fields=["kind"], condition=Q(in_use=True), name="official_template_in_use_once"),
        ]

    def __str__(self):
        from emulation.base.official import kinds

        kind = kinds.get(self.kind)
        return f"Mẫu {kind.label if kind else self.kind}, bản {self.number}"


class NumberBook(models.Model):
    """A book of numbers in one year. Its row is locked while a number is taken."""

    book = models.CharField("sổ", max_length=60)
    year = models.PositiveSmallIntegerField("năm")
    last = models.PositiveIntegerField("số cuối", default=0)

    class Meta:
        ordering = ["book", "-year"]
        constraints = [models.UniqueConstraint(fields=["book", "year"], name="number_book_once")]

    def __str__(self):
        return f"{self.book} {self.year}"


class OfficialDocumentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Documents of the objects that the person sees, of each those versions that the person reads."""
        from emulation.base.official import kinds

        seen = Q(pk__in=[])
        for kind in kinds.all_kinds():
            rows = kind.model._default_manager.visible_to(user).annotate(text_pk=Cast("pk", models.CharField()))
            holder = ContentType.objects.get_for_model(kind.model)
            held = Q(kind=kind.key, holder_type=holder, holder_id__in=rows.order_by().values("text_pk"))
            seen |= held & kind.reads(user)
        return self.filter(seen)


class OfficialDocument(models.Model):
    """One version of a document of an object: what it says never changes; its files are printed from it.

    Whoever sees the object sees its documents, but for versions that its kind keeps from the person (`Kind.reads`).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60)
    holder_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    holder_id = models.CharField(max_length=40)
    holder = GenericForeignKey("holder_type", "holder_id")
    version = models.PositiveSmallIntegerField("bản")
    edition = models.CharField(max_length=20, blank=True)
    content = models.JSONField()
    fingerprint = models.CharField(max_length=64)
    template = models.ForeignKey(OfficialTemplate, models.PROTECT, null=True, related_name="+")
    docx = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    pdf = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    signed = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name="bản đã ký")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    # Taken at signing.
    book = models.CharField("sổ", max_length=60, blank=True)
    number = models.PositiveIntegerField("số", null=True)
    signed_on = models.DateField("ngày ký", null=True)
    year = models.PositiveSmallIntegerField(null=True)
    signer = models.CharField("người ký", max_length=200, blank=True)

    objects = OfficialDocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "holder_type", "holder_id", "version"], name="official_document_version_once"
            ),
            models.UniqueConstraint(
                fields=["book", "year", "number"], condition=~Q(number=None), name="official_number_once"
            ),
            # The same paper is not numbered twice.
            models.UniqueConstraint(
                fields=["kind", "holder_type", "holder_id"], condition=~Q(number=None), name="official_numbered_once"
            ),
            models.CheckConstraint(
                condition=Q(number=None, signed_on=None, year=None, book="", signer="")
                | (~Q(number=None) & ~Q(signed_on=None) & ~Q(year=None) & ~Q(book="") & ~Q(signer="")),
                name="official_number_has_day_and_signer",
            ),
        ]

    def __str__(self):
        title = f"{self.content['type_name']} {self.content['subject']}".strip()
        return f"{title}, bản {self.version}"

    @property
    def name(self) -> str:
        """The stem of its files' names."""
        number = f" {self.number:02d}" if self.number else ""
        return f"{self.content['type_name'] or 'Công văn'}{number} - {self.content['subject']}"[:120].strip(" -")
