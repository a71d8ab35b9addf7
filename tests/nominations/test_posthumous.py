"""The dead and foreigners: who receives, the day of death, the kind of commendation; as it is sent, so it is read."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from awards.nominations.selectors import checks
from awards.nominations.services import nominees
from awards.nominations.workflows import NOMINATION
from awards.services import people
from emulation.base import audit, clock
from emulation.base.workflow import Refused
from tests.factories import acting
from tests.nominations import walk

pytestmark = pytest.mark.django_db
DIED = dt.date(2024, 6, 1)


@pytest.fixture(autouse=True)
def morning():
    with clock.at(walk.MORNING):
        yield


def posthumous(cast, file, who, **fields):
    return walk.nominate(cast, file, who, posthumous=True, **{"receiver": "Bà Lê Thị Hoa, vợ"} | fields)


def test_a_file_waits_for_the_day_of_death(cast):
    who, file = walk.person(cast), walk.begun(cast)
    row = posthumous(cast, file, who)
    walk.with_head(cast, file)
    offer = NOMINATION.offer("submit", walk.fresh(file), acting(cast.head))
    assert offer.reasons == ["Truy tặng chưa ghi ngày mất: Lê Minh Tuấn. Ghi ở nút Sửa của đề nghị."]
    nominees.update(row, version=row.version, award="LDTT", died_on=DIED, by=acting(cast.owner))
    assert NOMINATION.offer("submit", walk.fresh(file), acting(cast.head)).enabled
    who.refresh_from_db()
    assert who.died_on == DIED
    assert audit.last(who, "edit").actor_name == str(cast.owner)


def test_the_form_asks_for_the_day_once(cast, as_):
    who, file = walk.person(cast), walk.begun(cast)
    url = reverse("nominations:nominee_new", args=[file.pk, "ca-nhan", who.pk])
    client = as_(cast.owner)
    values = {"award": "LDTT", "type": "CONG_TRANG", "achievement_year": "2023", "receiver": "Bà Hoa, vợ"}
    shown = client.post(url, values | {"died_on": "1/6/2024"}).content.decode()
    assert shown.count("Chỉ ghi ô này khi truy tặng.") >= 2
    shown = client.post(url, values | {"posthumous": "on", "died_on": "3/12/2024"}).content.decode()
    assert "Ngày này chưa đến." in shown
    client.post(url, values | {"posthumous": "on", "died_on": "1/6/2024"})
    row = file.nominees.get()
    shown = client.get(reverse("nominations:nominee_edit", args=[row.pk])).content.decode()
    assert "Truy tặng" in shown
    assert "Ngày mất" not in shown
    shown = client.get(reverse("nominations:nominee", args=[row.pk])).content.decode()
    assert "(truy tặng)" in shown
    assert "Bà Hoa, vợ" in shown
    assert "01/06/2024" in shown


def test_a_collective_has_no_such_fields(cast, as_):
    file = walk.begun(cast)
    client = as_(cast.owner)
    url = client.post(reverse("nominations:nominee_pick", args=[file.pk]), {"do": "collective", "t-name": ""})
    shown = client.get(url["Location"]).content.decode()
    assert "Người nhận thay" not in shown


def test_readers_see_it_as_it_was_sent(cast, as_):
    file = walk.begun(cast, endorsed_by_bloc=False)
    who = walk.person(cast)
    row = posthumous(cast, file, who, died_on=DIED)
    walk.with_head(cast, file)
    NOMINATION.perform(walk.fresh(file), "submit", by=acting(cast.head))
    type(row).objects.filter(pk=row.pk).update(receiver="Người khác")
    client = as_(cast.dha)
    shown = client.get(reverse("nominations:nominee", args=[row.pk])).content.decode()
    assert "Bà Lê Thị Hoa, vợ" in shown
    assert "Người khác" not in shown
    shown = client.get(reverse("nominations:file", args=[file.pk])).content.decode()
    assert "(truy tặng)" in shown
    assert "Người nhận thay: Bà Lê Thị Hoa, vợ" in shown


def test_who_died_and_is_not_proposed_posthumously_is_asked_about(cast):
    who, file = walk.person(cast), walk.begun(cast)
    who = people.record_death(who, on=DIED, by=acting(cast.dha))
    row = walk.nominate(cast, file, who)
    assert [r.sentence for r in checks.check_nominee(row).remarks] == [
        "Hồ sơ ghi mất ngày 01/06/2024. Hãy đánh dấu truy tặng, hoặc sửa hồ sơ."
    ]
    assert not checks.check_nominee(row).unsettled


@pytest.mark.parametrize(("type_", "warned"), [("CONG_TRANG", True), ("DOI_NGOAI", False)])
def test_a_foreigner_proposed_for_another_kind_is_warned_of_by_the_row_of_the_law(cast, as_, type_, warned):
    who, file = walk.person(cast), walk.begun(cast)
    who = people.edit_person(who, version=who.version, nationality="Lào", by=acting(cast.dha))
    row = walk.nominate(cast, file, who, type=type_)
    said = [(r.sentence, r.basis, r.blocks) for r in checks.check_nominee(row).remarks]
    expected = (
        "Lê Minh Tuấn có quốc tịch Lào, đang đề nghị theo loại công trạng. "
        "Khen thưởng đối ngoại: người nước ngoài, người Việt Nam ở nước ngoài; quy trình riêng.",
        "Điều 8 Luật Thi đua, khen thưởng số 06/2022/QH15",
        False,
    )
    assert said == ([expected] if warned else [])
    shown = as_(cast.owner).get(reverse("nominations:file", args=[file.pk])).content.decode()
    assert ("có quốc tịch Lào" in shown) == warned


def test_who_writes_a_day_of_death(cast):
    who = walk.person(cast)
    people.end_place(who.places.get(), on=DIED, by=acting(cast.dha))
    for stranger in (cast.neighbour, cast.leader, cast.auditor):
        with pytest.raises(PermissionDenied):
            people.record_death(who, on=DIED, by=acting(stranger))
    people.record_death(who, on=DIED, by=acting(cast.owner))
    with pytest.raises(Refused, match="đã ghi ngày mất 01/06/2024"):
        people.record_death(who, on=dt.date(2024, 6, 2), by=acting(cast.owner))
    other = walk.person(cast, "Người khác")
    people.edit_person(other, version=other.version, birth_year=2000, by=acting(cast.dha))
    with pytest.raises(Refused, match="sinh năm 2000"):
        people.record_death(other, on=dt.date(1999, 1, 1), by=acting(cast.owner))


def test_the_page_of_a_household_is_one_click_away(cast, as_):
    from awards.services import subjects

    file = walk.begun(cast, awards=["BKT"])
    home = subjects.household(cast.units["Sở Y tế"], "Hộ ông A", by=acting(cast.owner))
    row = walk.nominate(cast, file, home, "BKT", type="PHONG_TRAO")
    shown = as_(cast.owner).get(reverse("nominations:nominee", args=[row.pk])).content.decode()
    assert reverse("awards:household", args=[home.pk]) in shown
