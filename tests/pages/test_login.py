"""Login by name or mail, back-off that ends by itself, password reset, logout, the second factor."""

import datetime as dt
import re
import time

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.test import Client
from django.urls import reverse

from emulation.base import clock
from organisations.models import User
from organisations.services import accounts
from tests import factories
from tests.pages.organisation_helpers import BACKEND, TODAY, at, text_of


@pytest.fixture(autouse=True)
def december():
    with clock.at(clock.moment(TODAY)):
        yield


# --- Login ------------------------------------------------------------------------------------------------------------
def log_in(client, login, password=factories.PASSWORD, **headers):
    return client.post("/accounts/login/", {"login": login, "password": password}, **headers)


@pytest.mark.parametrize("name", ["owner", "OWNER", "owner@vidu.vn", "Owner@VIDU.vn", " owner "])
def test_B85_login_by_name_or_mail_without_case(client, cast, name):
    assert log_in(client, name).status_code == 302
    assert client.get(at("own_account")).context["user"] == cast.owner
    cast.owner.refresh_from_db()
    assert clock.timezone.localtime(cast.owner.last_login).date() == TODAY


def test_a_wrong_password_is_said_plainly(client, cast):
    response = log_in(client, "owner", "sai-mat-khau-roi")
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng" in text_of(response)
    assert text_of(log_in(client, "khong-co-nguoi-nay", "sai")).count("mật khẩu chưa đúng") == 1


def test_failures_are_slowed_down_and_never_lock_for_good(client, cast, monkeypatch):
    for _ in range(5):
        log_in(client, "owner", "sai-mat-khau-roi")
    assert "Hãy đợi 5 phút" in text_of(log_in(client, "owner"))
    now = time.time()
    monkeypatch.setattr("allauth.core.internal.ratelimit.time.time", lambda: now + 301)
    assert log_in(client, "owner").status_code == 302
    cast.owner.refresh_from_db()
    assert cast.owner.is_active


def test_waiting_attempts_do_not_prolong_the_wait(client, cast, monkeypatch):
    for _ in range(5):
        log_in(client, "owner", "sai-mat-khau-roi")
    now = time.time()
    monkeypatch.setattr("allauth.core.internal.ratelimit.time.time", lambda: now + 290)
    log_in(client, "owner", "sai-mat-khau-roi")
    monkeypatch.setattr("allauth.core.internal.ratelimit.time.time", lambda: now + 301)
    assert log_in(client, "owner").status_code == 302


def test_failures_of_one_account_leave_others_alone(client, cast):
    for _ in range(6):
        log_in(client, "owner", "sai-mat-khau-roi")
    assert log_in(client, "head").status_code == 302


def test_too_many_attempts_from_one_network_is_a_page_that_says_what_to_do(client, cast):
    answers = [log_in(client, f"ai-do-{n}", "sai") for n in range(61)]
    assert answers[-1].status_code == 429
    assert "Hãy đợi một phút" in text_of(answers[-1])


def test_B81_a_locked_person_is_told_so_and_gets_no_mail(client, cast):
    accounts.lock_account(cast.owner, reason="nghỉ", by=cast.admin)
    response = client.post("/accounts/login/", {"login": "owner", "password": factories.PASSWORD}, follow=True)
    assert "đang khóa" in text_of(response)
    assert client.get(at("own_account"))["Location"].startswith("/accounts/login/")
    client.post("/accounts/password/reset/", {"email": "owner@vidu.vn"})
    assert mail.outbox == []


def test_a_locked_person_with_a_wrong_password_learns_nothing(client, cast):
    accounts.lock_account(cast.owner, reason="nghỉ", by=cast.admin)
    assert "mật khẩu chưa đúng" in text_of(log_in(client, "owner", "sai-mat-khau-roi"))


def test_a_changed_password_leads_back_to_the_account(client, cast):
    client.force_login(cast.owner, BACKEND)
    typed = {"oldpassword": factories.PASSWORD, "password1": "LuaVang#2024x", "password2": "LuaVang#2024x"}
    response = client.post("/accounts/password/change/", typed, follow=True)
    assert response.redirect_chain == [("/tai-khoan/cua-toi/", 302)]
    assert "Đã đổi mật khẩu." in text_of(response)


def test_password_reset_says_the_same_for_known_and_unknown(cast):
    answers = []
    for address in ("owner@vidu.vn", "khong.co@vidu.vn"):
        response = Client().post("/accounts/password/reset/", {"email": address}, follow=True)
        answers.append(re.sub(r"csrfmiddlewaretoken.*?>|nonce-\S+", "", text_of(response)))
    assert answers[0] == answers[1]
    assert [letter.to for letter in mail.outbox] == [["owner@vidu.vn"]]


def test_password_reset_leads_to_a_new_password(client, cast):
    client.post("/accounts/password/reset/", {"email": "OWNER@vidu.vn"})
    link = re.search(r"http://\S+?(/accounts/password/reset/key/\S+)", mail.outbox[0].body)[1]
    form = client.get(link, follow=True)
    action = form.redirect_chain[-1][0]
    client.post(action, {"password1": "mat-khau-moi-rat-dai", "password2": "mat-khau-moi-rat-dai"})
    assert log_in(Client(), "owner", "mat-khau-moi-rat-dai").status_code == 302
    assert "mật khẩu chưa đúng" in text_of(log_in(Client(), "owner"))


