"""Deadlines: days by which something is to be done. Dates of cited documents and anniversaries are none."""

import re
from dataclasses import dataclass
from datetime import date

from .head import real_day
from .passages import Passage
from .reading import Deadline, Place, Reading
from .topics import Topic

_MENTION = re.compile(
    r"(?:\bngày\s)?\b(?P<d1>\d{1,2})\stháng\s(?P<m1>\d{1,2})(?:\s?,)?\snăm\s(?P<y1>\d{4})\b"
    r"|(?:\bngày\s)?(?<![\d/.-])(?P<d2>\d{1,2})\s?(?P<mark>[/.-])\s?(?P<m2>\d{1,2})\s?(?P=mark)\s?(?P<y2>\d{4})(?!\d)"
    r"|\bngày\s(?P<d3>\d{1,2})(?:\s?/\s?|\stháng\s)(?P<m3>\d{1,2})(?![\d/]|\s?/\s?\d|\snăm\s\d)"
    r"|\btháng\s(?P<m4>\d{1,2})(?:(?:\s?[/-]\s?|\snăm\s)(?P<y4>\d{4})|(?![\d/]))"
    r"|\bquý\s(?P<q>I{1,3}|IV|[1-4])\b(?:(?:\s?/\s?|\snăm\s)(?P<y5>\d{4}))?",
    re.IGNORECASE,
)
_CUE = re.compile(
    r"\b(?:trước|chậm nhất|muộn nhất|hạn(?: cuối| chót)?|đến|tới|hết|vào|trong|xong|kết thúc|khoảng|dự kiến)"
    r"(?:\s?(?:là|vào|đến|trong|hết|cuối|đầu|giữa|ngày|thời gian|khoảng|thời điểm|\d{1,2} ?(?:giờ|h)(?: ?\d{2})?(?: phút)?,?|:))*\s*$",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\b(?:sơ kết|tổng kết|thời gian|thời hạn|báo cáo|đăng ký|phát động)[^.;]{0,40}?[:(,]?\s*$", re.IGNORECASE
)
_STARTS = re.compile(r"\b(?:từ|kể từ|bắt đầu|sau)(?:\s(?:đầu|cuối|giữa|ngày|thời điểm))*\s*$", re.IGNORECASE)
# “trong 10 ngày kể từ ngày ký”: a day that only the signed or received document decides.
_RELATIVE = re.compile(
    r"\b(?:trong|sau|chậm nhất|muộn nhất|không quá)(?:\s(?:vòng|thời hạn|thời gian|là))*\s(?P<n>\d{1,3})"
    r"(?:\s?\([^()]{1,20}\))?\s(?:ngày(?:\slàm việc)?|tuần|tháng)\b[\s,]{1,3}(?:kể từ|tính từ|từ khi|từ ngày|sau khi|sau ngày|khi)\b",
    re.IGNORECASE,
)
_RANGE = re.compile(r"^\s?[-–]\s?$")
_CITED = re.compile(
    r"(?:chỉ thị|nghị quyết|quyết định|kế hoạch|luật|nghị định|thông tư|công văn|kết luận|hướng dẫn|thông báo|tờ trình|lệnh|pháp lệnh)"
    r"\s(?:số|thi đua|[\w-]*\d)[^;:]{0,80}$",
    re.IGNORECASE,
)
_ANNIVERSARY = re.compile(
    r"(?:kỷ niệm|chào mừng|truyền thống|quốc khánh|giải phóng|cách mạng|ngày sinh|thành lập)[^;:]{0,120}$",
    re.IGNORECASE,
)
_PAST = re.compile(r"\bđã (?:có|đạt|hoàn thành|được|tổ chức|ban hành)\b", re.IGNORECASE)


@dataclass(frozen=True)
class _Mention:
    start: int
    end: int
    day: date | None
    year: int | None
    has_day: bool
    no_such_day: bool


def read_deadlines(passages: list[Passage], reading: Reading) -> None:
    """Fill deadlines from every clause with a day, month or quarter that lies ahead."""
    for passage in passages:
        for start, end in passage.clauses():
            clause = passage.flow.text[start:end]
            kept = _kept(clause, passage, reading)
            for index, mention in enumerate(kept):
                text, place = _text(passage, start, clause, kept, index)
                reading.deadlines.append(Deadline(text, mention.day, place))
                _doubt(mention, clause, place, reading)
            _relative(clause, start, passage, reading)


def _relative(clause: str, start: int, passage: Passage, reading: Reading) -> None:
    """A number of days from the signing or the receipt: kept without a day, for a person to work out; never invented."""
    match = _RELATIVE.search(clause)
    if match is None or passage.in_preamble or _PAST.search(clause):
        return
    text, place = passage.flow.piece(start, start + len(clause), " ,.;:-–+")
    reading.deadlines.append(Deadline(text, None, place))
    shown = clause[match.start() : match.end()]
    sentence = f"“{shown} …” tính từ một ngày mà văn bản không ghi, hãy tính và nhập ngày cuối cùng."
    reading.doubt("deadlines", sentence, place)


def _kept(clause: str, passage: Passage, reading: Reading) -> list[_Mention]:
    if _PAST.search(clause):
        return []
    mentions = [_mention(match) for match in _MENTION.finditer(clause)]
    kept = []
    for index, mention in enumerate(mentions):
        before = _before(clause, mention.start, 200, mentions[index - 1].end if index else 0)
        opened = index > 0 and bool(_STARTS.search(_before(clause, mentions[index - 1].start, 40)))
        if _is_deadline(before, opened, passage) and not _is_past(mention, reading):
            kept.append(mention)
    return kept


def _before(clause: str, end: int, most: int, start: int = 0) -> str:
    """What stands before a date: never more than is looked at, however long the clause."""
    return clause[max(start, end - most) : end]


def _mention(match: re.Match) -> _Mention:
    g = match.groupdict()
    start, end = match.span()
    if g["y1"] or g["y2"]:
        year, month, day = (g["y1"], g["m1"], g["d1"]) if g["y1"] else (g["y2"], g["m2"], g["d2"])
        found = real_day(year, month, day)
        return _Mention(start, end, found, int(year), True, found is None)
    year = g["y4"] or g["y5"]
    return _Mention(start, end, None, int(year) if year else None, bool(g["d3"]), False)


def _is_deadline(before: str, opened: bool, passage: Passage) -> bool:
    """Say whether the words before the date make it a day by which something is to be done."""
    if _STARTS.search(before):
        return False
    if _CUE.search(before):
        return not (
            _CITED.search(before) and not re.search(r"\b(?:trước|chậm nhất|đến)\b[^,;]*$", before, re.IGNORECASE)
        )
    if passage.in_preamble or _CITED.search(before) or _ANNIVERSARY.search(before):
        return False
    if _RANGE.match(before):
        return opened or Topic.TIME in passage.topics
    return Topic.TIME in passage.topics or bool(_LABEL.search(before[-60:]))


def _is_past(mention: _Mention, reading: Reading) -> bool:
    """Nothing can be due before the directive itself."""
    if mention.day and reading.issued_on:
        return mention.day < reading.issued_on
    return bool(mention.year and reading.year and mention.year < reading.year)


def _text(passage: Passage, offset: int, clause: str, kept: list[_Mention], index: int) -> tuple[str, Place]:
    """The part of the clause that goes with this date; the whole clause where a part says too little."""
    start = _cut(clause, kept[index - 1].end, kept[index].start) if index else 0
    end = _cut(clause, kept[index].end, kept[index + 1].start) if index + 1 < len(kept) else len(clause)
    if len(clause[start : kept[index].start].split()) < 3:
        start = 0 if index == 0 or len(clause) < 300 else start
    return passage.flow.piece(offset + start, offset + end, " ,.;:-–+")


def _cut(clause: str, start: int, end: int) -> int:
    between = clause[start:end]
    at = max(between.rfind(","), between.rfind(" và "))
    return start + at if at >= 0 else end


def _doubt(mention: _Mention, clause: str, place: Place, reading: Reading) -> None:
    shown = clause[mention.start : mention.end]
    if mention.no_such_day:
        reading.doubt("deadlines", f"“{shown}” không có trong lịch, hãy nhập lại ngày.", place)
    elif mention.day is None and mention.has_day:
        reading.doubt("deadlines", f"“{shown}” không ghi năm, hãy nhập đủ ngày, tháng, năm.", place)
    elif mention.day is None:
        reading.doubt("deadlines", f"“{shown}” không ghi ngày, hãy chọn ngày cuối cùng.", place)
