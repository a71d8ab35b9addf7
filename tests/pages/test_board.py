"""Theo dõi tiến độ: who opens it, figures that equal the lists behind them, filters in the address, export, reminder, cost."""

import datetime as dt
import io
import re
from html import unescape

import openpyxl
import pytest
import time_machine

from campaigns.management import bench_data
from campaigns.selectors import board as boards
from campaigns.workflows import CAMPAIGN
from emulation.base import clock
from emulation.base.models import AuditEntry, Notification
from organisations.services import units
from tests import factories
from tests.factories import acting, report

pytestmark = pytest.mark.django_db

BOARD, REMIND = "/theo-doi/", "/theo-doi/nhac/"
BEFORE = dt.date(2023, 7, 5)
AFTER = dt.datetime(2023, 7, 12, 3, 0, tzinfo=dt.UTC)  # ten o'clock in Vietnam, two days after the half year's deadline


@pytest.fixture(autouse=True)
def after_the_deadline():
    with time_machine.travel(AFTER, tick=False):
        yield


@pytest.fixture
def mixed(cast, campaign):
    """One report of each kind: accepted, waiting, and two units that are late; two more in the other bloc."""
    report(cast, campaign, "accepted", day=BEFORE)
    report(cast, campaign, "submitted", day=BEFORE, unit="Sở Tài chính")
    return campaign


def text(response):
    assert response.status_code == 200
    return response.content.decode()


# --- Who --------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("dha", 200),
        ("dha_head", 200),
        ("auditor", 200),
        ("office", 200),
        ("leader", 200),
        ("deputy", 200),
        ("owner", 403),
        ("stranger", 403),
        ("council", 403),
        ("admin", 403),
        ("nobody", 403),
    ],
)
def test_who_opens_the_board(cast, campaign, as_, who, status):
    response = as_(getattr(cast, who)).get(BOARD)
    assert response.status_code == status
    assert ("Theo dõi tiến độ</span>" in response.content.decode()) is (status == 200)  # the entry of the menu


def test_the_board_needs_a_login_and_takes_no_post(cast, client, as_):
    assert client.get(BOARD).status_code == 302
    assert as_(cast.dha).post(BOARD).status_code == 405


@pytest.mark.parametrize("asked", ["999999", "abc", "-1"])
def test_an_unknown_campaign_is_not_found(cast, campaign, as_, asked):
    assert as_(cast.dha).get(BOARD, {"phong-trao": asked}).status_code == 404


def test_a_campaign_in_preparation_has_no_board(cast, as_):
    draft = factories.prepare(cast)
    assert as_(cast.dha).get(BOARD, {"phong-trao": draft.pk}).status_code == 404
    assert "Chưa có phong trào nào để theo dõi" in text(as_(cast.dha).get(BOARD))


def test_a_leader_sees_its_bloc_and_cannot_ask_for_another(cast, mixed, as_):
    html = text(as_(cast.leader).get(BOARD, {"khoi": cast.other_bloc.pk}))
    assert "Hội Luật gia" not in html
    html = text(as_(cast.leader).get(BOARD))
    assert "Sở Y tế" in html
    assert "Hội Luật gia" not in html


# --- The matrix -------------------------------------------------------------------------------------------------------
def test_cells_say_their_state_and_lead_to_what_may_be_opened(cast, mixed, as_):
    report(cast, mixed, "draft", day=BEFORE, period="Báo cáo năm 2023")
    html = text(as_(cast.dha).get(BOARD))
    row = html[html.index(">Sở Y tế</a></th>") :].split("</tr>")[0]
    accepted = mixed.submissions.get(unit=cast.units["Sở Y tế"], period__name="Báo cáo 6 tháng năm 2023")
    assert f'<a href="/bao-cao/{accepted.pk}/" class="mx mx-ok bi bi-check-lg" title="6 tháng: đã tiếp nhận">' in row
    assert '<td><span class="mx mx-none bi bi-pencil" title="Cả năm: đang soạn"><span>Cả năm: đang soạn' in row
    assert f'href="/bao-cao/{accepted.pk}/#nhiem-vu-2"' in row
    assert row.count("<td") == 2 + 2 + 2  # two periods, two tasks, two rates


def test_B80_names_are_escaped(cast, as_):
    units.rename_unit(
        cast.units["Sở Y tế"], official_name="<img src=x onerror=alert(1)>", on=dt.date(2023, 1, 5), by=None
    )
    factories.launch(cast)
    for address in ({}, {"dang": "danh-sach"}):
        html = text(as_(cast.dha).get(BOARD, address))
        assert "<img src=x" not in html
        assert "&lt;img src=x" in html


def test_rates_stand_at_the_unit_and_the_bloc(cast, mixed, as_):
    html = text(as_(cast.dha).get(BOARD))
    bloc = html[html.index("Khối thi đua Kinh tế</th>") :].split("</tr>")[0]
    assert "4 đơn vị, trưởng khối: Sở Tài chính" in bloc
    assert re.findall(r'class="num[^"]*">([^<]+)<', bloc) == ["50%", "50%"]  # two of four reports that were due
    late = html[html.index(">Sở Công Thương</a></th>") :].split("</tr>")[0]
    assert re.findall(r'class="num( down)?">([^<]+)<', late) == [(" down", "0%"), (" down", "0%")]


