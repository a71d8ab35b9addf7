"""The hour of closing: the count that nobody has to start, papers too few to open, another hour with the reason."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from awards.due import count_what_is_over
from awards.models import Acclaim, Paper
from awards.workflows import ACCLAIM
from emulation.base import audit, clock, due
from emulation.base.models import Notification
from emulation.base.workflow import Refused
from tests.awards.acclaim_walk import DAY, EVENING, MORNING, counted, fresh, prepared, vote, voting
from tests.factories import acting, heads

pytestmark = pytest.mark.django_db
THREE = ["Sở Công Thương", "Sở Tài chính", "Sở Xây dựng"]
NEXT_DAY = clock.moment(dt.date(2023, 12, 13), 16, 30)
WHY = "Hai đơn vị đang họp đột xuất."


def open_with(cast, names) -> Acclaim:
    acclaim = voting(cast)
    for name in names:
        vote(acclaim, cast.units[name], 2)
    return acclaim


def test_the_system_counts_once_the_hour_has_come(cast):
    acclaim = open_with(cast, THREE)
    with clock.at(clock.moment(DAY, 17)):
        assert count_what_is_over() == 0
    with clock.at(clock.moment(DAY, 17, 1)):
        assert due.run()["acclaims"] == 1
        assert due.run()["acclaims"] == 0
    acclaim = fresh(acclaim)
    assert acclaim.state == "counted"
    assert {n.unit.label: (n.yes, n.result) for n in acclaim.nominees.select_related("unit")} == {
        "Sở Công Thương": (0, "failed"),
        "Sở Y tế": (3, "passed"),
    }
    entry = audit.last(acclaim, "count")
    assert (entry.actor_name, entry.label, entry.note) == ("Hệ thống", "Kiểm phiếu", "Hết giờ bỏ phiếu.")
    assert "in_place_of" not in entry.changes


def test_before_the_hour_nothing_is_counted_even_when_all_have_voted_and_nobody_is_told(
    cast, django_capture_on_commit_callbacks
):
    acclaim = open_with(cast, THREE)
    vote(acclaim, cast.units["Sở Y tế"], 1)
    other = voting(cast, award="Bằng khen")
    with clock.at(clock.moment(DAY, 16, 59)), django_capture_on_commit_callbacks(execute=True):
        assert count_what_is_over() == 0
    assert [fresh(row).state for row in (acclaim, other)] == ["voting", "voting"]
    assert not Notification.objects.filter(title__startswith="Chưa kiểm được phiếu").exists()


def test_what_is_open_on_paper_or_in_preparation_is_left_alone(cast):
    rows = [prepared(cast), voting(cast, mode="paper", closes_at=None, award="Bằng khen")]
    with clock.at(EVENING):
        assert count_what_is_over() == 0
    assert [fresh(row).state for row in rows] == ["preparing", "voting"]


def test_papers_too_few_stay_closed_and_who_runs_it_is_told_once(cast, django_capture_on_commit_callbacks):
    acclaim = open_with(cast, THREE[:2])
    for hour in (18, 19):
        with clock.at(clock.moment(DAY, hour)), django_capture_on_commit_callbacks(execute=True):
            assert count_what_is_over() == 0
    assert (fresh(acclaim).state, Paper.objects.count()) == ("voting", 0)
    told = Notification.objects.filter(title="Chưa kiểm được phiếu: Cờ thi đua của UBND tỉnh")
    assert sorted(n.recipient.username for n in told) == ["dha", "dhahead", "leader", "leaderhead"]
    assert told[0].body.startswith("Mới có 2 phiếu. Phiếu kín chỉ mở khi có từ 3 phiếu")


def test_the_button_says_why_papers_too_few_are_not_counted(cast):
    acclaim = open_with(cast, THREE[:2])
    with clock.at(EVENING):
        (reason,) = ACCLAIM.offer("count", acclaim, acting(cast.leader)).reasons
    assert reason.endswith("Hãy kéo dài thời gian hoặc hủy cuộc bỏ phiếu.")


def test_another_hour_is_given_with_the_reason_and_everybody_is_told(cast, django_capture_on_commit_callbacks):
    people = heads(cast)
    acclaim = open_with(cast, THREE[:2])
    with clock.at(EVENING):
        with pytest.raises(Refused, match="Hãy ghi lý do."):
            ACCLAIM.perform(acclaim, "move_closing", by=acting(cast.leader), closes_at=NEXT_DAY)
        with pytest.raises(PermissionDenied):
            ACCLAIM.perform(acclaim, "move_closing", by=acting(cast.head), note=WHY, closes_at=NEXT_DAY)
        with pytest.raises(Refused, match="phải sau lúc này"):
            ACCLAIM.perform(acclaim, "move_closing", by=acting(cast.leader), note=WHY, closes_at=MORNING)
        with pytest.raises(Refused, match="Hãy ghi ngày, giờ kết thúc mới."):
            ACCLAIM.perform(acclaim, "move_closing", by=acting(cast.leader), note=WHY)
        with django_capture_on_commit_callbacks(execute=True):
            ACCLAIM.perform(acclaim, "move_closing", by=acting(cast.leader), note=WHY, closes_at=NEXT_DAY)
    assert fresh(acclaim).box.closes_at == NEXT_DAY
    entry = audit.last(acclaim, "move_closing")
    assert entry.note == WHY
    assert entry.changes["closes_at"] == ["17:00 ngày 12/12/2023", "16:30 ngày 13/12/2023"]
    told = Notification.objects.filter(title="Đổi giờ kết thúc bỏ phiếu: Cờ thi đua của UBND tỉnh")
    assert {n.recipient_id for n in told} == {p.pk for p in people.values()}
    assert told[0].body.endswith(f"trước đây là 17:00 ngày 12/12/2023. Lý do: {WHY}")
    # The first two papers stand, a third makes it countable at the new hour.
    with clock.at(EVENING):
        assert count_what_is_over() == 0
    vote(acclaim, cast.units["Sở Xây dựng"], 2)
    with clock.at(clock.moment(dt.date(2023, 12, 13), 17)):
        assert count_what_is_over() == 1
    assert Paper.objects.count() == 3


@pytest.mark.parametrize("state", ["preparing", "counted"])
def test_only_an_open_ballot_gets_another_hour(cast, state):
    full = dict.fromkeys([*THREE, "Sở Y tế"], [])
    acclaim = prepared(cast) if state == "preparing" else counted(cast, full)
    with clock.at(EVENING), pytest.raises(Refused, match="Không thể “Đổi giờ kết thúc”"):
        ACCLAIM.perform(acclaim, "move_closing", by=acting(cast.leader), note=WHY, closes_at=NEXT_DAY)


def test_nobody_but_the_clock_counts_without_permission(cast):
    acclaim = prepared(cast)
    with pytest.raises(PermissionDenied, match="không phải việc hệ thống tự làm"):
        ACCLAIM.perform_due(acclaim, "open")
    with clock.at(MORNING), pytest.raises(Refused):
        ACCLAIM.perform_due(open_with(cast, THREE), "count")


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_the_hour_count_once(cast, at_once):
    acclaim = open_with(cast, THREE)
    with clock.at(EVENING):
        found = at_once(*[_counting] * 2)
    assert sorted(found) == [0, 1]
    assert (fresh(acclaim).state, Paper.objects.count()) == ("counted", 3)
    assert audit.history(acclaim).filter(action="count").count() == 1


def _counting() -> int:
    with clock.at(EVENING):
        return count_what_is_over()
