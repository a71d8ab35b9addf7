"""Election and approval are two steps; approval gives the places in the bloc of the next year."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from campaigns.bloc_year.models import Election
from campaigns.bloc_year.services import elections
from campaigns.bloc_year.workflows import ACTIVITY, ELECTION
from campaigns.selectors import todo
from emulation.base import audit
from emulation.base.workflow import Refused
from organisations.models import Bloc
from organisations.selectors.units import leaders_of
from organisations.services import blocs
from tests.bloc_year import builders
from tests.bloc_year.test_pledge_workflow import PEOPLE
from tests.factories import acting

pytestmark = pytest.mark.django_db

NEW_YEAR = dt.date(2024, 1, 1)
TABLE = {
    "draft": {
        "leader": {"present"},
        "leader_head": {"present"},
        "deputy": {"present"},
        "dha": {"present"},
        "dha_head": {"present"},
    },
    "awaiting": {"dha": {"approve", "return"}, "dha_head": {"approve", "return"}},
    "returned": {
        "leader": {"present"},
        "leader_head": {"present"},
        "deputy": {"present"},
        "dha": {"present"},
        "dha_head": {"present"},
    },
    "approved": {},
}


def walked(cast, state) -> Election:
    row = builders.elected(cast, present=state != "draft")
    if state == "returned":
        row = ELECTION.perform(row, "return", by=acting(cast.dha), note="Ghi rõ số phiếu.")
    if state == "approved":
        row = approve(cast, row)
    return row


def approve(cast, row, target=None, day=NEW_YEAR, by=None):
    return ELECTION.perform(
        row, "approve", by=acting(by or cast.dha), target=target, valid_from=day, note="TB 12/TB-SNV"
    )


@pytest.mark.parametrize("state", TABLE)
def test_moves_are_those_of_the_table_and_no_others(cast, state):
    row = walked(cast, state)
    assert row.state == state
    entries = audit.history(row).count()
    for name in PEOPLE:
        person = acting(getattr(cast, name))
        wanted = TABLE[state].get(name, set())
        assert {o.transition.name for o in ELECTION.offers(row, person)} == wanted, name
        for move in ELECTION.transitions:
            if move.name not in wanted:
                with pytest.raises((PermissionDenied, Refused)):
                    ELECTION.perform(row, move.name, by=person, note="thử")
    assert audit.history(row).count() == entries


def names(units) -> list[str]:
    return sorted(unit.label for unit in units)


def test_nothing_changes_in_the_bloc_until_it_is_approved(cast):
    builders.elected(cast)
    assert names(leaders_of(cast.bloc, on=NEW_YEAR)) == ["Sở Tài chính"]
    assert not Bloc.objects.filter(year=2024).exists()


def test_approval_makes_the_bloc_of_the_next_year(cast):
    row = approve(cast, builders.elected(cast))
    new = Bloc.objects.get(year=2024, code="01")
    assert (row.target, row.valid_from) == (new, NEW_YEAR)
    assert names(leaders_of(new, on=NEW_YEAR)) == ["Sở Xây dựng"]
    assert names(leaders_of(new, on=NEW_YEAR, role="deputy")) == ["Sở Y tế"]
    members = new.members.valid_on(NEW_YEAR)
    assert sorted(p.unit.label for p in members) == ["Sở Công Thương", "Sở Tài chính", "Sở Xây dựng", "Sở Y tế"]
    assert names(leaders_of(cast.bloc, on=dt.date(2023, 12, 31))) == ["Sở Tài chính"]


def test_approval_hands_this_bloc_over_from_a_day(cast):
    approve(cast, builders.elected(cast), target=cast.bloc, day=dt.date(2023, 12, 20))
    assert names(leaders_of(cast.bloc, on=dt.date(2023, 12, 19))) == ["Sở Tài chính"]
    assert names(leaders_of(cast.bloc, on=dt.date(2023, 12, 20))) == ["Sở Xây dựng"]
    assert names(leaders_of(cast.bloc, on=dt.date(2023, 12, 19), role="deputy")) == ["Sở Xây dựng"]
    assert names(leaders_of(cast.bloc, on=dt.date(2023, 12, 20), role="deputy")) == ["Sở Y tế"]
    places = cast.bloc.members.valid_on(dt.date(2023, 12, 20)).values_list("unit__official_name", flat=True)
    assert sorted(places) == ["Sở Công Thương", "Sở Tài chính", "Sở Xây dựng", "Sở Y tế"]


def test_nobody_in_an_elected_unit_approves(cast):
    """Sở Nội vụ elected in its bloc: the Chairman's office approves."""
    blocs.seat(cast.bloc, cast.units["Sở Nội vụ"], by=None)
    row = builders.elected_with(cast, "Sở Nội vụ")
    assert ELECTION.offers(row, acting(cast.dha)) == []
    assert {o.transition.name for o in ELECTION.offers(row, acting(cast.office))} == {"approve", "return"}
    assert [c.title for c in todo.for_user(acting(cast.office))] == ["Phê duyệt kết quả bầu của Khối thi đua Kinh tế"]
    assert todo.count(acting(cast.dha)) == 0


def test_the_office_is_told_also_where_the_department_was_elected_deputy(cast, django_capture_on_commit_callbacks):
    blocs.seat(cast.bloc, cast.units["Sở Nội vụ"], by=None)
    with django_capture_on_commit_callbacks(execute=True):
        meeting = builders.held(cast, "Sở Nội vụ")
        chosen = {"leader": cast.units["Sở Xây dựng"], "deputies": [cast.units["Sở Nội vụ"]]}
        row = elections.save(meeting, by=acting(cast.leader), **chosen)
        row = ELECTION.perform(row, "present", by=acting(cast.leader))
    assert ELECTION.offers(row, acting(cast.dha)) == []
    assert cast.office.notifications.get().title == "Chờ phê duyệt trưởng khối năm 2024"


def test_it_waits_for_the_department_and_after_a_return_for_the_leader(cast):
    row = builders.elected(cast)
    title = "Phê duyệt kết quả bầu của Khối thi đua Kinh tế"
    for person in (cast.dha, cast.dha_head):
        assert [c.title for c in todo.for_user(acting(person))] == [title]
        assert todo.count(acting(person)) == 1
    ELECTION.perform(row, "return", by=acting(cast.dha), note="Ghi rõ số phiếu.")
    assert todo.count(acting(cast.dha)) == 0
    assert [c.title for c in todo.for_user(acting(cast.leader))] == ["Sửa kết quả bầu trưởng khối năm 2024"]


def test_a_meeting_under_approval_is_not_opened_again(cast):
    row = builders.elected(cast)
    with pytest.raises(Refused, match="đang chờ phê duyệt"):
        ACTIVITY.perform(row.activity, "reopen", by=acting(cast.leader), note="Sửa.")
    approve(cast, row)
    with pytest.raises(Refused, match="đã được phê duyệt"):
        ACTIVITY.perform(row.activity, "reopen", by=acting(cast.leader), note="Sửa.")


def test_only_meetings_elect_and_a_leader_is_no_deputy(cast):
    sports = builders.planned(cast, "sports", title="Giải cầu lông")
    with pytest.raises(Refused, match="Chỉ hội nghị"):
        elections.save(sports, leader=cast.units["Sở Y tế"], by=acting(cast.leader))
    meeting = builders.planned(cast)
    unit = cast.units["Sở Y tế"]
    with pytest.raises(Refused, match="đã được bầu làm trưởng khối"):
        elections.save(meeting, leader=unit, deputies=[unit], by=acting(cast.leader))
