"""Where the table of a list is: header, groups, end."""

from datetime import date

import pytest

from awards.import_specs import read_nominees
from organisations.unit_import import read_units
from tests.base.sheets import book, faults, merged, names, read, read_text, refusal
from tests.timing import assert_grows_linearly

# --- where the table is -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["Tên", "TÊN", "ten", "Tên\n", " Tên. ", "(Tên)", "Tên *", "Te\u0302n", "họ và  tên", "Họ\nvà/tên"]
)
def test_names_of_columns(name):
    assert names(read(book(["STT", name], [1, "An"]))) == ["An"]


def test_order_is_free_and_unknown_columns_are_ignored():
    result = read(book(["Mã", "Đơn vị", "Màu", "Tên"], [7, "Sở A", "đỏ", "An"]))
    assert [(r["name"], r["unit"]) for r in result.rows] == [("An", "Sở A")]


def test_header_is_looked_for_in_thirty_rows():
    assert read(book(*[["Tiêu đề"]] * 29, ["Tên"], ["An"])).header_row == 30
    assert "30 dòng đầu" in refusal(read(book(*[["Tiêu đề"]] * 30, ["Tên"], ["An"])))


def test_lone_word_of_a_cover_is_not_the_header():
    result = read_units(book(["Đơn vị", "Sở Nội vụ"], [], ["STT", "Tên đơn vị", "Loại hình"], [1, "A", "Cấp xã"]), "x")
    assert result.header_row == 3


def test_first_visible_sheet_with_a_header():
    def sheets(workbook, page):
        page.hide()
        cover = workbook.add_worksheet("Bìa")
        cover.write("A1", "Danh sách")
        cover.activate()
        cover.set_first_sheet()
        workbook.add_worksheet("Thật").write_column("A1", ["Tên", "Bình"])
        workbook.add_worksheet("Sau").write_column("A1", ["Tên", "Cường"])

    result = read(book(["Tên"], ["An"], sheet="Ẩn", also=sheets))
    assert (result.sheet, names(result)) == ("Thật", ["Bình"])


def test_header_of_two_rows():
    data = book(
        [],
        [None, None, "Số", "Ngày", None],
        [1, "An", "12/QĐ", "05/03/2023", "x"],
        also=merged(
            (0, 0, 1, 0, "STT"), (0, 1, 1, 1, "Tên"), (0, 2, 0, 3, "Quyết định"), (0, 4, 1, 4, "Tiền thưởng (đồng)")
        ),
    )
    result = read(data)
    assert (result.header_row, names(result)) == (1, ["An"])
    assert (result.rows[0]["number"], result.rows[0]["on"]) == ("12/QĐ", date(2023, 3, 5))
    assert faults(result.errors) == [(3, "Tiền thưởng (đồng)", "x")]


def test_title_right_over_the_header_is_no_part_of_it():
    rows = [[], ["STT", "Tên", "Ngày"], [1, "An", "05/03/2023"]]
    result = read(book(*rows, also=merged((0, 0, 0, 2, "DANH SÁCH"))))
    assert (result.header_row, names(result)) == (2, ["An"])
    result = read_text("DANH SÁCH;;\nSTT;Tên;Ngày\n1;An;05/03/2023\n")
    assert (result.header_row, names(result)) == (2, ["An"])


def test_lower_word_is_the_name_of_the_column():
    result = read_text("STT;Tên;Quyết định;\n;;Số;Ngày\n1;An;12/QĐ;31/02/2023\n")
    assert names(result) == ["An"]
    assert faults(result.errors) == [(3, "Ngày", "31/02/2023")]


@pytest.mark.parametrize("numbers", [["(1)", "(2)", "(3)"], [1, 2, 3], ["1", "2", "3"], ["A", "B", "1"]])
def test_row_of_column_numbers(numbers):
    assert names(read(book(["STT", "Tên", "Đơn vị"], numbers, [1, "An", "Sở"]))) == ["An"]


def test_stt_is_never_used():
    rows = [["x", "An"], [None, "Bình"], [1, "Cường"], [1, "Dũng"], ["", "Em"]]
    assert names(read(book(["STT", "Tên"], *rows))) == ["An", "Bình", "Cường", "Dũng", "Em"]


# --- groups -----------------------------------------------------------------------------------------------------------


