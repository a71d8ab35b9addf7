"""What happens once a change is certain: notices in the app and mails, through Celery. Sending twice does nothing twice."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction
from django.http import HttpRequest

from emulation.base import audit, clock
from emulation.base.models import MailMode, NoticeChoice, Notification


def tell(
    recipients: Iterable[Any],
    *,
    key: str,
    title: str,
    body: str = "",
    url: str = "",
    by_mail: bool = True,
    topic: str = "",
    urgent: bool = False,
    inside: bool = False,
) -> None:
    """Give each person one notice when the transaction commits. `key` names the event: the same key is never told twice.

    `topic`: what it is about, for `settle`. A person's `told_as` (rows of roles) says in which of their roles they are told.
    `urgent`: cannot wait for the letter of the day (base/digests.py), mailed at once. `inside`: the rows are written in
    the running transaction, for work that marks in the same transaction that it was done. Locked accounts get nothing
    (B81); their work stays visible to the others of their unit.
    """
    people = {p.pk: sorted(role.pk for role in getattr(p, "told_as", ())) for p in recipients if p.is_active}
    if not people:
        return
    texts = {"title": title, "body": body, "url": url, "by_mail": by_mail, "topic": topic, "urgent": urgent}
    texts["created_at"] = clock.now()
    if inside:
        _write(people, key, texts)
        transaction.on_commit(lambda: _mail(key, texts))
    else:
        transaction.on_commit(lambda: _deliver(people, key, texts))


def settle(*topics: str) -> int:
    """The matter is settled: notices about it that were not read yet no longer count. Returns how many."""
    return Notification.objects.filter(topic__in=topics, read_at=None).update(read_at=clock.now())


@transaction.atomic
def choose(*, mode: str, by: Any) -> None:
    """How a person wants ordinary notices, for themselves."""
    NoticeChoice.objects.update_or_create(user=by, defaults={"mode": mode})
    audit.record(by, action="notice_choice", label="Chọn cách nhận thông báo", by=by, note=MailMode(mode).label)


# Called with the request and the notice before it leads on: the floor above knows what a role is.
before_opening: list[Callable[[HttpRequest, Notification], None]] = []


def _deliver(people: dict[int, list[int]], key: str, texts: dict) -> None:
    _write(people, key, texts)
    _mail(key, texts)


def _write(people: dict[int, list[int]], key: str, texts: dict) -> None:
    notices = [Notification(recipient_id=pk, key=key, roles=roles, **texts) for pk, roles in sorted(people.items())]
    Notification.objects.bulk_create(notices, ignore_conflicts=True)


def _mail(key: str, texts: dict) -> None:
    if texts["by_mail"]:
        from emulation.base.tasks import send_mails

        send_mails.delay(key)
