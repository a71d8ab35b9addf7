"""The frame and its scripts: works without JavaScript and at 360 px, one click does one thing, nothing typed is lost."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from emulation.base import clock
from emulation.base.models import Job, Notification
from organisations.models import User
from tests.browser.frame_urls import Server

pytestmark = pytest.mark.urls("tests.browser.frame_urls")
NAME, PASSWORD = "nhung", "Mat-khau-2023"
PHONE = {"width": 360, "height": 740}


@pytest.fixture(autouse=True)
def server():
    Server.autosave_status, Server.slowness, Server.autosaved, Server.sent = 200, 0.0, [], []


@pytest.fixture
def person(transactional_db):
    return User.objects.create_user(NAME, "nhung@example.vn", PASSWORD, full_name="Nguyễn Thị Hồng Nhung")


def log_in(page, live_server, target="/trang/"):
    page.goto(f"{live_server.url}/accounts/login/?next={target}")
    page.get_by_label("Tên đăng nhập hoặc thư điện tử").fill(NAME)
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(live_server.url + target)
    return page


@pytest.fixture
def signed(page, live_server, person):
    return log_in(page, live_server)


def findings(page):
    return [(v["id"], [n["html"] for n in v["nodes"]]) for v in Axe().run(page).response["violations"]]


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


# --- Look -------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize(
    "path", ["/trang/", "/bao-cao/", "/accounts/password/change/", "/accounts/sessions/", "/accounts/2fa/"]
)
def test_axe_finds_nothing_and_nothing_overflows(signed, live_server, path, width):
    signed.set_viewport_size({"width": width, "height": 800})
    signed.goto(live_server.url + path)
    assert findings(signed) == []
    assert fits(signed)


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/password/reset/", "/accounts/signup/", "/hong/"])
def test_axe_finds_nothing_before_the_login(page, live_server, transactional_db, path):
    page.set_viewport_size(PHONE)
    page.goto(live_server.url + path)
    assert findings(page) == []
    assert fits(page)


def test_a_wrong_password_says_what_to_check(page, live_server, person):
    page.goto(live_server.url + "/accounts/login/")
    page.get_by_label("Tên đăng nhập hoặc thư điện tử").fill(NAME)
    page.get_by_label("Mật khẩu", exact=True).fill("sai")
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("alert")).to_contain_text("Hãy kiểm tra phím Caps Lock và bộ gõ tiếng Việt")


# --- Without JavaScript -----------------------------------------------------------------------------------------------
def test_menus_open_without_javascript(browser, browser_context_args, live_server, person):
    context = browser.new_context(**{**browser_context_args, "viewport": PHONE, "java_script_enabled": False})
    page = log_in(context.new_page(), live_server)
    page.locator("summary").last.click()
    expect(page.get_by_role("link", name="Đổi mật khẩu")).to_be_visible()
    page.get_by_role("button", name="Mở trình đơn").click()
    close = page.get_by_role("button", name="Đóng trình đơn")
    expect(close).to_be_visible()
    close.click()
    expect(close).to_be_hidden()
    page.goto(live_server.url + "/bao-cao/")
    expect(page.locator("input[type=file]")).to_be_visible()
    page.get_by_role("button", name="Trình thủ trưởng").click()
    expect(page.get_by_role("heading", name="Chưa lưu được, có 2 chỗ cần sửa")).to_be_visible()
    context.close()


# --- One click, one thing ---------------------------------------------------------------------------------------------
def test_two_clicks_send_once(signed, live_server):
    signed.goto(live_server.url + "/bao-cao/")
    signed.get_by_label("Thực hiện").fill("17")
    signed.get_by_label("Kết quả").fill("Xong")
    Server.slowness = 1.0
    signed.evaluate("""() => {
        const button = document.querySelector("[data-shortcut=primary]");
        button.click();
        setTimeout(() => { localStorage.held = button.disabled; button.form.requestSubmit(); }, 300);
    }""")
    expect(signed.get_by_text("Đã trình báo cáo 9 tháng.")).to_be_visible()
    assert len(Server.sent) == 1
    assert signed.evaluate("localStorage.held") == "true"


def test_the_back_button_gives_a_form_that_can_be_sent(signed, live_server):
    signed.goto(live_server.url + "/bao-cao/")
    signed.get_by_label("Thực hiện").fill("17")
    signed.get_by_label("Kết quả").fill("Xong")
    signed.get_by_role("button", name="Trình thủ trưởng").click()
    signed.wait_for_url("**/trang/")
    signed.go_back()
    expect(signed.get_by_role("button", name="Trình thủ trưởng")).to_be_enabled()


def test_errors_take_the_focus_and_lead_to_their_field(signed, live_server):
    signed.goto(live_server.url + "/bao-cao/")
    signed.get_by_role("button", name="Trình thủ trưởng").click()
    expect(signed.locator("[data-error-summary]")).to_be_focused()
    signed.get_by_role("link", name="Kết quả: Còn để trống.").click()
    expect(signed.get_by_label("Kết quả")).to_be_focused()


def test_a_pasted_text_is_counted_not_cut(signed, live_server):
    signed.goto(live_server.url + "/bao-cao/")
    signed.get_by_label("Kết quả").fill("ệ" * 120)
    assert signed.get_by_label("Kết quả").input_value() == "ệ" * 120
    expect(signed.get_by_text("120/100 ký tự")).to_have_class("push over")


# --- Nothing typed is lost --------------------------------------------------------------------------------------------
def test_autosave_after_two_seconds_of_rest(signed, live_server):
    signed.goto(live_server.url + "/bao-cao/")
    signed.get_by_label("Kết quả").fill("Có 16 xã")
    expect(signed.get_by_text("Đã tự lưu lúc 09:41:20")).to_be_visible()
    assert [saved["text"] for saved in Server.autosaved] == ["Có 16 xã"]
    assert signed.locator("input[name=version]").input_value() == "2"
    signed.goto(live_server.url + "/trang/")  # no question: everything is saved


def test_what_could_not_be_saved_comes_back(signed, live_server):
    Server.autosave_status = 500
    signed.goto(live_server.url + "/bao-cao/")
    signed.get_by_label("Kết quả").fill("Có 16 xã")
    expect(signed.get_by_text("Chưa lưu được, đang thử lại")).to_be_visible()
    Server.autosave_status = 200
    signed.on("dialog", lambda question: question.accept())
    signed.goto(live_server.url + "/bao-cao/")
    signed.get_by_role("button", name="Lấy lại phần đã viết").click()
    expect(signed.get_by_label("Kết quả")).to_have_value("Có 16 xã")
    expect(signed.get_by_text("Đã tự lưu lúc")).to_be_visible()
    assert signed.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('ban-nhap'))") == []


def test_a_lost_login_is_said_with_the_way_back(signed, live_server):
    Server.autosave_status = 401
    signed.goto(live_server.url + "/bao-cao/")
    signed.get_by_label("Kết quả").fill("Có 16 xã")
    link = signed.get_by_role("link", name="Đăng nhập lại, phần đang viết vẫn còn.")
    expect(link).to_have_attribute("href", "/accounts/login/?next=%2Fbao-cao%2F")


def test_a_sent_form_leaves_nothing_in_the_browser(signed, live_server):
    signed.goto(live_server.url + "/bao-cao/")
    signed.get_by_label("Thực hiện").fill("17")
    signed.get_by_label("Kết quả").fill("Xong")
    signed.get_by_role("button", name="Trình thủ trưởng").click()
    signed.wait_for_url("**/trang/")
    assert signed.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('ban-nhap'))") == []


# --- Files, keys, matrix ----------------------------------------------------------------------------------------------
def test_each_file_goes_up_at_once_and_a_refusal_says_why(signed, live_server):
    signed.goto(live_server.url + "/bao-cao/")
    files = [("Kế hoạch.pdf", "application/pdf"), ("ảnh.heic", "image/heic")]
    signed.set_input_files("#tep", [{"name": n, "mimeType": m, "buffer": b"x" * 1000} for n, m in files])
    expect(signed.locator(".da-len")).to_have_text("Kế hoạch.pdf")
    expect(signed.get_by_text("Không nhận tệp HEIC. Hãy lưu thành JPG rồi tải lại.")).to_be_visible()


def test_arrows_walk_the_matrix(signed, live_server):
    signed.goto(live_server.url + "/bao-cao/")
    assert signed.evaluate("document.querySelectorAll('[data-matrix] a[tabindex=\"0\"]').length") == 1
    signed.focus("#o11")
    signed.keyboard.press("ArrowRight")
    signed.keyboard.press("ArrowDown")
    expect(signed.locator("#o22")).to_be_focused()


def test_keys_are_listed_and_can_be_switched_off(signed):
    signed.keyboard.press("?")
    expect(signed.get_by_role("dialog", name="Phím tắt")).to_be_visible()
    signed.get_by_label("Dùng phím tắt một chữ (giữ cho tài khoản của bạn trên mọi máy)").uncheck()
    signed.keyboard.press("Escape")
    signed.keyboard.press("?")
    expect(signed.get_by_role("dialog", name="Phím tắt")).to_be_hidden()


def test_control_s_saves_and_letters_in_a_field_are_left_alone(signed, live_server):
    signed.goto(live_server.url + "/bao-cao/")
    signed.get_by_label("Kết quả").press_sequentially("gp?/j")
    expect(signed.get_by_label("Kết quả")).to_have_value("gp?/j")
    signed.keyboard.press("Control+s")
    expect(signed.locator("[data-error-summary]")).to_be_visible()
    assert len(Server.sent) == 1


# --- Pages of the ground floor ----------------------------------------------------------------------------------------
@pytest.mark.parametrize("width", [1280, 360])
def test_notices_and_jobs_are_readable(signed, live_server, person, width):
    Notification.objects.create(
        recipient=person, key="a", title="Báo cáo 9 tháng bị trả lại", body="Sửa 2 chỗ.", url="/"
    )
    Notification.objects.create(recipient=person, key="b", title="Đã tiếp nhận", read_at=clock.now())
    running = Job.objects.create(
        kind="x", title="Xuất 5.000 báo cáo", owner=person, state="running", done=1200, total=5000
    )
    failed = Job.objects.create(
        kind="x", title="Nhập đơn vị", owner=person, state="failed", message="Tệp hỏng.", errors=["Dòng 3"]
    )
    signed.set_viewport_size({"width": width, "height": 800})
    for path, words in (
        ("/thong-bao/", "1 thông báo chưa đọc."),
        (f"/viec-chay/{running.pk}/", "Đã xử lý 1.200 trên 5.000"),
        (f"/viec-chay/{failed.pk}/", "Không xong"),
    ):
        signed.goto(live_server.url + path)
        expect(signed.get_by_text(words)).to_be_visible()
        assert findings(signed) == []
        assert fits(signed)


def test_a_running_job_tells_its_progress_by_itself(signed, live_server, person):
    job = Job.objects.create(kind="x", title="Xuất báo cáo", owner=person, state="running", done=1, total=5)
    signed.goto(f"{live_server.url}/viec-chay/{job.pk}/")
    Job.objects.filter(pk=job.pk).update(state="done", done=5, message="Đã xuất 5 báo cáo.")
    expect(signed.get_by_text("Đã xuất 5 báo cáo.")).to_be_visible(timeout=6000)
