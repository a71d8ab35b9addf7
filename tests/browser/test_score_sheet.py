"""Typing scores when the connection is lost, the login has ended, the stage has been closed: nothing typed is lost, nothing is hammered."""

import re

import pytest
import time_machine
from playwright.sync_api import expect

from campaigns.bloc_scores.models import Score
from emulation.base import clock
from tests import factories
from tests.factories import rounds

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sheet(page, sign_in, live_server):
    """(cast, the cell of criterion II): the clerk of Sở Y tế at the open sheet."""
    with time_machine.travel(clock.moment(rounds.DAY, 9), tick=True):
        cast = factories.make_cast()
        run = rounds.open_next(cast, rounds.make_round(cast))
        sign_in(cast.owner)
        page.goto(f"{live_server.url}/cham-diem/phieu/{run.pk}/")
        yield cast, page.locator("tr", has_text="Thi đua, khen thưởng").locator("input.num").first


def points() -> list[dict]:
    return [row.entry for row in Score.objects.all()]


def test_a_lost_connection_is_tried_again_every_few_seconds_and_nothing_is_lost(page, sheet):
    cell = sheet[1]
    tried = []
    page.route("**/cham-diem/phieu/*/", lambda route: (tried.append(1), route.abort()))
    cell.fill("35")
    expect(page.get_by_text("Chưa lưu được, đang thử lại")).to_be_visible()
    page.wait_for_timeout(3000)
    assert len(tried) == 1
    page.unroute("**/cham-diem/phieu/*/")
    expect(page.get_by_text("Đã tự lưu lúc")).to_be_visible(timeout=8000)
    assert points() == [{"points": "35"}]


def test_who_was_logged_out_is_told_and_saves_after_a_new_login(page, sheet, sign_in):
    cast, cell = sheet
    page.context.clear_cookies()
    cell.fill("35")
    expect(page.get_by_text("Đã hết phiên, các ô vừa nhập chưa lưu")).to_be_visible()
    expect(page.get_by_role("link", name="Đăng nhập lại")).to_have_attribute(
        "href", re.compile(r"next=%2Fcham-diem%2Fphieu%2F")
    )
    assert points() == []
    # In another window the person logs in, and the browser gets new cookies, the token of forms among them.
    sign_in(cast.owner)
    other = page.context.new_page()
    other.goto(page.url)
    other.close()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(page.get_by_text("Đã tự lưu lúc")).to_be_visible()
    assert points() == [{"points": "35"}]


def test_a_refused_cell_stays_marked(page, sheet):
    cell = sheet[1]
    page.route(
        "**/cham-diem/phieu/*/", lambda route: route.fulfill(status=409, json={"message": "Bước này đã kết thúc."})
    )
    cell.fill("35")
    expect(page.get_by_text("Bước này đã kết thúc.")).to_be_visible()
    expect(cell).to_have_attribute("aria-invalid", "")
    page.unroute("**/cham-diem/phieu/*/")
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(page.get_by_text("Đã tự lưu lúc")).to_be_visible()
    assert points() == [{"points": "35"}]
