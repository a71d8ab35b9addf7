"""One letter a day to a person with everything that can wait (B82). What cannot wait was mailed at once (tasks.send_mails)."""

import datetime as dt
import logging

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone

from emulation.base import clock, due
from emulation.base.models import Digest, MailMode, Notification

# Notices of the clock itself (reminders) go into the letter of the day they are made, also when the run was late.
BY_CLOCK = "due:"
HOUR = dt.time(7)
# Older than this, a notice is history: it stays in the app and is mailed no more.
REACH = dt.timedelta(days=30)
log = logging.getLogger(__name__)


@due.register("digests", last=True)
def send_digests() -> int:
    """From seven o'clock on, the letter of today to whoever waits for one. Returns how many went out.

    What comes after seven waits for tomorrow's letter; a letter that could not be sent is tried again by the next run.
    """
    now = timezone.localtime(clock.now())
    opens = clock.moment(now.date(), HOUR.hour)
    if now < opens:
        return 0
    ready = waiting().filter(Q(created_at__lte=opens) | Q(key__startswith=BY_CLOCK))
    ready = ready.exclude(recipient__in=Digest.objects.filter(day=now.date()).values("recipient_id"))
    people = ready.order_by("recipient_id").values_list("recipient_id", flat=True).distinct()
    people, sent = list(people), 0
    if not people:  # a mail server that is down is no fault of a run without letters
        return 0
    with get_connection() as connection:
        for pk in people:
            try:
                sent += _send(pk, now.date(), connection)
            except OSError:
                log.exception("The letter of the day to user %s was not sent", pk)
    return sent


def waiting() -> QuerySet[Notification]:
    """Notices that still have to be in a letter: not read, not mailed, to active people with an address who want letters."""
    rows = Notification.objects.filter(by_mail=True, mailed_at=None, read_at=None, recipient__is_active=True)
    rows = rows.exclude(recipient__notice_choice__mode=MailMode.APP).exclude(Q(recipient__email=None))
    return rows.filter(created_at__gt=clock.now() - REACH)


def _send(pk: int, day: dt.date, connection) -> int:
    """One letter; the row of the day is taken first, so another worker finds it taken and sends nothing."""
    try:
        with transaction.atomic():
            letter = Digest.objects.create(recipient_id=pk, day=day, notices=0)
            rows = waiting().filter(recipient_id=pk).select_for_update(of=("self",))
            notes = list(rows.select_related("recipient").order_by("created_at", "pk"))
            if not notes:
                transaction.set_rollback(True)
                return 0
            _mail(notes, connection)
            Notification.objects.filter(pk__in=[n.pk for n in notes]).update(mailed_at=clock.now())
            letter.notices = len(notes)
            letter.save(update_fields=["notices"])
    except IntegrityError:
        return 0
    return 1


def _mail(notes: list[Notification], connection) -> None:
    person = notes[0].recipient
    context = {"notes": notes, "person": person, "site": settings.SITE_ADDRESS, "now": clock.now()}
    text = render_to_string("emails/digest.txt", context)
    subject = notes[0].title if len(notes) == 1 else f"{len(notes)} thông báo mới về thi đua, khen thưởng"
    EmailMessage(subject, text, to=[person.email], connection=connection).send()
