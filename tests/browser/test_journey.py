"""The main job in the browser: clerk, head, bloc leader, Sở Nội vụ, with the mouse and the keyboard."""

import datetime as dt

import pytest
import time_machine
from playwright.sync_api import expect

from campaigns.models import Submission
from emulation.base import audit
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
DAY = dt.datetime(2023, 7, 5, 2, 0, tzinfo=dt.UTC)  # 09:00 in Vietnam


@pytest.fixture
def province(live_server):
    """A running campaign on 05/07/2023; the browser's own clock is of no matter."""
    with time_machine.travel(DAY, tick=True):
        cast = factories.make_cast()
        campaign = factories.launch(cast)
        yield cast, campaign


def the_paper(cast) -> Submission:
    return Submission.objects.get(unit=cast.units["Sở Y tế"], period__name="Báo cáo 6 tháng năm 2023")


def log_in(page, live_server, name):
    page.context.clear_cookies()
    page.goto(f"{live_server.url}/accounts/login/")
    page.get_by_label("Tên đăng nhập").fill(name)
    page.get_by_label("Mật khẩu", exact=True).fill(factories.PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("heading", name="Việc cần làm")).to_be_visible()


def test_from_the_first_word_to_the_receipt(page, live_server, province):
    cast, _ = province
    log_in(page, live_server, "OWNER@vidu.vn")  # B85: by e-mail, whatever the case
    page.get_by_role("button", name="Bắt đầu soạn: Lập báo cáo 6 tháng năm 2023").click()
    for task in (1, 2):
        page.get_by_label(f"Kết quả thực hiện, Nhiệm vụ {task}").fill(f"Việc {task} đã hoàn thành.")
    page.get_by_label("Tỷ lệ hồ sơ đúng hạn", exact=True).fill("97,5")
    expect(page.get_by_text("Đã tự lưu lúc").first).to_be_visible(timeout=8000)
    page.get_by_role("button", name="Trình thủ trưởng").click()
    expect(page.get_by_text("Nguyễn Văn Head").first).to_be_visible()
    assert the_paper(cast).state == "awaiting_head"

    log_in(page, live_server, "head")
    page.get_by_role("link", name="Duyệt báo cáo 6 tháng năm 2023").first.click()
    # A double click sends once.
    page.get_by_role("button", name="Duyệt và gửi").dblclick()
    page.wait_for_url("**/da-gui/**")
    expect(page.get_by_text(f"BC-2023-{the_paper(cast).pk:05d}/1").first).to_be_visible()

    log_in(page, live_server, "leader")
    page.get_by_role("link", name="Xác nhận báo cáo 6 tháng năm 2023 của Sở Y tế").first.click()
    page.get_by_role("button", name="Xác nhận và chuyển tiếp").click()
    page.wait_for_url("**/da-gui/**")

    log_in(page, live_server, "dha")
    page.get_by_role("link", name="Tiếp nhận báo cáo 6 tháng năm 2023 của Sở Y tế").first.click()
    expect(page.get_by_text("97,5").first).to_be_visible()
    page.get_by_role("button", name="Tiếp nhận").click()
    page.wait_for_url("**/da-gui/**")
    # The back button: the page is old, the click does nothing twice.
    page.go_back()
    paper = the_paper(cast)
    assert (paper.state, paper.number) == ("accepted", 1)
    assert audit.history(paper).filter(action="accept").count() == 1


def test_typed_text_survives_a_closed_window(page, live_server, province, sign_in):
    cast, campaign = province
    paper = factories.report(cast, campaign, "draft")
    sign_in(cast.owner)
    page.goto(f"{live_server.url}/bao-cao/{paper.pk}/soan/")
    page.get_by_label("Kết quả thực hiện, Nhiệm vụ 1").fill("Chưa kịp bấm Lưu.")
    expect(page.get_by_text("Đã tự lưu lúc").first).to_be_visible(timeout=8000)
    page.goto("about:blank")
    page.goto(f"{live_server.url}/bao-cao/{paper.pk}/soan/")
    expect(page.get_by_label("Kết quả thực hiện, Nhiệm vụ 1")).to_have_value("Chưa kịp bấm Lưu.")
    expect(page.get_by_text("đã được đưa lại")).to_be_visible()
