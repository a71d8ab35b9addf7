"""The table of moves of a decision."""

from awards.decisions.enums import LOOKS
from awards.decisions.enums import DecisionState as S
from awards.decisions.selectors import checks
from awards.decisions.services import issuing, moves
from emulation.base.workflow import State, Transition, Workflow


def _ready(decision, user):
    return " ".join(checks.faults(decision)) or None


def _paper_attached(decision, user):
    attached = decision.signed.document.signed_id is not None
    return None if attached else "Chưa có bản đã ký. Hãy đính kèm bản PDF đã ký, đóng dấu trước khi ban hành."


DECISION = Workflow(
    "reward_decision",
    "Quyết định khen thưởng",
    {value: State(S(value).label, *LOOKS[value]) for value in S},
    [
        Transition(
            "present",
            "Trình lãnh đạo Sở",
            [S.DRAFT],
            S.AWAITING_HEAD,
            "decisions.present",
            guards=[_ready],
            effect=moves.presented,
            style="primary",
            icon="send",
            done="Trình lãnh đạo Sở",
        ),
        Transition(
            "recall",
            "Lấy lại để sửa",
            [S.AWAITING_HEAD],
            S.DRAFT,
            "decisions.prepare",
            icon="arrow-counterclockwise",
            done="Lấy lại để sửa",
        ),
        Transition(
            "head_return",
            "Trả chuyên viên sửa",
            [S.AWAITING_HEAD],
            S.DRAFT,
            "decisions.submit",
            effect=moves.head_returned,
            note_required=True,
            note_label="cần sửa gì",
            own_page=True,
            icon="arrow-return-left",
            done="Lãnh đạo Sở trả lại",
        ),
        Transition(
            "submit",
            "Ký tờ trình, trình Chủ tịch",
            [S.DRAFT, S.AWAITING_HEAD],
            S.SUBMITTED,
            "decisions.submit",
            guards=[_ready],
            effect=moves.submitted,
            style="primary",
            icon="send",
            done="Ký tờ trình, trình Chủ tịch",
        ),
        Transition(
            "withdraw",
            "Rút lại tờ trình",
            [S.SUBMITTED],
            S.DRAFT,
            "decisions.submit",
            effect=moves.back_to_draft,
            note_required=True,
            note_label="lý do rút lại",
            own_page=True,
            icon="arrow-counterclockwise",
            done="Rút lại tờ trình",
        ),
        Transition(
            "office_return",
            "Trả lại Sở Nội vụ",
            [S.SUBMITTED],
            S.DRAFT,
            "decisions.sign",
            effect=moves.back_to_draft,
            note_required=True,
            note_label="lý do trả lại",
            own_page=True,
            icon="arrow-return-left",
            done="Trả lại Sở Nội vụ",
        ),
        Transition(
            "sign",
            "Ghi Chủ tịch đã ký",
            [S.SUBMITTED],
            S.SIGNED,
            "decisions.sign",
            effect=moves.signed,
            style="primary",
            own_page=True,
            icon="pen",
            done="Chủ tịch ký quyết định",
        ),
        Transition(
            "issue",
            "Ban hành, thông báo",
            [S.SIGNED],
            S.ISSUED,
            "decisions.issue",
            guards=[_paper_attached],
            effect=issuing.issued,
            style="primary",
            icon="megaphone",
            done="Ban hành quyết định, thông báo cho các đơn vị",
        ),
        Transition(
            "cancel",
            "Bỏ dự thảo",
            [S.DRAFT],
            S.CANCELLED,
            "decisions.prepare",
            effect=moves.cancelled,
            note_required=True,
            note_label="lý do bỏ",
            own_page=True,
            icon="slash-circle",
            done="Bỏ dự thảo",
        ),
    ],
)
