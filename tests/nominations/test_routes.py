"""Routes: who keeps them, and what of them stays while papers are on their way."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from awards.law import law
from awards.nominations.models import Route
from awards.nominations.route_templates import route_templates
from awards.nominations.services import routes
from awards.nominations.workflows import NOMINATION
from emulation.base import clock
from emulation.base.workflow import Refused
from tests.factories import acting
from tests.nominations.walk import AWARDS, MORNING, ROUTE, begun, fresh, route, sent

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def morning():
    with clock.at(MORNING):
        yield


def change(cast, row, **fields):
    row.refresh_from_db()
    return routes.update(row, version=row.version, by=acting(cast.dha), **fields)


def test_templates_name_their_source_and_wait_for_a_check():
    """timeline.csv and law.md TL-14: “before” a day is the day before; nothing is verified for this province."""
    found = {one.code: one for one in route_templates(2024)}
    assert [(one.opens_on, one.last_day, one.awards) for one in found.values()] == [
        (None, dt.date(2024, 12, 9), ()),
        (None, dt.date(2024, 7, 9), ()),
        (None, dt.date(2024, 7, 30), ("TTLDXS", "BKT")),
        (dt.date(2024, 7, 25), dt.date(2024, 7, 31), ("CTDT", "CSTDT")),
        (None, dt.date(2025, 3, 15), ()),
    ]
    assert all(one.basis and one.tag in ("V~", "K?") and not one.values(2024)["verified"] for one in found.values())
    assert all(code in law().awards for one in found.values() for code in one.awards)


def test_a_template_fills_the_form_and_is_changed_before_it_is_kept(cast, as_):
    client, url = as_(cast.dha), reverse("nominations:route_new")
    shown = client.get(url).content.decode()
    assert "Chưa kiểm chứng" in shown
    shown = client.get(url, {"mau": "DN-04"}).content.decode()
    assert 'value="25/07/2024"' in shown
    assert "sonoivu.namdinh.gov.vn" in shown
    values = {
        "year": "2024",
        "name": "Năm học 2023-2024",
        "awards": ["CTDT"],
        "last_day": "5/8/2024",
        "basis": "Dự thảo",
    }
    client.post(f"{url}?mau=DN-04", values)
    row = Route.objects.get()
    assert (row.last_day, row.verified, row.awards) == (dt.date(2024, 8, 5), False, ["CTDT"])
    assert client.get(url, {"mau": "??"}).status_code == 200


@pytest.mark.parametrize("who", ["owner", "head", "leader", "auditor", "admin", "office", "council"])
def test_only_the_department_keeps_routes(cast, who):
    row, by = route(cast), acting(getattr(cast, who))
    with pytest.raises(PermissionDenied):
        routes.create(by=by, **ROUTE | {"name": "Đợt khác"})
    with pytest.raises(PermissionDenied):
        routes.update(row, version=row.version, by=by, last_day=dt.date(2024, 12, 20))
    with pytest.raises(PermissionDenied):
        routes.extend(row, cast.units["Sở Y tế"], until=dt.date(2024, 12, 20), reason="Bão", by=by)


def test_the_year_stays_once_a_unit_has_begun(cast):
    row = route(cast)
    assert change(cast, row, year=2024).year == 2024
    file = begun(cast, name="Đợt hai")
    with pytest.raises(Refused, match="không đổi được năm"):
        change(cast, file.route, year=2024)


def test_the_way_stays_while_files_are_on_it(cast):
    file = sent(cast)
    with pytest.raises(Refused, match="không đổi được việc trưởng khối xác nhận"):
        change(cast, file.route, endorsed_by_bloc=False)
    NOMINATION.perform(file, "withdraw", by=acting(cast.head), note="Sai")
    assert change(cast, file.route, endorsed_by_bloc=False).endorsed_by_bloc is False
    assert NOMINATION.perform(fresh(file), "submit", by=acting(cast.head)).state == "with_department"


def test_an_award_of_a_file_that_was_sent_stays_in_the_route(cast):
    file = sent(cast)
    with pytest.raises(Refused, match="Hồ sơ đã gửi có Lao động tiên tiến nên không bỏ được"):
        change(cast, file.route, awards=["BKT", "CSTDT"])
    assert change(cast, file.route, awards=["LDTT"], last_day=dt.date(2024, 12, 20)).awards == ["LDTT"]
    assert change(cast, file.route, awards=AWARDS).awards == AWARDS


def test_two_routes_of_a_year_do_not_bear_one_name(cast):
    route(cast)
    other = route(cast, name="Đợt hai")
    with pytest.raises(Refused, match="Năm 2023 đã có đợt “Tổng kết năm”"):
        change(cast, other, name="Tổng kết năm")
    with pytest.raises(Refused, match="Năm 2023 đã có đợt “Tổng kết năm”"):
        route(cast)
