"""The large registry is the same for the same seed, and can be found and held against the law."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from awards.models import AwardRecord, Person, RecordWord
from awards.selectors.cases import assess_claims
from awards.selectors.claims import Claim
from awards.volumes import fill_registry
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def units():
    return [factories.make_unit(name) for name in ("Sở Một", "Sở Hai")]


def rows() -> list[tuple]:
    return list(
        AwardRecord.objects.order_by("pk").values_list("subject_text", "award", "decision_number", "decided_on")
    )


def test_the_same_seed_gives_the_same_awards_and_another_seed_others(units):
    made = fill_registry(units, awards=50, seed=3, last_year=2022)
    assert (made.awards, made.people, AwardRecord.objects.count()) == (50, 7, 50)
    first = rows()
    found = []
    for seed in (3, 4):
        RecordWord.objects.all().delete()
        AwardRecord.objects.all().delete()
        fill_registry(units, awards=50, seed=seed, last_year=2022)
        found.append(rows())
    assert found[0] == first
    assert found[1] != first


def test_each_person_has_eight_years_of_the_last_twenty_and_words_to_be_found_by(units):
    fill_registry(units, awards=40, seed=3, last_year=2022)
    for person in Person.objects.all():
        years = set(AwardRecord.objects.filter(person=person).values_list("year", flat=True))
        assert len(years) == 8
        assert min(years) >= 2003
        assert max(years) <= 2022
    record = AwardRecord.objects.first()
    assert set(record.search_key.split()) == set(
        RecordWord.objects.filter(record=record).values_list("word", flat=True)
    )


def test_the_queries_of_a_list_do_not_grow_with_it(units):
    fill_registry(units, awards=400, seed=3, last_year=2022)
    filed, counts = dt.date(2023, 2, 10), []
    for many in (2, 50):
        claims = [
            Claim(award="CSTDCS", filed_on=filed, achievement_year=2022, person=person)
            for person in Person.objects.order_by("pk")[:many]
        ]
        with CaptureQueriesContext(connection) as captured:
            assert len(assess_claims(claims)) == many
        counts.append(len(captured))
    assert counts[0] == counts[1]