def test_groups():
    rows = [
        ["A", "Tập thể"],
        [1, "Phòng A", "Sở"],
        ["B. Cá nhân"],
        [2, "An", "Sở"],
        ["I.", "Khối sở"],
        [3, "Bình", "Sở"],
        ["C", "Hộ gia đình", None, None, None, 500],
        [4, "Hộ ông Dũng", "Xã"],
    ]
    result = read(book(["STT", "Tên", "Đơn vị"], *rows))
    assert [(r["name"], r.group) for r in result.rows] == [
        ("Phòng A", "Tập thể"),
        ("An", "Cá nhân"),
        ("Bình", "Khối sở"),
        ("Hộ ông Dũng", "Hộ gia đình"),
    ]


def test_group_merged_over_the_table():
    data = book(["STT", "Tên", "Đơn vị"], [], [1, "An", "Sở"], also=merged((1, 0, 1, 2, "Các sở, ban, ngành")))
    assert [(r["name"], r.group) for r in read(data).rows] == [("An", "Các sở, ban, ngành")]


def test_groups_give_kinds_and_an_unknown_one_gives_none():
    rows = [
        ["I", "Các doanh nghiệp"],
        [1, "Công ty A"],
        ["II", "Các đơn vị khác"],
        [2, "Công ty B"],
    ]
    result = read_units(book(["STT", "Tên đơn vị"], *rows), "x")
    assert [(r["official_name"], r["kind"]) for r in result.rows] == [
        ("Công ty A", "doanh_nghiep"),
        ("Công ty B", None),
    ]
    assert faults(result.errors) == [(5, None, "Các đơn vị khác")]


def test_letters_of_groups_give_kinds_of_nominees():
    header = ["STT", "Họ và tên", "Đơn vị", "Hình thức khen thưởng"]
    rows = [
        ["A", "Danh sách thứ nhất"],
        [1, "Phòng A", "Sở", "Bằng khen"],
        ["C", "Khác"],
        [1, "Hộ ông B", "Xã", "Bằng khen"],
    ]
    assert [r["kind"] for r in read_nominees(book(header, *rows), "x").rows] == ["collective", "household"]


def test_roman_looking_row_number_with_data_is_a_row():
    assert names(read(book(["STT", "Tên", "Đơn vị"], ["I", "An", "Sở"]))) == ["An"]


# --- the end ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "last",
    [
        ["Tổng"],
        [None, "Tổng cộng: 3 người"],
        ["CỘNG"],
        [None, "Cộng: 2"],
        [None, "Tổng số 12 đơn vị"],
        [None, "NGƯỜI LẬP BIỂU", "THỦ TRƯỞNG ĐƠN VỊ"],
        [None, None, "Giám đốc"],
        [None, None, "TM. ỦY BAN NHÂN DÂN"],
        [None, None, "KT. CHỦ TỊCH"],
        [None, None, "Hà Nam, ngày 15 tháng 02 năm 2023"],
        [None, None, "Phủ Lý, ngày ... tháng ... năm ....."],
    ],
)
def test_end_of_the_table(last):
    assert names(read(book(["STT", "Tên", "Đơn vị"], [1, "An", "Sở"], last, [None, "Nguyễn Văn Bình"]))) == ["An"]


@pytest.mark.parametrize(
    "name",
    [
        "Tổng công ty Lương thực",
        "Tổng cục Thuế",
        "Cộng đồng dân cư thôn 2",
        "Công an tỉnh",
        "Công ty A",
        "Cổng thông tin",
    ],
)
def test_names_that_begin_like_a_total(name):
    assert names(read(book(["STT", "Tên"], [None, name], [2, "An"]))) == [name, "An"]


def test_person_without_a_name_is_a_fault_not_the_end():
    header = ["STT", "Tên", "Chức vụ", "Đơn vị"]
    result = read(book(header, [1, None, "Giám đốc", "Sở A"], [2, "An", "Chuyên viên", "Sở A"]))
    assert faults(result.errors) == [(2, "Tên", "")]
    assert names(result) == [None, "An"]


def test_rows_under_the_total_are_told():
    result = read(book(["STT", "Tên"], [1, "An"], ["Cộng", 1], [2, "Bình"], [3, "Cường"]))
    assert names(result) == ["An"]
    assert [(w.row, "2 dòng" in w.message) for w in result.warnings] == [(3, True)]


def with_empty_rows(last: int) -> bytes:
    def style(workbook, page):
        grey = workbook.add_format({"bg_color": "#eeeeee"})
        for row in range(6, last):
            page.write_blank(row, 1, None, grey)
        page.write(last, 1, "Bình")

    return book(["STT", "Tên"], [1, "An"], [], [2, None], also=style)


def test_empty_rows_are_skipped_and_each_costs_the_same():
    found = assert_grows_linearly(read, with_empty_rows(12_500), with_empty_rows(50_000))
    assert [(r.number, r["name"]) for r in found.rows] == [(2, "An"), (50_001, "Bình")]
