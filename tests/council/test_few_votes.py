"""A secret ballot is counted only where at least three members in the room said something of every nominee (decision 0009)."""

import datetime as dt

import pytest

from awards.council.models import AgendaItem
from awards.council.services import agenda, councils, counting
from awards.council.workflows import SESSION
from emulation.base import clock
from emulation.base.workflow import Refused
from tests.council.walk import EVENING, MORNING, fresh, opened, prepared, seats, secretary_of, vote, voting

pytestmark = pytest.mark.django_db
# The third member is of the unit of the first nominee and steps aside from it in every session here.


def recused(cast, session, *numbers):
    with clock.at(MORNING):
        for number in numbers:
            agenda.recuse(session.items.get(), seats(session)[number], reason="Là người thân", by=secretary_of(cast))
    return session


def why_not_counted(cast, session) -> list[str]:
    with clock.at(EVENING):
        return SESSION.offer("count", fresh(session), secretary_of(cast)).reasons


def test_three_papers_of_which_two_step_aside_are_not_opened(cast):
    session = opened(cast, recused(cast, prepared(cast), 0, 1))
    for number, opinion in ((0, ""), (1, ""), (5, "n")):
        vote(session, seats(session)[number], opinion)
    (reason,) = why_not_counted(cast, session)
    assert (
        "Còn thiếu: Ông Lê Văn Bình (Chiến sĩ thi đua cấp tỉnh). Hãy đổi giờ kết thúc để thêm thành viên bỏ phiếu"
        in reason
    )
    with clock.at(EVENING), pytest.raises(Refused, match="Còn thiếu: Ông Lê Văn Bình"):
        SESSION.perform(session, "count", by=secretary_of(cast))
    assert AgendaItem.objects.get().yes is None
    assert session.box.envelopes.count() == 3


def test_two_more_papers_make_it_countable(cast):
    session = opened(cast, recused(cast, prepared(cast), 0, 1))
    for number, opinion in ((0, ""), (1, ""), (5, "n"), (6, "y"), (7, "y")):
        vote(session, seats(session)[number], opinion)
    assert why_not_counted(cast, session) == []
    with clock.at(EVENING):
        SESSION.perform(session, "count", by=secretary_of(cast))
    assert (AgendaItem.objects.get().yes, AgendaItem.objects.get().no) == (2, 1)


def test_written_opinions_hide_nobody_in_the_room(cast):
    # Two in the room and two letters are four papers, of which the letters are known to the secretary.
    session = voting(cast, presence={8: "written", 9: "written"})
    for number in (0, 1, 8, 9):
        vote(session, seats(session)[number], "y")
    (reason,) = why_not_counted(cast, session)
    assert "Còn thiếu: Ông Lê Văn Bình" in reason


def test_the_count_itself_refuses_what_the_button_refuses(cast):
    session = voting(cast, presence={8: "written", 9: "written"})
    for number in (0, 1, 8, 9):
        vote(session, seats(session)[number], "y")
    with pytest.raises(Refused, match="Phiếu kín chỉ mở khi mỗi đề nghị có từ 3 thành viên"):
        counting.count(fresh(session))


def test_a_nominee_added_after_the_invitation_is_seen_by_the_guard(cast):
    # Four members, two of them of Sở Xây dựng: of its own nominee two would vote.
    session, unit = prepared(cast, members=4), cast.units["Sở Xây dựng"]
    for seat in seats(session)[:2]:
        seat.unit = unit
        seat.save()
    with clock.at(MORNING):
        SESSION.perform(session, "invite", by=secretary_of(cast))
        add(cast, session, "Bà Trần Thị Hoa", "BKT", unit)
        # The agenda shows at once who steps aside.
        assert AgendaItem.objects.get(award="BKT").recusals.count() == 2
        everybody_is_there(cast, session)
        with pytest.raises(Refused, match="Chưa đủ 3 người bỏ phiếu kín cho: Bà Trần Thị Hoa"):
            SESSION.perform(session, "open", by=secretary_of(cast))


def test_a_member_who_joins_after_the_invitation_is_seen_by_the_guard(cast):
    # Four members, of whom the third steps aside; one of the other three is replaced by somebody of the nominee's unit.
    session, by = prepared(cast, members=4), secretary_of(cast)
    with clock.at(MORNING):
        SESSION.perform(session, "invite", by=by)
        gone = seats(session)[1]
        councils.end_seat(gone, on=dt.date(2023, 12, 19), by=by)
        new = {"full_name": "Bà Mới", "role": gone.role, "unit": cast.units["Sở Y tế"], "user": gone.user}
        councils.seat(session.council, valid_from=dt.date(2023, 12, 20), by=by, **new)
        everybody_is_there(cast, session)
        with pytest.raises(Refused, match="Chưa đủ 3 người bỏ phiếu kín cho: Ông Lê Văn Bình"):
            SESSION.perform(session, "open", by=by)


def test_one_name_for_two_awards_is_two_nominees(cast):
    # Five members; two step aside from the one, another from the other: three and four vote.
    session = prepared(cast, members=5, items=())
    with clock.at(MORNING):
        for award, aside in (("CSTDT", (0, 1)), ("BKT", (3,))):
            item = add(cast, session, "Ông An", award, None)
            for number in aside:
                agenda.recuse(item, seats(session)[number], reason="Là người thân", by=secretary_of(cast))
    assert opened(cast, session).state == "voting"


def add(cast, session, label, award, unit):
    fields = {"subject_kind": "individual", "label": label, "detail": "", "summary": "", "unit": unit, "person": None}
    return agenda.add_item(session, award=award, filed_on=clock.today(), by=secretary_of(cast), **fields)


def everybody_is_there(cast, session):
    from awards.council.services import sessions

    sessions.set_attendance(session, {seat.pk: ("present", "") for seat in seats(session)}, by=secretary_of(cast))
