"""What goes into a draft: everything approved once, nothing refused, nothing that others decide."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from awards.decisions.models import DecisionLine, RewardDecision
from awards.decisions.selectors import checks
from awards.decisions.selectors.approved import undecided_items, waiting
from awards.decisions.selectors.authority import decider_of
from awards.decisions.services import drafting, tying
from awards.decisions.workflows import DECISION
from awards.models import Collective, Person
from awards.services import subjects
from emulation.base import clock
from emulation.base.workflow import Refused
from tests.council import walk as council_walk
from tests.decisions.walk import DRAFTED, THREE, Who, concluded, drafted, fresh
from tests.factories import acting

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def day():
    with clock.at(clock.moment(DRAFTED, 9)):
        yield


def names(decision) -> list[str]:
    return list(decision.lines.values_list("name", flat=True))


def test_the_annex_lists_collectives_then_people_then_households(cast):
    decision = drafted(cast, *THREE)
    assert names(decision) == ["Sở Y tế", "Ông Lê Văn An", "Hộ ông Trần Văn Bình"]
    assert list(decision.lines.values_list("order", flat=True)) == [1, 2, 3]


def test_a_refused_nominee_is_never_in_a_decision(cast):
    session = concluded(
        cast,
        Who("BKT", "individual", "Ông Lê Văn An"),
        Who("BKT", "individual", "Bà Vũ Thị Hoa", unit="Sở Xây dựng", approved=False),
    )
    assert names(drafted(cast, session=session)) == ["Ông Lê Văn An"]
    with pytest.raises(Refused, match="Không còn đề nghị"):
        drafting.draft(session, awards=["BKT"], by=acting(cast.dha))


def test_a_session_that_was_not_concluded_gives_no_decision(cast):
    session = council_walk.counted(cast, ["y", "y", "", "y", "y", "y", "y", "y", "y", "y"])
    assert session.items.get().result == "passed"
    with pytest.raises(Refused, match="chưa kết thúc"):
        drafting.draft(session, awards=["CSTDT"], by=acting(cast.dha))


def test_several_decisions_of_a_session_share_what_was_approved(cast):
    session = concluded(cast, Who("CTDT", "collective", "Sở Y tế"), Who("BKT", "individual", "Ông Lê Văn An"))
    first = drafted(cast, session=session, awards=["CTDT"])
    assert list(undecided_items(session).values_list("award", flat=True)) == ["BKT"]
    second = drafted(cast, session=session, awards=["CTDT", "BKT"])
    assert (names(first), names(second)) == (["Sở Y tế"], ["Ông Lê Văn An"])
    assert not undecided_items(session).exists()


def test_the_database_holds_a_nominee_in_one_live_decision(cast):
    decision = drafted(cast, *THREE)
    line = decision.lines.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        DecisionLine.objects.create(
            decision=decision,
            item=line.item,
            award="BKT",
            subject_kind=line.subject_kind,
            law_version="L2003",
            name="x",
        )


def test_what_is_taken_out_or_dropped_waits_again(cast):
    decision = drafted(cast, *THREE)
    drafting.take_out(decision.lines.get(subject_kind="household"), reason="Chờ xác minh", by=acting(cast.dha))
    assert names(decision) == ["Sở Y tế", "Ông Lê Văn An"]
    assert undecided_items(decision.session).get().label == "Hộ ông Trần Văn Bình"
    assert drafting.add_rest(decision, awards=["BKT"], by=acting(cast.dha)) == 1
    assert names(decision)[-1] == "Hộ ông Trần Văn Bình"
    DECISION.perform(decision, "cancel", by=acting(cast.dha), note="Lập lại")
    assert undecided_items(decision.session).count() == 3
    assert names(drafted(cast, session=decision.session)) == ["Sở Y tế", "Ông Lê Văn An", "Hộ ông Trần Văn Bình"]


def test_after_presenting_the_list_stands(cast):
    decision = drafted(cast, *THREE)
    DECISION.perform(decision, "present", by=acting(cast.dha))
    line = decision.lines.first()
    with pytest.raises(Refused, match="không còn ở bước soạn"):
        drafting.take_out(line, reason="x", by=acting(cast.dha))
    with pytest.raises(Refused, match="không còn ở bước soạn"):
        drafting.save_texts(decision, version=None, by=acting(cast.dha))


# --- Who decides --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("award", "kind", "on", "decider"),
    [
        # law.md §4: the Chairman of the province; the Prime Minister and the President above; heads of units below.
        ("BKT", "so_nganh", dt.date(2023, 12, 25), "CT_UBND_TINH"),
        ("CTDT", "cap_xa", dt.date(2024, 1, 2), "CT_UBND_TINH"),
        ("CSTDTQ", "so_nganh", dt.date(2023, 12, 25), "THU_TUONG"),
        ("HCLD3", "so_nganh", dt.date(2024, 6, 1), "CHU_TICH_NUOC"),
        ("CSTDCS", "so_nganh", dt.date(2024, 6, 1), "THU_TRUONG_DON_VI"),
        ("CSTDCS", "doanh_nghiep", dt.date(2024, 6, 1), "GIAM_DOC_DOANH_NGHIEP"),
        # A commune decides this title only from 01/07/2025 (NĐ 129/2025 Điều 59).
        ("CSTDCS", "cap_xa", dt.date(2025, 6, 30), "THU_TRUONG_DON_VI"),
        ("CSTDCS", "cap_xa", dt.date(2025, 7, 1), "CT_UBND_XA"),
        ("CSTDCS", "cap_huyen", dt.date(2025, 6, 30), "CT_UBND_HUYEN"),
    ],
)
def test_who_decides_is_a_matter_of_award_unit_and_day(award, kind, on, decider):
    assert decider_of(award, kind, on) == decider


def test_what_goes_higher_and_what_others_decide_is_kept_apart(cast):
    session = concluded(
        cast,
        Who("BKT", "individual", "Ông Lê Văn An"),
        Who("CSTDTQ", "individual", "Bà Vũ Thị Hoa", unit="Sở Xây dựng"),
        Who("CSTDCS", "individual", "Ông Đỗ Văn Kha", unit="Sở Công Thương"),
    )
    left = waiting(session, DRAFTED)
    assert [(g.award, g.words) for g in left.ours] == [("BKT", "1 cá nhân")]
    assert [(g.award, g.decider_name) for g in left.higher] == [("CSTDTQ", "Thủ tướng Chính phủ")]
    assert [(g.award, g.decider_name) for g in left.others] == [("CSTDCS", "Thủ trưởng đơn vị")]
    assert names(drafted(cast, session=session)) == ["Ông Lê Văn An"]


# --- Who they are in the registry ------------------------------------------------------------------------------------------
def test_whom_the_council_named_is_tied_and_collectives_by_their_unit(cast):
    decision = drafted(cast, *THREE)
    person = Person.objects.get(full_name="Lê Văn An")
    unit = Collective.objects.get(is_unit=True, unit=cast.units["Sở Y tế"])
    tied = [(line.person, line.collective, line.household and line.household.name) for line in decision.lines.all()]
    assert tied == [(None, unit, None), (person, None, None), (None, None, "Hộ ông Trần Văn Bình")]


def test_one_person_of_the_name_at_the_unit_is_meant_two_are_chosen_by_somebody(cast):
    by = acting(cast.dha)
    one = subjects.new_person(cast.units["Sở Y tế"], name="Lê Văn An", by=by)
    subjects.new_person(cast.units["Sở Xây dựng"], name="Vũ Thị Hoa", by=by)
    twins = [subjects.new_person(cast.units["Sở Công Thương"], name="Đỗ Văn Kha", by=by) for _ in "12"]
    session = concluded(
        cast,
        Who("BKT", "individual", "Ông Lê Văn An"),
        Who("BKT", "individual", "Ông Đỗ Văn Kha", unit="Sở Công Thương"),
        Who("BKT", "individual", "Bà Vũ Thị Hoa", unit="Sở Tài chính"),
        people=False,
    )
    decision = drafting.draft(session, awards=["BKT"], by=by)
    assert {line.name: line.person for line in decision.lines.all()} == {
        "Ông Lê Văn An": one,
        "Ông Đỗ Văn Kha": None,
        "Bà Vũ Thị Hoa": None,
    }
    assert "Chưa gắn hồ sơ của" in DECISION.offer("present", decision, by).reasons[0]
    # A new record for whom none is known there; the namesake elsewhere is put up to be looked at.
    assert tying.new_records(decision, by=by) == 1
    assert decision.lines.get(name="Bà Vũ Thị Hoa").person.places.get().unit == cast.units["Sở Tài chính"]
    tying.choose(decision.lines.get(name="Ông Đỗ Văn Kha"), twins[1], by=by)
    assert DECISION.offer("present", fresh(decision), by).enabled
    assert RewardDecision.objects.count() == 1


def test_who_is_new_and_stands_twice_gets_one_record_in_another_post_somebody_says(cast):
    who = {"kind": "individual", "label": "Ông Phan Văn Tài", "unit": "Sở Tài chính"}
    session = concluded(
        cast,
        Who("CSTDT", **who, detail="Trưởng phòng"),
        Who("BKT", **who, detail="Trưởng phòng"),
        Who("TTLDXS", **who, detail="Kế toán"),
        people=False,
    )
    decision = drafting.draft(session, awards=["CSTDT", "BKT", "TTLDXS"], by=acting(cast.dha))
    assert tying.new_records(decision, by=acting(cast.dha)) == 1
    person = Person.objects.get(full_name="Phan Văn Tài")
    assert {line.award: line.person for line in decision.lines.all()} == {
        "CSTDT": person,
        "BKT": person,
        "TTLDXS": None,
    }


def test_grounds_that_no_longer_hold_are_pointed_out(cast):
    # Law 15/2003 and NĐ 91/2017 hold to 31/12/2023 (rows of the law).
    decision = drafted(cast, *THREE)
    assert checks.ended_grounds(decision, dt.date(2023, 12, 31)) == []
    found = " ".join(checks.ended_grounds(decision, dt.date(2024, 1, 1)))
    assert "Nghị định số 91/2017/NĐ-CP (hết hiệu lực từ 01/01/2024)" in found


def test_what_somebody_else_changed_in_between_is_shown(cast):
    decision = drafted(cast, *THREE)
    texts = {name: getattr(decision, name) for name in drafting.TEXTS}
    drafting.save_texts(decision, version=decision.version, by=acting(cast.dha), **texts | {"merit": "có công"})
    assert fresh(decision).merit == "có công"
    assert fresh(decision).version == decision.version + 1
