"""Pages of units and blocs: who opens them, what they show, what they change."""

import datetime as dt
import io
import uuid

import openpyxl
import pytest
from django.test import Client

from emulation.base import audit, clock
from organisations.models import Unit
from organisations.services import blocs, units
from tests import factories
from tests.pages.organisation_helpers import BACKEND, TODAY, at, queries_of, text_of, token


@pytest.fixture(autouse=True)
def december():
    with clock.at(clock.moment(TODAY)):
        yield


# --- Who opens what ---------------------------------------------------------------------------------------------------
@pytest.fixture
def pages(cast):
    place = cast.bloc.members.get(unit=cast.units["Sở Y tế"])
    unit, bloc = cast.units["Sở Y tế"].pk, cast.bloc.pk
    shown = [at("unit_list"), at("unit", unit), at("unit_export"), at("unit_search"), at("bloc_list"), at("bloc", bloc)]
    forms = [at(name, unit) for name in ("unit_edit", "unit_rename", "unit_end", "unit_succession")]
    forms += [at("unit_create"), at("unit_import")]
    bloc_forms = [at(name, bloc) for name in ("bloc_edit", "bloc_seat", "bloc_hand_over")]
    bloc_forms += [at("bloc_create"), at("bloc_place_end", place.pk)]
    return {"shown": shown, "unit forms": forms, "bloc forms": bloc_forms}


@pytest.mark.parametrize(
    ("who", "shown", "unit_forms", "bloc_forms"),
    [
        ("owner", 200, 403, 403),
        ("neighbour", 200, 403, 403),
        ("stranger", 200, 403, 403),
        ("auditor", 200, 403, 403),
        ("dha", 200, 200, 200),
        ("admin", 200, 200, 403),
        ("nobody", 403, 403, 403),
    ],
)
def test_who_opens_which_page(as_, cast, pages, who, shown, unit_forms, bloc_forms):
    client = as_(getattr(cast, who))
    assert {url: client.get(url).status_code for url in pages["shown"]} == dict.fromkeys(pages["shown"], shown)
    assert {url: client.get(url).status_code for url in pages["unit forms"]} == dict.fromkeys(
        pages["unit forms"], unit_forms
    )
    assert {url: client.get(url).status_code for url in pages["bloc forms"]} == dict.fromkeys(
        pages["bloc forms"], bloc_forms
    )


def test_strangers_are_asked_to_log_in(client, pages):
    for url in [url for group in pages.values() for url in group]:
        response = client.get(url)
        assert (response.status_code, response["Location"].split("?")[0]) == (302, "/accounts/login/")


def test_what_does_not_exist_is_404(as_, cast):
    client = as_(cast.dha)
    for name in ("unit", "unit_edit", "unit_history", "bloc", "bloc_edit", "bloc_place_end"):
        assert client.get(at(name, 999999)).status_code == 404
    assert client.get(at("unit_import_result", uuid.uuid4())).status_code == 404


def test_B96_numbers_no_database_holds_are_404(as_, cast):
    client = as_(cast.dha)
    for name in ("unit", "unit_edit", "unit_history", "bloc", "bloc_place_end"):
        assert client.get(at(name, 10**30)).status_code == 404


def test_pages_that_show_take_no_post(as_, cast, pages):
    client = as_(cast.dha)
    assert {client.post(url).status_code for url in pages["shown"]} == {405}


def test_B34_without_a_role_nothing_is_seen(as_, cast):
    response = as_(cast.nobody).get(at("unit_list"))
    assert response.status_code == 403
    assert "chưa có vai trò" in text_of(response)


def test_B35_the_history_of_a_unit_is_for_itself_and_for_those_who_oversee(as_, cast):
    url = at("unit_history", cast.units["Sở Y tế"].pk)
    people = ("owner", "head", "neighbour", "stranger", "dha", "auditor", "admin")
    answers = {who: as_(getattr(cast, who)).get(url).status_code for who in people}
    assert answers == {
        "owner": 200,
        "head": 200,
        "neighbour": 403,
        "stranger": 403,
        "dha": 200,
        "auditor": 200,
        "admin": 200,
    }


