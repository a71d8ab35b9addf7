"""Criteria tables from files as they circulate: tree, kinds, places, sums that warn, words that are never lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.bloc_scores.table_document import nodes_in_order
from campaigns.bloc_scores.table_reader import adjusted, read_criteria
from campaigns.scoring import score_table
from tests.base.sheets import book
from tests.bloc_scores.circulating import ROWS, WORD_ROWS, simple, word, workbook


def nodes(result) -> dict[str, dict]:
    return {node["code"]: node for node, _ in nodes_in_order(result.document["nodes"])}


def tree(result) -> list[tuple]:
    return [(one.depth, one.code, one.kind, one.role, one.max) for one in result.proposals]


@pytest.fixture(scope="module")
def read():
    return read_criteria(workbook(), "bảng.xlsx")


def test_the_tree_of_a_workbook(read):
    assert tree(read) == [
        (0, "I", "", "standard", "60"),
        (1, "I.1", "proportional", "standard", "20"),
        (1, "I.2", "bands", "standard", "10"),
        (1, "I.3", "cases", "standard", "15"),
        (1, "I.4", "boolean", "standard", "15"),
        (0, "II", "", "standard", "40"),
        (1, "II.1", "lateness", "standard", "10"),
        (1, "II.2", "free", "standard", "19.5"),
        (1, "II.3", "grade", "standard", "10"),
        (0, "Thưởng", "", "bonus", "10"),
        (1, "Thưởng.1", "cases", "bonus", None),
        (1, "Thưởng.2", "free", "bonus", "5"),
        (0, "Trừ", "", "penalty", None),
        (1, "Trừ.1", "cases", "penalty", None),
        (1, "Trừ.2", "disqualify", "penalty", None),
    ]
    assert read.document["title"] == "Bảng tiêu chí chấm điểm thi đua các sở, ban, ngành năm 2023"
    assert read.document["declared_total"] == "100"


def test_rules_in_words_become_rules(read):
    found = nodes(read)
    assert found["I.1"]["excess"] == {"rate": "1", "cap_percent": "10"}
    assert found["I.1"]["scorer_note"] == "Sở Tài chính"
    bands = [{k: v for k, v in band.items() if k != "title"} for band in found["I.2"]["bands"]]
    assert bands == [
        {"code": "1", "points": "10", "min": "98"},
        {"code": "2", "points": "8", "min": "95", "max": "98"},
        {"code": "3", "points": "5", "max": "95"},
    ]
    assert found["I.3"]["rules"] == [
        {"code": "1", "title": "Mỗi vụ quá hạn", "type": "penalty", "points": "0.5", "per_case": True},
        {
            "code": "2",
            "title": "Mỗi đơn vượt cấp trừ 1 điểm, tối đa 3 điểm",
            "type": "penalty",
            "points": "1",
            "per_case": True,
            "cap": "3",
        },
    ]
    assert found["I.3"]["penalty_cap"] == "5"
    assert found["II.1"]["scale"] == [
        {"from": 5, "to": 10, "points": "5"},
        {"from": 10, "to": None, "points": "10"},
    ]
    assert found["II.3"]["grades"] == {"Tốt": "10", "Khá": "8"}
    assert found["Trừ.1"]["rules"][0] | {"title": ""} == {
        "code": "1",
        "title": "",
        "type": "penalty",
        "points": "20",
        "no_award": True,
    }


def test_words_that_are_not_understood_stay_as_a_note(read):
    found = nodes(read)
    assert found["II.2"]["note"] == "Hội đồng xem xét mức độ sáng tạo, quy mô"
    row = next(row for row in read.rows if row.number == 20)
    assert [fault.message.split(":")[0] for fault in row.warnings] == ["Chưa hiểu hết cách tính viết bằng chữ"]


def test_sums_that_do_not_add_up_warn_at_their_row_and_refuse_nothing(read):
    assert read.ok
    found = [(f.sheet, f.row, f.column, f.value, f.message) for f in read.warnings if "tổng điểm" in f.message]
    assert found == [
        (
            "Danh sách",
            16,
            "Điểm tối đa",
            "40",
            "Tiêu chí II: tổng điểm tối đa của các mục con là 39,5, khác mức đã ghi 40.",
        )
    ]


def test_no_word_of_the_file_is_lost(read):
    kept = " ".join(str(value) for node in nodes(read).values() for value in node.values())
    for row in ROWS[5:]:
        words = str(row[1])
        if words.lower() not in ("tổng cộng", "điểm thưởng") and not words.startswith(("TM.", "Ghi chú", "ĐIỂM")):
            assert words.removeprefix("- ") in kept


def test_the_engine_scores_with_what_was_read(read):
    entry = {
        "I.2": {"value": "96"},
        "I.3": {"cases": {"1": 1, "2": 5}},
        "I.4": {"value": True},
        "II.3": {"grade": "Khá"},
    }
    answer = score_table({"table": read.document, "units": [{"id": "u", "inputs": {"verified": entry}}]})
    # 8 + (15 − 0,5 − 3) + 15 + 8, and 10 for reports on time
    assert answer["units"][0]["final"]["total"] == "52.5"


def test_a_word_document_with_merged_heads_and_slips_of_the_pen():
    found = read_criteria(word(), "Bảng điểm.docx")
    assert tree(found) == [
        (0, "1", "", "standard", "8"),
        (1, "1.a", "", "standard", "3"),
        (2, "a1", "cases", "standard", "3"),
        (1, "1.b", "", "standard", "3"),
        (2, "b.1", "free", "standard", "3"),
        (1, "1.C", "", "standard", "2"),
        (2, "C3.1", "boolean", "standard", "2"),
        (0, "2", "", "standard", "2"),
        (1, "2.1", "free", "standard", "2"),
    ]
    assert nodes(found)["a1"]["penalty_cap"] == "1.5"
    # A figure in the column of bonuses without a rule is said and kept.
    assert [(f.row, f.column, f.value) for f in found.warnings] == [(10, "Điểm thưởng", "+ 0,5")]
    assert nodes(found)["b.1"]["note"] == "Cột điểm thưởng của bảng gốc ghi 0,5."
    assert found.document["title"] == "Bảng điểm thi đua tập thể phòng tài nguyên và môi trường cấp huyện"
    assert [(one.sheet, one.row) for one in found.proposals][:2] == [("Bảng 1", 3), ("Bảng 1", 4)]


def test_a_table_that_goes_on_after_a_page_is_one_table():
    whole, split = read_criteria(word(), "a.docx"), read_criteria(word(split_at=12), "a.docx")
    assert tree(split) == tree(whole)
    assert [(one.sheet, one.row) for one in split.proposals][-2:] == [("Bảng 2", 1), ("Bảng 2", 2)]


def test_marks_at_the_head_of_the_words():
    rows = [
        ("I. Nhiệm vụ", 10),
        ("1. Kế hoạch", 4),
        ("2. Báo cáo", 6),
        ("a) Tuần", 2),
        ("b) Tháng", 4),
        ("II. Khác", 5),
    ]
    found = read_criteria(book(["Tiêu chí", "Thang điểm"], *rows), "a.xlsx")
    assert [(one.depth, one.code, one.title) for one in found.proposals] == [
        (0, "I", "Nhiệm vụ"),
        (1, "I.1", "Kế hoạch"),
        (1, "I.2", "Báo cáo"),
        (2, "I.2.a", "Tuần"),
        (2, "I.2.b", "Tháng"),
        (0, "II", "Khác"),
    ]


LEVELS = [
    {"code": "1", "points": "10", "title": "Từ 98% trở lên", "min": "98"},
    {"code": "2", "points": "8", "title": "Từ 95% đến dưới 98%", "min": "95", "max": "98"},
    {"code": "3", "points": "5", "title": "Dưới 95%", "max": "95"},
]


@pytest.mark.parametrize(
    "rows",
    [
        # The first level beside the title, its points being the maximum.
        [
            ["TT", "Nội dung", "Cách tính", "Điểm"],
            ["1", "Hồ sơ đúng hạn", "Từ 98% trở lên", 10],
            [None, None, "Từ 95% đến dưới 98%", 8],
            [None, None, "Dưới 95%", 5],
        ],
        # A column of its own for the points of a level.
        [
            ["TT", "Nội dung", "Cách tính", "Mức điểm", "Điểm tối đa"],
            ["1", "Hồ sơ đúng hạn", "Từ 98% trở lên", 10, 10],
            [None, None, "Từ 95% đến dưới 98%", 8],
            [None, None, "Dưới 95%", 5],
        ],
        # Each level a row with a dash.
        [
            ["TT", "Nội dung", "Điểm"],
            ["1", "Hồ sơ đúng hạn", 10],
            ["-", "Từ 98% trở lên", 10],
            ["-", "Từ 95% đến dưới 98%", 8],
            ["-", "Dưới 95%", 5],
        ],
        # Marked with letters.
        [
            ["TT", "Nội dung", "Điểm"],
            ["1", "Hồ sơ đúng hạn", 10],
            ["a", "Từ 98% trở lên", 10],
            ["b", "Từ 95% đến dưới 98%", 8],
            ["c", "Dưới 95%", 5],
        ],
    ],
    ids=["beside the title", "column of levels", "dashes", "letters"],
)
def test_levels_in_rows_are_alternatives_and_never_summed_up(rows):
    found = read_criteria(book(*rows), "a.xlsx")
    assert tree(found) == [(0, "1", "bands", "standard", "10")]
    node = nodes(found)["1"]
    bands = [band | {"code": str(n), "title": band["title"].split(":")[0]} for n, band in enumerate(node["bands"], 1)]
    assert bands == LEVELS
    assert "note" not in node


def test_a_list_of_bonuses_and_penalties_as_hung_yen_writes_it():
    found = read_criteria(
        book(
            ["STT", "Nội dung", "Mức điểm"],
            ["I", "ĐIỂM THƯỞNG"],
            ["1", "Có sáng kiến, cách làm mới hiệu quả", "+5"],
            ["II", "ĐIỂM TRỪ"],
            ["1", "Lãnh đạo đơn vị vắng họp khối", "-5"],
            ["2", "Hồ sơ khen thưởng bị trả lại", "-5 điểm/hồ sơ"],
            ["3", "Chậm nộp báo cáo"],
            ["a", "Chậm từ 5 đến dưới 10 ngày", "-5"],
            ["b", "Chậm từ 10 đến dưới 15 ngày", "-10"],
            ["c", "Chậm từ 15 ngày trở lên", "-20"],
            ["4", "Lãnh đạo bị kỷ luật cảnh cáo trở lên", "-20 và không suy tôn Cờ, Bằng khen"],
        ),
        "a.xlsx",
    )
    assert tree(found) == [
        (0, "I", "", "bonus", None),
        (1, "I.1", "free", "bonus", "5"),
        (0, "II", "", "penalty", None),
        (1, "II.1", "cases", "penalty", None),
        (1, "II.2", "cases", "penalty", None),
        (1, "II.3", "lateness", "penalty", None),
        (1, "II.4", "cases", "penalty", None),
    ]
    rules = {code: node.get("rules", [{}])[0] for code, node in nodes(found).items()}
    # “mới” is not “mỗi”; “/hồ sơ” is each time; once where nothing says otherwise.
    assert [rules[code].get("per_case") for code in ("II.1", "II.2", "II.4")] == [None, True, None]
    assert (rules["II.4"]["points"], rules["II.4"]["no_award"]) == ("20", True)
    assert nodes(found)["II.3"]["scale"] == [
        {"from": 5, "to": 10, "points": "5"},
        {"from": 10, "to": 15, "points": "10"},
        {"from": 15, "to": None, "points": "20"},
    ]
    assert "declared_total" not in found.document
    assert found.ok


def test_points_said_in_titles_and_a_part_that_does_not_add_up():
    """As in forms of 2025 that make 95 of 100."""
    rows = [
        ["A. TIÊU CHÍ CHUNG", 30],
        ["I. Phẩm chất chính trị (10 điểm)"],
        ["1. Chấp hành chủ trương: 5 điểm"],
        ["2. Tác phong, lề lối làm việc", "5"],
        ["II. Năng lực", 20],
        ["- Chủ động, sáng tạo", 10],
        ["- Phối hợp tốt", 10],
        ["B. KẾT QUẢ THỰC HIỆN NHIỆM VỤ", 70],
        ["1. Hoàn thành 100% nhiệm vụ đúng tiến độ", 40],
        ["2. Không có nhiệm vụ quá hạn; mỗi nhiệm vụ quá hạn bị trừ 2 điểm", 25],
        ["Tổng điểm (A+B)", "100"],
    ]
    found = read_criteria(book(["Nội dung đánh giá", "Thang điểm"], *rows), "a.xlsx")
    assert [(one.code, one.kind, one.max) for one in found.proposals] == [
        ("A", "", "30"),
        ("A.I", "", "10"),
        ("A.I.1", "free", "5"),
        ("A.I.2", "free", "5"),
        ("A.II", "", "20"),
        ("A.II.1", "free", "10"),
        ("A.II.2", "free", "10"),
        ("B", "", "70"),
        ("B.1", "free", "40"),
        ("B.2", "cases", "25"),
    ]
    assert [fault.message for fault in found.warnings] == [
        "Tiêu chí B: tổng điểm tối đa của các mục con là 65, khác mức đã ghi 70."
    ]


def test_hidden_rows_and_columns_that_are_not_read_are_named():
    def also(workbook, page):
        page.set_row(1, None, None, {"hidden": True})

    rows = [["TT", "Nội dung", "Điểm tối đa", "Điểm tự chấm"], ["1", "Kế hoạch", 5, 4], ["2", "Báo cáo", 5, 5]]
    found = read_criteria(book(*rows, also=also), "a.xlsx")
    said = [(fault.row, fault.column, fault.message.split(",")[0]) for fault in found.sheet_warnings]
    assert (2, None, "Dòng 2 đang bị ẩn") in said
    assert any(column == "Điểm tự chấm" for _, column, _ in said)


def test_old_letters_are_turned_and_said():
    rows = [["STT", "Néi dung", "§iÓm tèi ®a"], ["1", "Thùc hiÖn nhiÖm vô", 60], ["2", "C«ng t¸c thi ®ua", 40]]
    found = read_criteria(book(*rows), "a.xlsx")
    assert found.converted == "tcvn3"
    assert [one.title for one in found.proposals] == ["Thực hiện nhiệm vụ", "Công tác thi đua"]


def test_a_criterion_without_points_and_points_that_are_no_number_are_errors_in_their_place():
    found = read_criteria(simple((1, "Kế hoạch", "nhiều"), (2, "Báo cáo", None), (3, "Khác", 5)), "a.xlsx")
    assert [(f.row, f.column, f.value) for f in found.errors] == [
        (2, "Điểm tối đa", "nhiều"),
        (3, "Điểm tối đa", ""),
    ]
    found = read_criteria(simple(("I", "Phần", 10), (1, "Kế hoạch", 5), (2, "Báo cáo", None)), "a.xlsx")
    assert [(f.row, f.column, f.value) for f in found.errors] == [(4, "Điểm tối đa", "")]


def test_a_part_without_points_takes_the_sum_and_says_so():
    found = read_criteria(simple(("I", "Phần", None), (1, "Kế hoạch", 5), (2, "Báo cáo", "2,5")), "a.xlsx")
    assert nodes(found)["I"]["max"] == "7.5"
    assert "lấy tổng các mục con: 7,5" in found.warnings[1].message


def test_bonus_inside_the_total():
    found = read_criteria(simple(("I", "Nhiệm vụ", 90), ("II", "Điểm thưởng", 10), ("", "Tổng", 100)), "a.xlsx")
    assert (found.document["bonus_mode"], found.document["declared_total"]) == ("inside", "100")


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "a.xlsx", "trống"),
        (book(["Họ tên", "Năm sinh"], ["A", 1990]), "a.xlsx", "cột nội dung"),
        (b"\xd0\xcf\x11\xe0" + b"0" * 600, "a.xls", "Excel cũ"),
        (b"\xd0\xcf\x11\xe0" + b"0" * 600, "a.doc", ".doc đời cũ"),
        (b"PK\x03\x04 broken", "a.docx", "hỏng"),
        (word([])[:2000], "a.docx", "hỏng"),
    ],
)
def test_files_that_are_not_taken(data, name, said):
    found = read_criteria(data, name)
    assert found.refused
    assert said in found.errors[0].message


def test_another_kind_keeps_the_rule_as_words(read):
    made = adjusted(read.document, kinds={"I.2": "free", "I.3": "cases"}, most={"I.2": None, "II": 39})
    changed = {node["code"]: node for node, _ in nodes_in_order(made["nodes"])}
    assert changed["I.2"]["kind"] == "free"
    assert "bands" not in changed["I.2"]
    assert "từ 95 đến dưới 98: 8 điểm." in changed["I.2"]["note"]
    assert "max" not in changed["I.2"]
    assert changed["I.3"]["penalty_cap"] == "5"
    assert nodes(read)["I.2"]["kind"] == "bands"  # what was read stays as it is


CELLS = st.one_of(
    st.none(),
    st.integers(-5, 200),
    st.sampled_from(
        ["I", "1", "a", "-", "+", "1.1", "Tổng cộng", "Điểm trừ", "trừ 1 điểm", "từ 5 đến 4: 3 điểm", "5đ", "x"]
    ),
    st.text(max_size=8),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=12))
def test_nothing_in_a_file_ends_in_a_traceback(rows):
    found = read_criteria(book(["STT", "Nội dung", "Điểm"], *rows), "a.xlsx")
    assert found.refused or found.document["nodes"]
    if found.ok:
        codes = [node["code"] for node, _ in nodes_in_order(found.document["nodes"])]
        assert len(codes) == len(set(codes)) == len(found.proposals)


def test_word_rows_add_up():
    assert sum(float(row[2]) for row in WORD_ROWS if row[0] in ("1", "2")) == 10
