"""Sở Nội vụ adds, changes and ends rules; what was in force stays on record."""

import datetime as dt
import uuid

import pytest

from campaigns.reminders.models import ReminderRule
from emulation.base import clock
from emulation.base.models import AuditEntry

LIST = "/nhac-viec/"
RULE = {"kind": "report", "level": "clerk", "days": "10", "side": "before", "counting": "working", "urgent": "on"}
DAY = dt.date(2023, 7, 6)


@pytest.fixture(autouse=True)
def july(rules):
    with clock.at(clock.moment(DAY)):
        yield


def send(client, url, **fields):
    return client.post(url, RULE | {"token": str(uuid.uuid4())} | fields)


def test_a_rule_is_added_from_today(as_, cast):
    client = as_(cast.dha)
    assert send(client, f"{LIST}them/")["Location"] == LIST
    rule = ReminderRule.objects.get(kind="report")
    assert (rule.days, rule.counting, rule.urgent, rule.valid_from) == (10, "working", True, DAY)
    page = client.get(LIST).content.decode()
    assert "10 ngày làm việc trước hạn" in page
    assert AuditEntry.objects.get(action="create", object_id=str(rule.pk)).label == (
        "Thêm quy tắc: Nhắc cán bộ đầu mối 10 ngày làm việc trước hạn"
    )


def test_the_same_rule_twice_is_refused(as_, cast):
    client = as_(cast.dha)
    send(client, f"{LIST}them/")
    assert "Đã có quy tắc này" in send(client, f"{LIST}them/").content.decode()
    assert ReminderRule.objects.filter(kind="report").count() == 1


@pytest.mark.parametrize("days", ["-1", "61", "ba", ""])
def test_a_number_of_days_that_is_none_is_refused(as_, cast, days):
    assert send(as_(cast.dha), f"{LIST}them/", days=days).status_code == 200
    assert not ReminderRule.objects.filter(kind="report").exists()


def test_a_changed_rule_ends_yesterday_and_another_begins(as_, cast):
    old = ReminderRule.objects.get(level="clerk", days=7)
    answer = send(as_(cast.dha), f"{LIST}{old.pk}/sua/", kind="", version=str(old.version))
    assert answer["Location"] == LIST
    old.refresh_from_db()
    assert (old.days, old.valid_to) == (7, dt.date(2023, 7, 5))
    assert ReminderRule.objects.get(days=10).valid_from == DAY


def test_a_rule_is_ended_once(as_, cast):
    client = as_(cast.dha)
    rule = ReminderRule.objects.get(level="department")
    for _ in range(2):
        client.post(f"{LIST}{rule.pk}/dung/")
    rule.refresh_from_db()
    assert rule.valid_to == dt.date(2023, 7, 5)
    assert AuditEntry.objects.filter(action="end").count() == 1
    assert "Đã hết hiệu lực" in client.get(LIST).content.decode()


def test_the_last_day_is_one_day_however_it_is_counted(as_, cast):
    """“0 days before” is there already: “0 working days after” is the same day."""
    answer = send(as_(cast.dha), f"{LIST}them/", kind="", level="head", days="0", side="after")
    assert "Đã có quy tắc này" in answer.content.decode()
