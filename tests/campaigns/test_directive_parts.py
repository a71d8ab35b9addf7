"""Tasks, duties and the end: one rule a test, on short directives."""

import pytest

from campaigns.directive_reader import read_directive

from .directives import DUTIES, TAIL, TASKS, TITLE, directive, with_content, with_duties


# --- Tasks ------------------------------------------------------------------------------------------------------------
def tasks(items: str) -> list[tuple]:
    return [(task.number, task.title, task.text) for task in read_directive(with_content(items)).tasks]


def test_title_of_its_own_line_or_before_a_colon():
    assert tasks("1. Thi đua kinh tế\nTăng sản lượng.\n2. Thi đua văn hóa: Giữ gìn bản sắc.\n3. Thi đua an ninh:\n- Giữ vững.") == [
        (1, "Thi đua kinh tế", "Tăng sản lượng."),
        (2, "Thi đua văn hóa", "Giữ gìn bản sắc."),
        (3, "Thi đua an ninh", "- Giữ vững."),
    ]  # fmt: skip


def test_running_text_has_no_title():
    assert tasks("1. Thi đua lao động giỏi, sáng tạo.\n2. Thực hiện tốt các cuộc vận động: xóa đói, giảm nghèo.") == [
        (1, None, "Thi đua lao động giỏi, sáng tạo."),
        (2, None, "Thực hiện tốt các cuộc vận động: xóa đói, giảm nghèo."),
    ]


def test_sub_items_belong_to_the_text():
    assert tasks("1. Thi đua kinh tế\na) Công nghiệp;\n- Thu hút đầu tư;\n+ Khu công nghiệp.\nb) Nông nghiệp.\n2. Khác.")[0] == (
        1, "Thi đua kinh tế", "a) Công nghiệp; - Thu hút đầu tư; + Khu công nghiệp. b) Nông nghiệp.",
    )  # fmt: skip


def test_vietnamese_letters_in_order():
    items = "\n".join(f"{letter}) Thi đua việc {letter} thật tốt." for letter in "abcdđeghik")
    assert [number for number, _, _ in tasks(items)] == list("abcdđeghik")


@pytest.mark.parametrize("dash", ["-", "–", "•", "*", "+"])
def test_items_without_numbers(dash):
    assert tasks(f"{dash} Thi đua lao động.\n{dash} Thi đua học tập.") == [
        (None, None, "Thi đua lao động."),
        (None, None, "Thi đua học tập."),
    ]


def test_numbers_of_two_levels():
    assert tasks("1.1. Thi đua lao động.\n1.2. Thi đua học tập.") == [
        ("1.1", None, "Thi đua lao động."),
        ("1.2", None, "Thi đua học tập."),
    ]


def test_numbers_inside_a_wrapped_sentence_are_no_items():
    long = (
        "1. Thi đua thực hiện Nghị quyết Đại hội Đảng bộ lần thứ\nXX. Phấn đấu hoàn thành các nhiệm vụ theo quy định tại khoản\n"
        "2. Điều này được thực hiện trên mọi lĩnh vực kinh tế, chính trị\n- xã hội của tỉnh và của cả nước trong giai đoạn từ năm 2021\n"
        "- 2025 với tinh thần quyết tâm cao nhất của toàn dân trong năm\n2023. Mọi người dân đều tích cực tham gia phong trào thi đua.\n"
        "2. Thi đua học tập."
    )
    assert [number for number, _, _ in tasks(long)] == [1, 2]


def test_purposes_requirements_and_criteria_are_no_tasks():
    body = f"""I. Mục đích, yêu cầu
1. Mục đích: Tạo khí thế sôi nổi.
2. Yêu cầu: Thiết thực.
{TASKS.replace("I.", "II.", 1)}III. Tiêu chí thi đua và khen thưởng
1. Hoàn thành xuất sắc nhiệm vụ.
IV. Tổ chức thực hiện
1. Sở Nội vụ theo dõi.
"""
    reading = read_directive(directive(body))
    assert [task.text for task in reading.tasks] == ["Thi đua lao động giỏi.", "Thi đua học tập tốt."]


