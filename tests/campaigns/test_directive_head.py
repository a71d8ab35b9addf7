"""Head, theme and motto: one rule a test, on short directives."""

from datetime import date

import pytest

from campaigns.directive_reader import read_directive

from .directives import DUTIES, HEAD, TASKS, directive, with_content


# --- Head -------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("Số: 05/CT-UBND", "05/CT-UBND"),
        ("Số: 05 /CT-UBND", "05/CT-UBND"),
        ("Số 24-CT/UBND", "24-CT/UBND"),
        ("Số: 114/2017/QĐ-UBND", "114/2017/QĐ-UBND"),
        ("Số: 0124/KH-UBND", "0124/KH-UBND"),
        ("Số: 12/CT - UBND", "12/CT-UBND"),
        ("Số: 3/KH-HĐTĐKT", "3/KH-HĐTĐKT"),
        ("Số:      /CT-UBND", None),
        ("Số: .../CT-UBND", None),
        ("Số: …/CT-UBND", None),
        ("Số: 01/", None),
        ("", None),
    ],
)
def test_number(printed, number):
    assert read_directive(directive(TASKS, head=HEAD.replace("Số: 05/CT-UBND", printed))).number == number


@pytest.mark.parametrize(
    ("printed", "day", "year"),
    [
        ("Hà Nam, ngày 10 tháng 01 năm 2023", date(2023, 1, 10), 2023),
        ("Hà Nam, ngày 5 tháng 3 năm 2024", date(2024, 3, 5), 2024),
        ("Phủ Lý, ngày 05/03/2024", date(2024, 3, 5), 2024),
        ("Hà Nam, ngày      tháng 01 năm 2024", None, 2024),
        ("Hà Nam, ngày … tháng … năm 2024", None, 2024),
        ("Hà Nam, ngày 31 tháng 02 năm 2024", None, 2024),
        ("Hà Nam, ngày     tháng     năm", None, None),
        ("Giờ ký: 17/04/2024 10:39:42", None, None),
        ("", None, None),
    ],
)
def test_day_and_year_of_issue(printed, day, year):
    head = HEAD.replace("Hà Nam, ngày 10 tháng 01 năm 2023", printed)
    reading = read_directive(directive(TASKS, head=head, title="CHỈ THỊ\nPhát động phong trào thi đua yêu nước\n"))
    assert (reading.issued_on, reading.year) == (day, year)


def test_cited_documents_give_neither_number_nor_date():
    preamble = (
        "Thực hiện Chỉ thị số 41-CT/TW ngày 26/12/2022 của Bộ Chính trị, Ủy ban nhân dân tỉnh phát động thi đua:\n"
    )
    reading = read_directive(directive(TASKS + DUTIES, head="", preamble=preamble))
    assert (reading.number, reading.issued_on, reading.deadlines) == (None, None, [])


def test_head_in_two_columns():
    head = (
        "ỦY BAN NHÂN DÂN\t\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "TỈNH HÀ NAM          Độc lập - Tự do - Hạnh phúc\n"
        "Số: 05/CT-UBND       Phủ Lý, ngày 10 tháng 01 năm 2023\n"
    )
    reading = read_directive(directive(TASKS, head=head))
    assert (reading.number, reading.issued_on, reading.province) == ("05/CT-UBND", date(2023, 1, 10), "Hà Nam")


@pytest.mark.parametrize(
    ("printed", "province"),
    [
        ("TỈNH HÀ NAM", "Hà Nam"),
        ("TỈNH BÀ RỊA - VŨNG TÀU", "Bà Rịa - Vũng Tàu"),
        ("TỈNH ĐẮK LẮK", "Đắk Lắk"),
        ("TỈNH HOÀ BÌNH", "Hoà Bình"),
        ("THÀNH PHỐ HỒ CHÍ MINH", "Hồ Chí Minh"),
        ("TỈNH HÀ NAM\nTHÀNH PHỐ PHỦ LÝ", "Hà Nam"),
        ("THÀNH PHỐ PHỦ LÝ", None),
        ("HUYỆN KIM BẢNG", None),
    ],
)
def test_province(printed, province):
    # The place of signing is Hà Nam in every one of them.
    assert read_directive(directive(TASKS, head=HEAD.replace("TỈNH HÀ NAM", printed))).province == province


def test_the_agency_of_a_stamp_is_not_the_province():
    stamp = "Ký bởi: Ủy ban nhân dân tỉnh\nCơ quan: Tỉnh Quảng Bình\nThời gian ký: 03/01/2023 08:12:11 +07:00\n"
    assert read_directive(directive(TASKS, head=HEAD + stamp)).province == "Hà Nam"


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("CHỈ THỊ\nVề việc phát động thi đua\nnăm 2023\n", "Về việc phát động thi đua năm 2023"),
        ("CHỈ THỊ\nVỀ VIỆC PHÁT ĐỘNG THI ĐUA\nNĂM 2023\n", "VỀ VIỆC PHÁT ĐỘNG THI ĐUA NĂM 2023"),
        ("CHỈ THỊ\nPhát động thi đua kỷ niệm 75 năm Ngày\nChủ tịch Hồ Chí Minh ra lời kêu gọi năm 2023\n",
         "Phát động thi đua kỷ niệm 75 năm Ngày Chủ tịch Hồ Chí Minh ra lời kêu gọi năm 2023"),
        ("CHỈ THỊ\nPhát động thi đua năm 2023\n(11/6/1948 - 11/6/2023)\n-------\n",
         "Phát động thi đua năm 2023 (11/6/1948 - 11/6/2023)"),
        ("CHỈ THỊ VỀ PHÁT ĐỘNG THI ĐUA NĂM 2023\n", "VỀ PHÁT ĐỘNG THI ĐUA NĂM 2023"),
        ("C H Ỉ  T H Ị\nVề phát động thi đua năm 2023\n", "Về phát động thi đua năm 2023"),
    ],
)  # fmt: skip
def test_title(printed, title):
    reading = read_directive(directive(TASKS, title=printed))
    assert (reading.document_type, reading.title, reading.year) == ("CHỈ THỊ", title, 2023)
    assert [task.number for task in reading.tasks] == [1, 2]


