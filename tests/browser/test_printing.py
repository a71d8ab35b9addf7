"""B76: what is printed of a report keeps every Vietnamese letter, and copies out of the PDF as typed."""

import io
import unicodedata

import pytest
from pypdf import PdfReader

from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
LETTERS = "Ở, Ỵ, ặ, Đ, ưỡng, Ệ, Ữ, ổ; Nguyễn Thị Hiếu"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_B76_the_printed_sheet_keeps_every_letter(page, live_server, sign_in, form):
    cast = factories.make_cast()
    campaign = factories.launch(cast)
    paper = factories.report(cast, campaign, "draft")
    first = paper.sections.first()
    page.goto(live_server.url)
    sign_in(cast.owner)
    page.goto(f"{live_server.url}/bao-cao/{paper.pk}/soan/")
    page.get_by_label("Kết quả thực hiện, Nhiệm vụ 1").fill(unicodedata.normalize(form, f"Đã làm: {LETTERS}."))
    page.get_by_role("button", name="Lưu", exact=True).last.click()
    page.wait_for_load_state()
    first.refresh_from_db()
    assert first.content == f"Đã làm: {LETTERS}."
    page.goto(f"{live_server.url}/bao-cao/{paper.pk}/in/")
    text = " ".join(PdfReader(io.BytesIO(page.pdf())).pages[0].extract_text().split())
    assert LETTERS in text
    assert unicodedata.is_normalized("NFC", text)
