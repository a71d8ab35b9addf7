"""Reminders of a bloc's year stop ringing once the thing is done."""

import datetime as dt

import pytest

from campaigns.bloc_year.workflows import ACTIVITY, PLEDGE
from campaigns.reminders.services import sending
from emulation.base import clock
from emulation.base.models import Notification
from tests.bloc_year import builders
from tests.bloc_year.builders import SIGNING_DAY
from tests.factories import acting

pytestmark = pytest.mark.django_db
LATE = "Sở Công Thương"


def remind(day: dt.date) -> None:
    with clock.at(clock.moment(day, 8)):
        sending.send(day)


def ringing(person) -> set[str]:
    """What the person was reminded of and has not done or read."""
    rows = Notification.objects.filter(recipient=person, read_at=None, key__startswith="due:")
    return {title.partition(":")[0] for title in rows.values_list("title", flat=True)}


@pytest.fixture
def pledge(cast):
    """The day of signing has come: one unit has not registered, nobody has signed; all were reminded."""
    row = builders.signing(cast, units=[unit for unit in builders.MEMBERS if unit != LATE])
    remind(SIGNING_DAY)
    return row


def test_who_registers_and_signs_owes_nothing_more(cast, pledge):
    heads = builders.heads(cast)
    assert ringing(heads[LATE]) == {"Nhắc đăng ký thi đua năm 2023"}
    assert ringing(heads["Sở Y tế"]) == {"Nhắc ký giao ước thi đua năm 2023"}
    builders.register(cast, pledge, LATE)
    assert ringing(heads[LATE]) == set()
    builders.sign(cast, pledge, "Sở Y tế")
    assert ringing(heads["Sở Y tế"]) == set()
    assert ringing(heads["Sở Xây dựng"]) == {"Nhắc ký giao ước thi đua năm 2023"}


def test_when_signing_ends_nobody_owes_a_signature(cast, pledge):
    heads = builders.heads(cast)
    with clock.at(clock.moment(SIGNING_DAY, 10)):
        PLEDGE.perform(pledge, "take_back", by=acting(cast.leader), note="Sửa chỉ tiêu.")
    assert ringing(heads["Sở Y tế"]) == set()
    assert ringing(heads[LATE]) == {"Nhắc đăng ký thi đua năm 2023"}


def test_a_closed_pledge_owes_nothing_at_all(cast, pledge):
    with clock.at(clock.moment(SIGNING_DAY, 10)):
        PLEDGE.perform(pledge, "close", by=acting(cast.leader), note="Đơn vị sẽ ký sau.")
    assert {title for head in builders.heads(cast).values() for title in ringing(head)} == set()


def test_an_activity_that_was_cancelled_or_held_is_over(cast):
    day = dt.date(2023, 6, 20)
    for title in ("Giải cầu lông", "Về nguồn"):
        row = builders.planned(cast, "sports" if title == "Giải cầu lông" else "charity", day, title=title)
        remind(day)
        assert ringing(cast.leader) == {"Nhắc tổ chức và ghi kết quả"}
        with clock.at(clock.moment(day, 17)):
            if title == "Giải cầu lông":
                ACTIVITY.perform(row, "cancel", by=acting(cast.leader), note="Mưa bão.")
            else:
                type(row).objects.filter(pk=row.pk).update(held_on=day, result="Tặng 20 suất quà.")
                row.refresh_from_db()
                ACTIVITY.perform(row, "finish", by=acting(cast.leader))
        assert ringing(cast.leader) == set()
