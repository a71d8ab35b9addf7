"""Files of a pledge, of an activity or meeting."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from campaigns.bloc_year.enums import FilePurpose
from campaigns.bloc_year.models.activities import Activity
from campaigns.bloc_year.models.pledges import Pledge
from emulation.base import clock
from emulation.base.models import StoredFile


class YearFile(models.Model):
    """A file with what it is. The file hangs on the pledge or activity, which decides who opens it."""

    pledge = models.ForeignKey(Pledge, models.PROTECT, null=True, blank=True, related_name="files")
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, blank=True, related_name="files")
    purpose = models.CharField("loại tệp", max_length=11, choices=FilePurpose)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(pledge=None, activity__isnull=False) | Q(pledge__isnull=False, activity=None),
                name="year_file_of_one",
            )
        ]

    def __str__(self):
        return f"{self.get_purpose_display()}: {self.file.name}"
