"""Targets: the numbers a campaign sets itself. Quotas of awards and rules of scoring are none."""

import re
from dataclasses import dataclass

from .numbers import value_of
from .passages import Passage
from .reading import Reading, Target
from .source import Line
from .tables import read_table
from .topics import Topic

_NUM = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
_UNITS = (
    "%|phần trăm|điểm phần trăm|điểm %|nghìn tỷ đồng|ngàn tỷ đồng|nghìn tỷ|tỷ đồng|tỉ đồng|tỷ usd|triệu usd|tỷ|triệu đồng|nghìn đồng"
    "|đồng|usd|lượt khách|triệu lượt khách|nghìn lượt khách|lượt người|triệu lượt|nghìn lượt|lượt|vạn dân|lao động"
    "|người|hộ|gia đình|khẩu|xã|phường|thị trấn|huyện|thị xã|thành phố|thôn|xóm|ấp|bản|làng|tổ dân phố"
    "|khu dân cư|khu phố|ha|hecta|héc ta|km2|km²|km|m2|m²|m3|m³|triệu tấn|nghìn tấn|tấn|tạ|kg|lít|mwh|kwh|mw|triệu cây|nghìn cây"
    "|cây|con|sản phẩm|mô hình|phòng học|trường|lớp|doanh nghiệp|hợp tác xã|tổ hợp tác|dự án|công trình|phần việc|căn nhà"
    "|ngôi nhà|nhà|căn|giường bệnh|giường|bác sĩ|bác sỹ|sáng kiến|đề tài|giải pháp|thủ tục|dịch vụ công|dịch vụ"
    "|hồ sơ|văn bản|đơn vị|cơ quan|tổ chức|cơ sở|địa phương|học sinh|sinh viên|trẻ em|giáo viên|hội viên|đoàn viên|đảng viên|thanh niên"
    "|cán bộ|công chức|viên chức|công nhân|nông dân|khu công nghiệp|cụm công nghiệp|khu đô thị|chợ|tuyến|cầu|tiêu chí"
    "|chỉ tiêu|bậc|hạng|lần|vụ án|vụ|cuộc|hội nghị|buổi|tin bài|tin, bài|bài viết|bài|phóng sự|tài khoản|thẻ|tập thể|cá nhân|gương"
    "|điển hình|thương hiệu|nhãn hiệu|chi bộ|tổ chức đảng|camera|máy tính|đơn vị máu|suất quà|suất|phần quà|ngày công|hoạt động|câu lạc bộ"
    "|nhóm|tổ|điểm"
).split("|")
_UNIT = "|".join(re.escape(unit) for unit in sorted(_UNITS, key=len, reverse=True))
_PER = r"(?:\s?/\s?(?:người|năm|ha|hộ|tháng|lao động|vụ|vạn dân|1\.000 dân)){0,2}"
_QUANTITY = re.compile(
    rf"(?<![\w/.,-])(?P<a>{_NUM})"
    rf"(?:(?:\s?(?:{_UNIT}))?\s?(?P<link>-|–|đến|tới|÷|lên|lên đến|xuống|xuống còn|/)\s?(?P<b>{_NUM}))?"
    rf"(?P<unit>\s?(?:{_UNIT}){_PER})(?![^\W_])",
    re.IGNORECASE,
)
_IN_WORDS = re.compile(
    rf"\b(?:ít nhất|tối thiểu|thêm)\s(?P<a>một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)(?P<unit>\s(?:{_UNIT}))(?![^\W_])",
    re.IGNORECASE,
)
_WORDS = dict(zip("một hai ba bốn năm sáu bảy tám chín mười".split(), range(1, 11), strict=True))

