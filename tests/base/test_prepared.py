"""Queries compiled once: the same numbers and rows as the ORM gives, whoever asks, in one query."""

import pytest

from emulation.base.models import Draft, Notification
from emulation.base.prepared import PreparedCount, PreparedRows
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    found = [factories.make_person(name) for name in ("an", "binh")]
    for person, amount in zip(found, (3, 1), strict=True):
        Notification.objects.bulk_create(
            Notification(recipient=person, key=f"k{n}", title="Tin") for n in range(amount)
        )
    Draft.objects.create(user=found[0], key="x")
    return found


def of_person(person):
    return Notification.objects.filter(recipient_id=person, read_at=None)


def test_each_asks_for_their_own(people):
    counted = PreparedCount(of_person)
    assert [counted(person.pk) for person in people] == [3, 1]
    assert [of_person(person.pk).count() for person in people] == [3, 1]
    assert counted(0) == 0


def test_a_sum_is_one_query(people, django_assert_num_queries):
    counted = PreparedCount(of_person, lambda person: Draft.objects.filter(user_id=person))
    with django_assert_num_queries(1):
        assert counted(people[0].pk) == 4


def test_conditions_that_never_change_stay(people):
    counted = PreparedCount(lambda person: of_person(person).exclude(key="k0").filter(title__contains="i"))
    assert [counted(person.pk) for person in people] == [2, 0]


def test_the_sql_is_made_once(people):
    made = []
    counted = PreparedCount(lambda person: made.append(person) or of_person(person))
    for person in people:
        counted(person.pk)
    assert len(made) == 1


def test_the_order_of_two_numbers_is_kept(people):
    counted = PreparedCount(lambda a, b: Notification.objects.filter(recipient_id=b, pk__gte=a))
    assert counted(0, people[0].pk) == 3
    assert counted(people[0].pk * 10**6, people[0].pk) == 0


# --- Rows -------------------------------------------------------------------------------------------------------------
def keys_of(person):
    return of_person(person).order_by("key").values_list("key", "read_at", "created_at", "recipient__is_active")


def test_rows_are_those_of_the_orm_with_their_types(people, django_assert_num_queries):
    rows = PreparedRows(keys_of)
    for person, keys in zip(people, (["k0", "k1", "k2"], ["k0"]), strict=True):
        with django_assert_num_queries(1):
            found = rows(person.pk)
        assert [row[0] for row in found] == keys
        assert found == list(keys_of(person.pk))
        assert found[0][2].tzinfo is not None
        assert found[0][3] is True


def test_rows_are_asked_for_anew_each_time(people):
    rows = PreparedRows(keys_of)
    assert len(rows(people[1].pk)) == 1
    Notification.objects.create(recipient=people[1], key="k9", title="Tin")
    assert [row[0] for row in rows(people[1].pk)] == ["k0", "k9"]
    assert rows(0) == []


def test_a_piece_of_the_rows(people):
    rows = PreparedRows(keys_of)
    assert [row[0] for row in rows(people[0].pk, piece=slice(1, 3))] == ["k1", "k2"]
    assert [row[0] for row in rows(people[0].pk, piece=slice(0, 1))] == ["k0"]
    assert rows(people[0].pk, piece=slice(3, 6)) == []
