"""Lịch thời hạn and Tìm kiếm: the right days for the right people; found is only what one may see."""

import datetime as dt
import re
import unicodedata

import pytest
from django.urls import reverse

from campaigns.selectors import search
from campaigns.services import periods
from campaigns.workflows import CAMPAIGN, SUBMISSION
from organisations.services import accounts
from tests import factories
from tests.factories import acting, report

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("july")]

CALENDAR, SEARCH = "/lich/", "/tim/"
JULY = dt.date(2023, 7, 5)
HALF_YEAR = "Báo cáo 6 tháng năm 2023"


def text(response):
    assert response.status_code == 200
    return response.content.decode()


# --- Calendar ---------------------------------------------------------------------------------------------------------
def days(html):
    """{day: titles} of the month's list."""
    found = {}
    for part in html.split('<section class="cal-day" id="ngay-')[1:]:
        found[int(part.split('"')[0])] = re.findall(r'<h4 class="h3"><a href="[^"]*">([^<]+)</a>', part)
    return found


def test_the_deadlines_of_this_month(cast, campaign, as_):
    html = text(as_(cast.owner).get(CALENDAR))
    assert "Lịch thời hạn tháng 7/2023" in html
    assert days(html) == {10: [HALF_YEAR]}
    assert '<a href="#ngay-10">10<span class="visually-hidden"> tháng 7: 1 mốc</span></a>' in html
    assert '<td aria-current="date">5</td>' in html


@pytest.mark.parametrize(
    ("month", "expected"),
    [
        ("2023-03", {31: ["Kế hoạch năm 2023"]}),
        ("2023-12", {15: ["Báo cáo năm 2023"], 31: ["Ngày cuối của phong trào"]}),
        ("2024-01", {}),
        ("rác", {10: [HALF_YEAR]}),  # this month
        ("2023-13", {10: [HALF_YEAR]}),
    ],
)
def test_other_months(cast, campaign, as_, month, expected):
    assert days(text(as_(cast.owner).get(CALENDAR, {"thang": month}))) == expected


def test_months_lead_to_their_neighbours_over_new_year(cast, as_):
    html = text(as_(cast.owner).get(CALENDAR, {"thang": "2023-12"}))
    assert 'href="?thang=2023-11"' in html
    assert 'href="?thang=2024-01"' in html
    assert "Tháng này" in html


def test_an_extension_moves_the_day_of_one_unit(cast, campaign, as_):
    period = campaign.periods.get(name=HALF_YEAR)
    periods.extend(
        period, cast.units["Sở Y tế"], until=dt.date(2023, 7, 20), reason="Chờ số liệu.", by=acting(cast.dha)
    )
    html = text(as_(cast.owner).get(CALENDAR))
    assert days(html) == {20: [HALF_YEAR]}
    assert "Đã gia hạn từ 10/07/2023: Chờ số liệu." in html
    assert days(text(as_(cast.neighbour).get(CALENDAR))) == {10: [HALF_YEAR]}
    assert days(text(as_(cast.dha).get(CALENDAR))) == {10: [HALF_YEAR], 20: [f"{HALF_YEAR} của Sở Y tế"]}
    assert days(text(as_(cast.council).get(CALENDAR))) == {10: [HALF_YEAR]}


def test_those_who_oversee_see_how_many_have_sent(cast, campaign, as_):
    report(cast, campaign, "submitted", day=JULY)
    report(cast, campaign, "draft", day=JULY, unit="Sở Tài chính")
    assert "1 trên 6 đã gửi" in text(as_(cast.dha).get(CALENDAR))
    assert "đã gửi" not in text(as_(cast.council).get(CALENDAR))


def test_a_campaign_in_preparation_is_in_no_calendar(cast, as_):
    factories.prepare(cast)
    assert days(text(as_(cast.dha).get(CALENDAR))) == {}


def test_who_opens_the_calendar(cast, client, as_):
    assert client.get(CALENDAR).status_code == 302
    assert as_(cast.nobody).get(CALENDAR).status_code == 403
    assert as_(cast.owner).post(CALENDAR).status_code == 405


# --- Search -----------------------------------------------------------------------------------------------------------
def found(person, words):
    """{section: titles} of what a person finds."""
    return {s.title: [hit.title for hit in s.hits] for s in search.search(acting(person), words)}


@pytest.mark.parametrize(
    "typed",
    ["nguyen thi do", "NGUYỄN THỊ ĐỖ", "Nguyễn Thị Ðỗ", unicodedata.normalize("NFD", "Nguyễn Thị Đỗ"), "do  nguyen"],
)
def test_B68_b67_accents_case_eth_and_forms_do_not_matter(cast, typed):
    accounts.update_account(cast.owner, full_name="Nguyễn Thị Đỗ", by=None)
    assert found(cast.dha, typed)["Người"] == ["Nguyễn Thị Đỗ"]


def test_B67_marks_typed_in_another_order(cast):
    factories.make_unit("Bệnh viện Đa khoa")
    typed = "Be\u0323\u0302nh vie\u0323\u0302n"
    assert found(cast.owner, typed)["Đơn vị"] == ["Bệnh viện Đa khoa"]


def test_words_begin_words(cast):
    factories.make_unit("Sở Nông nghiệp", short_name="Sở NN&PTNT")
    assert found(cast.owner, "y te")["Đơn vị"] == ["Sở Y tế"]  # not Sở Xây dựng, which only contains y
    assert found(cast.owner, "ptnt")["Đơn vị"] == ["Sở Nông nghiệp"]


