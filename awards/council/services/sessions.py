"""Sessions of the Council: preparing one, who takes part, and the effects of its moves."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.urls import reverse

from awards.council.enums import PREPARED, Presence, SessionState
from awards.council.models import AgendaItem, Attendance, Council, Recusal, Seat, Session, Threshold
from awards.council.selectors.members import members_of, presences
from awards.council.services import agenda, counting
from awards.enums import AcclaimStep, BallotMode
from awards.models import AcclaimNominee, BallotBox
from awards.services import ballots
from awards.services.acclaim_steps import record_step
from awards.services.ballots import Choice
from emulation.base import audit, clock, concurrency, notify
from emulation.base.vietnamese import format_datetime
from emulation.base.workflow import Refused

OF_SESSION = ("title", "year", "held_at", "place", "chaired_by", "secretary", "counting_team")
OF_BOX = ("secret", "mode", "closes_at")


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
def set_attendance(
    session: Session, marks: Mapping[int, tuple[str, str]], *, by: Any, version: int | None = None
) -> Session:
    """Note who is present, who sent an opinion by letter, who is absent and why: {seat id: (presence, reason)}.

    While the ballot is open a member who arrives late, or whose letter came, can still be added; nobody is taken out.
    """
    row = _locked(session, version)
    if row.state not in (*PREPARED, SessionState.VOTING):
        raise Refused("Phiếu đã kiểm nên danh sách dự họp không đổi được.")
    members = {seat.pk: seat for seat in members_of(row)}
    known = {pk: (kept.presence, kept.reason) for pk, kept in presences(row).items()}
    changed = {members[pk]: mark for pk, mark in marks.items() if pk in members and known.get(pk) != mark}
    faults = [f"{seat.full_name} vắng mặt: hãy ghi lý do." for seat, mark in changed.items() if _without_why(mark)]
    if row.state == SessionState.VOTING:
        faults += _too_late(row, changed, known)
    if faults:
        raise Refused(*faults)
    for seat, (presence, reason) in changed.items():
        fields = {"presence": presence, "reason": reason}
        Attendance.objects.update_or_create(session=row, seat=seat, defaults=fields)
    if row.state == SessionState.VOTING:
        late = [_voter(seat, mark[0]) for seat, mark in changed.items() if mark[0] != Presence.ABSENT]
        ballots.add_voters(row.box, late)
    if changed:
        concurrency.bump(row)
        row.save(update_fields=["version"])
        names = {seat.full_name: [_words(known.get(seat.pk)), _words(mark)] for seat, mark in changed.items()}
        audit.record(row, action="attendance", label="Ghi thành viên dự họp", by=by, changes=names)
    return row


def _too_late(row: Session, changed: Mapping[Seat, tuple[str, str]], known: Mapping[int, tuple[str, str]]) -> list[str]:
    faults = [
        f"{seat.full_name} đã nhận phiếu nên không đổi được."
        for seat in changed
        if seat.pk in known and known[seat.pk][0] != Presence.ABSENT
    ]
    present = [seat for seat, mark in changed.items() if mark[0] == Presence.PRESENT]
    fault = without_account(row, present)
    return [*faults, fault] if fault else faults


def without_account(session: Session, present: Iterable[Seat]) -> str | None:
    """Who is present and votes on this system needs an account."""
    names = [seat.full_name for seat in present if seat.user_id is None]
    if session.box.mode == BallotMode.PAPER or not names:
        return None
    return (
        f"{', '.join(names)} có mặt nhưng không có tài khoản nên không bỏ phiếu trên hệ thống được. "
        "Hãy ghi gửi ý kiến bằng văn bản, hoặc đổi phiên họp sang phiếu giấy trước khi mở bỏ phiếu."
    )


def _without_why(mark: tuple[str, str]) -> bool:
    return mark[0] == Presence.ABSENT and not mark[1]


def _words(mark: tuple[str, str] | None) -> str:
    """“Vắng mặt: Đi công tác”."""
    return "" if mark is None else ": ".join(filter(None, (Presence(mark[0]).label, mark[1])))


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
    held = format_datetime(session.held_at)
    _tell(
        session,
        [seat for seat in members_of(session) if seat.user_id],
        key="invite",
        title=f"Mời họp Hội đồng: {session.title}",
        body=f"Họp lúc {held}{', ' + session.place if session.place else ''}. Có {session.items.count()} đề nghị được xét.",
    )


def opened(session: Session, *, by: Any, note: str = "") -> None:
    """Papers are given to those who take part; who belongs to a nominee's unit, or is the nominee, gets none for it."""
    _freeze(session)
    agenda.record_conflicts(session, by=by)
    rows = presences(session)
    voters = [s for s in members_of(session) if rows[s.pk].presence != Presence.ABSENT]
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
            body=f"Nộp phiếu trước {format_datetime(session.box.closes_at)}. Nộp một lần cho cả phiên họp.",
            page="council:ballot",
        )


def _freeze(session: Session) -> None:
    """From now on the session has its own rules, and its members are those noted; who was noted and left since, is not."""
    members = members_of(session)
    Attendance.objects.filter(session=session).exclude(seat__in=members).delete()
    Recusal.objects.filter(item__session=session).exclude(seat__in=members).delete()
    session.frozen = {
        "terms": asdict(session.terms),
        "thresholds": {
            row.award: {name: getattr(row, name) for name in Threshold.SAYS} for row in session.council.thresholds.all()
        },
    }
    session.save(update_fields=["frozen"])


def closing_moved(
    session: Session, *, by: Any, note: str = "", closes_at: dt.datetime | None = None, **data: Any
) -> dict:
    """Another hour of closing; who takes part is told, with the reason."""
    before = ballots.move_closing(session.box, closes_at)
    session.box.closes_at = closes_at
    old, new = format_datetime(before), format_datetime(closes_at)
    rows = presences(session)
    _tell(
        session,
        [s for s in members_of(session) if s.user_id and rows[s.pk].presence != Presence.ABSENT],
        key=f"closing:{session.version}",
        title=f"Đổi giờ kết thúc bỏ phiếu: {session.title}",
        body=f"Nhận phiếu đến {new}, trước đây là {old}. Lý do: {note}",
        page="council:ballot",
    )
    return {"closes_at": [old, new]}


def counted(session: Session, *, by: Any, note: str = "") -> None:
    """The box is opened, each nominee gets what the ballot said, the key is destroyed."""
    counting.count(session)
    notify.settle(topic(session))


def concluded(session: Session, *, by: Any, note: str = "") -> None:
    """What the Council approved is known to where the nomination came from."""
    passed = AcclaimNominee.objects.filter(agenda_item__session=session, agenda_item__result="passed")
    record_step(passed, AcclaimStep.APPROVED, on=clock.today(), by=by, note=session.title)


def cancelled(session: Session, *, by: Any, note: str = "") -> None:
    """The box is never opened; nominees are free for another session."""
    ballots.void_box(session.box)
    AgendaItem.objects.filter(session=session).update(acclaim_nominee=None)
    notify.settle(topic(session))


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
