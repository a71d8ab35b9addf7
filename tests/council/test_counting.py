"""What a ballot of the Council comes to. Expected figures are worked out by hand from the law's shares (NĐ 98, Điều 30 khoản 7)."""

import pytest

from awards.council.models import AgendaItem
from awards.council.services import counting, sessions
from awards.council.workflows import SESSION
from emulation.base import clock
from emulation.base.workflow import Refused
from tests.council.walk import DURING, EVENING, counted, fresh, opened, prepared, seats, secretary_of, vote, voting

pytestmark = pytest.mark.django_db
STEPS_OUT = {"recusal_rule": "out_of_denominator"}


def only(session) -> AgendaItem:
    return session.items.get()


def test_nine_of_ten_reach_ninety_percent(cast):
    # The member of the nominee's own unit steps aside and stays in the denominator: 9 papers, all yes, 9/10 = 90 %.
    item = only(counted(cast, ["y", "y", "", "y", "y", "y", "y", "y", "y", "y"]))
    assert (item.yes, item.no, item.denominator, item.needed, item.result) == (9, 0, 10, 9, "passed")
    assert item.sentence == "Có 9/10 (90%) tổng số thành viên đồng ý, cần 9 phiếu: đạt."


def test_eighty_nine_percent_is_not_ninety(cast):
    # Nine members, one steps aside but counts: 8 yes of 9 are 88,89 %; 90 % of 9 are 8,1 votes, so 9.
    item = only(counted(cast, ["y", "y", "", *"yyyyyy"], members=9))
    assert (item.yes, item.denominator, item.needed, item.result) == (8, 9, 9, "failed")
    assert "88,89%" in item.sentence


def test_a_regulation_that_takes_the_recused_out_says_so(cast):
    # 8 yes of the 8 who remain.
    item = only(counted(cast, ["y", "y", "", *"yyyyyy"], members=9, council_fields=STEPS_OUT))
    assert (item.yes, item.denominator, item.needed, item.result) == (8, 8, 8, "passed")


def test_an_absent_member_is_in_the_denominator(cast):
    # 10 members, one absent, one steps aside: 8 yes of 10 are 80 %, 90 % are needed.
    item = only(counted(cast, ["y", "y", "", *"yyyyyy", None], presence={9: "absent"}))
    assert (item.yes, item.denominator, item.result) == (8, 10, "failed")


def test_a_written_opinion_counts_like_a_vote(cast):
    # The tenth member is away and wrote: 8 papers and one letter, all yes, are 9 of 10.
    item = only(counted(cast, ["y", "y", "", *"yyyyyyy"], presence={9: "written"}))
    assert (item.yes, item.denominator, item.result) == (9, 10, "passed")


def test_different_awards_need_different_shares(cast):
    # CTDT 80 % of 10 are 8, CSTDT 90 % are 9. Seven say yes to the first nominee, eight to the second.
    votes = ["yy", "yy", "y", "yy", "yy", "yy", "yy", "yy", "ny", "nn"]
    session = counted(cast, votes, items=("CSTDT", "CTDT"))
    found = {item.award: (item.yes, item.no, item.needed, item.result) for item in session.items.all()}
    assert found == {"CSTDT": (7, 2, 9, "failed"), "CTDT": (9, 1, 8, "passed")}


def test_without_a_share_people_decide(cast):
    item = only(counted(cast, ["y", "y", "", *"yyyyyyy"], items=("BKT",)))
    assert (item.yes, item.needed, item.result) == (9, None, "manual_review")


def test_the_regulation_of_the_council_may_set_a_share(cast):
    from awards.council.services import councils
    from tests.factories import acting

    session = prepared(cast, items=("BKT",))
    rule = {"ratio": "1/2", "denominator": "total_members", "strictly": True, "basis": "Quy chế Hội đồng, Điều 9"}
    councils.set_threshold(session.council, award="BKT", by=acting(cast.dha), **rule)
    session = opened(cast, session)
    for seat, opinion in zip(seats(session), ["y", "y", "", "y", "y", "y", "n", "n", "n", "n"], strict=True):
        vote(session, seat, opinion)
    with clock.at(EVENING):
        SESSION.perform(session, "count", by=secretary_of(cast))
    item = only(session)
    # Five of ten are not more than half.
    assert (item.yes, item.needed, item.result) == (5, 6, "failed")


ABSTAINS = {"offers_abstention": True}


def test_B06_abstentions_are_in_the_denominator(cast):
    # Nine members, five yes, none against, the one of the nominee's unit aside, three abstain: 5/9, not 5/5.
    item = only(counted(cast, ["y", "y", "", "y", "y", "y", "a", "a", "a"], members=9, council_fields=ABSTAINS))
    assert (item.yes, item.no, item.abstain, item.denominator, item.result) == (5, 0, 3, 9, "failed")


