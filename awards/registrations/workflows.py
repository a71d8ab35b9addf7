"""The table of moves of a unit's list of registered titles."""

from awards.registrations.enums import EDITABLE, LOOKS
from awards.registrations.enums import RegistrationState as S
from awards.registrations.selectors.content import changes, items_in, items_of, sending
from awards.registrations.selectors.hints import misfit
from awards.registrations.services import moves
from campaigns.standing_in import for_leader
from emulation.base import clock
from emulation.base.workflow import State, Transition, Workflow

FOR_LEADER = for_leader("registrations.act_for_leader")
BACK = [S.DRAFT, S.RETURNED, S.SUPPLEMENTING]


def _open(row, user):
    if not row.call.is_open:
        return f"Đợt đăng ký nhận từ ngày {row.call.opens_on:%d/%m/%Y}. Bạn có thể soạn và lưu trước."
    return None


def _not_closed(row, user):
    if row.call.refuses_late and not row.is_sent and clock.today() > row.due_on:
        return f"Đã hết hạn ngày {row.due_on:%d/%m/%Y}, đợt này không nhận nữa. Hãy đề nghị Sở Nội vụ gia hạn."
    return None


def _has_lines(row, user):
    return None if row.lines.exists() else "Danh sách chưa có dòng nào. Hãy thêm người, tập thể đăng ký."


def _fits_the_law(row, user):
    faults = [f"{item.name}: {fault}" for item in items_of(row) if (fault := misfit(item.kind, item.award))]
    return " ".join(faults) or None


def _changed(row, user):
    """A supplement says something new."""
    if not row.received_number:
        return None
    before = items_in(sending(row, row.received_number).content)
    if changes(before, items_of(row)):
        return None
    return "Bản bổ sung chưa khác bản đã tiếp nhận. Hãy sửa danh sách hoặc bỏ bản bổ sung."


def _not_yet_endorsed(row, user):
    if row.state == S.WITH_DEPARTMENT and row.endorsed_at:
        return "Trưởng khối đã xác nhận nên không rút được. Hãy đề nghị Sở Nội vụ trả lại."
    return None


READY = [_has_lines, _fits_the_law, _changed]

TITLE_REGISTRATION = Workflow(
    "title_registration",
    "Đăng ký danh hiệu của đơn vị",
    {value: State(S(value).label, *LOOKS[value]) for value in S},
    [
        Transition(
            "present",
            "Trình thủ trưởng",
            EDITABLE,
            S.AWAITING_HEAD,
            "registrations.prepare",
            guards=READY,
            effect=moves.presented,
            style="primary",
            icon="send",
            done="Trình thủ trưởng",
        ),
        Transition(
            "send",
            "Duyệt và gửi",
            [*EDITABLE, S.AWAITING_HEAD],
            moves.after_sending,
            "registrations.send",
            targets=[S.WITH_BLOC, S.WITH_DEPARTMENT],
            guards=[_open, _not_closed, *READY],
            stamp=moves.stamp_sent,
            effect=moves.sent,
            style="primary",
            icon="send",
            done="Duyệt và gửi",
        ),
        Transition(
            "recall",
            "Lấy lại để sửa",
            [S.AWAITING_HEAD],
            moves.with_the_unit,
            "registrations.prepare",
            targets=BACK,
            icon="arrow-counterclockwise",
            done="Lấy lại để sửa",
        ),
        Transition(
            "head_return",
            "Trả cán bộ sửa",
            [S.AWAITING_HEAD],
            moves.with_the_unit,
            "registrations.send",
            targets=BACK,
            effect=moves.head_returned,
            note_required=True,
            note_label="lý do trả lại",
            own_page=True,
            icon="arrow-return-left",
            done="Thủ trưởng trả lại",
        ),
        Transition(
            "withdraw",
            "Rút lại",
            [S.WITH_BLOC, S.WITH_DEPARTMENT],
            moves.with_the_unit,
            "registrations.send",
            targets=BACK,
            guards=[_not_yet_endorsed],
            stamp=moves.stamp_withdrawn,
            effect=moves.withdrawn,
            note_required=True,
            note_label="lý do rút lại",
            own_page=True,
            icon="arrow-counterclockwise",
            done="Rút lại",
        ),
        Transition(
            "endorse",
            "Xác nhận và chuyển tiếp",
            [S.WITH_BLOC],
            S.WITH_DEPARTMENT,
            "registrations.endorse",
            stand_in=FOR_LEADER,
            stamp=moves.stamp_endorsed,
            effect=moves.endorsed,
            style="primary",
            icon="check2",
            done="Trưởng khối xác nhận",
        ),
        Transition(
            "bloc_return",
            "Trả lại để sửa",
            [S.WITH_BLOC],
            S.RETURNED,
            "registrations.endorse",
            effect=moves.returned,
            note_required=True,
            note_label="lý do trả lại",
            own_page=True,
            icon="arrow-return-left",
            done="Trưởng khối trả lại",
        ),
        Transition(
            "receive",
            "Tiếp nhận",
            [S.WITH_DEPARTMENT],
            S.RECEIVED,
            "registrations.receive",
            stamp=moves.stamp_received,
            effect=moves.received,
            style="primary",
            icon="check2-circle",
            done="Tiếp nhận",
        ),
        Transition(
            "return",
            "Trả lại để sửa",
            [S.WITH_DEPARTMENT],
            S.RETURNED,
            "registrations.receive",
            effect=moves.returned,
            note_required=True,
            note_label="lý do trả lại",
            own_page=True,
            icon="arrow-return-left",
            done="Trả lại để sửa",
        ),
        Transition(
            "supplement",
            "Bổ sung, điều chỉnh",
            [S.RECEIVED],
            S.SUPPLEMENTING,
            "registrations.prepare",
            effect=moves.supplementing,
            note_required=True,
            note_label="lý do bổ sung",
            own_page=True,
            icon="file-earmark-plus",
            done="Lập bản bổ sung",
        ),
        Transition(
            "drop_supplement",
            "Bỏ bản bổ sung",
            [S.SUPPLEMENTING, S.RETURNED],
            S.RECEIVED,
            "registrations.drop_supplement",
            stamp=moves.stamp_dropped,
            effect=moves.supplement_dropped,
            icon="x-circle",
            done="Bỏ bản bổ sung",
        ),
    ],
)
RETURNS = ("return", "bloc_return")
