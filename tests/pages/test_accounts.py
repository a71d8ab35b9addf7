"""Pages of accounts, roles, invitations, the own account, the record of changes."""

import datetime as dt

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client

from emulation.base import audit, clock
from organisations.enums import Role
from organisations.models import User
from organisations.services import accounts
from tests import factories
from tests.pages.organisation_helpers import BACKEND, TODAY, at, queries_of, text_of, token


@pytest.fixture(autouse=True)
def december():
    with clock.at(clock.moment(TODAY)):
        yield


# --- Who opens what ---------------------------------------------------------------------------------------------------
SHOWN = ["account", "account_edit", "account_grant", "account_lock", "account_second_factor"]
ACTIONS = ["account_invite", "account_password_mail", "account_unlock"]


@pytest.mark.parametrize(
    ("who", "lists", "one"),
    [
        ("admin", 200, 200),
        ("owner", 403, 404),
        ("neighbour", 403, 404),
        ("stranger", 403, 404),
        ("dha", 403, 404),
        ("auditor", 403, 404),
        ("nobody", 403, 404),
    ],
)
def test_accounts_are_for_the_administrator(as_, cast, who, lists, one):
    client = as_(getattr(cast, who))
    role = cast.head.memberships.get()
    for name in ("account_list", "account_create"):
        assert client.get(at(name)).status_code == lists
    for url in [*(at(name, cast.head.pk) for name in SHOWN), at("account_end_role", role.pk)]:
        assert client.get(url).status_code == one
    for name in ACTIONS:
        assert client.get(at(name, cast.head.pk)).status_code == 405
        assert client.post(at(name, cast.head.pk)).status_code == (302 if one == 200 else 404)


def test_what_does_not_exist_is_404(as_, cast):
    client = as_(cast.admin)
    assert {client.get(at(name, 999999)).status_code for name in [*SHOWN, "account_end_role"]} == {404}


@pytest.mark.parametrize("who", ["owner", "dha", "admin", "nobody"])
def test_everybody_opens_the_own_pages(as_, cast, who):
    client = as_(getattr(cast, who))
    assert client.get(at("own_account")).status_code == 200
    assert client.get(at("switch_role")).status_code == 200


def test_strangers_are_asked_to_log_in(client, cast):
    for url in (
        at("account_list"),
        at("account", cast.owner.pk),
        at("own_account"),
        at("audit_list"),
        at("switch_role"),
    ):
        assert client.get(url)["Location"].startswith("/accounts/login/")


def test_B32_another_site_cannot_post(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.admin, backend=BACKEND)
    assert client.post(at("account_unlock", cast.owner.pk)).status_code == 403
    assert client.post(at("switch_role"), {"membership": "1"}).status_code == 403


def test_an_administrator_has_no_say_in_dossiers(cast, campaign):
    paper = factories.report(cast, campaign, "endorsed")
    admin = factories.acting(cast.admin)
    for permission in ("prepare_submission", "send_submission", "endorse_submission", "receive_submission"):
        assert not admin.has_perm(f"campaigns.{permission}", paper)
    assert not type(paper).objects.visible_to(admin).exists()
    assert not admin.has_perm("campaigns.edit_campaign")


# --- The list ---------------------------------------------------------------------------------------------------------
def usernames(response):
    return [line.user.username for line in response.context["page"].lines]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=OWNER@vidu", ["owner"]),
        ("q=nguyen van owner", ["owner"]),
        ("vai_tro=administrator", ["admin"]),
        ("don_vi=y te", ["head", "owner"]),
        ("don_vi=y te&vai_tro=unit_head", ["head"]),
        ("tinh_trang=no_role", ["nobody"]),
        ("hai_buoc=on", ["dha"]),
    ],
)
def test_filters_of_the_list(as_, cast, query, expected):
    Authenticator.objects.create(user=cast.dha, type=Authenticator.Type.TOTP, data={"secret": "x"})
    assert sorted(usernames(as_(cast.admin).get(f"{at('account_list')}?{query}"))) == expected


