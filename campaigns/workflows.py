"""The tables of moves of this app: campaigns, and the review chain of plans, reports and duty reports."""

from campaigns.enums import CampaignState as C
from campaigns.enums import SubmissionState as S
from campaigns.review_chain import Steps, Way, chain
from campaigns.selectors import readiness, routing, waiting
from campaigns.services import launching, review, submissions
from emulation.base import clock
from emulation.base.workflow import State, Transition, Workflow


def _sentences(items) -> str | None:
    """Missing points of a readiness list as one text, None when nothing is missing."""
    missing = [item.text for item in items if item.is_missing]
    return " ".join(missing) or None


def _complete(submission, user):
    return _sentences(readiness.of_submission(submission))


def _signed(submission, user):
    return _sentences(readiness.signed_document(submission))


def _open(submission, user):
    period = submission.period
    if period and period.opens_on and clock.today() < period.opens_on:
        return f"Kỳ này nhận từ ngày {period.opens_on:%d/%m/%Y}. Bạn có thể soạn và lưu trước."
    return None


def _not_closed(submission, user):
    period = submission.period
    if period and period.hard and submission.first_sent_at is None and submission.now_is_after(submission.due_on):
        return f"Kỳ này đã hết hạn và không nhận nữa. Hãy đề nghị {waiting.receiver(submission)} gia hạn cho đơn vị."
    return None


def _campaign_runs(submission, user):
    if submission.campaign.state != C.LAUNCHED:
        return "Phong trào không còn diễn ra nên không gửi được nữa. Hãy liên hệ Sở Nội vụ."
    return None


def _not_yet_endorsed(submission, user):
    if submission.state == S.ENDORSED and submission.endorsed_at:
        return f"Trưởng khối đã xác nhận nên không rút được. Hãy đề nghị {waiting.receiver(submission)} trả lại."
    return None


def _ready_to_launch(campaign, user):
    return _sentences(readiness.of_campaign(campaign))


def _by_receiver(did: str):
    """“Sở Nội vụ trả lại”, for its own papers “Văn phòng UBND tỉnh trả lại”."""
    return lambda s: f"{routing.OFFICE if routing.is_of_dha(s) else 'Sở Nội vụ'} {did}"


_ENDED = State("Đã thôi tham gia", "void", "slash-circle")
_WITH_OFFICE = State(routing.WAITS_FOR_OFFICE, "wait", "hourglass-split", "office")


class SubmissionWorkflow(Workflow):
    """The same state reads otherwise for the papers of Sở Nội vụ itself: they lie with the Chairman's office."""

    def state_of(self, obj):
        """Look of the state, by who receives the paper. `obj` has `state` and `unit_id`."""
        if obj.ended_on:
            return _ENDED
        return _WITH_OFFICE if routing.waits_for_office(obj) else super().state_of(obj)

    def _reasons(self, move, obj, user):
        return [routing.ended_sentence(obj)] if obj.ended_on else super()._reasons(move, obj, user)

    def _move(self, obj, move, **how):
        review.settle(obj, sent=move.name == "submit")
        super()._move(obj, move, **how)


WAY = Way(
    editable=[S.DRAFT, S.RETURNED],
    awaiting_head=S.AWAITING_HEAD,
    with_bloc=S.SUBMITTED,
    with_receiver=S.ENDORSED,
    returned=S.RETURNED,
    received=S.ACCEPTED,
    prepare="campaigns.prepare_submission",
    send="campaigns.send_submission",
    endorse="campaigns.endorse_submission",
    receive="campaigns.receive_submission",
    back=S.DRAFT,
)
STEPS = Steps(
    after_sending=review.next_reader,
    presented=review.presented,
    stamp_sent=review.stamp_sent,
    sent=review.submitted,
    head_returned=review.head_returned,
    stamp_withdrawn=review.stamp_withdrawn,
    withdrawn=review.withdrawn,
    stamp_endorsed=review.stamp_endorsed,
    endorsed=review.endorsed,
    returned=review.returned,
    stamp_received=review.stamp_accepted,
    received=review.accepted,
    stamp_returned=review.stamp_returned,
)

