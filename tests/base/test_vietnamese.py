"""Vietnamese text: form, comparison, search, order, numbers, dates, names, old fonts."""

import re
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation.base import vietnamese as vn

ORDINARY = [
    "Hà Nam", "Lý Nhân", "Bà Lê Thanh Hà", "Sở Nội vụ", "Thanh Liêm", "Hội đồng Thi đua - Khen thưởng",
    "Cà Mau", "Bé", "Hè",
    "Nhân dân và cán bộ xã Liêm Chính", "Công ty TNHH FrieslandCampina Hà Nam", "Hiến 500 m² đất", "Trà", "Nam",
    "", "86",
    "São Paulo", "Müller", "Nestlé", "Café Trung Nguyên", "«Hà Nam»", "100 °C ± 5", "© 2023",
    "Đắk Lắk", "Vũng Tàu", "Bình Lục",
]  # fmt: skip


# --- form -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("Hie\u0302\u0301u", "Hiếu"),  # decomposed
        ("Hi\u00eau\u0301", "Hiêú"),  # a mark on another letter is another text
        ("Vie\u0323\u0302t", "Việt"),  # tone first
        ("He\u0301\u0302", "Hế"),  # tone first, where Unicode itself keeps the order
        ("\u00d0\u1ed7", "Đỗ"),
        ("Sở\u00a0Y\u2009tế", "Sở Y tế"),
        ("Sở\u200b Y \ufefftế", "Sở Y tế"),
        ("Hà\u00adNam", "HàNam"),
        ("  Sở   Y\ttế ", "Sở Y tế"),
        ("a \r\n  b\rc", "a\nb\nc"),
        ("'Sở Y tế", "'Sở Y tế"),
        ("a\x00b\x0bc", "ab c"),
    ],
)
def test_normalise(text, stored):
    assert vn.normalise(text) == stored


def test_apostrophe_of_spreadsheets_goes_only_when_asked():
    assert vn.normalise("'0123", apostrophe=True) == "0123"
    assert vn.normalise("''", apostrophe=True) == "''"  # a ditto mark


@given(st.text(alphabet="aăâeêioôơuưyđĐÐ \u0300\u0301\u0323\u0302\u031b\u00a0\u00ad\n'-bn"))
def test_normal_form_is_stable_and_nfc(text):
    once = vn.normalise(text)
    assert vn.normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)


# --- comparison, search ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Toà án", "Tòa án"),
        ("THUỶ LỢI", "Thủy lợi"),
        ("khoẻ", "khỏe"),
        ("Phòng Kế hoạch – Tài chính ", "Phòng Kế hoạch - Tài chính"),
        ("Phòng Kế hoạch−Tài chính", "Phòng Kế hoạch ‐ Tài chính"),
        ("Nguye\u0302\u0303n Thị Hie\u0302\u0301u", "Nguyễn Thị Hiếu"),  # B67
        ("Vie\u0323\u0302t", "VIỆT"),
        ("Ð\u1ed7", "đỗ"),
        ("PhạmThị Nga", "Phạm Thị Nga"),
    ],
)
def test_equal_names(one, other):
    assert vn.fold(one) == vn.fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Phường Trần Hưng Đạo", "Xã Trần Hưng Đạo"), ("Hòa", "Hoa"), ("Đô", "Do"), ("Hoá", "Hoà"), ("Bưu", "Bửu")],
)
def test_different_names(one, other):
    assert vn.fold(one) != vn.fold(other)


@pytest.mark.parametrize("typed", ["đỗ", "Ð\u1ed7", "ĐỖ", "do", "Do\u0302\u0303"])
def test_search_finds_however_typed(typed):
    """B68"""
    assert vn.search_key(typed) in vn.search_key("Ông Đỗ Văn Hùng")


def test_search_key_drops_every_mark():
    assert vn.search_key("Nguyễn  Thị Hiếu – ƯỠNG") == "nguyen thi hieu - uong"


