"""Pages for reading a directive: who sees and changes, the list, the file, the campaign."""

import datetime as dt
import io
import re
import zipfile

import pytest

from campaigns.models import Campaign, Directive
from campaigns.services import directive_items as items
from campaigns.services import directives
from emulation.base.models import StoredFile
from tests.factories import acting
from tests.pages.campaign_pages import hidden, text_of, url
from tests.pages.directive_pages import CASES, REAL, TOKEN, changing_pages, head, posts, sent, take

pytestmark = pytest.mark.django_db


# --- Who sees, who changes ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("person", ["dha", "dha_head"])
def test_the_department_reads_and_changes(cast, directive, as_, person):
    client = as_(getattr(cast, person))
    for page in [url("directive_list"), url("directive_upload"), url("directive_review", directive.pk)]:
        assert client.get(page).status_code == 200, page
    for page in changing_pages(directive):
        assert client.get(page).status_code == 200, page
    for page in posts(directive):
        assert client.get(page).status_code == 405, page


@pytest.mark.parametrize(
    "person", ["owner", "neighbour", "stranger", "office", "auditor", "council", "admin", "nobody"]
)
def test_what_is_being_compared_exists_only_for_the_department(cast, directive, as_, person):
    client = as_(getattr(cast, person))
    assert client.get(url("directive_review", directive.pk)).status_code == 404
    assert client.get(url("directive_upload")).status_code == 403
    for page in [*changing_pages(directive), *posts(directive)]:
        assert client.post(page, {}).status_code == 404, page
    assert client.get(f"/tep/{directive.file_id}/").status_code == 404


@pytest.mark.parametrize("person", ["owner", "stranger", "auditor", "council"])
def test_the_directive_of_a_running_campaign_is_read_by_all_and_changed_by_none_of_these(cast, used, as_, person):
    client = as_(getattr(cast, person))
    page = client.get(url("directive_review", used.pk))
    words = text_of(page)
    assert "Nguyên văn" in words
    assert "Đã đối chiếu" not in words
    assert "Cần điền" not in words
    task = used.campaigns.get().tasks.get(order=2)
    assert f'id="cho-{task.source_item_id}"' in page.content.decode()
    assert url("task", task.pk) in page.content.decode()
    assert client.get(f"/tep/{used.file_id}/").status_code == 200
    assert str(used) in text_of(client.get(url("directive_list")))
    for address in changing_pages(used):
        assert client.get(address).status_code == 403, address
    for address in [*changing_pages(used), *posts(used)]:
        assert client.post(address, {}).status_code == 403, address


def test_without_a_role_there_is_no_directive(cast, used, as_):
    client = as_(cast.nobody)
    assert client.get(url("directive_review", used.pk)).status_code == 404
    assert client.get(url("directive_list")).status_code == 403


def test_logged_out_people_are_sent_to_the_login(client, used):
    assert client.get(url("directive_review", used.pk)).status_code == 302


# --- The list -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(cast, as_, count, django_assert_num_queries):
    for name in ("00_hanam_2023.txt", "01_daklak_0124_kh.docx", "02_cantho_157_kh.txt")[:count]:
        directives.create_campaign(take(cast, CASES / name), by=acting(cast.dha))
    client = as_(cast.dha)
    client.get(url("directive_list"))
    with django_assert_num_queries(LIST_QUERIES):
        page = client.get(url("directive_list"))
    assert page.content.decode().count("Đã lập phong trào</span>") == count


LIST_QUERIES = 8


def test_the_list_says_state_person_and_campaign_and_filters(cast, used, as_):
    other = take(cast, CASES / "02_cantho_157_kh.txt")
    items.check_item(other.items.first(), by=acting(cast.dha))
    client = as_(cast.dha)
    words = text_of(client.get(url("directive_list")))
    assert "Đã đối chiếu 1 trên 19" in words
    assert cast.dha.full_name in words
    assert url("campaign", used.campaigns.get().pk) in client.get(url("directive_list")).content.decode()
    words = text_of(client.get(url("directive_list") + "?trang-thai=used"))
    assert "157/KH-UBND" not in words
    assert "2 chỉ thị" not in words
    assert "Không có chỉ thị nào" in text_of(client.get(url("directive_list") + "?trang-thai=discarded"))
    assert client.get(url("directive_list") + "?trang-thai=x&trang=99").status_code == 200


