"""The duties: the items on carrying out, and who is responsible for each."""

import re

from . import topics
from .outline import Node, Outline
from .reading import Duty, Place, Reading
from .responsible import responsible_of
from .tasks import Item, heading_of, items_of, paragraph_of
from .titles import text_of, title_of
from .topics import Topic

_GENERAL_CLOSING = re.compile(
    r"(?:(?:(?:ủy|uỷ) ban nhân dân|ubnd|chủ tịch)[^.;:]{0,60} )?(?:đề nghị|yêu cầu)\b|thủ trưởng các|các (?:sở|cơ quan|cấp)",
    re.IGNORECASE,
)
_SIDE = (Topic.TIME, Topic.SUBJECT, Topic.MEANS, Topic.AWARD, Topic.THEME)


def read_duties(outline: Outline, reading: Reading) -> list[Node]:
    """Fill duties; return the sections they stand in."""
    sections = [n for n in outline.sections() if Topic.DUTY in topics.topics_of(heading_of(n))]
    sections = [n for n in sections if n.marker.is_section or _is_duty(n)]
    for section in sections:
        node = _descend(section)
        items = items_of(node) if node is not section or _is_duty(section) else _mixed(section)
        for item in items:
            _take_closing_off(item, items, reading)
        reading.duties += [_duty(item, reading) for item in items]
    return sections


def _is_duty(node: Node) -> bool:
    title = title_of(node.blocks)
    heading = title.text if title else (node.head.flow().text if len(node.blocks) == 1 else "")
    return bool(heading) and topics.is_only(Topic.DUTY, heading)


def _descend(node: Node) -> Node:
    while inner := next((child for child in node.children if _is_duty(child)), None):
        node = inner
    return node


def _mixed(section: Node) -> list[Item]:
    """A section that also speaks of time or money: its items without those."""
    return [item for item in items_of(section) if not topics.opens_with(item.heading, *_SIDE)]


def _take_closing_off(item: Item, items: list[Item], reading: Reading) -> None:
    """An unnumbered paragraph after the last item that speaks to everybody is a general requirement."""
    if item is not items[-1] or len(items) < 2 or item.blocks[0].marker is None:
        return
    block = item.blocks[-1]
    if len(item.blocks) > 1 and block.marker is None and _GENERAL_CLOSING.match(block.lines[0].text):
        if title_of(item.blocks[:2]) and len(item.blocks) == 2:
            return
        item.blocks.pop()
        reading.general_requirements.append(paragraph_of(block))
        reading.doubt(
            "general_requirements",
            "Đoạn sau mục phân công cuối cùng được hiểu là yêu cầu chung; hãy kiểm tra.",
            Place(block.start, block.end),
        )


def _duty(item: Item, reading: Reading) -> Duty:
    place = item.place()
    title = title_of(item.blocks)
    flow = text_of(item.blocks)
    who = responsible_of(flow.text, title.text if title else None)
    if who is None:
        reading.doubt("duties", "Không rõ ai chịu trách nhiệm ở mục này, hãy chọn đơn vị thực hiện.", place)
    return Duty(item.label, " ".join(flow.text.split()), who, place)
