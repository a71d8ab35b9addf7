"""The first page that everybody sees: light, and open to a browser without JavaScript."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.looking import Weight

# What a province's office can load over a weak line (issue: first load 300 kB).
FIRST_LOAD = 300_000


@pytest.fixture
def login_url(live_server):
    return live_server.url + reverse("account_login")


@pytest.fixture
def lan(transactional_db):
    return get_user_model().objects.create_user(username="lan", email="lan@example.vn", password="mùa-xuân-2023")


def fill_in(page, password):
    page.get_by_label("Tên đăng nhập hoặc thư điện tử").fill("LAN")
    page.get_by_label("Mật khẩu", exact=True).fill(password)
    page.get_by_role("button", name="Đăng nhập").click()


def test_first_load_is_light(page, login_url, compressed_static):
    with Weight(page) as weight:
        page.goto(login_url)
    assert 1_000 < weight.bytes <= FIRST_LOAD


def test_logs_in_without_javascript(plain_page, login_url, lan):
    plain_page.goto(login_url)
    fill_in(plain_page, "mùa-xuân-2023")
    assert "sessionid" in {cookie["name"] for cookie in plain_page.context.cookies()}
    assert plain_page.url != login_url


def test_the_warning_before_the_end_lets_one_stay(page, login_url, lan, settings):
    settings.SESSION_COOKIE_AGE = 123  # the warning comes after three seconds
    page.goto(login_url)
    fill_in(page, "mùa-xuân-2023")
    warning = page.get_by_role("dialog", name="Sắp hết phiên làm việc")
    expect(warning).to_be_visible(timeout=10_000)
    warning.get_by_role("button", name="Ở lại").click()
    expect(warning).to_be_hidden()
    expect(warning).to_be_visible(timeout=10_000)  # and again before the new end
