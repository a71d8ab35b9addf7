"""A whole year on a small province, the clock going from day to day: who got what, when, once. The tables are written by hand."""

import datetime as dt

import pytest
from django.core import mail

from campaigns.reminders.due import send_reminders
from campaigns.services import periods
from emulation.base import clock, due
from emulation.base.digests import send_digests
from emulation.base.models import Notification
from organisations.models import SpecialDay
from tests import factories
from tests.factories import acting

PLAN, HALF, YEAR = "Kế hoạch năm 2023", "Báo cáo 6 tháng năm 2023", "Báo cáo năm 2023"


def day(text: str) -> dt.date:
    return dt.datetime.strptime(text, "%d/%m/%Y").date()


# The plan is due on 31/03 and sent on 27/03. The report of six months is due on Monday 10/07, the 12th is a day off, it is sent on
# 19/07. The report of the year is due on 15/12, extended on 14/12 to Wednesday 20/12, sent on that day.
NOTICES = [
    ("24/03/2023", "owner", "Nhắc kế hoạch năm 2023: còn 7 ngày"),
    ("03/07/2023", "owner", "Nhắc báo cáo 6 tháng năm 2023: còn 7 ngày"),
    ("06/07/2023", "owner", "Nhắc báo cáo 6 tháng năm 2023: còn 4 ngày"),
    ("10/07/2023", "head", "Nhắc báo cáo 6 tháng năm 2023: hạn là hôm nay"),
    ("10/07/2023", "owner", "Nhắc báo cáo 6 tháng năm 2023: hạn là hôm nay"),
    ("11/07/2023", "head", "Nhắc báo cáo 6 tháng năm 2023: quá hạn 1 ngày"),
    ("11/07/2023", "owner", "Nhắc báo cáo 6 tháng năm 2023: quá hạn 1 ngày"),
    ("14/07/2023", "leader", "1 đơn vị chưa xong báo cáo 6 tháng năm 2023: quá hạn 4 ngày"),
    ("14/07/2023", "leaderhead", "1 đơn vị chưa xong báo cáo 6 tháng năm 2023: quá hạn 4 ngày"),
    ("18/07/2023", "dha", "1 đơn vị chưa xong báo cáo 6 tháng năm 2023: quá hạn 8 ngày"),
    ("18/07/2023", "dhahead", "1 đơn vị chưa xong báo cáo 6 tháng năm 2023: quá hạn 8 ngày"),
    ("08/12/2023", "owner", "Nhắc báo cáo năm 2023: còn 7 ngày"),
    ("13/12/2023", "owner", "Nhắc báo cáo năm 2023: còn 2 ngày"),
    ("14/12/2023", "owner", "Nhắc báo cáo năm 2023: còn 6 ngày"),
    ("18/12/2023", "owner", "Nhắc báo cáo năm 2023: còn 2 ngày"),
    ("20/12/2023", "head", "Nhắc báo cáo năm 2023: hạn là hôm nay"),
    ("20/12/2023", "owner", "Nhắc báo cáo năm 2023: hạn là hôm nay"),
]
# Letters to the clerk: one a day, those of the last day at once.
LETTERS = [
    ("09/03/2023", "Phát động: Phong trào thi đua năm 2023"),
    ("24/03/2023", "Nhắc kế hoạch năm 2023: còn 7 ngày"),
    ("03/07/2023", "Nhắc báo cáo 6 tháng năm 2023: còn 7 ngày"),
    ("06/07/2023", "Nhắc báo cáo 6 tháng năm 2023: còn 4 ngày"),
    ("10/07/2023", "Nhắc báo cáo 6 tháng năm 2023: hạn là hôm nay"),
    ("11/07/2023", "Nhắc báo cáo 6 tháng năm 2023: quá hạn 1 ngày"),
    ("08/12/2023", "Nhắc báo cáo năm 2023: còn 7 ngày"),
    ("13/12/2023", "Nhắc báo cáo năm 2023: còn 2 ngày"),
    ("14/12/2023", "2 thông báo mới về thi đua, khen thưởng"),
    ("18/12/2023", "Nhắc báo cáo năm 2023: còn 2 ngày"),
    ("20/12/2023", "Nhắc báo cáo năm 2023: hạn là hôm nay"),
]


@pytest.fixture
def events(cast, campaign, only):
    """What people do, on which day, after the run of the morning."""
    only("Sở Y tế")
    SpecialDay.objects.create(day=day("12/07/2023"), kind="off", name="Nghỉ")

    def send(period, on):
        return lambda: factories.report(cast, campaign, "submitted", day=day(on), period=period)

    def extend():
        period = campaign.periods.get(name=YEAR)
        with clock.at(clock.moment(day("14/12/2023"))):
            periods.extend(
                period, cast.units["Sở Y tế"], until=day("20/12/2023"), reason="Chờ số liệu", by=acting(cast.dha)
            )

    return {
        day("27/03/2023"): send(PLAN, "27/03/2023"),
        day("19/07/2023"): send(HALF, "19/07/2023"),
        day("14/12/2023"): extend,
        day("20/12/2023"): send(YEAR, "20/12/2023"),
    }


def live(events, capture) -> list[tuple[dt.date, str, str]]:
    """Run every day of the year, twice on days on which anything happens. The letters, each with its day."""
    letters, busy = [], {day(on) for on, *_ in NOTICES} | set(events)
    for n in range(365):
        today = dt.date(2023, 1, 1) + dt.timedelta(days=n)
        with clock.at(clock.moment(today, 7, 30)), capture(execute=True):
            due.run()
        with capture(execute=True):
            events.get(today, lambda: None)()
        if today in busy:
            with clock.at(clock.moment(today, 18)):
                with capture(execute=True):
                    send_reminders()
                send_digests()
        letters += [(f"{today:%d/%m/%Y}", letter.to[0], letter.subject) for letter in mail.outbox]
        mail.outbox.clear()
    return letters


def test_who_got_what_when_once(rules, cast, events, django_capture_on_commit_callbacks):
    launch = {"key": "launch", "title": "Phát động: Phong trào thi đua năm 2023"}
    Notification.objects.create(recipient=cast.owner, created_at=clock.moment(dt.date(2023, 3, 8)), **launch)
    letters = live(events, django_capture_on_commit_callbacks)
    notices = Notification.objects.filter(key__startswith="due:").select_related("recipient")
    found = [(f"{clock.day_of(n.created_at):%d/%m/%Y}", n.recipient.username, n.title) for n in notices]
    assert sorted(found, key=lambda row: (day(row[0]), row[1])) == NOTICES
    assert [(on, subject) for on, to, subject in letters if to == "owner@vidu.vn"] == LETTERS
    told_twice = [(on, to) for on, to, _ in letters]
    assert len(told_twice) == len(set(told_twice))  # nobody got two letters on one day
