"""Vietnamese text: form, comparison, search, order, numbers, dates, names, old fonts."""

import re
import unicodedata
from datetime import UTC, date, datetime
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


# --- numbers --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,5", "1.5"),
        ("1.5", "1.5"),
        ("0,5", "0.5"),
        ("0.5", "0.5"),
        ("12", "12"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("195.058,7", "195058.7"),
        ("1 234 567,25", "1234567.25"),
        ("1.234.567", "1234567"),
        ("0,123", "0.123"),
        ("1234,567", "1234.567"),
        ("- 0,25", "-0.25"),
        ("−0.5", "-0.5"),
        ("+ 0,1", "0.1"),
        ("'1,5", "1.5"),
        (12, "12"),
        (1.5, "1.5"),
        (0.1 + 0.2, "0.3"),
    ],
)
def test_parse_number(text, value):
    assert vn.parse_number(text) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [("1.234", "1234", "1,234"), ("12,500", "12500", "12,5"), ("1.234.5", "1.234,5", "12.345")],
)
def test_number_that_may_be_two_names_both(text, one, other):
    with pytest.raises(vn.AmbiguousNumber, match=f"“{text}” đọc được hai cách") as caught:
        vn.parse_number(text)
    assert one in str(caught.value)
    assert other in str(caught.value)


@pytest.mark.parametrize("text", ["", "abc", "03/3", "1e5", "100 điểm", "١٢", "--5", "1,", ",5", float("nan"), True])
def test_not_a_number(text):
    with pytest.raises(vn.NotANumber):
        vn.parse_number(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.500.000", 1_500_000),  # B71: never 15
        ("4,470,000", 4_470_000),
        ("4 470 000", 4_470_000),
        ("4\u00a0470\u00a0000", 4_470_000),
        ("4.470.000 đồng", 4_470_000),
        ("4.470.000đ", 4_470_000),
        ("4.470.000 VNĐ", 4_470_000),
        ("17.880.000,00", 17_880_000),
        ("500", 500),
        ("1.234", 1234),
        (4470000, 4_470_000),
        (4470000.0, 4_470_000),
        ("0", 0),
    ],
)
def test_parse_amount(text, value):
    assert vn.parse_amount(text) == value


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("hai triệu", vn.NotANumber),
        ("4,5 triệu", vn.NotANumber),
        ("-5", vn.NegativeNumber),
        (-5, vn.NegativeNumber),
        ("1,5", vn.NotWhole),
        (0.5, vn.NotWhole),
        ("4.470,000", vn.AmbiguousNumber),
        ("4.47.000", vn.NumberError),
        ("", vn.NotANumber),
    ],
)
def test_not_an_amount(text, kind):
    with pytest.raises(kind):
        vn.parse_amount(text)


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (Decimal("1234.5"), None, "1.234,5"),
        (Decimal("1234.50"), None, "1.234,5"),
        (1234567, None, "1.234.567"),
        (0.5, None, "0,5"),
        (-1234.5, None, "\u22121.234,5"),
        (3, 2, "3,00"),
        (Decimal("2.005"), 2, "2,01"),
        (Decimal("-0.001"), 2, "0,00"),
        (0, None, "0"),
        (None, 2, "–"),
    ],
)
def test_format_number(value, places, text):
    assert vn.format_number(value, places) == text


def test_format_with_units():
    assert vn.format_percent(Decimal("96.5")) == "96,5%"
    assert vn.format_money(5_400_000) == "5.400.000 đồng"
    assert (vn.format_percent(None), vn.format_money(None)) == ("–", "–")


@given(st.decimals(-(10**9), 10**9, places=2))
def test_written_number_is_read_back_or_called_ambiguous(value):
    try:
        assert vn.parse_number(vn.format_number(value)) == value
    except vn.AmbiguousNumber:
        assert value == value.to_integral_value()


# --- dates ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value",
    [
        "5/3/2023", "05/03/2023", "05-03-2023", "5.3.2023", "2023-03-05", "2023-03-05 00:00:00",
        "ngày 5 tháng 3 năm 2023",
        "5 tháng 3 năm 2023", "Ngày 05/3/2023", " 05/03/2023\u00a0", "'05/03/2023", 44990, 44990.0, "44990",
        date(2023, 3, 5), datetime(2023, 3, 5, 8, 30),
    ],
)  # fmt: skip
def test_parse_date(value):
    """Day before month, always."""
    assert vn.parse_date(value) == date(2023, 3, 5)


@pytest.mark.parametrize(
    ("value", "kind", "words"),
    [
        ("31/02/2024", vn.NoSuchDay, "Tháng 2 năm 2024 không có ngày 31."),
        ("31/02/2023", vn.NoSuchDay, "Tháng 2 năm 2023 không có ngày 31."),
        ("00/00/2024", vn.NoSuchDay, "Không có tháng 0"),
        ("03/13/2023", vn.NoSuchDay, "Không có tháng 13"),
        ("01/01/0223", vn.NoSuchDay, "Năm 223"),
        ("03/2023", vn.PartialDate, "chưa đủ ngày, tháng, năm"),
        ("tháng 6/2023", vn.PartialDate, "chưa đủ"),
        ("2023", vn.PartialDate, "chưa đủ"),
        (2023, vn.PartialDate, "chưa đủ"),
        ("03/5", vn.PartialDate, "chưa đủ"),
        ("05/03/23", vn.ShortYear, "bốn chữ số"),
        ("sớm", vn.NotADate, "không phải ngày tháng"),
        ("5/3-2023", vn.NotADate, "không phải ngày tháng"),
        (19999, vn.NotADate, "không phải ngày tháng"),
        (60001, vn.NotADate, "không phải ngày tháng"),
        (44990.5, vn.NotADate, "không phải ngày tháng"),
        (True, vn.NotADate, "không phải ngày tháng"),
    ],
)
def test_not_a_date(value, kind, words):
    with pytest.raises(kind, match=words):
        vn.parse_date(value)


def test_leap_day():
    assert vn.parse_date("29/02/2024") == date(2024, 2, 29)


def test_format_dates_in_vietnamese_time():
    assert vn.format_date(date(2023, 12, 5)) == "05/12/2023"
    moment = datetime(2023, 12, 14, 17, 5, tzinfo=UTC)  # already the 15th in Hà Nội
    assert (vn.format_time(moment), vn.format_date(moment)) == ("00:05", "15/12/2023")
    assert vn.format_datetime(moment) == "00:05 ngày 15/12/2023"
    assert vn.format_date(None) == vn.format_datetime(None) == "–"


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


def test_the_way_out_of_two_readings_is_itself_readable():
    """B71: what the refusal of “1.234” proposes must be taken."""
    with pytest.raises(vn.AmbiguousNumber) as refused:
        vn.parse_number("1.234")
    whole, decimal = re.search(r"Hãy viết (\S+) hoặc (\S+)\.$", str(refused.value)).groups()
    assert vn.parse_number(whole) == 1234
    assert vn.parse_number(decimal) == Decimal("1.234")