def test_B32_another_site_cannot_post(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.dha, backend=BACKEND)
    url = at("unit_rename", cast.units["Sở Y tế"].pk)
    assert client.post(url, {"official_name": "X", "on": "1/1/2023", "basis": "x"}).status_code == 403
    assert not Unit.objects.filter(official_name="X").exists()


# --- Units: list and page ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=y te", ["Sở Y tế"]),
        ("q=hoi luat", ["Hội Luật gia"]),
        ("loai=cap_xa", ["Xã Cũ"]),
        ("loai=cap_xa&ngay=1/1/2024", []),
        ("loai=doanh_nghiep", []),
    ],
)
def test_filters_of_the_list(as_, cast, query, expected):
    factories.make_unit("Xã Cũ", kind="cap_xa", valid_to=dt.date(2023, 12, 31))
    response = as_(cast.owner).get(f"{at('unit_list')}?{query}")
    assert [line.name for line in response.context["page"].lines] == expected


def test_the_list_by_bloc_is_that_of_the_day(as_, cast):
    place = cast.bloc.members.get(unit=cast.units["Sở Y tế"])
    blocs.end_place(place, on=dt.date(2023, 6, 30), by=None)
    client = as_(cast.owner)
    names = [line.name for line in client.get(f"{at('unit_list')}?khoi={cast.bloc.pk}").context["page"].lines]
    assert names == ["Sở Công Thương", "Sở Tài chính", "Sở Xây dựng"]
    then = client.get(f"{at('unit_list')}?khoi={cast.bloc.pk}&ngay=30/6/2023")
    assert "Sở Y tế" in [line.name for line in then.context["page"].lines]


def test_a_day_that_cannot_be_read_is_said_and_the_list_is_of_today(as_, cast):
    response = as_(cast.owner).get(f"{at('unit_list')}?ngay=31/2/2023")
    assert "Tháng 2 năm 2023 không có ngày 31" in text_of(response)
    assert response.context["page"].paginator.count == 8


def test_nonsense_in_the_address_is_no_crash(as_, cast):
    client = as_(cast.owner)
    for query in ("khoi=abc", "khoi=99999999999999999999", "trang=abc", "loai=khong-co", "q=" + "a" * 3000):
        assert client.get(f"{at('unit_list')}?{query}").status_code == 200


def test_fifty_a_page_and_the_filter_stays(as_, cast):
    for number in range(60):
        factories.make_unit(f"Xã {number}", kind="cap_xa")
    response = as_(cast.owner).get(f"{at('unit_list')}?loai=cap_xa")
    assert len(response.context["page"].lines) == 50
    assert "?loai=cap_xa&amp;trang=2" in text_of(response)


def test_lists_cost_the_same_at_one_and_three_rows(as_, cast):
    client = as_(cast.admin)
    client.get(at("unit_list"))
    one = queries_of(client, f"{at('unit_list')}?q=y te")
    assert queries_of(client, f"{at('unit_list')}?q=so") == one
    assert len(client.get(f"{at('unit_list')}?q=so").context["page"].lines) == 5


def test_the_list_as_a_spreadsheet(as_, cast):
    parent = factories.make_unit("Huyện Bình Lục", kind="cap_huyen")
    factories.make_unit("Xã Thanh Hà", kind="cap_xa", parent=parent, valid_from=dt.date(2020, 1, 1))
    response = as_(cast.owner).get(f"{at('unit_export')}?loai=cap_xa")
    assert response["Content-Disposition"] == 'attachment; filename="don-vi-2023-12-12.xlsx"'
    page = openpyxl.load_workbook(io.BytesIO(response.content)).active
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=3)]
    assert rows[0][1:5] == ["Tên đơn vị", "Tên viết tắt", "Loại hình", "Đơn vị cấp trên"]
    assert rows[1][1:8] == [
        "Xã Thanh Hà",
        None,
        "Xã, phường, thị trấn",
        "Huyện Bình Lục",
        None,
        0,
        dt.datetime(2020, 1, 1),
    ]


def test_B74_a_name_that_looks_like_a_formula_is_text_in_the_spreadsheet(as_, cast):
    factories.make_unit('=HYPERLINK("http://x";"y")', kind="doanh_nghiep")
    response = as_(cast.owner).get(f"{at('unit_export')}?loai=doanh_nghiep")
    cell = openpyxl.load_workbook(io.BytesIO(response.content)).active["B4"]
    assert (cell.data_type, cell.value) == ("s", '\'=HYPERLINK("http://x";"y")')


