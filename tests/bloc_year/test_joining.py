"""A unit that joins while the pledge is being prepared or signed, the day of the hand-over, and what waits for the leader."""

import datetime as dt

import pytest

from campaigns.bloc_year.due import welcome_members
from campaigns.bloc_year.models import Activity, Pledge
from campaigns.bloc_year.selectors import open_deadlines
from campaigns.bloc_year.selectors import pledges as reading
from campaigns.bloc_year.services import pledges
from campaigns.bloc_year.workflows import ACTIVITY, PLEDGE, REGISTRATION
from campaigns.selectors import todo
from emulation.base import audit, clock
from emulation.base.models import Notification
from emulation.base.workflow import Refused
from organisations.enums import Role
from organisations.services import blocs
from tests.bloc_year import builders
from tests.factories import acting, make_person

pytestmark = pytest.mark.django_db
NEW = "Hội Luật gia"


def cards(person) -> list[str]:
    return [card.title for card in todo.for_user(acting(person))]


@pytest.mark.parametrize("state", ["draft", "signing"])
def test_who_joins_is_asked_to_register_and_is_waited_for(cast, state, django_capture_on_commit_callbacks):
    pledge = builders.begun(cast) if state == "draft" else builders.signing(cast)
    head = make_person("newhead", Role.UNIT_HEAD, cast.units[NEW])
    with clock.at(clock.moment(builders.SIGNING_DAY)), django_capture_on_commit_callbacks(execute=True):
        blocs.seat(cast.bloc, cast.units[NEW], valid_from=builders.SIGNING_DAY, by=None)
        assert pledge.registrations.filter(unit=cast.units[NEW], state="draft").count() == 1
        assert cast.units[NEW].pk in reading.unsigned_ids(pledge)
        assert "Đăng ký thi đua năm 2023" in cards(head)
    assert "Hội Luật gia" in audit.last(pledge, "joined").label
    assert Notification.objects.filter(recipient=head, title="Đăng ký thi đua năm 2023").count() == 1


def test_the_pledge_is_complete_only_with_the_unit_that_joined(cast):
    pledge = builders.signing(cast)
    head = make_person("newhead", Role.UNIT_HEAD, cast.units[NEW])
    with clock.at(clock.moment(builders.SIGNING_DAY)):
        blocs.seat(cast.bloc, cast.units[NEW], by=None)
        for unit in builders.MEMBERS:
            pledge = builders.sign(cast, pledge, unit)
        assert pledge.state == "signing"
        by = acting(head)
        with pytest.raises(Refused, match="Hãy xác nhận bản đăng ký"):
            PLEDGE.perform(pledge, "sign", by=by)
        row = pledge.registrations.get(unit=cast.units[NEW])
        row = pledges.save_registration(row, targets="Đủ 12 buổi", titles="", version=row.version, by=by)
        REGISTRATION.perform(row, "confirm", by=by)
        assert PLEDGE.perform(pledge, "sign", by=by).state == "complete"


def test_a_place_from_a_later_day_begins_with_the_periodic_run(cast):
    pledge = builders.signing(cast)
    with clock.at(clock.moment(builders.FEBRUARY)):
        blocs.seat(cast.bloc, cast.units[NEW], valid_from=builders.SIGNING_DAY, by=None)
        assert welcome_members() == 0
        assert not pledge.registrations.filter(unit=cast.units[NEW]).exists()
    with clock.at(clock.moment(builders.SIGNING_DAY, 0, 5)):
        assert (welcome_members(), welcome_members()) == (1, 0)
        assert pledge.registrations.filter(unit=cast.units[NEW]).count() == 1


def test_the_record_names_who_seated_the_unit_and_the_clock_where_its_day_came(cast):
    pledge = builders.signing(cast)
    with clock.at(clock.moment(builders.FEBRUARY)):
        blocs.seat(cast.bloc, cast.units[NEW], by=acting(cast.dha))
        assert audit.last(pledge, "joined").actor_name == str(cast.dha)
        blocs.seat(cast.bloc, cast.units["Thanh tra tỉnh"], valid_from=builders.SIGNING_DAY, by=acting(cast.dha))
    with clock.at(clock.moment(builders.SIGNING_DAY, 0, 5)):
        assert welcome_members() == 1
    assert audit.last(pledge, "joined").actor_id is None


def test_a_run_without_new_units_locks_no_pledge(cast, monkeypatch):
    builders.signing(cast)
    monkeypatch.setattr(pledges, "welcome", lambda *_, **__: pytest.fail("nobody is new"))
    with clock.at(clock.moment(builders.SIGNING_DAY)):
        assert welcome_members() == 0


