"""Units through time: names, corrections, ends, successions; what is searched by."""

import datetime as dt

import pytest

from emulation.base import audit, clock, due
from emulation.base.concurrency import StaleVersion
from emulation.base.workflow import Refused
from organisations.selectors import unit_pages
from organisations.selectors.units import find_unit, search_units
from organisations.selectors.versions import version_of
from organisations.services import units
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = dt.date(2023, 12, 12)


@pytest.fixture(autouse=True)
def december():
    with clock.at(clock.moment(TODAY)):
        yield


@pytest.fixture
def unit(db):
    return factories.make_unit("Sở Văn hóa", short_name="Sở VH", valid_to=dt.date(2025, 6, 30))


def names(unit):
    return [(n.official_name, n.valid_from, n.valid_to) for n in unit_pages.names_of(unit)]


def test_a_new_name_begins_the_day_after_the_old_one_ends(unit):
    units.rename_unit(unit, official_name="Sở Văn hóa và Thể thao", on=dt.date(2023, 5, 1), basis="QĐ 12", by=None)
    assert names(unit) == [
        ("Sở Văn hóa và Thể thao", dt.date(2023, 5, 1), dt.date(2025, 6, 30)),
        ("Sở Văn hóa", None, dt.date(2023, 4, 30)),
    ]
    unit.refresh_from_db()
    assert unit.official_name == "Sở Văn hóa và Thể thao"
    assert unit.name_on(dt.date(2023, 4, 30)) == "Sở Văn hóa"
    assert unit.name_on(dt.date(2023, 5, 1)) == "Sở Văn hóa và Thể thao"
    assert audit.last(unit, "rename").note == "QĐ 12"


def test_the_old_name_still_finds_the_unit(unit):
    units.rename_unit(unit, official_name="Sở Du lịch", short_name="SDL", on=TODAY, by=None)
    assert list(search_units("van hoa")) == [unit]
    assert list(search_units("du lich")) == [unit]
    assert find_unit("Sở Văn hoá") == unit


@pytest.mark.parametrize(
    ("day", "name", "words"),
    [
        (dt.date(2025, 7, 1), "Sở Du lịch", "ngoài thời gian hoạt động"),
        (dt.date(2023, 5, 1), "Sở Văn hóa", "giống tên đang dùng"),
    ],
)
def test_a_name_that_cannot_begin_is_refused(unit, day, name, words):
    with pytest.raises(Refused, match=words):
        units.rename_unit(unit, official_name=name, short_name="Sở VH", on=day, by=None)
    assert len(names(unit)) == 1


def test_a_name_noted_in_advance_is_shown_from_its_day_on(unit):
    day = dt.date(2024, 1, 1)
    units.rename_unit(unit, official_name="Sở Du lịk", on=day, basis="QĐ 9", by=None)
    units.rename_unit(
        unit, official_name="Sở Du lịch", on=day, basis="QĐ 9", by=None
    )  # the same day again: a correction
    unit.refresh_from_db()
    assert unit.official_name == "Sở Văn hóa"
    assert due.run()["unit_names"] == 0
    assert names(unit) == [("Sở Du lịch", day, dt.date(2025, 6, 30)), ("Sở Văn hóa", None, dt.date(2023, 12, 31))]
    with clock.at(clock.moment(dt.date(2024, 1, 3))):  # the run was late
        assert due.run()["unit_names"] == 1
        assert due.run()["unit_names"] == 0
    unit.refresh_from_db()
    assert (unit.official_name, unit.short_name) == ("Sở Du lịch", "")
    assert list(search_units("van hoa")) == [unit] == list(search_units("du lich"))
    assert audit.last(unit, "rename").label == "Tên mới có hiệu lực"


def test_a_correction_today_leaves_the_name_to_come(unit):
    units.rename_unit(unit, official_name="Sở Du lịch", on=dt.date(2024, 1, 1), by=None)
    units.update_unit(unit, official_name="Sở Văn hóa, Thể thao", by=None)
    assert [name for name, _, _ in names(unit)] == ["Sở Du lịch", "Sở Văn hóa, Thể thao"]


def test_a_unit_that_ends_before_it_never_bears_the_name(unit):
    units.rename_unit(unit, official_name="Sở Du lịch", on=dt.date(2024, 1, 1), by=None)
    units.end_unit(unit, on=dt.date(2023, 12, 20), note="NQ 5", by=None)
    assert names(unit) == [("Sở Văn hóa", None, dt.date(2023, 12, 20))]


def test_a_name_is_not_put_before_a_later_one(unit):
    units.rename_unit(unit, official_name="Sở Du lịch", on=dt.date(2023, 6, 1), by=None)
    with pytest.raises(Refused, match="từ ngày 01/06/2023"):
        units.rename_unit(unit, official_name="Sở Thể thao", on=dt.date(2023, 3, 1), by=None)


