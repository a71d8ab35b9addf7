"""Pages for reading a directive: who sees and changes, the file, the comparison, two people, two clicks, the campaign."""

import datetime as dt
import io
import re
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from campaigns.enums import CampaignState, DirectiveState
from campaigns.models import Campaign, Directive, DirectiveItem
from campaigns.services import directive_items as items
from campaigns.services import directives
from emulation.base import audit
from emulation.base.models import StoredFile
from tests.factories import acting
from tests.pages.campaign_pages import hidden, text_of, url

pytestmark = pytest.mark.django_db
CASES = Path(__file__).parents[1] / "cases" / "directives"
REAL = CASES / "00_hanam_2023.txt"
TOKEN = "9d3b2f9e-7f4e-4a52-9a2b-0b8f5f3f1c11"


def sent(content: bytes, name: str = "Chỉ thị 2023.txt", token: str = TOKEN) -> dict:
    return {"file": SimpleUploadedFile(name, content), "token": token}


def take(cast, path: Path = REAL) -> Directive:
    file = io.BytesIO(path.read_bytes())
    file.name = path.name
    return directives.take_directive(file, by=acting(cast.dha))


@pytest.fixture
def directive(cast) -> Directive:
    return take(cast)


@pytest.fixture
def used(cast, directive) -> Directive:
    """A directive whose campaign runs."""
    made = directives.create_campaign(directive, by=acting(cast.dha))
    Campaign.objects.filter(pk=made.pk).update(state=CampaignState.LAUNCHED)
    return Directive.objects.get(pk=directive.pk)


def piece(directive: Directive, kind: str, order: int) -> DirectiveItem:
    return directive.items.get(kind=kind, order=order)


def changing_pages(directive: Directive) -> list[str]:
    """Every page that changes a directive."""
    item = directive.items.first()
    return [
        *(url(f"directive_{n}", directive.pk) for n in ("head", "number", "discard", "campaign")),
        url("directive_item_add", directive.pk, "nhiem-vu"),
        *(url(f"directive_item_{n}", item.pk) for n in ("edit", "split", "join", "move", "remove")),
    ]


def posts(directive: Directive) -> list[str]:
    """Addresses that are only posted to."""
    item = directive.items.first()
    again, doubt = url("directive_again", directive.pk), url("directive_doubt", directive.pk)
    return [again, doubt, url("directive_item_check", item.pk)]


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


LIST_QUERIES = 10


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


# --- The comparison -----------------------------------------------------------------------------------------------------
def test_the_page_of_comparison_says_what_is_missing_and_doubtful(cast, directive, as_):
    words = text_of(as_(cast.dha).get(url("directive_review", directive.pk)))
    assert "Còn 2 chỗ cần bạn điền: số, ký hiệu , ngày ban hành" in words
    assert "Văn bản không ghi số, hãy nhập số của bản đã ký." in words
    assert "Văn bản không đặt chỉ tiêu bằng số." in words
    assert "Nên xem" in words
    assert "Đã đối chiếu 0 trên 12" in words
    assert "Trương Quốc Huy" in words


def test_every_link_of_the_page_has_its_place(cast, as_):
    directive = take(cast, CASES / "02_cantho_157_kh.txt")
    body = as_(cast.dha).get(url("directive_review", directive.pk)).content.decode()
    ids = re.findall(r'\bid="([^"]+)"', body)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', body)) <= set(ids)


@pytest.mark.parametrize("name", ["00_hanam_2023.txt", "02_cantho_157_kh.txt"])
def test_the_comparison_costs_the_same_however_many_pieces(cast, as_, name, django_assert_num_queries):
    directive = take(cast, CASES / name)
    client = as_(cast.dha)
    client.get(url("directive_review", directive.pk))
    with django_assert_num_queries(REVIEW_QUERIES):
        client.get(url("directive_review", directive.pk))


REVIEW_QUERIES = 10


def test_the_current_piece_is_shown_on_both_sides(cast, directive, as_):
    item = piece(directive, "task", 2)
    body = as_(cast.dha).get(url("directive_review", directive.pk) + f"?muc={item.pk}").content.decode()
    assert re.search(rf'<mark id="cho-{item.pk}" class="now"', body)
    assert f'class="item item-now" id="muc-{item.pk}"' in body
    assert as_(cast.dha).get(url("directive_review", directive.pk) + "?muc=x").status_code == 200


def test_checking_leads_to_the_next_piece_that_waits(cast, directive, as_):
    client = as_(cast.dha)
    first, second = piece(directive, "task", 1), piece(directive, "task", 2)
    items.check_item(second, by=acting(cast.dha))
    data = {"version": items.version_of(first)}
    response = client.post(url("directive_item_check", first.pk), data)
    third = piece(directive, "task", 3)
    assert response["Location"] == f"{url('directive_review', directive.pk)}?muc={third.pk}#muc-{third.pk}"
    assert "Đã đối chiếu 2 trên 12" in text_of(client.get(response["Location"].split("#")[0]))
    for item in directive.items.all():
        response = client.post(url("directive_item_check", item.pk), follow=True)
    assert "Đã đối chiếu mọi mục" in text_of(response)
    client.post(url("directive_item_check", first.pk), {"bo": "1"})
    assert directive.items.filter(checked=False).get() == first


