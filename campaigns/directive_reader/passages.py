"""The body in passages, each with what its headings say about it: where numbers and dates are looked for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from emulation.base import vietnamese

from . import topics
from .outline import Block, Outline
from .source import Flow, Line
from .tasks import heading_of
from .titles import title_of
from .topics import Topic

_CLAUSE_END = re.compile(vietnamese.cased(r"(?<=[.!?…])\s+(?=[\p{Lu}]|[-–+“\"(])|;\s*"))
_SETS_GOALS = re.compile(r"chỉ tiêu|mục tiêu|phấn đấu", re.IGNORECASE)


@dataclass(frozen=True)
class Passage:
    """One paragraph, and where it stands."""

    flow: Flow
    in_preamble: bool = False
    topics: frozenset[Topic] = frozenset()
    sets_goals: bool = False
    row: Line | None = None

    def clauses(self) -> Iterator[tuple[int, int]]:
        """Ranges of the text between full stops and semicolons."""
        start = 0
        for match in _CLAUSE_END.finditer(self.flow.text):
            yield start, match.start()
            start = match.end()
        yield start, len(self.flow.text)


def passages_of(outline: Outline) -> Iterator[Passage]:
    """All paragraphs of preamble, sections and closing."""
    for block in outline.preamble:
        yield Passage(block.flow(), in_preamble=True)
    about: dict[int, tuple[frozenset[Topic], bool]] = {}
    for node, above in outline.walk():
        inherited, goals = about[id(above[-1])] if above else (frozenset(), False)
        own = frozenset(topics.topics_of(heading_of(node))) if _has_heading(node.blocks) else frozenset()
        if not node.marker.is_section and not topics.is_about_awards(heading_of(node)):
            own -= {Topic.AWARD}
        if Topic.CONTENT in own:  # "Nội dung thi đua, tiêu chí ...": its items say which of the two they are
            own -= {Topic.AWARD}
        blocks = node.own_blocks()
        leads = bool(_SETS_GOALS.search(blocks[-1].flow().text[-160:])) and blocks[-1].lines[-1].text.endswith(":")
        about[id(node)] = inherited | own, goals or leads or Topic.GOAL in own
        for block in blocks:
            row = block.lines[0] if block.lines[0].is_row else None
            yield Passage(block.flow(), topics=inherited | own, sets_goals=about[id(node)][1], row=row)
    for block in outline.closing:
        yield Passage(block.flow())


def _has_heading(blocks: list[Block]) -> bool:
    """Running text announces nothing, even if it speaks of awards."""
    return bool(title_of(blocks)) or len(blocks[0].flow().text) < 60
