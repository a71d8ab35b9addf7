"""Reading lists: which files are taken, where the table is, what stands in its cells. Writing exports."""

import io
import json
import re
import time
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from awards.import_specs import read_awards, read_nominees
from emulation.base import vietnamese
from emulation.base.spreadsheets import ColumnSpec, ListSpec, read_list, read_path, write_csv, write_xlsx
from organisations.unit_import import read_units

CASES = Path(__file__).parent.parent / "cases" / "imports"

SPEC = ListSpec(
    "import_things",
    (
        ColumnSpec("name", "Tên", ("Họ và tên",), what="tên", required=True, in_header=True, formula="error"),
        ColumnSpec("unit", "Đơn vị"),
        ColumnSpec("number", "Quyết định / Số", ("Số QĐ",)),
        ColumnSpec("on", "Quyết định / Ngày", ("Ngày",), parse=vietnamese.parse_date, formula=""),
        ColumnSpec("amount", "Tiền thưởng (đồng)", parse=vietnamese.parse_amount, formula=""),
    ),
)


def read(data: bytes, name="tep"):
    return read_list(data, name, SPEC)


def read_text(text: str, encoding="utf-8"):
    return read(text.encode(encoding))


def book(*rows, sheet="Danh sách", also=None, **options) -> bytes:
    """An .xlsx with these rows; `also` gets the workbook and the sheet to add what it likes."""
    target = io.BytesIO()
    workbook = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False} | options)
    page = workbook.add_worksheet(sheet)
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if value is not None:
                page.write(number, column, value)
    if also:
        also(workbook, page)
    workbook.close()
    return target.getvalue()


def repack(data: bytes, change) -> bytes:
    """The same zip with `change(name, content)` applied to every part."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return target.getvalue()


def names(result) -> list:
    return [row["name"] for row in result.rows]


def faults(found) -> list:
    return [(fault.row, fault.column, fault.value) for fault in found]


def refusal(result) -> str:
    assert result.refused
    assert result.rows == []
    assert [(f.row, f.column) for f in result.errors] == [(None, None)]
    message = result.errors[0].message
    assert message.endswith(".")
    assert "!" not in message
    return message


# --- the shared cases -------------------------------------------------------------------------------------------------

READERS = {"import_units": read_units, "import_nominees": read_nominees, "import_awards": read_awards}


def fold_dashes(value):
    return re.sub("[–—]", "-", value) if isinstance(value, str) else value


@pytest.mark.parametrize("case", sorted(CASES.glob("*.expected.json")), ids=lambda p: p.name[:2])
def test_shared_case(case):
    expected = json.loads(case.read_text(encoding="utf-8"))
    stem = case.name.removesuffix(".expected.json")
    source = next(p for p in CASES.glob(f"{stem}.*") if p.suffix in (".xlsx", ".csv"))
    report = READERS[expected["command"]](source.read_bytes(), source.name).to_dict()
    assert report.get("refused", False) == expected.get("refused", False)
    if expected.get("refused"):
        assert [e["row"] for e in report["errors"]] == [None]
        return
    assert {k: report["counts"][k] for k in expected["counts"]} == expected["counts"]
    rows = {row["row"]: row for row in report["rows"]}
    fold = fold_dashes if expected.get("rows_fold_dash") else lambda value: value
    for wanted in expected["rows"]:
        assert {k: fold(rows[wanted["row"]][k]) for k in wanted} == {k: fold(v) for k, v in wanted.items()}
    for kind in ("errors", "warnings"):
        wanted = expected.get(kind, [])
        found = [{k: f[k] for k in w} for w, f in zip(wanted, report[kind], strict=True)]
        assert sorted(found, key=str) == sorted(wanted, key=str)


# --- which files ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_csv_encodings_and_separators(encoding, separator):
    text = separator.join(["Họ và tên", "Đơn vị"]) + "\r\n" + separator.join(["Nguyễn Thị Hiếu", "Sở Y tế"]) + "\r\n"
    result = read_text(text, encoding)
    assert [(r.number, r["name"], r["unit"]) for r in result.rows] == [(2, "Nguyễn Thị Hiếu", "Sở Y tế")]
    assert result.ok


def test_csv_in_windows_1258():
    text = "Họ và tên;Đơn vị\r\nNguyễn Thị Hiếu;Sở Nội vụ tỉnh Hà Nam\r\nĐỗ Văn Hùng;Ủy ban nhân dân xã\r\n"
    assert names(read(to_windows_1258(text))) == ["Nguyễn Thị Hiếu", "Đỗ Văn Hùng"]


def to_windows_1258(text: str) -> bytes:
    """Windows-1258 has the letters and writes the tones after them."""
    out = bytearray()
    for letter in text:
        shaped, tones = letter, ""
        try:
            shaped.encode("cp1258")
        except UnicodeEncodeError:
            import unicodedata

            parts = unicodedata.normalize("NFD", letter)
            tones = "".join(c for c in parts if c in "\u0300\u0301\u0303\u0309\u0323")
            shaped = unicodedata.normalize("NFC", "".join(c for c in parts if c not in tones))
        out += shaped.encode("cp1258") + tones.encode("cp1258")
    return bytes(out)


def test_separator_is_found_by_the_columns_not_by_counting():
    result = read_text("Tên;Đơn vị\nVăn phòng, Thanh tra, Sở A;Sở A, B, C, D\n")
    assert [(r["name"], r["unit"]) for r in result.rows] == [("Văn phòng, Thanh tra, Sở A", "Sở A, B, C, D")]


def test_separator_hint_of_excel_counts_as_a_line():
    result = read_text("sep=;\nTên;Đơn vị\nAn;Sở A\n")
    assert (result.header_row, result.rows[0].number) == (2, 3)


def test_csv_rows_are_lines_even_over_a_cell_of_two_lines():
    result = read_text('Tên;Đơn vị\n"Nguyễn\nVăn An";A\nĐỗ Bình;B\n')
    assert [(r.number, r["name"]) for r in result.rows] == [(2, "Nguyễn Văn An"), (4, "Đỗ Bình")]


def test_content_decides_not_the_name():
    assert names(read(book(["Tên"], ["An"]), "danh sach.csv")) == ["An"]
    assert names(read(b"T\xc3\xaan\nAn\n", "danh sach.xlsx")) == ["An"]


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "Danh sách trống"),
        (b"\xef\xbb\xbf \r\n\r\n", "Danh sách trống"),
        ("Tên;Đơn vị\n".encode(), "Danh sách trống"),
        (book(), "Danh sách trống"),
        (book(["Tên", "Đơn vị"]), "Danh sách trống"),
        (OLE, "Excel cũ (.xls)"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
        (b"<html><table><tr><td>STT</td></tr></table></html>", "HTML"),
        (b"\xef\xbb\xbf\n<!DOCTYPE html><html>", "HTML"),
        ("<table><tr><th>Tên</th></tr></table>".encode("utf-16"), "HTML"),
        (b'<?xml version="1.0"?><Workbook>', "HTML"),
        (book(["Tên"], ["An"])[:-200], "hỏng hoặc bị cắt"),
        (book(["Tên"], ["An"])[:1000], "hỏng hoặc bị cắt"),
        (b"PK\x03\x04 and nothing else", "hỏng hoặc bị cắt"),
        (b"%PDF-1.7 ...", "không phải bảng tính"),
        (b"\x89PNG\r\n\x1a\n", "không phải bảng tính"),
        (bytes(range(256)) * 4, "không đọc được chữ"),
        ('Tên;Đơn vị\n"An;Sở A\n'.encode(), "ngoặc kép"),
        (b"x" * (10 * 1024 * 1024 + 1), "tối đa 10 MB"),
        ("Mã;Nhóm\n1;2\n".encode(), "“Tên”"),
        (book(["Mã", "Đơn vị"], ["An", "B"]), "“Tên”"),
    ],
)
def test_refused_as_a_whole(data, words):
    assert words in refusal(read(data))


def test_other_office_files_are_refused():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
        archive.writestr("_rels/.rels", "<Relationships/>")
    assert "không phải bảng tính" in refusal(read(target.getvalue()))


def test_damaged_part_is_refused():
    broken = repack(book(["Tên"], ["An"]), lambda name, c: c[: len(c) // 2] if "sheet1" in name else c)
    assert "hỏng hoặc bị cắt" in refusal(read(broken))


def test_entities_are_refused():
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    evil = repack(
        book(["Tên"], ["An"]), lambda name, c: c.replace(b"<worksheet", bomb + b"<worksheet") if "sheet1" in name else c
    )
    assert "hỏng" in refusal(read(evil))


@pytest.mark.parametrize(("size", "level"), [(60 * 1024 * 1024, 0), (3 * 1024 * 1024, 9)], ids=["large", "ratio"])
def test_zip_bomb_is_seen_in_the_directory_before_reading(size, level, monkeypatch):
    """B59: more than 50 MB unpacked, or one part more than 200 times its packed size."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        info = zipfile.ZipInfo("xl/worksheets/sheet1.xml")
        archive.writestr(info, b"0" * size, zipfile.ZIP_DEFLATED, compresslevel=level or 1)
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *a, **k: pytest.fail("a part was read"))
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda *a, **k: pytest.fail("a part was read"))
    assert "quá lớn" in refusal(read(target.getvalue()))