def test_a_piece_that_changed_since_the_page_was_opened_is_not_checked(cast, directive, as_):
    item = piece(directive, "task", 1)
    data = {"version": items.version_of(item)}
    items.uncheck_item(items.update_item(item, title="Khác", by=acting(cast.dha_head)), by=acting(cast.dha_head))
    response = as_(cast.dha).post(url("directive_item_check", item.pk), data, follow=True)
    assert "vừa được người khác sửa" in text_of(response)
    assert not DirectiveItem.objects.get(pk=item.pk).checked


def test_number_and_date_are_filled_in_on_the_page_as_people_write_them(cast, directive, as_):
    client = as_(cast.dha)
    data = {"version": directive.version, "number": " 01/CT-UBND ", "issued_on": "ngày 10 tháng 1 năm 2023"}
    response = client.post(url("directive_number", directive.pk), data, follow=True)
    assert "Đã lưu số 01/CT-UBND, ngày 10/01/2023" in text_of(response)
    assert "chỗ cần bạn điền" not in text_of(response)
    directive.refresh_from_db()
    assert (directive.number, directive.issued_on) == ("01/CT-UBND", dt.date(2023, 1, 10))


def test_a_day_that_does_not_exist_keeps_what_was_typed(cast, directive, as_):
    data = {"version": directive.version, "number": "01/CT-UBND", "issued_on": "31/02/2023"}
    response = as_(cast.dha).post(url("directive_number", directive.pk), data)
    body = response.content.decode()
    assert 'value="01/CT-UBND"' in body
    assert 'value="31/02/2023"' in body
    assert "data-error-summary" in body
    assert Directive.objects.get(pk=directive.pk).number == ""


def head(directive: Directive, **changes) -> dict:
    data = {"document_type": "CHỈ THỊ", "number": "", "issued_on": "", "title": directive.title, "year": "2023"}
    data |= {"province": "Hà Nam", "theme": directive.theme, "motto": directive.motto, "version": directive.version}
    data |= {"recipients": "Như trên\n\nLưu: VT", "on_behalf_of": "", "role": "CHỦ TỊCH", "name": "Trương Quốc Huy"}
    return data | changes


def test_the_head_is_corrected(cast, directive, as_):
    response = as_(cast.dha).post(url("directive_head", directive.pk), head(directive, theme="Chủ đề mới", year=""))
    assert response.status_code == 302
    saved = Directive.objects.get(pk=directive.pk)
    assert (saved.theme, saved.year, saved.recipients) == ("Chủ đề mới", None, ["Như trên", "Lưu: VT"])
    assert saved.signature == {"on_behalf_of": None, "role": "CHỦ TỊCH", "name": "Trương Quốc Huy"}
    assert audit.last(directive, "update").changes["year"] == [2023, None]


def test_two_people_at_the_head_see_both_texts(cast, directive, as_):
    opened = head(directive, theme="Chủ đề của tôi")
    directives.update_head(directive, version=1, by=acting(cast.dha_head), theme="Chủ đề của lãnh đạo")
    response = as_(cast.dha).post(url("directive_head", directive.pk), opened)
    assert response.status_code == 409
    words = text_of(response)
    assert "Chủ đề của tôi" in words
    assert "Chủ đề của lãnh đạo" in words
    assert cast.dha_head.full_name in words
    assert Directive.objects.get(pk=directive.pk).theme == "Chủ đề của lãnh đạo"


def test_two_people_at_one_piece_see_both_texts_at_different_pieces_they_do_not_meet(cast, directive, as_):
    client = as_(cast.dha)
    duty, other = piece(directive, "duty", 5), piece(directive, "duty", 4)
    opened = {"text": duty.text, "responsible": "Của tôi", "number": "5", "version": items.version_of(duty)}
    items.update_item(other, by=acting(cast.dha_head), responsible="Trưởng khối")
    assert client.post(url("directive_item_edit", duty.pk), opened).status_code == 302
    items.update_item(duty, by=acting(cast.dha_head), responsible="Của lãnh đạo")
    response = client.post(url("directive_item_edit", duty.pk), opened)
    assert response.status_code == 409
    assert "Của tôi" in text_of(response)
    assert "Của lãnh đạo" in text_of(response)
    assert piece(directive, "duty", 5).responsible == "Của lãnh đạo"


