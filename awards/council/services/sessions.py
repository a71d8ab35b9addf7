"""Sessions of the Council: preparing one, who takes part, and the effects of its moves."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from awards.council.enums import Presence, SessionState
from awards.council.models import AgendaItem, Attendance, Council, Seat, Session
from awards.council.selectors.members import members_of, presences
from awards.council.services import agenda, counting
from awards.enums import BallotMode
from awards.models import AcclaimNominee, BallotBox
from awards.services import ballots
from awards.services.ballots import Choice
from emulation.base import audit, clock, concurrency, notify
from emulation.base.workflow import Refused

OF_SESSION = ("title", "year", "held_at", "place", "chaired_by", "secretary", "counting_team")
OF_BOX = ("secret", "mode", "closes_at")
PREPARED = (SessionState.PREPARING, SessionState.INVITED)


def topic(session: Session) -> str:
    """What notices about the session are about."""
    return f"council_session:{session.pk}"


@transaction.atomic
def create(council: Council, *, by: Any, **fields: Any) -> Session:
    """A session in preparation, with an empty agenda. Fields: OF_SESSION and OF_BOX."""
    box = BallotBox.objects.create(
        title=fields["title"], quorum_ratio=council.quorum_ratio, **{name: fields[name] for name in OF_BOX}
    )
    session = Session.objects.create(council=council, box=box, **{name: fields[name] for name in OF_SESSION})
    audit.record(session, action="create", label="Lập phiên họp Hội đồng", by=by)
    return session


@transaction.atomic
def update(session: Session, *, version: int | None, by: Any, **fields: Any) -> Session:
    """Change time, place, chair, secretary, counting team, way of voting; until the ballot is opened."""
    row = _locked(session, version)
    if row.state not in PREPARED:
        raise Refused(agenda.TOO_LATE)
    before = {name: getattr(row, name) for name in OF_SESSION} | {name: getattr(row.box, name) for name in OF_BOX}
    for name in OF_SESSION:
        setattr(row, name, fields[name])
    for name in OF_BOX:
        setattr(row.box, name, fields[name])
    row.box.title = row.title
    row.box.save(update_fields=["title", *OF_BOX])
    concurrency.bump(row)
    row.save(update_fields=["version", *OF_SESSION])
    audit.record(row, action="update", label="Sửa phiên họp", by=by, changes=_texts(audit.difference(before, fields)))
    return row


@transaction.atomic
def note_discussion(session: Session, *, text: str, version: int | None, by: Any) -> Session:
    """What was said and concluded, for the minutes; until the session is concluded."""
    row = _locked(session, version)
    if row.state in (SessionState.CONCLUDED, SessionState.CANCELLED):
        raise Refused("Phiên họp đã kết thúc nên nội dung biên bản không đổi được.")
    row.discussion = text
    concurrency.bump(row)
    row.save(update_fields=["discussion", "version"])
    audit.record(row, action="discussion", label="Ghi ý kiến thảo luận, kết luận", by=by)
    return row


@transaction.atomic
def set_attendance(session: Session, marks: Mapping[int, tuple[str, str]], *, by: Any) -> Session:
    """Note who is present, who sent an opinion by letter, who is absent and why: {seat id: (presence, reason)}.

    While the ballot is open a member who arrives late, or whose letter came, can still be added; nobody is taken out.
    """
    row = _locked(session, None)
    if row.state not in (*PREPARED, SessionState.VOTING):
        raise Refused("Phiếu đã kiểm nên danh sách dự họp không đổi được.")
    members, known = {seat.pk: seat for seat in members_of(row)}, presences(row)
    faults = [f"{members[pk].full_name} vắng mặt: hãy ghi lý do." for pk, mark in marks.items() if _without_why(mark)]
    changed = {pk: mark for pk, mark in marks.items() if pk in members and _mark(known.get(pk)) != mark}
    if row.state == SessionState.VOTING:
        faults += [
            f"{members[pk].full_name} đã nhận phiếu nên không đổi được."
            for pk in changed
            if pk in known and known[pk].presence != Presence.ABSENT
        ]
    if faults:
        raise Refused(*faults)
    for pk, (presence, reason) in changed.items():
        fields = {"presence": presence, "reason": reason}
        Attendance.objects.update_or_create(session=row, seat=members[pk], defaults=fields)
    if row.state == SessionState.VOTING:
        late = {pk: mark[0] for pk, mark in changed.items() if mark[0] != Presence.ABSENT}
        ballots.add_voters(row.box, [_voter(members[pk], presence) for pk, presence in late.items()])
    if changed:
        names = {members[pk].full_name: Presence(mark[0]).label for pk, mark in changed.items()}
        audit.record(row, action="attendance", label="Ghi thành viên dự họp", by=by, changes=names)
    return row


def _mark(row: Attendance | None) -> tuple[str, str] | None:
    return None if row is None else (row.presence, row.reason)


def _without_why(mark: tuple[str, str]) -> bool:
    return mark[0] == Presence.ABSENT and not mark[1]


def _voter(seat: Seat, presence: str) -> Choice:
    return Choice(seat.letter_key if presence == Presence.WRITTEN else seat.key, seat.full_name)


def _texts(changes: dict) -> dict:
    return {name: [str(value) for value in pair] for name, pair in changes.items()}


def _locked(session: Session, version: int | None) -> Session:
    row = concurrency.lock(session, version=version)
    return Session.objects.select_related("council", "box").get(pk=row.pk)


# --- Effects of the moves ---------------------------------------------------------------------------------------------
def invited(session: Session, *, by: Any, note: str = "") -> None:
    """Members are told of time, place and agenda."""
    agenda.record_conflicts(session, by=by)
    held = ballots_clock(session.held_at)
    _tell(
        session,
        [seat for seat in members_of(session) if seat.user_id],
        key="invite",
        title=f"Mời họp Hội đồng: {session.title}",
        body=f"Họp lúc {held}{', ' + session.place if session.place else ''}. Có {session.items.count()} đề nghị được xét.",
    )


def opened(session: Session, *, by: Any, note: str = "") -> None:
    """Papers are given to those who take part; who belongs to a nominee's unit, or is the nominee, gets none for it."""
    agenda.record_conflicts(session, by=by)
    rows = presences(session)
    voters = [s for s in members_of(session) if s.pk in rows and rows[s.pk].presence != Presence.ABSENT]
    ballots.open_box(
        session.box,
        options=[],
        voters=[_voter(s, rows[s.pk].presence) for s in voters],
        option_count=session.items.count(),
    )
    if session.box.mode == BallotMode.ONLINE:
        _tell(
            session,
            [seat for seat in voters if seat.user_id],
            key="vote",
            title=f"Bỏ phiếu: {session.title}",
            body=f"Nộp phiếu trước {ballots_clock(session.box.closes_at)}. Nộp một lần cho cả phiên họp.",
            page="council:ballot",
        )


