"""The heading of an item: of its own line, or ending in a colon."""

import re
from dataclasses import dataclass

from .outline import Block
from .reading import Place
from .source import Flow, is_ended

_LONGEST = 400
_COLON = re.compile(r":(?!//|\d)")
_INTRODUCES = re.compile(r"\b(?:sau|gồm|là|như|cụ thể|nội dung|chỉ tiêu|nhiệm vụ)$")
_SENTENCE_END = re.compile(r"[.!?…]\s")


@dataclass(frozen=True)
class Title:
    text: str
    place: Place
    _blocks: list[Block]
    _rest_from: int

    @property
    def rest(self) -> Flow:
        """All of the item after its heading."""
        return rest_of(self._blocks, self._blocks[0].flow(), self._rest_from)


def title_of(blocks: list[Block], *, small: bool = False) -> Title | None:
    """Return the heading of the item these paragraphs make, and all the rest of it; None for one running text.

    With `small` the text after the colon of a short heading may begin with a small letter: where all items do so.
    """
    if not blocks:
        return None
    flow = blocks[0].flow()
    is_dash = blocks[0].marker is not None and blocks[0].marker.is_dash
    end = _own_line(flow.text, is_dash) if len(blocks) > 1 else None
    rest_from = len(flow.text)
    if end is None:
        end = _inline(flow.text, small=small)
        if end is None:
            return None
        rest_from = end + 1
    text, place = flow.piece(0, end, " .:")
    return Title(text, place, blocks, rest_from) if text else None


def rest_of(blocks: list[Block], head: Flow, start: int) -> Flow:
    """The item's text after `start` of its first paragraph, sub-items with their marks."""
    parts = []
    remaining, begins = head.text[start:].strip(), head.place(start, start + 1).start
    if remaining:
        parts = _cut(blocks[0], begins)
    parts += [(line.start, line.text) for block in blocks[1:] for line in block.lines]
    return Flow(parts)


def _cut(block: Block, begins: int) -> list[tuple[int, str]]:
    parts = []
    for start, text in block.parts():
        if start + len(text) <= begins:
            continue
        cut = max(0, begins - start)
        cut += len(text[cut:]) - len(text[cut:].lstrip())
        if text[cut:]:
            parts.append((start + cut, text[cut:]))
    return parts


def text_of(blocks: list[Block]) -> Flow:
    """The whole item without its number."""
    head = list(blocks[0].parts())
    return Flow(head + [(line.start, line.text) for block in blocks[1:] for line in block.lines])


def _own_line(text: str, is_dash: bool) -> int | None:
    """Where the heading ends if the first paragraph is one."""
    if not text or len(text) > _LONGEST:
        return None
    if text.endswith(":"):
        colon = _inline(text)
        return colon if colon is not None else len(text)
    if not is_ended(text):
        return len(text) if len(text) <= 250 and not _SENTENCE_END.search(text) else None
    short = len(text.split()) <= 15 and not _SENTENCE_END.search(text[:-1]) and ";" not in text
    return len(text) if text.endswith(".") and short and not is_dash and _inline(text) is None else None


def _inline(text: str, *, small: bool = False) -> int | None:
    """Where a heading ends that has its text on the same line: an early colon before a capital."""
    for match in _COLON.finditer(text, 0, _LONGEST):
        before, after = text[: match.start()], text[match.end() :].lstrip()
        if _SENTENCE_END.search(before):
            return None
        if not after or before.count("(") > before.count(")") or before.count("“") > before.count("”"):
            continue
        is_heading = after.lstrip("“\"'")[:1].isupper() or small and len(before.split()) <= 10
        return match.start() if is_heading and not (small and _INTRODUCES.search(before)) else None
    return None
