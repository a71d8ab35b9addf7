"""One letter a day with everything that can wait; at once what cannot; each person's choice."""

import datetime as dt

import pytest
from django.conf import settings as configured
from django.core import mail
from django.db import connection

from emulation.base import clock, digests, due, notify, tasks
from emulation.base.digests import send_digests
from emulation.base.models import Digest, NoticeChoice, Notification
from organisations.services import accounts
from tests.factories import make_person

MONDAY = dt.date(2023, 7, 3)


@pytest.fixture
def person(db):
    return make_person("hoa", full_name="Trần Thị Hoa")


def note(person, n=1, *, day=MONDAY, hour=10, **fields):
    return Notification.objects.create(
        recipient=person,
        key=fields.pop("key", f"k{day}{n}"),
        title=f"Bị trả lại: Báo cáo {n}",
        created_at=clock.moment(day, hour),
        **fields,
    )


def run(day, hour=7, minute=5) -> int:
    with clock.at(clock.moment(day, hour, minute)):
        return send_digests()


TUESDAY = dt.date(2023, 7, 4)


def test_B82_thirty_returned_papers_are_one_letter(person):
    for n in range(30):
        note(person, n)
    assert run(MONDAY, 11) == 0  # what comes during the day waits for the morning
    assert run(TUESDAY, 6) == 0
    assert run(TUESDAY) == 1
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == (["hoa@vidu.vn"], "30 thông báo mới về thi đua, khen thưởng")
    assert letter.body.count("Bị trả lại: Báo cáo") == 30
    assert Digest.objects.get().notices == 30


@pytest.fixture
def dead_server(monkeypatch):
    """Nobody answers where mail is handed in."""

    def refuse(*args, **kwargs):
        raise ConnectionRefusedError

    for module in (digests, tasks):
        monkeypatch.setattr(module, "get_connection", refuse)


def test_without_a_letter_no_mail_server_is_asked(person, dead_server):
    assert run(TUESDAY) == 0


def test_a_notice_that_waits_for_the_morning_asks_no_mail_server(person, dead_server):
    note(person, key="waits")
    assert tasks.send_mails("waits") == 0


def test_B84_the_letter_states_the_time_zone(person, settings):
    settings.SITE_ADDRESS = "https://thidua.vidu.vn"
    note(person, url="/bao-cao/1/")
    run(TUESDAY)
    body = mail.outbox[0].body
    assert "đến 07:05 ngày 04/07/2023 (giờ Việt Nam)" in body
    assert "https://thidua.vidu.vn/bao-cao/1/" in body
    assert "https://thidua.vidu.vn/thong-bao/cach-nhan/" in body


def test_one_letter_a_day_and_late_is_once(person):
    note(person)
    assert (run(TUESDAY, 15), run(TUESDAY, 16)) == (1, 0)
    note(person, 2, day=TUESDAY, hour=6)
    assert run(TUESDAY, 17) == 0
    assert run(dt.date(2023, 7, 5)) == 1
    assert len(mail.outbox) == 2


def test_reminders_made_late_still_go_today(person):
    note(person, day=TUESDAY, hour=10, key="due:x")
    assert run(TUESDAY, 10) == 1


def test_what_was_read_or_settled_is_not_mailed(person):
    note(person, read_at=clock.moment(MONDAY, 11))
    assert run(TUESDAY) == 0
    assert not Digest.objects.exists()


def test_B81_a_locked_account_gets_no_letter(person):
    note(person)
    accounts.lock_account(person, reason="Nghỉ", by=None)
    assert run(TUESDAY) == 0


@pytest.mark.parametrize(
    ("mode", "urgent", "at_once", "next_day"),
    [
        (None, False, 0, 1),
        ("daily", False, 0, 1),
        ("at_once", False, 1, 0),
        ("app", False, 0, 0),
        (None, True, 1, 0),
        ("daily", True, 1, 0),
        ("at_once", True, 1, 0),
        ("app", True, 1, 0),
    ],
)
def test_each_person_chooses_and_what_cannot_wait_comes_anyway(
    person, mode, urgent, at_once, next_day, django_capture_on_commit_callbacks
):
    if mode:
        NoticeChoice.objects.create(user=person, mode=mode)
    with clock.at(clock.moment(MONDAY, 10)), django_capture_on_commit_callbacks(execute=True):
        notify.tell([person], key="k", title="Việc", urgent=urgent)
    assert len(mail.outbox) == at_once
    assert run(TUESDAY) == next_day
    assert Notification.objects.filter(recipient=person).count() == 1


def test_a_mail_server_that_is_down_is_asked_again(person, monkeypatch):
    from emulation.base import digests

    other = make_person("lan", full_name="Lê Thị Lan")
    note(person)
    note(other)

    def refuse(notes, connection):
        raise ConnectionRefusedError

    with monkeypatch.context() as patch:
        patch.setattr(digests, "_mail", refuse)
        assert run(TUESDAY) == 0
    assert not Digest.objects.exists()
    assert run(TUESDAY, 8) == 2


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_one_letter(at_once):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time")
    note(make_person("hoa"))
    assert sorted(at_once(*[lambda: run(TUESDAY)] * 3)) == [0, 0, 1]
    assert len(mail.outbox) == 1


def test_the_clock_of_celery_runs_what_is_due():
    entry = configured.CELERY_BEAT_SCHEDULE["run-due"]
    assert entry["task"] == "emulation.base.tasks.run_due"
    assert entry["schedule"] <= 600
    from emulation.celery import app

    app.loader.import_default_modules()
    assert entry["task"] in app.tasks
    assert {"reminders", "digests", "locked_work"} <= set(due._works)


def test_a_fault_in_one_work_keeps_no_other_from_being_done(db, monkeypatch):
    def fault():
        raise RuntimeError("hỏng")

    ran = []
    monkeypatch.setattr(
        due, "_works", {"letters": lambda: ran.append("letters") or 1, "a": fault, "b": lambda: ran.append("b")}
    )
    monkeypatch.setattr(due, "_last", {"letters"})
    with pytest.raises(due.Failed, match="a: hỏng"):
        due.run()
    assert ran == ["b", "letters"]