# --- Figures and the lists behind them --------------------------------------------------------------------------------
def facts(html):
    """{name: (value, address)} of the five figures."""
    found = re.findall(r'<a class="fact" href="([^"]+)"><b[^>]*>([^<]+)</b><span>([^<]+)</span><small>([^<]*)', html)
    return {name: (value, unescape(url), basis) for url, value, name, basis in found}


def test_figures(cast, mixed, as_):
    found = facts(text(as_(cast.dha).get(BOARD)))
    assert {name: value for name, (value, _, _) in found.items()} == {
        "Đầy đủ": "33,3%",
        "Đúng hạn": "33,3%",
        "Chờ xem": "1",
        "Đang bị trả lại": "0",
        "Quá hạn, chưa gửi": "4",
    }
    assert found["Đầy đủ"][2] == "2 trên 6 báo cáo đến hạn hoặc đã gửi"
    assert found["Quá hạn, chưa gửi"][2] == "thuộc 2 khối, kỳ 6 tháng"


@pytest.mark.parametrize("who", ["dha", "auditor", "leader"])
@pytest.mark.parametrize("narrowed", [{}, {"ten": "so"}, {"khoi": "bloc"}])
def test_B87_each_figure_equals_the_list_behind_it(cast, mixed, as_, who, narrowed):
    report(cast, mixed, "accepted", day=AFTER.date(), unit="Sở Nội vụ")  # late
    address = {k: cast.bloc.pk if v == "bloc" else v for k, v in narrowed.items()}
    client = as_(getattr(cast, who))
    found = facts(text(client.get(BOARD, address)))
    for name in ("Đầy đủ", "Đúng hạn"):
        amount = int(found[name][2].split()[0])
        behind = text(client.get(found[name][1]))
        listed = re.search(r'role="status">(\d+|Không có) bản', behind)[1]
        assert (0 if listed == "Không có" else int(listed)) == amount, name
    for name in ("Chờ xem", "Đang bị trả lại", "Quá hạn, chưa gửi"):
        behind = text(client.get(BOARD + found[name][1]))
        rows = behind.count('<th scope="row" role="rowheader">')
        assert rows == int(found[name][0]), name


# --- Filters ----------------------------------------------------------------------------------------------------------
def test_filters_live_in_the_address_and_each_can_be_taken_away(cast, mixed, as_):
    address = {
        "khoi": [cast.bloc.pk],
        "tinh-trang": "qua-han",
        "ten": "so",
        "ky": mixed.periods.get(order=1, purpose="report").pk,
    }
    html = text(as_(cast.dha).get(BOARD, address))
    chips = {
        unescape(words): unescape(url) for url, words in re.findall(r'<a class="chip" href="([^"]+)">([^<]+)<', html)
    }
    assert set(chips) == {"Khối Kinh tế", "Quá hạn, chưa gửi", "Tên có “so”"}
    assert "tinh-trang=qua-han" not in chips["Quá hạn, chưa gửi"]
    assert "ten=so" in chips["Quá hạn, chưa gửi"]
    assert "2 trên 4 đơn vị, 1 khối." in html  # Sở Công Thương, Sở Xây dựng
    assert "tinh-trang=qua-han" in html[html.index("Xuất Excel") - 400 : html.index("Xuất Excel")]


def test_the_list_beside_the_matrix(cast, mixed, as_):
    html = text(as_(cast.dha).get(BOARD, {"dang": "danh-sach"}))
    assert "data-matrix" not in html
    assert html.count('<th scope="row" role="rowheader">') == 6
    row = html[html.index(">Sở Y tế</a></th>") :].split("</tr>")[0]
    assert "Đã tiếp nhận" in row
    assert "Mở báo cáo" in row
    assert "10/07/2023" in row


def test_a_filter_without_hits_says_so(cast, mixed, as_):
    assert "Không có đơn vị nào như bộ lọc" in text(as_(cast.dha).get(BOARD, {"ten": "xyz"}))


def test_the_chart_has_a_sentence_and_numbers_for_each_bloc(cast, mixed, as_):
    html = text(as_(cast.dha).get(BOARD))
    assert 'aria-label="Kinh tế: 1 tiếp nhận, 1 chờ xem, 0 trả lại, 2 quá hạn, 0 chưa gửi"' in html
    assert '<th scope="row">Kinh tế</th><td class="num">1</td><td class="num">1</td><td class="num">0</td>' in html


# --- Export -----------------------------------------------------------------------------------------------------------
def sheet(response):
    book = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    return list(book.active.iter_rows(values_only=True))


