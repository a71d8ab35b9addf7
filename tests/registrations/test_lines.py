"""Lines: the law's kinds of subject, twice the same, homonyms, last year's list, a colleague's change in between."""

import datetime as dt
from dataclasses import dataclass

import pytest
from django.core.exceptions import PermissionDenied

from awards.registrations.selectors.comparison import compare, registered_titles
from awards.registrations.selectors.hints import misfit
from awards.registrations.selectors.outcomes import outcomes
from awards.registrations.services import lines
from awards.selectors.subjects import people_named
from awards.services import people, subjects
from awards.services.merging import merge_people
from emulation.base import clock
from emulation.base.concurrency import StaleVersion
from emulation.base.workflow import Refused
from tests.factories import acting
from tests.factories.registry import bring_in
from tests.registrations import walk


@dataclass
class Put:
    """A nominee as the file of nominations holds it."""

    name: str
    award: str
    person_id: int | None = None
    collective_id: int | None = None
    household_id: int | None = None


def test_a_collective_cannot_register_a_title_of_persons(cast):
    walk.call(cast)
    unit = subjects.collective(cast.units["Sở Y tế"], by=acting(cast.owner))
    with pytest.raises(Refused, match="Chiến sĩ thi đua cơ sở dành cho cá nhân, không đăng ký cho tập thể"):
        lines.add(walk.of(cast), unit, award="CSTDCS", by=acting(cast.owner))
    assert misfit("collective", "TTLDXS") == ""
    assert misfit("household", "GDVH") == ""


def test_the_same_line_stands_once(cast):
    row = walk.registration(cast)
    with pytest.raises(Refused, match="đã đăng ký Lao động tiên tiến trong danh sách này"):
        lines.add(row, row.lines.get().person, award="LDTT", by=acting(cast.owner))
    assert row.lines.count() == 1


def test_only_the_unit_writes_and_only_while_it_has_the_list(cast):
    row = walk.registration(cast, "awaiting_head")
    who = row.lines.get().person
    with pytest.raises(Refused, match="Danh sách đã trình"):
        lines.add(row, who, award="CSTDCS", by=acting(cast.owner))
    with pytest.raises(PermissionDenied):
        lines.add(row, who, award="CSTDCS", by=acting(cast.neighbour))


def test_a_stale_save_never_overwrites(cast):
    line = walk.registration(cast).lines.get()
    lines.update(line, version=1, note="Một", by=acting(cast.owner))
    with pytest.raises(StaleVersion):
        lines.update(line, version=1, note="Hai", by=acting(cast.head))


def test_homonyms_are_both_shown_and_others_units_people_are_not(cast):
    for year in (1980, 1985):
        walk.person(cast, "Trần Văn Đức", birth_year=year)
    walk.person(cast, "Trần Văn Đức", "Sở Công Thương", birth_year=1990)
    found = people_named(cast.units["Sở Y tế"], "duc tran")
    assert sorted(person.birth_year for person in found) == [1980, 1985]


def test_last_year_is_taken_over_without_those_who_left(cast):
    row = walk.registration(cast, "draft")
    gone = walk.person(cast, "Phạm Văn Đi")
    lines.add(row, gone, award="CSTDCS", by=acting(cast.owner))
    with clock.at(clock.moment(walk.MARCH)):
        row = walk.move(row, "send", cast.head)
        walk.move(walk.move(row, "endorse", cast.leader), "receive", cast.dha)
    people.end_place(gone.places.get(), on=dt.date(2023, 6, 1), by=acting(cast.owner))
    new = walk.call(cast, 2024, opens_on=None, last_day=dt.date(2024, 3, 15)).registrations.create(unit=row.unit)
    with clock.at(clock.moment(dt.date(2024, 1, 10))):
        made, left = lines.take_over(new, by=acting(cast.owner))
        again, _ = lines.take_over(new, by=acting(cast.owner))
    assert (made, again) == (1, 0)
    assert left == ["Phạm Văn Đi: hôm nay không còn công tác ở đơn vị"]
    assert [line.name for line in new.lines.all()] == ["Nguyễn Thị Hòa"]


def test_each_difference_from_what_was_registered(cast):
    row = walk.registration(cast, "draft")
    as_said, other, new = row.lines.get().person, walk.person(cast, "Lê Văn Bình"), walk.person(cast, "Đỗ Văn An")
    left = subjects.collective(cast.units["Sở Y tế"], by=acting(cast.owner))
    lines.add(row, other, award="CSTDCS", by=acting(cast.owner))
    lines.add(row, left, award="TTLDXS", by=acting(cast.owner))
    assert registered_titles(2023, row.unit) == []
    with clock.at(clock.moment(walk.MARCH)):
        row = walk.move(row, "send", cast.head)
        walk.move(walk.move(row, "endorse", cast.leader), "receive", cast.dha)
    puts = [
        Put("Nguyễn Thị Hòa", "LDTT", as_said.pk),
        Put("Lê Văn Bình", "BKT", other.pk),
        Put("Đỗ Văn An", "LDTT", new.pk),
    ]
    assert [(r.difference.value, r.sentence) for r in compare(2023, row.unit, puts)] == [
        ("as_registered", "Đã đăng ký Lao động tiên tiến."),
        ("other_award", "Đăng ký Chiến sĩ thi đua cơ sở, đề nghị Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh."),
        ("not_registered", "Đề nghị Lao động tiên tiến, đầu năm không đăng ký."),
        ("not_nominated", "Đã đăng ký Tập thể lao động xuất sắc, chưa có trong hồ sơ đề nghị."),
    ]


def test_a_merged_record_is_still_the_one_that_was_registered(cast):
    row = walk.registration(cast, "received")
    old, kept = row.lines.get().person, walk.person(cast, "Nguyễn Thị Hòa", birth_year=1980)
    merge_people(kept, old, reason="Là một người", by=cast.dha)
    for record in (kept, old):  # a file may have been written before the merge or after it
        found = compare(2023, row.unit, [Put("Nguyễn Thị Hòa", "LDTT", record.pk)])
        assert [r.difference.value for r in found] == ["as_registered"]


def test_what_became_of_a_line_is_read_from_the_registry(cast):
    bring_in(
        "Lê Văn Cường;Chuyên viên;Sở Y tế;Cá nhân;Bằng khen của Chủ tịch UBND tỉnh;12/QĐ-UBND;05/3/2024;Tốt",
        by=cast.dha,
    )
    row = walk.registration(cast, "draft")
    who = people_named(row.unit, "cuong")[0]
    lines.add(row, who, award="BKT", by=acting(cast.owner))
    from awards.registrations.selectors.content import items_of

    found = {o.text for o in outcomes(acting(cast.owner), 2023, items_of(row))}
    assert found == {"Chưa có đề nghị", "Đã quyết định: 12/QĐ-UBND, 05/03/2024"}
    assert {o.text for o in outcomes(acting(cast.owner), 2022, items_of(row))} == {"Chưa có đề nghị"}


def test_the_list_is_locked_before_its_line(cast, django_assert_max_num_queries):
    line = walk.registration(cast).lines.get()
    with django_assert_max_num_queries(30) as asked:
        lines.update(line, version=1, note="Một", by=acting(cast.owner))
    read = [q["sql"].split('FROM "')[1].split('"')[0] for q in asked.captured_queries if 'FROM "registr' in q["sql"]]
    assert read[0] == "registrations_titleregistration"
