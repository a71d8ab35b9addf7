"""Writing activities and meetings: plan, result, who came, what an inspection found."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse

from campaigns.bloc_scores.enums import FaultKind
from campaigns.bloc_scores.services import events
from campaigns.bloc_year.enums import WITHOUT_LEADER, ActivityState, AttendanceLevel
from campaigns.bloc_year.models import Activity, Attendance, Inspection
from campaigns.bloc_year.selectors.members import member_ids
from emulation.base import audit, concurrency, notify
from emulation.base.workflow import Refused
from organisations.enums import UNIT_ROLES
from organisations.models import Bloc
from organisations.selectors.people import officers

PLAN = ("kind", "title", "planned_on", "ends_on", "place", "host", "participants", "content", "agenda")
RESULT = (
    "held_on",
    "head_count",
    "result",
    "discussion",
    "conclusions",
    "chair",
    "chair_position",
    "secretary",
    "secretary_position",
)


def _tell(activity: Activity, event: str, title: str, body: str) -> None:
    notify.tell(
        officers(member_ids(activity.bloc), UNIT_ROLES),
        key=f"activity:{activity.pk}:{event}:{activity.version}",
        title=title,
        body=body,
        url=reverse("bloc_year:activity", args=[activity.pk]),
    )


@transaction.atomic
def plan(bloc: Bloc, *, by: Any, note: str = "", **fields: Any) -> Activity:
    """Plan an activity or meeting; every unit of the bloc is told. `note`: why Sở Nội vụ plans it."""
    activity = Activity.objects.create(bloc=bloc, **fields)
    audit.record(activity, action="plan", label=f"Lên kế hoạch: {activity.get_kind_display()}", by=by, note=note)
    where = f", {activity.place}" if activity.place else ""
    _tell(activity, "planned", activity.title, f"{bloc.name}, ngày {activity.planned_on:%d/%m/%Y}{where}.")
    return activity


@transaction.atomic
def save(activity: Activity, *, version: int | None, by: Any, note: str = "", **fields: Any) -> Activity:
    """Save the plan or the result while the activity is open. A new day or place is told to the units."""
    activity = concurrency.lock(activity, version=version)
    changes = audit.difference({name: getattr(activity, name) for name in fields}, fields)
    if not changes:
        return activity
    _must_be_open(activity)
    for name, value in fields.items():
        setattr(activity, name, value)
    concurrency.bump(activity)
    activity.save(update_fields=[*fields, "version"])
    audit.record(activity, action="save", label="Ghi hoạt động của khối", by=by, note=note, changes=changes)
    if {"planned_on", "ends_on", "place"} & set(changes):
        where = f" tại {activity.place}" if activity.place else ""
        _tell(activity, "moved", f"Đổi lịch: {activity.title}", f"Ngày {activity.planned_on:%d/%m/%Y}{where}.")
    return activity


def _must_be_open(activity: Activity) -> None:
    if activity.state != ActivityState.PLANNED:
        raise Refused("Hoạt động này đã tổ chức hoặc đã hủy nên không sửa được. Hãy mở lại trước khi sửa.")


@dataclass(frozen=True)
class Came:
    """What was entered for one unit of a meeting."""

    unit: int
    level: str
    person: str = ""
    position: str = ""
    excused: bool = False
    note: str = ""


@transaction.atomic
def take_attendance(
    activity: Activity, entries: Sequence[Came], *, version: int | None, by: Any, note: str = ""
) -> Activity:
    """Who came for each unit; the entries replace what was written before for these units."""
    activity = concurrency.lock(activity, version=version)
    _must_be_open(activity)
    kept = {a.unit_id: a for a in activity.attendance.all()}
    written = []
    for entry in entries:
        row = kept.get(entry.unit) or Attendance(activity=activity, unit_id=entry.unit)
        for name in ("level", "person", "position", "excused", "note"):
            setattr(row, name, getattr(entry, name))
        if row.level == AttendanceLevel.ABSENT:
            row.person = row.position = ""
        elif row.level != AttendanceLevel.DELEGATE:
            row.excused = False
        written.append(row)
    fields = ["level", "person", "position", "excused", "note"]
    Attendance.objects.bulk_update([row for row in written if row.pk], fields)
    Attendance.objects.bulk_create([row for row in written if not row.pk])
    concurrency.bump(activity)
    activity.save(update_fields=["version"])
    came = sum(row.level != AttendanceLevel.ABSENT for row in written)
    audit.record(
        activity,
        action="attendance",
        label=f"Điểm danh: {came} trên {len(written)} đơn vị dự",
        by=by,
        note=note,
        changes={"units": {str(row.unit_id): row.level for row in written}},
    )
    return activity


@transaction.atomic
def save_inspection(
    activity: Activity,
    *,
    inspection: Inspection | None = None,
    version: int | None = None,
    by: Any,
    note: str = "",
    **fields: Any,
) -> Inspection:
    """Who inspects whom, and what was found."""
    activity = Activity.objects.select_for_update(of=("self",)).get(pk=activity.pk)
    _must_be_open(activity)
    if inspection is None:
        inspection = Inspection(activity=activity, **fields)
        _save_pair(inspection, force_insert=True)
        audit.record(activity, action="inspection", label=f"Phân công kiểm tra chéo: {inspection}", by=by, note=note)
        return inspection
    inspection = concurrency.lock(inspection, version=version)
    changes = audit.difference({name: getattr(inspection, name) for name in fields}, fields)
    if not changes:
        return inspection
    for name, value in fields.items():
        setattr(inspection, name, value)
    concurrency.bump(inspection)
    _save_pair(inspection, update_fields=[*fields, "version"])
    audit.record(activity, action="inspection", label=f"Ghi kết quả: {inspection}", by=by, note=note, changes=changes)
    return inspection


def _save_pair(inspection: Inspection, **how: Any) -> None:
    if inspection.inspecting_id == inspection.inspected_id:
        raise Refused("Đơn vị không tự kiểm tra mình. Hãy chọn hai đơn vị khác nhau.")
    try:
        with transaction.atomic():
            inspection.save(**how)
    except IntegrityError:
        raise Refused(f"Đã có biên bản {inspection}. Hãy mở biên bản đó.") from None


# --- Effects of the moves ---------------------------------------------------------------------------------------------
def finished(activity: Activity, *, by: Any, note: str = "", **data: Any) -> None:
    """Held: the units are told, and where no leader of a unit came to a meeting, that is an event of the year, once."""
    notify.settle(activity.topic_due)
    _tell(activity, "held", f"Đã tổ chức: {activity.title}", "Kết quả đã được ghi, xem trên hệ thống.")
    if activity.is_meeting:
        _record_absences(activity, by=by)


def _record_absences(activity: Activity, *, by: Any) -> None:
    found = {
        f"{_events_of(activity)}{row.unit_id}": {
            "unit": row.unit,
            "kind": FaultKind.ABSENCE,
            "text": _absence_words(activity, row),
            "own_fault": not row.excused,
            "happened_on": activity.held_on,
        }
        for row in activity.attendance.select_related("unit")
        if row.level in WITHOUT_LEADER
    }
    gone = "Điểm danh lại: lãnh đạo đơn vị có dự."
    events.keep_in_step(activity.bloc, _events_of(activity), found, by=by, gone=gone)


def _events_of(activity: Activity) -> str:
    """Begins the keys of the events that a meeting leaves."""
    return f"meeting:{activity.pk}:"


def _absence_words(activity: Activity, row: Attendance) -> str:
    how = "vắng" if row.level == AttendanceLevel.ABSENT else f"ủy quyền cho {row.person} dự"
    words = f"{activity.title}, ngày {activity.held_on:%d/%m/%Y}: {how}"
    if row.excused:
        words += ", có lý do chính đáng"
    return f"{words}. {row.note}".strip() if row.note else f"{words}."


def cancelled(activity: Activity, *, by: Any, note: str = "", **data: Any) -> None:
    """Cancelled: the units are told why."""
    notify.settle(activity.topic_due)
    _tell(activity, "cancelled", f"Hủy: {activity.title}", f"{by}: {note}")


def reopened(activity: Activity, *, by: Any, note: str = "", **data: Any) -> None:
    """Open again: what the attendance had cost waits until it is held again."""
    events.keep_in_step(activity.bloc, _events_of(activity), {}, by=by, gone=f"Mở lại hội nghị để sửa: {note}")
