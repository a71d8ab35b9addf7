"""The table of moves of a session."""

from awards.council.enums import SESSION_LOOKS, Presence
from awards.council.enums import SessionState as S
from awards.council.selectors.members import members_of, presences, quorum_of, voted_in_room
from awards.council.services import counting, sessions
from awards.enums import BallotMode
from awards.law import vote_law
from awards.services import ballots
from awards.services.ballots import FEWEST_SECRET
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
    voting = {pk for pk, row in presences(session).items() if row.presence == Presence.PRESENT}
    if len(voting) < FEWEST_SECRET:
        return f"Bỏ phiếu kín cần từ {FEWEST_SECRET} thành viên có mặt."
    few = counting.few_voters(session, voting)
    if few:
        return (
            f"Chưa đủ {FEWEST_SECRET} người bỏ phiếu kín cho: {counting.names_of(few)}. "
            "Hãy rút các đề nghị này để xét ở phiên họp khác có thêm thành viên dự."
        )
    return None


def _secret_where_the_law_says(session, user):
    if session.box.secret:
        return None
    awards = session.items.order_by().values_list("award", "law_version", "award_name").distinct()
    names = [name for award, version, name in awards if vote_law(award, version).secret]
    return (
        f"Luật quy định bỏ phiếu kín đối với {', '.join(names)}. Hãy sửa phiên họp thành phiếu kín." if names else None
    )


def _all_can_vote(session, user):
    rows = presences(session)
    present = [s for s in members_of(session) if s.pk in rows and rows[s.pk].presence == Presence.PRESENT]
    return sessions.without_account(session, present)


def _closes_ahead(session, user):
    return ballots.closed_already(session.box)


def _all_voted_or_over(session, user):
    return ballots.still_waits(session.box, "thành viên chưa nộp phiếu")


def _enough_papers(session, user):
    box = session.box
    if not box.secret or box.mode == BallotMode.PAPER or _all_voted_or_over(session, user):
        return None
    few = counting.few_voters(session, voted_in_room(session))
    return counting.MORE_MUST_VOTE.format(counting.names_of(few)) if few else None


def _on_this_system(session, user):
    return ballots.not_on_this_system(session.box)


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
            guards=[_has_items, _has_quorum, _all_can_vote, _secret_where_the_law_says, _stays_secret, _closes_ahead],
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
            guards=[_all_voted_or_over, _enough_papers, _counts_entered],
            effect=sessions.counted,
            style="primary",
            icon="clipboard-check",
            done="Đóng bỏ phiếu, kiểm phiếu",
        ),
        Transition(
            "move_closing",
            "Đổi giờ kết thúc",
            [S.VOTING],
            S.VOTING,
            _MANAGE,
            guards=[_on_this_system],
            effect=sessions.closing_moved,
            note_required=True,
            own_page=True,
            icon="clock-history",
            done="Đổi giờ kết thúc bỏ phiếu",
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
