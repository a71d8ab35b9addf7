"""Targets and deadlines: what a campaign sets itself, and what only looks like it."""

from datetime import date

import pytest

from campaigns.directive_reader import read_directive

from .directives import DUTIES, TASKS, directive, with_content, with_duties


def targets(sentence: str) -> list[tuple]:
    found = read_directive(with_content(f"1. {sentence}\n2. Thi đua học tập tốt.")).targets
    return [(t.value, t.value_to, t.unit, t.direction) for t in found]


@pytest.mark.parametrize(
    ("sentence", "target"),
    [
        ("Tỷ lệ bảo hiểm y tế đạt 95% trở lên.", (95, None, "%", "up")),
        ("Tỷ lệ bảo hiểm y tế đạt từ 95,5% trở lên.", (95.5, None, "%", "up")),
        ("Ít nhất 85% hồ sơ giải quyết đúng hạn.", (85, None, "%", "up")),
        ("100% cơ quan, đơn vị xây dựng kế hoạch.", (100, None, "%", "up")),
        ("Không dưới 90 % hộ dân dùng nước sạch.", (90, None, "%", "up")),
        ("Tốc độ tăng trưởng kinh tế đạt 10,5 - 11%.", (10.5, 11, "%", "up")),
        ("Phấn đấu từ 8% đến 9% doanh nghiệp chuyển đổi số.", (8, 9, "%", "up")),
        ("Xây dựng 12-15 xã nông thôn mới kiểu mẫu.", (12, 15, "xã", "up")),
        ("Phấn đấu có thêm 07 xã đạt chuẩn nông thôn mới.", (7, None, "xã", "up")),
        ("Mỗi huyện có ít nhất một xã nông thôn mới kiểu mẫu.", (1, None, "xã", "up")),
        ("Thu ngân sách đạt 14.500 tỷ đồng.", (14500, None, "tỷ đồng", "up")),
        ("Thu nhập bình quân đạt 68 triệu đồng/người/năm.", (68, None, "triệu đồng/người/năm", "up")),
        ("Giải quyết việc làm cho 18.000 lao động.", (18000, None, "lao động", "up")),
        ("Nâng tỷ lệ đô thị hóa từ 30% lên 35%.", (35, None, "%", "up")),
        ("Tỷ lệ hộ nghèo giảm 0,5%.", (0.5, None, "%", "down")),
        ("Tỷ lệ hộ nghèo giảm còn dưới 1,5%.", (1.5, None, "%", "down")),
        ("Tỷ lệ thất nghiệp không quá 2%.", (2, None, "%", "down")),
        ("Giảm tỷ lệ hộ cận nghèo từ 4% xuống 3%.", (3, None, "%", "down")),
        ("Tai nạn giao thông giảm ít nhất 5% so với năm 2022.", (5, None, "%", "down")),
        ("Tỷ lệ trẻ suy dinh dưỡng ở mức 9% trở xuống.", (9, None, "%", "down")),
    ],
)
def test_target(sentence, target):
    assert targets(sentence) == [target]


def test_several_targets_in_one_sentence_each_with_its_words():
    reading = read_directive(
        with_content("1. Thu ngân sách đạt 14.500 tỷ đồng, tỷ lệ hộ nghèo còn dưới 2%; trồng 50.000 cây.\n2. Khác.")
    )
    assert [(t.text, t.value, t.direction) for t in reading.targets] == [
        ("Thu ngân sách đạt 14.500 tỷ đồng", 14500, "up"),
        ("tỷ lệ hộ nghèo còn dưới 2%", 2, "down"),
        ("trồng 50.000 cây", 50000, "up"),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Thực hiện Nghị quyết Trung ương 4 (khóa XII) và Chỉ thị 05-CT/TW ngày 15/5/2016 của Bộ Chính trị.",
        "Chào mừng kỷ niệm 75 năm Ngày Chủ tịch Hồ Chí Minh ra lời kêu gọi (11/6/1948 - 11/6/2023).",
        "Hoàn thành thắng lợi kế hoạch 5 năm 2021-2025 và 19 chỉ tiêu chủ yếu.",
        "Triển khai Đề án 06 và Chương trình 135.",
        "Đến nay tỉnh đã đạt 98% hộ dùng điện.",
        "Tỷ lệ khen thưởng không quá 10% tập thể.",
        "Đơn vị đạt 100% được cộng 05 điểm thưởng.",
        "Thực hiện 3 nhiệm vụ, 4 khâu đột phá.",
    ],
)
def test_numbers_that_are_no_targets(sentence):
    assert targets(sentence) == []