def test_a_name_taken_by_another_unit_is_refused(unit):
    factories.make_unit("Sở Du lịch")
    with pytest.raises(Refused, match="Đã có đơn vị tên"):
        units.rename_unit(unit, official_name="Sở Du Lịch", on=TODAY, by=None)


def test_a_correction_changes_the_name_in_place(unit):
    units.update_unit(unit, official_name="Sở Văn hóa, Thể thao", by=None)
    assert names(unit) == [("Sở Văn hóa, Thể thao", None, dt.date(2025, 6, 30))]
    assert audit.last(unit, "update").changes == {"official_name": ["Sở Văn hóa", "Sở Văn hóa, Thể thao"]}


def test_saving_the_same_again_writes_no_row(unit):
    before = version_of(unit)
    units.update_unit(unit, kind=unit.kind, note="", by=None)
    assert version_of(unit) == before


def test_a_save_on_an_older_version_is_refused(unit):
    opened = version_of(unit)
    units.update_unit(unit, note="của người khác", version=opened, by=None)
    with pytest.raises(StaleVersion) as stale:
        units.update_unit(unit, note="của tôi", version=opened, by=None)
    assert stale.value.current.note == "của người khác"
    assert stale.value.current.version == version_of(unit)


def test_an_ended_unit_is_not_in_todays_list_but_in_that_of_its_time(unit):
    units.end_unit(unit, on=dt.date(2023, 6, 30), note="NQ 5", by=None)
    assert list(search_units("văn hóa")) == []
    assert list(search_units("văn hóa", on=dt.date(2023, 6, 30))) == [unit]
    assert list(search_units("văn hóa", ever=True)) == [unit]
    assert names(unit) == [("Sở Văn hóa", None, dt.date(2023, 6, 30))]


def test_an_end_before_the_beginning_is_refused(db):
    late = factories.make_unit("Sở Mới", valid_from=dt.date(2023, 1, 1))
    with pytest.raises(Refused, match="từ 01/01/2023"):
        units.end_unit(late, on=dt.date(2022, 12, 31), note="NQ 5", by=None)


def test_a_succession_is_kept_once_and_in_both_histories(unit):
    heir = factories.make_unit("Sở Du lịch")
    for _ in range(2):
        units.link_succession(predecessor=unit, successor=heir, on=TODAY, kind="merge", basis="NQ 7", by=None)
    assert [link.successor for link in unit_pages.successors_of(unit)] == [heir]
    assert [link.predecessor for link in unit_pages.origins_of(heir)] == [unit]
    assert audit.history(unit).filter(action="succeeded").count() == 1
    assert audit.history(heir).filter(action="succeed").count() == 1
    with pytest.raises(Refused, match="chiều ngược lại"):
        units.link_succession(predecessor=heir, successor=unit, on=TODAY, kind="merge", by=None)
    with pytest.raises(Refused, match="chính mình"):
        units.link_succession(predecessor=unit, successor=unit, on=TODAY, kind="merge", by=None)


@pytest.mark.parametrize("typed", ["do son", "Đỗ Sơn", "\u00d0ỗ Sơn", "ĐỖ SƠN", "\u0110o\u0302\u0303 So\u031bn"])
def test_B68_units_are_found_however_they_are_typed(db, typed):
    found = factories.make_unit("Ủy ban nhân dân xã Đỗ Sơn", kind="cap_xa")
    factories.make_unit("Ủy ban nhân dân xã Thanh Sơn", kind="cap_xa")
    assert list(search_units(typed)) == [found]


def test_B78_homonyms_of_two_districts_stay_apart(db):
    one, two = (factories.make_unit(name, kind="cap_huyen") for name in ("Huyện Thanh Liêm", "Huyện Bình Lục"))
    here = factories.make_unit("Xã Thanh Hà", kind="cap_xa", parent=one)
    there = factories.make_unit("Xã Thanh Hà", kind="cap_xa", parent=two)
    assert [row.parent for row in unit_pages.unit_rows([here, there])] == ["Huyện Thanh Liêm", "Huyện Bình Lục"]
    assert find_unit("xã thanh hà", parent=two) == there


def test_the_lines_of_a_list_cost_two_queries_whatever_their_number(cast, django_assert_num_queries):
    rows = list(search_units())
    for number in (1, 3):
        with django_assert_num_queries(2):
            unit_pages.unit_rows(rows[:number])


def test_what_still_holds_after_the_end_is_counted(cast):
    assert unit_pages.left_over(cast.units["Sở Y tế"], TODAY) == {"people": 2, "places": 1, "children": 0}