def test_the_list_says_how_accounts_stand(as_, cast):
    accounts.lock_account(cast.owner, reason="nghỉ", by=cast.admin)
    shown = text_of(as_(cast.admin).get(f"{at('account_list')}?q=owner"))
    assert "Đang khóa" in shown
    assert "chưa lần nào" in shown


def test_the_list_costs_the_same_at_one_and_three_rows(as_, cast):
    client = as_(cast.admin)
    client.get(at("account_list"))
    one = queries_of(client, f"{at('account_list')}?q=owner")
    assert queries_of(client, f"{at('account_list')}?q=dha") == one
    assert len(usernames(client.get(f"{at('account_list')}?q=dha"))) == 4


# --- Creating, inviting -----------------------------------------------------------------------------------------------
def new_account(**fields):
    return {
        "full_name": "Trần Thị Mới",
        "username": "Moi.TT",
        "email": "Moi@Vidu.vn",
        "invite": "on",
        "token": token(),
    } | fields


def test_an_account_is_created_with_a_role_and_invited(as_, cast, django_capture_on_commit_callbacks):
    form = new_account(role=Role.UNIT_CLERK, unit=cast.units["Sở Y tế"].pk)
    with django_capture_on_commit_callbacks(execute=True):
        response = as_(cast.admin).post(at("account_create"), form)
    made = User.objects.get(username="moi.tt")
    assert response["Location"] == at("account", made.pk)
    assert (made.email, made.has_usable_password()) == ("moi@vidu.vn", False)
    assert [(m.role, m.unit_id) for m in made.memberships.all()] == [("unit_clerk", cast.units["Sở Y tế"].pk)]
    assert [letter.to for letter in mail.outbox] == [["moi@vidu.vn"]]


def test_B50_a_double_click_creates_one_account(as_, cast):
    client, form = as_(cast.admin), new_account()
    first = client.post(at("account_create"), form)
    again = client.post(at("account_create"), form)
    assert User.objects.filter(username="moi.tt").count() == 1
    assert again["Location"] == first["Location"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"username": "Owner"}, "đã có người dùng"),
        ({"username": "tên có dấu"}, "Chỉ dùng chữ thường không dấu"),
        ({"username": "a@vidu.vn"}, "Chỉ dùng chữ thường không dấu"),
        ({"email": "OWNER@vidu.vn"}, "đã thuộc tài khoản owner"),
        ({"role": "unit_clerk"}, "Hãy ghi cả vai trò và đơn vị"),
        ({"phone": "gọi sau"}, "Số điện thoại chỉ gồm"),
    ],
)
def test_what_is_wrong_with_an_account_is_said(as_, cast, fields, sentence):
    before = User.objects.count()
    assert sentence in text_of(as_(cast.admin).post(at("account_create"), new_account(**fields)))
    assert User.objects.count() == before


def test_the_invitation_sets_a_password_once(client, cast, newcomer):
    url = at("invitation", accounts.invite(newcomer, by=None).token)
    assert "Trần Thị Mới" in text_of(client.get(url))
    answer = client.post(url, {"password1": "mat-khau-rat-dai", "password2": "mat-khau-rat-dai"})
    assert answer["Location"] == "/accounts/login/"
    login = client.post("/accounts/login/", {"login": "moi", "password": "mat-khau-rat-dai"})
    assert login["Location"] == "/"
    used = Client().get(url)
    assert used.status_code == 410
    assert "đã được dùng" in text_of(used)


@pytest.fixture
def newcomer(db):
    return accounts.create_account(username="moi", full_name="Trần Thị Mới", email="moi@vidu.vn", by=None)


@pytest.mark.parametrize(
    ("first", "second", "sentence"),
    [
        ("ngan", "ngan", "10"),
        ("12345678901234", "12345678901234", "chữ số"),
        ("mat-khau-rat-dai", "mat-khau-khac", "chưa giống nhau"),
    ],
)
def test_a_weak_password_is_refused_and_the_invitation_holds(client, newcomer, first, second, sentence):
    url = at("invitation", accounts.invite(newcomer, by=None).token)
    assert sentence in text_of(client.post(url, {"password1": first, "password2": second}))
    assert client.get(url).status_code == 200