_CUE = re.compile(
    r"\b(?:(?P<up>không (?:dưới|thấp hơn|ít hơn|nhỏ hơn)|ít nhất|tối thiểu|phấn đấu|đạt|tăng|vượt|nâng|hoàn thành|duy trì|đảm bảo|bảo đảm"
    r"|thu hút|giải quyết|tạo việc làm|trồng|xây dựng|thành lập|công nhận|kết nạp|phát triển|vận động|hỗ trợ|xóa|xoá|sửa chữa)"
    r"|(?P<down>không (?:quá|vượt quá|cao hơn|nhiều hơn)|tối đa|giảm|kéo giảm|hạ|xuống))(?![^\W\d_])",
    re.IGNORECASE,
)
_WEAK = "thu hút giải quyết tạo việc làm trồng xây dựng thành lập công nhận kết nạp phát triển vận động hỗ trợ xóa xoá sửa chữa".split()
_NEAR = re.compile(
    r"\b(?:(?P<up>trên|hơn|thêm|lên|lên đến|có|từ|là)|(?P<down>dưới|còn|xuống còn))(?:\s(?:khoảng|từ|có))?\s?$",
    re.IGNORECASE,
)
_AFTER_UP = re.compile(r"[^,;]{0,60}?\b(?:trở lên|đạt|được công nhận|hoàn thành|được)\b", re.IGNORECASE)
_AT_LEAST = re.compile(r"[^,;]{0,30}?\btrở lên\b", re.IGNORECASE)
_AT_MOST = re.compile(r"[^,;]{0,30}?\btrở xuống\b", re.IGNORECASE)
_NOT_A_TARGET = re.compile(
    r"khen thưởng|bằng khen|giấy khen|cờ thi đua|danh hiệu (?:thi đua|chiến sĩ|lao động|anh hùng|tập thể)|đề nghị tặng|xét tặng|chấm điểm"
    r"|(?:cộng|trừ|thưởng)\s(?:thêm\s)?\d+[.,]?\d*\s?điểm|điểm (?:chuẩn|thưởng|trừ|cộng)|thang điểm|xếp hạng|bình xét|suy tôn",
    re.IGNORECASE,
)
_HAPPENS = re.compile(r"[^,;]{3,60}?\b(?:được|tham gia|có|đạt|sử dụng|thực hiện|hoàn thành)\b", re.IGNORECASE)
_PLACED = re.compile(r"\b(?:tại|ở|của|cho|trong|mỗi|trên|cả|gồm|với|qua|từng|theo)\s?$", re.IGNORECASE)
# Where decimals are written with a comma, the point can only group figures.
_DECIMAL_COMMA = re.compile(r"\d,\d{1,2}(?!\d)")
_PAST = re.compile(r"\bđã (?:đạt|hoàn thành|có|tăng|giảm|xây dựng|được|vượt)\b[^,;]{0,40}$", re.IGNORECASE)


@dataclass(frozen=True)
class _Found:
    start: int
    end: int
    value: int | float
    value_to: int | float | None
    unit: str
    sure: bool


def read_targets(passages: list[Passage], reading: Reading) -> None:
    """Fill targets from every clause that sets a number."""
    table: list[Line] = []
    for passage in [*passages, None]:
        if passage and passage.row and Topic.AWARD not in passage.topics:
            table.append(passage.row)
            continue
        read_table(table, reading)
        table = []
        if passage is None or passage.topics & {Topic.AWARD, Topic.SUBJECT}:
            continue
        for start, end in passage.clauses():
            clause = passage.flow.text[start:end]
            if _may_set(passage, clause):
                _read_clause(passage, start, clause, reading)


def _may_set(passage: Passage, clause: str) -> bool:
    if _NOT_A_TARGET.search(clause) or not (re.search(r"\d", clause) or _IN_WORDS.search(clause)):
        return False
    return not passage.in_preamble or "phấn đấu" in clause.lower()


def _read_clause(passage: Passage, offset: int, clause: str, reading: Reading) -> None:
    found = list(_quantities(clause))
    previous = 0
    kept: list[tuple[_Found, str | None]] = []
    for quantity in found:
        verdict = _direction(clause, previous, quantity, passage)
        previous = quantity.end
        if verdict is not None:
            kept.append((quantity, verdict or None))
    for index, (quantity, direction) in enumerate(kept):
        start = _cut(clause, kept[index - 1][0].end, quantity.start) if index else 0
        end = _cut(clause, quantity.end, kept[index + 1][0].start) if index + 1 < len(kept) else len(clause)
        start += 3 if clause.startswith("và ", start) else 0
        text, place = passage.flow.piece(offset + start, offset + end, " ,.;:-–+")
        reading.targets.append(Target(text, quantity.value, quantity.value_to, quantity.unit, direction, place))
        if not quantity.sure and not _DECIMAL_COMMA.search(reading.source):
            reading.doubt("targets", f"Số trong “{text[:80]}” đọc được hai cách, hãy kiểm tra giá trị.", place)
        if direction is None:
            reading.doubt(
                "targets", f"Không rõ chỉ tiêu “{text[:80]}” cao hơn hay thấp hơn là tốt, hãy chọn chiều.", place
            )


