"""The tables of moves of this app."""

from campaigns.bloc_scores.enums import TableState
from campaigns.bloc_scores.selectors import tables as table_pages
from campaigns.bloc_scores.services import tables
from emulation.base.workflow import State, Transition, Workflow


def _can_be_used(table, user):
    faults = table_pages.faults_of(table)
    return " ".join(faults) or None


def _enough_stages(table, user):
    return tables.stages_fault(table.stages.count())


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
            guards=(_can_be_used, _enough_stages),
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
