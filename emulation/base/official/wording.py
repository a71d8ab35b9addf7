"""How official papers write numbers, symbols, days and places (Decree 30/2020, annex I). Pure."""

import datetime as dt

# Kinds of papers that carry an abbreviation in their symbol; an official letter carries none.
ABBREVIATIONS = {
    "quyết định": "QĐ",
    "chỉ thị": "CT",
    "kế hoạch": "KH",
    "báo cáo": "BC",
    "biên bản": "BB",
    "tờ trình": "TTr",
    "thông báo": "TB",
    "hướng dẫn": "HD",
    "giấy mời": "GM",
}
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def symbol(type_name: str, issuer: str, section: str = "") -> str:
    """“QĐ-UBND”, “TTr-SNV”; of an official letter (type_name '') “SNV-TĐKT”: issuer and the section that drafted it."""
    short = ABBREVIATIONS[type_name.lower()] if type_name else ""
    return "-".join(part for part in (short, issuer, section) if part)


def number_line(number: int | None, symbol_text: str) -> str:
    """“Số: 05/QĐ-UBND”: a zero before a number under 10; dots until the number is taken; '' for a paper without a symbol."""
    if not symbol_text:
        return ""
    return f"Số: {'……' if number is None else f'{number:02d}'}/{symbol_text}"


def day_words(day: dt.date | None, year: int | None = None) -> str:
    """“ngày 05 tháng 02 năm 2024”: a zero before a day under 10 and before months 1 and 2; dots for what is not known."""
    if day is None:
        return f"ngày …… tháng …… năm {year or '……'}"
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def place_of(province: str) -> str:
    """“Hà Nam” of “Tỉnh Hà Nam”: where a paper of the province is dated."""
    return province.removeprefix("Tỉnh ").removeprefix("Thành phố ")


def roman(number: int) -> str:
    """Roman numeral of an annex, 1 to 39."""
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def printable(text: str) -> str:
    """The text without characters that XML cannot carry; everything a person can type stays as it is."""
    return "".join(
        c for c in text if c in "\n\t" or "\x20" <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff"
    )