def test_decision_with_articles():
    body = """CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH HÀ NAM
Căn cứ Luật Thi đua, khen thưởng;
QUYẾT ĐỊNH:
Điều 1. Phát động phong trào thi đua với các nội dung sau:
1. Nội dung thi đua
a) Thi đua hiến đất làm đường.
b) Thi đua giữ gìn vệ sinh.
2. Thời gian: đến hết ngày 31/12/2023.
Điều 2. Tổ chức thực hiện
1. Sở Nội vụ chủ trì.
"""
    reading = read_directive(
        directive(body, title="QUYẾT ĐỊNH\nVề việc phát động phong trào thi đua năm 2023\n", preamble="")
    )
    assert (reading.document_type, reading.title) == ("QUYẾT ĐỊNH", "Về việc phát động phong trào thi đua năm 2023")
    assert [(task.number, task.text) for task in reading.tasks] == [
        ("a", "Thi đua hiến đất làm đường."), ("b", "Thi đua giữ gìn vệ sinh."),
    ]  # fmt: skip
    assert [duty.responsible for duty in reading.duties] == ["Sở Nội vụ"]
    assert [deadline.date for deadline in reading.deadlines] == [date(2023, 12, 31)]


def test_plan_issued_with_a_decision():
    plan = f"\nKẾ HOẠCH\nPhát động phong trào thi đua\n(Ban hành kèm theo Quyết định số 5)\n{TASKS}{DUTIES}"
    text = directive(
        "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch phát động thi đua.\nĐiều 2. Quyết định này có hiệu lực từ ngày ký.\n",
        title="QUYẾT ĐỊNH\nVề việc ban hành Kế hoạch phát động thi đua năm 2023\n",
    )
    reading = read_directive(text + plan)
    assert [task.text for task in reading.tasks] == ["Thi đua lao động giỏi.", "Thi đua học tập tốt."]
    assert [duty.number for duty in reading.duties] == [1, 2]
    assert [recipient.text for recipient in reading.recipients] == ["Như trên", "Lưu: VT"]
    assert reading.signature.name == "Trương Quốc Huy"


# --- Theme and motto --------------------------------------------------------------------------------------------------
def test_theme_of_the_preamble():
    preamble = (
        'Ủy ban nhân dân tỉnh phát động thi đua với chủ đề "Đoàn kết, sáng tạo", phương châm "Kỷ cương - Hiệu quả":\n'
    )
    reading = read_directive(directive(TASKS, preamble=preamble))
    assert (reading.theme, reading.motto) == ("Đoàn kết, sáng tạo", "Kỷ cương - Hiệu quả")


def test_theme_of_an_item_of_its_own():
    body = "I. Chủ đề\n1. Chủ đề thi đua\n“Đoàn kết,\nsáng tạo”.\n" + TASKS.replace("I.", "II.", 1)
    assert read_directive(directive(body)).theme == "Đoàn kết, sáng tạo"


@pytest.mark.parametrize(
    "sentence",
    [
        "Thi đua phòng, chống thiên tai theo phương châm “bốn tại chỗ”, tháng hành động với chủ đề “Vì trẻ em”.",
        "Thi đua xây dựng gia đình “Ông bà mẫu mực, con cháu hiếu thảo”.",
    ],
)
def test_quoted_words_of_a_task_are_no_theme(sentence):
    reading = read_directive(with_content(f"1. {sentence}\n2. Thi đua học tập."))
    assert (reading.theme, reading.motto) == (None, None)


def test_motto_of_the_government_is_not_the_campaign_s():
    preamble = (
        "Thực hiện phương châm hành động của Chính phủ “Kỷ cương, trách nhiệm”, tỉnh phát động thi đua như sau:\n"
    )
    assert read_directive(directive(TASKS, preamble=preamble)).motto is None


def test_theme_in_the_title_and_in_an_item():
    title = "CHỈ THỊ\nPhát động phong trào thi đua năm 2023 với chủ đề “Vì dân phục vụ”\n"
    assert read_directive(directive(TASKS, title=title)).theme == "Vì dân phục vụ"
    body = (
        "1. Phát động phong trào thi đua yêu nước trong toàn tỉnh với chủ đề “Vì dân\nphục vụ”.\n2. Thi đua học tập.\n"
    )
    assert read_directive(directive(body)).theme == "Vì dân phục vụ"


def test_two_themes_are_doubtful():
    preamble = (
        "Ủy ban nhân dân tỉnh phát động thi đua với chủ đề “Một lòng”; chủ đề năm tới là “Hai lòng”. Cụ thể như sau:\n"
    )
    reading = read_directive(directive(TASKS, preamble=preamble))
    assert reading.theme == "Một lòng"
    assert "theme" in [doubt.key for doubt in reading.doubts]