def test_an_invitation_that_ended_or_never_was_is_a_clear_page(client, newcomer):
    row = accounts.invite(newcomer, by=None)
    with clock.at(clock.moment(dt.date(2024, 1, 5))):
        late = client.get(at("invitation", row.token))
    assert (late.status_code, "hết hạn" in text_of(late)) == (410, True)
    assert client.get("/tai-khoan/loi-moi/%00/").status_code == 404
    wrong = client.get(at("invitation", "khong-co"))
    assert (wrong.status_code, "không đúng" in text_of(wrong)) == (410, True)


def test_a_password_mail_goes_to_the_person_only(as_, cast):
    as_(cast.admin).post(at("account_password_mail", cast.owner.pk))
    assert [letter.to for letter in mail.outbox] == [["owner@vidu.vn"]]
    assert "/accounts/password/reset/key/" in mail.outbox[0].body
    assert audit.last(cast.owner, "password_mail").actor_name == "Nguyễn Văn Admin"


def test_B81_no_password_mail_to_a_locked_person(as_, cast):
    accounts.lock_account(cast.owner, reason="nghỉ", by=cast.admin)
    response = as_(cast.admin).post(at("account_password_mail", cast.owner.pk), follow=True)
    assert "đang khóa" in text_of(response)
    assert mail.outbox == []


# --- Correcting, roles, locking ---------------------------------------------------------------------------------------
def test_two_administrators_edit_one_account(as_, cast):
    client = as_(cast.admin)
    url = at("account_edit", cast.owner.pk)
    opened = client.get(url).context["editing"].version
    accounts.update_account(cast.owner, position="Chánh Văn phòng", by=None)
    form = {"full_name": "Nguyễn Văn Owner", "position": "Phó Chánh Văn phòng", "version": opened}
    response = client.post(url, form)
    assert response.status_code == 409
    assert "Chánh Văn phòng" in text_of(response)
    cast.owner.refresh_from_db()
    assert cast.owner.position == "Chánh Văn phòng"


def test_a_role_is_given_from_today_and_ended(as_, cast):
    client = as_(cast.admin)
    form = {"role": Role.UNIT_HEAD, "unit": cast.units["Sở Xây dựng"].pk, "token": token()}
    client.post(at("account_grant", cast.owner.pk), form)
    role = cast.owner.memberships.get(role=Role.UNIT_HEAD)
    assert role.valid_from == TODAY
    client.post(at("account_end_role", role.pk), {"on": "31/12/2023", "note": "hết nhiệm kỳ", "token": token()})
    role.refresh_from_db()
    assert role.valid_to == dt.date(2023, 12, 31)


def test_B28_the_last_administrator_is_told_why_not(as_, cast):
    role = cast.admin.memberships.get()
    response = as_(cast.admin).post(
        at("account_end_role", role.pk), {"on": "12/12/2023", "note": "x", "token": token()}
    )
    assert "quản trị viên cuối cùng" in text_of(response)


def test_before_a_lock_the_page_shows_what_waits_and_who_can_do_it(as_, cast, campaign):
    factories.report(cast, campaign, "returned")
    shown = text_of(as_(cast.admin).get(at("account_lock", cast.owner.pk)))
    assert "Sửa báo cáo 6 tháng năm 2023" in shown
    assert "Còn 1 người làm được: Nguyễn Văn Head" in shown
    assert "Thiếu số liệu nhiệm vụ 1" not in shown  # the words of the paper are not the administrator's


def test_what_is_not_launched_yet_is_shown_to_the_administrator_by_kind_and_number_only(as_, cast):
    factories.prepare(cast, title="Phong trào chưa ai được biết")
    client = as_(cast.admin)
    shown = text_of(client.get(at("account_lock", cast.dha.pk)))
    assert "1 phong trào đang chuẩn bị" in shown
    assert "1 việc" in shown
    assert "chưa ai được biết" not in shown


