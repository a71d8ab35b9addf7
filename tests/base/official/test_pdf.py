"""PDF: what it says, its one font, its pages; fonts as they were shipped."""

import hashlib
import subprocess
import sys

import pytest

from emulation.base.official import pdf
from tests.base.official.papers import DECISION, ODD, text_of_pdf, with_names
from tests.timing import assert_grows_linearly


@pytest.fixture(scope="module")
def paper() -> bytes:
    return pdf.render(DECISION)


def test_what_it_says(paper):
    found = text_of_pdf(paper)
    for text in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 05/QĐ-UBND Hà Nam, ngày 05 tháng 02 năm 2024",
        "QUYẾT ĐỊNH Về việc tặng Bằng khen CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH HÀ NAM Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;",
        "Theo đề nghị của Giám đốc Sở Nội vụ. QUYẾT ĐỊNH: Điều 1. Tặng Bằng khen cho các cá nhân có tên trong danh sách kèm theo.",
        "Điều 2. Quyết định này có hiệu lực kể từ ngày ký. Kinh phí theo quy định.",
        "Nơi nhận: TM. ỦY BAN NHÂN DÂN",
        "- Như Điều 2;",
        "KT. CHỦ TỊCH",
        "- Lưu: VT, NC. PHÓ CHỦ TỊCH",
        "PHỤ LỤC I DANH SÁCH CÁ NHÂN (Kèm theo Quyết định số 05/QĐ-UBND ngày 05 tháng 02 năm 2024 của Ủy ban nhân dân tỉnh Hà Nam)",
        "PHỤ LỤC II BIỂU TỔNG HỢP",
    ):
        assert text in found


def test_an_odd_name_is_printed_as_it_is(paper):
    run = subprocess.run(["pdftotext", "-raw", "-", "-"], input=paper, capture_output=True, check=True)
    found = "".join(run.stdout.decode().split())
    assert found.count("".join(ODD.split())) == 2


def test_only_the_shipped_font_is_embedded(paper):
    run = subprocess.run(["pdffonts", "-"], input=paper, capture_output=True, check=True)
    rows = [line.split() for line in run.stdout.decode().splitlines()[2:]]
    assert {row[0].split("+")[1] for row in rows} == {"Tinos", "Tinos-Bold", "Tinos-Italic", "Tinos-Bold-Italic"}
    assert all(row[-5:-2] == ["yes", "yes", "yes"] for row in rows)


def test_pages_are_numbered_from_the_second_and_the_last_lies(paper):
    run = subprocess.run(["pdfinfo", "-f", "1", "-l", "9", "-"], input=paper, capture_output=True, check=True)
    lines = [line for line in run.stdout.decode().splitlines() if line.startswith("Page ") and " size:" in line]
    assert [line.split("size:")[1].split()[:3] for line in lines] == [
        ["595.276", "x", "841.89"],
        ["595.276", "x", "841.89"],
        ["841.89", "x", "595.276"],
    ]
    pages = [
        subprocess.run(["pdftotext", "-f", n, "-l", n, "-", "-"], input=paper, capture_output=True).stdout.decode()
        for n in ("1", "2", "3")
    ]
    assert not pages[0].strip().startswith("1")
    assert pages[1].strip().startswith("2")
    assert pages[2].strip().startswith("3")


def test_the_fonts_are_the_shipped_ones(caplog):
    # A font that cannot be read would be replaced by one of the system without a word to the reader.
    pdf.render(DECISION)
    assert "cannot be loaded" not in caplog.text
    fonts = pdf.HERE / "fonts"
    listed = dict(reversed(line.split()) for line in (fonts / "SHA256SUMS").read_text().splitlines())
    assert set(listed) == set(pdf.FACES)
    assert {name: hashlib.sha256((fonts / name).read_bytes()).hexdigest() for name in listed} == listed


def test_nothing_is_fetched():
    with pytest.raises(ValueError, match="not fetched"):
        pdf._fetcher().fetch("http://127.0.0.1/x.png")
    with pytest.raises(ValueError, match="not fetched"):
        pdf._fetcher().fetch("file:///etc/passwd")


def test_six_hundred_names_in_an_annex():
    found = text_of_pdf(assert_grows_linearly(pdf.render, with_names(150), with_names(600)))
    assert "1 Nguyễn Văn 1 Sở Nông nghiệp và Phát triển nông thôn" in found
    assert "600 Nguyễn Văn 600 Sở Nông nghiệp và Phát triển nông thôn" in found


def test_a_machine_without_the_library_says_so(monkeypatch):
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(pdf.PdfUnavailable, match="libpango"):
        pdf.render(DECISION)