# --- order ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "ordered",
    [
        ["a", "ă", "â", "b", "c", "d", "đ", "e", "ê", "g", "o", "ô", "ơ", "u", "ư", "v", "y"],
        ["ba", "bà", "bả", "bã", "bá", "bạ"],
        ["ba", "ba má", "bà", "bà con", "ban"],
        ["an", "ăn", "ân", "Bo", "đa", "em"],
        ["Khối 2", "Khối 10", "Khối A"],
        ["Duy Tiên", "Đồng Văn", "Kim Bảng", "Lý Nhân", "Phủ Lý"],
        ["Sở Y tế", "Sở Ý tưởng"],
    ],
)
def test_alphabet(ordered):
    backwards = ordered[::-1]
    assert sorted(backwards, key=vn.sort_key) == ordered


def test_sort_key_sorts_alike_in_every_collation_and_fits_a_column():
    key = vn.sort_key("Ngân hàng Nhà nước Việt Nam - Chi nhánh tỉnh Hà Nam (số 2), Ω")
    assert key.isascii()
    assert key.isalnum()
    assert key == key.lower()
    assert len(vn.sort_key("Đường " * 50)) <= 600


def test_people_by_given_name():
    ordered = ["Lê Thị An", "Nguyễn Văn An", "Bùi Anh", "Trần Thị Ân", "Đỗ Bình", "Hoàng Yến"]
    backwards = ordered[::-1]
    assert sorted(backwards, key=vn.person_sort_key) == ordered
    assert vn.person_sort_key("") == ""


def test_outline_letters():
    assert vn.OUTLINE_LETTERS[:8] == ("a", "b", "c", "d", "đ", "e", "ê", "g")


# --- names ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name", "honorific", "title", "posthumous"),
    [
        ("Ông Nguyễn Văn An", "Nguyễn Văn An", "Ông", None, False),
        ("O\u0302ng Nguyễn Văn An", "Nguyễn Văn An", "Ông", None, False),
        ("BÀ  TRẦN THỊ BÌNH", "TRẦN THỊ BÌNH", "Bà", None, False),
        ("đ/c Lê Văn Cường", "Lê Văn Cường", None, None, False),
        ("Đ/C: Lê Văn Cường", "Lê Văn Cường", None, None, False),
        ("Đại tá Hoàng Văn Minh", "Hoàng Văn Minh", None, "Đại tá", False),
        ("đ/c Thượng tá Lê Văn Cường", "Lê Văn Cường", None, "Thượng tá", False),
        ("ThS. Trần  Thị Hoa", "Trần Thị Hoa", None, "ThS.", False),
        ("Ông PGS.TS. Lê Bá Dũng", "Lê Bá Dũng", "Ông", "PGS.TS.", False),
        ("TS. BS. Lê Bá Dũng", "Lê Bá Dũng", None, "TS. BS.", False),
        ("Phạm Văn Dũng (truy tặng)", "Phạm Văn Dũng", None, None, True),
        ("Phạm Văn Dũng (Truy tặng )", "Phạm Văn Dũng", None, None, True),
        ("Bành Thị Ông", "Bành Thị Ông", None, None, False),
        ("Bàng Văn Đại", "Bàng Văn Đại", None, None, False),
        ("Tsuchiya", "Tsuchiya", None, None, False),
    ],
)
def test_split_person_name(text, name, honorific, title, posthumous):
    """B69: nothing is concluded from a rank or from "đ/c"."""
    found = vn.split_person_name(text)
    assert (found.name, found.honorific, found.title, found.posthumous) == (name, honorific, title, posthumous)


def test_capitals_and_missing_space():
    assert vn.titlecase_name("NGUYỄN VĂN HẢI") == "Nguyễn Văn Hải"
    assert vn.titlecase_name("H'HEN NIÊ") == "H'Hen Niê"
    assert vn.missing_space("PhạmThị Nga")
    assert not vn.missing_space("Phạm Thị Nga")


# --- old fonts ------------------------------------------------------------------------------------------------------

