"""Comparing a directive with its text: what is shown, checked, filled in, corrected, split, joined, moved, removed."""

import datetime as dt
import re

import pytest

from campaigns.enums import DirectiveState
from campaigns.models import Directive, DirectiveItem
from campaigns.services import directive_items as items
from campaigns.services import directives
from emulation.base import audit
from tests.factories import acting
from tests.pages.campaign_pages import hidden, text_of, url
from tests.pages.directive_pages import CASES, TOKEN, head, piece, take

pytestmark = pytest.mark.django_db


def test_the_page_of_comparison_says_what_is_missing_and_doubtful(cast, directive, as_):
    words = text_of(as_(cast.dha).get(url("directive_review", directive.pk)))
    assert "Còn 2 chỗ cần bạn điền: số, ký hiệu , ngày ban hành" in words
    assert "Văn bản không ghi số, hãy nhập số của bản đã ký." in words
    assert "Văn bản không đặt chỉ tiêu bằng số." in words
    assert "Nên xem" in words
    assert "Đã đối chiếu 0 trên 12" in words
    assert "Trương Quốc Huy" in words


def test_a_doubt_about_no_piece_is_looked_at_and_only_shown_to_those_who_compare(cast, used, as_):
    doubt = {"key": "source", "message": "Văn bản dùng bảng mã cũ.", "place": [0, 7]}
    Directive.objects.filter(pk=used.pk).update(doubts=[doubt], state=DirectiveState.DRAFT)
    assert "bảng mã cũ" not in text_of(as_(cast.owner).get(url("directive_review", used.pk)))
    client = as_(cast.dha)
    page = client.get(url("directive_review", used.pk))
    assert 'id="cho-ngo-vuc-0"' in page.content.decode()
    response = client.post(url("directive_doubt", used.pk), {"message": "Văn bản dùng bảng mã cũ."}, follow=True)
    assert "bảng mã cũ" not in text_of(response)


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


REVIEW_QUERIES = 8


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
