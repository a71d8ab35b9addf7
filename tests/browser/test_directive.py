"""Reading a directive in the browser: text and structure tied together, on a phone, and the whole way without JavaScript."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from campaigns.models import Campaign, Directive
from campaigns.services import directives
from tests.browser.conftest import session_cookie
from tests.browser.looking import PHONE, overflow, serious_findings
from tests.factories import acting
from tests.pages.campaign_pages import url

REAL = Path(__file__).parents[1] / "cases" / "directives" / "00_hanam_2023.txt"


@pytest.fixture
def directive(cast) -> Directive:
    with REAL.open("rb") as file:
        return directives.take_directive(file, by=acting(cast.dha))


def review(live_server, directive: Directive) -> str:
    return live_server.url + url("directive_review", directive.pk)


def test_a_number_leads_to_its_piece_and_back_without_losing_the_page(cast, directive, live_server, page, sign_in):
    sign_in(cast.dha)
    duty = directive.items.get(kind="duty", order=3)
    page.goto(review(live_server, directive))
    before = page.evaluate("scrollY")
    page.evaluate(f"document.querySelector('[data-show=\"{duty.pk}\"]').click()")
    mark = page.locator(f"#cho-{duty.pk}")
    expect(mark).to_have_class("now")
    expect(mark).to_be_in_viewport()
    assert page.evaluate("scrollY") == before  # only the text moved
    assert page.url.endswith(f"#cho-{duty.pk}")
    task = directive.items.get(kind="task", order=5)
    page.locator(f"mark#cho-{task.pk}").first.click()
    expect(page.locator(f"#muc-{task.pk}")).to_have_class(re.compile("item-now"))
    expect(page.locator(f"#h-muc-{task.pk}")).to_be_focused()
    expect(page.locator(f"#muc-{task.pk}").get_by_text("Đang xem")).to_be_visible()
    expect(mark).not_to_have_class("now")


def test_a_link_from_elsewhere_lands_on_the_words(cast, directive, live_server, page, sign_in):
    sign_in(cast.dha)
    duty = directive.items.get(kind="duty", order=5)
    page.goto(review(live_server, directive) + f"#cho-{duty.pk}")
    expect(page.locator(f"#cho-{duty.pk}")).to_be_in_viewport()
    expect(page.locator(f"#cho-{duty.pk}")).to_have_class("now")


@pytest.mark.parametrize("size", [PHONE, {"width": 1280, "height": 900}])
def test_the_pages_are_whole_and_axe_finds_nothing(cast, directive, live_server, page, sign_in, size):
    sign_in(cast.dha)
    page.set_viewport_size(size)
    item = directive.items.get(kind="duty", order=1)
    addresses = [
        url("directive_list"),
        url("directive_upload"),
        url("directive_review", directive.pk) + f"?muc={item.pk}",
        url("directive_head", directive.pk),
        url("directive_campaign", directive.pk),
        *(url(f"directive_item_{name}", item.pk) for name in ("edit", "split", "join", "move")),
    ]
    for address in addresses:
        page.goto(live_server.url + address)
        assert overflow(page) == 0, address
        assert serious_findings(page) == [], address


def test_from_the_file_to_the_campaign_without_javascript(cast, live_server, plain_page):
    page = plain_page
    page.context.add_cookies([session_cookie(live_server, cast.dha)])
    page.goto(live_server.url + url("directive_list"))
    page.get_by_role("main").get_by_role("link", name="Nhập chỉ thị").first.click()
    page.get_by_role("button", name="Đọc chỉ thị").click()
    expect(page.locator("#tep-loi")).to_contain_text("Hãy chọn tệp chỉ thị")
    page.get_by_label("Tệp chỉ thị đã ký").set_input_files(REAL)
    page.get_by_role("button", name="Đọc chỉ thị").click()
    expect(page.get_by_text("Đã đối chiếu 0 trên 12")).to_be_visible()
    page.get_by_label("Số, ký hiệu").fill("01/CT-UBND")
    page.get_by_label("Ngày ban hành").fill("10/1/2023")
    page.get_by_role("button", name="Lưu số, ngày").click()
    expect(page.get_by_text("Đã lưu số 01/CT-UBND, ngày 10/01/2023.")).to_be_visible()
    page.get_by_role("button", name="Đã đối chiếu nhiệm vụ 1", exact=True).click()
    expect(page.get_by_text("Đã đối chiếu 1 trên 12")).to_be_visible()
    directive = Directive.objects.get()
    duty = directive.items.get(kind="duty", order=1)
    page.goto(live_server.url + url("directive_item_split", duty.pk))
    page.get_by_label(re.compile("^Tổ chức kiểm tra, sơ kết")).check()
    page.get_by_role("button", name="Tách làm hai").click()
    expect(page.get_by_text("Đã tách thành phân công thực hiện 1 và phân công thực hiện 2.")).to_be_visible()
    page.goto(live_server.url + url("directive_item_join", duty.pk))
    page.get_by_role("button", name="Gộp hai mục").click()
    expect(page.get_by_text("Đã gộp mục sau vào phân công thực hiện 1.")).to_be_visible()
    page.get_by_role("link", name="Tạo phong trào").click()
    page.get_by_role("button", name="Tạo phong trào").click()
    expect(page.get_by_text("Đã tạo phong trào, đang ở trạng thái chuẩn bị.")).to_be_visible()
    assert Campaign.objects.get().tasks.count() == 5
