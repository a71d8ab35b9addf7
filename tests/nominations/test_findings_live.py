"""What the law says while the form is filled: the same table as on the nominee's page, nothing stored, the access of the form."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.nominations.models import Nominee
from awards.services import initiatives
from emulation.base import clock
from emulation.base.models import AuditEntry
from tests.factories import acting
from tests.nominations import walk

pytestmark = pytest.mark.django_db
VALUES = {"award": "LDTT", "type": "CONG_TRANG", "achievement_year": "2023", "council_yes": "", "summary": ""}


@pytest.fixture(autouse=True)
def morning():
    with clock.at(walk.MORNING):
        yield


def new(file, who) -> str:
    return reverse("nominations:findings_new", args=[file.pk, "ca-nhan", who.pk])


def of(row) -> str:
    return reverse("nominations:findings", args=[row.pk])


def test_what_is_typed_is_held_against_the_law_and_nothing_is_stored(cast, as_):
    who, file = walk.person(cast), walk.begun(cast)
    client, before = as_(cast.owner), AuditEntry.objects.count()
    shown = client.get(new(file, who), VALUES).content.decode()
    assert "Đủ điều kiện" in shown
    shown = client.get(new(file, who), VALUES | {"achievement_year": "2022"}).content.decode()
    assert "Cần xem xét" in shown  # no rating of 2022 on record
    assert "Đủ điều kiện" not in shown
    shown = client.get(new(file, who), VALUES | {"award": "CSTDT"}).content.decode()
    assert "Chiến sĩ thi đua cơ sở" in shown
    assert "<html" not in shown
    assert (Nominee.objects.count(), AuditEntry.objects.count()) == (0, before)


def test_the_table_is_that_of_the_page(cast, as_):
    file = walk.begun(cast)
    row = walk.nominate(cast, file, walk.person(cast), "CSTDT")
    client = as_(cast.owner)
    page = client.get(reverse("nominations:nominee", args=[row.pk])).content.decode()
    fragment = client.get(of(row), VALUES | {"award": "CSTDT"}).content.decode()
    table = fragment[fragment.index("<table") : fragment.index("</table>")]
    assert table in page
    assert "Đủ điều kiện" in client.get(of(row), VALUES).content.decode()
    row.refresh_from_db()
    assert row.award == "CSTDT"


def test_half_typed_fields_are_said_and_not_asked(cast, as_):
    file = walk.begun(cast)
    walk.with_head(cast, file)
    row = walk.nominate(cast, walk.fresh(file), walk.person(cast))
    client = as_(cast.owner)
    for year, said in (("", "trường bắt buộc"), ("20", "1945"), ("2024", "Đợt này xét thành tích đến năm 2023.")):
        shown = client.get(of(row), VALUES | {"achievement_year": year}).content.decode()
        assert "<table" not in shown
        assert said in shown or year == ""
    shown = client.get(of(row), VALUES | {"council_yes": "9"}).content.decode()
    assert "Hội đồng đơn vị có 8 người dự họp." in shown
    assert "<table" in shown


def test_without_javascript_the_form_holds_it_against_the_law(cast, as_):
    who, file = walk.person(cast), walk.begun(cast)
    url = reverse("nominations:nominee_new", args=[file.pk, "ca-nhan", who.pk])
    client = as_(cast.owner)
    assert new(file, who) in client.get(url).content.decode()
    shown = client.post(url, VALUES | {"summary": "Chữ đã gõ", "xem-truoc": "1"}).content.decode()
    assert "Đủ điều kiện" in shown
    assert "Chữ đã gõ" in shown
    assert Nominee.objects.count() == 0


@pytest.mark.parametrize(
    ("who", "status"), [("neighbour", 404), ("stranger", 404), ("leader", 403), ("dha", 403), ("auditor", 403)]
)
def test_the_access_of_the_form(cast, as_, who, status):
    file = walk.with_department(cast)
    row = file.nominees.get()
    client = as_(getattr(cast, who))
    assert client.get(of(row), VALUES).status_code == status
    assert client.get(new(file, row.person), VALUES).status_code == status


def test_a_file_that_was_sent_answers_with_a_sentence(cast, as_):
    row = walk.with_department(cast).nominees.get()
    shown = as_(cast.owner).get(of(row), VALUES).content.decode()
    assert "Hồ sơ đã gửi nên không sửa được" in shown
    assert "<table" not in shown


def test_it_costs_at_most_fifteen_queries_with_one_or_many_beside(cast, as_):
    file = walk.begun(cast, awards=["LDTT", "CSTDCS"])
    who = walk.person(cast)
    paper = {"title": "Quy trình mới", "year": 2023, "scope": "tinh", "certified": True, "certificate": "QĐ 5"}
    initiatives.add_initiative(who, by=acting(cast.dha), **paper)
    row = walk.nominate(cast, file, who)
    client, counts = as_(cast.owner), []
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            client.get(of(row), VALUES | {"award": "CSTDCS"})
        own = [q for q in captured if "session" not in q["sql"] and "SAVEPOINT" not in q["sql"]]
        counts.append(len(own))
        for n in range(3):
            walk.nominate(cast, file, walk.person(cast, f"Người thứ {n}"))
    assert counts[0] == counts[1]
    print("\n".join(q["sql"][:150] for q in own))
    assert counts[0] <= 15