# --- The file -----------------------------------------------------------------------------------------------------------
def test_a_directive_is_taken_read_and_shown(cast, as_):
    client = as_(cast.dha)
    response = client.post(url("directive_upload"), sent(REAL.read_bytes()), follow=True)
    made = Directive.objects.get()
    assert response.redirect_chain == [(url("directive_review", made.pk), 302)]
    assert "Đã đọc chỉ thị" in text_of(response)
    assert (made.created_by, made.file.name) == (cast.dha, "Chỉ thị 2023.txt")


@pytest.mark.parametrize("name", ["01_daklak_0124_kh.docx", "02_cantho_157_kh.txt", "03_nghean_982_kh.pdf"])
def test_text_word_and_pdf_are_taken_and_compared(cast, as_, name):
    client = as_(cast.dha)
    response = client.post(url("directive_upload"), sent((CASES / name).read_bytes(), name), follow=True)
    assert response.status_code == 200
    body = response.content.decode()
    for item in Directive.objects.get().items.all():
        assert f'id="cho-{item.pk}"' in body
        assert f'id="muc-{item.pk}"' in body
        assert f'href="#muc-{item.pk}"' in body


def docx_with(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<w:document/>")
        for name, content in parts.items():
            archive.writestr(f"word/{name}", content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("anh.jpg.php", b"\xff\xd8\xff\xe0" + b"x" * 100, "nội dung là Ảnh JPG"),
        ("anh.php", b"<?php system(1);", "Chỉ nhận DOCX, PDF, TXT"),
        ("x.svg", b"<svg><script>alert(1)</script></svg>", "Chỉ nhận DOCX, PDF, TXT"),
        ("bom.docx", docx_with(a=b"\x00" * 30_000_000), "bất thường"),
        ("chi thi.pdf", docx_with(), "nội dung là Word"),
        ("anh.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "Chỗ này chỉ nhận tệp DOCX, PDF, TXT"),
        ("rong.txt", b"", "rỗng (0 byte)"),
        ("quet.pdf", (CASES / "04_signed_scan.pdf").read_bytes(), "quét"),
        (
            "thong bao.txt",
            ("Thông báo lịch nghỉ của cơ quan. " * 20).encode(),
            "không phải chỉ thị, kế hoạch",
        ),
    ],
)
def test_B59_what_is_no_directive_is_refused_by_content_at_the_field(cast, as_, name, content, sentence):
    response = as_(cast.dha).post(url("directive_upload"), sent(content, name))
    assert response.status_code == 200
    body = response.content.decode()
    at_field = re.search(r'id="tep-loi">(.*?)</div>', body, re.DOTALL)[1]
    assert sentence in at_field
    assert 'aria-invalid="true"' in body
    assert 'href="#id_file"' in body
    assert "Đã đọc chỉ thị" not in body
    assert not Directive.objects.exists()
    assert not StoredFile.objects.exists()


def test_B60_no_file_is_a_sentence_at_the_field_and_no_success(cast, as_):
    client = as_(cast.dha)
    for data in ({"token": TOKEN}, {"token": TOKEN, "file": ""}, {}):
        response = client.post(url("directive_upload"), data, follow=True)
        assert response.status_code == 200
        assert "Hãy chọn tệp chỉ thị" in text_of(response)
        assert "Đã đọc" not in text_of(response)
    assert not Directive.objects.exists()


def test_too_large_a_file_is_refused(cast, as_, settings):
    settings.UPLOAD_MAX_BYTES = 1024 * 1024
    response = as_(cast.dha).post(url("directive_upload"), sent(b"a" * (2 * 1024 * 1024)))
    assert "Tệp 2 MB, tối đa 1 MB" in text_of(response)
    assert "không quá 1 MB" in text_of(response)


def test_two_clicks_take_one_directive(cast, as_):
    client = as_(cast.dha)
    first = client.post(url("directive_upload"), sent(REAL.read_bytes()))
    second = client.post(url("directive_upload"), sent(REAL.read_bytes()))
    assert first["Location"] == second["Location"]
    assert Directive.objects.count() == 1


def test_after_a_refusal_the_same_form_takes_the_right_file(cast, as_):
    client = as_(cast.dha)
    client.post(url("directive_upload"), sent(b"", "rong.txt"))
    assert client.post(url("directive_upload"), sent(REAL.read_bytes())).status_code == 302


def test_the_same_file_is_shown_with_its_earlier_reading(cast, directive, as_):
    client = as_(cast.dha)
    response = client.post(url("directive_upload"), sent(REAL.read_bytes(), "tên khác.txt"))
    assert "đã được nhập trước đây" in text_of(response)
    assert url("directive_review", directive.pk) in response.content.decode()
    assert Directive.objects.count() == 1
    # Who wants a second reading gets it, once, without choosing the file again.
    data = {"token": hidden(response, "token")}
    made = client.post(url("directive_again", directive.pk), data)
    assert client.post(url("directive_again", directive.pk), data)["Location"] == made["Location"]
    assert Directive.objects.count() == 2


# --- The campaign -------------------------------------------------------------------------------------------------------
def campaign_data(**changes) -> dict:
    data = {"title": "Phong trào 2023", "year": "2023", "starts_on": "1/1/2023", "ends_on": "31/12/2023"}
    return data | {"kind": "regular", "level": "province", "scope": "Toàn tỉnh", "token": TOKEN} | changes


def test_the_campaign_form_is_filled_from_the_directive_and_says_what_is_open(cast, directive, as_):
    page = as_(cast.dha).get(url("directive_campaign", directive.pk))
    body, words = page.content.decode(), text_of(page)
    assert directive.title in body
    assert 'value="01/01/2023"' in body
    assert "Chưa có số, ký hiệu" in words
    assert "Còn 12 mục chưa đối chiếu" in words
    assert "Có 5 nhiệm vụ" in words


def test_two_clicks_and_two_windows_make_one_campaign(cast, directive, as_):
    client = as_(cast.dha)
    first = client.post(url("directive_campaign", directive.pk), campaign_data())
    made = Campaign.objects.get()
    assert first["Location"] == url("campaign", made.pk)
    assert client.post(url("directive_campaign", directive.pk), campaign_data())["Location"] == first["Location"]
    other = campaign_data(token="9d3b2f9e-7f4e-4a52-9a2b-0b8f5f3f1c22")
    assert client.post(url("directive_campaign", directive.pk), other)["Location"] == first["Location"]
    assert client.get(url("directive_campaign", directive.pk))["Location"] == first["Location"]
    assert Campaign.objects.count() == 1
    assert (made.title, made.scope, made.tasks.count(), made.duties.count()) == ("Phong trào 2023", "Toàn tỉnh", 5, 5)


def test_without_dates_the_campaign_lasts_the_year(cast, directive, as_):
    as_(cast.dha).post(url("directive_campaign", directive.pk), campaign_data(starts_on="", ends_on=""))
    made = Campaign.objects.get()
    assert (made.starts_on, made.ends_on) == (dt.date(2023, 1, 1), dt.date(2023, 12, 31))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"ends_on": "1/12/2022"}, "Ngày kết thúc phải sau ngày bắt đầu"),
        ({"starts_on": "2/1/2024", "ends_on": ""}, "Ngày kết thúc phải sau ngày bắt đầu"),
        ({"starts_on": "1/1/2020"}, "Ngày bắt đầu cách xa năm 2023"),
        ({"year": ""}, "Năm"),
        ({"title": " "}, "Tên phong trào"),
    ],
)
def test_a_campaign_that_cannot_be_is_refused_at_the_field(cast, directive, as_, changes, sentence):
    response = as_(cast.dha).post(url("directive_campaign", directive.pk), campaign_data(**changes))
    assert response.status_code == 200
    assert "data-error-summary" in response.content.decode()
    assert sentence in text_of(response)
    assert not Campaign.objects.exists()


