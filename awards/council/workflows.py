"""The table of moves of a session."""

from awards.council.enums import SESSION_LOOKS, Presence
from awards.council.enums import SessionState as S
from awards.council.models import Recusal
from awards.council.selectors.members import members_of, presences, quorum_of
from awards.council.services import sessions
from awards.enums import BallotMode
from awards.selectors.ballots import turnout
from awards.services.ballots import FEWEST_SECRET
from emulation.base import clock
from emulation.base.workflow import State, Transition, Workflow

_MANAGE = "council.manage_session"


# A paper must fit into a cookie of the member's own device (browsers keep 4 KB).
MOST_ITEMS = 2000


def _has_items(session, user):
    count = session.items.count()
    if count > MOST_ITEMS:
        return f"Chương trình có {count} đề nghị; một phiên họp bỏ phiếu được nhiều nhất {MOST_ITEMS}. Hãy tách phiên."
    return None if count else "Chương trình chưa có đề nghị nào."


def _has_members(session, user):
    return None if members_of(session) else "Hội đồng không có thành viên nào vào ngày họp."


def _has_quorum(session, user):
    members = members_of(session)
    quorum = quorum_of(session, members, presences(session))
    if quorum.unknown:
        return f"Còn {quorum.unknown} thành viên chưa ghi có mặt, gửi văn bản hay vắng."
    if not quorum.met:
        return f"Mới có {quorum.counted} trên {quorum.members} thành viên, cần ít nhất {quorum.required} người."
    return None


def _stays_secret(session, user):
    """With fewer than three papers for a nominee the count would say who said what."""
    if not session.box.secret:
        return None
    rows = presences(session)
    voting = {pk for pk, row in rows.items() if row.presence == Presence.PRESENT}
    aside = {}
    for item, seat in Recusal.objects.filter(item__session=session).values_list("item__label", "seat_id"):
        aside.setdefault(item, set()).add(seat)
    few = [label for label, seats in aside.items() if len(voting - seats) < FEWEST_SECRET]
    if few:
        return f"Chưa đủ {FEWEST_SECRET} người bỏ phiếu kín cho: {', '.join(few[:5])}."
    return None if len(voting) >= FEWEST_SECRET else f"Bỏ phiếu kín cần từ {FEWEST_SECRET} thành viên có mặt."


def _closes_ahead(session, user):
    box = session.box
    if box.mode == BallotMode.ONLINE and (box.closes_at is None or box.closes_at <= clock.now()):
        return "Giờ kết thúc bỏ phiếu đã qua. Hãy sửa giờ kết thúc."
    return None


def _all_voted_or_over(session, user):
    box = session.box
    if box.mode == BallotMode.PAPER or box.is_over:
        return None
    waiting = turnout(box).waiting
    if waiting:
        closes = sessions.ballots_clock(box.closes_at)
        return f"Còn {waiting} thành viên chưa nộp phiếu và chưa hết giờ ({closes})."
    return None


def _counts_entered(session, user):
    if session.box.mode != BallotMode.PAPER:
        return None
    entered = len((session.box.paper_counts or {}).get("room", {}))
    left = session.box.option_count - entered
    return f"Còn {left} đề nghị chưa nhập kết quả kiểm phiếu giấy." if left else None


SESSION = Workflow(
    "council_session",
    "Phiên họp Hội đồng",
    {value: State(S(value).label, *SESSION_LOOKS[value]) for value in S},
    [
        Transition(
            "invite",
            "Gửi giấy mời",
            [S.PREPARING],
            S.INVITED,
            _MANAGE,
            guards=[_has_items, _has_members],
            effect=sessions.invited,
            style="primary",
            icon="send",
            done="Mời họp Hội đồng",
        ),
        Transition(
            "open",
            "Mở bỏ phiếu",
            [S.INVITED],
            S.VOTING,
            _MANAGE,
            guards=[_has_items, _has_quorum, _stays_secret, _closes_ahead],
            effect=sessions.opened,
            style="primary",
            icon="play-circle",
            done="Mở bỏ phiếu",
        ),
        Transition(
            "count",
            "Đóng bỏ phiếu, kiểm phiếu",
            [S.VOTING],
            S.COUNTED,
            _MANAGE,
            guards=[_all_voted_or_over, _counts_entered],
            effect=sessions.counted,
            style="primary",
            icon="clipboard-check",
            done="Đóng bỏ phiếu, kiểm phiếu",
        ),
        Transition(
            "conclude",
            "Kết thúc phiên họp",
            [S.COUNTED],
            S.CONCLUDED,
            _MANAGE,
            effect=sessions.concluded,
            style="primary",
            icon="lock",
            done="Kết thúc phiên họp",
        ),
        Transition(
            "cancel",
            "Hủy phiên họp",
            [S.PREPARING, S.INVITED, S.VOTING],
            S.CANCELLED,
            _MANAGE,
            effect=sessions.cancelled,
            note_required=True,
            note_label="lý do hủy",
            own_page=True,
            icon="slash-circle",
            done="Hủy phiên họp",
        ),
    ],
)
