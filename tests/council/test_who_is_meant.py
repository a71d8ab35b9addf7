"""Members and nominees are compared by record: forms ask whom a name means, and who is nominated gets no paper for it."""

import pytest
from django.urls import reverse

from awards.council.models import AgendaItem, Recusal, Seat
from awards.council.services import agenda
from awards.council.workflows import SESSION
from awards.services import subjects
from awards.services.merging import merge_people
from emulation.base import clock
from tests.council.walk import MORNING, council, prepared, seats, secretary_of
from tests.factories import acting

pytestmark = pytest.mark.django_db


@pytest.fixture
def dha(cast, client):
    client.force_login(cast.dha, backend="allauth.account.auth_backends.AuthenticationBackend")
    with clock.at(MORNING):
        yield client


def on_record(cast, name: str = "Lê Thị Hương", unit: str = "Sở Y tế", position: str = "Trưởng phòng"):
    return subjects.new_person(cast.units[unit], name=name, position=position, birth_year=1980, by=acting(cast.owner))


def nominee(cast, **fields) -> dict:
    return {
        "award": "CSTDT",
        "filed_on": "5/1/2024",
        "subject_kind": "individual",
        "label": "Bà Lê Thị Hương",
        "unit": cast.units["Sở Y tế"].pk,
    } | fields


def test_a_nominee_of_a_known_name_is_asked_about_and_kept_by_record(cast, dha):
    person, session = on_record(cast), prepared(cast, items=())
    here = reverse("council:agenda_item_new", args=[session.pk])
    assert "Người trong hồ sơ" not in dha.get(here).content.decode()
    asked = dha.post(here, nominee(cast)).content.decode()
    assert "Đơn vị có người cùng tên trong hồ sơ. Hãy chọn đúng người" in asked
    assert "Lê Thị Hương, sinh năm 1980, Trưởng phòng" in asked
    assert not AgendaItem.objects.exists()
    dha.post(here, nominee(cast, person=person.pk))
    assert AgendaItem.objects.get().person == person


def test_somebody_else_of_that_name_has_no_record(cast, dha):
    on_record(cast)
    session = prepared(cast, items=())
    dha.post(reverse("council:agenda_item_new", args=[session.pk]), nominee(cast, person="0"))
    assert AgendaItem.objects.get().person is None


@pytest.mark.parametrize("unit", ["Sở Xây dựng", None])
def test_a_person_of_another_unit_is_not_offered(cast, dha, unit):
    person, session = on_record(cast), prepared(cast, items=())
    given = {"person": person.pk, "unit": cast.units[unit].pk if unit else ""}
    dha.post(reverse("council:agenda_item_new", args=[session.pk]), nominee(cast, **given))
    assert AgendaItem.objects.get().person is None


def test_a_collective_is_nobody(cast, dha):
    on_record(cast, name="Phòng Hương")
    session = prepared(cast, items=())
    given = {"award": "TTLDXS", "subject_kind": "collective", "label": "Phòng Hương"}
    dha.post(reverse("council:agenda_item_new", args=[session.pk]), nominee(cast, **given))
    assert AgendaItem.objects.get().person is None


def test_a_member_of_a_known_name_is_asked_about_too(cast, dha):
    person, row = on_record(cast), council(cast)
    here = reverse("council:seat_new", args=[row.pk])
    form = {"full_name": "Lê Thị Hương", "role": "member", "unit": cast.units["Sở Y tế"].pk}
    assert "Hãy chọn đúng người, hoặc chọn Người khác." in dha.post(here, form).content.decode()
    dha.post(here, form | {"person": person.pk})
    assert Seat.objects.get(full_name="Lê Thị Hương").person == person


# --- The same person ------------------------------------------------------------------------------------------------------
def put_on(cast, session, person):
    fields = {"subject_kind": "individual", "label": "Bà Lê Thị Hương", "unit": cast.units["Sở Y tế"]}
    return agenda.add_item(
        session, award="CSTDT", filed_on=clock.today(), person=person, by=secretary_of(cast), **fields
    )


def sits(session, number: int, person) -> Seat:
    """Of another unit than the nominee's, so that only the record says who it is."""
    seat = seats(session)[number]
    seat.person = person
    seat.save()
    return seat


def test_who_is_nominated_steps_aside_wherever_they_sit_for(cast):
    with clock.at(MORNING):
        person, session = on_record(cast), prepared(cast, items=())
        seat = sits(session, 0, person)
        put_on(cast, session, person)
        SESSION.perform(session, "invite", by=secretary_of(cast))
    found = set(Recusal.objects.values_list("seat", "cause"))
    # The third member is of the nominee's unit.
    assert found == {(seat.pk, "person"), (seats(session)[2].pk, "unit")}


def test_two_records_that_became_one_are_one_person(cast):
    with clock.at(MORNING):
        kept, gone, session = on_record(cast), on_record(cast), prepared(cast, items=())
        seat = sits(session, 0, gone)
        put_on(cast, session, kept)
        merge_people(kept, gone, reason="Một người", by=cast.dha)
        SESSION.perform(session, "invite", by=secretary_of(cast))
    assert Recusal.objects.get(seat=seat).cause == "person"


def test_two_people_of_one_name_are_two(cast):
    with clock.at(MORNING):
        one, other, session = on_record(cast), on_record(cast), prepared(cast, items=())
        sits(session, 0, one)
        put_on(cast, session, other)
        SESSION.perform(session, "invite", by=secretary_of(cast))
    assert set(Recusal.objects.values_list("cause", flat=True)) == {"unit"}