def test_theme_and_time_among_the_items_are_no_tasks():
    assert tasks("1. Chủ đề thi đua: “Vì dân”.\n2. Thời gian: cả năm.\n3. Thi đua lao động.\n4. Thi đua học tập.") == [
        (3, None, "Thi đua lao động."),
        (4, None, "Thi đua học tập."),
    ]


def test_without_sections_the_numbered_items_are_the_tasks():
    reading = read_directive(directive("1. Thi đua lao động.\n2. Thi đua học tập.\n3. Giao Sở Nội vụ theo dõi.\n"))
    assert [task.number for task in reading.tasks] == [1, 2, 3]
    assert reading.duties == []
    assert [doubt.place for doubt in reading.doubts if doubt.key == "tasks"] == [reading.tasks[2].place]


def test_without_sections_but_with_an_item_on_carrying_out():
    reading = read_directive(
        directive("1. Thi đua lao động.\n2. Thi đua học tập.\n3. Tổ chức thực hiện\na) Sở Nội vụ theo dõi.\n")
    )
    assert [task.number for task in reading.tasks] == [1, 2]
    assert [(duty.number, duty.responsible) for duty in reading.duties] == [("a", "Sở Nội vụ")]


def test_sections_that_are_the_tasks():
    body = (
        "I. Thi đua phát triển kinh tế\n1. Tăng sản lượng.\nII. Thi đua xây dựng Đảng\n1. Kết nạp.\n"
        + DUTIES.replace("II.", "III.")
    )
    assert [(task.number, task.title) for task in read_directive(directive(body)).tasks] == [
        ("I", "Thi đua phát triển kinh tế"), ("II", "Thi đua xây dựng Đảng"),
    ]  # fmt: skip


def test_headings_without_numbers():
    body = "Mục đích, yêu cầu\n1. Tạo khí thế.\nNội dung thi đua\n1. Thi đua lao động.\n2. Thi đua học tập.\n"
    body += "Tổ chức thực hiện\n1. Sở Nội vụ theo dõi.\n"
    reading = read_directive(directive(body))
    assert [task.text for task in reading.tasks] == ["Thi đua lao động.", "Thi đua học tập."]
    assert [duty.number for duty in reading.duties] == [1]


def test_heading_in_capitals_over_several_lines():
    body = "I. NỘI DUNG THI ĐUA, TIÊU CHÍ ĐÁNH\nGIÁ VÀ CÁCH THỨC\nXẾP HẠNG\n"
    body += "1. Thi đua lao động: 95% hộ đạt chuẩn.\n2. Thi đua học tập.\n" + DUTIES
    reading = read_directive(directive(body))
    assert [task.number for task in reading.tasks] == [1, 2]
    assert [target.value for target in reading.targets] == [95]


def test_parts_with_the_heading_on_the_next_line():
    body = f"Phần thứ nhất\nMỤC TIÊU\nPhấn đấu.\nPhần thứ hai\nNỘI DUNG VÀ NHIỆM VỤ\n{TASKS}"
    body += "Phần thứ ba\nTỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ theo dõi.\n"
    reading = read_directive(directive(body))
    assert [task.text for task in reading.tasks] == ["Thi đua lao động giỏi.", "Thi đua học tập tốt."]
    assert len(reading.duties) == 1


def test_general_paragraphs_after_the_last_task_are_taken_off():
    general = "Đề nghị các cơ quan, đơn vị triển khai nghiêm túc."
    reading = read_directive(
        with_content(f"1. Thi đua lao động\nTăng năng suất.\n2. Thi đua học tập\nHọc tốt.\n{general}")
    )
    assert [task.text for task in reading.tasks] == ["Tăng năng suất.", "Học tốt."]
    assert [paragraph.text for paragraph in reading.general_requirements] == [general]
    assert "general_requirements" in [doubt.key for doubt in reading.doubts]


def test_jumping_numbers_are_doubtful():
    reading = read_directive(with_content("1. Thi đua lao động.\n2. Thi đua học tập.\n4. Thi đua khác."))
    assert [task.number for task in reading.tasks] == [1, 2, 4]
    assert any("số 4" in doubt.sentence for doubt in reading.doubts)