@pytest.mark.parametrize(
    ("slug", "kind", "data"),
    [
        ("nhiem-vu", "task", {"title": "Thi đua mới", "text": "", "number": "6"}),
        ("yeu-cau", "requirement", {"text": "Yêu cầu mới"}),
        ("phan-cong", "duty", {"text": "Việc mới", "responsible": "Sở Y tế", "due_on": "15/12/2023"}),
        ("chi-tieu", "target", {"text": "Đạt 95%", "value": "95", "unit_of_measure": "%", "direction": "up"}),
        ("thoi-han", "deadline", {"text": "Trước tháng 7", "due_on": ""}),
    ],
)
def test_pieces_of_every_kind_are_added_once_and_edited(cast, directive, as_, slug, kind, data):
    client = as_(cast.dha)
    before = directive.items.filter(kind=kind).count()
    for _ in range(2):
        response = client.post(url("directive_item_add", directive.pk, slug), data | {"token": TOKEN})
        assert response.status_code == 302
    assert directive.items.filter(kind=kind).count() == before + 1
    made = directive.items.filter(kind=kind).last()
    page = client.get(url("directive_item_edit", made.pk))
    version = hidden(page, "version")
    response = client.post(url("directive_item_edit", made.pk), data | {"text": "Sửa lại", "version": version})
    assert response.status_code == 302
    assert DirectiveItem.objects.get(pk=made.pk).text == "Sửa lại"


def test_a_task_needs_words_and_a_range_its_first_value(cast, directive, as_):
    client = as_(cast.dha)
    response = client.post(url("directive_item_add", directive.pk, "nhiem-vu"), {"title": "", "text": " "})
    assert "Hãy ghi tiêu đề hoặc nội dung" in text_of(response)
    response = client.post(url("directive_item_add", directive.pk, "chi-tieu"), {"text": "Từ", "value_to": "9"})
    assert "Hãy ghi cả giá trị đầu" in text_of(response)
    assert client.get(url("directive_item_add", directive.pk, "gi-do")).status_code == 404
    assert directive.items.count() == 12


def test_split_offers_the_sentences_and_takes_words(cast, directive, as_):
    client = as_(cast.dha)
    duty = piece(directive, "duty", 1)
    page = client.get(url("directive_item_split", duty.pk))
    at = duty.text.index("Tổ chức kiểm tra, sơ kết")
    assert f'value="{at}"' in page.content.decode()
    assert "Hãy chọn câu mở đầu" in text_of(client.post(url("directive_item_split", duty.pk), {"words": ""}))
    assert "Không thấy các chữ này" in text_of(client.post(url("directive_item_split", duty.pk), {"words": "xyz"}))
    assert client.post(url("directive_item_split", duty.pk), {"at": "3"}).status_code == 200  # no start of a sentence
    data = {"at": at, "version": hidden(page, "version")}
    response = client.post(url("directive_item_split", duty.pk), data, follow=True)
    assert "Đã tách thành phân công thực hiện 1 và phân công thực hiện 2" in text_of(response)
    # The same click again meets a piece that changed: nothing is cut twice.
    client.post(url("directive_item_split", duty.pk), data)
    assert directive.items.filter(kind="duty").count() == 6


def test_join_shows_the_result_and_joins(cast, directive, as_):
    client = as_(cast.dha)
    duty, following = piece(directive, "duty", 4), piece(directive, "duty", 5)
    page = client.get(url("directive_item_join", duty.pk))
    assert "Trưởng các Khối thi đua của tỉnh; Sở Nội vụ" in text_of(page)
    data = {"version": hidden(page, "version"), "following": following.pk}
    client.post(url("directive_item_join", duty.pk), data)
    client.post(url("directive_item_join", duty.pk), data)
    assert directive.items.filter(kind="duty").count() == 4
    response = client.get(url("directive_item_join", duty.pk), follow=True)
    assert "không có mục sau để gộp" in text_of(response)


def test_move_asks_for_the_kind_and_moves(cast, directive, as_):
    client = as_(cast.dha)
    item = piece(directive, "requirement", 2)
    assert "Hãy chọn loại mục" in text_of(client.post(url("directive_item_move", item.pk), {"kind": ""}))
    response = client.post(url("directive_item_move", item.pk), {"kind": "duty"}, follow=True)
    assert "Đã chuyển thành phân công thực hiện 1" in text_of(response)
    assert "Chưa rõ đơn vị thực hiện" in text_of(response)


def test_removing_asks_for_the_reason(cast, directive, as_):
    client = as_(cast.dha)
    item = piece(directive, "requirement", 1)
    assert client.post(url("directive_item_remove", item.pk), {"reason": " "}).status_code == 200
    client.post(url("directive_item_remove", item.pk), {"reason": "Trùng"})
    assert directive.items.filter(kind="requirement").count() == 1
    assert audit.last(directive, "item").note == "Trùng"


def test_discarding_asks_for_the_reason_and_shows_it(cast, directive, as_):
    client = as_(cast.dha)
    assert client.post(url("directive_discard", directive.pk), {"reason": ""}).status_code == 200
    client.post(url("directive_discard", directive.pk), {"reason": "Nhầm tệp dự thảo"})
    assert Directive.objects.get(pk=directive.pk).state == DirectiveState.DISCARDED
    words = text_of(client.get(url("directive_review", directive.pk)))
    assert "Nhầm tệp dự thảo" in words
    assert "Đọc lại tệp này" in words
    assert client.post(url("directive_item_check", directive.items.first().pk), follow=True).status_code == 200
    assert not directive.items.filter(checked=True).exists()


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
