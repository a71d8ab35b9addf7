"""What stands in the cells of a list, and writing exports."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest

from emulation.base.spreadsheets import write_csv, write_xlsx
from tests.base.sheets import book, faults, merged, names, read
from tests.timing import assert_grows_linearly

# --- cells ------------------------------------------------------------------------------------------------------------


def test_vertically_merged_cells():
    data = book(
        ["STT", "Tên", "Đơn vị"], [1, "An"], [2, "Bình"], [3, "Cường", "Sở B"], also=merged((1, 2, 2, 2, "Sở A"))
    )
    assert [(r["name"], r["unit"]) for r in read(data).rows] == [("An", "Sở A"), ("Bình", "Sở A"), ("Cường", "Sở B")]


@pytest.mark.parametrize(
    "mark", ["Nt", "nt", "NT", "-nt-", "- nt -", "–nt–", "như trên", "Như trên", "〃", '"', "''", "Nt."]
)
def test_ditto(mark):
    result = read(book(["Tên", "Đơn vị"], ["An", "Sở A"], ["Bình", mark], ["Cường", mark]))
    assert [r["unit"] for r in result.rows] == ["Sở A"] * 3
    assert result.rows[2].text("unit") == mark


def test_ditto_in_the_first_row_of_a_group():
    rows = [["I", "Khối A"], [1, "An", "Nt"], [2, "Bình", "Sở"], ["II", "Khối B"], [3, "Cường", "nt"]]
    result = read(book(["STT", "Tên", "Đơn vị"], *rows))
    assert faults(result.errors) == [(3, "Đơn vị", "Nt"), (6, "Đơn vị", "nt")]


def test_ditto_of_a_date():
    result = read(book(["Tên", "Ngày"], ["An", 44990], ["Bình", "Nt"]))
    assert [r["on"] for r in result.rows] == [date(2023, 3, 5)] * 2


def test_hidden_rows_and_columns_are_read_and_named():
    def hide(workbook, page):
        page.set_row(2, None, None, {"hidden": True})
        page.set_column(1, 1, None, None, {"hidden": True})

    result = read(book(["Tên", "Đơn vị"], ["An", "Sở A"], ["Bình", "Sở B"], also=hide))
    assert [(r["name"], r["unit"]) for r in result.rows] == [("An", "Sở A"), ("Bình", "Sở B")]
    assert faults(result.warnings) == [(None, "Đơn vị", ""), (3, None, "")]


def test_formulas():
    def formulas(workbook, page):
        page.write_formula("A2", '=CONCATENATE("A","n")', None, "An")
        page.write_formula("B2", "=1+1", None, 2)
        page.write_formula("A3", '="Bình"', None, "Bình")
        page.write_formula("C3", "=1/0", None, "#DIV/0!")

    result = read(book(["Tên", "Đơn vị", "Tiền thưởng (đồng)"], also=formulas))
    assert [(r["name"], r["unit"]) for r in result.rows] == [("An", "2"), ("Bình", None)]
    assert faults(result.errors) == [(3, "Tiền thưởng (đồng)", "#DIV/0!")]


def test_formula_without_a_stored_value():
    workbook = openpyxl.Workbook()
    workbook.active.append(["STT", "Tên", "Đơn vị"])
    workbook.active.append(["=ROW()-1", '="An"', "Sở"])  # STT does not matter
    workbook.active.append([2, "Bình", "=B2"])
    target = io.BytesIO()
    workbook.save(target)
    result = read(target.getvalue())
    assert faults(result.errors) == [(2, "Tên", '="An"'), (3, "Đơn vị", "=B2")]


def test_date_cells_whatever_their_format():
    def dates(workbook, page):
        for row, code in enumerate(["dd/mm/yyyy", "mm-dd-yy", "yyyy", '"ngày" d "tháng" m'], start=1):
            page.write(row, 0, f"Người {row}")
            page.write_datetime(row, 1, datetime(2023, 3, 5), workbook.add_format({"num_format": code}))

    assert [r["on"] for r in read(book(["Tên", "Ngày"], also=dates)).rows] == [date(2023, 3, 5)] * 4


def test_dates_of_the_1904_calendar():
    def dates(workbook, page):
        page.write(1, 0, "An")
        page.write_datetime(1, 1, datetime(2023, 3, 5), workbook.add_format({"num_format": "dd/mm/yyyy"}))

    assert read(book(["Tên", "Ngày"], also=dates, date_1904=True)).rows[0]["on"] == date(2023, 3, 5)


def test_text_is_put_in_normal_form_and_the_cell_is_kept():
    """B67"""
    result = read(book(["Tên", "Đơn vị"], ["'Nguye\u0302\u0303n\u00a0 Thị\nHie\u0302\u0301u", "\u00d0oa\u0300n"]))
    row = result.to_dict()["rows"][0]
    assert (row["name"], row["unit"]) == ("Nguyễn Thị Hiếu", "Đoàn")
    assert row["original"]["unit"] == "\u00d0oa\u0300n"


def test_every_cell_at_fault_is_listed():
    """B71"""
    result = read(book(["Tên", "Ngày", "Tiền thưởng (đồng)"], [None, "31/02/2024", "hai"], ["=An", "2024", -1]))
    assert faults(result.errors) == [
        (2, "Tên", ""),
        (2, "Ngày", "31/02/2024"),
        (2, "Tiền thưởng (đồng)", "hai"),
        (3, "Tên", "=An"),
        (3, "Ngày", "2024"),
        (3, "Tiền thưởng (đồng)", "-1"),
    ]
    assert result.counts == {"read": 2, "valid": 0, "errors": 6, "warnings": 0, "written": 0}


def test_vni_sheet_is_converted_with_one_warning():
    rows = [["Teân", "Ñôn vò"], ["Nguyeãn Vaên An", "Sôû Y teá"], ["Ñoã Thò Höôøng", "Sôû Noäi vuï"]]
    result = read(book(*rows))
    assert [(r["name"], r["unit"]) for r in result.rows] == [
        ("Nguyễn Văn An", "Sở Y tế"),
        ("Đỗ Thị Hường", "Sở Nội vụ"),
    ]
    assert faults(result.warnings) == [(None, None, "")]
    assert (result.converted, result.rows[0].text("name")) == ("vni", "Nguyeãn Vaên An")


def test_cells_in_an_old_font_among_unicode_ones():
    rows = [["Tên", "Đơn vị"], ["NguyÔn ThÞ HiÕu", "Hà Nam"], ["§ç V¨n Hïng", "Lý Nhân"], ["Đỗ Bình", "Sở Nội vụ"]]
    result = read(book(*rows))
    assert names(result) == ["Nguyễn Thị Hiếu", "Đỗ Văn Hùng", "Đỗ Bình"]
    assert [r["unit"] for r in result.rows] == ["Hà Nam", "Lý Nhân", "Sở Nội vụ"]
    assert result.converted == "tcvn3"


def people(count: int) -> bytes:
    rows = [[n, f"Người {n}", "Sở Nội vụ", "05/03/2023"] for n in range(count)]
    return book(["STT", "Tên", "Đơn vị", "Ngày"], *rows)


def test_each_of_four_thousand_rows_costs_the_same():
    assert assert_grows_linearly(read, people(1000), people(4000)).counts["valid"] == 4000


# --- writing ----------------------------------------------------------------------------------------------------------

DANGEROUS = ['=HYPERLINK("http://x";"y")', "+84912", "-5", "@a", "\ta"]


def written(*rows, **options):
    target = io.BytesIO()
    assert write_xlsx(target, ["Tên", "Số"], rows, **options) == len(rows)
    return openpyxl.load_workbook(target)


def test_export_never_runs_and_numbers_stay_numbers():
    """B74"""
    page = written(*[(text, -5) for text in DANGEROUS], ("Sở", Decimal("-0.5"))).active
    cells = list(page.iter_rows(min_row=2))
    assert [(c[0].data_type, c[0].value) for c in cells[:4]] == [("s", f"'{t}") for t in DANGEROUS[:4]]
    assert cells[4][0].value == "a"  # the tab goes
    assert [(c[1].data_type, c[1].value) for c in cells[4:]] == [("n", -5), ("n", -0.5)]


def test_export_of_dates_and_text():
    moment = datetime(2023, 12, 14, 17, 5, tzinfo=UTC)
    page = written(
        (date(2023, 3, 5), moment), ("Hie\u0302\u0301u", None), (True, "http://a.vn"), title="Sổ: 1/2"
    ).active
    assert page["A1"].value == "Sổ: 1/2"
    assert page["A4"].value.date() == date(2023, 3, 5)
    assert page["B4"].value == datetime(2023, 12, 15, 0, 5)  # Vietnamese time
    assert (page["A5"].value, page["B5"].value) == ("Hiếu", None)
    assert (page["A6"].value, page["B6"].hyperlink) == ("Có", None)


def test_csv_for_excel_with_vietnamese_settings():
    """B75"""
    target = io.BytesIO()
    rows = [("Nguyễn Thị Hiếu; Sở", Decimal("1234.5")), ("-5", -5), ("=1+1", date(2023, 3, 5)), (None, True)]
    assert write_csv(target, ["Tên", "Số"], rows) == 4
    assert target.getvalue().decode("utf-8-sig").split("\r\n") == [
        "Tên;Số",
        '"Nguyễn Thị Hiếu; Sở";1234,5',
        "'-5;-5",
        "'=1+1;05/03/2023",
        ";Có",
        "",
    ]
    assert target.getvalue().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("write", [write_xlsx, write_csv])
def test_what_is_written_is_read_back(write):
    target = io.BytesIO()
    write(target, ["Tên", "Đơn vị", "Ngày"], [("Đỗ Văn Hùng", "-5 °C", date(2023, 3, 5))])
    row = read(target.getvalue()).rows[0]
    assert (row["name"], row["unit"], row["on"]) == ("Đỗ Văn Hùng", "-5 °C", date(2023, 3, 5))
