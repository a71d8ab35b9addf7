"""The private calendar: an address that is got, renewed and stopped; what is in it, and in which form."""

import datetime as dt

import pytest
from django.test import Client
from icalendar import Calendar

from campaigns.reminders.models import CalendarFeed
from campaigns.reminders.services import feeds
from emulation.base import clock
from organisations.services import accounts, roles
from tests import factories
from tests.factories import acting

TODAY = clock.moment(dt.date(2023, 7, 6), 23, 30)
PAGE = "/lich/dia-chi/"


@pytest.fixture(autouse=True)
def july():
    with clock.at(TODAY):
        yield


def read(person) -> list:
    """The events of a person's feed, as another calendar reads them, without a login."""
    feed = CalendarFeed.objects.get(user=person)
    answer = Client().get(f"/lich/rieng/{feed.token}.ics")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(answer.content).walk("VEVENT")


def titles(person) -> dict[str, dt.date]:
    return {str(e["summary"]): e["dtstart"].dt for e in read(person)}


def test_whole_days_with_the_day_that_holds_for_the_unit(cast, campaign):
    feeds.renew(by=cast.owner)
    found = titles(cast.owner)
    assert found == {
        "Báo cáo 6 tháng năm 2023": dt.date(2023, 7, 10),
        "Báo cáo năm 2023": dt.date(2023, 12, 15),
        "Ngày cuối của phong trào": dt.date(2023, 12, 31),
    }
    (event,) = [e for e in read(cast.owner) if str(e["summary"]) == "Báo cáo 6 tháng năm 2023"]
    assert event["dtend"].dt == dt.date(2023, 7, 11)
    assert event["dtstart"].params["VALUE"] == "DATE"
    assert event["dtstamp"].dt == dt.datetime(2023, 7, 6, 16, 30, tzinfo=dt.UTC)  # 23:30 in Việt Nam


def test_the_identity_stays_when_the_day_moves(cast, campaign):
    feeds.renew(by=cast.owner)
    before = {str(e["summary"]): str(e["uid"]) for e in read(cast.owner)}
    from campaigns.services import periods

    paper = factories.the_paper(campaign, cast.units["Sở Y tế"])
    periods.extend(
        paper.period, cast.units["Sở Y tế"], until=dt.date(2023, 7, 20), reason="Chờ số liệu", by=acting(cast.dha)
    )
    assert titles(cast.owner)["Báo cáo 6 tháng năm 2023"] == dt.date(2023, 7, 20)
    assert {str(e["summary"]): str(e["uid"]) for e in read(cast.owner)} == before
    assert len(set(before.values())) == len(before)


def test_only_what_the_person_sees(cast, campaign):
    for person in (cast.owner, cast.stranger, cast.dha):
        feeds.renew(by=person)
    urls = {str(e["url"]) for e in read(cast.stranger)}
    mine = factories.the_paper(campaign, cast.units["Sở Y tế"])
    assert not any(url.endswith(f"/bao-cao/{mine.pk}/") for url in urls)
    assert any(url.endswith(f"/bao-cao/{mine.pk}/") for url in {str(e["url"]) for e in read(cast.owner)})
    assert "Phân công" not in " ".join(titles(cast.owner))


def test_a_role_that_ended_shows_nothing(cast, campaign):
    feeds.renew(by=cast.owner)
    roles.end_role(cast.owner.memberships.get(), on=dt.date(2023, 7, 5), by=None)
    assert read(cast.owner) == []


def test_got_renewed_stopped(cast, campaign, as_):
    client = as_(cast.owner)
    assert "Lấy địa chỉ" in client.get(PAGE).content.decode()
    client.post(PAGE)
    first = CalendarFeed.objects.get(user=cast.owner).token
    assert f"/lich/rieng/{first}.ics" in client.get(PAGE).content.decode()
    client.post(PAGE)
    second = CalendarFeed.objects.get(user=cast.owner).token
    assert len(second) >= 43
    assert Client().get(f"/lich/rieng/{first}.ics").status_code == 404
    assert Client().get(f"/lich/rieng/{second}.ics").status_code == 200
    client.post(PAGE, {"stop": "1"})
    assert Client().get(f"/lich/rieng/{second}.ics").status_code == 404


def test_a_locked_account_has_no_feed(cast, campaign):
    feeds.renew(by=cast.owner)
    token = CalendarFeed.objects.get(user=cast.owner).token
    accounts.lock_account(cast.owner, reason="Nghỉ", by=acting(cast.admin))
    assert Client().get(f"/lich/rieng/{token}.ics").status_code == 404