def test_a_text_without_any_outline_invents_nothing():
    reading = read_directive(directive("Các cấp tập trung thi đua lao động.\nGiao Sở Nội vụ đôn đốc.\n"))
    assert (reading.tasks, reading.duties, reading.targets, reading.deadlines) == ([], [], [], [])
    assert {"tasks", "duties"} <= {missing.key for missing in reading.missing}
    assert "tasks" in [doubt.key for doubt in reading.doubts]


# --- Duties -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("item", "responsible"),
    [
        ("Giao Sở Nội vụ theo dõi việc thực hiện.", "Sở Nội vụ"),
        ("Sở Nội vụ: Theo dõi việc thực hiện.", "Sở Nội vụ"),
        ("Đề nghị Ủy ban Mặt trận Tổ quốc tỉnh, các tổ chức chính trị - xã hội vận động nhân dân.",
         "Ủy ban Mặt trận Tổ quốc tỉnh, các tổ chức chính trị - xã hội"),
        ("Thủ trưởng các sở, ban, ngành; Chủ tịch UBND các huyện có trách nhiệm:",
         "Thủ trưởng các sở, ban, ngành; Chủ tịch UBND các huyện"),
        ("Các cơ quan, đơn vị tổ chức phát động thi đua.", "Các cơ quan, đơn vị"),
        ("Các cơ quan, đơn vị xây dựng kế hoạch.", "Các cơ quan, đơn vị"),
        ("Sở Xây dựng phối hợp với Sở Tài chính bố trí kinh phí.", "Sở Xây dựng"),
        ("Hội đồng Thi đua - Khen thưởng các cấp phân công thành viên.", "Hội đồng Thi đua - Khen thưởng các cấp"),
        ("Ban Tổ chức Tỉnh ủy, Ban Quản lý các khu công nghiệp chủ động tuyên truyền.",
         "Ban Tổ chức Tỉnh ủy, Ban Quản lý các khu công nghiệp"),
        ("Các tổ chức cung cấp dịch vụ chi trả tích cực tham gia.", "Các tổ chức cung cấp dịch vụ chi trả"),
        ("Căn cứ Chỉ thị này, Chủ tịch UBND các huyện xây dựng kế hoạch.", "Chủ tịch UBND các huyện"),
        ("Ủy ban nhân dân tỉnh giao Sở Nội vụ (cơ quan thường trực) chủ trì.", "Sở Nội vụ (cơ quan thường trực)"),
        ("Trách nhiệm của Sở Nội vụ: Hướng dẫn.", "Sở Nội vụ"),
        ("Công an tỉnh triệt phá tội phạm.", "Công an tỉnh"),
        ("Sở Tài chính ưu tiên kinh phí.", "Sở Tài chính"),
        ("Tổ chức triển khai nghiêm túc, đúng tiến độ.", None),
    ],
)  # fmt: skip
def test_responsible(item, responsible):
    duty, _ = read_directive(with_duties(f"1. {item}\n2. Sở Nội vụ tổng hợp.\n")).duties
    assert (duty.text, duty.responsible) == (item, responsible)


def test_responsible_in_a_heading_of_its_own():
    duty, _ = read_directive(
        with_duties("1. Đề nghị các tổ chức cung cấp dịch vụ\na) Tham gia.\nb) Hỗ trợ.\n2. Sở Y tế lo.\n")
    ).duties
    assert (duty.responsible, duty.text) == (
        "các tổ chức cung cấp dịch vụ",
        "Đề nghị các tổ chức cung cấp dịch vụ a) Tham gia. b) Hỗ trợ.",
    )


@pytest.mark.parametrize(
    "closing", ["Trên đây là Chỉ thị phát động thi đua./.", "Trong quá trình thực hiện, nếu có vướng mắc thì báo cáo."]
)
def test_closing_paragraph_belongs_to_no_duty(closing):
    reading = read_directive(with_duties(f"1. Sở Nội vụ theo dõi.\n2. Các sở xây dựng kế hoạch.\n{closing}\n"))
    assert reading.duties[-1].text == "Các sở xây dựng kế hoạch."
    assert reading.general_requirements == []


def test_duties_in_a_section_that_also_tells_the_time():
    body = f"{TASKS}II. Thời gian và trách nhiệm thực hiện\n1. Thời gian thực hiện\nCả năm.\n"
    body += "2. Trách nhiệm thực hiện\n- Sở Nội vụ theo dõi.\n- Các sở phối hợp.\n"
    assert [(duty.number, duty.responsible) for duty in read_directive(directive(body)).duties] == [
        (None, "Sở Nội vụ"),
        (None, "Các sở"),
    ]