def test_the_export_holds_what_is_shown(cast, mixed, as_):
    response = as_(cast.dha).get(BOARD, {"xuat": "xlsx", "khoi": cast.bloc.pk})
    assert "theo-doi-2023-20230712.xlsx" in response["Content-Disposition"]
    rows = sheet(response)
    assert rows[2][:4] == ("Khối thi đua", "Đơn vị", "6 tháng", "Cả năm")
    by_unit = {row[1]: row for row in rows[3:]}
    assert list(by_unit) == ["Sở Công Thương", "Sở Tài chính", "Sở Xây dựng", "Sở Y tế"]
    assert by_unit["Sở Y tế"][2:4] == ("Đã tiếp nhận", "Chưa bắt đầu")
    assert by_unit["Sở Y tế"][-5:] == (1, 1, 1, 100, 100)
    assert by_unit["Sở Công Thương"][-5:] == (1, 0, 0, 0, 0)


@pytest.mark.parametrize("name", ['=HYPERLINK("http://x";"y")', "+84 912", "-5", "@a"])
def test_B74_names_that_look_like_formulas_stay_text(cast, as_, name):
    units.rename_unit(cast.units["Sở Y tế"], official_name=name, on=dt.date(2023, 1, 5), by=None)
    factories.launch(cast)
    rows = sheet(as_(cast.dha).get(BOARD, {"xuat": "xlsx"}))
    assert f"'{name}" in [row[1] for row in rows]


def test_the_export_is_for_those_who_open_the_board(cast, campaign, as_):
    assert as_(cast.owner).get(BOARD, {"xuat": "xlsx"}).status_code == 403


# --- Reminder ---------------------------------------------------------------------------------------------------------
def test_the_reminder_shows_everyone_and_every_word_before_sending(cast, mixed, as_):
    html = text(as_(cast.dha).get(BOARD))
    assert "Nhắc 4 đơn vị chậm" in html
    html = text(as_(cast.dha).get(REMIND, {"phong-trao": mixed.pk}))
    for words in ("neighbour@vidu.vn", "stranger@vidu.vn", "Nhắc 4 đơn vị", "đã quá 2 ngày và chưa được gửi"):
        assert words in html
    assert "owner@vidu.vn" not in html  # Sở Y tế has sent
    assert Notification.objects.filter(key__startswith="reminder:").count() == 0


def test_the_reminder_is_sent_once_and_the_page_says_so(cast, mixed, as_, django_capture_on_commit_callbacks):
    client = as_(cast.dha)
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(f"{REMIND}?phong-trao={mixed.pk}", follow=True)
    assert "Đã nhắc 4 đơn vị (5 người) lúc 10:00." in text(response)
    assert "mọi đơn vị chậm có tài khoản đã được nhắc" in text(client.get(REMIND))
    with django_capture_on_commit_callbacks(execute=True):
        again = client.post(f"{REMIND}?phong-trao={mixed.pk}", follow=True)
    assert "Không còn đơn vị nào cần nhắc hôm nay" in text(again)
    assert AuditEntry.objects.filter(action="remind").count() == 1


@pytest.mark.parametrize(
    ("who", "status"), [("dha", 200), ("leader", 200), ("auditor", 403), ("office", 403), ("owner", 403)]
)
def test_who_reminds(cast, mixed, as_, who, status):
    client = as_(getattr(cast, who))
    assert client.get(REMIND).status_code == status
    if status == 403:
        assert client.post(REMIND).status_code == 403
        assert "Nhắc" not in client.get(BOARD).content.decode().split("<main")[1].split('class="facts"')[0]


def test_nobody_is_reminded_of_a_campaign_that_is_over(cast, mixed, as_):
    CAMPAIGN.perform(mixed, "close", by=acting(cast.dha), note="Đã tổng kết.")
    assert as_(cast.dha).get(REMIND).status_code == 403
    assert "đơn vị chậm" not in text(as_(cast.dha).get(BOARD))


# --- Cost -------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("units_number", [3, 300])
def test_B94_the_board_costs_the_same_queries_at_3_and_at_300(as_, django_assert_num_queries, units_number):
    data = bench_data.build(units=units_number, tasks=5, periods=4, reports=1, sends=0)
    client = as_(data.department)
    address = {"phong-trao": data.campaign.pk, "ky": data.period.pk}
    client.get(BOARD, address)
    with django_assert_num_queries(13):
        html = text(client.get(BOARD, address))
    assert html.count('<th scope="row" class="pin">') == units_number


def test_the_filter_keeps_received_in_time_and_received_late_apart(cast, campaign, as_, july):
    with clock.at(clock.moment(dt.date(2023, 7, 20))):
        report(cast, campaign, "accepted", day=dt.date(2023, 7, 20))
        report(cast, campaign, "accepted", day=dt.date(2023, 7, 5), unit="Sở Tài chính")
        shown = {
            state: {row.label for row in boards.build(campaign, acting(cast.dha)).only(boards.GROUPS[state][1]).rows}
            for state in ("tiep-nhan", "dung-han", "gui-tre")
        }
    assert shown == {
        "tiep-nhan": {"Sở Y tế", "Sở Tài chính"},
        "dung-han": {"Sở Tài chính"},
        "gui-tre": {"Sở Y tế"},
    }
