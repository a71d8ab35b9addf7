"""The table of moves of an acclaim."""

from awards.enums import ACCLAIM_LOOKS, BallotMode
from awards.enums import AcclaimState as A
from awards.selectors.acclaims import member_units, seats_of
from awards.selectors.ballots import turnout
from awards.selectors.quotas import last_seats, split_of
from awards.services import acclaims, ballots
from campaigns.standing_in import for_leader
from emulation.base.workflow import State, Transition, Workflow


def _has_nominees(acclaim, user):
    return None if acclaim.nominees.exists() else "Chưa có đơn vị nào trong danh sách đề cử."


def _notes_given(acclaim, user):
    without = [n.unit.label for n in acclaim.nominees.select_related("unit") if n.needs_note and not n.note]
    return f"Hãy ghi lý do đề cử: {', '.join(without)}." if without else None


def _has_seats(acclaim, user):
    split = split_of(acclaim)
    if split:
        empty = [
            f"{part.cluster.name}: chỉ tiêu {part.quota} trên {part.units} đơn vị" for part in split if part.seats < 1
        ]
        return f"{'; '.join(empty)}, chưa đủ một suất. Hãy sửa phần chia cho cụm." if empty else None
    units = len(member_units(acclaim.bloc))
    if seats_of(acclaim, units) < 1:
        return f"Chỉ tiêu {acclaim.quota} trên {units} đơn vị chưa đủ một suất. Hãy sửa chỉ tiêu."
    return None


def _in_a_cluster(acclaim, user):
    clusters = {part.cluster.pk for part in split_of(acclaim)}
    if not clusters:
        return None
    without = [n.unit.label for n in acclaim.nominees.select_related("unit") if n.cluster_id not in clusters]
    return (
        f"{', '.join(without)} không thuộc cụm được chia chỉ tiêu. Hãy sửa phần chia hoặc đề cử." if without else None
    )


def _closes_ahead(acclaim, user):
    return ballots.closed_already(acclaim.box)


def _all_voted_or_over(acclaim, user):
    return ballots.still_waits(acclaim.box, "đơn vị chưa bỏ phiếu")


def _enough_papers(acclaim, user):
    box = acclaim.box
    if box.mode == BallotMode.PAPER or _all_voted_or_over(acclaim, user):
        return None
    return ballots.too_few(box, turnout(box).voted)


def _on_this_system(acclaim, user):
    return ballots.not_on_this_system(acclaim.box)


def _counts_entered(acclaim, user):
    if acclaim.box.mode == BallotMode.PAPER and acclaim.box.paper_counts is None:
        return "Chưa nhập kết quả kiểm phiếu giấy."
    return None


def _tie_decided(acclaim, user):
    if acclaim.tie_reason:
        return None
    found = " ".join(group.sentence for group in last_seats(acclaim))
    return f"{found} Hãy ghi quyết định suất cuối và căn cứ." if found else None


FOR_LEADER = for_leader("awards.act_for_leader")

ACCLAIM = Workflow(
    "acclaim",
    "Bình xét, suy tôn",
    {value: State(A(value).label, *ACCLAIM_LOOKS[value]) for value in A},
    [
        Transition(
            "open",
            "Mở bỏ phiếu",
            [A.PREPARING],
            A.VOTING,
            "awards.lead_acclaim",
            stand_in=FOR_LEADER,
            guards=[_has_nominees, _notes_given, _has_seats, _in_a_cluster, _closes_ahead],
            effect=acclaims.opened,
            style="primary",
            icon="play-circle",
            done="Mở bỏ phiếu",
        ),
        Transition(
            "count",
            "Kiểm phiếu",
            [A.VOTING],
            A.COUNTED,
            "awards.lead_acclaim",
            stand_in=FOR_LEADER,
            guards=[_all_voted_or_over, _enough_papers, _counts_entered],
            when_due=True,
            effect=acclaims.counted,
            style="primary",
            icon="clipboard-check",
            done="Kiểm phiếu",
        ),
        Transition(
            "move_closing",
            "Đổi giờ kết thúc",
            [A.VOTING],
            A.VOTING,
            "awards.lead_acclaim",
            stand_in=FOR_LEADER,
            guards=[_on_this_system],
            effect=acclaims.closing_moved,
            note_required=True,
            own_page=True,
            icon="clock-history",
            done="Đổi giờ kết thúc bỏ phiếu",
        ),
        Transition(
            "conclude",
            "Chốt danh sách suy tôn",
            [A.COUNTED],
            A.CONCLUDED,
            "awards.lead_acclaim",
            stand_in=FOR_LEADER,
            guards=[_tie_decided],
            effect=acclaims.concluded,
            style="primary",
            icon="lock",
            done="Chốt danh sách suy tôn",
        ),
        Transition(
            "cancel",
            "Hủy cuộc bình xét",
            [A.PREPARING, A.VOTING],
            A.CANCELLED,
            "awards.lead_acclaim",
            stand_in=FOR_LEADER,
            effect=acclaims.cancelled,
            note_required=True,
            note_label="lý do hủy",
            own_page=True,
            icon="slash-circle",
            done="Hủy cuộc bình xét",
        ),
    ],
)
