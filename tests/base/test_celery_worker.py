"""A real worker on a real Redis: what eager tasks hide (serialisation, another process, a second delivery)."""

import os
import subprocess
import sys
import time
from email import message_from_bytes, policy
from urllib.parse import urlsplit, urlunsplit

import pytest
from celery import Celery
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection, transaction

from emulation.base.models import Notification
from emulation.base.notify import tell
from emulation.celery import app

pytestmark = [pytest.mark.redis, pytest.mark.django_db(transaction=True)]

PATIENCE = 30


def url_of_test_database() -> str:
    """DATABASE_URL of another process that shall see the rows of this test."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


def wait_for(found, what: str):
    """The first true answer of `found()`."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if answer := found():
            return answer
        time.sleep(0.1)
    raise AssertionError(f"waited {PATIENCE} s in vain for {what}")


@pytest.fixture
def mailbox(tmp_path):
    folder = tmp_path / "mail"
    folder.mkdir()
    return folder


@pytest.fixture
def tasks_are_sent():
    """Tasks of this process go to the queue instead of running here."""
    app.conf.task_always_eager = False
    yield
    app.conf.task_always_eager = True


@pytest.fixture
def worker(transactional_db, mailbox, tmp_path, tasks_are_sent):
    """`celery worker` as in production, on the database of this test."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "emulation.settings",
        "DATABASE_URL": url_of_test_database(),
        "REDIS_URL": settings.CELERY_BROKER_URL,
        "CELERY_RESULT_BACKEND": settings.CELERY_BROKER_URL,
        "EMAIL_URL": f"filemail:///{mailbox}",
    }
    command = [sys.executable, "-m", "celery", "-A", "emulation", "worker", "--pool", "prefork", "-c", "2"]
    log = tmp_path / "worker.log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=subprocess.STDOUT)
        try:
            yield process
        finally:
            process.terminate()
            process.wait(PATIENCE)
            print(log.read_text(errors="replace"))


@pytest.fixture
def caller():
    """Somebody else who knows the address of the queue only."""
    return Celery(set_as_current=False, broker=settings.CELERY_BROKER_URL, backend=settings.CELERY_BROKER_URL)


def mails(mailbox) -> list:
    """Messages that the file backend wrote. One connection may hold several, each followed by a line of dashes."""
    texts = b"".join(path.read_bytes() for path in sorted(mailbox.iterdir())).split(b"\n" + b"-" * 79 + b"\n")
    return [message_from_bytes(text, policy=policy.default) for text in texts if text.strip()]


def test_worker_answers_delivers_after_commit_and_only_once(worker, caller, mailbox):
    ping = caller.send_task("emulation.base.tasks.ping", ["Hà Nam"])
    assert ping.get(timeout=PATIENCE) == "Hà Nam"

    person = get_user_model().objects.create_user(username="lan", email="lan@example.vn", password=None)
    with transaction.atomic():
        tell([person], key="plan-7-returned", title="Kế hoạch được trả lại", body="Bổ sung chỉ tiêu.", urgent=True)
        time.sleep(0.5)
        assert not Notification.objects.exists(), "told before the commit"
    note = wait_for(Notification.objects.filter(mailed_at__isnull=False).first, "the mail")

    assert note.recipient == person
    [mail] = mails(mailbox)
    assert mail["To"] == "lan@example.vn"
    assert mail["Subject"] == "Kế hoạch được trả lại"
    assert "Bổ sung chỉ tiêu." in mail.get_content()

    again = caller.send_task("emulation.base.tasks.send_mails", ["plan-7-returned"])
    assert again.get(timeout=PATIENCE) == 0
    assert len(mails(mailbox)) == 1
