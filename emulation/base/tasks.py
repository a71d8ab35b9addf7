"""Work after a commit. Each task takes ids only and is safe to run twice."""

from celery import shared_task
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.management import call_command
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string

from emulation.base import clock
from emulation.base.models import MailMode, Notification


@shared_task
def ping(value: str) -> str:
    """Answers what it was sent: shows that a worker is alive."""
    return value


@shared_task(autoretry_for=(OSError,), retry_backoff=True, max_retries=8)
def send_mails(key: str) -> int:
    """Mail the notices of one event that go out at once. Returns how many went out; the others wait for the day's letter."""
    waiting = Notification.objects.filter(key=key, mailed_at=None, by_mail=True, recipient__is_active=True)
    waiting = waiting.filter(Q(urgent=True) | Q(recipient__notice_choice__mode=MailMode.AT_ONCE))
    notices = list(waiting.values_list("pk", flat=True))
    if not notices:  # most notices wait for the letter of the day: no mail server is asked
        return 0
    with get_connection() as connection:
        return sum(_send_one(pk, connection) for pk in notices)


@transaction.atomic
def _send_one(pk: int, connection) -> int:
    """Mail one notice under a lock: two workers cannot both send it."""
    locked = (
        Notification.objects.select_for_update(skip_locked=True, of=("self",)) if _can_skip() else Notification.objects
    )
    note = locked.select_related("recipient").filter(pk=pk, mailed_at=None).first()
    if note is None or not note.recipient.email:
        return 0
    text = render_to_string("emails/notification.txt", {"note": note, "site": settings.SITE_ADDRESS})
    EmailMessage(note.title, text, to=[note.recipient.email], connection=connection).send()
    note.mailed_at = clock.now()
    note.save(update_fields=["mailed_at"])
    return 1


def _can_skip() -> bool:
    return transaction.get_connection().features.has_select_for_update_skip_locked


@shared_task
def run_due() -> None:
    """Everything whose time has come (manage.py run_due)."""
    call_command("run_due")


@shared_task
def run_job(pk: str) -> None:
    """Run a job that was registered with emulation.base.jobs.register."""
    from emulation.base import jobs

    jobs.run(pk)
