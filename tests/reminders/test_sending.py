"""Reminders are sent once: again, late, by two workers; to whom can act; not about what is done or closed."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.models import Submission
from campaigns.reminders.due import flag_locked_work, send_reminders
from campaigns.reminders.models import Reminded, ReminderRule
from campaigns.reminders.services import locked, sending
from campaigns.workflows import CAMPAIGN
from emulation.base import clock
from emulation.base.models import Notification
from organisations.services import accounts
from tests import factories
from tests.factories import acting

DUE = dt.date(2023, 7, 10)
pytestmark = pytest.mark.usefixtures("rules")


@pytest.fixture
def half_year(cast, campaign, only):
    """Only Sở Y tế owes, only the report of six months."""
    only("Sở Y tế")
    Submission.objects.exclude(period__name="Báo cáo 6 tháng năm 2023").update(ended_on=dt.date(2023, 3, 8))
    return campaign


def run(day: dt.date, hour: int = 8) -> int:
    with clock.at(clock.moment(day, hour)):
        return send_reminders()


def told() -> list[tuple[str, str]]:
    return sorted(Notification.objects.filter(key__startswith="due:").values_list("recipient__username", "title"))


def test_twice_is_once(half_year):
    assert run(DUE) == 2
    assert run(DUE, 20) == 0
    assert len(told()) == 2


def test_nothing_at_night(half_year):
    assert run(DUE, 5) == 0
    assert told() == []


def test_after_downtime_each_level_hears_once_of_the_newest_step(half_year):
    """Nothing ran from 01/07 to 24/07: clerk, head, leaders and Sở Nội vụ hear once, with the days of today."""
    assert run(dt.date(2023, 7, 24)) == 4
    assert told() == [
        ("dha", "1 đơn vị chưa xong báo cáo 6 tháng năm 2023: quá hạn 14 ngày"),
        ("dhahead", "1 đơn vị chưa xong báo cáo 6 tháng năm 2023: quá hạn 14 ngày"),
        ("head", "Nhắc báo cáo 6 tháng năm 2023: quá hạn 14 ngày"),
        ("leader", "1 đơn vị chưa xong báo cáo 6 tháng năm 2023: quá hạn 14 ngày"),
        ("leaderhead", "1 đơn vị chưa xong báo cáo 6 tháng năm 2023: quá hạn 14 ngày"),
        ("owner", "Nhắc báo cáo 6 tháng năm 2023: quá hạn 14 ngày"),
    ]
    assert run(dt.date(2023, 7, 25)) == 0


@pytest.mark.parametrize("state", ["submitted", "returned", "accepted"])
def test_B44_what_was_handed_in_is_not_reminded(cast, half_year, state):
    factories.report(cast, half_year, state)
    assert run(dt.date(2023, 7, 24)) == 0


def test_B91_a_closed_campaign_is_not_reminded(cast, half_year):
    with clock.at(clock.moment(dt.date(2023, 7, 6))):
        CAMPAIGN.perform(half_year, "close", by=acting(cast.dha), note="Đã tổng kết.")
    assert run(DUE) == 0


def test_B81_the_head_is_told_in_the_place_of_a_locked_clerk(cast, half_year):
    accounts.lock_account(cast.owner, reason="Nghỉ", by=acting(cast.admin))
    run(dt.date(2023, 7, 3))
    assert told() == [("head", "Nhắc báo cáo 6 tháng năm 2023: còn 7 ngày")]


def test_B81_where_nobody_is_left_the_department_and_the_administrator_hear(cast, half_year):
    for person in (cast.owner, cast.head):
        accounts.lock_account(person, reason="Nghỉ", by=acting(cast.admin))
    run(dt.date(2023, 7, 3))
    title = "1 đơn vị có việc đến hạn nhưng không có ai nhận nhắc"
    assert told() == [("admin", title), ("dha", title), ("dhahead", title)]
    assert "Sở Y tế" in Notification.objects.filter(key__startswith="due:").first().body


def test_B81_at_each_step_those_who_can_help_hear_that_nobody_is_left(cast, half_year):
    for person in (cast.owner, cast.head):
        accounts.lock_account(person, reason="Nghỉ", by=acting(cast.admin))
    run(dt.date(2023, 7, 3))
    run(dt.date(2023, 7, 6))
    assert Notification.objects.filter(key__startswith="due:nobody:", recipient=cast.admin).count() == 2
    # On the last day the steps of clerk and head fall together: told once.
    run(DUE)
    assert Notification.objects.filter(key__startswith="due:nobody:", recipient=cast.admin).count() == 3


@pytest.mark.parametrize(
    ("days", "counting", "on"),
    [(60, "calendar", dt.date(2023, 9, 8)), (60, "working", dt.date(2023, 10, 2))],
)
def test_the_longest_rule_the_form_takes_is_followed_also_after_downtime(half_year, days, counting, on):
    """Sixty working days after 10/07: twelve weeks on is 02/10, no holiday is in the calendar. Nothing ran for ten days."""
    ReminderRule.objects.create(kind="report", level="head", days=days, side="after", counting=counting)
    assert run(on - dt.timedelta(days=1)) == 0
    assert run(on + dt.timedelta(days=10)) == 1


def test_two_steps_of_a_level_on_one_day_are_as_urgent_as_the_more_urgent(half_year):
    ReminderRule.objects.create(kind="report", level="clerk", days=0, side="before", urgent=True)
    ReminderRule.objects.create(kind="report", level="clerk", days=0, side="after", urgent=False)
    assert run(DUE) == 1
    assert Notification.objects.get(key__startswith="due:").urgent


def test_B81_work_of_a_locked_account_is_flagged_once_and_anew_when_locked_anew(cast, half_year):
    factories.report(cast, half_year, "draft")
    with clock.at(clock.moment(DUE, 8)):
        assert flag_locked_work() == 0
        accounts.lock_account(cast.owner, reason="Nghỉ", by=acting(cast.admin))
        assert (flag_locked_work(), flag_locked_work()) == (1, 1)
        title = "Giao người thay Nguyễn Văn Owner, cán bộ đầu mối của Sở Y tế"
        assert told() == [("admin", title), ("dha", title), ("dhahead", title), ("head", title)]
        accounts.unlock_account(cast.owner, by=acting(cast.admin))
        accounts.lock_account(cast.owner, reason="Nghỉ", by=acting(cast.admin))
        flag_locked_work()
        assert len(told()) == 8


def test_a_locked_account_that_was_told_asks_for_nobody_again(cast, half_year, monkeypatch):
    factories.report(cast, half_year, "draft")
    with clock.at(clock.moment(DUE, 8)):
        accounts.lock_account(cast.owner, reason="Nghỉ", by=acting(cast.admin))
        flag_locked_work()
        for name in ("officers", "dha_officers", "holders"):
            monkeypatch.setattr(locked, name, lambda *_: pytest.fail("everyone was told"))
        assert flag_locked_work() == 1


def test_the_deputy_watches_the_leader_and_the_office_watches_the_department(cast, campaign, only):
    only("Sở Tài chính", "Sở Nội vụ")
    Submission.objects.exclude(period__name="Báo cáo 6 tháng năm 2023").update(ended_on=dt.date(2023, 3, 8))
    run(dt.date(2023, 7, 24))
    watching = Notification.objects.filter(title__startswith="1 đơn vị")
    found = {(n.recipient.username, n.body.partition("Chưa xong: ")[2]) for n in watching}
    assert found == {
        ("deputy", "Sở Tài chính."),
        ("dha", "Sở Tài chính."),
        ("dhahead", "Sở Tài chính."),
        ("office", "Sở Nội vụ."),
    }


def test_those_who_watch_get_one_notice_for_many_units(cast, campaign):
    Submission.objects.exclude(period__name="Báo cáo 6 tháng năm 2023").update(ended_on=dt.date(2023, 3, 8))
    run(dt.date(2023, 7, 24))
    (note,) = Notification.objects.filter(recipient=cast.dha, title__contains="đơn vị")
    assert note.title == "5 đơn vị chưa xong báo cáo 6 tháng năm 2023: quá hạn 14 ngày"
    assert note.body == ("Hạn 10/07/2023. Chưa xong: Hội Luật gia; Sở Công Thương; Sở Tài chính; Sở Xây dựng; Sở Y tế.")


def test_a_kind_with_rules_of_its_own_follows_only_these(half_year):
    ReminderRule.objects.create(kind="report", level="clerk", days=20, side="before")
    run(dt.date(2023, 6, 20))
    assert told() == [("owner", "Nhắc báo cáo 6 tháng năm 2023: còn 20 ngày")]
    assert run(DUE) == 0


def test_an_ended_rule_reminds_nobody(half_year):
    ReminderRule.objects.update(valid_to=dt.date(2023, 7, 9))
    assert run(DUE) == 0


def test_a_changed_rule_does_not_repeat_what_was_told(half_year):
    run(dt.date(2023, 7, 3))
    ReminderRule.objects.filter(level="clerk", days=7).update(days=10)
    assert run(dt.date(2023, 7, 4)) == 0


def test_a_fault_leaves_neither_mark_nor_notice(half_year, monkeypatch):
    def fault(*args, **kwargs):
        raise RuntimeError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(sending, "_tell_unit", fault)
        with pytest.raises(RuntimeError):
            run(DUE)
    assert not Reminded.objects.exists()
    assert run(DUE) == 2


def test_the_questions_do_not_grow_with_the_units_when_all_were_told(cast, campaign, only):
    run(DUE)

    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert run(DUE, 9) == 0
        return len(asked)

    every = queries()
    only("Sở Y tế")
    assert queries() == every


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_one(cast, half_year, at_once):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time")
    with clock.at(clock.moment(DUE, 8)):
        moment = clock.now()

    def work():
        with clock.at(moment):
            return sending.send(DUE)

    counts = at_once(work, work, work)
    assert sorted(counts) in ([0, 0, 2], [0, 1, 1])
    assert told() == [
        ("head", "Nhắc báo cáo 6 tháng năm 2023: hạn là hôm nay"),
        ("owner", "Nhắc báo cáo 6 tháng năm 2023: hạn là hôm nay"),
    ]
