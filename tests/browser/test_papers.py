"""Writing and sending a report in the browser: with the scripts, without them, on a phone."""

import re

import pytest
from django.urls import reverse

from campaigns.services import submissions
from tests import factories
from tests.browser.conftest import session_cookie
from tests.browser.looking import PHONE, overflow, serious_findings
from tests.factories import acting

PDF = b"%PDF-1.4\n%%EOF\n"
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def plan(cast, campaign):
    """A plan that is being written."""
    return factories.report(cast, campaign, "draft", period="Kế hoạch năm 2023")


@pytest.fixture
def report(cast, campaign):
    return factories.report(cast, campaign, "draft")


def address(live_server, name, paper) -> str:
    return live_server.url + reverse(f"campaigns:{name}", args=[paper.pk])


def test_a_row_of_measures_comes_without_leaving_and_text_stays(live_server, cast, plan, page, sign_in):
    sign_in(cast.owner)
    page.goto(address(live_server, "submission_edit", plan))
    first = plan.sections.first()
    page.fill(f"#s{first.pk}-content", "Phấn đấu 98%")
    page.fill(f"#s{first.pk}-m0-what", "Tập huấn")
    # A field that was widened or emptied by a script carries a style of its own; it must not come back as an inline style.
    page.evaluate(f"document.getElementById('s{first.pk}-m0-what').style.height = ''")
    page.evaluate(f"document.getElementById('s{first.pk}-m0-who').style.height = '60px'")
    page.locator(f"#bien-phap-{first.pk} button", has_text="Thêm dòng").click()
    page.wait_for_selector(f"#s{first.pk}-m1-what")
    page.wait_for_timeout(300)
    assert page.input_value(f"#s{first.pk}-m0-what") == "Tập huấn"
    assert page.input_value(f"#s{first.pk}-content") == "Phấn đấu 98%"
    page.fill(f"#s{first.pk}-m1-what", "Kiểm tra")
    page.click(".form-bar button:has-text('Lưu')")
    page.wait_for_selector(".notice-ok")
    assert [m.what for m in first.measures.all()] == ["Tập huấn", "Kiểm tra"]


def test_a_file_goes_up_at_once_is_listed_and_can_be_taken_out(live_server, cast, report, page, sign_in):
    sign_in(cast.owner)
    page.goto(address(live_server, "submission_edit", report))
    first = report.sections.first()
    page.fill(f"#s{first.pk}-proposals", "Đang viết dở")
    chosen = {"name": "minh chứng.pdf", "mimeType": "application/pdf", "buffer": PDF}
    page.set_input_files(f"#s{first.pk}-files", chosen)
    page.wait_for_selector(f"#s{first.pk}-files-ds a:has-text('minh chứng.pdf')")
    assert report.evidence.get().section_id == first.pk
    page.click(f"#s{first.pk}-files-ds button:has-text('Bỏ')")
    page.wait_for_selector(".notice-ok:has-text('Đã bỏ “minh chứng.pdf”.')")
    assert page.input_value(f"#s{first.pk}-proposals") == "Đang viết dở"
    assert not report.evidence.exists()


def test_a_refused_file_says_why_in_the_list(live_server, cast, report, page, sign_in):
    sign_in(cast.owner)
    page.goto(address(live_server, "submission_edit", report))
    first = report.sections.first()
    chosen = {"name": "ảnh.heic", "mimeType": "image/heic", "buffer": b"\x00\x00\x00\x18ftypheic" + b"\x00" * 50}
    page.set_input_files(f"#s{first.pk}-files", chosen)
    page.wait_for_selector(f"#s{first.pk}-files-ds small.down")
    assert "Không nhận tệp “ảnh.heic”." in page.inner_text(f"#s{first.pk}-files-ds")


def test_the_sending_button_wakes_when_what_was_missing_is_typed(live_server, cast, campaign, page, sign_in):
    paper = factories.report(cast, campaign, "draft")
    first = paper.sections.first()
    submissions.save(
        paper,
        sections={first.pk: submissions.SectionInput({"content": ""})},
        values={},
        version=None,
        by=acting(cast.owner),
    )
    sign_in(cast.owner)
    page.goto(address(live_server, "submission_edit", paper))
    button = page.locator(".form-bar .btn-primary")
    assert button.is_disabled()
    assert button.get_attribute("aria-describedby") == "h-san-sang"
    page.fill(f"#s{first.pk}-content", "Đã xong.")
    button.click()
    page.wait_for_url(re.compile(r"/da-gui/$"))
    assert "Đã trình thủ trưởng báo cáo 6 tháng năm 2023" in page.inner_text("h1")
    paper.refresh_from_db()
    assert paper.state == "awaiting_head"