def _cut(clause: str, start: int, end: int) -> int:
    """Where one target ends and the next begins: the last comma between the two numbers."""
    between = clause[start:end]
    for mark in (", ", " và ", " - ", ": "):
        if (at := between.rfind(mark)) >= 0:
            return start + at + 1
    return start


def _quantities(clause: str):
    position = 0
    while position < len(clause):
        match = _QUANTITY.search(clause, position) or _IN_WORDS.search(clause, position)
        if match is None:
            return
        quantity = _quantity(match)
        if quantity:
            yield quantity
        position = match.end()


def _quantity(match: re.Match) -> _Found | None:
    parts = match.groupdict()
    unit = " ".join(parts["unit"].split())
    unit = "%" if unit.lower() == "phần trăm" or unit.startswith("%") else unit
    if unit.lower() == "điểm" and "chỉ số" not in match.string.lower():
        return None
    if (word := parts["a"].lower()) in _WORDS:
        return _Found(match.start("a"), match.end(), _WORDS[word], None, unit, True)
    if unit.lower() == "chỉ tiêu" and parts.get("link") != "/" and not _AT_LEAST.match(match.string, match.end()):
        return None  # "hoàn thành 19 chỉ tiêu": the targets stand elsewhere
    first, sure = value_of(parts["a"], unit)
    second, link = parts.get("b"), (parts.get("link") or "").lower()
    if second is None:
        return _Found(match.start(), match.end(), first, None, unit, sure)
    last, sure_too = value_of(second, unit)
    if link == "/":
        return _Found(match.start(), match.end(), first, None, unit, sure)
    if link.startswith(("lên", "xuống")):
        return _Found(match.start(), match.end(), last, None, unit, sure_too)
    if last <= first:
        return _Found(match.start(), match.end(), first, None, unit, False)
    return _Found(match.start(), match.end(), first, last, unit, sure and sure_too)


def _direction(clause: str, previous: int, quantity: _Found, passage: Passage) -> str | None:
    """ "up" or "down"; "" for a target that does not say which; None for a number that is no target."""
    before = clause[previous : quantity.start]
    after = clause[quantity.end : quantity.end + 80]
    if _PAST.search(before):
        return None
    segment = before.rpartition(", ")[2] if _CUE.search(before.rpartition(", ")[2]) else before
    cues = list(_CUE.finditer(segment))
    near = _NEAR.search(before)
    lowering = any(cue["down"] for cue in cues)
    if cues and cues[-1]["up"] and cues[-1][0].lower().startswith("không"):
        return "up"
    if _AT_MOST.match(after) or (near and near["down"]):
        return "down"
    if lowering:
        return "down"
    if _AT_LEAST.match(after):
        return "up"
    strong = [cue for cue in cues if cue[0].lower() not in _WEAK and cue[0].lower() != "tạo việc làm"]
    if strong or (cues and _is_close(segment, cues[-1])):
        return "up"
    if quantity.unit == "%" and _opens(before, after):
        return "up"
    if near and near["up"] and (_AFTER_UP.match(after) or passage.sets_goals):
        return "up"
    if "phấn đấu" in clause[: quantity.start].lower() and not _PLACED.search(before):
        return "up"
    if passage.sets_goals:
        return "up" if _AFTER_UP.match(after) or quantity.value == 100 and quantity.unit == "%" else ""
    return None


def _opens(before: str, after: str) -> bool:
    """ "95% dân số tham gia ..." at the start of a clause, after a colon, or as one more part of an enumeration."""
    lead = before.rstrip(" “")
    return not lead.strip(",-–") or lead.endswith(":") or lead.endswith(",") and bool(_HAPPENS.match(after))


def _is_close(segment: str, cue: re.Match) -> bool:
    """ "xây dựng 12 xã", not "xây dựng nông thôn mới ... 12 xã"."""
    return len(segment[cue.end() :].split()) <= 3
