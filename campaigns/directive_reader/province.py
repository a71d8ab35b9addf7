"""The province: from the head; without a head from the words "tỉnh ..." of the preamble."""

import re

from emulation.base import vietnamese

from .reading import Place, Reading
from .source import Flow, Line

# Names of provinces and of cities under the central government, before and after 1 July 2025.
_PROVINCES = (
    "An Giang|Bà Rịa - Vũng Tàu|Bạc Liêu|Bắc Giang|Bắc Kạn|Bắc Ninh|Bến Tre|Bình Dương|Bình Định|Bình Phước|Bình Thuận|Cà Mau"
    "|Cao Bằng|Đắk Lắk|Đắk Nông|Điện Biên|Đồng Nai|Đồng Tháp|Gia Lai|Hà Giang|Hà Nam|Hà Tĩnh|Hà Tây|Hải Dương|Hậu Giang"
    "|Hòa Bình|Hưng Yên|Khánh Hòa|Kiên Giang|Kon Tum|Lai Châu|Lạng Sơn|Lào Cai|Lâm Đồng|Long An|Nam Định|Nghệ An|Ninh Bình"
    "|Ninh Thuận|Phú Thọ|Phú Yên|Quảng Bình|Quảng Nam|Quảng Ngãi|Quảng Ninh|Quảng Trị|Sóc Trăng|Sơn La|Tây Ninh|Thái Bình"
    "|Thái Nguyên|Thanh Hóa|Thừa Thiên Huế|Thừa Thiên - Huế|Tiền Giang|Trà Vinh|Tuyên Quang|Vĩnh Long|Vĩnh Phúc|Yên Bái"
).split("|")
_CITIES = ("Hà Nội", "Hồ Chí Minh", "Hải Phòng", "Đà Nẵng", "Cần Thơ", "Huế")
_BY_KEY = {vietnamese.fold(name): name for name in _PROVINCES}
_CITIES_BY_KEY = {vietnamese.fold(name): name for name in _CITIES}

_HEAD = re.compile(r"(?<![^\W\d_])(tỉnh|thành phố|tp\.?)\s+", re.IGNORECASE)
_PROSE = re.compile(
    vietnamese.cased(
        r"(?<![^\W\d_])((?:[Tt]ỉnh(?: (?:ủy|uỷ))?|TỈNH(?: (?:ỦY|UỶ))?|[Tt]hành phố|THÀNH PHỐ|TP\.?))\s(?=[\p{Lu}])"
    )
)
_UNKNOWN = re.compile(vietnamese.cased(r"(?<![^\W\d_])TỈNH\s+((?!ỦY|UỶ|ĐOÀN)[\p{Lu}]+(?:\s[\p{Lu}]+){0,3})\s*$"))
_NAME_WORD = re.compile(r"[^\W\d_]+|-")
_MOTTO = re.compile(r"\bcộng\s+h(?:òa|oà)\b.*|độc lập\b.*", re.IGNORECASE)


def read_province(above: list[Line], preamble: Flow, reading: Reading) -> None:
    """Set the province, spelt as printed but not in capitals."""
    cells = [(line.start + at, _MOTTO.sub("", text)) for line in above for at, text in line.cells]
    found = _names(Flow(cells), _HEAD) if cells else []
    found = found or [name for cell in cells for name in _unknown_names(Flow([cell]))]
    if not found:
        found = _names(preamble, _PROSE)
    names = {name for name, _ in found}
    if len(names) == 1:
        reading.put("province", found[0])
    elif names:
        listed = ", ".join(sorted(names))
        reading.doubt("province", f"Văn bản nhắc đến nhiều tỉnh ({listed}), hãy chọn tỉnh ban hành.", found[0][1])


def _names(flow: Flow, pattern: re.Pattern) -> list[tuple[str, Place]]:
    """Known names after the kind word."""
    found = []
    for match in pattern.finditer(flow.text):
        known = _CITIES_BY_KEY if match[1].lower().startswith(("thành", "tp")) else _BY_KEY
        words = list(_NAME_WORD.finditer(flow.text, match.end(), match.end() + 60))[:6]
        fitting = (w.end() for w in reversed(words) if vietnamese.fold(flow.text[match.end() : w.end()]) in known)
        if end := next(fitting, None):
            name, place = flow.piece(match.end(), end)
            found.append((vietnamese.titlecase_name(name), place))
    return found


def _unknown_names(flow: Flow) -> list[tuple[str, Place]]:
    """A province that is not on the list: capitals after TỈNH to the end of the line."""
    match = _UNKNOWN.search(flow.text)
    if match is None:
        return []
    name, place = flow.piece(*match.span(1))
    return [(vietnamese.titlecase_name(name), place)]