SUBMISSION = SubmissionWorkflow(
    "submission",
    "Kế hoạch, báo cáo của đơn vị",
    {
        S.NOT_STARTED: State("Chưa bắt đầu", "", "circle", "clerk"),
        S.DRAFT: State("Đang soạn", "", "pencil", "clerk"),
        S.AWAITING_HEAD: State("Chờ thủ trưởng", "wait", "hourglass-split", "head"),
        S.SUBMITTED: State("Chờ trưởng khối", "wait", "send", "bloc"),
        S.ENDORSED: State("Chờ Sở Nội vụ", "wait", "hourglass-split", "dha"),
        S.RETURNED: State("Bị trả lại", "act", "arrow-return-left", "clerk"),
        S.ACCEPTED: State("Đã tiếp nhận", "ok", "check2-circle", ""),
    },
    [
        Transition(
            "start",
            "Bắt đầu soạn",
            [S.NOT_STARTED],
            S.DRAFT,
            "campaigns.prepare_submission",
            guards=[_campaign_runs],
            effect=submissions.started,
            icon="pencil",
            done="Bắt đầu soạn",
        ),
        *chain(
            WAY,
            STEPS,
            may_present=[_campaign_runs, _complete],
            may_send=[_campaign_runs, _open, _not_closed, _complete, _signed],
            may_withdraw=[_not_yet_endorsed],
            differs={
                # What a reader outside marked stays marked while the head and the clerk settle it among themselves.
                "head_return": {"target": S.RETURNED},
                "receive": {"name": "accept"},
                "dha_return": {"done": _by_receiver("trả lại")},
            },
        ),
        Transition(
            "take_over",
            "Nhận thay trưởng khối",
            [S.SUBMITTED],
            S.ENDORSED,
            "campaigns.receive_submission",
            stamp=review.stamp_endorsed,
            effect=review.endorsed,
            note_required=True,
            note_label="lý do nhận thay",
            own_page=True,
            icon="box-arrow-in-down",
            done=_by_receiver("nhận thay trưởng khối"),
        ),
        Transition(
            "reopen",
            "Mở lại để sửa",
            [S.ACCEPTED],
            S.RETURNED,
            "campaigns.receive_submission",
            guards=[_campaign_runs],
            stamp=review.stamp_returned,
            effect=review.returned,
            note_required=True,
            note_label="lý do mở lại",
            own_page=True,
            icon="arrow-return-left",
            done=_by_receiver("mở lại"),
        ),
    ],
)

CAMPAIGN = Workflow(
    "campaign",
    "Phong trào thi đua",
    {
        C.DRAFT: State("Đang chuẩn bị", "", "pencil", "dha"),
        C.LAUNCHED: State("Đang diễn ra", "wait", "play-circle", ""),
        C.CLOSED: State("Đã kết thúc", "lock", "lock", ""),
        C.CANCELLED: State("Đã hủy", "void", "slash-circle", ""),
    },
    [
        Transition(
            "launch",
            "Phát động",
            [C.DRAFT],
            C.LAUNCHED,
            "campaigns.edit_campaign",
            guards=[_ready_to_launch],
            effect=launching.launched,
            style="primary",
            icon="flag",
            done="Phát động phong trào",
        ),
        Transition(
            "cancel",
            "Hủy bản chuẩn bị",
            [C.DRAFT],
            C.CANCELLED,
            "campaigns.edit_campaign",
            note_required=True,
            note_label="lý do hủy",
            own_page=True,
            icon="slash-circle",
            done="Hủy bản chuẩn bị",
        ),
        Transition(
            "close",
            "Kết thúc phong trào",
            [C.LAUNCHED],
            C.CLOSED,
            "campaigns.edit_campaign",
            effect=launching.closed,
            note_required=True,
            note_label="căn cứ kết thúc",
            own_page=True,
            icon="lock",
            done="Kết thúc phong trào",
        ),
    ],
)
