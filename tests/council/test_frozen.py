"""Once votes opened a session keeps its members and rules, whatever becomes of the Council."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse

from awards.council.models import AgendaItem, Attendance, Recusal
from awards.council.selectors.members import members_of
from awards.council.services import agenda, councils, sessions
from awards.council.workflows import SESSION
from emulation.base import clock
from emulation.base.workflow import Refused
from tests.council.walk import (
    DURING,
    EVENING,
    MORNING,
    counted,
    fresh,
    opened,
    prepared,
    seats,
    secretary_of,
    vote,
    voting,
)
from tests.factories import acting

pytestmark = pytest.mark.django_db
RULE = {"ratio": "1/2", "denominator": "total_members", "strictly": True, "basis": "Quy chế mới"}
ALL = ["y", "y", "", *"yyyyyyy"]


def change_everything(cast, session):
    """Another share, quorum and rule of recusal, and a member who left before the session."""
    by, council = acting(cast.dha), session.council
    for award in ("CSTDT", "BKT"):
        councils.set_threshold(council, award=award, by=by, **RULE)
    new = {"quorum_ratio": "1", "recusal_rule": "out_of_denominator", "offers_abstention": True}
    councils.update_council(council, version=None, by=by, **new)
    councils.end_seat(seats(session)[9], on=dt.date(2023, 12, 1), by=by)


def minutes(cast, session) -> str:
    client = Client()
    client.force_login(cast.dha, backend="allauth.account.auth_backends.AuthenticationBackend")
    with clock.at(EVENING):
        text = client.get(reverse("council:session_minutes", args=[session.pk])).content.decode()
    return re.sub(r"\s+", " ", re.search(r"<article.*</article>", text, re.DOTALL)[0])


def test_printed_minutes_never_change(cast):
    session = counted(cast, ALL, items=("CSTDT",))
    before = minutes(cast, session)
    assert "Tổng số thành viên Hội đồng: 10; có mặt: 10" in before
    assert "Cần từ 90%, tức 9/10 thành viên" in before
    assert "Cần ít nhất 7 thành viên dự họp: đủ." in before
    assert "Không tham gia biểu quyết (vẫn tính trong tổng số thành viên):" in before
    change_everything(cast, session)
    assert minutes(cast, session) == before


def test_a_change_while_members_vote_does_not_reach_the_count(cast):
    session = voting(cast, items=("CSTDT",))
    change_everything(cast, session)
    for number, seat in enumerate(Attendance.objects.order_by("seat_id").values_list("seat", flat=True)):
        vote(session, session.council.seats.get(pk=seat), "" if number == 2 else "y")
    with clock.at(EVENING):
        SESSION.perform(session, "count", by=secretary_of(cast))
    item = session.items.get()
    # Nine of ten, by the share of the law: 90 % of ten are nine.
    assert (item.yes, item.denominator, item.needed, item.result) == (9, 10, 9, "passed")
    assert "Không có ý kiến" not in minutes(cast, session)


def test_the_shares_of_the_count_are_printed_even_if_the_law_is_corrected(cast, monkeypatch):
    session = counted(cast, ALL, items=("CSTDT",))
    monkeypatch.setattr("awards.council.selectors.pages.need_of", None)
    assert "Cần từ 90%, tức 9/10 thành viên (khoản 7 Điều 30" in minutes(cast, session)


def test_who_was_noted_and_left_before_the_session_is_no_member_of_it(cast):
    session = prepared(cast)
    gone = seats(session)[9]
    with clock.at(MORNING):
        agenda.recuse(session.items.get(), gone, reason="Là người thân", by=secretary_of(cast))
        sessions.set_attendance(session, {gone.pk: ("present", "")}, by=secretary_of(cast))
    councils.end_seat(gone, on=dt.date(2023, 12, 1), by=acting(cast.dha))
    session = opened(cast, session)
    assert gone not in members_of(session)
    assert len(members_of(session)) == 9
    assert not Recusal.objects.filter(seat=gone).exists()


def test_before_votes_open_the_council_of_the_day_holds(cast):
    session = prepared(cast)
    councils.update_council(session.council, version=None, by=acting(cast.dha), offers_abstention=True)
    councils.end_seat(seats(session)[9], on=dt.date(2023, 12, 19), by=acting(cast.dha))
    assert fresh(session).terms.offers_abstention is True
    assert len(members_of(fresh(session))) == 9


# --- Open votes ---------------------------------------------------------------------------------------------------------
def test_the_minutes_of_an_open_vote_say_who_said_what(cast):
    shown = minutes(cast, counted(cast, ["y", "n", "", *"yyyyyyn"], secret=False))
    assert "bỏ phiếu mở" in shown
    assert "Không đồng ý: Thành viên Bình, Thành viên Nga." in shown
    assert "Đồng ý: Thành viên An, Thành viên Dũng, Thành viên Giang" in shown
    assert "Thành viên Chi, Thành viên" not in shown  # stepped aside


def test_what_the_law_votes_on_secretly_is_not_voted_on_openly(cast):
    # Under the law of 2003 (ND 91/2017, Điều 45 khoản 8) CSTDT is voted on secretly.
    session = prepared(cast, items=(), secret=False)
    with clock.at(MORNING):
        fields = {"subject_kind": "individual", "label": "Ông An", "by": secretary_of(cast)}
        agenda.add_item(session, award="CSTDT", filed_on=dt.date(2023, 6, 1), **fields)
    with pytest.raises(Refused, match="Luật quy định bỏ phiếu kín đối với Chiến sĩ thi đua cấp tỉnh"):
        opened(cast, session)


# --- Who can vote -------------------------------------------------------------------------------------------------------
def without_account(session):
    seat = seats(session)[0]
    seat.user = None
    seat.save()
    return seat


def test_who_is_present_without_an_account_cannot_vote_here(cast):
    session = prepared(cast)
    seat = without_account(session)
    with pytest.raises(Refused, match="Thành viên An có mặt nhưng không có tài khoản"):
        opened(cast, session)
    assert fresh(session).state == "invited"
    with clock.at(MORNING):
        sessions.set_attendance(session, {seat.pk: ("written", "")}, by=secretary_of(cast))
        SESSION.perform(session, "open", by=secretary_of(cast))


def test_on_paper_nobody_needs_an_account(cast):
    session = prepared(cast, mode="paper", closes_at=None)
    without_account(session)
    assert opened(cast, session).state == "voting"


def test_who_comes_late_without_an_account_sends_a_letter(cast):
    session = prepared(cast)
    seat = without_account(session)
    session = opened(cast, session, {0: "absent"})
    with clock.at(DURING):
        with pytest.raises(Refused, match="không có tài khoản"):
            sessions.set_attendance(session, {seat.pk: ("present", "")}, by=secretary_of(cast))
        sessions.set_attendance(session, {seat.pk: ("written", "")}, by=secretary_of(cast))
    assert session.box.voters.filter(key=seat.letter_key).exists()


# --- The paper's order --------------------------------------------------------------------------------------------------
def test_items_of_one_award_under_two_laws_stand_apart(cast):
    session = prepared(cast, items=())
    with clock.at(MORNING):
        for label, filed in (("A", dt.date(2023, 6, 1)), ("B", dt.date(2024, 1, 5)), ("C", dt.date(2023, 6, 1))):
            fields = {"subject_kind": "individual", "label": label, "by": secretary_of(cast)}
            agenda.add_item(session, award="CSTDT", filed_on=filed, **fields)
    found = list(AgendaItem.objects.order_by("position").values_list("label", "law_version"))
    assert found == [("A", "L2003"), ("C", "L2003"), ("B", "L2022A")]
