"""What keeps a dossier from going on, from when until when; and on which agenda of the Council it came."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from awards.appraisal.models.dossiers import Dossier
from awards.council.models import AgendaItem
from emulation.base import clock


class Hold(models.Model):
    """Why a nominee is not gone on with for the time being (law.md C-05), and why it goes on again (C-07)."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="holds")
    reason = models.TextField("lý do tạm dừng")
    began_at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    release_reason = models.TextField("lý do tiếp tục", blank=True)

    class Meta:
        ordering = ["began_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(released_at=None) | ~Q(release_reason=""), name="hold_released_says_why"
            ),
        ]

    def __str__(self):
        return self.reason


class Tabled(models.Model):
    """A dossier on an agenda. Taken off the agenda, it is ready again."""

    dossier = models.OneToOneField(Dossier, models.PROTECT, related_name="tabled")
    item = models.OneToOneField(AgendaItem, models.CASCADE, related_name="+")

    def __str__(self):
        return f"{self.dossier}: {self.item.session}"
