"""Places where somebody works are corrected, ended and taken out; transfers; households; who died, who is no Vietnamese."""

import datetime as dt

import pytest
from django.urls import reverse

from awards.models import AwardRecord, Collective, Household, Person, PersonPlace
from awards.services import people, subjects
from emulation.base import audit, clock
from tests.factories import acting, make_unit
from tests.factories.registry import bring_in, line

pytestmark = pytest.mark.django_db
TODAY = dt.date(2023, 7, 3)


@pytest.fixture
def hoa(cast) -> Person:
    """Works at Sở Y tế since 2020."""
    unit, begin = cast.units["Sở Y tế"], dt.date(2020, 1, 1)
    with clock.at(clock.moment(begin)):
        person = people.create_person(full_name="Nguyễn Thị Hòa", birth_year=1980, by=acting(cast.dha))
        people.add_place(person, unit=unit, position="Chuyên viên", valid_from=begin, by=acting(cast.dha))
    return person


def send(client, url: str, **data):
    """Post a page with the version its form was opened at."""
    shown = client.get(url)
    hidden = {"version": shown.context["editing"].version} if "editing" in shown.context else {}
    return client.post(url, hidden | data)


def days(place: PersonPlace) -> tuple:
    place.refresh_from_db()
    return place.valid_from, place.valid_to, place.position


def test_the_unit_ends_the_place_of_who_left_and_the_past_stays(as_, cast, hoa):
    place = hoa.places.get()
    page = as_(cast.owner).get(reverse("awards:person", args=[hoa.pk])).content.decode()
    assert reverse("awards:place_edit", args=[place.pk]) in page
    url = reverse("awards:place_edit", args=[place.pk])
    with clock.at(clock.moment(TODAY)):
        send(as_(cast.owner), url, position="Phó phòng", valid_from="01/01/2020", valid_to="30/6/2023")
    assert days(place) == (dt.date(2020, 1, 1), dt.date(2023, 6, 30), "Phó phòng")
    changes = audit.last(hoa, "place").changes
    assert changes == {"position": ["Chuyên viên", "Phó phòng"], "valid_to": [None, "2023-06-30"]}


@pytest.mark.parametrize(("who", "status"), [("leader", 404), ("neighbour", 404), ("auditor", 403), ("council", 403)])
def test_others_do_not_touch_the_place(as_, cast, hoa, who, status):
    place = hoa.places.get()
    for name in ("place_edit", "place_remove"):
        assert as_(getattr(cast, who)).get(reverse(f"awards:{name}", args=[place.pk])).status_code == status


def test_a_place_elsewhere_is_not_the_units_to_change(as_, cast, hoa):
    other = people.add_place(hoa, unit=cast.units["Sở Tài chính"], by=acting(cast.dha))
    answer = as_(cast.owner).get(reverse("awards:place_edit", args=[other.pk]))
    assert answer.status_code == 403
    assert people.NOT_YOUR_PLACE in answer.content.decode()


def test_a_colleagues_change_is_shown_and_not_written_over(as_, cast, hoa):
    place = hoa.places.get()
    days_of = {"position": "Trưởng phòng", "valid_from": dt.date(2020, 1, 1), "valid_to": None}
    people.edit_place(place, version=1, by=acting(cast.dha), **days_of)
    data = {"version": 1, "position": "Văn thư", "valid_from": "01/01/2020", "valid_to": ""}
    page = as_(cast.owner).post(reverse("awards:place_edit", args=[place.pk]), data)
    assert "Trưởng phòng" in page.content.decode()
    assert "Văn thư" in page.content.decode()
    assert days(place)[2] == "Trưởng phòng"


def test_a_place_written_by_mistake_goes_with_a_reason(as_, cast, hoa):
    place = hoa.places.get()
    url = reverse("awards:place_remove", args=[place.pk])
    as_(cast.dha).post(url, {"reason": ""})
    assert hoa.places.count() == 1
    as_(cast.dha).post(url, {"reason": "Nhầm người trùng tên"})
    assert hoa.places.count() == 0
    entry = audit.last(hoa, "place_remove")
    assert (entry.label, entry.note) == ("Bỏ nơi công tác ghi nhầm: Sở Y tế", "Nhầm người trùng tên")