def test_a_role_that_nobody_else_holds_leads_to_where_it_is_given(as_, cast):
    html = as_(cast.admin).get(at("account_lock", cast.auditor.pk)).content.decode()
    assert f'href="{at("account_list")}?don_vi=Thanh%20tra%20t%E1%BB%89nh">chọn người của đơn vị</a>' in html
    assert as_(cast.admin).get(f"{at('account_list')}?don_vi=Thanh tra tỉnh").context["page"].paginator.count == 1


def test_a_lock_signs_out_and_keeps_the_work_with_the_unit(as_, cast, campaign):
    paper = factories.report(cast, campaign, "returned")
    owner = Client()
    owner.post("/accounts/login/", {"login": "owner", "password": factories.PASSWORD})
    assert owner.get(at("own_account")).status_code == 200
    reason = {"reason": "Chuyển công tác", "token": token()}
    response = as_(cast.admin).post(at("account_lock", cast.owner.pk), reason, follow=True)
    assert "Chuyển công tác" in text_of(response)
    assert owner.get(at("own_account"))["Location"].startswith("/accounts/login/")
    accounts.unlock_account(cast.owner, by=cast.admin)
    assert owner.get(at("own_account"))["Location"].startswith("/accounts/login/")  # the device stays signed out
    assert type(paper).objects.visible_to(factories.acting(cast.head)).filter(pk=paper.pk, state="returned").exists()


def test_an_account_is_unlocked(as_, cast):
    accounts.lock_account(cast.owner, reason="nghỉ", by=cast.admin)
    as_(cast.admin).post(at("account_unlock", cast.owner.pk))
    cast.owner.refresh_from_db()
    assert (cast.owner.is_active, cast.owner.locked_reason) == (True, "")


def test_a_lost_phone(as_, cast):
    Authenticator.objects.create(user=cast.dha, type=Authenticator.Type.TOTP, data={"secret": "x"})
    form = {"reason": "Mất điện thoại, đã gọi xác nhận", "token": token()}
    as_(cast.admin).post(at("account_second_factor", cast.dha.pk), form)
    assert not Authenticator.objects.filter(user=cast.dha).exists()
    assert audit.last(cast.dha, "remove_mfa").note == "Mất điện thoại, đã gọi xác nhận"


# --- Switching roles --------------------------------------------------------------------------------------------------
@pytest.fixture
def second_role(cast):
    return accounts.grant(cast.owner, role=Role.UNIT_HEAD, unit=cast.units["Sở Xây dựng"], by=None)


def test_a_person_switches_between_the_own_roles(as_, cast, second_role):
    client = as_(cast.owner)
    home = client.get(at("own_account"))
    assert home.context["user"].acting.role == Role.UNIT_CLERK
    assert "Chuyển sang" in text_of(home)
    response = client.post(at("switch_role"), {"membership": second_role.pk})
    assert response["Location"] == "/"
    assert client.get(at("own_account")).context["user"].acting == second_role


def test_the_chosen_role_is_there_after_the_next_login(as_, cast, second_role):
    as_(cast.owner).post(at("switch_role"), {"membership": second_role.pk})
    assert factories.acting(cast.owner).acting == second_role


@pytest.mark.parametrize("which", ["of somebody else", "ended", "nonsense", ""])
def test_B22_only_own_valid_roles_can_be_taken(as_, cast, second_role, which):
    accounts.end_role(second_role, on=dt.date(2023, 12, 12), by=None)
    with clock.at(clock.moment(dt.date(2023, 12, 13))):
        chosen = {"of somebody else": cast.admin.memberships.get().pk, "ended": second_role.pk}.get(which, which)
        client = as_(cast.owner)
        assert client.post(at("switch_role"), {"membership": chosen}).status_code == 404
        assert client.get(at("own_account")).context["user"].acting.role == Role.UNIT_CLERK


def test_a_role_that_ends_is_dropped_the_same_day(as_, cast, second_role):
    client = as_(cast.owner)
    client.post(at("switch_role"), {"membership": second_role.pk})
    accounts.end_role(second_role, on=dt.date(2023, 12, 11), by=None)
    assert client.get(at("own_account")).context["user"].acting.role == Role.UNIT_CLERK