def test_quotas_of_awards_and_results_of_last_year_are_no_targets():
    awards = "II. Khen thưởng\n1. Tặng Bằng khen không quá 20% tập thể, 10% cá nhân tham gia.\n"
    body = TASKS + awards + DUTIES.replace("II.", "III.")
    preamble = "Năm 2022, thu ngân sách đạt 12.000 tỷ đồng, tăng 10%. Ủy ban nhân dân tỉnh phát động thi đua như sau:\n"
    assert read_directive(directive(body, preamble=preamble)).targets == []


def test_a_task_that_mentions_awards_keeps_its_targets():
    reading = read_directive(
        with_content("1. Thi đua đổi mới công tác khen thưởng\n- 100% hồ sơ nộp trực tuyến.\n2. Khác.")
    )
    assert [t.value for t in reading.targets] == [100]


def test_targets_of_a_section_on_goals_need_no_verb():
    body = f"I. Mục tiêu\n1. Số xã nông thôn mới: 12 xã.\n{TASKS.replace('I.', 'II.', 1)}III. Tổ chức thực hiện\n1. Sở Nội vụ lo.\n"
    reading = read_directive(directive(body))
    assert [(t.value, t.unit, t.direction) for t in reading.targets] == [(12, "xã", None)]
    assert "targets" in [doubt.key for doubt in reading.doubts]  # the text does not say which direction is better


def test_a_table_of_targets():
    rows = ["STT\tChỉ tiêu\tĐơn vị tính\tKế hoạch 2023", "1\tXã nông thôn mới\txã\t12-15"]
    rows += ["2\tTỷ lệ hộ nghèo còn\t%\t1,5", "3\tThu ngân sách\ttỷ đồng\t≥ 14.500\n"]
    table = "\n".join(rows)
    reading = read_directive(
        directive(f"I. Chỉ tiêu\n{table}{TASKS.replace('I.', 'II.', 1)}{DUTIES.replace('II.', 'III.')}")
    )
    assert [(t.text, t.value, t.value_to, t.unit, t.direction) for t in reading.targets] == [
        ("Xã nông thôn mới", 12, 15, "xã", None),
        ("Tỷ lệ hộ nghèo còn", 1.5, None, "%", "down"),
        ("Thu ngân sách", 14500, None, "tỷ đồng", "up"),
    ]


def test_a_number_that_reads_two_ways_is_doubtful():
    doubts = read_directive(with_content("1. Thu ngân sách đạt 1.500 tỷ đồng.\n2. Khác.")).doubts
    assert ["hai cách" in doubt.sentence for doubt in doubts] == [True]


def deadlines(sentence: str) -> list[tuple]:
    found = read_directive(with_duties(f"1. Sở Nội vụ {sentence}\n2. Các sở phối hợp.\n")).deadlines
    return [(deadline.date, deadline.text) for deadline in found]


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("báo cáo trước ngày 15/12/2023.", date(2023, 12, 15)),
        ("báo cáo trước 15/12/2023.", date(2023, 12, 15)),
        ("báo cáo trước ngày 15-12-2023.", date(2023, 12, 15)),
        ("báo cáo chậm nhất ngày 05 tháng 6 năm 2023.", date(2023, 6, 5)),
        ("báo cáo chậm nhất là ngày 5.6.2023.", date(2023, 6, 5)),
        ("gửi kế hoạch trước 17 giờ 00 ngày 20/02/2023.", date(2023, 2, 20)),
        ("tổ chức ký giao ước xong trước ngày 31/3/2023.", date(2023, 3, 31)),
        ("phát động từ ngày 01/02/2023 đến ngày 31/12/2023.", date(2023, 12, 31)),
        ("phát động từ ngày 08 đến ngày 10 tháng 12 năm 2023.", date(2023, 12, 10)),
        ("tổng kết trong tháng 12/2023.", None),
        ("tổng kết trong tháng 12 năm 2023.", None),
        ("sơ kết: tháng 6/2023.", None),
        ("tổng kết trong quý IV/2023.", None),
        ("báo cáo trước ngày 15/6.", None),
        ("báo cáo trước ngày 31/6/2023.", None),
        ("tuyên truyền từ tháng 02/2023 đến tháng 12/2023.", None),
    ],
)
def test_deadline(sentence, day):
    assert deadlines(sentence) == [(day, f"Sở Nội vụ {sentence}".rstrip("."))]