def test_twenty_thousand_rows_and_not_one_more():
    lines = ["Tên;Đơn vị", *(f"Người {n};Sở" for n in range(20_000))]
    assert len(read_text("\n".join(lines)).rows) == 20_000
    assert "20.000 dòng" in refusal(read_text("\n".join([*lines, "Thêm;Sở"])))


def test_file_that_is_too_large_is_not_read(tmp_path, monkeypatch):
    path = tmp_path / "lon.xlsx"
    with path.open("wb") as stream:
        stream.truncate(11 * 1024 * 1024)
    monkeypatch.setattr(Path, "read_bytes", lambda self: pytest.fail("was read"))
    assert "11,0 MB, tối đa 10 MB" in refusal(read_path(path, SPEC))


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


def merged(*ranges):
    def merge(workbook, page):
        for first_row, first_column, last_row, last_column, text in ranges:
            page.merge_range(first_row, first_column, last_row, last_column, text)

    return merge


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


def test_empty_rows_are_skipped_and_cost_nothing():
    def style(workbook, page):
        grey = workbook.add_format({"bg_color": "#eeeeee"})
        for row in range(6, 50_000):
            page.write_blank(row, 1, None, grey)
        page.write(50_000, 1, "Bình")

    data = book(["STT", "Tên"], [1, "An"], [], [2, None], also=style)
    started = time.perf_counter()
    assert [(r.number, r["name"]) for r in read(data).rows] == [(2, "An"), (50_001, "Bình")]
    assert time.perf_counter() - started < 3


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


def test_thousand_rows_within_time():
    data = book(["STT", "Tên", "Đơn vị", "Ngày"], *[[n, f"Người {n}", "Sở Nội vụ", "05/03/2023"] for n in range(1000)])
    started = time.perf_counter()
    assert read(data).counts["valid"] == 1000
    assert time.perf_counter() - started < 2


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