def test_B80_markup_in_a_name_is_text(as_, cast):
    nasty = '<img src=x onerror="alert(1)">'
    unit = factories.make_unit(nasty, kind="doanh_nghiep", note=nasty)
    client = as_(cast.admin)
    for url in (at("unit_list"), at("unit", unit.pk), at("unit_edit", unit.pk), at("unit_history", unit.pk)):
        shown = text_of(client.get(url))
        assert "<img src=x" not in shown
        assert "&lt;img src=x" in shown


def test_the_page_of_a_unit_holds_everything_of_its_own(as_, cast, campaign):
    factories.report(cast, campaign, "accepted")
    unit = cast.units["Sở Y tế"]
    units.rename_unit(unit, official_name="Sở Y tế và Dân số", on=dt.date(2023, 9, 1), basis="QĐ 9", by=None)
    shown = text_of(as_(cast.owner).get(at("unit", unit.pk)))
    for words in (
        "Sở Y tế và Dân số",
        'đến <time datetime="2023-08-31">31/08/2023</time>',
        "Kinh tế",
        "Nguyễn Văn Owner",
        "Thủ trưởng đơn vị",
        "Phong trào thi đua năm 2023",
        "Báo cáo 6 tháng năm 2023",
        "Đã tiếp nhận",
    ):
        assert words in shown


def test_B62_a_stranger_does_not_see_drafts_on_the_page_of_a_unit(as_, cast, campaign):
    factories.report(cast, campaign, "draft")
    url = at("unit", cast.units["Sở Y tế"].pk)
    assert "Báo cáo 6 tháng năm 2023" in text_of(as_(cast.owner).get(url))
    for who in (cast.stranger, cast.dha, cast.admin, cast.leader):
        assert "Báo cáo 6 tháng năm 2023" not in text_of(as_(who).get(url))


def test_the_search_field_tells_homonyms_apart(as_, cast):
    for name in ("Huyện Bình Lục", "Huyện Thanh Liêm"):
        parent = factories.make_unit(name, kind="cap_huyen")
        factories.make_unit("Xã Thanh Hà", kind="cap_xa", parent=parent)
    found = as_(cast.owner).get(f"{at('unit_search')}?q=xa thanh ha").json()["results"]
    assert sorted(option["text"] for option in found) == [
        "Xã Thanh Hà (Huyện Bình Lục)",
        "Xã Thanh Hà (Huyện Thanh Liêm)",
    ]


# --- Units: changing --------------------------------------------------------------------------------------------------
def unit_form(**fields):
    return {"official_name": "Sở Mới", "kind": "so_nganh", "token": token()} | fields


def test_a_unit_is_added(as_, cast):
    response = as_(cast.dha).post(at("unit_create"), unit_form(official_name="  Sở   Mới ", valid_from="1/3/2023"))
    unit = Unit.objects.get(official_name="Sở Mới")
    assert response["Location"] == at("unit", unit.pk)
    assert unit.valid_from == dt.date(2023, 3, 1)
    assert audit.last(unit, "create").actor_name == "Nguyễn Văn Dha"


