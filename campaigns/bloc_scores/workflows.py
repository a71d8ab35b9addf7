"""The tables of moves of this app: criteria tables, rounds of scoring."""

from campaigns.bloc_scores.enums import RoundState as R
from campaigns.bloc_scores.enums import TableState
from campaigns.bloc_scores.selectors import tables as table_pages
from campaigns.bloc_scores.selectors.stages import (
    next_stage,
    objections_end,
    open_objections,
    open_run,
    ranking_window_open,
    waiting_sheets,
)
from campaigns.bloc_scores.services import objections, rankings, rounds, tables
from campaigns.standing_in import for_leader
from emulation.base import clock
from emulation.base.workflow import State, Transition, Workflow


def _can_be_used(table, user):
    faults = table_pages.faults_of(table)
    return " ".join(faults) or None


def _can_be_scored(table, user):
    return " ".join(tables.scoring_faults(table)) or None


TABLE = Workflow(
    "criteria_table",
    "Bảng tiêu chí chấm điểm",
    {
        TableState.DRAFT: State("Dự thảo", "", "pencil"),
        TableState.FROZEN: State("Đã chốt", "lock", "lock"),
        TableState.SUPERSEDED: State("Đã có bản thay thế", "void", "slash-circle"),
        TableState.WITHDRAWN: State("Đã bỏ", "void", "slash-circle"),
    },
    [
        Transition(
            "freeze",
            "Chốt bảng",
            [TableState.DRAFT],
            TableState.FROZEN,
            "bloc_scores.edit_table",
            guards=(_can_be_used, _can_be_scored),
            stamp=tables.stamp_frozen,
            effect=tables.after_freeze,
            style="primary",
            icon="lock",
            note_required=True,
            note_label="căn cứ chốt",
            own_page=True,
            done="Chốt bảng tiêu chí",
        ),
        Transition(
            "withdraw",
            "Bỏ dự thảo",
            [TableState.DRAFT],
            TableState.WITHDRAWN,
            "bloc_scores.edit_table",
            style="danger-plain",
            icon="trash",
            note_required=True,
            own_page=True,
            done="Bỏ dự thảo bảng tiêu chí",
        ),
    ],
)


def _has_next(round_, user):
    return None if next_stage(round_) else "Mọi bước chấm của bảng tiêu chí đã được mở. Hãy xếp hạng."


def _nothing_open(round_, user):
    run = open_run(round_)
    return f"Bước {run.stage.label} đang chấm. Hãy kết thúc bước này trước." if run else None


def _something_open(round_, user):
    return None if open_run(round_) else "Không có bước nào đang chấm. Hãy mở bước tiếp theo."


def _all_handed_in(round_, user):
    """Until the deadline everybody is waited for; after it the round goes on, and who is missing is reported by the engine."""
    run = open_run(round_)
    left = waiting_sheets(run) if run else 0
    if not left or (run.due_on and run.due_on < clock.today()):
        return None
    more = "" if run.due_on else " hoặc để Sở Nội vụ chấm thay"
    return f"Còn {left} phiếu chưa nộp. Hãy đợi đến hết hạn chấm{more}."


def _window_over(round_, user):
    if ranking_window_open(round_):
        return f"Đang nhận ý kiến về xếp hạng đến hết ngày {round_.objections_until:%d/%m/%Y}."
    until = objections_end(round_)
    if until and clock.today() <= until:
        return f"Đang nhận ý kiến của đơn vị đến hết ngày {until:%d/%m/%Y}."
    return None


def _objections_answered(round_, user):
    left = open_objections(round_)
    return f"Còn {left} ý kiến chưa trả lời." if left else None


def _ties_decided(round_, user):
    newest = round_.rankings.defer("source").first()
    return rankings.tie_fault(newest.result) if newest else None


def _all_stages_run(round_, user):
    stage = next_stage(round_)
    return f"Chưa chấm bước {stage.label}." if stage else None


