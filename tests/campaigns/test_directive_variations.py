"""The real directive, written down in other ways: the reading must not change."""

import re
import textwrap
import time
import unicodedata

import pytest

from campaigns.directive_files import read_directive_file
from campaigns.directive_reader import read_directive
from campaigns.directive_reader.markers import marker_of
from campaigns.directive_reader.source import layout_of, lines_of, prepare

from .test_directive_reader import CASES, KEYS, expected_of

TEXT = (CASES / "00_hanam_2023.txt").read_text(encoding="utf-8")
EXPECTED = {key: expected_of("00_hanam_2023.txt")[key] for key in KEYS}


def said(text: str) -> dict:
    found = read_directive(text).to_dict()
    return {key: found[key] for key in KEYS}


def paragraphs() -> list[str]:
    """The directive as Word would hold it: one line a paragraph."""
    lines = lines_of(prepare(TEXT)[0])
    layout, found = layout_of(lines), [lines[0].text]
    for before, line in zip(lines, lines[1:], strict=False):
        in_title = line.text.startswith(("năm 2023, chào", "ra lời kêu gọi thi đua ái quốc (11"))
        if not in_title and (marker_of(line.text) or layout.breaks(before, line)):
            found.append(line.text)
        else:
            found[-1] += " " + line.text
    return found


def wrapped(width: int, between: str = "\n") -> str:
    return between.join(textwrap.fill(paragraph, width, break_on_hyphens=False) for paragraph in paragraphs())


def with_page_numbers(text: str, every: int = 31) -> str:
    lines = text.split("\n")
    pages = [lines[i : i + every] for i in range(0, len(lines), every)]
    return "\n".join(f"{page}\n{number}" for number, page in enumerate(("\n".join(p) for p in pages), 2))


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace("\n", "\r\n"),
        TEXT.replace("\n", "\r"),
        unicodedata.normalize("NFD", TEXT),
        TEXT.replace("Đ", "Ð"),
        TEXT.replace(" ", "\u00a0"),
        "\ufeff" + TEXT,
        re.sub(r"\n\s*\n", "\n", TEXT),
        re.sub(r"\n\s*\n", "\n\n\n", TEXT),
        TEXT.replace("phát triển", "phát tri\u00adển"),
        with_page_numbers(TEXT),
        "\f".join(textwrap.wrap(TEXT, 4000, replace_whitespace=False, drop_whitespace=False, break_long_words=False)),
    ],
    ids=[
        "crlf",
        "cr",
        "nfd",
        "eth",
        "nbsp",
        "bom",
        "no blank lines",
        "more blank lines",
        "soft hyphens",
        "pages",
        "form feeds",
    ],
)
def test_other_bytes_for_the_same_text(text):
    assert said(text) == EXPECTED


def test_one_line_a_paragraph():
    assert len(paragraphs()) < len(lines_of(TEXT)) / 3  # else nothing was joined and this proves nothing
    assert said("\n".join(paragraphs())) == EXPECTED
    assert said("\n\n".join(paragraphs())) == EXPECTED


@pytest.mark.parametrize("width", [60, 72, 90, 110])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_other_line_widths(width, between):
    assert said(wrapped(width, between)) == EXPECTED


@pytest.mark.parametrize("width", [60, 72, 90, 110])
def test_page_numbers_and_page_breaks_inside_sentences(width):
    assert said(with_page_numbers(wrapped(width))) == EXPECTED
    assert said(re.sub(r"((?:[^\n]*\n){30})", r"\1\f", wrapped(width))) == EXPECTED
    assert said(re.sub(r"((?:[^\n]*\n){30})", r"\1\n- 2 -\n\n", wrapped(width))) == EXPECTED


@pytest.mark.parametrize("mark", [")", "/", " .", " -"])
def test_other_marks_after_the_numbers(mark):
    text = re.sub(r"(?m)^ ?([1-5])\. ", rf"\1{mark} ", TEXT)
    assert text != TEXT
    assert said(text) == EXPECTED


def test_roman_numbers_with_other_marks():
    assert said(re.sub(r"(?m)^(I+)\. ", r"\1/ ", TEXT)) == EXPECTED
    assert said(re.sub(r"(?m)^(I+)\. ", r"\1 - ", TEXT)) == EXPECTED