def test_without_a_task_the_button_says_why_and_the_post_is_refused(cast, directive, as_):
    directive.items.filter(kind="task").delete()
    client = as_(cast.dha)
    page = client.get(url("directive_review", directive.pk))
    assert "Chưa có nhiệm vụ nào" in text_of(page)
    assert re.search(r"<button[^>]*disabled[^>]*aria-describedby=\"vi-sao\"", page.content.decode())
    response = client.post(url("directive_campaign", directive.pk), campaign_data())
    assert "Hãy thêm ít nhất một nhiệm vụ" in text_of(response)
    assert not Campaign.objects.exists()


def test_after_the_campaign_only_number_and_date_can_be_filled_in(cast, used, as_):
    client = as_(cast.dha)
    words = text_of(client.get(url("directive_review", used.pk)))
    assert "Mở phong trào" in words
    assert "Sửa số, ngày" in words
    assert "Việc khác" not in words
    data = {"version": used.version, "number": "01/CT-UBND", "issued_on": "10/1/2023"}
    assert client.post(url("directive_number", used.pk), data).status_code == 302
    response = client.post(url("directive_head", used.pk), head(used, version=used.version + 1))
    assert "đã dùng để tạo phong trào" in text_of(response)
    saved = Directive.objects.get(pk=used.pk)
    assert (saved.number, saved.recipients) == ("01/CT-UBND", used.recipients)
