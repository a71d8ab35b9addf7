"""Casting a ballot in the browser: a double click, the back button, a phone, no JavaScript. One paper, whatever is pressed."""

import contextlib
import datetime as dt

import pytest
import time_machine
from playwright.sync_api import Error, expect

from awards.models import Envelope, VoterMark
from tests import factories
from tests.awards import acclaim_walk
from tests.browser.conftest import session_cookie

pytestmark = pytest.mark.django_db(transaction=True)
DAY = dt.datetime(2023, 12, 12, 2, 30, tzinfo=dt.UTC)  # 09:30 in Vietnam
THREE = ("Sở Công Thương", "Sở Tài chính", "Sở Y tế")


@pytest.fixture
def ballot(live_server):
    """(cast, address of the ballot): three nominees, two choices a paper."""
    with time_machine.travel(DAY, tick=True):
        cast = factories.make_cast()
        acclaim = acclaim_walk.voting(cast, put=THREE, quota="2", choices_max=2)
        yield cast, f"{live_server.url}/suy-ton/{acclaim.pk}/bo-phieu/"


def choose(page, *units) -> None:
    for unit in units:
        page.get_by_label(f"Chọn {unit}").check(force=True)


def papers() -> tuple[int, int]:
    return Envelope.objects.count(), VoterMark.objects.count()


def test_a_double_click_and_the_back_button_cast_one_paper(page, sign_in, ballot):
    cast, address = ballot
    sign_in(cast.head)
    page.goto(address)
    choose(page, "Sở Công Thương", "Sở Tài chính")
    page.get_by_role("button", name="Xem lại phiếu").click()
    expect(page.get_by_role("heading", name="Phiếu này chọn 2 đơn vị")).to_be_visible()
    assert papers() == (0, 0)
    page.get_by_role("button", name="Bỏ phiếu").dblclick()
    page.wait_for_url("**/suy-ton/*/")
    expect(page.get_by_text("Mã phiếu của bạn").first).to_be_visible()
    assert papers() == (1, 1)
    # The paper itself is never shown again: the browser was told not to keep it and says so (ERR_CACHE_MISS).
    with contextlib.suppress(Error):
        page.go_back()
    expect(page.get_by_text("Phiếu này chọn")).to_have_count(0)
    page.goto(address)
    expect(page.get_by_text("Phiếu đã bỏ không xem lại và không đổi được.").first).to_be_visible()
    assert papers() == (1, 1)


def test_what_was_chosen_comes_back_to_be_changed_and_too_many_are_said(page, sign_in, ballot):
    cast, address = ballot
    sign_in(factories.heads(cast)["Sở Xây dựng"])
    page.goto(address)
    choose(page, *THREE)
    page.get_by_role("button", name="Xem lại phiếu").click()
    expect(page.get_by_text("Bạn chọn 3 đơn vị, mỗi phiếu chọn tối đa 2. Hãy bỏ bớt.")).to_be_visible()
    page.get_by_label("Chọn Sở Y tế").uncheck(force=True)
    page.get_by_role("button", name="Xem lại phiếu").click()
    page.get_by_role("button", name="Chọn lại").click()
    expect(page.get_by_label("Chọn Sở Tài chính")).to_be_checked()
    expect(page.get_by_label("Chọn Sở Y tế")).not_to_be_checked()
    assert papers() == (0, 0)


def test_with_the_keyboard_on_a_phone(page, sign_in, ballot):
    cast, address = ballot
    page.set_viewport_size({"width": 360, "height": 740})
    sign_in(cast.head)
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    box = page.get_by_label("Chọn Sở Tài chính")
    box.focus()
    page.keyboard.press("Space")
    expect(box).to_be_checked()
    # The unit's own name stands on the paper without a box.
    expect(page.get_by_text("Không ai bỏ phiếu cho đơn vị mình.")).to_be_visible()
    expect(page.get_by_label("Chọn Sở Y tế")).to_have_count(0)
    page.get_by_role("button", name="Xem lại phiếu").click()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.get_by_role("button", name="Bỏ phiếu").click()
    expect(page.get_by_text("Mã phiếu của bạn").first).to_be_visible()
    assert papers() == (1, 1)


def test_without_javascript(plain_page, live_server, ballot):
    cast, address = ballot
    plain_page.context.add_cookies([session_cookie(live_server, cast.head)])
    plain_page.goto(address)
    choose(plain_page, "Sở Tài chính")
    plain_page.get_by_role("button", name="Xem lại phiếu").click()
    plain_page.get_by_role("button", name="Bỏ phiếu").dblclick()
    expect(plain_page.get_by_text("Mã phiếu của bạn").first).to_be_visible()
    assert papers() == (1, 1)
