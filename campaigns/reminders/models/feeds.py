"""The private address of a person's deadlines for another calendar."""

import secrets

from django.conf import settings
from django.db import models

from emulation.base import clock


def new_token() -> str:
    """An unguessable part of an address."""
    return secrets.token_urlsafe(32)


class CalendarFeed(models.Model):
    """Whoever knows the address reads the deadlines of its owner, without a login: it can be renewed and stopped."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_feed")
    token = models.CharField(max_length=64, unique=True, default=new_token)
    made_at = models.DateTimeField(default=clock.now)
    read_at = models.DateTimeField(null=True, blank=True)

    def __str__(self):
        return f"Lịch riêng của {self.user}"
