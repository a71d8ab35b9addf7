"""Accounts: one administrator stays, locks keep the work and send no mail, invitations are used once."""

import datetime as dt

import pytest
from django.core import mail

from campaigns import panels
from emulation.base import audit, clock, notify
from emulation.base.models import Notification
from emulation.base.workflow import Refused
from organisations.enums import Role
from organisations.models import Invitation, User
from organisations.selectors import accounts as account_pages
from organisations.services import accounts
from tests import factories

TODAY = dt.date(2023, 12, 12)


@pytest.fixture(autouse=True)
def december():
    with clock.at(clock.moment(TODAY)):
        yield


def role_of(person, role):
    return person.memberships.get(role=role)


# --- One administrator stays ------------------------------------------------------------------------------------------
def test_B28_the_last_administrator_cannot_end_the_own_role(cast):
    with pytest.raises(Refused, match="quản trị viên cuối cùng"):
        accounts.end_role(role_of(cast.admin, Role.ADMINISTRATOR), on=TODAY, by=cast.admin)
    assert role_of(cast.admin, Role.ADMINISTRATOR).valid_to is None


def test_B28_the_last_administrator_cannot_be_locked(cast):
    with pytest.raises(Refused, match="quản trị viên cuối cùng"):
        accounts.lock_account(cast.admin, reason="nghỉ", by=cast.dha)


def test_B28_an_administrator_whose_role_ends_is_no_successor(cast):
    other = factories.make_person("admin2")
    accounts.grant(
        other, role=Role.ADMINISTRATOR, unit=cast.units["Sở Nội vụ"], valid_to=dt.date(2023, 12, 31), by=None
    )
    with pytest.raises(Refused, match="quản trị viên cuối cùng"):
        accounts.end_role(role_of(cast.admin, Role.ADMINISTRATOR), on=dt.date(2024, 1, 31), by=other)


def test_B28_a_locked_administrator_does_not_count(cast):
    other = factories.make_person("admin2", Role.ADMINISTRATOR, cast.units["Sở Nội vụ"])
    accounts.lock_account(other, reason="nghỉ hưu", by=cast.admin)
    with pytest.raises(Refused, match="quản trị viên cuối cùng"):
        accounts.end_role(role_of(cast.admin, Role.ADMINISTRATOR), on=TODAY, by=cast.admin)


def test_B28_two_administrators_who_end_each_others_role_at_once_leave_one(transactional_db, at_once):
    cast = factories.make_cast()
    other = factories.make_person("admin2", Role.ADMINISTRATOR, cast.units["Sở Nội vụ"])
    rows = [role_of(person, Role.ADMINISTRATOR) for person in (cast.admin, other)]

    def end(row):
        def run():
            with clock.at(clock.moment(TODAY)):
                accounts.end_role(row, on=TODAY, by=None)
            return "ended"

        return run

    results = at_once(*(end(row) for row in rows))
    assert sorted(type(result).__name__ for result in results) == ["Refused", "str"]


def test_with_a_second_administrator_the_first_can_go(cast):
    factories.make_person("admin2", Role.ADMINISTRATOR, cast.units["Sở Nội vụ"])
    accounts.end_role(role_of(cast.admin, Role.ADMINISTRATOR), on=TODAY, by=cast.admin)
    assert role_of(cast.admin, Role.ADMINISTRATOR).valid_to == TODAY


# --- Roles ------------------------------------------------------------------------------------------------------------
def test_the_same_role_is_not_given_twice_at_a_time(cast):
    with pytest.raises(Refused, match="đã có vai trò cán bộ đầu mối"):
        accounts.grant(cast.owner, role=Role.UNIT_CLERK, unit=cast.units["Sở Y tế"], by=None)
    accounts.end_role(role_of(cast.owner, Role.UNIT_CLERK), on=TODAY, by=None)
    accounts.grant(
        cast.owner, role=Role.UNIT_CLERK, unit=cast.units["Sở Y tế"], valid_from=dt.date(2024, 1, 1), by=None
    )


def test_a_role_that_ended_yesterday_is_gone_today(cast):
    accounts.end_role(role_of(cast.owner, Role.UNIT_CLERK), on=dt.date(2023, 12, 11), by=None)
    assert User.objects.get(pk=cast.owner.pk).current_memberships == []


# --- Locking ----------------------------------------------------------------------------------------------------------
def test_nobody_locks_themselves(cast):
    factories.make_person("admin2", Role.ADMINISTRATOR, cast.units["Sở Nội vụ"])
    with pytest.raises(Refused, match="tự khóa"):
        accounts.lock_account(cast.admin, reason="thử", by=cast.admin)


def test_a_lock_needs_a_reason_and_keeps_it(cast):
    with pytest.raises(Refused, match="lý do"):
        accounts.lock_account(cast.owner, reason="  ", by=cast.admin)
    accounts.lock_account(cast.owner, reason="Chuyển công tác", by=cast.admin)
    cast.owner.refresh_from_db()
    assert (cast.owner.is_active, cast.owner.locked_reason) == (False, "Chuyển công tác")
    assert audit.last(cast.owner, "lock").note == "Chuyển công tác"


