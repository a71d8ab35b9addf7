"""Members who have not voted are reminded, each for themselves, until the box closes."""

import datetime as dt

import pytest

from awards.council.models import Seat
from awards.council.selectors.open_deadlines import ballots
from awards.council.services.sessions import topic
from campaigns.reminders.models import ReminderRule
from campaigns.reminders.services import sending
from emulation.base import clock
from emulation.base.models import Notification
from organisations.models import Membership
from organisations.services import accounts
from tests.council import walk
from tests.council.walk import DAY
from tests.factories import acting

NEXT = DAY + dt.timedelta(days=1)
CLOSES = clock.moment(NEXT, 11, 30)


@pytest.fixture
def session(cast):
    """Open from the morning of 20/12 until 11:30 of 21/12: one voted, one wrote, one is absent, one has no account."""
    row = walk.voting(cast, members=7, presence={1: "absent", 2: "written"}, closes_at=CLOSES)
    seats = walk.seats(row)
    walk.vote(row, seats[0], "y")
    Seat.objects.filter(pk=seats[3].pk).update(user=None)
    return row


def open_at(day: dt.date, hour: int) -> list[str]:
    with clock.at(clock.moment(day, hour)):
        return [d.person.full_name for d in ballots(DAY, NEXT)]


def run(day: dt.date, hour: int = 8) -> int:
    with clock.at(clock.moment(day, hour)):
        return sending.send(day)


def test_those_owe_who_take_part_and_have_not_voted(cast, session):
    seats = walk.seats(session)
    assert open_at(NEXT, 9) == [seats[n].user.full_name for n in (2, 4, 5, 6)]


def test_until_the_hour_of_closing_and_not_on_the_day_of_the_opening(session):
    assert open_at(DAY, 23) == []
    assert len(open_at(NEXT, 11)) == 4
    assert open_at(NEXT, 12) == []


def test_papers_in_the_room_are_no_deadline(cast):
    walk.voting(cast, members=5, mode="paper", closes_at=None)
    assert open_at(NEXT, 9) == []


def test_a_member_is_told_once_in_the_role_of_a_member(cast, session):
    run(NEXT)
    run(NEXT, 9)
    row = Notification.objects.get(recipient=cast.council, key__startswith="due:")
    assert row.title == "Nhắc bỏ phiếu: Phiên 1: xét khen thưởng tổng kết năm 2023: hạn là hôm nay"
    assert row.body == f"{cast.council.full_name} chưa hoàn thành. Hạn: trước 11:30 ngày 21/12/2023 (giờ Việt Nam)."
    assert row.url == f"/hoi-dong/{session.pk}/phieu/"
    assert row.roles == [Membership.objects.get(user=cast.council).pk]
    assert row.topic == topic(session)
    assert row.urgent


def test_a_locked_member_is_named_to_the_department(cast, session):
    accounts.lock_account(cast.council, reason="Nghỉ", by=acting(cast.admin))
    run(NEXT)
    row = Notification.objects.filter(recipient=cast.dha, key__startswith="due:nobody:").first()
    assert row.title == "1 người có việc đến hạn nhưng không có ai nhận nhắc"
    assert cast.council.full_name in row.body


def test_the_department_may_be_told_who_is_missing(cast, session):
    fields = {"level": "department", "days": 0, "side": "before", "valid_from": DAY}
    ReminderRule.objects.create(kind="council_ballot", **fields)
    run(NEXT)
    row = Notification.objects.get(recipient=cast.dha, key__startswith="due:council-session:")
    assert row.title == "4 người chưa xong bỏ phiếu: Phiên 1: xét khen thưởng tổng kết năm 2023: hạn là hôm nay"
    assert row.url == f"/hoi-dong/{session.pk}/"