def counted(session: Session, *, by: Any, note: str = "") -> None:
    """The box is opened, each nominee gets what the ballot said, the key is destroyed."""
    counting.count(session)
    notify.settle(topic(session))


def concluded(session: Session, *, by: Any, note: str = "") -> None:
    """What the Council approved is known to where the nomination came from."""
    passed = AgendaItem.objects.filter(session=session, result="passed").exclude(acclaim_nominee=None)
    AcclaimNominee.objects.filter(pk__in=passed.values("acclaim_nominee_id")).update(approved_on=clock.today())


def cancelled(session: Session, *, by: Any, note: str = "") -> None:
    """The box is never opened; nominees are free for another session."""
    ballots.void_box(session.box)
    AgendaItem.objects.filter(session=session).update(acclaim_nominee=None)
    notify.settle(topic(session))


def ballots_clock(moment) -> str:
    """“16:30 ngày 12/12/2023”."""
    return f"{timezone.localtime(moment):%H:%M ngày %d/%m/%Y}"


def _tell(
    session: Session, seats: list[Seat], *, key: str, title: str, body: str, page: str = "council:session"
) -> None:
    notify.tell(
        [seat.user for seat in Seat.objects.filter(pk__in=[s.pk for s in seats]).select_related("user")],
        key=f"{topic(session)}:{key}",
        title=title,
        body=body,
        url=reverse(page, args=[session.pk]),
        topic=topic(session),
        urgent=True,
    )