def test_headings_in_capitals_and_without_numbers():
    text = re.sub(r"(?m)^II\. Nhiệm vụ của các phong trào thi đua:", "NHIỆM VỤ CỦA CÁC PHONG TRÀO THI ĐUA", TEXT)
    text = re.sub(r"(?m)^III\. Tổ chức thực hiện", "TỔ CHỨC THỰC HIỆN", text)
    assert said(text) == EXPECTED


def test_straight_quotation_marks():
    found = said(TEXT.replace("“", '"').replace("”", '"'))
    assert (found["theme"], found["motto"]) == (EXPECTED["theme"], EXPECTED["motto"])


def test_a_section_that_is_not_there_is_missing_and_nothing_takes_its_place():
    start, end = TEXT.index("III. Tổ chức thực hiện"), TEXT.index("Nơi nhận:")
    reading = read_directive(TEXT[:start] + TEXT[end:])
    assert reading.duties == []
    assert [task.title for task in reading.tasks] == [task["title"] for task in EXPECTED["tasks"]]
    assert "duties" in [missing.key for missing in reading.missing]


def test_without_recipients_and_signature():
    reading = read_directive(TEXT[: TEXT.index("Nơi nhận:")])
    assert (reading.recipients, reading.signature) == ([], None)
    assert [duty.number for duty in reading.duties] == [1, 2, 3, 4, 5]


# Letters of the real directive in TCVN3 (ABC): small letters with marks; capitals with marks come from another font.
_TCVN3 = dict(
    zip(
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ",
        "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ",
        strict=True,
    )
)
_TCVN3_CAPITALS = {"Ă": "¡", "Â": "¢", "Đ": "§", "Ê": "£", "Ô": "¤", "Ơ": "¥", "Ư": "¦"}
_QUOTES = {"“": "\x93", "”": "\x94"}


def tcvn3(text: str) -> bytes:
    table = {**_TCVN3, **_TCVN3_CAPITALS, **_QUOTES}
    return "".join(table.get(c) or _TCVN3.get(c.lower()) or c for c in text).encode("latin-1")


def windows_1258(text: str) -> bytes:
    out = bytearray()
    for char in text:
        letters = unicodedata.normalize("NFD", char)
        tones = "".join(c for c in letters if c in "\u0300\u0301\u0303\u0309\u0323")
        plain = unicodedata.normalize("NFC", "".join(c for c in letters if c not in tones)) if tones else char
        out += plain.encode("cp1258") + tones.encode("cp1258")
    return bytes(out)


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (tcvn3(TEXT), "tcvn3"),
        (windows_1258(TEXT), "windows-1258"),
        (TEXT.encode("utf-16"), None),
        (TEXT.encode("utf-16-le"), None),
        (TEXT.encode("utf-16-be"), None),
        (TEXT.encode("utf-8-sig"), None),
        (tcvn3(TEXT).decode("latin-1").encode("utf-8"), "tcvn3"),
    ],
    ids=["tcvn3", "windows-1258", "utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "tcvn3 inside utf-8"],
)
def test_other_encodings(content, encoding):
    reading = read_directive_file(content, "chi-thi.txt")
    found = reading.to_dict()
    assert {key: found[key] for key in KEYS} == EXPECTED
    assert found["converted_from"] == encoding
    assert ("source" in [doubt.key for doubt in reading.doubts]) == (encoding is not None)


def test_output_is_nfc():
    found = read_directive(unicodedata.normalize("NFD", TEXT))
    assert unicodedata.is_normalized("NFC", str(found.to_dict()))


@pytest.mark.parametrize(
    "text",
    [
        TEXT + TEXT[2000:9000] * 80,
        TEXT[:3000] + "a" * 500_000,
        TEXT[:3000] + "chủ đề “" * 60_000,
        TEXT[:3000] + "\n1. " + "trước ngày 15/12/2023 " * 22_000,
        TEXT[:3000] + "\n1. " + "đạt 95% " * 60_000,
        TEXT[:3000] + "\n1. " + "(" * 500_000,
        TEXT[:3000] + "\n- a" * 50_000,
    ],
    ids=["prose", "one word", "quotes", "dates", "percents", "brackets", "dashes"],
)
def test_long_texts_do_not_hang(text):
    started = time.process_time()
    read_directive(text)
    # Half a megabyte takes about a second of processor time; anything quadratic takes minutes.
    assert time.process_time() - started < 20
