"""Files that were begun and not sent are given to reminders; the last day of a route is in the calendar."""

import datetime as dt

import pytest
from django.urls import reverse

from awards.nominations.selectors.open_deadlines import files
from awards.nominations.services import routes
from awards.nominations.workflows import NOMINATION
from campaigns.reminders.due import send_reminders
from campaigns.selectors import calendar, open_deadlines
from emulation.base import clock
from emulation.base.models import Notification
from tests.factories import acting
from tests.nominations.walk import MORNING, begun, complete, fresh, route, sent

pytestmark = pytest.mark.django_db
LAST = dt.date(2024, 12, 10)


@pytest.fixture(autouse=True)
def morning():
    with clock.at(MORNING):
        yield


def owing(today: dt.date = LAST) -> list[tuple[str, dt.date]]:
    with clock.at(clock.moment(today)):
        return [(d.key.split(":")[0], d.due) for d in files(LAST - dt.timedelta(days=5), LAST + dt.timedelta(days=5))]


def test_who_has_begun_owes_until_it_is_sent(cast):
    route(cast, name="Đợt không ai lập")
    file = complete(cast)
    assert owing() == [("nomination", LAST)]
    NOMINATION.perform(file, "submit", by=acting(cast.head))
    assert owing() == []
    NOMINATION.perform(fresh(file), "withdraw", by=acting(cast.head), note="Sai")
    assert owing() == [("nomination", LAST)]


def test_the_day_that_holds_for_the_unit_counts(cast):
    file = begun(cast)
    routes.extend(file.route, file.unit, until=dt.date(2024, 12, 12), reason="Bão", by=acting(cast.dha))
    assert owing() == [("nomination", dt.date(2024, 12, 12))]


def test_a_route_that_does_not_take_files_is_not_given(cast):
    begun(cast, opens_on=dt.date(2024, 12, 5))
    assert owing(dt.date(2024, 12, 4)) == []
    assert owing(dt.date(2024, 12, 5)) == [("nomination", LAST)]
    begun(cast, name="Đợt đã đóng", closed_on=dt.date(2024, 12, 6))
    assert owing(dt.date(2024, 12, 6)) == [("nomination", LAST)]


def test_a_reminder_is_settled_by_sending(cast, django_capture_on_commit_callbacks):
    file = complete(cast)
    with clock.at(clock.moment(LAST, 8)), django_capture_on_commit_callbacks(execute=True):
        send_reminders()
    told = Notification.objects.filter(
        recipient=cast.owner, title__contains="hồ sơ đề nghị khen thưởng đợt Tổng kết năm"
    )
    assert told.filter(read_at=None).count() == 1
    assert "nominations" in open_deadlines.kinds
    NOMINATION.perform(file, "submit", by=acting(cast.head))
    assert told.filter(read_at=None).count() == 0


def days(user, month: int = 12) -> list[tuple]:
    found = calendar.events(acting(user), 2024, month)
    return [(e.day, e.source, e.url, e.figure) for e in found if e.title == "Đề nghị khen thưởng"]


def test_the_last_day_is_in_the_calendar(cast):
    file = sent(cast)
    begun(cast, unit="Sở Tài chính", by=cast.leader, name="Đợt hai", last_day=dt.date(2024, 12, 20))
    routes.extend(file.route, file.unit, until=dt.date(2025, 1, 3), reason="Bão", by=acting(cast.dha))
    listed = reverse("nominations:file_list")
    assert days(cast.owner) == [(dt.date(2024, 12, 20), "Đợt hai, năm 2023", listed, "")]
    assert days(cast.neighbour)[0] == (LAST, "Tổng kết năm, năm 2023", listed, "")
    assert [(day, figure) for day, _, _, figure in days(cast.dha)] == [
        (LAST, "1 hồ sơ đã gửi"),
        (dt.date(2024, 12, 20), "0 hồ sơ đã gửi"),
    ]
    assert days(cast.council) == []
    own = calendar.between(acting(cast.owner), dt.date(2025, 1, 1), dt.date(2025, 1, 31))
    assert [(e.day, e.url) for e in own] == [(dt.date(2025, 1, 3), reverse("nominations:file", args=[file.pk]))]
