"""New people, collectives and households: only for the own unit, each with its record, each once."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from awards.models import Collective, Household, Person
from awards.selectors.subjects import people_named, subject_of
from awards.services import people, subjects
from emulation.base.models import AuditEntry
from tests.factories import acting


@pytest.mark.parametrize(("who", "may"), [
    ("owner", True), ("head", True), ("dha", True), ("neighbour", False), ("leader", False), ("auditor", False),
    ("admin", False), ("office", False),
])  # fmt: skip
def test_who_adds_to_the_records_of_a_unit(cast, who, may):
    unit, by = cast.units["Sở Y tế"], acting(getattr(cast, who))
    for add in (
        lambda: subjects.new_person(unit, name="Trần Văn Đức", by=by),
        lambda: subjects.collective(unit, "Phòng Tổ chức", by=by),
        lambda: subjects.household(unit, "Hộ ông Đức", by=by),
    ):
        if may:
            add()
        else:
            with pytest.raises(PermissionDenied):
                add()
    counts = [model.objects.count() for model in (Person, Collective, Household)]
    assert counts == ([1, 1, 1] if may else [0, 0, 0])


def test_each_new_record_is_written_down_once(cast):
    unit, by = cast.units["Sở Y tế"], acting(cast.owner)
    for _click in range(2):
        subjects.collective(unit, "Phòng Tổ chức", by=by)
        subjects.household(unit, "Hộ ông Đức", by=by)
    found = AuditEntry.objects.filter(action="create", label__in=["Thêm tập thể", "Thêm hộ gia đình"])
    assert sorted(found.values_list("label", flat=True)) == ["Thêm hộ gia đình", "Thêm tập thể"]


def test_who_left_in_the_year_is_found_from_its_first_day_on(cast):
    unit, by = cast.units["Sở Y tế"], acting(cast.owner)
    gone = subjects.new_person(unit, name="Phạm Văn Đi", by=by)
    people.end_place(gone.places.get(), on=dt.date(2023, 3, 1), by=by)
    assert people_named(unit, "pham di") == []
    assert subject_of(unit, "ca-nhan", gone.pk) is None
    assert people_named(unit, "pham di", since=dt.date(2023, 3, 1)) == [gone]
    assert subject_of(unit, "ca-nhan", gone.pk, since=dt.date(2023, 1, 1)) == gone
    assert people_named(unit, "pham di", since=dt.date(2023, 3, 2)) == []