def test_logout(as_, cast):
    client = as_(cast.owner)
    assert client.get("/accounts/logout/").status_code == 200
    assert client.get(at("own_account")).status_code == 200
    client.post("/accounts/logout/")
    assert client.get(at("own_account")).status_code == 302


def test_nobody_signs_up(client, db):
    assert "Sở Nội vụ" in text_of(client.get("/accounts/signup/"))
    client.post(
        "/accounts/signup/", {"username": "la", "email": "la@x.vn", "password1": "x" * 12, "password2": "x" * 12}
    )
    assert not User.objects.filter(username="la").exists()


# --- Second factor ----------------------------------------------------------------------------------------------------
ACTIVATE = "/accounts/2fa/totp/activate/"


@pytest.fixture
def required(settings):
    settings.MFA_REQUIRED_ROLES = ["dha_clerk", "dha_head", "council_member", "council_secretary", "administrator"]


def code_of(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


@pytest.mark.parametrize("who", ["dha", "admin", "council"])
def test_roles_that_need_a_second_factor_go_nowhere_else(client, cast, required, who):
    log_in(client, who)
    for url in ("/", at("unit_list"), at("own_account"), at("switch_role"), at("audit_list"), "/thong-bao/"):
        answer = client.get(url)
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, ACTIVATE)
    for url in ("/accounts/password/change/", "/accounts/email/", "/accounts/sessions/"):
        assert client.get(url)["Location"].split("?")[0] == ACTIVATE


def test_there_is_no_redirect_loop(client, cast, required):
    log_in(client, "dha")
    response = client.get("/", follow=True)
    assert response.status_code == 200
    assert len(response.redirect_chain) == 1
    assert "phải bật xác thực hai bước" in text_of(response)


def test_who_needs_one_can_still_leave(client, cast, required):
    log_in(client, "dha")
    client.post("/accounts/logout/")
    assert client.get("/")["Location"].startswith("/accounts/login/")


def test_others_are_not_asked(client, cast, required):
    log_in(client, "owner")
    assert client.get(at("own_account")).status_code == 200


def test_a_fragment_sends_the_whole_window(client, cast, required):
    log_in(client, "dha")
    answer = client.get(at("unit_list"), headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"].split("?")[0]) == (204, ACTIVATE)


def test_setting_the_second_factor_up_opens_the_rest_and_is_asked_at_the_next_login(client, cast, required):
    log_in(client, "dha")
    secret = client.get(ACTIVATE).context["form"].secret
    done = client.post(ACTIVATE, {"code": code_of(secret)})
    assert done.status_code == 302
    assert client.get(at("unit_list")).status_code == 200
    again = Client()
    asked = log_in(again, "dha")
    assert asked["Location"].split("?")[0] == "/accounts/2fa/authenticate/"
    assert again.get(at("unit_list"))["Location"].startswith("/accounts/login/")


def test_with_a_second_factor_the_code_is_needed(client, cast, required):
    secret = generate_totp_secret()
    TOTP.activate(cast.dha, secret)
    asked = log_in(client, "dha")
    wrong = client.post(asked["Location"], {"code": "000000"})
    assert wrong.status_code == 200
    right = client.post(asked["Location"], {"code": code_of(secret)})
    assert right["Location"] == "/"
    assert client.get(at("unit_list")).status_code == 200


def test_recovery_codes_alone_are_no_second_factor(client, cast, required):
    Authenticator.objects.create(user=cast.dha, type=Authenticator.Type.RECOVERY_CODES, data={})
    client.force_login(cast.dha, backend=BACKEND)
    assert client.get(at("unit_list"))["Location"].split("?")[0] == ACTIVATE


def test_without_the_setting_nobody_is_asked(client, cast):
    log_in(client, "dha")
    assert client.get(at("unit_list")).status_code == 200


def test_nobody_adds_an_address_by_themselves(as_, cast):
    response = as_(cast.owner).post("/accounts/email/", {"email": "khac@vidu.vn", "action_add": "1"})
    assert response.status_code == 302
    assert response["Location"] == reverse("organisations:own_account")
    assert not EmailAddress.objects.filter(email="khac@vidu.vn").exists()


# --- A warning before the login ends ------------------------------------------------------------------------------------
def test_every_page_knows_how_long_the_login_lasts_and_staying_begins_anew(client, cast, settings):
    settings.SESSION_COOKIE_AGE = 600
    with time_machine.travel(dt.datetime(2023, 7, 5, 2, 0, tzinfo=dt.UTC), tick=False) as now:
        client.post("/accounts/login/", {"login": "owner", "password": factories.PASSWORD})
        assert 'data-session-left="600"' in client.get("/").content.decode()
        now.shift(500)
        assert 'data-session-left="100"' in client.get("/").content.decode()
        assert client.post("/phien/o-lai/").json() == {"left": 600}
        now.shift(400)  # beyond the first end: the store was told, too
        assert 'data-session-left="200"' in client.get("/").content.decode()
        now.shift(201)
        assert client.get("/").status_code == 302


def test_staying_needs_a_login(client, db):
    assert client.post("/phien/o-lai/").status_code == 302
    assert client.get("/phien/o-lai/").status_code in (302, 405)
