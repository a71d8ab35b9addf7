"""Theme and motto: the quoted words that are said of the campaign itself."""

import re

from . import topics
from .outline import Outline
from .reading import Place, Reading
from .source import Flow
from .titles import title_of
from .topics import Topic

_QUOTE = r"[“\"«](?P<words>[^“”\"«»]{3,600})[”\"»]"
_PATTERNS = {
    "theme": re.compile(rf"\bchủ đề\b(?P<between>[^.“”\"«»]{{0,120}}){_QUOTE}", re.IGNORECASE),
    "motto": re.compile(rf"\b(?:phương châm|khẩu hiệu)\b(?P<between>[^.“”\"«»]{{0,120}}){_QUOTE}", re.IGNORECASE),
}
_ASKED = {"theme": "chu de", "motto": "phuong cham"}
# "phương châm hành động của Chính phủ", "theo phương châm của ..." is somebody else's.
_FOREIGN = re.compile(
    r"\bcủa (?:chính phủ|trung ương|thủ tướng|quốc hội|đảng|bộ chính trị|tỉnh ủy|ngành|bộ|chương trình)\b",
    re.IGNORECASE,
)
_CAMPAIGN = re.compile(r"thi đua|phát động|phong trào", re.IGNORECASE)
_LAUNCHES = re.compile(
    r"chủ đề (?:của )?(?:phong trào |đợt )?thi đua|phát động[^.]{0,120}thi đua[^.]{0,100}(?:chủ đề|phương châm|khẩu hiệu)[^.]{0,40}$",
    re.IGNORECASE,
)
_NOT_HERE = {Topic.AWARD, Topic.DUTY, Topic.SUBJECT, Topic.PURPOSE}


def read_theme(outline: Outline, preamble: Flow, reading: Reading) -> None:
    """Set theme and motto from a paragraph about them, else from the preamble and the leads of sections."""
    headed, other, rest = _paragraphs(outline)
    other = [*_title(reading), preamble, *other]
    for key, pattern in _PATTERNS.items():
        found = [piece for flow in headed for piece in _quoted(flow, pattern)]
        found = found or [piece for flow in other for piece in _quoted(flow, pattern, campaign_only=True)]
        found = found or [piece for flow in rest for piece in _quoted(flow, pattern, plainly=True)]
        found = found or _unquoted(outline, key, reading)
        reading.put(key, found[0] if found else None)
        if len({words for words, _ in found}) > 1:
            name = "chủ đề" if key == "theme" else "phương châm"
            reading.doubt(key, f"Văn bản ghi nhiều {name} trong ngoặc kép, hãy kiểm tra {name} đã chọn.", found[1][1])


def _title(reading: Reading) -> list[Flow]:
    if reading.title is None:
        return []
    start, end = reading.places["title"]
    lines = re.finditer(r"[^\n]+", reading.source[start:end])
    return [Flow((start + line.start(), line[0].strip()) for line in lines)]


def _paragraphs(outline: Outline) -> tuple[list[Flow], list[Flow], list[Flow]]:
    """Paragraphs under a heading about theme or motto, the leads of the other sections, and all the rest."""
    headed, leads, rest = [], [], []
    for node, above in outline.walk():
        title = title_of(node.blocks)
        heading = title.text if title else node.head.flow().text[:120]
        if topics.opens_with(heading, Topic.THEME):
            headed.append(Flow(part for block in node.blocks for part in block.parts()))
        elif not above and topics.topics_of(heading) & _NOT_HERE:
            continue
        else:
            chosen = leads if node.marker.is_section and not above else rest
            chosen += [block.flow() for block in node.own_blocks()]
    return headed, leads, rest


def _quoted(flow: Flow, pattern: re.Pattern, *, campaign_only=False, plainly=False) -> list[tuple[str, Place]]:
    """The quoted words; `plainly` asks that the words before them launch this very campaign."""
    pieces = []
    for match in pattern.finditer(flow.text):
        if _FOREIGN.search(match["between"]):
            continue
        before = flow.text[max(0, match.start() - 250) : match.start("words")]
        if campaign_only and not _CAMPAIGN.search(before) or plainly and not _LAUNCHES.search(before):
            continue
        pieces.append(flow.piece(*match.span("words"), " .;"))
    return pieces


def _unquoted(outline: Outline, key: str, reading: Reading) -> list[tuple[str, Place]]:
    """Words under a heading that names nothing else, printed without quotation marks."""
    for node, _ in outline.walk():
        title = title_of(node.blocks)
        if not title or not re.fullmatch(rf"(?:ve )?{_ASKED[key]}(?: \w+){{0,6}}", topics.key_of(title.text)):
            continue
        flow = title.rest
        if 8 < len(flow.text) < 400 and not re.search(r"[“\"«]", flow.text):
            words, place = flow.piece(0, len(flow.text), " .;")
            reading.doubt(key, "Văn bản không đặt nội dung này trong ngoặc kép, hãy kiểm tra lại.", place)
            return [(words, place)]
    return []
