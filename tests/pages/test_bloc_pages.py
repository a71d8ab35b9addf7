"""Pages of blocs: the list of a year, one bloc, forming, seating, handing over."""

import datetime as dt

import pytest
from django.urls import reverse

from emulation.base import audit, clock
from organisations.models import Bloc
from organisations.services import blocs
from tests import factories
from tests.pages.organisation_helpers import TODAY, at, text_of, token


@pytest.fixture(autouse=True)
def december():
    with clock.at(clock.moment(TODAY)):
        yield


# --- Blocs ------------------------------------------------------------------------------------------------------------
def test_the_list_of_a_year_says_who_leads(as_, cast):
    response = as_(cast.owner).get(at("bloc_list"))
    rows = {row.bloc.code: row for row in response.context["rows"]}
    assert rows["01"].leaders == [(cast.units["Sở Tài chính"].pk, "Sở Tài chính")]
    assert "Chưa có" in text_of(response)  # the other bloc has no leader


def test_B42_years_are_kept_apart(as_, cast):
    blocs.create_bloc(year=2022, code="01", name="Khối năm cũ", by=None)
    client = as_(cast.owner)
    assert "Khối năm cũ" not in text_of(client.get(at("bloc_list")))
    assert "Khối năm cũ" in text_of(client.get(f"{at('bloc_list')}?nam=2022"))
    assert client.get(f"{at('bloc_list')}?nam=1").context["year"] == 2023


def test_an_unverified_bloc_shows_its_source(as_, cast):
    bloc = blocs.create_bloc(
        year=2023, code="09", name="Khối chín", verified=False, source="Báo Hà Nam 23/3/2023", by=None
    )
    shown = text_of(as_(cast.owner).get(at("bloc", bloc.pk)))
    assert "Chưa kiểm chứng" in shown
    assert "Báo Hà Nam 23/3/2023" in shown


def test_a_bloc_is_formed_and_a_code_is_used_once_a_year(as_, cast):
    client = as_(cast.dha)
    form = {"year": 2023, "word": "khối thi đua", "code": "01", "name": "Khối mới", "verified": "on"}
    shown = text_of(client.post(at("bloc_create"), form | {"token": token()}))
    assert "Mã này đã dùng cho Khối thi đua Kinh tế năm 2023" in shown
    client.post(at("bloc_create"), form | {"code": "07", "token": token()})
    assert Bloc.objects.get(code="07").name == "Khối mới"


def test_what_is_not_verified_must_name_a_source(as_, cast):
    form = {"year": 2023, "word": "khối thi đua", "code": "07", "name": "Khối mới", "token": token()}
    assert "phải ghi nguồn" in text_of(as_(cast.dha).post(at("bloc_create"), form))


def test_a_unit_is_seated_from_the_first_day_of_the_year(as_, cast):
    form = {"unit": cast.units["Thanh tra tỉnh"].pk, "role": "member", "token": token()}
    as_(cast.dha).post(at("bloc_seat", cast.bloc.pk), form)
    assert cast.bloc.members.get(unit=cast.units["Thanh tra tỉnh"]).valid_from == dt.date(2023, 1, 1)


def test_the_hand_over_shows_in_the_history_of_the_bloc(as_, cast):
    form = {"leader": cast.units["Sở Y tế"].pk, "on": "1/7/2023", "note": "TB 3", "token": token()}
    client = as_(cast.dha)
    response = client.post(at("bloc_hand_over", cast.bloc.pk), form, follow=True)
    assert "Từ ngày 01/07/2023 Sở Y tế là trưởng khối." in text_of(response)
    assert [place.unit.label for place, _ in response.context["leadership"]] == ["Sở Y tế", "Sở Tài chính"]


def test_a_unit_from_outside_cannot_take_the_lead(as_, cast):
    form = {"leader": cast.units["Hội Luật gia"].pk, "on": "1/7/2023", "note": "TB 3", "token": token()}
    response = as_(cast.dha).post(at("bloc_hand_over", cast.bloc.pk), form)
    assert "không chọn được" in text_of(response)


def test_a_place_is_ended_with_a_reason(as_, cast):
    place = cast.bloc.members.get(unit=cast.units["Sở Y tế"])
    form = {"on": "30/6/2023", "note": "Chuyển khối", "token": token()}
    as_(cast.dha).post(at("bloc_place_end", place.pk), form)
    place.refresh_from_db()
    assert place.valid_to == dt.date(2023, 6, 30)
    assert audit.last(cast.bloc, "unseat").note == "Chuyển khối"


def test_the_page_of_a_bloc_counts_what_was_sent(as_, cast, campaign):
    factories.report(cast, campaign, "accepted")
    shown = as_(cast.dha).get(at("bloc", cast.bloc.pk))
    assert "1/1" in text_of(shown)
    assert "Báo cáo 6 tháng năm 2023" not in text_of(as_(cast.stranger).get(at("bloc", cast.bloc.pk)))


def test_two_people_edit_one_bloc(as_, cast):
    blocs.update_bloc(cast.bloc, version=1, name="Khối của chị Hoa", by=None)
    form = {"word": "khối thi đua", "code": "01", "name": "Khối của tôi", "verified": "on", "version": 1}
    response = as_(cast.dha).post(at("bloc_edit", cast.bloc.pk), form)
    assert response.status_code == 409
    assert "Khối của chị Hoa" in text_of(response)


def test_a_sub_cluster_is_formed_below_its_bloc_and_found_from_it(cast, as_):
    client = as_(cast.dha)
    typed = {"year": "2023", "word": "cụm thi đua", "code": "01", "name": "Cụm số 1", "verified": "on"}
    client.post(reverse("organisations:bloc_create"), typed | {"parent": cast.bloc.pk})
    cluster = cast.bloc.children.get()
    assert "Cụm số 1" in client.get(reverse("organisations:bloc", args=[cast.bloc.pk])).content.decode()
    assert "Cụm của" in client.get(reverse("organisations:bloc", args=[cluster.pk])).content.decode()
    rows = client.get(reverse("organisations:bloc_list")).content.decode()
    assert (
        rows.index("Khối thi đua Kinh tế</a>")
        < rows.index("Cụm số 1</a>")
        < rows.index("Khối thi đua các tổ chức hội</a>")
    )