def test_a_period_and_a_unit_find_the_paper(cast, campaign):
    report(cast, campaign, "accepted", day=JULY)
    assert found(cast.dha, "6 thang so y te")["Kế hoạch, báo cáo"] == [f"{HALF_YEAR} – Sở Y tế"]
    assert "Kế hoạch, báo cáo" not in found(cast.dha, "9 thang so y te")


def test_campaigns_and_tasks_are_found(cast, campaign):
    results = found(cast.owner, "noi dung 2")
    assert results["Nhiệm vụ"] == ["Nhiệm vụ 2. Thi đua nội dung 2"]
    assert found(cast.owner, "phong trao 2023")["Phong trào thi đua"] == ["Phong trào thi đua năm 2023"]


def test_nothing_leaks_by_name_or_by_count(cast, campaign, as_):
    report(cast, campaign, "draft", day=JULY)
    report(cast, campaign, "submitted", day=JULY, unit="Sở Tài chính")
    for who in ("dha", "stranger", "neighbour"):
        assert "Kế hoạch, báo cáo" not in found(getattr(cast, who), "6 thang so y te"), who
    assert found(cast.owner, "6 thang so y te")["Kế hoạch, báo cáo"] == [f"{HALF_YEAR} – Sở Y tế"]
    assert "Kế hoạch, báo cáo" not in found(cast.stranger, "so tai chinh")
    assert found(cast.dha, "so tai chinh")["Kế hoạch, báo cáo"] == [f"{HALF_YEAR} – Sở Tài chính"]
    assert "1 kết quả" in text(as_(cast.stranger).get(SEARCH, {"q": "so tai chinh"}))  # the unit alone


def test_B86_a_withdrawn_paper_is_found_by_its_unit_only(cast, campaign):
    paper = report(cast, campaign, "submitted", day=JULY)
    assert "Kế hoạch, báo cáo" in found(cast.dha, "6 thang so y te")
    SUBMISSION.perform(paper, "withdraw", by=acting(cast.head), note="Sai số liệu.")
    for who, seen in {"owner": True, "dha": False, "leader": False}.items():
        assert ("Kế hoạch, báo cáo" in found(getattr(cast, who), "6 thang so y te")) is seen, who


def test_what_is_being_prepared_is_found_by_those_who_prepare_it(cast):
    factories.prepare(cast, title="Phong trào bí mật")
    assert found(cast.dha, "bi mat")["Phong trào thi đua"] == ["Phong trào bí mật"]
    assert found(cast.owner, "bi mat") == {}


def test_people_of_other_units_are_found_by_the_department_and_the_administrator(cast):
    for who, seen in {"dha": True, "admin": True, "head": True, "stranger": False}.items():
        assert ("Người" in found(getattr(cast, who), "nguyen van owner")) is seen


def test_without_a_role_nothing_is_found(cast, campaign):
    assert found(cast.nobody, "so") == {}


def test_many_papers_lead_to_the_list(cast, campaign, monkeypatch):
    monkeypatch.setattr(search, "MOST", 1)
    report(cast, campaign, "accepted", day=JULY)
    report(cast, campaign, "accepted", day=JULY, period="Kế hoạch năm 2023")
    section = next(s for s in search.search(acting(cast.dha), "so y te") if s.title == "Kế hoạch, báo cáo")
    assert (len(section.hits), section.count) == (1, 2)
    assert section.more_url == f"{reverse('campaigns:submission_list')}?ten=so+y+te"


def test_the_page(cast, campaign, as_, client):
    assert client.get(SEARCH).status_code == 302
    html = text(as_(cast.owner).get(SEARCH, {"q": "<b>xyz"}))
    assert "Không có kết quả nào cho “&lt;b&gt;xyz”." in html
    assert as_(cast.owner).post(SEARCH).status_code == 405
    assert "Tìm đơn vị, kế hoạch" in text(as_(cast.owner).get(SEARCH))
    assert f'href="{SEARCH}"' in text(as_(cast.owner).get("/"))  # the top bar leads here


def test_search_costs_the_same_with_more_hits(cast, campaign, as_, django_assert_num_queries):
    client = as_(cast.dha)
    report(cast, campaign, "accepted", day=JULY)
    client.get(SEARCH, {"q": "so"})
    with django_assert_num_queries(12):
        client.get(SEARCH, {"q": "so"})
    other = factories.launch(cast, title="Sở thi đua")
    report(cast, other, "accepted", day=JULY)
    CAMPAIGN.perform(campaign, "close", by=acting(cast.dha), note="Xong.")
    with django_assert_num_queries(12):
        client.get(SEARCH, {"q": "so"})


def test_units_of_one_name_are_told_apart_by_their_parent(cast, as_):
    for parent in ("Sở Y tế", "Sở Xây dựng"):
        factories.make_unit("Trung tâm Tư vấn", "su_nghiep", parent=cast.units[parent])
    html = as_(cast.owner).get(reverse("campaigns:search"), {"q": "trung tam tu van"}).content.decode()
    assert "Đơn vị sự nghiệp, thuộc Sở Y tế" in html
    assert "Đơn vị sự nghiệp, thuộc Sở Xây dựng" in html
