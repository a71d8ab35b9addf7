"""What happens once a change is certain: notices in the app and mails, through Celery. Sending twice does nothing twice."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from emulation.base import clock
from emulation.base.models import Notification


def tell(
    recipients: Iterable[Any], *, key: str, title: str, body: str = "", url: str = "", by_mail: bool = True
) -> None:
    """Give each person one notice when the transaction commits. `key` names the event: the same key is never told twice.

    Locked accounts get nothing (B81); their work stays visible to the others of their unit.
    """
    ids = sorted({person.pk for person in recipients if person.is_active})
    if not ids:
        return
    texts = {"title": title, "body": body, "url": url, "by_mail": by_mail, "created_at": clock.now()}
    transaction.on_commit(lambda: _deliver(ids, key, texts))


def _deliver(ids: list[int], key: str, texts: dict) -> None:
    Notification.objects.bulk_create(
        [Notification(recipient_id=pk, key=key, **texts) for pk in ids], ignore_conflicts=True
    )
    if texts["by_mail"]:
        from emulation.base.tasks import send_mails

        send_mails.delay(key)
