"""The text of a directive on screen: flowing paragraphs, with a numbered mark on everything that was understood.

The stored text keeps the line breaks of its file; places are offsets into it. Here lines are put together to paragraphs, and marks
are cut so that they never cross: where two pieces share words, the smaller one is shown and both can be found.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from campaigns.directive_reader.markers import marker_of
from campaigns.directive_reader.source import Flow, Layout, Line, is_ended, layout_of, lines_of
from campaigns.models import DirectiveItem

# Words at the start of a part by which it is found when the rest was edited.
_OPENING_WORDS = 6
_HEADING_LENGTH = 130
_SHORT_LINE = 50


@dataclass(frozen=True, slots=True)
class Mark:
    """A part of the text to be marked. Its first words get the id `cho-<anchor>`; `ref` is shown after its last words."""

    anchor: str
    start: int
    end: int
    target: str  # id of what it was understood as
    ref: str = ""
    label: str = ""
    doubt: bool = False
    now: bool = False


@dataclass(slots=True)
class Run:
    """Words that are shown alike: plain, or marked by one or several marks of which `mark` is the smallest."""

    text: str
    marks: tuple[Mark, ...] = ()
    opens: list[Mark] = field(default_factory=list)  # marks whose first words these are
    closes: list[Mark] = field(default_factory=list)  # marks whose last words these are

    @property
    def mark(self) -> Mark | None:
        return min(self.marks, key=lambda m: m.end - m.start, default=None)

    @property
    def anchor(self) -> str:
        """The id on the marked words themselves; those of other marks that begin here stand before them."""
        return self.mark.anchor if self.mark in self.opens else ""

    @property
    def more_anchors(self) -> list[str]:
        return [m.anchor for m in self.opens if m is not self.mark]

    @property
    def refs(self) -> list[Mark]:
        return [m for m in self.closes if m.ref]

    @property
    def css(self) -> str:
        if any(m.now for m in self.marks):
            return "now"
        return "doubt" if self.mark and self.mark.doubt else ""

    @property
    def targets(self) -> str:
        return " ".join(dict.fromkeys(m.target for m in self.marks))


@dataclass(slots=True)
class Paragraph:
    runs: list[Run]
    css: str = ""


def paragraphs_of(source: str, marks: list[Mark], places: dict | None = None) -> list[Paragraph]:
    """The whole text, marked. `places` are those of single values; they say what is printed in the middle."""
    lines = lines_of(source)
    layout = layout_of(lines)
    starts, ends = {m.start for m in marks}, {m.end for m in marks}
    cuts = sorted(starts | ends)
    look = _Look(places or {})
    blocks = _blocks(lines, layout, starts, look)
    shown = [Paragraph(_runs(source, block, cuts, marks), look.css(block)) for block in blocks]
    _tie(shown, marks)
    return shown


def _blocks(lines: list[Line], layout: Layout, starts: set[int], look: "_Look") -> list[list[Line]]:
    """Lines put together to paragraphs."""
    blocks: list[list[Line]] = []
    previous: Line | None = None
    for line in lines:
        if previous is not None and look.together(previous, line):
            blocks[-1].append(line)
        elif previous is None or line.start in starts or look.apart(previous, line) or _begins(previous, line, layout):
            blocks.append([line])
        else:
            blocks[-1].append(line)
        previous = line
    return blocks


def _begins(previous: Line, line: Line, layout: Layout) -> bool:
    """The layout says so, or the words: an item after an ended or short line, a sentence after a colon."""
    if layout.breaks(previous, line) or previous.text.endswith(":") and line.text[:1].isupper():
        return True
    return bool(marker_of(line.text)) and (is_ended(previous.text) or len(previous.text) < _SHORT_LINE)


class _Look:
    """What the places of head and signature say about how a paragraph is printed."""

    def __init__(self, places: dict):
        spans = {key: tuple(places[key]) for key in ("document_type", "title", "signature") if places.get(key)}
        self.title, self.kind, self.signature = spans.get("title"), spans.get("document_type"), spans.get("signature")
        self.head_end = max((span[1] for span in (self.kind, self.title) if span), default=0)

    def together(self, previous: Line, line: Line) -> bool:
        """The lines of a title are one paragraph."""
        return _inside(previous, self.title) and _inside(line, self.title)

    def apart(self, previous: Line, line: Line) -> bool:
        signed = _inside(previous, self.signature) or _inside(line, self.signature)
        return signed or _inside(previous, self.title) != _inside(line, self.title)

    def css(self, block: list[Line]) -> str:
        first = block[0]
        if _inside(first, self.title) or _inside(first, self.kind):
            return "src-mid src-head"
        if first.end <= self.head_end or _inside(first, self.signature):
            return "src-mid"
        marker = marker_of(first.text)
        short = sum(len(line.text) for line in block) < _HEADING_LENGTH
        return "src-head" if marker and marker.is_section and short else ""


def _inside(line: Line, span: tuple[int, int] | None) -> bool:
    return span is not None and span[0] <= line.start < span[1]


def _runs(source: str, block: list[Line], cuts: list[int], marks: list[Mark]) -> list[Run]:
    """The words of a paragraph, cut where a mark begins or ends; neighbours that look alike are put together."""
    runs: list[Run] = []
    for index, line in enumerate(block):
        inner = cuts[bisect_right(cuts, line.start) : bisect_left(cuts, line.end)]
        for begin, end in zip([line.start, *inner], [*inner, line.end], strict=True):
            over = tuple(m for m in marks if m.start <= begin and end <= m.end)
            text = source[begin:end].replace("\t", " ")
            if runs and runs[-1].marks == over:
                runs[-1].text += " " * (index > 0 and begin == line.start) + text
                continue
            if index and begin == line.start:
                text = _space_between(runs, over) + text
            runs.append(Run(text, over))
    return runs


def _space_between(runs: list[Run], over: tuple[Mark, ...]) -> str:
    """The space of a line break belongs to the marks that go over it; returned when it begins the next words."""
    common = tuple(m for m in runs[-1].marks if m in over)
    if common == over:
        return " "
    if common == runs[-1].marks:
        runs[-1].text += " "
    else:
        runs.append(Run(" ", common))
    return ""


def _tie(paragraphs: list[Paragraph], marks: list[Mark]) -> None:
    """Hang each mark's id on its first words and its number on its last."""
    first: dict[int, Run] = {}
    last: dict[int, Run] = {}
    for paragraph in paragraphs:
        for run in paragraph.runs:
            for mark in run.marks:
                first.setdefault(id(mark), run)
                last[id(mark)] = run
    for mark in marks:
        if id(mark) in first:
            first[id(mark)].opens.append(mark)
            last[id(mark)].closes.append(mark)


