"""The table of moves of a unit's list of registered titles."""

from awards.registrations.enums import EDITABLE, LOOKS
from awards.registrations.enums import RegistrationState as S
from awards.registrations.selectors.content import changes, items_in, items_of, sending
from awards.registrations.selectors.hints import misfit
from awards.registrations.services import moves
from campaigns.review_chain import Steps, Way, chain
from campaigns.standing_in import for_leader
from emulation.base import clock
from emulation.base.workflow import State, Transition, Workflow


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
WAY = Way(
    editable=EDITABLE,
    awaiting_head=S.AWAITING_HEAD,
    with_bloc=S.WITH_BLOC,
    with_receiver=S.WITH_DEPARTMENT,
    returned=S.RETURNED,
    received=S.RECEIVED,
    prepare="registrations.prepare",
    send="registrations.send",
    endorse="registrations.endorse",
    receive="registrations.receive",
    back=moves.with_the_unit,
    backs=[S.DRAFT, S.RETURNED, S.SUPPLEMENTING],
    for_leader=for_leader("registrations.act_for_leader"),
)
STEPS = Steps(
    after_sending=moves.after_sending,
    presented=moves.presented,
    stamp_sent=moves.stamp_sent,
    sent=moves.sent,
    head_returned=moves.head_returned,
    stamp_withdrawn=moves.stamp_withdrawn,
    withdrawn=moves.withdrawn,
    stamp_endorsed=moves.stamp_endorsed,
    endorsed=moves.endorsed,
    returned=moves.returned,
    stamp_received=moves.stamp_received,
    received=moves.received,
)

TITLE_REGISTRATION = Workflow(
    "title_registration",
    "Đăng ký danh hiệu của đơn vị",
    {value: State(S(value).label, *LOOKS[value]) for value in S},
    [
        *chain(
            WAY,
            STEPS,
            may_present=READY,
            may_send=[_open, _not_closed, *READY],
            may_withdraw=[_not_yet_endorsed],
            differs={"submit": {"name": "send"}, "dha_return": {"name": "return"}},
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