def test_a_unit_that_left_the_bloc_is_reminded_of_nothing(cast):
    pledge = builders.signing(cast, units=["Sở Tài chính", "Sở Xây dựng", "Sở Y tế"])
    span = (builders.SIGNING_DAY, builders.SIGNING_DAY)

    def owed(open_) -> set[int]:
        with clock.at(clock.moment(builders.SIGNING_DAY)):
            return {d.unit_id for d in open_(*span)}

    member = {name: unit.pk for name, unit in cast.units.items()}
    assert owed(open_deadlines.registrations) == {member["Sở Công Thương"]}
    assert owed(open_deadlines.signatures) == {member[name] for name in ("Sở Tài chính", "Sở Xây dựng", "Sở Y tế")}
    for name in ("Sở Công Thương", "Sở Y tế"):
        place = pledge.bloc.members.get(unit=cast.units[name])
        with clock.at(clock.moment(builders.FEBRUARY)):
            blocs.end_place(place, on=dt.date(2023, 3, 1), by=acting(cast.dha))
    assert owed(open_deadlines.registrations) == set()
    assert owed(open_deadlines.signatures) == {member["Sở Tài chính"], member["Sở Xây dựng"]}


def test_a_signed_pledge_asks_nobody_new(cast):
    pledge = builders.complete(cast)
    with clock.at(clock.moment(dt.date(2023, 5, 5))):
        blocs.seat(cast.bloc, cast.units[NEW], by=None)
        assert welcome_members() == 0
    assert pledge.registrations.count() == 4


def test_the_leader_is_reminded_of_a_pledge_that_is_not_there_and_of_one_that_is_not_opened(cast):
    begin, open_ = "Mở đăng ký giao ước thi đua năm 2023", "Mở ký giao ước thi đua năm 2023"
    with clock.at(clock.moment(builders.FEBRUARY)):
        assert begin in cards(cast.leader)
        assert begin not in cards(cast.deputy)
        assert begin not in cards(cast.owner)
    builders.signing(cast)
    with clock.at(clock.moment(builders.FEBRUARY, 12)):
        assert not {begin, open_} & set(cards(cast.leader))


def test_a_draft_waits_for_the_leader_until_it_is_opened_and_no_bloc_of_another_year_does(cast, as_):
    builders.begun(cast)
    with clock.at(clock.moment(builders.FEBRUARY, 12)):
        assert "Mở ký giao ước thi đua năm 2023" in cards(cast.leader)
        text = as_(cast.leader).get("/").content.decode()
        assert "Mở ký giao ước thi đua năm 2023" in text
    Pledge.objects.all().delete()
    with clock.at(clock.moment(dt.date(2024, 2, 6))):
        assert not [title for title in cards(cast.leader) if "giao ước" in title]


# --- The day of the hand-over -----------------------------------------------------------------------------------------
HAND_OVER = dt.date(2023, 6, 1)


def moves(person, pledge) -> set[str]:
    return {o.transition.name for o in PLEDGE.offers(pledge, acting(person))}


def test_until_midnight_the_old_leader_acts_from_midnight_the_new(cast):
    pledge = builders.signing(cast)
    with clock.at(clock.moment(builders.FEBRUARY)):
        blocs.hand_over(cast.bloc, leader=cast.units["Sở Xây dựng"], on=HAND_OVER, by=None)
    leads = {"take_back", "close", "correct"}
    with clock.at(clock.moment(HAND_OVER - dt.timedelta(days=1), 23, 59)):
        assert moves(cast.leader, pledge) == leads
        assert moves(cast.deputy, pledge) == set()
    with clock.at(clock.moment(HAND_OVER, 0, 0)):
        assert moves(cast.leader, pledge) == set()
        assert moves(cast.deputy, pledge) == leads
        assert moves(cast.dha, pledge) == leads


def test_the_new_leader_finds_the_work_of_the_old_one(cast):
    late: Activity = builders.planned(cast, "thematic", dt.date(2023, 5, 20), title="Hội thi tìm hiểu pháp luật")
    blocs.hand_over(cast.bloc, leader=cast.units["Sở Xây dựng"], on=HAND_OVER, by=None)
    with clock.at(clock.moment(HAND_OVER, 8)):
        assert "Ghi kết quả: Hội thi tìm hiểu pháp luật" in cards(cast.deputy)
        assert "Ghi kết quả: Hội thi tìm hiểu pháp luật" not in cards(cast.leader)
        assert ACTIVITY.offer("cancel", late, acting(cast.leader)) is None
        ACTIVITY.perform(late, "cancel", by=acting(cast.deputy), note="Gộp vào hội nghị tổng kết.")


def test_what_the_old_leader_did_stays_under_its_name(cast):
    pledge = builders.signing(cast)
    blocs.hand_over(cast.bloc, leader=cast.units["Sở Xây dựng"], on=HAND_OVER, by=None)
    with clock.at(clock.moment(HAND_OVER, 8)):
        assert audit.last(pledge, "open_signing").acting_as.endswith("Sở Tài chính")
        assert [row.registration.unit.label for row in reading.table(pledge).rows][0] == "Sở Xây dựng"


def test_what_every_unit_registered_is_open_to_the_bloc_once_its_head_confirmed(cast, as_):
    pledge = builders.begun(cast)
    row = pledge.registrations.get(unit=cast.units["Sở Y tế"])
    url = f"/dang-ky-thi-dua/{row.pk}/"
    assert as_(cast.neighbour).get(url).status_code == 404
    builders.register(cast, pledge, "Sở Y tế")
    for person in (cast.neighbour, cast.leader, cast.dha, cast.auditor):
        assert "Hoàn thành thu 1.200 tỷ đồng" in as_(person).get(url).content.decode()
    assert as_(cast.stranger).get(url).status_code == 404