def test_a_transfer_ends_the_old_place_the_day_before(as_, cast, hoa):
    old, new_unit = hoa.places.get(), cast.units["Sở Tài chính"]
    url = reverse("awards:person_place", args=[hoa.pk])
    data = {"unit": new_unit.pk, "position": "Trưởng phòng", "leaves": [old.pk]}
    page = send(as_(cast.dha), url, **data)
    assert "Thiếu ngày bắt đầu ở nơi mới" in page.content.decode()
    send(as_(cast.dha), url, **data, valid_from="01/7/2023")
    assert days(old)[:2] == (dt.date(2020, 1, 1), dt.date(2023, 6, 30))
    new = hoa.places.get(unit=new_unit)
    assert days(new) == (dt.date(2023, 7, 1), None, "Trưởng phòng")


def test_who_died_and_of_which_country_is_kept(as_, cast, hoa):
    url = reverse("awards:person_edit", args=[hoa.pk])
    data = {"full_name": "Nguyễn Thị Hòa", "birth_year": 1980, "nationality": "Lào"}
    refused = send(as_(cast.dha), url, **data, died_on="01/02/1979").content.decode()
    assert "Ngày mất trước ngày sinh" in refused
    send(as_(cast.dha), url, **data, died_on="01/02/2023")
    page = " ".join(as_(cast.dha).get(reverse("awards:person", args=[hoa.pk])).content.decode().split())
    assert "<dt>Quốc tịch</dt><dd>Lào</dd>" in page
    assert "<dt>Ngày mất</dt><dd>01/02/2023</dd>" in page


def test_who_receives_in_place_of_the_dead_stands_with_the_award(as_, cast):
    bring_in(line("Lê Văn Cường"))
    record = AwardRecord.objects.get()
    url = reverse("awards:award_record_edit", args=[record.pk])
    send(as_(cast.dha), url, receiver="Lê Thị Dung, vợ")
    page = as_(cast.dha).get(reverse("awards:award_record", args=[record.pk])).content.decode()
    assert "Lê Thị Dung, vợ" in page


# --- Households and parts of a unit -----------------------------------------------------------------------------------
@pytest.fixture
def family(cast) -> Household:
    return subjects.household(cast.units["Sở Y tế"], "Trần Văn Bình", by=acting(cast.owner))


@pytest.mark.parametrize(
    ("who", "status"), [("owner", 200), ("head", 200), ("dha", 200), ("auditor", 200), ("leader", 404), ("admin", 403)]
)
def test_who_sees_a_household(as_, cast, family, who, status):
    assert as_(getattr(cast, who)).get(reverse("awards:household", args=[family.pk])).status_code == status


def test_a_household_has_its_awards_and_what_it_could_get(as_, cast, family, django_assert_max_num_queries):
    bring_in(line("Trần Văn Bình", kind="Hộ gia đình"))
    AwardRecord.objects.update(household=family)
    client, url = as_(cast.owner), reverse("awards:household", args=[family.pk])
    client.get(url)
    with django_assert_max_num_queries(12):
        page = client.get(url).content.decode()
    assert "12/QĐ-UBND" in page
    assert "Gia đình văn hóa" in page


def test_a_name_is_corrected_once_a_place(as_, cast, family):
    url = reverse("awards:household_rename", args=[family.pk])
    subjects.household(cast.units["Sở Y tế"], "Trần Văn Minh", by=acting(cast.owner))
    page = send(as_(cast.owner), url, name="Trần  văn minh").content.decode()
    assert "Hãy dùng hồ sơ đó" in page
    send(as_(cast.owner), url, name="Trần Văn  Bính")
    family.refresh_from_db()
    assert family.name == "Trần Văn Bính"
    assert subjects.household(cast.units["Sở Y tế"], "Trần Văn Bính", by=acting(cast.owner)) == family
    assert audit.last(family, "rename").changes == {"name": ["Trần Văn Bình", "Trần Văn Bính"]}


def test_a_units_own_name_is_not_changed_here(as_, cast):
    itself = subjects.collective(cast.units["Sở Y tế"], by=acting(cast.owner))
    page = send(as_(cast.owner), reverse("awards:collective_rename", args=[itself.pk]), name="Sở Khác").content.decode()
    assert "Hãy đổi tên ở trang của đơn vị" in page


def test_people_and_cadres_of_a_commune_are_one_collective(cast):
    commune = make_unit("Xã Thanh Hà", kind="cap_xa")
    made = subjects.people_and_cadres(commune, by=acting(cast.dha))
    assert made.name == "Nhân dân và cán bộ xã Thanh Hà"
    assert subjects.collective(commune, "NHÂN DÂN VÀ CÁN BỘ XÃ THANH HÀ", by=acting(cast.dha)) == made
    assert Collective.objects.count() == 1
