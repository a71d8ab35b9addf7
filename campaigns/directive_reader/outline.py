"""The outline of a text: paragraphs, their marks, and the tree they make."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from . import topics
from .markers import RANKS, Marker, follows, marker_of
from .source import Flow, Layout, Line, is_ended

CLOSING = re.compile(
    r"(?:trên đây là|trong quá trình (?:tổ chức |triển khai |và )*thực hiện|(?:chỉ thị|kế hoạch|quyết định) này (?:có hiệu lực|được)"
    r"|nhận được (?:chỉ thị|kế hoạch))\b",
    re.IGNORECASE,
)
# After these words a number at the start of the next line is cited, not counted.
_CITES = re.compile(
    r"\b(?:khoản|điều|điểm|mục|số|thứ|khóa|khoá|tháng|năm|ngày|quý|phần|chương|và|của|tại|theo|từ|đến|lần|các|hoặc)$",
    re.IGNORECASE,
)
_COMPOUND = re.compile(
    r"(?:thi đua - khen thưởng|(?:kinh tế|chính trị|văn h(?:óa|oá)) - xã hội|quốc phòng - an ninh|an ninh - quốc phòng|kỷ luật - kỷ cương"
    r"|lao động - thương binh|dân số - kế hoạch|văn h(?:óa|oá) - (?:thể thao|thông tin)|phát thanh - truyền hình|\d - \d)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Block:
    """A paragraph: the lines from one mark or break to the next."""

    marker: Marker | None
    lines: list[Line]
    _flow: tuple[int, Flow] | None = field(default=None, compare=False)

    def flow(self) -> Flow:
        """The paragraph on one line, without its mark. Kept, for it is asked for often."""
        if self._flow is None or self._flow[0] != len(self.lines):
            self._flow = len(self.lines), Flow(self.parts())
        return self._flow[1]

    def parts(self) -> Iterator[tuple[int, str]]:
        skip = self.marker.length if self.marker else 0
        for index, line in enumerate(self.lines):
            cut = min(skip, len(line.text)) if index == 0 else 0
            if line.text[cut:]:
                yield line.start + cut, line.text[cut:]

    @property
    def start(self) -> int:
        return self.lines[0].start

    @property
    def end(self) -> int:
        return self.lines[-1].end

    @property
    def is_long(self) -> bool:
        return sum(len(line.text) for line in self.lines) > 160


@dataclass(slots=True)
class Node:
    """A section or item: its first paragraph and everything under it."""

    head: Block | None
    blocks: list[Block] = field(default_factory=list)
    children: list["Node"] = field(default_factory=list)

    @property
    def marker(self) -> Marker | None:
        return self.head.marker if self.head else None

    @property
    def label(self) -> int | str | None:
        return self.marker.label if self.marker else None

    def own_blocks(self) -> list[Block]:
        """Paragraphs before the first child, the head included."""
        first = self.children[0].head if self.children else None
        until = next((i for i, block in enumerate(self.blocks) if block is first), len(self.blocks))
        return self.blocks[:until]


@dataclass
class Outline:
    root: Node
    preamble: list[Block]
    closing: list[Block]

    def sections(self) -> list[Node]:
        """Whatever stands at the top, and sections within parts."""
        return [node for node, above in self.walk() if not above or node.marker.is_section]

    def walk(self) -> Iterator[tuple[Node, tuple[Node, ...]]]:
        """Every node with its ancestors, in the order of the text."""
        pending: list[tuple[Node, tuple[Node, ...]]] = [(child, ()) for child in reversed(self.root.children)]
        while pending:
            node, above = pending.pop()
            yield node, above
            pending.extend((child, (*above, node)) for child in reversed(node.children))


def outline_of(lines: list[Line], layout: Layout) -> Outline:
    """Cut the body into paragraphs and hang each one where its mark says."""
    return _Builder(layout, has_sections=_has_numbered_sections(lines)).build(lines)


def _has_numbered_sections(lines: list[Line]) -> bool:
    markers = (marker_of(line.text) for line in lines)
    firsts = {m.kind: m.order for m in markers if m and m.kind in ("roman", "dieu", "upper")}
    return bool(firsts)


class _Builder:
    def __init__(self, layout: Layout, *, has_sections: bool):
        self.layout = layout
        self.has_sections = has_sections
        self.root = Node(None)
        self.stack: list[Node] = [self.root]
        self.preamble: list[Block] = []
        self.closing: list[Block] = []
        self.block: Block | None = None
        self.in_closing = False

    def build(self, lines: list[Line]) -> Outline:
        previous: Line | None = None
        for line in lines:
            marker = None if line.is_row else marker_of(line.text)
            if marker and self._accepts(marker, previous, line):
                self._begin(Block(marker, [line]))
            elif self.block is None or not self._waits_for_text() and self._starts_paragraph(previous, line):
                self._begin(Block(None, [line]))
            else:
                self.block.lines.append(line)
            previous = line
        self._begin(None)
        return Outline(self.root, self.preamble, self.closing)

    def _waits_for_text(self) -> bool:
        """A mark alone on its line: "Phần thứ ba", "1."; its words are on the next."""
        line = self.block.lines[0]
        return (
            self.block.marker is not None and len(self.block.lines) == 1 and self.block.marker.length >= len(line.text)
        )

    def _starts_paragraph(self, previous: Line, line: Line) -> bool:
        if line.is_row or previous.is_row:
            return True
        if line.text.isupper() and topics.is_capitals(previous.text) and not is_ended(previous.text):
            return False  # a heading in capitals over several lines
        if CLOSING.match(line.text) and line.text[0].isupper() and is_ended(previous.text):
            return True
        return self.layout.breaks(previous, line)

    def _accepts(self, marker: Marker, previous: Line | None, line: Line) -> bool:
        if previous is None:
            return True
        ended = is_ended(previous.text)
        apart = ended or self.layout.breaks(previous, line)
        if marker.is_dash:
            return self._accepts_dash(line.text[marker.length :], previous.text, ended, apart)
        if not ended and _CITES.search(previous.text) or not apart and previous.text[-1:] in ",/(":
            return False
        stack = [self.root] if self._heading_open() else self.stack
        before = next((n.marker for n in reversed(stack) if n.marker and n.marker.kind == marker.kind), None)
        order = follows(marker, before)
        if order in ("next", "first"):
            return apart or order == "next" or not line.text[marker.length :][:1].islower()
        return apart and order != "far" and (marker.kind != "multi" or order != "odd") and marker.order[-1] <= 40

    def _accepts_dash(self, rest: str, previous: str, ended: bool, apart: bool) -> bool:
        """After an unfinished line: an item under a full heading, or "kinh tế / - xã hội"."""
        if ended:
            return True
        compound = bool(_COMPOUND.search(f"{previous[-20:]} - {rest[:20]}"))
        return not compound and (apart or rest[:1].isupper())

    def _heading_open(self) -> bool:
        return self.block is not None and self._is_heading(self.block)

    def _is_heading(self, block: Block) -> bool:
        if block.marker or block.is_long or block.lines[0].is_row:
            return False
        return topics.is_unnumbered_heading(block.flow().text, among_numbered=self.has_sections)

    def _begin(self, block: Block | None) -> None:
        """A marked paragraph is placed at once; whether one without a mark is a heading shows when it is whole."""
        if self.block is not None and self.block.marker is None:
            self._place(self.block)
        if block is not None and block.marker is not None:
            self._place(block)
        self.block = block

    def _place(self, block: Block) -> None:
        if block.marker is None and self._is_heading(block):
            block.marker = Marker("heading", (0,), None, 0)  # of no length: the flow stays as it is
        if block.marker is None:
            self._place_unmarked(block)
            return
        self.in_closing = False
        self._pop_for(block.marker)
        node = Node(block)
        self.stack[-1].children.append(node)
        self.stack.append(node)
        self._hand_up(block)

    def _place_unmarked(self, block: Block) -> None:
        if self.stack[-1] is not self.root and CLOSING.match(block.lines[0].text):
            self.in_closing = True
        if self.in_closing:
            self.closing.append(block)
        elif self.stack[-1] is self.root:
            self.preamble.append(block)
        else:
            self._hand_up(block)

    def _hand_up(self, block: Block) -> None:
        for node in self.stack[1:]:
            node.blocks.append(block)

    def _pop_for(self, marker: Marker) -> None:
        """Leave the stack so that its top is the parent of the mark."""
        kinds = [node.marker.kind if node.marker else None for node in self.stack]
        if marker.kind in kinds:
            del self.stack[kinds.index(marker.kind) :]
            return
        rank = RANKS[marker.kind]
        while (top := self.stack[-1].marker) and self._is_above(rank, top):
            self.stack.pop()

    def _is_above(self, rank: int, top: Marker) -> bool:
        """A section closes every item; a numbered item closes dashes, but may stand under a letter."""
        if rank <= RANKS["heading"]:
            return RANKS[top.kind] >= rank
        return top.is_dash and rank < RANKS["dash"]
