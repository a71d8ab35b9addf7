"""The head of the document: kind, number, date, title. Nothing is taken from documents it cites."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from emulation.base import vietnamese

from . import topics
from .markers import marker_of
from .reading import NotADirective, Place, Reading
from .source import Flow, Layout, Line, flow_of, is_ended

DOCUMENT_TYPES = {"chi thi": "CHỈ THỊ", "ke hoach": "KẾ HOẠCH", "quyet dinh": "QUYẾT ĐỊNH"}
_LONGEST_HEAD = 60  # lines
_LONGEST_TITLE = 15

_NUMBER = re.compile(
    r"\b(?i:Số)\s?[:.]?\s{0,20}(\d{1,5}[a-zA-Z]?)\s?([/-])\s?"
    r"((?:\d{4}\s?/\s?)?[A-ZĐ]{2}[\wĐ]{0,15}(?:\s?[-–/&]\s?[A-ZĐ][\wĐ.]{0,15}){0,4})"
)
_NUMBER_LABEL = re.compile(r"(?:^|[\t| ])Số\s?[:.]?\s?[^\s]{0,20}", re.IGNORECASE)
_DATE = re.compile(r"\bngày\s{0,9}(\d{1,2})\s{0,9}tháng\s{0,9}(\d{1,2})\s{0,9}năm\s{0,9}(\d{4})\b", re.IGNORECASE)
_DATE_SHORT = re.compile(r",\s?ngày\s?:?\s?(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{4})\b", re.IGNORECASE)
_DATE_LABEL = re.compile(r"\bngày\b[^A-ZĐ]{0,30}?\btháng\b[^A-ZĐ]{0,25}?\bnăm\s{0,5}(\d{4})?", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d )\bnăm\s(\d{4})\b(?!\s?[-–]\s?\d{4})", re.IGNORECASE)
_FURNITURE = re.compile(
    r"cộng\s?h(?:òa|oà) xã hội|chủ nghĩa việt nam|độc lập\s?-|^việt nam$|^số\s?:|, ngày .{0,30}(?:tháng|/)|^hạnh phúc$"
    r"|^(?-i:(?:ỦY|UỶ) BAN NHÂN DÂN|CHỦ TỊCH|HỘI ĐỒNG NHÂN DÂN|UBND|TỈNH|THÀNH PHỐ)\b(?!.*[a-zà-ỹ]{3})",
    re.IGNORECASE,
)
_ISSUER = re.compile(r"^(?:CHỦ TỊCH |HỘI ĐỒNG |BAN )?(?:(?:ỦY|UỶ) BAN NHÂN DÂN|UBND|HỘI ĐỒNG THI ĐUA)\b")
_OPENERS = re.compile(
    r"(?:căn cứ|thực hiện|năm \d{4}|để |nhằm |trong (?:năm|những|thời|bối)|thời gian qua|những năm|phát huy|tiếp tục|hưởng ứng"
    r"|triển khai|trên cơ sở|theo |với |ngày \d|ủy ban nhân dân|uỷ ban nhân dân|ubnd|chủ tịch|kỷ niệm|sau |thi đua|xét |qua )",
    re.IGNORECASE,
)
_DANGLING = re.compile(
    r"(?:[,;–-]|\b(?:của|và|về|tỉnh|huyện|năm|ngày|các|cho|với|trong|trên|tại|thành phố|chào mừng|kỷ niệm|lần thứ|chủ tịch|địa bàn))$",
    re.IGNORECASE,
)
_NOT_A_CAMPAIGN = re.compile(
    r"(?:về việc |v/v )?(?:tặng|khen thưởng|công nhận danh hiệu|truy tặng|tặng thưởng|bổ nhiệm|thành lập)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Head:
    """The lines before the kind of the document, the lines of its title, and where the body begins."""

    above: list[Line]
    body_from: int


def read_head(lines: list[Line], layout: Layout, reading: Reading) -> Head:
    """Fill kind, number, date, title and year; return what the other parts need."""
    at, inline = _find_type(lines)
    kind = lines[at]
    spelt = DOCUMENT_TYPES[_type_of(kind.text[: inline or None])]
    reading.put("document_type", (spelt, Place(kind.start, kind.start + inline if inline else kind.end)))
    title_lines, body_from, stray = _title_lines(lines, at, inline, layout)
    above = lines[:at] + stray
    _read_number(above, reading)
    _read_date(above, reading)
    _read_title(title_lines, reading)
    _read_year(above, reading)
    return Head(above, body_from)


def _type_of(text: str) -> str:
    key = " ".join(vietnamese.search_key(text).strip(" .:|*").split())
    squeezed = key.replace(" ", "")  # C H Ỉ  T H Ị
    return next((known for known in DOCUMENT_TYPES if known.replace(" ", "") == squeezed), "")


def _find_type(lines: list[Line]) -> tuple[int, int]:
    """Index of the line with the kind of the document, and where the title starts in it (0: on the next line)."""
    for index, line in enumerate(lines[:_LONGEST_HEAD]):
        if marker_of(line.text):
            break
        if len(line.text) < 30 and _type_of(line.text):
            return index, 0
        words = line.text[:400].split(" ", 2)
        if len(words) == 3 and _type_of(f"{words[0]} {words[1]}") and f"{words[0]}{words[1]}".isupper():
            return index, len(words[0]) + len(words[1]) + 2
    raise NotADirective(
        "Tệp này không phải chỉ thị, kế hoạch hoặc quyết định phát động thi đua (đầu văn bản không có tên loại CHỈ THỊ, "
        "KẾ HOẠCH hay QUYẾT ĐỊNH), hãy kiểm tra và chọn lại đúng tệp."
    )


def find_attached_plan(lines: list[Line], start: int, layout: Layout) -> tuple[int, int] | None:
    """A plan issued with the decision: the line of its kind, and where its body begins."""
    for index in range(start, len(lines)):
        if _type_of(lines[index].text[:30]) == "ke hoach" and len(lines[index].text) < 30:
            return index, _title_lines(lines, index, 0, layout)[1]
    return None


def _title_lines(lines: list[Line], at: int, inline: int, layout: Layout) -> tuple[list[Line], int, list[Line]]:
    """The lines of the title, the index of the first line after it, and head lines that stand below the kind."""
    title: list[Line] = []
    stray: list[Line] = []
    if inline:
        line = lines[at]
        start = inline + len(line.text[inline:]) - len(line.text[inline:].lstrip(" :-–"))
        title.append(Line(line.start + start, line.end, line.text[start:], line.gap, line.new_page))
    index = at + 1
    for index in range(at + 1, min(len(lines), at + 1 + _LONGEST_TITLE)):
        line = lines[index]
        if _FURNITURE.search(line.text) and not (title and _DANGLING.search(title[-1].text)):
            if _ISSUER.match(line.text) and title:
                return title, index, stray
            stray.append(line)
        elif _in_title(title, line, lines[index + 1 : index + 6], layout):
            title.append(line)
        else:
            return title, index, stray
    return title, min(index + 1, len(lines)), stray


def _in_title(title: list[Line], line: Line, following: list[Line], layout: Layout) -> bool:
    if marker_of(line.text) or re.match(r"\(.*kèm theo", line.text, re.IGNORECASE) or _ISSUER.match(line.text):
        return False
    if not title:
        return topics.is_capitals(line.text) or not (_OPENERS.match(line.text) and _is_prose(line, following, layout))
    if topics.is_capitals(title[-1].text) and len(title[-1].text) > 3:
        return line.text.isupper() or topics.is_capitals(line.text) or _is_remark(line.text)
    first = line.text.lstrip('“"(')[:1]
    if first.islower() or first.isdigit() or _DANGLING.search(title[-1].text):
        return True
    if is_ended(title[-1].text) or line.gap > max((t.gap for t in title[1:]), default=1) + 1:
        return False
    return not _is_prose(line, following, layout)


def _is_remark(text: str) -> bool:
    return text.startswith("(") and not is_ended(text) or bool(re.fullmatch(r"\([\d/ –-]+\)", text))


def _is_prose(line: Line, following: list[Line], layout: Layout) -> bool:
    """Say whether the paragraph that begins here is running text, not a line of a title."""
    text, previous = line.text, line
    for other in following:
        if layout.breaks(previous, other) or marker_of(other.text):
            break
        text, previous = f"{text} {other.text}", other
    return is_ended(text) or len(text) > 250


def _read_number(above: list[Line], reading: Reading) -> None:
    flow = flow_of(above)
    if match := _NUMBER.search(flow.text):
        number = re.sub(r"\s", "", f"{match[1]}{match[2]}{match[3]}")
        reading.put("number", (number, flow.place(match.start(1), match.end())))
    elif label := _NUMBER_LABEL.search(flow.text):
        place = flow.place(label.start(), label.end())
        reading.doubt("number", "Số văn bản để trống hoặc ghi chưa đủ, hãy nhập số theo bản đã ký.", place)


def _read_date(above: list[Line], reading: Reading) -> None:
    flow = flow_of(above)
    match = _DATE.search(flow.text) or _DATE_SHORT.search(flow.text)
    if match:
        place = flow.place(*match.span())
        if day := real_day(match[3], match[2], match[1]):
            reading.put("issued_on", (day, place))
        else:
            reading.doubt(
                "issued_on", f"Ngày ban hành “{match[0].strip(' ,')}” không có thật, hãy nhập theo bản đã ký.", place
            )
    elif label := _DATE_LABEL.search(flow.text):
        place = flow.place(*label.span())
        reading.doubt("issued_on", "Ngày ban hành để trống hoặc ghi chưa đủ, hãy nhập ngày theo bản đã ký.", place)


def real_day(year: str | int, month: str | int, day: str | int) -> date | None:
    """Return the day, or None if the calendar has no such day."""
    y, m, d = int(year), int(month), int(day)
    if not (1900 <= y < 2200 and 1 <= m <= 12 and 1 <= d <= monthrange(y, m)[1]):
        return None
    return date(y, m, d)


def _read_title(lines: list[Line], reading: Reading) -> None:
    flow = Flow((line.start, line.text) for line in lines)
    if not flow.text.strip(" -–_*"):
        return
    text, place = flow.piece(0, len(flow.text), " -–_*")
    reading.put("title", (text, place))
    if _NOT_A_CAMPAIGN.match(text) and "phát động" not in text.lower():
        raise NotADirective(
            "Văn bản này không phát động phong trào thi đua (tiêu đề nói về việc khác), hãy chọn chỉ thị hoặc kế hoạch phát động thi đua."
        )


def _read_year(above: list[Line], reading: Reading) -> None:
    """The year in the title, else the year of issue."""
    if reading.title and (match := _YEAR.search(reading.title)):
        reading.put("year", (int(match[1]), reading.places["title"]))
    elif reading.issued_on:
        reading.put("year", (reading.issued_on.year, reading.places["issued_on"]))
    else:
        flow = flow_of(above)
        label = _DATE_LABEL.search(flow.text)
        if label and label[1]:
            reading.put("year", (int(label[1]), flow.place(label.start(1), label.end(1))))
