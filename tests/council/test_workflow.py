"""Moves of a session: who, from where, with which guard; who sees it; one audit row a move and none when refused."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from awards.council.enums import SessionState
from awards.council.models import Session
from awards.council.services import agenda, councils, sessions
from awards.council.workflows import SESSION
from awards.workflows import ACCLAIM
from emulation.base import audit, clock
from emulation.base.models import AuditEntry, Notification
from emulation.base.workflow import AlreadyDone, Refused
from organisations.enums import Role
from tests.awards import acclaim_walk
from tests.council.walk import (
    DAY,
    DURING,
    EVENING,
    FIELDS,
    MORNING,
    fresh,
    opened,
    prepared,
    seats,
    vote,
    voting,
    walked,
)
from tests.factories import acting, make_person

pytestmark = pytest.mark.django_db
KEEPERS = {"secretary", "dha", "dha_head"}
READERS = KEEPERS | {"council", "office", "auditor"}
STRANGERS = {"owner", "head", "leader", "dha_unit_clerk", "admin", "nobody"}
# state → move → who gets the button. Written by hand.
TRUTH = {
    "preparing": {"invite": KEEPERS, "cancel": KEEPERS},
    "invited": {"open": KEEPERS, "cancel": KEEPERS},
    "voting": {"count": KEEPERS, "move_closing": KEEPERS, "cancel": KEEPERS},
    "counted": {"conclude": KEEPERS},
    "concluded": {},
    "cancelled": {},
}
# state → who sees the session.
SEES = {
    "preparing": KEEPERS,
    "invited": READERS,
    "voting": READERS,
    "counted": READERS,
    "concluded": READERS,
    "cancelled": READERS,
}
MOVES = ["invite", "open", "count", "move_closing", "conclude", "cancel"]
NEW_END = clock.moment(DAY, 15)
DATA = {"move_closing": {"closes_at": NEW_END}}


def cast_of(cast) -> dict:
    """Everybody by name; the secretary has no seat."""
    secretary = make_person("thuky", Role.COUNCIL_SECRETARY, cast.units["Sở Nội vụ"])
    people = {"secretary": secretary} | {
        name: getattr(cast, name) for name in READERS | STRANGERS if name != "secretary"
    }
    return {name: acting(person) for name, person in people.items()}


def test_the_table_names_every_state_and_every_move():
    assert set(TRUTH) == set(SEES) == {str(state) for state in SessionState}
    assert set(MOVES) == {move.name for move in SESSION.transitions}


@pytest.mark.parametrize("state", TRUTH)
def test_who_gets_which_button_and_who_sees_the_session(cast, state):
    row, buttons, sees = walked(cast, state), {}, set()
    with clock.at(DURING):
        for who, person in cast_of(cast).items():
            if Session.objects.visible_to(person).filter(pk=row.pk).exists():
                sees.add(who)
            for offer in SESSION.offers(row, person):
                buttons.setdefault(offer.transition.name, set()).add(who)
    assert (buttons, sees) == (TRUTH[state], SEES[state])


@pytest.mark.parametrize("state", TRUTH)
def test_whatever_the_table_does_not_name_is_refused_and_writes_nothing(cast, state):
    row, people = walked(cast, state), cast_of(cast)
    before = AuditEntry.objects.count()
    with clock.at(EVENING):
        for move in MOVES:
            for who, person in people.items():
                if who in TRUTH[state].get(move, ()):
                    continue
                fault = (Refused, AlreadyDone) if who in KEEPERS else PermissionDenied
                with pytest.raises(fault):
                    SESSION.perform(row, move, by=person, note="Thử", **DATA.get(move, {}))
    assert (fresh(row).state, AuditEntry.objects.count()) == (state, before)


@pytest.mark.parametrize(
    ("state", "move", "target"),
    [
        ("preparing", "invite", "invited"),
        ("invited", "open", "voting"),
        ("voting", "move_closing", "voting"),
        ("voting", "count", "counted"),
        ("counted", "conclude", "concluded"),
        ("preparing", "cancel", "cancelled"),
        ("invited", "cancel", "cancelled"),
        ("voting", "cancel", "cancelled"),
    ],
)
def test_each_move_writes_one_audit_row(cast, state, move, target):
    row, secretary = walked(cast, state, voted=True), cast_of(cast)["secretary"]
    before = AuditEntry.objects.count()
    with clock.at(DURING):
        SESSION.perform(row, move, by=secretary, note="Thiếu hồ sơ", **DATA.get(move, {}))
    assert fresh(row).state == target
    assert AuditEntry.objects.count() == before + 1
    assert audit.last(row, move).actor_name == secretary.full_name


# --- Guards that no other file reaches ------------------------------------------------------------------------------------
def test_nobody_is_invited_to_an_empty_agenda(cast):
    with pytest.raises(Refused, match="Chương trình chưa có đề nghị nào"):
        SESSION.perform(prepared(cast, items=()), "invite", by=acting(cast.dha))


def test_a_council_without_members_is_not_invited(cast):
    with pytest.raises(Refused, match="Hội đồng không có thành viên nào vào ngày họp"):
        SESSION.perform(prepared(cast, members=0), "invite", by=acting(cast.dha))


def test_a_ballot_does_not_open_after_its_own_end(cast):
    row = prepared(cast, closes_at=clock.moment(DAY, 7, 59))
    with pytest.raises(Refused, match="Giờ kết thúc bỏ phiếu đã qua"):
        opened(cast, row)


def test_the_same_person_clicks_twice(cast):
    row = walked(cast, "counted")
    SESSION.perform(row, "conclude", by=acting(cast.dha))
    with pytest.raises(AlreadyDone):
        SESSION.perform(row, "conclude", by=acting(cast.dha))


# --- Another hour of closing ------------------------------------------------------------------------------------------------
def test_the_hour_of_an_open_ballot_is_moved_with_a_reason_and_members_are_told(
    cast, django_capture_on_commit_callbacks
):
    row = voting(cast, presence={9: "absent"})
    with clock.at(DURING), django_capture_on_commit_callbacks(execute=True):
        SESSION.perform(row, "move_closing", by=acting(cast.dha), note="Chờ thêm hai thành viên", closes_at=NEW_END)
    assert fresh(row).box.closes_at == NEW_END
    entry = audit.last(row, "move_closing")
    assert (entry.note, entry.changes["closes_at"]) == (
        "Chờ thêm hai thành viên",
        ["11:30 ngày 20/12/2023", "15:00 ngày 20/12/2023"],
    )
    told = Notification.objects.filter(title__startswith="Đổi giờ kết thúc bỏ phiếu")
    assert told.count() == 9  # not who is away
    assert "Nhận phiếu đến 15:00 ngày 20/12/2023, trước đây là 11:30 ngày 20/12/2023." in told[0].body


@pytest.mark.parametrize(
    ("note", "closes_at", "words"),
    [
        ("", NEW_END, "Hãy ghi lý do"),
        ("Chờ", clock.moment(DAY, 8, 30), "Giờ kết thúc mới phải sau lúc này"),
        ("Chờ", None, "Hãy ghi ngày, giờ kết thúc mới"),
    ],
)
def test_a_wrong_hour_is_refused(cast, note, closes_at, words):
    row = voting(cast)
    with clock.at(DURING), pytest.raises(Refused, match=words):
        SESSION.perform(row, "move_closing", by=acting(cast.dha), note=note, closes_at=closes_at)
    assert fresh(row).box.closes_at == clock.moment(DAY, 11, 30)


def test_a_vote_on_paper_has_no_hour(cast):
    row = voting(cast, mode="paper", closes_at=None)
    with pytest.raises(Refused, match="Phiếu giấy không có giờ kết thúc trên hệ thống"):
        SESSION.perform(row, "move_closing", by=acting(cast.dha), note="Chờ", closes_at=NEW_END)


# --- Who sees a session -----------------------------------------------------------------------------------------------------
def sees(person, row) -> bool:
    return Session.objects.visible_to(acting(person)).filter(pk=row.pk).exists()


def test_who_left_before_the_day_does_not_see_the_session_and_who_took_part_does(cast):
    row = walked(cast, "invited")
    early, late = seats(row)[0], seats(row)[1]
    councils.end_seat(early, on=dt.date(2023, 12, 19), by=acting(cast.dha))
    row = opened(cast, row)
    councils.end_seat(late, on=dt.date(2023, 12, 31), by=acting(cast.dha))
    with clock.at(clock.moment(dt.date(2024, 2, 1), 9)):
        assert (sees(early.user, row), sees(late.user, row)) == (False, True)


def test_the_last_day_of_a_member_is_the_vietnamese_day(cast):
    # 06:30 in Viet Nam is the day before by Greenwich.
    row = prepared(cast, held_at=clock.moment(DAY, 6, 30))
    gone, stays = seats(row)[0], seats(row)[1]
    councils.end_seat(gone, on=dt.date(2023, 12, 19), by=acting(cast.dha))
    councils.end_seat(stays, on=DAY, by=acting(cast.dha))
    with clock.at(MORNING):
        SESSION.perform(row, "invite", by=acting(cast.dha))
        assert (sees(gone.user, row), sees(stays.user, row)) == (False, True)


# --- What blocs acclaimed -----------------------------------------------------------------------------------------------------
def acclaimed(cast):
    """The one unit that its bloc nominated."""
    row = acclaim_walk.counted(cast, {"Sở Công Thương": [2], "Sở Tài chính": [2], "Sở Xây dựng": [2], "Sở Y tế": [1]})
    with clock.at(acclaim_walk.EVENING):
        ACCLAIM.perform(row, "conclude", by=acting(cast.leader))
    return row.nominees.exclude(nominated_on=None).get()


@pytest.mark.parametrize(("opinion", "approved_on"), [("y", DAY), ("n", None)])
def test_what_the_council_passed_is_approved_where_it_was_nominated(cast, opinion, approved_on):
    nominee, row, by = acclaimed(cast), prepared(cast, items=()), acting(cast.dha)
    with clock.at(MORNING):
        assert agenda.take_acclaimed(row, [nominee], by=by) == 1
        assert agenda.take_acclaimed(row, [nominee], by=by) == 0  # once
        rule = {"ratio": "1/2", "denominator": "total_members", "strictly": True, "basis": "Quy chế"}
        councils.set_threshold(row.council, award=row.items.get().award, by=by, **rule)
    row = opened(cast, row)
    for seat in seats(row):
        vote(row, seat, "" if seat.unit_id == nominee.unit_id else opinion)
    with clock.at(EVENING):
        SESSION.perform(row, "count", by=by)
        SESSION.perform(row, "conclude", by=by)
    nominee.refresh_from_db()
    assert (nominee.proposed_on, nominee.approved_on) == (DAY, approved_on)
    found = AuditEntry.objects.filter(action="approved")
    assert [entry.changes["units"] for entry in found] == ([[nominee.unit.label]] if approved_on else [])


def test_a_cancelled_session_frees_what_blocs_nominated(cast):
    nominee, row, by = acclaimed(cast), prepared(cast, items=()), acting(cast.dha)
    with clock.at(MORNING):
        agenda.take_acclaimed(row, [nominee], by=by)
        SESSION.perform(row, "cancel", by=by, note="Hoãn họp")
        assert agenda.take_acclaimed(prepared_again(cast, row), [nominee], by=by) == 1


def prepared_again(cast, row):
    return sessions.create(row.council, by=acting(cast.dha), **FIELDS)
