"""Activities and meetings: moves by the table, attendance, absences recorded once, cross-inspections."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from campaigns.bloc_scores.models import FaultEvent
from campaigns.bloc_scores.services import events as event_services
from campaigns.bloc_year.models import Activity, Attendance
from campaigns.bloc_year.services import activities
from campaigns.bloc_year.services.activities import Came
from campaigns.bloc_year.workflows import ACTIVITY
from emulation.base import audit, clock
from emulation.base.concurrency import StaleVersion
from emulation.base.models import Notification
from emulation.base.workflow import Refused
from tests.bloc_year import builders
from tests.bloc_year.test_pledge_workflow import PEOPLE
from tests.factories import acting

pytestmark = pytest.mark.django_db

RUN = {"finish", "cancel"}
TABLE = {
    "planned": {
        "leader": RUN,
        "leader_head": RUN,
        "deputy": RUN,
        "dha": {"finish", "cancel"},
        "dha_head": {"finish", "cancel"},
    },
    "done": {who: {"reopen"} for who in ("leader", "leader_head", "deputy", "dha", "dha_head")},
    "cancelled": {who: {"reopen"} for who in ("leader", "leader_head", "deputy", "dha", "dha_head")},
}


def walked(cast, state) -> Activity:
    if state == "done":
        return builders.held(cast)
    row = builders.planned(cast)
    return ACTIVITY.perform(row, "cancel", by=acting(cast.leader), note="Bão.") if state == "cancelled" else row


@pytest.mark.parametrize("state", TABLE)
def test_moves_are_those_of_the_table_and_no_others(cast, state):
    row = walked(cast, state)
    assert row.state == state
    entries = audit.history(row).count()
    for name in PEOPLE:
        person = acting(getattr(cast, name))
        wanted = TABLE[state].get(name, set())
        assert {o.transition.name for o in ACTIVITY.offers(row, person)} == wanted, name
        for move in ACTIVITY.transitions:
            if move.name not in wanted:
                with pytest.raises((PermissionDenied, Refused)):
                    ACTIVITY.perform(row, move.name, by=person, note="thử")
    assert audit.history(row).count() == entries


def test_a_meeting_is_held_only_with_conclusions_and_every_unit_called(cast):
    row = builders.planned(cast)
    with pytest.raises(Refused) as refused:
        ACTIVITY.perform(row, "finish", by=acting(cast.leader))
    assert refused.value.reasons == [
        "Hãy ghi ngày tổ chức và kết quả trước.",
        "Còn 4 đơn vị chưa ghi người dự. Hãy điểm danh đủ các đơn vị.",
        "Chưa ghi đơn vị nào dự hội nghị.",
    ]


def test_an_activity_is_not_held_before_its_day(cast):
    row = builders.planned(cast, "sports", title="Giải cầu lông")
    with clock.at(clock.moment(dt.date(2023, 8, 1))):
        row = activities.save(
            row, version=row.version, by=acting(cast.leader), held_on=dt.date(2023, 8, 18), result="Tốt"
        )
        with pytest.raises(Refused, match="18/08/2023 chưa tới"):
            ACTIVITY.perform(row, "finish", by=acting(cast.leader))
    with clock.at(clock.moment(dt.date(2023, 8, 18))):
        assert ACTIVITY.perform(row, "finish", by=acting(cast.leader)).state == "done"


# --- Attendance and what it costs ------------------------------------------------------------------------------------
def events(cast) -> dict[str, tuple[bool, bool]]:
    """{unit: (own fault, cancelled)}."""
    rows = FaultEvent.objects.filter(bloc=cast.bloc).select_related("unit")
    return {e.unit.label: (e.own_fault, e.cancelled_at is not None) for e in rows}


def test_where_no_leader_came_it_is_an_event_of_the_year(cast):
    meeting = builders.held(cast)
    assert events(cast) == {"Sở Y tế": (True, False), "Sở Công Thương": (True, False)}
    event = FaultEvent.objects.get(unit=cast.units["Sở Y tế"])
    assert (event.kind, event.happened_on, event.key) == (
        "absence",
        dt.date(2023, 12, 8),
        f"meeting:{meeting.pk}:{cast.units['Sở Y tế'].pk}",
    )
    assert event.text == "Hội nghị tổng kết khối năm 2023, ngày 08/12/2023: ủy quyền cho Phạm Văn Đức dự."


def test_an_accepted_reason_is_no_fault_of_the_unit(cast):
    meeting = builders.planned(cast)
    entries = [Came(cast.units["Sở Y tế"].pk, "absent", excused=True, note="Họp đột xuất")]
    entries += [Came(cast.units[u].pk, "head", "Nguyễn A") for u in builders.MEMBERS if u != "Sở Y tế"]
    meeting = activities.take_attendance(meeting, entries, version=meeting.version, by=acting(cast.leader))
    with clock.at(clock.moment(dt.date(2023, 12, 8), 16)):
        fields = {"held_on": dt.date(2023, 12, 8), "conclusions": "Đạt"}
        meeting = activities.save(meeting, version=meeting.version, by=acting(cast.leader), **fields)
        ACTIVITY.perform(meeting, "finish", by=acting(cast.leader))
    assert events(cast) == {"Sở Y tế": (False, False)}


def test_whose_fault_it_was_said_to_be_stays_when_the_meeting_is_held_again(cast):
    meeting = builders.held(cast)
    event = FaultEvent.objects.get(unit=cast.units["Sở Y tế"])
    event_services.attribute(event, own_fault=False, note="Tỉnh ủy mời họp cùng giờ.", by=acting(cast.dha))
    with clock.at(clock.moment(dt.date(2023, 12, 9))):
        meeting = ACTIVITY.perform(meeting, "reopen", by=acting(cast.leader), note="Sửa kết luận.")
        ACTIVITY.perform(meeting, "finish", by=acting(cast.leader))
    assert events(cast) == {"Sở Y tế": (False, False), "Sở Công Thương": (True, False)}


def test_what_attendance_costs_and_gives_back_is_in_the_record_of_the_bloc(cast):
    meeting = builders.held(cast)
    with clock.at(clock.moment(dt.date(2023, 12, 9))):
        ACTIVITY.perform(meeting, "reopen", by=acting(cast.leader), note="Ghi nhầm cấp dự.")
    rows = [row for row in audit.history(cast.bloc) if row.action == "events"]
    assert [(row.label, len(row.changes["events"])) for row in rows] == [("Bỏ sự việc", 2), ("Ghi sự việc", 2)]


def test_corrected_attendance_takes_the_event_back_and_never_doubles_it(cast):
    meeting = builders.held(cast)
    with clock.at(clock.moment(dt.date(2023, 12, 9))):
        meeting = ACTIVITY.perform(meeting, "reopen", by=acting(cast.leader), note="Ghi nhầm cấp dự.")
        assert events(cast) == {"Sở Y tế": (True, True), "Sở Công Thương": (True, True)}
        entry = Came(cast.units["Sở Y tế"].pk, "deputy", "Hoàng Thị Lan", "Phó Giám đốc")
        meeting = activities.take_attendance(meeting, [entry], version=meeting.version, by=acting(cast.leader))
        ACTIVITY.perform(meeting, "finish", by=acting(cast.leader))
    assert events(cast) == {"Sở Y tế": (True, True), "Sở Công Thương": (True, False)}
    assert Attendance.objects.filter(activity=meeting).count() == 4


def test_attendance_of_a_stale_page_is_not_written_over(cast):
    meeting = builders.planned(cast)
    builders.attended(cast, meeting)
    with pytest.raises(StaleVersion):
        builders.attended(cast, meeting)


def test_what_is_held_stays_as_it_is(cast):
    meeting = builders.held(cast)
    for change in (
        lambda: activities.save(meeting, version=meeting.version, by=acting(cast.leader), conclusions="Khác"),
        lambda: builders.attended(cast, meeting),
    ):
        with pytest.raises(Refused, match="Hãy mở lại trước khi sửa"):
            change()


def test_every_unit_is_told_of_plan_and_cancelling(cast, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        row = builders.planned(cast, "charity", title="Thăm gia đình chính sách")
        ACTIVITY.perform(row, "cancel", by=acting(cast.leader), note="Bão.")
    told = Notification.objects.filter(recipient=cast.neighbour).order_by("pk")
    assert [n.title for n in told] == ["Thăm gia đình chính sách", "Hủy: Thăm gia đình chính sách"]
    assert not Notification.objects.filter(recipient=cast.stranger).exists()


# --- Cross-inspection -------------------------------------------------------------------------------------------------
def pair(cast, row, one="Sở Y tế", other="Sở Công Thương"):
    return activities.save_inspection(
        row, inspecting=cast.units[one], inspected=cast.units[other], by=acting(cast.leader)
    )


def test_no_unit_inspects_itself_and_a_pair_stands_once(cast):
    row = builders.planned(cast, "cross_inspection", title="Kiểm tra chéo")
    pair(cast, row)
    with pytest.raises(Refused, match="không tự kiểm tra"):
        pair(cast, row, other="Sở Y tế")
    with pytest.raises(Refused, match="Đã có biên bản Sở Y tế kiểm tra Sở Công Thương"):
        pair(cast, row)
    assert row.inspections.count() == 1


def test_an_inspection_is_done_when_every_minute_is_written(cast):
    row = builders.planned(cast, "cross_inspection", dt.date(2023, 6, 20), title="Kiểm tra chéo")
    made = pair(cast, row)
    row = activities.save(row, version=row.version, by=acting(cast.leader), held_on=dt.date(2023, 6, 20), result="Xong")
    with pytest.raises(Refused, match="Còn 1 biên bản"):
        ACTIVITY.perform(row, "finish", by=acting(cast.leader))
    activities.save_inspection(
        row, inspection=made, version=made.version, by=acting(cast.owner), strengths="Hồ sơ đầy đủ"
    )
    assert ACTIVITY.perform(row, "finish", by=acting(cast.leader)).state == "done"


def test_who_writes_the_minutes_of_an_inspection(cast):
    row = builders.planned(cast, "cross_inspection", title="Kiểm tra chéo")
    made = pair(cast, row)
    may = [n for n in PEOPLE if acting(getattr(cast, n)).has_perm("bloc_year.write_inspection", made)]
    assert may == ["owner", "head", "leader", "leader_head", "deputy", "dha", "dha_head"]
