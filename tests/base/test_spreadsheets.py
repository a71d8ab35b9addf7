"""Reading lists: the shared cases, which files are taken and which are refused."""

import io
import json
import random
import re
import zipfile
from pathlib import Path

import pytest

from awards.import_specs import read_awards, read_nominees
from emulation.base.spreadsheets import read_path
from organisations.unit_import import read_units
from tests.base.sheets import SPEC, book, names, read, read_text, refusal, repack

CASES = Path(__file__).parent.parent / "cases" / "imports"

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


def swollen_part(size: int, noise: int) -> bytes:
    """Bytes that pack well; `noise` in every 25,000 do not."""
    source = random.Random(1)
    return b"".join(source.randbytes(noise) + b"0" * (25_000 - noise) for _ in range(size // 25_000))


@pytest.mark.parametrize(("size", "noise"), [(54_000_000, 600), (3_000_000, 0)], ids=["large", "ratio"])
def test_zip_bomb_is_seen_in_the_directory_before_reading(size, noise, monkeypatch):
    """B59: more than 50 MB unpacked, or one part more than 200 times its packed size."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        for number in range(3):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", swollen_part(size // 3, noise))
        ratio = max(part.file_size / part.compress_size for part in archive.infolist())
    assert (ratio > 200) == (noise == 0)
    size = len(target.getvalue())
    assert size < 10_000_000
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
