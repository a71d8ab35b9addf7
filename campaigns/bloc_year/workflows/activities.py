"""The tables of moves of activities, meetings and elections."""

from campaigns.bloc_year.enums import ActivityState as A
from campaigns.bloc_year.enums import AttendanceLevel
from campaigns.bloc_year.enums import ElectionState as E
from campaigns.bloc_year.selectors.looks import look
from campaigns.bloc_year.selectors.members import member_ids
from campaigns.bloc_year.services import activities, elections
from campaigns.standing_in import for_leader
from emulation.base import clock
from emulation.base.workflow import Transition, Workflow

FOR_LEADER = for_leader("bloc_year.act_for_bloc")


# --- Activity ---------------------------------------------------------------------------------------------------------
def _result_written(activity, user):
    if activity.held_on is None:
        return "Hãy ghi ngày tổ chức và kết quả trước."
    if not (activity.conclusions if activity.is_meeting else activity.result):
        return "Hãy ghi kết luận của hội nghị trước." if activity.is_meeting else "Hãy ghi kết quả trước."
    return None


def _day_reached(activity, user):
    if activity.held_on and activity.held_on > clock.today():
        return f"Ngày tổ chức {activity.held_on:%d/%m/%Y} chưa tới."
    return None


def _attendance_taken(activity, user):
    if not activity.is_meeting:
        return None
    missing = len(member_ids(activity.bloc) - set(activity.attendance.values_list("unit_id", flat=True)))
    return f"Còn {missing} đơn vị chưa ghi người dự. Hãy điểm danh đủ các đơn vị." if missing else None


def _findings_written(activity, user):
    if not activity.is_inspection:
        return None
    found = list(activity.inspections.all())
    if not found:
        return "Hãy ghi ít nhất một cặp đơn vị kiểm tra và được kiểm tra."
    empty = sum(not (x.strengths or x.shortcomings) for x in found)
    return f"Còn {empty} biên bản kiểm tra chưa ghi kết quả." if empty else None


def _can_be_chaired(activity, user):
    if activity.is_meeting and not any(a.level != AttendanceLevel.ABSENT for a in activity.attendance.all()):
        return "Chưa ghi đơn vị nào dự hội nghị."
    return None


ACTIVITY = Workflow(
    "activity",
    "Hoạt động, hội nghị của khối",
    {
        A.PLANNED: look(A, A.PLANNED, "leader"),
        A.DONE: look(A, A.DONE, ""),
        A.CANCELLED: look(A, A.CANCELLED, ""),
    },
    [
        Transition(
            "finish",
            "Xác nhận đã tổ chức",
            [A.PLANNED],
            A.DONE,
            "bloc_year.run",
            guards=[_result_written, _day_reached, _attendance_taken, _can_be_chaired, _findings_written],
            effect=activities.finished,
            stand_in=FOR_LEADER,
            style="primary",
            icon="check2-circle",
        ),
        Transition(
            "cancel",
            "Hủy hoạt động",
            [A.PLANNED],
            A.CANCELLED,
            "bloc_year.run",
            stand_in=FOR_LEADER,
            effect=activities.cancelled,
            style="danger-plain",
            icon="slash-circle",
            note_required=True,
            own_page=True,
        ),
        Transition(
            "reopen",
            "Mở lại để sửa",
            [A.DONE, A.CANCELLED],
            A.PLANNED,
            "bloc_year.run",
            stand_in=FOR_LEADER,
            guards=[elections.none_under_way],
            effect=activities.reopened,
            icon="arrow-counterclockwise",
            note_required=True,
            own_page=True,
        ),
    ],
)


# --- Election ---------------------------------------------------------------------------------------------------------
def _meeting_held(election, user):
    if election.activity.state != A.DONE:
        return "Hãy xác nhận hội nghị đã tổ chức trước khi trình kết quả bầu."
    return None


ELECTION = Workflow(
    "election",
    "Bầu trưởng khối, phó trưởng khối",
    {
        E.DRAFT: look(E, E.DRAFT, "leader"),
        E.AWAITING: look(E, E.AWAITING, "dha"),
        E.RETURNED: look(E, E.RETURNED, "leader"),
        E.APPROVED: look(E, E.APPROVED, ""),
    },
    [
        Transition(
            "present",
            "Trình Sở Nội vụ",
            [E.DRAFT, E.RETURNED],
            E.AWAITING,
            "bloc_year.run",
            guards=[_meeting_held],
            effect=elections.presented,
            stand_in=FOR_LEADER,
            style="primary",
            icon="send",
        ),
        Transition(
            "approve",
            "Phê duyệt",
            [E.AWAITING],
            E.APPROVED,
            "bloc_year.approve_election",
            effect=elections.approved,
            style="primary",
            icon="check2-circle",
            own_page=True,
            done="Phê duyệt kết quả bầu",
        ),
        Transition(
            "return",
            "Trả lại",
            [E.AWAITING],
            E.RETURNED,
            "bloc_year.approve_election",
            effect=elections.returned,
            icon="arrow-return-left",
            note_required=True,
            note_label="Lý do trả lại",
            own_page=True,
        ),
    ],
)
