"""The tasks: the items of the section on contents, and the general paragraphs that belong to no task."""

import re
from dataclasses import dataclass, field, replace

from . import topics
from .outline import Block, Node, Outline
from .reading import Paragraph, Place, Reading, Task
from .source import Flow, is_ended
from .titles import text_of, title_of
from .topics import Topic

# Paragraphs that speak to those who carry the campaign out.
_ADDRESSES = re.compile(
    r"(?:(?:ủy ban nhân dân|uỷ ban nhân dân|ubnd|chủ tịch)[^.;:]{0,40} )?(?:đề nghị|yêu cầu|giao)\b"
    r"|(?:các )?(?:cơ quan|đơn vị|sở|ban, ngành|cấp ủy|cấp, (?:các )?ngành|địa phương|trưởng|thủ trưởng|người đứng đầu|giám đốc)\b"
    r"|(?:chủ tịch|trưởng|phó) (?:ủy|uỷ|ubnd|các|khối|cụm)|(?:mỗi|từng) (?:cơ quan|đơn vị|địa phương)"
    r"|(?:căn cứ|trên cơ sở|ngoài) .{0,80}?(?:nội dung|nhiệm vụ|chỉ thị|kế hoạch|phong trào|trên)",
    re.IGNORECASE,
)
_NOT_TASKS = (Topic.THEME, Topic.AWARD, Topic.PURPOSE, Topic.TIME, Topic.SUBJECT, Topic.GOAL, Topic.MEANS)


@dataclass
class Item:
    """One item: a node of the outline, or a plain paragraph."""

    label: int | str | None
    blocks: list[Block] = field(default_factory=list)

    @property
    def heading(self) -> str:
        title = title_of(self.blocks, small=True)
        return title.text if title else ""

    def place(self) -> Place:
        return Place(self.blocks[0].start, self.blocks[-1].end)


def heading_of(node: Node) -> str:
    """The heading of a section; of one without, its first words."""
    title = title_of(node.blocks)
    return title.text if title else node.head.flow().text[:120]


def read_tasks(outline: Outline, reading: Reading) -> Node | None:
    """Fill tasks and general requirements; return the node whose items they are."""
    node, items = _find(outline, reading)
    if not items:
        return node
    general = _general_paragraphs(items, reading)
    reading.general_requirements += general
    small = len(items) > 1 and all(title_of(item.blocks, small=True) for item in items)
    reading.tasks += _like_the_others([_task(item, small) for item in items])
    _doubt_order(reading)
    return node


def _like_the_others(tasks: list[Task]) -> list[Task]:
    """A short item without a full stop among headed ones is a heading without text."""
    headed = sum(task.title is not None for task in tasks)

    def is_heading(task: Task) -> bool:
        return task.title is None and len(task.text.split()) <= 15 and not is_ended(task.text)

    if headed * 2 < len(tasks):
        return tasks
    return [replace(task, title=task.text, text="") if is_heading(task) else task for task in tasks]


def _task(item: Item, small: bool) -> Task:
    title = title_of(item.blocks, small=small)
    text = title.rest.text if title else text_of(item.blocks).text
    return Task(item.label, title.text if title else None, " ".join(text.split()), item.place())


def _find(outline: Outline, reading: Reading) -> tuple[Node | None, list[Item]]:
    sections = [n for n in outline.sections() if Topic.CONTENT in topics.topics_of(heading_of(n))]
    sections = [n for n in sections if not topics.opens_with(heading_of(n), Topic.DUTY)]
    sections.sort(key=lambda n: "thi dua" not in topics.key_of(heading_of(n)))  # stable: the first of the best
    for section in sections:
        node = _descend(section)
        if items := items_of(node):
            _doubt_others(sections, section, reading)
            return node, items
    if inner := next((n for n, above in outline.walk() if above and _is_content(n)), None):
        return inner, items_of(inner)
    return outline.root, _without_section(outline)


def _doubt_others(sections: list[Node], chosen: Node, reading: Reading) -> None:
    for other in sections:
        if not any(block is chosen.head for block in other.blocks):
            sentence = f"Mục “{heading_of(other)}” cũng nói về nội dung, nhiệm vụ; hãy xem có nhiệm vụ nào ở đó không."
            reading.doubt("tasks", sentence, Place(other.head.start, other.head.end))


def _is_content(node: Node) -> bool:
    title = title_of(node.blocks)
    return bool(title) and topics.is_only(Topic.CONTENT, title.text)


def _descend(node: Node) -> Node:
    """From "II. Nội dung thi đua" to its own "3. Nội dung thi đua"."""
    while inner := next((child for child in node.children if _is_content(child)), None):
        node = inner
    return node