# --- End --------------------------------------------------------------------------------------------------------------
def ended(tail: str):
    return read_directive(directive(TASKS + DUTIES, tail=tail))


def test_signature_beside_the_recipients():
    tail = "Nơi nhận:                         TM. ỦY BAN NHÂN DÂN\n- Như trên;\t\tKT. CHỦ TỊCH\n"
    tail += "- Lưu: VT.\t\tPHÓ CHỦ TỊCH\n\n\t\t\nNguyễn Đức Vượng\n"
    reading = ended(tail)
    assert [recipient.text for recipient in reading.recipients] == ["Như trên", "Lưu: VT"]
    signature = reading.signature
    assert (signature.on_behalf_of, signature.role, signature.name) == (
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Nguyễn Đức Vượng",
    )


def test_signature_before_the_recipients_and_signed_mark():
    reading = ended(
        "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n(Đã ký)\nTrương Quốc Huy\nNơi nhận:\n- TT Tỉnh ủy,\n TT HĐND tỉnh;\n- Lưu: VT, NC.\n"
    )
    assert [recipient.text for recipient in reading.recipients] == ["TT Tỉnh ủy, TT HĐND tỉnh", "Lưu: VT, NC"]
    assert reading.signature.name == "Trương Quốc Huy"
    assert reading.duties[-1].text == "Các sở, ban, ngành xây dựng kế hoạch."


def test_a_broken_line_above_the_role():
    signature = ended("Nơi nhận:\n- Lưu: VT.\nTM. ỦY BAN NHÂN\nDÂN\nCHỦ TỊCH\nTrương Quốc Huy\n").signature
    assert (signature.on_behalf_of, signature.role) == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")


def test_role_without_a_line_above_and_name_in_capitals():
    signature = ended("Nơi nhận:\n- Lưu: VT.\nGIÁM ĐỐC\nNGUYỄN VĂN MINH\n").signature
    assert (signature.on_behalf_of, signature.role, signature.name) == (None, "GIÁM ĐỐC", "NGUYỄN VĂN MINH")


def test_unsigned():
    signature = ended("Nơi nhận:\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n").signature
    assert (signature.role, signature.name) == ("CHỦ TỊCH", None)


def test_annex_belongs_to_nothing():
    annex = "PHỤ LỤC\nThang điểm thi đua\n1. Đạt 100% cộng 5 điểm; báo cáo trước ngày 01/12/2023.\nI. Tổ chức thực hiện\n1. Sở Y tế chấm.\n"
    reading = ended(TAIL + annex)
    assert (len(reading.duties), reading.targets, reading.deadlines) == (2, [], [])
    assert reading.signature.name == "Trương Quốc Huy"


def test_title_is_no_recipient_of_the_text():
    assert TITLE.splitlines()[1] == read_directive(directive(TASKS)).title


@pytest.mark.parametrize(
    "items",
    [
        "Một là, thi đua lao động giỏi.\nHai là, thi đua học tập tốt.\nBa là, xây dựng nông thôn mới.",
        "Một là: Thi đua lao động giỏi.\nHai là: Thi đua học tập tốt.\nBa là: Xây dựng nông thôn mới.",
        "Thứ nhất, thi đua lao động giỏi.\nThứ hai, thi đua học tập tốt.\nThứ ba, xây dựng nông thôn mới.",
    ],
)
def test_tasks_numbered_in_words(items):
    reading = read_directive(with_content(items))
    found = [(task.number, task.text.casefold().rstrip(".")) for task in reading.tasks]
    assert found == [
        (1, "thi đua lao động giỏi"),
        (2, "thi đua học tập tốt"),
        (3, "xây dựng nông thôn mới"),
    ]


def test_a_sentence_that_begins_with_a_number_word_is_no_item():
    reading = read_directive(
        with_content("1. Thi đua lao động giỏi.\nHai mươi đơn vị tham gia.\n2. Thi đua học tập tốt.")
    )
    assert [task.number for task in reading.tasks] == [1, 2]
