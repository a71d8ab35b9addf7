"""The text as it is read: normalised, cut into lines, with the knowledge of how its lines were broken."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from emulation.base import vietnamese

from .reading import Place

# A gap that separates two columns; it must survive normalising, which folds spaces.
_COLUMN_GAP = re.compile(r"(?<=\S)(?:[^\S\n]*\t[^\S\n]*|[^\S\n\t]{3,})(?=\S)")
_KEPT_GAP = "\ue000"
_LINE_BREAKS = re.compile("\r\n|[\r\x0b\u0085\u2028\u2029]")
_SEPARATOR = re.compile(r"[\s|_=*~.…·-]*")
_PAGE_NUMBER = re.compile(
    r"(?:[-–—]\s?)?(?:(?:trang|page)\s?)?(\d{1,3})(?:\s?(?:/|of)\s?\d{1,3})?(?:\s?[-–—])?", re.IGNORECASE
)
# After one of these a number on a line of its own may belong to the sentence.
_CALLS_FOR_NUMBER = re.compile(
    r"(?:đạt|năm|khoản|điều|điểm|tháng|ngày|số|trên|dưới|là|có|từ|đến|nhất|quá|thêm)$", re.IGNORECASE
)
_SIGNING_TIME = re.compile(r"(?:giờ|thời gian|ngày) ký\s?:", re.IGNORECASE)
_STAMP = re.compile(
    r"(?:ký bởi|người ký|cơ quan|đơn vị|tổ chức|chức vụ|email|e-mail|signature|signed by)\s?:", re.IGNORECASE
)
_LEGACY_SAMPLE = 20_000
_KEPT_PAGE = "\ue001"
_CONTROLS_OF_1252 = str.maketrans("\x85\x91\x92\x93\x94\x96\x97", "…‘’“”–—")
_CAPITAL_LINE = re.compile(r"^[^a-z]*[A-Z][^a-z]*[A-Z][^a-z]*$")
_COMMITTEE = re.compile(r"(?<!\w)(?:ủy|uỷ) ban(?= (?:nhân dân|Mặt|MTTQ|Kiểm|Thường))")
_OPENING = "“\"'‘«(["
_CLOSING = "”\"'’»)]"


@dataclass(frozen=True, slots=True)
class Line:
    """One line that says something. `start` and `end` are offsets into the source."""

    start: int
    end: int
    text: str
    gap: int = 0
    new_page: bool = False

    @property
    def is_row(self) -> bool:
        """A row of a table: three columns or more."""
        return self.text.count("\t") >= 2

    @property
    def cells(self) -> list[tuple[int, str]]:
        """The columns of the line: (offset in the line, text)."""
        return [(m.start(), m[0].rstrip()) for m in re.finditer(r"[^\t|\s][^\t|]*", self.text)]


def prepare(text: str, converted_from: str | None = None) -> tuple[str, str | None]:
    """Return the normalised source and the old encoding it was converted from, here or before."""
    text = _COLUMN_GAP.sub(_KEPT_GAP, _LINE_BREAKS.sub("\n", text))
    text = text.replace("\f", f"\n{_KEPT_PAGE}")
    legacy = vietnamese.detect_legacy(text[:_LEGACY_SAMPLE])
    if legacy:
        text = vietnamese.convert_legacy(text.translate(_CONTROLS_OF_1252), legacy)
    if "tcvn3" in (legacy, converted_from):
        text = capitals_of_old_fonts(text)
    text = re.sub(f" ?{_KEPT_GAP} ?", "\t", vietnamese.normalise(text))
    return text.replace(_KEPT_PAGE, "\f"), legacy or converted_from


def capitals_of_old_fonts(text: str) -> str:
    """TCVN3 has no capitals with marks ("CHỉ THị", "ủy ban"): give them back where they are certain."""
    lines = (line.upper() if _CAPITAL_LINE.search(line) else line for line in text.split("\n"))
    return _COMMITTEE.sub(lambda match: match[0].capitalize(), "\n".join(lines))


def lines_of(source: str) -> list[Line]:
    """All lines that say something, without page numbers, rules and stamps of electronic signatures."""
    lines = _lines_of(source)
    stamps = {
        index for at, line in enumerate(lines) if _SIGNING_TIME.match(line.text) for index in _stamp_around(lines, at)
    }
    return [line for index, line in enumerate(lines) if index not in stamps]


def _stamp_around(lines: list[Line], at: int) -> set[int]:
    near = range(max(0, at - 5), min(len(lines), at + 5))
    return {at} | {index for index in near if _STAMP.match(lines[index].text)}


def _lines_of(source: str) -> list[Line]:
    raw = [(m.start(), m.end(), m[0]) for m in re.finditer(r"[^\n]+", source)]
    lines: list[Line] = []
    previous_end, new_page, pages = -1, False, 0
    for index, (start, end, text) in enumerate(raw):
        gap = max(0, source.count("\n", max(previous_end, 0), start) - 1)
        new_page = new_page or "\f" in text
        stripped = text.strip("\f \t|")
        if _SEPARATOR.fullmatch(stripped):
            continue
        if (page := _page_number(stripped, pages, lines, raw[index + 1 : index + 2])) is not None:
            pages, new_page = page, True
            continue
        at = start + text.index(stripped)
        lines.append(Line(at, at + len(stripped), stripped, gap, new_page))
        previous_end, new_page = end, False
    return lines


def _page_number(text: str, pages: int, lines: list[Line], following: list) -> int | None:
    match = _PAGE_NUMBER.fullmatch(text) if len(text) < 20 else None
    if match is None:
        return None
    page = int(match[1])
    if page not in (pages + 1, pages + 2) and text.isdigit() and lines and _CALLS_FOR_NUMBER.search(lines[-1].text):
        continues = following and following[0][2].lstrip("\f ")[:1].islower()
        return None if continues else page
    return page


def is_ended(text: str) -> bool:
    """Say whether a sentence, clause or heading with a colon ends here."""
    return text.rstrip(_CLOSING + " ")[-1:] in tuple(".;:!?…") or text[-1:] in tuple(".;:!?…")


def goes_on(previous: str, text: str) -> bool:
    """Say whether the line can only be the rest of the sentence before it."""
    first = text.lstrip(_OPENING + " ")[:1]
    return first.islower() and not is_ended(previous)


@dataclass(frozen=True, slots=True)
class Layout:
    """How the lines of this text were broken."""

    wrapped: bool
    blank_is_break: bool
    width: float  # of a full line

    def breaks(self, previous: Line, line: Line) -> bool:
        """Say whether the layout itself shows that a new paragraph begins with `line`."""
        if goes_on(previous.text, line.text):
            return False
        if not self.wrapped:
            return not (is_half_a_number(previous.text, line.text))
        with_next_word = width_of(previous.text) + width_of(" " + line.text.split(" ", 1)[0])
        short = with_next_word < (0.93 if is_ended(previous.text) else 0.8) * self.width
        if self.blank_is_break:
            return line.gap > 0 and (short or not line.new_page or is_ended(previous.text))
        return short


_NARROW = re.compile(r"[iíìỉĩịljtfrI.,;:'()\[\]!|/ -]")
_WIDE = re.compile(vietnamese.cased(r"[mwMW%—\p{Lu}]"))


def width_of(text: str) -> float:
    """About how wide the text is in print: counting letters is too coarse to see whether a word still fitted."""
    return 0.5 * len(text) - 0.2 * len(_NARROW.findall(text)) + 0.2 * len(_WIDE.findall(text))


def is_half_a_number(previous: str, text: str) -> bool:
    """A line break inside "năm / 2023"."""
    return text[:1].isdigit() and len(previous) > 60 and bool(_CALLS_FOR_NUMBER.search(previous))


def layout_of(lines: list[Line]) -> Layout:
    """Find out whether sentences run over several lines, and what an empty line means."""
    pairs = [(a, b) for a, b in zip(lines, lines[1:], strict=False) if len(a.text) > 30]
    inside = [(a, b) for a, b in pairs if goes_on(a.text, b.text)]
    wrapped = len(inside) > 0.15 * max(len(pairs), 1)
    between = [b for a, b in pairs if is_ended(a.text) and not goes_on(a.text, b.text)]
    blank_inside = sum(b.gap > 0 for _, b in inside) / max(len(inside), 1)
    blank_between = sum(b.gap > 0 for b in between) / max(len(between), 1)
    widths = sorted(width_of(a.text) for a, _ in inside) or [40.0]
    return Layout(wrapped, blank_inside < 0.2 and blank_between > 0.5, widths[len(widths) * 9 // 10])


class Flow:
    """Lines joined with a space, remembering where each character stood in the source."""

    def __init__(self, parts: Iterable[tuple[int, str]]):
        self._at: list[int] = []
        self._source: list[int] = []
        pieces, position = [], 0
        for start, text in parts:
            self._at.append(position)
            self._source.append(start)
            pieces.append(text.replace("\t", " "))
            position += len(text) + 1
        self.text = " ".join(pieces)

    def place(self, start: int, end: int) -> Place:
        """Where [start, end) of the joined text stands in the source."""
        return Place(self._offset(start), self._offset(max(start, end - 1)) + 1)

    def piece(self, start: int, end: int, trim: str = " ") -> tuple[str, Place]:
        """The text of [start, end) without what is trimmed at both ends, and its place."""
        text = self.text[start:end]
        start += len(text) - len(text.lstrip(trim))
        text = text.strip(trim)
        return text, self.place(start, start + len(text))

    def _offset(self, position: int) -> int:
        index = bisect_right(self._at, position) - 1
        return self._source[index] + position - self._at[index]


def flow_of(lines: Iterable[Line]) -> Flow:
    return Flow((line.start, line.text) for line in lines)
