"""The province: from the head; without a head from the words "tỉnh ..." of the preamble."""

import re

from emulation.base import vietnamese

from .reading import Reading
from .source import Flow, Line, flow_of

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
    r"(?<![^\W\d_])((?:[Tt]ỉnh(?: (?:ủy|uỷ))?|TỈNH(?: (?:ỦY|UỶ))?|[Tt]hành phố|THÀNH PHỐ|TP\.?))\s(?=[A-ZĐÀ-Ỹ])"
)
_NAME_WORD = re.compile(r"[^\W\d_]+|-")
_MOTTO = re.compile(r"\bcộng\s+h(?:òa|oà)\b.*|độc lập\b.*", re.IGNORECASE)


def read_province(above: list[Line], preamble: Flow, reading: Reading) -> None:
    """Set the province, spelt as printed but not in capitals."""
    head = flow_of([*above])
    cells = [(line.start + at, _MOTTO.sub("", text)) for line in above for at, text in line.cells]
    flow = Flow(cells) if cells else head
    found = _names(flow, _HEAD, known_only=False)
    if not found:
        found = _names(preamble, _PROSE, known_only=True)
    names = {name for name, _ in found}
    if len(names) == 1:
        reading.put("province", found[0])
    elif names:
        listed = ", ".join(sorted(names))
        reading.doubt("province", f"Văn bản nhắc đến nhiều tỉnh ({listed}), hãy chọn tỉnh ban hành.", found[0][1])


def _names(flow: Flow, pattern: re.Pattern, *, known_only: bool) -> list:
    found = []
    for match in pattern.finditer(flow.text):
        is_city = match[1].lower().startswith(("thành", "tp"))
        end = _name_end(flow.text, match.end(), is_city, known_only)
        if end:
            name, place = flow.piece(match.end(), end, " -,.")
            found.append((vietnamese.titlecase_name(name), place))
    return found


def _name_end(text: str, start: int, is_city: bool, known_only: bool) -> int | None:
    """Where the name ends: the longest known name, else the run of capitalised words."""
    words = []
    for match in _NAME_WORD.finditer(text, start, start + 60):
        words.append(match)
        if len(words) == 6:
            break
    known = _CITIES_BY_KEY if is_city else _BY_KEY
    for count in range(len(words), 0, -1):
        if vietnamese.fold(text[start : words[count - 1].end()]) in known:
            return words[count - 1].end()
    if known_only or is_city or not words:
        return None
    end = None
    for match in words[:4]:
        if not match[0][0].isupper():
            break
        end = match.end()
    return end if end and vietnamese.fold(text[start:end]) not in ("ủy", "đoàn") else None
