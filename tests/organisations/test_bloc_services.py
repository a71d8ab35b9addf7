"""Blocs: one place at a time, one leader at a time, the hand-over on a day."""

import datetime as dt

import pytest

from emulation.base import audit, clock
from emulation.base.concurrency import StaleVersion
from emulation.base.workflow import Refused
from organisations.enums import BlocRole
from organisations.forms.blocs import BlocForm
from organisations.selectors import blocs as bloc_pages
from organisations.selectors.units import leaders_of, led_blocs
from organisations.services import blocs

JULY = dt.date(2023, 7, 1)


@pytest.fixture(autouse=True)
def december():
    with clock.at(clock.moment(dt.date(2023, 12, 12))):
        yield


def places(bloc, unit):
    rows = bloc.members.filter(unit=unit).order_by("pk")
    return [(p.role, p.valid_from, p.valid_to) for p in rows]


def test_the_leadership_passes_on_a_day(cast):
    old, new = cast.units["Sở Tài chính"], cast.units["Sở Y tế"]
    blocs.hand_over(cast.bloc, leader=new, on=JULY, note="TB 3", by=None)
    assert leaders_of(cast.bloc, dt.date(2023, 6, 30)) == [old]
    assert leaders_of(cast.bloc, JULY) == [new]
    assert places(cast.bloc, old) == [("leader", None, dt.date(2023, 6, 30)), ("member", JULY, None)]
    assert places(cast.bloc, new) == [("member", None, dt.date(2023, 6, 30)), ("leader", JULY, None)]
    assert led_blocs(old.pk, JULY) == []
    assert [p.unit for p in bloc_pages.leadership(cast.bloc)] == [new, old]


def test_a_deputy_can_become_leader(cast):
    new = cast.units["Sở Xây dựng"]
    blocs.hand_over(cast.bloc, leader=new, on=JULY, by=None)
    assert places(cast.bloc, new) == [("deputy", None, dt.date(2023, 6, 30)), ("leader", JULY, None)]


def test_a_hand_over_to_the_leader_itself_is_refused(cast):
    with pytest.raises(Refused, match="đã là trưởng khối"):
        blocs.hand_over(cast.bloc, leader=cast.units["Sở Tài chính"], on=JULY, by=None)


def test_a_hand_over_before_the_leader_began_is_refused(cast):
    blocs.hand_over(cast.bloc, leader=cast.units["Sở Y tế"], on=JULY, by=None)
    with pytest.raises(Refused, match="từ 01/07/2023"):
        blocs.hand_over(cast.bloc, leader=cast.units["Sở Công Thương"], on=JULY, by=None)


def test_a_unit_has_one_place_in_a_bloc_at_a_time(cast):
    with pytest.raises(Refused, match="đang là thành viên"):
        blocs.seat(cast.bloc, cast.units["Sở Y tế"], role=BlocRole.DEPUTY, valid_from=JULY, by=None)


def test_a_bloc_has_one_leader_at_a_time(cast):
    with pytest.raises(Refused, match="đã có trưởng khối là Sở Tài chính"):
        blocs.seat(cast.bloc, cast.units["Hội Luật gia"], role=BlocRole.LEADER, valid_from=JULY, by=None)


def test_a_place_ends_with_a_day_and_can_be_taken_again(cast):
    place = cast.bloc.members.get(unit=cast.units["Sở Y tế"])
    blocs.end_place(place, on=dt.date(2023, 6, 30), note="chuyển khối", by=None)
    blocs.seat(cast.bloc, cast.units["Sở Y tế"], valid_from=JULY, by=None)
    assert places(cast.bloc, cast.units["Sở Y tế"]) == [
        ("member", None, dt.date(2023, 6, 30)),
        ("member", JULY, None),
    ]


def test_a_stale_bloc_is_not_saved(cast):
    blocs.update_bloc(cast.bloc, version=1, name="Khối A", by=None)
    with pytest.raises(StaleVersion):
        blocs.update_bloc(cast.bloc, version=1, name="Khối B", by=None)
    cast.bloc.refresh_from_db()
    assert (cast.bloc.name, cast.bloc.version) == ("Khối A", 2)
    assert audit.last(cast.bloc, "update").changes == {"name": ["Khối thi đua Kinh tế", "Khối A"]}


def test_the_list_counts_each_unit_once_after_a_hand_over(cast):
    blocs.hand_over(cast.bloc, leader=cast.units["Sở Y tế"], on=JULY, by=None)
    row = next(r for r in bloc_pages.bloc_rows(2023, cast.dha) if r.bloc == cast.bloc)
    assert row.size == 4
    assert [label for _, label in row.leaders] == ["Sở Y tế"]
    assert [label for _, label in row.deputies] == ["Sở Xây dựng"]


def test_the_list_of_blocs_costs_two_queries(cast, django_assert_num_queries):
    with django_assert_num_queries(2):
        bloc_pages.bloc_rows(2023, cast.dha)
    blocs.create_bloc(year=2023, code="03", name="Khối ba", by=None)
    with django_assert_num_queries(2):
        bloc_pages.bloc_rows(2023, cast.dha)


def roles_on(bloc, day):
    """{unit: role} on a day."""
    return {p.unit.label: p.role for p in bloc.members.valid_on(day).select_related("unit")}


def test_new_deputies_from_a_day_on_the_old_ones_are_members(cast):
    day = dt.date(2023, 7, 1)
    blocs.set_deputies(cast.bloc, [cast.units["Sở Y tế"]], on=day, by=None)
    before = {"Sở Tài chính": "leader", "Sở Xây dựng": "deputy", "Sở Y tế": "member", "Sở Công Thương": "member"}
    assert roles_on(cast.bloc, dt.date(2023, 6, 30)) == before
    assert roles_on(cast.bloc, day) == before | {"Sở Xây dựng": "member", "Sở Y tế": "deputy"}


def test_a_deputy_that_stays_keeps_its_place(cast):
    place = cast.bloc.members.get(unit=cast.units["Sở Xây dựng"])
    units = [cast.units["Sở Xây dựng"], cast.units["Sở Công Thương"]]
    blocs.set_deputies(cast.bloc, units, on=dt.date(2023, 7, 1), by=None)
    assert cast.bloc.members.get(unit=cast.units["Sở Xây dựng"]) == place
    assert roles_on(cast.bloc, dt.date(2023, 7, 1))["Sở Công Thương"] == "deputy"


def test_a_sub_cluster_is_a_bloc_below_one_of_its_year_with_codes_of_its_own(cast):
    form = {"year": "2023", "word": "cụm thi đua", "name": "Cụm số 1", "code": "01", "verified": "on"}
    with clock.at(clock.moment(dt.date(2023, 3, 1))):
        assert BlocForm(form).errors == {"code": ["Mã này đã dùng cho Khối thi đua Kinh tế năm 2023. Hãy ghi mã khác."]}
        filled = BlocForm(form | {"parent": cast.bloc.pk})
        assert filled.is_valid()
        made = blocs.create_bloc(**filled.cleaned_data, by=None)
        assert list(cast.bloc.children.all()) == [made]
        assert list(BlocForm(form | {"parent": cast.bloc.pk}).errors) == ["code"]
        assert list(BlocForm(form | {"parent": cast.bloc.pk, "year": "2024"}).errors) == ["parent"]