def items_of(node: Node) -> list[Item]:
    """The items under a heading: numbered ones, else headed groups, else dashes, else paragraphs."""
    numbered = [child for child in node.children if not child.marker.is_dash]
    if numbered:
        items = [Item(child.label, list(child.blocks)) for child in numbered]
        wanted = [item for item in items if not topics.opens_with(item.heading, *_NOT_TASKS)]
        return wanted
    if groups := _headed_groups(node):
        return groups
    if node.children:
        return [Item(None, list(child.blocks)) for child in node.children]
    return _paragraphs(node)


def _headed_groups(node: Node) -> list[Item]:
    """Unnumbered headings, each followed by dashes."""
    groups: list[Item] = []
    blocks = node.blocks[1:]
    for index, block in enumerate(blocks):
        after = blocks[index + 1 : index + 2]
        if block.marker is None and after and after[0].marker and title_of([block, after[0]]):
            groups.append(Item(None, []))
        if groups:
            groups[-1].blocks.append(block)
    return groups if len(groups) > 1 else []


def _paragraphs(node: Node) -> list[Item]:
    items = [Item(None, [block]) for block in node.blocks[1:]]
    title = title_of(node.blocks[:1])
    if title and title.rest.text:
        line_from = title.rest.place(0, 1).start
        head = Block(None, [line for line in node.head.lines if line.end > line_from])
        items.insert(0, Item(None, [_cut_head(head, line_from)]))
    return items


def _cut_head(block: Block, begins: int) -> Block:
    """The paragraph from an offset on."""
    first = block.lines[0]
    cut = max(0, begins - first.start)
    return Block(None, [type(first)(first.start + cut, first.end, first.text[cut:], first.gap), *block.lines[1:]])


def _without_section(outline: Outline) -> list[Item]:
    """No section on contents: the numbered items are the tasks, or the sections that announce nothing else."""
    nodes = [n for n in outline.root.children if not n.marker.is_dash and n.marker.kind != "heading"]
    wanted = [n for n in nodes if not topics.opens_with(heading_of(n), *_NOT_TASKS) and not _is_on_duties(n)]
    return [Item(n.label, list(n.blocks)) for n in wanted]


def _is_on_duties(node: Node) -> bool:
    if node.marker.is_section:
        return Topic.DUTY in topics.topics_of(heading_of(node))
    return topics.is_only(Topic.DUTY, heading_of(node))


def _general_paragraphs(items: list[Item], reading: Reading) -> list[Paragraph]:
    """Take the unnumbered paragraphs after the last task off it if they speak to everybody."""
    last = items[-1]
    marked = max((i for i, block in enumerate(last.blocks) if block.marker), default=0)
    first = marked + 1 if last.blocks[0].marker and not _is_bare_title(last.blocks[: marked + 1]) else marked + 2
    tail = last.blocks[first:]
    start = next((i for i, block in enumerate(tail) if _ADDRESSES.match(block.lines[0].text)), None)
    if start is None or _usual_inside(items[:-1]):
        if tail and _alone_with_paragraphs(items):
            reading.doubt("tasks", "Đoạn này có thể không thuộc nhiệm vụ cuối cùng, hãy kiểm tra.", _around(tail))
        return []
    general = tail[start:]
    del last.blocks[first + start :]
    paragraphs = [paragraph_of(block) for block in general]
    which = f"{len(general)} đoạn" if len(general) > 1 else "Đoạn"
    reading.doubt(
        "general_requirements",
        f"{which} sau nhiệm vụ cuối cùng được hiểu là yêu cầu chung, không thuộc nhiệm vụ nào; hãy kiểm tra.",
        _around(general),
    )
    return paragraphs


def _is_bare_title(blocks: list[Block]) -> bool:
    """A heading whose text has not come yet."""
    title = title_of([*blocks, blocks[-1]]) if len(blocks) == 1 else None
    return bool(title) and len(title.text) >= len(blocks[0].flow().text.rstrip(" .:"))


def _usual_inside(items: list[Item]) -> bool:
    """Say whether such paragraphs also stand inside other tasks: then they are nothing special."""
    return any(b.marker is None and _ADDRESSES.match(b.lines[0].text) for item in items for b in item.blocks[1:])


def _alone_with_paragraphs(items: list[Item]) -> bool:
    return len(items) > 1 and all(block.marker for item in items[:-1] for block in item.blocks)


def paragraph_of(block: Block) -> Paragraph:
    """The whole paragraph and its place."""
    return Paragraph(" ".join(Flow(block.parts()).text.split()), Place(block.start, block.end))


def _around(blocks: list[Block]) -> Place:
    return Place(blocks[0].start, blocks[-1].end)


def _doubt_order(reading: Reading) -> None:
    """Numbers that jump or repeat."""
    numbers = [(task.number, task.place) for task in reading.tasks if isinstance(task.number, int)]
    for (before, _), (number, place) in zip(numbers, numbers[1:], strict=False):
        if number != before + 1:
            reading.doubt(
                "tasks", f"Sau nhiệm vụ số {before} là số {number}, hãy kiểm tra có thiếu hoặc trùng không.", place
            )