def test_B50_a_double_click_adds_one_unit(as_, cast):
    client, form = as_(cast.dha), unit_form()
    first, second = client.post(at("unit_create"), form), client.post(at("unit_create"), form)
    assert Unit.objects.filter(official_name="Sở Mới").count() == 1
    assert first["Location"] == second["Location"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"official_name": ""}, "Tên đơn vị"),
        ({"official_name": "sở y tế"}, "Đã có đơn vị tên này"),
        ({"valid_from": "2023"}, "chưa đủ ngày, tháng, năm"),
        ({"kind": "khac"}, "Loại hình"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(as_, cast, fields, sentence):
    response = as_(cast.dha).post(at("unit_create"), unit_form(note="Ghi chú đã viết") | fields)
    assert response.status_code == 200
    shown = text_of(response)
    assert "Chưa ghi được" in shown
    assert sentence in shown
    assert "Ghi chú đã viết" in shown
    assert Unit.objects.count() == 8


def test_a_unit_is_not_put_under_one_of_its_own(as_, cast):
    parent = cast.units["Sở Y tế"]
    child = factories.make_unit("Trung tâm", parent=parent)
    form = unit_form(official_name="Sở Y tế", parent=child.pk, version=0)
    response = as_(cast.dha).post(at("unit_edit", parent.pk), form)
    assert "đang thuộc Sở Y tế" in text_of(response)


def test_two_people_edit_one_unit(as_, cast):
    unit = cast.units["Sở Y tế"]
    client = as_(cast.dha)
    opened = client.get(at("unit_edit", unit.pk)).context["editing"].version
    units.update_unit(unit, note="Của chị Hoa", by=None)
    mine = unit_form(official_name="Sở Y tế", note="Của tôi", version=opened)
    response = client.post(at("unit_edit", unit.pk), mine)
    assert response.status_code == 409
    assert "Của chị Hoa" in text_of(response)
    assert "Của tôi" in text_of(response)
    unit.refresh_from_db()
    assert unit.note == "Của chị Hoa"
    again = dict(response.context["posted"])
    client.post(at("unit_edit", unit.pk), again | {"version": response.context["current"].version})
    unit.refresh_from_db()
    assert unit.note == "Của tôi"


def test_B52_text_typed_before_the_login_ended_is_back_in_the_form(client, cast):
    url = at("unit_edit", cast.units["Sở Y tế"].pk)
    client.force_login(cast.dha, backend=BACKEND)
    version = client.get(url).context["editing"].version
    client.logout()
    typed = unit_form(official_name="Sở Y tế", note="Đã viết trước khi hết phiên", version=version)
    typed |= {
        "draft_key": f"unit:{cast.units['Sở Y tế'].pk}",
        "draft_user": cast.dha.pk,
        "draft_back": url,
    }
    login = client.post(url, typed)["Location"]
    back = client.post(login, {"login": "dha", "password": factories.PASSWORD})
    assert back["Location"] == url
    shown = text_of(client.get(url))
    assert "Đã viết trước khi hết phiên" in shown
    assert "đã được đưa lại" in shown


def test_B55_a_browser_in_another_language_sends_as_well(as_, cast):
    response = as_(cast.dha).post(at("unit_create"), unit_form(), headers={"Accept-Language": "en-US,en"})
    assert response.status_code == 302


def test_a_unit_is_renamed_on_a_day(as_, cast):
    unit = cast.units["Sở Y tế"]
    form = {"official_name": "Sở Sức khỏe", "on": "1/12/2023", "basis": "QĐ 12/QĐ-UBND", "token": token()}
    assert as_(cast.admin).post(at("unit_rename", unit.pk), form).status_code == 302
    unit.refresh_from_db()
    assert unit.official_name == "Sở Sức khỏe"


def test_a_refused_rename_stays_on_the_form(as_, cast):
    unit = cast.units["Sở Y tế"]
    form = {"official_name": "Sở Y tế", "on": "1/12/2023", "basis": "QĐ 12", "token": token()}
    response = as_(cast.dha).post(at("unit_rename", unit.pk), form)
    assert "giống tên đang dùng" in text_of(response)
    form["official_name"] = "Sở Sức khỏe"
    assert as_(cast.dha).post(at("unit_rename", unit.pk), form).status_code == 302


def test_what_is_left_of_an_ended_unit_is_said(as_, cast):
    unit = cast.units["Sở Y tế"]
    form = {"on": "31/12/2023", "note": "NQ 5", "token": token()}
    shown = text_of(as_(cast.dha).post(at("unit_end", unit.pk), form, follow=True))
    assert "2 vai trò của người dùng, 1 chỗ trong khối thi đua" in shown


def test_a_succession_is_linked_from_either_side(as_, cast):
    old, new = cast.units["Sở Y tế"], cast.units["Sở Xây dựng"]
    form = {"side": "to", "other": new.pk, "kind": "merge", "on": "1/12/2023", "token": token()}
    as_(cast.dha).post(at("unit_succession", old.pk), form)
    assert [link.predecessor for link in new.origins.all()] == [old]
    assert "Sáp nhập, hợp nhất từ" in text_of(as_(cast.owner).get(at("unit", new.pk)))
