"""Sessions of the Council for tests, walked there through services and workflow."""

import datetime as dt

from django.db.models import Q

from awards.council.enums import Presence, SeatRole, SessionState
from awards.council.models import Council, Seat, Session
from awards.council.services import agenda, councils, papers, sessions
from awards.council.workflows import SESSION
from awards.services.ballots import new_code
from emulation.base import clock
from organisations.enums import Role
from organisations.models import User
from tests import factories
from tests.factories import acting

DAY = dt.date(2023, 12, 20)
MORNING = clock.moment(DAY, 8)
DURING = clock.moment(DAY, 9)
EVENING = clock.moment(DAY, 18)
FIELDS = {
    "title": "Phiên 1: xét khen thưởng tổng kết năm 2023",
    "year": 2023,
    "held_at": clock.moment(DAY, 8, 30),
    "place": "Hội trường UBND tỉnh",
    "chaired_by": None,
    "secretary": None,
    "counting_team": "",
    "secret": True,
    "mode": "online",
    "closes_at": clock.moment(DAY, 11, 30),
}
NAMES = [
    "An",
    "Bình",
    "Chi",
    "Dũng",
    "Giang",
    "Hà",
    "Khánh",
    "Lan",
    "Minh",
    "Nga",
    "Oanh",
    "Phúc",
    "Quang",
    "Sơn",
    "Thu",
]


def council(cast, members: int = 10, **fields) -> Council:
    """A Council with so many members; the third is the head of Sở Y tế, `cast.council` the last."""
    row = councils.form_council(
        by=acting(cast.dha),
        **{
            "name": "Hội đồng Thi đua - Khen thưởng tỉnh",
            "decision_number": "100/QĐ-UBND",
            "decided_on": dt.date(2023, 1, 10),
            "valid_from": dt.date(2023, 1, 10),
            "valid_to": None,
            "recusal_rule": "stays_in_denominator",
        }
        | fields,
    )
    for number in range(members):
        role = [SeatRole.CHAIR, SeatRole.STANDING_VICE_CHAIR][number] if number < 2 else SeatRole.MEMBER
        unit = cast.units["Sở Y tế"] if number == 2 else None
        user = cast.council if number == members - 1 else member_account(cast, number)
        councils.seat(
            row, full_name=f"Thành viên {NAMES[number]}", role=role, unit=unit, user=user, by=acting(cast.dha)
        )
    return row


def member_account(cast, number: int):
    """One account for each number, whatever the number of Councils."""
    known = User.objects.filter(username=f"uyvien{number}").first()
    return known or factories.make_person(f"uyvien{number}", Role.COUNCIL_MEMBER, cast.units["Sở Nội vụ"])


def prepared(cast, *, members: int = 10, council_fields=(), items=("CSTDT",), **fields) -> Session:
    """In preparation, with one nominee for each award named; Sở Y tế's own people stand for CSTDT."""
    with clock.at(MORNING):
        row = sessions.create(council(cast, members, **dict(council_fields)), by=secretary_of(cast), **FIELDS | fields)
        for number, award in enumerate(items, 1):
            agenda.add_item(
                row,
                award=award,
                filed_on=dt.date(2024, 1, 5),
                subject_kind="individual",
                label=f"Ông Lê Văn {NAMES[number]}",
                detail="Trưởng phòng",
                summary="",
                unit=cast.units["Sở Y tế"] if number == 1 else cast.units["Sở Xây dựng"],
                person=None,
                by=secretary_of(cast),
            )
    return fresh(row)


def secretary_of(cast):
    """The department's clerk keeps the session in tests."""
    return acting(cast.dha)


def voting(cast, *, presence: dict[int, str] | None = None, **fields) -> Session:
    """Open for votes: all present unless `presence` {number of the member: "written" or "absent"} says otherwise."""
    return opened(cast, prepared(cast, **fields), presence)


def opened(cast, row: Session, presence: dict[int, str] | None = None) -> Session:
    """The same for a session that was prepared."""
    with clock.at(MORNING):
        invited(cast, row, presence)
        SESSION.perform(row, "open", by=secretary_of(cast))
    return fresh(row)


def invited(cast, row: Session, presence: dict[int, str] | None = None) -> Session:
    """Members are invited and it is noted who takes part."""
    with clock.at(MORNING):
        if fresh(row).state == SessionState.PREPARING:
            SESSION.perform(row, "invite", by=secretary_of(cast))
        marks = {}
        for number, seat in enumerate(seats(row)):
            mark = (presence or {}).get(number, Presence.PRESENT)
            marks[seat.pk] = (mark, "Đi công tác" if mark == Presence.ABSENT else "")
        sessions.set_attendance(row, marks, by=secretary_of(cast))
    return fresh(row)


def walked(cast, state: str, *, voted: bool = False) -> Session:
    """A session in this state; while members vote, with all papers in when `voted`."""
    if state in ("preparing", "invited", "cancelled"):
        row = prepared(cast) if state == "preparing" else invited(cast, prepared(cast))
    elif state == "voting":
        row = voting(cast)
        for seat in seats(row) if voted else []:
            vote(row, seat, "" if seat.unit_id else "y")
    else:
        row = counted(cast, [*"yy", "", *"yyyyyyy"])
    move = {"concluded": "conclude", "cancelled": "cancel"}.get(state)
    if move:
        with clock.at(EVENING):
            SESSION.perform(row, move, by=secretary_of(cast), note="Hoãn họp")
    return fresh(row)


def seats(session: Session) -> list[Seat]:
    """In the order in which they were added."""
    return list(session.council.seats.filter(Q(valid_to=None)).order_by("pk"))


def vote(session: Session, seat: Seat, opinions: str, *, code: str = "") -> None:
    """One paper: letters of the positions on which the member votes; positions stepped aside from are skipped."""
    said, rest = {}, iter(opinions)
    blank = papers.blank(session, seat)
    for position, letter in enumerate(blank, 1):
        if letter != papers.STEPS_ASIDE:
            said[position] = next(rest)
    with clock.at(DURING):
        paper = papers.seal(session.box_id, seat.pk, papers.fill(blank, said))
        papers.cast(session.pk, seat.pk, paper, code=code or new_code(), by=seat.user)


def counted(cast, opinions: list[str], **fields) -> Session:
    """Counted after these papers, one for each member in order; None casts nothing."""
    row = voting(cast, **fields)
    for seat, opinion in zip(seats(row), opinions, strict=False):
        if opinion is not None:
            vote(row, seat, opinion)
    with clock.at(EVENING):
        SESSION.perform(row, "count", by=secretary_of(cast))
    return fresh(row)


def fresh(session: Session) -> Session:
    return Session.objects.select_related("box", "council").get(pk=session.pk)
