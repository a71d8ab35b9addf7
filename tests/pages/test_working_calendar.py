"""The page of the working calendar: read by all, written by Sở Nội vụ."""

import datetime as dt

import pytest
from django.utils.html import strip_tags

from emulation.base import audit, clock
from organisations.models import SpecialDay
from organisations.selectors.special_days import working_calendar
from tests.pages.organisation_helpers import TODAY, at, queries_of, text_of, token

TET = {"first": "20/1/2023", "last": "26/1/2023", "kind": "off", "name": "Tết Nguyên đán", "verified": "on"}


@pytest.fixture(autouse=True)
def december():
    with clock.at(clock.moment(TODAY)):
        yield


def test_a_holiday_is_noted_once_with_all_its_days(as_, cast):
    client, sent = as_(cast.dha), TET | {"token": token()}
    client.post(at("special_day_add"), sent)
    client.post(at("special_day_add"), sent)  # the second click
    assert SpecialDay.objects.count() == 7
    shown = text_of(client.get(f"{at('working_calendar')}?nam=2023"))
    words = " ".join(strip_tags(shown).split())
    assert "từ thứ Sáu, ngày 20/01/2023 đến thứ Năm, ngày 26/01/2023" in words
    assert working_calendar().add(dt.date(2023, 1, 19), 1) == dt.date(2023, 1, 27)


def test_a_day_has_one_meaning(as_, cast):
    client = as_(cast.dha)
    client.post(at("special_day_add"), TET | {"token": token()})
    again = {"first": "26/1/2023", "kind": "make_up", "name": "Làm bù", "verified": "on", "token": token()}
    shown = text_of(client.post(at("special_day_add"), again))
    assert "Ngày 26/01/2023 đã có trong lịch: Tết Nguyên đán." in shown
    assert SpecialDay.objects.get(day=dt.date(2023, 1, 26)).kind == "off"


def test_the_wrong_order_and_a_missing_source_are_said(as_, cast):
    client = as_(cast.dha)
    shown = text_of(client.post(at("special_day_add"), TET | {"last": "19/1/2023", "token": token()}))
    assert "Ngày cuối đứng trước ngày đầu." in shown
    shown = text_of(client.post(at("special_day_add"), TET | {"verified": "", "token": token()}))
    assert "Ngày chưa đối chiếu phải ghi nguồn" in shown
    shown = text_of(client.post(at("special_day_add"), TET | {"last": "20/12/2023", "token": token()}))
    assert "Một lần ghi được từ 1 đến 31 ngày." in shown
    assert SpecialDay.objects.count() == 0


def test_a_day_is_corrected_and_taken_out_with_a_trace(as_, cast):
    client = as_(cast.dha)
    client.post(at("special_day_add"), TET | {"last": "", "token": token()})
    special = SpecialDay.objects.get()
    edited = {"kind": "off", "name": "Tết Quý Mão", "verified": "on", "source": "Thông báo", "version": special.version}
    client.post(at("special_day_edit", special.pk), edited)
    special.refresh_from_db()
    assert (special.name, special.version) == ("Tết Quý Mão", 2)
    stale = text_of(client.post(at("special_day_edit", special.pk), edited | {"name": "Khác"}))
    assert "Tết Quý Mão" in stale
    assert "Khác" in stale
    client.post(at("special_day_remove", special.pk))
    client.post(at("special_day_remove", special.pk))  # the second click says it is gone
    assert SpecialDay.objects.count() == 0
    assert [entry.action for entry in audit.history(special)] == ["delete", "update", "create"]


def test_others_read_and_do_not_write(as_, cast):
    special = SpecialDay.objects.create(day=dt.date(2023, 9, 4), kind="off", name="Nghỉ bù Quốc khánh")
    client = as_(cast.owner)
    shown = text_of(client.get(at("working_calendar")))
    assert "Nghỉ bù Quốc khánh" in shown
    assert at("special_day_edit", special.pk) not in shown
    assert client.post(at("special_day_remove", special.pk)).status_code == 403
    assert client.post(at("special_day_add"), TET).status_code == 403
    assert SpecialDay.objects.count() == 1


def test_the_list_costs_the_same_for_one_and_three_days(as_, cast):
    client = as_(cast.owner)
    SpecialDay.objects.create(day=dt.date(2023, 1, 2), kind="off", name="Một")
    client.get(at("working_calendar"))
    one = queries_of(client, at("working_calendar"))
    for number in (4, 6):
        SpecialDay.objects.create(day=dt.date(2023, 1, number), kind="off", name=f"Ngày {number}")
    assert queries_of(client, at("working_calendar")) == one
