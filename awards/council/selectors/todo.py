"""Work of the Council that waits for a person: to vote, to open, to count, to conclude."""

import datetime as dt
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from awards.council.enums import SessionState
from awards.council.models import Seat, Session
from awards.enums import BallotMode
from awards.models import Voter, VoterMark
from campaigns.selectors.todo import Source, Todo
from emulation.base import clock
from emulation.base.vietnamese import format_datetime
from organisations.enums import Role
from organisations.rules import is_dha, is_of_council, role_of

TO_KEEP = (SessionState.PREPARING, SessionState.INVITED, SessionState.VOTING, SessionState.COUNTED)


def sources(user: Any) -> list[Source]:
    """For members their paper, for the secretary and Sở Nội vụ the next step of each session."""
    found = []
    if is_of_council(user):
        found.append(Source(_to_vote(user).select_related("box"), lambda rows: map(_vote_card, rows)))
    if role_of(user) == Role.COUNCIL_SECRETARY:
        own = Session.objects.visible_to(user).filter(state__in=TO_KEEP)
        found.append(Source(own.select_related("box"), lambda rows: map(_card, rows)))
    if is_dha(user):
        found.append(Source(for_department(0).select_related("box"), lambda rows: map(_card, rows)))
    return found


def for_department(department: int) -> QuerySet[Session]:
    """Sessions that Sở Nội vụ, the standing body, still has something to do for."""
    return Session.objects.filter(state__in=TO_KEEP)


def _to_vote(user: Any) -> QuerySet[Session]:
    own = list(Seat.objects.filter(user=user))
    keys = [key for seat in own for key in (seat.key, seat.letter_key)]
    marks = VoterMark.objects.filter(voter=OuterRef("pk"))
    waiting = Voter.objects.filter(~Exists(marks), box=OuterRef("box"), key__in=keys)
    return Session.objects.filter(
        Exists(waiting),
        Q(box__closes_at__gt=clock.now()),
        state=SessionState.VOTING,
        box__mode=BallotMode.ONLINE,
    )


def _vote_card(session: Session) -> Todo:
    closes = timezone.localtime(session.box.closes_at)
    return Todo(
        f"Bỏ phiếu: {session.title}",
        reverse("council:ballot", args=[session.pk]),
        f"Có {session.box.option_count} đề nghị. Nộp phiếu trước {format_datetime(closes)}.",
        "Bỏ phiếu",
        subject=session,
        due=closes.date(),
        source="Hội đồng Thi đua - Khen thưởng",
    )


_WORK = {
    SessionState.PREPARING: ("Chuẩn bị phiên họp", "Chưa gửi giấy mời nên thành viên chưa thấy chương trình."),
    SessionState.INVITED: ("Mở bỏ phiếu", "Đã mời họp; ghi thành viên dự họp rồi mở bỏ phiếu."),
    SessionState.VOTING: ("Theo dõi bỏ phiếu", "Phiếu đang được nộp; đóng khi đủ phiếu hoặc hết giờ."),
    SessionState.COUNTED: ("Kết thúc phiên họp", "Đã kiểm phiếu; ghi kết luận rồi kết thúc."),
}


def _card(session: Session) -> Todo:
    title, reason = _WORK[SessionState(session.state)]
    return Todo(
        f"{title}: {session.title}",
        reverse("council:session", args=[session.pk]),
        reason,
        "Mở",
        subject=session,
        due=_due(session),
        source="Hội đồng Thi đua - Khen thưởng",
    )


def _due(session: Session) -> dt.date | None:
    """The meeting to prepare for; while votes are cast, the day they end; after the count nothing is fixed."""
    if session.state == SessionState.COUNTED:
        return None
    if session.state == SessionState.VOTING and session.box.closes_at:
        return clock.day_of(session.box.closes_at)
    return session.held_on