def _after_close(round_) -> str:
    stage = open_run(round_).stage
    return R.OBJECTIONS if stage.objection_days or stage.response else R.SCORING


FOR_LEADER = for_leader("bloc_scores.act_for_leader")
_WAIT = [_nothing_open, _window_over, _objections_answered]

ROUND = Workflow(
    "scoring_round",
    "Kỳ chấm điểm của khối",
    {
        R.PREPARING: State("Đang chuẩn bị", "", "pencil", "bloc"),
        R.SCORING: State("Đang chấm", "wait", "hourglass-split", "bloc"),
        R.OBJECTIONS: State("Đang nhận ý kiến", "wait", "hourglass-split", "bloc"),
        R.PROVISIONAL: State("Xếp hạng tạm thời", "wait", "hourglass-split", "dha"),
        R.PUBLISHED: State("Đã công bố", "lock", "file-earmark-check", ""),
        R.CANCELLED: State("Đã hủy", "void", "slash-circle", ""),
    },
    [
        Transition(
            "open_stage",
            "Mở bước tiếp theo",
            [R.PREPARING, R.SCORING, R.OBJECTIONS],
            R.SCORING,
            "bloc_scores.lead_round",
            stand_in=FOR_LEADER,
            guards=[_has_next, *_WAIT],
            effect=rounds.opened,
            style="primary",
            icon="play-circle",
            done="Mở bước chấm",
            own_page=True,
        ),
        Transition(
            "close_stage",
            "Kết thúc bước chấm",
            [R.SCORING],
            _after_close,
            "bloc_scores.lead_round",
            stand_in=FOR_LEADER,
            targets=[R.SCORING, R.OBJECTIONS],
            guards=[_something_open, _all_handed_in],
            effect=rounds.closed,
            icon="lock",
            done="Kết thúc bước chấm",
        ),
        Transition(
            "rank",
            "Xếp hạng tạm thời",
            [R.SCORING, R.OBJECTIONS],
            R.PROVISIONAL,
            "bloc_scores.lead_round",
            stand_in=FOR_LEADER,
            guards=[_all_stages_run, *_WAIT],
            effect=rankings.ranked,
            own_page=True,
            icon="trophy",
            done="Xếp hạng tạm thời",
        ),
        Transition(
            "publish",
            "Công bố xếp hạng",
            [R.PROVISIONAL],
            R.PUBLISHED,
            "bloc_scores.publish_ranking",
            guards=[_nothing_open, _window_over, _objections_answered, _ties_decided],
            effect=rankings.published,
            style="primary",
            icon="file-earmark-check",
            done="Công bố xếp hạng",
        ),
        Transition(
            "reopen",
            "Chấm lại một bước",
            [R.SCORING, R.OBJECTIONS, R.PROVISIONAL, R.PUBLISHED],
            R.SCORING,
            "bloc_scores.lead_round",
            stand_in=FOR_LEADER,
            guards=[_nothing_open],
            effect=rounds.reopened,
            note_required=True,
            note_label="lý do chấm lại",
            own_page=True,
            icon="arrow-counterclockwise",
            done="Chấm lại",
        ),
        Transition(
            "cancel",
            "Hủy kỳ chấm",
            [R.PREPARING, R.SCORING, R.OBJECTIONS],
            R.CANCELLED,
            "bloc_scores.lead_round",
            stand_in=FOR_LEADER,
            effect=rounds.cancelled,
            note_required=True,
            note_label="lý do hủy",
            own_page=True,
            icon="slash-circle",
            done="Hủy kỳ chấm",
        ),
    ],
)


def reopen(run, *, by, note: str, unit_ids=None):
    """Open a stage again, for some units or for all, as a new run."""
    return ROUND.perform(run.round, "reopen", by=by, note=note, run=run, unit_ids=unit_ids)


def answer_objection(objection, *, upheld: bool, text: str, by):
    """Answer an objection; upheld, its stage is scored again for the unit."""
    return objections.answer(objection, upheld=upheld, text=text, by=by, reopen=reopen)
