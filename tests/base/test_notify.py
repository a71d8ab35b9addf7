"""Notices: told once, after commit, in the app and by mail, never to a locked account."""

import pytest
from django.core import mail
from django.db import transaction

from emulation.base import notify
from emulation.base.models import Notification
from emulation.base.tasks import send_mails
from organisations.services import accounts
from tests.factories import make_person


@pytest.fixture
def person(db):
    return make_person("hoa", full_name="Trần Thị Hoa")


def tell(person, **fields):
    notify.tell(
        [person],
        key="su-kien-1",
        title="Bị trả lại: Báo cáo",
        body="Thiếu số liệu.",
        url="/bao-cao/1/",
        **{"urgent": True} | fields,
    )


def test_one_notice_and_one_mail_after_commit(person, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        tell(person)
        assert not Notification.objects.exists()
    note = Notification.objects.get()
    assert (note.title, note.read_at) == ("Bị trả lại: Báo cáo", None)
    assert note.mailed_at is not None
    assert [m.to for m in mail.outbox] == [["hoa@vidu.vn"]]


def test_telling_twice_does_nothing_twice(person, django_capture_on_commit_callbacks):
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            tell(person)
    send_mails("su-kien-1")
    assert Notification.objects.count() == 1
    assert len(mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_nothing_is_told_when_the_transaction_fails():
    person = make_person("hoa")
    with transaction.atomic():
        tell(person)
        transaction.set_rollback(True)
    assert not Notification.objects.exists()
    assert mail.outbox == []


def test_B81_a_locked_account_gets_no_notice_and_no_mail(person, django_capture_on_commit_callbacks):
    locked = accounts.lock_account(person, reason="Nghỉ hưu", by=None)
    with django_capture_on_commit_callbacks(execute=True):
        tell(locked)
    assert not Notification.objects.exists()
    assert mail.outbox == []


def test_B81_locked_after_the_notice_but_before_the_mail(person, django_capture_on_commit_callbacks):
    Notification.objects.create(recipient=person, key="k", title="t", urgent=True)
    accounts.lock_account(person, reason="Nghỉ hưu", by=None)
    assert send_mails("k") == 0
    assert mail.outbox == []


def test_B84_the_mail_states_the_time_zone_and_leads_to_the_place(person, settings, django_capture_on_commit_callbacks):
    settings.SITE_ADDRESS = "https://thidua.vidu.vn"
    with django_capture_on_commit_callbacks(execute=True):
        tell(person)
    body = mail.outbox[0].body
    assert "(giờ Việt Nam)" in body
    assert "https://thidua.vidu.vn/bao-cao/1/" in body


def test_B80_markup_in_a_name_stays_text(person, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        notify.tell([person], key="k", title="Đơn vị <b>A</b> & B", body="<img src=x onerror=alert(1)>", urgent=True)
    assert mail.outbox[0].subject == "Đơn vị <b>A</b> & B"
    assert "<img src=x onerror=alert(1)>" in mail.outbox[0].body
    assert mail.outbox[0].content_subtype == "plain"