# --- Finding words in the text ------------------------------------------------------------------------------------------
def passage(source: str, start: int, end: int) -> Flow:
    """A part of the text on one line, without page numbers and rules, that knows where each character stood."""
    parts = ((max(line.start, start), min(line.end, end)) for line in lines_of(source))
    return Flow((begin, source[begin:stop]) for begin, stop in parts if begin < stop)


def place_of(source: str, words: str) -> tuple[int, int] | None:
    """Where these words stand, however the lines are broken; None unless they stand there exactly once."""
    words = " ".join(words.split())
    flow = passage(source, 0, len(source))
    if not words or flow.text.count(words) != 1:
        return None
    at = flow.text.index(words)
    return tuple(flow.place(at, at + len(words)))


def place_of_part(source: str, item: DirectiveItem, part: str) -> tuple[int, int] | None:
    """Where the last part of a piece begins: (end of what stands before it, its start). None when it is not found there."""
    if item.start is None:
        return None
    flow = passage(source, item.start, item.end)
    at = flow.text.rfind(part)
    if at < 0:
        at = _nearest(flow.text, part, of=len(item.text))
    if at is None or at <= 0:
        return None
    before = len(flow.text[:at].rstrip())
    return (flow.place(0, before).end, flow.place(at, at + 1).start) if before else None


def _nearest(text: str, part: str, of: int) -> int | None:
    """Where the first words of `part` stand, of several places the one nearest to where the part should begin."""
    opening = " ".join(part.split()[:_OPENING_WORDS])
    expected = len(text) * (1 - len(part) / max(of, 1))
    found, at = [], text.find(opening)
    while at >= 0:
        found.append(at)
        at = text.find(opening, at + 1)
    return min(found, key=lambda here: abs(here - expected), default=None)


def places_in(source: str, start: int, end: int, texts: list[str]) -> list[tuple[int, int] | None]:
    """Where these texts stand one after the other inside a part of the text; None for one that is not found."""
    flow = passage(source, start, end)
    places, position = [], 0
    for text in texts:
        at = flow.text.find(text, position) if text else -1
        if at < 0:
            places.append(None)
            continue
        position = at + len(text)
        places.append(tuple(flow.place(at, position)))
    return places