def test_B81_a_locked_person_gets_no_notice_and_no_mail(cast, django_capture_on_commit_callbacks):
    accounts.lock_account(cast.owner, reason="Chuyển công tác", by=cast.admin)
    people = User.objects.filter(pk__in=[cast.owner.pk, cast.head.pk])
    with django_capture_on_commit_callbacks(execute=True):
        notify.tell(people, key="nhac", title="Nhắc gửi báo cáo", urgent=True)
    assert [n.recipient for n in Notification.objects.filter(key="nhac")] == [cast.head]
    assert [m.to for m in mail.outbox] == [["head@vidu.vn"]]
    with pytest.raises(Refused, match="đang khóa"):
        accounts.invite(User.objects.get(pk=cast.owner.pk), by=cast.admin)


def test_B81_the_work_of_a_locked_person_is_still_shown_as_waiting(cast, campaign):
    factories.report(cast, campaign, "returned")
    accounts.lock_account(cast.owner, reason="Chuyển công tác", by=cast.admin)
    shown = panels.of_account(User.objects.get(pk=cast.owner.pk), cast.admin)
    titles = [item.title for waiting in shown["waiting"] for item in waiting.items]
    assert "Sửa báo cáo 6 tháng năm 2023" in titles
    stand = account_pages.who_else(User.objects.get(pk=cast.owner.pk))
    assert [(s.role.role, s.others) for s in stand] == [("unit_clerk", [cast.head])]


def test_nobody_else_is_said_plainly(cast):
    assert [s.others for s in account_pages.who_else(cast.auditor)] == [[]]


# --- Invitations ------------------------------------------------------------------------------------------------------
@pytest.fixture
def newcomer(db):
    return accounts.create_account(username="moi", full_name="Trần Thị Mới", email="moi@vidu.vn", by=None)


def test_B84_the_invitation_says_until_when_in_vietnamese_time(newcomer, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        row = accounts.invite(newcomer, by=None)
    (letter,) = mail.outbox
    assert letter.to == ["moi@vidu.vn"]
    assert "trước 23:59 ngày 26/12/2023 (giờ Việt Nam)" in letter.body
    assert f"/tai-khoan/loi-moi/{row.token}/" in letter.body


def test_a_second_invitation_ends_the_first(newcomer):
    first = accounts.invite(newcomer, by=None)
    second = accounts.invite(newcomer, by=None)
    with clock.at(clock.moment(TODAY, 10)):
        with pytest.raises(Refused, match="hết hạn"):
            accounts.accept_invitation(first.token, password="mat-khau-rat-dai")
        accounts.accept_invitation(second.token, password="mat-khau-rat-dai")
    assert User.objects.get(pk=newcomer.pk).check_password("mat-khau-rat-dai")


def test_an_invitation_ends_after_its_last_day(newcomer):
    row = accounts.invite(newcomer, by=None)
    with clock.at(clock.moment(dt.date(2023, 12, 27), 0, 1)), pytest.raises(Refused, match="hết hạn"):
        accounts.accept_invitation(row.token, password="mat-khau-rat-dai")


def test_B63_of_two_who_use_one_invitation_at_once_one_succeeds(transactional_db, at_once):
    newcomer = accounts.create_account(username="moi", full_name="Trần Thị Mới", email="moi@vidu.vn", by=None)
    token = accounts.invite(newcomer, by=None).token

    def accept(password):
        def run():
            with clock.at(clock.moment(TODAY, 10)):
                return accounts.accept_invitation(token, password=password)

        return run

    results = at_once(accept("mat-khau-thu-nhat"), accept("mat-khau-thu-hai"))
    assert sorted(type(result).__name__ for result in results) == ["Refused", "User"]
    winner = "mat-khau-thu-nhat" if isinstance(results[0], User) else "mat-khau-thu-hai"
    assert User.objects.get(pk=newcomer.pk).check_password(winner)
    assert Invitation.objects.get(token=token).used_at


# --- Lists ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "typed", ["nguyen thi hieu", "Nguyễn Thị Hiếu", "HIEU", "Nguye\u0302\u0303n Thi\u0323 Hie\u0302\u0301u"]
)
def test_B67_B68_people_are_found_however_they_are_typed(db, typed):
    wanted = factories.make_person("hieu", full_name="Nguyễn Thị Hiếu")
    factories.make_person("hoa", full_name="Nguyễn Thị Hoa")
    assert list(account_pages.find_accounts(typed)) == [wanted]


def test_people_are_listed_by_given_name(db):
    for username, name in [("a", "Lê Thị Đào"), ("b", "Trần Văn Anh"), ("c", "Đỗ Thị Dung")]:
        factories.make_person(username, full_name=name)
    rows = account_pages.account_rows(account_pages.ids_in_order(account_pages.find_accounts()))
    assert [row.user.full_name for row in rows] == ["Trần Văn Anh", "Đỗ Thị Dung", "Lê Thị Đào"]


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("locked", ["owner"]),
        ("new", ["moi"]),
        ("no_role", ["moi", "nobody"]),
        ("invited", []),
    ],
)
def test_accounts_are_found_by_how_they_stand(cast, newcomer, state, expected):
    accounts.lock_account(cast.owner, reason="nghỉ", by=cast.admin)
    assert sorted(u.username for u in account_pages.find_accounts(state=state)) == expected


def test_accounts_are_found_by_role_and_unit(cast):
    found = account_pages.find_accounts(role=Role.UNIT_CLERK, unit="y te")
    assert [u.username for u in found] == ["owner"]
    assert not account_pages.find_accounts(role=Role.UNIT_CLERK, second_factor="on").exists()


def test_the_lines_of_accounts_cost_two_queries(cast, django_assert_num_queries):
    ids = account_pages.ids_in_order(account_pages.find_accounts())
    for number in (1, 3):
        with django_assert_num_queries(2):
            account_pages.account_rows(ids[:number])