TCVN3 = "Céng hoµ x· héi chñ nghÜa ViÖt Nam"
VNI = "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam"


@pytest.mark.parametrize(
    ("text", "encoding", "unicode_text"),
    [
        (TCVN3, "tcvn3", "Cộng hoà xã hội chủ nghĩa Việt Nam"),
        ("§éc lËp - Tù do - H¹nh phóc", "tcvn3", "Độc lập - Tự do - Hạnh phúc"),
        ("Uû ban nh©n d©n tØnh Hµ Nam, ®­êng", "tcvn3", "Uỷ ban nhân dân tỉnh Hà Nam, đường"),
        (VNI, "vni", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM", "vni", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("Ñoäc laäp - Töï do - Haïnh phuùc, ñöôøng", "vni", "Độc lập - Tự do - Hạnh phúc, đường"),
    ],
)
def test_old_fonts(text, encoding, unicode_text):
    assert vn.detect_legacy(text) == encoding
    assert vn.convert_legacy(text, encoding) == unicode_text


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_text_is_not_taken_for_an_old_font(text):
    assert vn.detect_legacy(text) is None
    assert vn.detect_legacy(unicodedata.normalize("NFD", text)) is None


def test_no_unit_or_commune_of_the_province_is_taken_for_an_old_font():
    from pathlib import Path

    data = Path(__file__).parents[2] / "organisations" / "demo_data"
    lines = [line for path in data.glob("*.csv") for line in path.read_text(encoding="utf-8").splitlines()]
    cells = [cell for line in lines for cell in line.split(",")]
    assert len(cells) > 1000
    assert [cell for cell in cells if vn.detect_legacy(cell)] == []


# --- exports --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ['=HYPERLINK("http://x";"y")', "+84912", "-5", "@a", "\ta", "\r=1", " =1", "＝1"])
def test_text_that_would_run_is_escaped(text):
    """B74"""
    assert vn.escape_formula(text) == f"'{text}"


@pytest.mark.parametrize("value", [-5, -0.5, Decimal("-1"), None, "Sở Y tế", "a=b", ""])
def test_numbers_and_ordinary_text_stay(value):
    assert vn.escape_formula(value) == value


def test_letters_of_one_case_do_not_hold_the_other():
    capital, small = re.compile(vn.cased(r"[\p{Lu}]+")), re.compile(vn.cased(r"[\p{Ll}]+"))
    assert capital.fullmatch("ĐẾĂÂÊÔƠƯỸA")
    assert small.fullmatch("đếăâêôơưỹa")
    assert not any(capital.match(c) for c in "đếăâêôơưỹa")
    assert not any(small.match(c) for c in "ĐẾĂÂÊÔƠƯỸA")


@pytest.mark.parametrize(
    ("capitals", "sentence"),
    [
        (
            "PHÁT ĐỘNG PHONG TRÀO THI ĐUA YÊU NƯỚC TỈNH HÀ NAM NĂM 2024",
            "Phát động phong trào thi đua yêu nước tỉnh Hà Nam năm 2024",
        ),
        (
            "THI ĐUA HỌC TẬP BÁC HỒ, CHÀO MỪNG ĐẠI HỘI LẦN THỨ XIV",
            "Thi đua học tập Bác Hồ, chào mừng đại hội lần thứ XIV",
        ),
        ("KHÔNG VI PHẠM TRẬT TỰ, AN TOÀN GIAO THÔNG", "Không vi phạm trật tự, an toàn giao thông"),
        ("KẾ HOẠCH CỦA UBND TỈNH VỀ THI ĐUA", "Kế hoạch của UBND tỉnh về thi đua"),
        ("Phát động phong trào NĂM 2024", "Phát động phong trào NĂM 2024"),
        ("UBND", "UBND"),
    ],
)
def test_a_heading_in_capitals_becomes_a_sentence(capitals, sentence):
    assert vn.from_capitals(capitals, ("Hà Nam", "Bác Hồ")) == sentence