def test_what_was_typed_is_kept_and_comes_back(live_server, cast, report, page, sign_in):
    sign_in(cast.owner)
    page.goto(address(live_server, "submission_edit", report))
    first = report.sections.first()
    page.fill(f"#s{first.pk}-difficulties", "Thiếu người")
    page.wait_for_selector("[data-saved]:has-text('Đã tự lưu lúc')", timeout=8000)
    page.goto(address(live_server, "submission", report))
    page.goto(address(live_server, "submission_edit", report))
    assert page.input_value(f"#s{first.pk}-difficulties") == "Thiếu người"
    assert page.locator("#h-khoi-phuc").is_visible()
    page.click("button:has-text('Bỏ phần chưa lưu')")
    page.wait_for_load_state()
    assert page.input_value(f"#s{first.pk}-difficulties") == ""


def test_written_and_sent_without_javascript(live_server, cast, report, plain_page):
    plain_page.context.add_cookies([session_cookie(live_server, cast.head)])
    plain_page.goto(address(live_server, "submission_edit", report))
    first = report.sections.first()
    plain_page.fill(f"#s{first.pk}-content", "Viết không cần kịch bản.")
    chosen = {"name": "a.pdf", "mimeType": "application/pdf", "buffer": PDF}
    plain_page.set_input_files(f"#s{first.pk}-files", chosen)
    plain_page.click(".form-bar button:has-text('Duyệt và gửi')")
    assert plain_page.url.endswith("/da-gui/")
    report.refresh_from_db()
    assert report.state == "submitted"
    assert report.evidence.get().section_id == first.pk


@pytest.mark.parametrize("size", [{"width": 1280, "height": 900}, PHONE], ids=["desk", "phone"])
def test_pages_are_accessible_and_fit(live_server, cast, campaign, page, sign_in, size):
    returned = factories.report(cast, campaign, "returned")
    plan = factories.report(cast, campaign, "draft", period="Kế hoạch năm 2023")
    page.set_viewport_size(size)
    sign_in(cast.owner)
    for name, paper in [
        ("submission", returned),
        ("submission_edit", returned),
        ("submission_print", returned),
        ("submission_sent", returned),
        ("submission", plan),
        ("submission_edit", plan),
    ]:
        page.goto(address(live_server, name, paper))
        assert serious_findings(page) == [], name
        assert overflow(page) <= 0, name


@pytest.mark.parametrize("size", [{"width": 1280, "height": 900}, PHONE], ids=["desk", "phone"])
def test_the_page_that_asks_is_accessible_and_fits(live_server, cast, campaign, page, sign_in, size):
    paper = factories.report(cast, campaign, "endorsed")
    page.set_viewport_size(size)
    sign_in(cast.dha)
    page.goto(address(live_server, "submission", paper) + "?chuyen=dha_return")
    assert serious_findings(page) == []
    assert overflow(page) <= 0
    page.click(".form-bar .btn-primary")
    page.wait_for_selector("[data-error-summary]")
    assert page.evaluate("document.activeElement.id") == "loi"
    assert serious_findings(page) == []


def test_what_stands_beside_the_form_follows_the_typing(live_server, cast, report, page, sign_in):
    sign_in(cast.owner)
    report.sections.update(content="")
    first = report.sections.first()
    page.goto(address(live_server, "submission_edit", report))
    state = page.locator(f"[data-part-state='s{first.pk}-content']")
    assert state.inner_text() == "Chưa viết"
    page.fill(f"#s{first.pk}-content", "Đã làm")
    assert state.inner_text() == "Đã viết"
    assert page.locator("[data-outdated]").inner_text() == "Danh sách này theo bản đã lưu. Bấm Lưu để tính lại."
    page.fill(f"#s{first.pk}-content", " ")
    assert state.inner_text() == "Chưa viết"
