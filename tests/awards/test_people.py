"""People: one record each, personal numbers sealed, merge and unmerge with history (B78)."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from awards.enums import DoubtState
from awards.models import AwardRecord, Person, PersonDoubt
from awards.selectors.people import people_by_name
from awards.services import merging, people
from emulation.base import audit, sealing
from emulation.base.vietnamese import fold
from emulation.base.workflow import Refused
from tests import factories
from tests.awards.test_list_import import commit, line

pytestmark = pytest.mark.django_db


def person(name="Nguyễn Văn An", **fields) -> Person:
    return people.create_person(full_name=name, by=None, **fields)


def test_a_citizen_number_is_sealed_masked_and_left_out_of_the_log():
    an = person(citizen_number="035 123 456 789")
    an.refresh_from_db()
    assert "456789" not in an.citizen_number_sealed
    assert sealing.unseal(an.citizen_number_sealed) == "035123456789"
    assert an.citizen_number_masked == "•••••••••789"
    people.edit_person(an, version=1, citizen_number="035999999999", by=None)
    assert "035" not in str([entry.changes for entry in audit.history(an)])


def test_equal_numbers_have_one_fingerprint_and_another_key_reads_nothing(settings):
    one, other = person(citizen_number="035123456789"), person("Nguyễn Văn Ân", citizen_number="035123456789")
    assert one.citizen_number_mark == other.citizen_number_mark != ""
    assert one.citizen_number_sealed != other.citizen_number_sealed
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another key"
    assert sealing.unseal(one.citizen_number_sealed) == ""
    settings.SECRET_KEY_FALLBACKS = [old]
    assert sealing.unseal(one.citizen_number_sealed) == "035123456789"


def test_namesakes_born_in_one_year_are_put_up_others_are_not():
    first = person(birth_year=1980)
    person(birth_year=1981)
    same = person(birth_date=dt.date(1980, 5, 6))
    person()
    assert [(d.first, d.second) for d in PersonDoubt.objects.all()] == [(first, same)]
    assert same.birth_year == 1980


def test_a_pair_found_apart_is_not_put_up_again():
    first, second = person(birth_year=1980), person(birth_year=1980)
    people.keep_apart(PersonDoubt.objects.get(), by=None)
    people.edit_person(second, version=1, honours="Nhà giáo ưu tú", by=None)
    assert PersonDoubt.objects.get().state == DoubtState.APART
    assert audit.last(first, "apart")
    with pytest.raises(Refused, match="đã được xem"):
        people.keep_apart(PersonDoubt.objects.get(), by=None)


@pytest.fixture
def pair(tmp_path):
    """Nguyễn Văn An of Sở Y tế, moved in 2022 to Sở Nội vụ: two records with one award each."""
    factories.make_unit("Sở Y tế")
    factories.make_unit("Sở Nội vụ")
    commit(tmp_path, line("Nguyễn Văn An"), line("Ông Nguyễn Văn An", "Sở Nội vụ", number="13/QĐ-UBND"))
    return list(Person.objects.order_by("pk"))


def test_b78_merged_records_are_one_history_and_the_log_tells_it(pair):
    kept, gone = pair
    merging.merge_people(kept, gone, reason="Quyết định điều động", by=None)
    kept.refresh_from_db()
    assert kept.awardrecords.count() == 2
    assert {place.unit.official_name for place in kept.places.all()} == {"Sở Y tế", "Sở Nội vụ"}
    assert kept.honorific == "Ông"
    assert list(Person.objects.standing()) == [kept]
    assert audit.last(kept, "merge").note == "Quyết định điều động"
    assert audit.last(gone, "merged")
    assert PersonDoubt.objects.get().state == DoubtState.MERGED
    assert [r.unit_text for r in AwardRecord.objects.order_by("pk")] == ["Sở Y tế", "Sở Nội vụ"]


def test_b78_unmerged_records_are_as_they_were(pair):
    kept, gone = pair
    merge = merging.merge_people(kept, gone, reason="Nhầm", by=None)
    merging.unmerge_people(merge, by=None)
    for one, unit in zip(pair, ["Sở Y tế", "Sở Nội vụ"], strict=True):
        one.refresh_from_db()
        assert one.merged_into is None
        assert [record.unit_text for record in one.awardrecords.all()] == [unit]
        assert [place.unit_text for place in one.places.all()] == [unit]
    assert (kept.honorific, gone.honorific) == ("", "Ông")
    assert PersonDoubt.objects.get().state == DoubtState.OPEN
    assert audit.last(kept, "unmerge")
    with pytest.raises(Refused, match="đã được tách"):
        merging.unmerge_people(merge, by=None)


def test_what_came_after_the_merge_stays_with_the_kept_record(pair, tmp_path):
    kept, gone = pair
    merge = merging.merge_people(kept, gone, reason="Một người", by=None)
    commit(tmp_path, line("Nguyễn Văn An", number="20/QĐ-UBND"))
    merging.unmerge_people(merge, by=None)
    assert (kept.awardrecords.count(), gone.awardrecords.count()) == (2, 1)


def test_names_of_many_merged_records_cost_as_many_queries_as_of_one(pair):
    kept, gone = pair
    merging.merge_people(kept, gone, reason="Một người", by=None)

    def cost(*names: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            found = people_by_name(fold(name) for name in names)
            assert [len(one.places.all()) for one in found[fold("Nguyễn Văn An")]] == [2]
            assert all(len(one.places.all()) < 3 for rows in found.values() for one in rows)
        assert found[fold("Nguyễn Văn An")] == [kept]
        return len(captured)

    few = cost("Nguyễn Văn An")
    for name in ("Lê Thị Bình", "Trần Văn Cường", "Đỗ Thị Dung"):
        merging.merge_people(person(name), person(name), reason="Một người", by=None)
    assert cost("Nguyễn Văn An", "Lê Thị Bình", "Trần Văn Cường", "Đỗ Thị Dung") == few


def test_a_merge_on_top_is_taken_back_first(pair):
    kept, gone = pair
    third = person()
    merge = merging.merge_people(kept, gone, reason="Một người", by=None)
    merging.merge_people(third, kept, reason="Một người", by=None)
    with pytest.raises(Refused, match="Hãy tách lần gộp sau trước"):
        merging.unmerge_people(merge, by=None)


@pytest.mark.parametrize(
    ("one", "other", "reason", "says"),
    [
        ({"birth_date": dt.date(1980, 1, 1)}, {"birth_date": dt.date(1980, 1, 2)}, "x", "ngày sinh khác nhau"),
        ({"birth_year": 1980}, {"birth_year": 1981}, "x", "năm sinh khác nhau"),
        ({"citizen_number": "1234"}, {"citizen_number": "1235"}, "x", "số định danh khác nhau"),
        ({}, {}, " ", "Thiếu lý do"),
    ],
)
def test_records_that_contradict_are_not_merged(one, other, reason, says):
    with pytest.raises(Refused, match=says):
        merging.merge_people(person(**one), person(**other), reason=reason, by=None)


def test_a_record_is_merged_once_and_never_into_itself():
    one, other = person(), person()
    with pytest.raises(Refused, match="cùng một hồ sơ"):
        merging.merge_people(one, one, reason="x", by=None)
    merging.merge_people(one, other, reason="x", by=None)
    with pytest.raises(Refused, match="đã được gộp"):
        merging.merge_people(person(), other, reason="x", by=None)


def test_places_are_dated_and_in_order():
    an, unit = person(), factories.make_unit("Sở Y tế")
    place = people.add_place(an, unit=unit, position="Trưởng phòng", valid_from=dt.date(2020, 1, 1), by=None)
    people.end_place(place, on=dt.date(2021, 12, 31), by=None)
    assert an.places.valid_on(dt.date(2021, 12, 31)).count() == 1
    assert an.places.valid_on(dt.date(2022, 1, 1)).count() == 0
    with pytest.raises(Refused, match="sau ngày đó"):
        people.end_place(place, on=dt.date(2019, 1, 1), by=None)
    with pytest.raises(Refused, match="Thiếu đơn vị"):
        people.add_place(an, unit=None, by=None)


def test_an_award_has_exactly_one_subject(pair):
    record = AwardRecord.objects.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        AwardRecord.objects.filter(pk=record.pk).update(person=None)