@pytest.mark.parametrize(
    "sentence",
    [
        "báo cáo trong 10 ngày kể từ ngày ký.",
        "xây dựng kế hoạch trong vòng 15 (mười lăm) ngày, kể từ ngày nhận được Chỉ thị.",
        "gửi hồ sơ chậm nhất 05 ngày làm việc sau khi tổ chức hội nghị.",
        "sơ kết sau 6 tháng kể từ ngày phát động.",
    ],
)
def test_a_number_of_days_from_the_signing_is_kept_without_a_day_and_doubtful(sentence):
    reading = read_directive(with_duties(f"1. Sở Nội vụ {sentence}\n"))
    assert [(d.date, d.text) for d in reading.deadlines] == [(None, f"Sở Nội vụ {sentence}".rstrip("."))]
    assert [d.key for d in reading.doubts] == ["deadlines"]
    assert "hãy tính và nhập ngày cuối cùng" in reading.doubts[0].sentence


@pytest.mark.parametrize(
    "sentence",
    ["đã hoàn thành trong 10 ngày kể từ ngày ký.", "tổ chức 10 ngày cao điểm.", "phấn đấu trong 5 năm từ nay."],
)
def test_numbers_of_days_that_are_no_deadlines(sentence):
    assert deadlines(sentence) == []


def test_two_deadlines_of_one_sentence():
    assert deadlines("báo cáo sơ kết trước ngày 15/6/2023, báo cáo tổng kết trước ngày 15/12/2023.") == [
        (date(2023, 6, 15), "Sở Nội vụ báo cáo sơ kết trước ngày 15/6/2023"),
        (date(2023, 12, 15), "báo cáo tổng kết trước ngày 15/12/2023"),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "triển khai Chỉ thị số 41-CT/TW ngày 26/12/2022 của Bộ Chính trị.",
        "triển khai Luật Thi đua, khen thưởng ngày 15/6/2022.",
        "tổ chức kỷ niệm 75 năm Ngày Chủ tịch Hồ Chí Minh ra lời kêu gọi (11/6/1948 - 11/6/2023).",
        "tổ chức chào mừng Quốc khánh 02/9/2023.",
        "theo dõi từ tháng 10/2023 đến khi tổ chức thành công Đại hội.",
        "tổng hợp kết quả đến ngày 31/12/2022.",
        "thực hiện các nhiệm vụ của năm 2023 và 6 tháng đầu năm.",
    ],
)
def test_dates_that_are_no_deadlines(sentence):
    assert deadlines(sentence) == []


def test_a_deadline_without_a_whole_date_is_doubtful():
    doubts = read_directive(
        with_duties("1. Sở Nội vụ báo cáo trước ngày 15/6.\n2. Các sở tổng kết trong tháng 12/2023.\n")
    ).doubts
    assert [doubt.key for doubt in doubts] == ["deadlines", "deadlines"]
    assert "không ghi năm" in doubts[0].sentence
    assert "không ghi ngày" in doubts[1].sentence


def test_deadlines_may_stand_anywhere():
    awards = "II. Khen thưởng\n1. Hồ sơ gửi về Sở Nội vụ trước ngày 30/11/2023.\n"
    closing = "Trong quá trình thực hiện, vướng mắc báo cáo trước ngày 01/12/2023.\n"
    body = TASKS + awards + DUTIES.replace("II.", "III.") + closing
    assert [deadline.date for deadline in read_directive(directive(body)).deadlines] == [
        date(2023, 11, 30),
        date(2023, 12, 1),
    ]
