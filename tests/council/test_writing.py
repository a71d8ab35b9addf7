"""Writing of a session never goes over a colleague's text, and the audit row says what it was and what it became."""

import datetime as dt

import pytest

from awards.council.models import AgendaItem, Attendance
from awards.council.selectors.pages import groups
from awards.council.services import councils, counting, sessions
from awards.council.workflows import SESSION
from emulation.base import audit, clock
from emulation.base.concurrency import StaleVersion
from emulation.base.workflow import Refused
from tests.council.walk import DURING, EVENING, council, fresh, prepared, seats, voting
from tests.factories import acting

pytestmark = pytest.mark.django_db


# --- Who takes part -------------------------------------------------------------------------------------------------------
def test_attendance_is_not_saved_over_a_colleagues(cast):
    session, by = prepared(cast), acting(cast.dha)
    seat, opened_at = seats(session)[0], session.version
    sessions.set_attendance(session, {seat.pk: ("absent", "Ốm")}, version=opened_at, by=by)
    with pytest.raises(StaleVersion):
        sessions.set_attendance(session, {seat.pk: ("present", "")}, version=opened_at, by=by)
    assert Attendance.objects.get().presence == "absent"


def test_the_audit_row_says_who_was_noted_how_before_and_after(cast):
    session, by = prepared(cast), acting(cast.dha)
    first, second = seats(session)[:2]
    marks = {first.pk: ("absent", "Ốm"), second.pk: ("present", "")}
    sessions.set_attendance(session, marks, by=by)
    sessions.set_attendance(session, marks | {first.pk: ("written", "")}, by=by)
    assert audit.last(session, "attendance").changes == {
        "Thành viên An": ["Vắng mặt: Ốm", "Gửi ý kiến bằng văn bản"],
    }
    rows = audit.history(session).filter(action="attendance").count()
    sessions.set_attendance(session, {second.pk: ("present", "")}, by=by)
    assert audit.history(session).filter(action="attendance").count() == rows  # nothing changed, nothing written


def test_attendance_is_closed_with_the_ballot(cast):
    session, by = voting(cast, mode="paper", closes_at=None), acting(cast.dha)
    with clock.at(DURING):
        counting.set_paper_counts(session, {1: {"yes": 9, "no": 0, "invalid": 0}}, {}, by=by)
        SESSION.perform(session, "count", by=by)
        with pytest.raises(Refused, match="Phiếu đã kiểm nên danh sách dự họp không đổi được"):
            sessions.set_attendance(session, {seats(session)[0].pk: ("absent", "Ốm")}, by=by)


# --- Paper counts -----------------------------------------------------------------------------------------------------------
def test_paper_counts_are_not_saved_over_a_colleagues_and_say_what_they_were(cast):
    session, by = voting(cast, mode="paper", closes_at=None), acting(cast.dha)
    opened_at = fresh(session).version
    with clock.at(DURING):
        first = {1: {"yes": 9, "no": 0, "invalid": 0}}
        counting.set_paper_counts(session, first, {}, version=opened_at, by=by)
        with pytest.raises(StaleVersion):
            counting.set_paper_counts(session, {1: {"yes": 3, "no": 6, "invalid": 0}}, {}, version=opened_at, by=by)
        counting.set_paper_counts(session, {1: {"yes": 8, "no": 1, "invalid": 0}}, {}, version=opened_at + 1, by=by)
    before, after = audit.last(session, "paper_counts").changes["số 1"]
    assert before == "9 đồng ý, 0 không đồng ý, 0 không hợp lệ"
    assert after == "8 đồng ý, 1 không đồng ý, 0 không hợp lệ"


@pytest.mark.parametrize("move", ["count", "cancel"])
def test_paper_counts_are_closed_with_the_box(cast, move):
    session, by = voting(cast, mode="paper", closes_at=None), acting(cast.dha)
    with clock.at(EVENING):
        counting.set_paper_counts(session, {1: {"yes": 9, "no": 0, "invalid": 0}}, {}, by=by)
        SESSION.perform(session, move, by=by, note="Thiếu hồ sơ")
        with pytest.raises(Refused, match="không nhận kết quả kiểm phiếu giấy lúc này"):
            counting.set_paper_counts(session, {1: {"yes": 3, "no": 6, "invalid": 0}}, {}, by=by)
    assert fresh(session).box.paper_counts["room"]["1"]["yes"] == 9


def test_votes_on_this_system_take_no_paper_counts(cast):
    session = voting(cast)
    with clock.at(DURING), pytest.raises(Refused, match="không nhận kết quả kiểm phiếu giấy"):
        counting.set_paper_counts(session, {1: {"yes": 9, "no": 0, "invalid": 0}}, {}, by=acting(cast.dha))


# --- Seats ------------------------------------------------------------------------------------------------------------------
def test_one_account_has_one_seat_on_a_day(cast):
    row, by = council(cast), acting(cast.dha)
    member = row.seats.order_by("pk")[3]
    councils.end_seat(member, on=dt.date(2024, 6, 30), by=by)
    again = {"full_name": "Thành viên Dũng", "role": "member", "user": member.user, "by": by}
    with pytest.raises(Refused, match=r"đã gắn với một thành viên trong cùng thời gian \(Thành viên Dũng\)"):
        councils.seat(row, valid_from=dt.date(2024, 6, 30), **again)
    councils.seat(row, valid_from=dt.date(2024, 7, 1), **again)
    assert row.seats.filter(user=member.user).count() == 2


def test_a_seat_does_not_end_into_the_next(cast):
    row, by = council(cast), acting(cast.dha)
    member = row.seats.order_by("pk")[3]
    councils.end_seat(member, on=dt.date(2023, 6, 30), by=by)
    new = {"full_name": "Thành viên Dũng", "role": "member", "user": member.user, "by": by}
    councils.seat(row, valid_from=dt.date(2023, 7, 1), **new)
    with pytest.raises(Refused, match="trong cùng thời gian"):
        councils.end_seat(member, on=dt.date(2023, 7, 1), by=by)
    with pytest.raises(Refused, match="đứng trước ngày vào Hội đồng"):
        councils.end_seat(member, on=dt.date(2023, 1, 9), by=by)


def test_one_chair_at_a_time(cast):
    row, by = council(cast), acting(cast.dha)
    chair = row.seats.get(role="chair")
    with pytest.raises(Refused, match="Thành viên An là Chủ tịch Hội đồng trong cùng thời gian"):
        councils.seat(row, full_name="Ông Mới", role="chair", by=by)
    councils.end_seat(chair, on=dt.date(2023, 9, 30), by=by)
    councils.seat(row, full_name="Ông Mới", role="chair", valid_from=dt.date(2023, 10, 1), by=by)


# --- Awards of the agenda ---------------------------------------------------------------------------------------------------
def test_an_award_renamed_while_the_agenda_is_made_is_one_award(cast):
    session = prepared(cast, items=("BKT", "BKT", "CSTDT"))
    AgendaItem.objects.filter(position=2).update(award_name="Bằng khen của UBND tỉnh")
    assert [(g.award, g.first, g.items) for g in groups(session, 10)] == [("CSTDT", 1, 1), ("BKT", 2, 2)]
