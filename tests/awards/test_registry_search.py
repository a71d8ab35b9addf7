"""Finding in a large registry: few queries, and the index of words is used."""

import datetime as dt
import re

import pytest
from django.db import connection

from awards.models import AwardRecord, Person
from awards.selectors.registry import find_records
from awards.services.people import built
from awards.services.record_words import save_words, searched_text

pytestmark = pytest.mark.django_db
FAMILIES, MIDDLES = ("Nguyễn", "Trần", "Lê", "Đỗ"), ("Văn", "Thị", "Đức", "Minh", "Ngọc")
GIVEN = ("An", "Bình", "Cường", "Dũng", "Giang", "Hà", "Hiếu", "Hùng", "Khánh", "Lan", "Mai", "Nam")


@pytest.fixture
def many():
    """2,400 awards: each of 240 names ten times."""
    names = [f"{f} {m} {g}" for f in FAMILIES for m in MIDDLES for g in GIVEN]
    people = Person.objects.bulk_create([built(full_name=name) for name in names])
    records = [
        AwardRecord(
            subject_kind="individual",
            person=person,
            subject_text=person.full_name,
            award_text="Bằng khen",
            decision_number=f"{turn}/QĐ-UBND",
            decided_on=dt.date(2023, 1, 1),
            search_key=searched_text(person.full_name, f"{turn}/QĐ-UBND"),
            identity=f"{person.pk}-{turn}",
        )
        for person in people
        for turn in range(10)
    ]
    save_words(AwardRecord.objects.bulk_create(records))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def test_a_page_of_names_takes_two_queries(many, reader, django_assert_num_queries):
    reader.has_perm("awards.view_whole_registry")
    with django_assert_num_queries(2):
        rows = find_records(reader, "nguyen thi hieu")
        assert rows.count() == 10
        assert {record.subject_text for record in rows[:50]} == {"Nguyễn Thị Hiếu"}


def test_the_index_of_words_is_used(many, reader):
    plan = find_records(reader, "nguyen thi hieu").explain()
    on_sqlite, on_postgres = r"COVERING INDEX \S+recordword_1 \(word>\? AND word<\?\)", "record_word_once"
    assert re.search(f"{on_sqlite}|{on_postgres}", plan), plan


def test_a_word_finds_its_beginning_and_no_more(many, reader):
    assert {r.subject_text.split()[-1] for r in find_records(reader, "hi")} == {"Hiếu"}
    assert {r.subject_text.split()[-1] for r in find_records(reader, "h")} == {"Hà", "Hiếu", "Hùng"}
    assert find_records(reader, "9").count() == 240


def test_each_word_begins_a_word(many, reader):
    assert not find_records(reader, "guyen hieu")
    assert not find_records(reader, "oc hieu")  # Ngọc
    assert {r.subject_text for r in find_records(reader, "ng hieu")} == {
        f"{family} {middle} Hiếu" for family in FAMILIES for middle in MIDDLES if family == "Nguyễn" or middle == "Ngọc"
    }
