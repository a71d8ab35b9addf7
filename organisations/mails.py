"""Mails to people about their accounts, sent by the worker after the commit. Locked accounts get none (B81)."""

from celery import shared_task
from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from emulation.base import clock
from organisations.models import Invitation


@shared_task(autoretry_for=(OSError,), retry_backoff=True, max_retries=8)
def send_invitation(pk: int) -> int:
    """Mail an invitation that still holds. Returns how many mails went out."""
    row = Invitation.objects.select_related("user").filter(pk=pk).first()
    if row is None or row.used_at or row.valid_until < clock.now() or not row.user.is_active or not row.user.email:
        return 0
    text = render_to_string("emails/invitation.txt", {"invitation": row, "site": settings.SITE_ADDRESS})
    EmailMessage("Mời sử dụng hệ thống thi đua, khen thưởng", text, to=[row.user.email]).send()
    return 1