def test_B06_six_of_nine_present(cast):
    away = {6: "absent", 7: "absent", 8: "absent"}
    item = only(counted(cast, ["y", "y", "", "y", "y", "y"], members=9, presence=away))
    assert (item.yes, item.denominator, item.result) == (5, 9, "failed")
    assert item.sentence.startswith("Có 5/9 (55,56%) tổng số thành viên đồng ý, cần 9 phiếu")


def test_without_a_quorum_the_ballot_does_not_open(cast):
    # Two thirds of ten are seven; six are there.
    with pytest.raises(Refused, match="Mới có 6 trên 10 thành viên, cần ít nhất 7 người"):
        voting(cast, presence=dict.fromkeys(range(6, 10), "absent"))


def test_two_voters_are_too_few_to_stay_secret(cast):
    with pytest.raises(Refused, match="Bỏ phiếu kín cần từ 3 thành viên có mặt"):
        voting(cast, members=2)


def test_who_did_not_vote_is_not_counted_as_yes(cast):
    item = only(counted(cast, ["y", "y", "", "y", None, "y", "y", "y", "y", "y"]))
    assert (item.yes, item.no, item.denominator, item.result) == (8, 0, 10, "failed")


# --- On paper -----------------------------------------------------------------------------------------------------------
def on_paper(cast, **counts):
    session = voting(cast, mode="paper", closes_at=None)
    with clock.at(DURING):
        counting.set_paper_counts(session, {1: {"invalid": 0} | counts}, {}, by=secretary_of(cast))
    return session


def test_paper_counts_give_the_same_result(cast):
    session = on_paper(cast, yes=9, no=0)
    with clock.at(EVENING):
        SESSION.perform(session, "count", by=secretary_of(cast))
    assert only(session).result == "passed"


def test_impossible_paper_counts_are_refused_with_the_name(cast):
    # Ten are in the room, one steps aside: nine papers at most.
    with pytest.raises(Refused, match="Ông Lê Văn Bình"):
        on_paper(cast, yes=9, no=1)


def test_paper_is_not_counted_before_all_numbers_are_in(cast):
    session = voting(cast, mode="paper", closes_at=None)
    with clock.at(EVENING), pytest.raises(Refused, match="Còn 1 đề nghị chưa nhập kết quả"):
        SESSION.perform(session, "count", by=secretary_of(cast))


# --- Around the ballot --------------------------------------------------------------------------------------------------
def test_the_agenda_is_closed_once_voting_has_begun(cast):
    from awards.council.services import agenda

    session = voting(cast)
    with pytest.raises(Refused, match="Phiên họp đã mở bỏ phiếu"):
        agenda.remove_item(session.items.get(), reason="Rút", by=secretary_of(cast))


def test_counting_waits_for_the_hour_or_for_all(cast):
    session = voting(cast)
    vote(session, seats(session)[0], "y")
    with clock.at(DURING), pytest.raises(Refused, match="Còn 9 thành viên chưa nộp phiếu và chưa hết giờ"):
        SESSION.perform(session, "count", by=secretary_of(cast))


def test_who_comes_late_gets_a_paper_and_who_has_one_keeps_it(cast):
    session = voting(cast, presence={9: "absent"})
    late, early = seats(session)[9], seats(session)[0]
    with clock.at(DURING):
        sessions.set_attendance(session, {late.pk: ("present", "")}, by=secretary_of(cast))
        with pytest.raises(Refused, match="đã nhận phiếu nên không đổi được"):
            sessions.set_attendance(session, {early.pk: ("absent", "Ốm")}, by=secretary_of(cast))
    vote(session, late, "y")
    assert session.box.voters.count() == 10


def test_an_absent_member_must_have_a_reason(cast):
    session = prepared(cast)
    with clock.at(DURING), pytest.raises(Refused, match="hãy ghi lý do"):
        sessions.set_attendance(session, {seats(session)[0].pk: ("absent", "")}, by=secretary_of(cast))


def test_a_cancelled_session_is_never_opened_and_frees_its_nominees(cast):
    session = voting(cast)
    vote(session, seats(session)[0], "y")
    with clock.at(DURING):
        SESSION.perform(session, "cancel", by=secretary_of(cast), note="Thiếu hồ sơ")
    session = fresh(session)
    assert (session.state, bytes(session.box.sealed_private_key), session.box.result) == ("cancelled", b"", None)
    assert only(session).result == ""
