"""Pages of money, notices and rules: paying on screen, what a unit reads, lists as xlsx, what each page costs."""

import datetime as dt
import io
import uuid

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.decisions.models import RewardPayment
from emulation.base import clock
from tests.decisions import walk
from tests.decisions.walk import THREE, Who

pytestmark = pytest.mark.django_db
LATER = dt.date(2023, 12, 28)


@pytest.fixture(autouse=True)
def day():
    with clock.at(clock.moment(LATER, 9)):
        yield


def at(page: str, *args) -> str:
    return reverse(f"decisions:{page}", args=args)


def post(client, page: str, *args, **data):
    return client.post(at(page, *args), {"token": str(uuid.uuid4())} | data, follow=True)


def text_of(response) -> str:
    assert response.status_code == 200, response.status_code
    return " ".join(response.content.decode().split())


def rows_of(response) -> list[tuple]:
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    return list(sheet.iter_rows(values_only=True))


def test_paying_on_screen(cast, as_):
    row = walk.issued(cast, *THREE)
    dha = as_(cast.dha)
    page = text_of(dha.get(at("money", row.pk)))
    assert "<b>5.400.000</b><span>đồng chờ chi</span>" in page
    assert "Chưa xác định mức (1)" in page
    one = RewardPayment.objects.get(line__subject_kind="individual")
    # A voucher is missing: the sentence says so, what was chosen and typed stays.
    page = text_of(post(dha, "money", row.pk, khoan=[one.pk], paid_on="28/12/2023", voucher=""))
    assert "Hãy ghi số chứng từ chi." in page
    assert f'value="{one.pk}" aria-label="Chọn Ông Lê Văn An" checked' in page
    page = text_of(post(dha, "money", row.pk, khoan=[one.pk], paid_on="28/12/2023", voucher="UNC 7"))
    assert "<b>1.800.000</b><span>đồng đã chi</span>" in page
    page = text_of(post(dha, "money", row.pk, paid_on="28/12/2023", voucher="UNC 8", **{"tat-ca": "1"}))
    assert "<b>5.400.000</b><span>đồng đã chi</span>" in page
    assert "lại chờ chi" in text_of(post(dha, "payment_undo", one.pk, reason="Nhầm chứng từ"))
    open_ = RewardPayment.objects.get(state="open")
    assert "Xác định mức" in text_of(dha.get(at("money", row.pk)))
    done = text_of(post(dha, "payment_amount", open_.pk, amount="2.700.000", note="Công văn hướng dẫn"))
    assert "2.700.000" in done
    # Who oversees reads, and pays nothing.
    office = as_(cast.office)
    assert "Ghi đã chi" not in text_of(office.get(at("money", row.pk)))
    assert post(office, "money", row.pk, khoan=[one.pk], paid_on="28/12/2023", voucher="x").status_code == 403


def test_a_unit_reads_its_own_and_not_what_others_get(cast, as_):
    row = walk.issued(cast, *THREE)
    owner = as_(cast.owner)
    assert "01/QĐ-UBND" in text_of(owner.get(at("decision_list")))
    page = text_of(owner.get(at("signed", row.pk)))
    assert "Ông Lê Văn An" in page
    assert "1.800.000" in page
    assert "Hộ ông Trần Văn Bình" not in page
    assert "Hủy bỏ" not in page
    assert owner.get(at("money", row.pk)).status_code == 403
    assert owner.get(at("decision", row.decision_id)).status_code == 404
    # Who is not named does not find it; before it is issued nobody of the units does.
    assert as_(cast.stranger).get(at("signed", row.pk)).status_code == 404
    signed = walk.signed(cast, Who("BKT", "collective", "Văn phòng Sở", unit="Sở Y tế"))
    assert as_(cast.owner).get(at("signed", signed.pk)).status_code == 404


def test_the_lists_as_spreadsheets(cast, as_):
    row = walk.issued(cast, *THREE)
    dha = as_(cast.dha)
    money = rows_of(dha.get(at("money_export", row.pk)))
    assert "01/QĐ-UBND ngày 25/12/2023" in money[0][0]
    assert [(r[1], r[4], r[6]) for r in money[3:]] == [
        ("Sở Y tế", 2, 3600000),
        ("Ông Lê Văn An", 1, 1800000),
        ("Hộ ông Trần Văn Bình", None, None),
    ]
    given = rows_of(dha.get(at("presentation_export", row.pk)))
    assert [(r[1], r[4]) for r in given[3:]] == [
        ("Hộ ông Trần Văn Bình", "Sở Xây dựng"),
        ("Sở Y tế", "Sở Y tế"),
        ("Ông Lê Văn An", "Sở Y tế"),
    ]


def test_notices_on_screen_and_the_work_on_the_home(cast, as_):
    row = walk.issued(cast, Who("BKT", "collective", "Văn phòng", unit="Thanh tra tỉnh"))
    dha = as_(cast.dha)
    home = text_of(dha.get("/"))
    assert "Thông báo cho nơi chưa có tài khoản: 01/QĐ-UBND" in home
    notice = row.notices.get()
    page = text_of(post(dha, "notices", row.pk, sent_on="28/12/2023", way="Công văn"))
    assert "Không có nơi nhận nào còn chờ" in page
    page = text_of(post(dha, "notices", row.pk, sent_on="28/12/2023", way="Công văn", **{"noi-nhan": [notice.pk]}))
    assert "Đã thông báo đủ" in page
    assert "Thông báo cho nơi chưa có tài khoản" not in text_of(dha.get("/"))


def test_rules_of_the_office_on_screen(cast, as_):
    dha = as_(cast.dha)
    page = text_of(dha.get(at("rules")))
    assert "trong 10 ngày làm việc" in page
    assert "Chưa kiểm chứng" in page
    fields = {
        "valid_from": "1/12/2023",
        "rounding": "NEAREST_10K",
        "notice_days": "5",
        "basis": "Quy chế",
        "verified": "on",
    }
    page = text_of(post(dha, "rules_new", **fields))
    assert "trong 5 ngày làm việc" in page
    assert "Chưa kiểm chứng" not in page


def test_what_was_signed_waits_for_the_head_with_its_day(cast, as_):
    walk.signed(cast, Who("BKT", "collective", "Sở Y tế"))
    home = text_of(as_(cast.dha_head).get("/"))
    assert "Ban hành, thông báo" in home
    assert "08/01/2024" in home


def test_pages_cost_the_same_with_one_line_and_with_three(cast, as_):
    counts = {}
    for number, nominees in enumerate([THREE[1:2], THREE]):
        session = walk.concluded(cast, *nominees, title=f"Phiên {number}", people=number == 1)
        row = walk.issued(cast, session=session)
        dha = as_(cast.dha)
        for page in ("signed", "money", "notices"):
            dha.get(at(page, row.pk))
            with CaptureQueriesContext(connection) as seen:
                dha.get(at(page, row.pk))
            counts.setdefault(page, []).append(len(seen))
    assert {page: len(set(found)) for page, found in counts.items()} == dict.fromkeys(counts, 1), counts
    assert max(max(found) for found in counts.values()) <= 25, counts
