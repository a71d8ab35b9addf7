"""Which row stands below which, by the marks before their words."""

from .marks import Mark
from .rows import Item


def outline(items: list[Item]) -> list[Item]:
    """The rows at the top, each with its children."""
    tops: list[Item] = []
    way: list[Item] = []
    for item in items:
        item.mark = _meant(item.mark, way)
        del way[_depth(item.mark, way) :]
        (way[-1].children if way else tops).append(item)
        way.append(item)
    return tops


def _meant(mark: Mark, way: list[Item]) -> Mark:
    """What a slip of the pen means: “a, b, C, d” is one list; a number printed again is a line below the first one."""
    if mark.style == "dotted" and any(item.mark.parts == mark.parts for item in way):
        return Mark("dash")
    if mark.style not in ("letter", "capital", "roman") or len(mark.code) != 1:
        return mark
    other = "letter" if mark.style != "letter" else "capital"
    before = next((item.mark.code for item in reversed(way) if item.mark.style == other), "")
    return Mark(other, mark.parts) if len(before) == 1 and ord(mark.code.lower()) == ord(before.lower()) + 1 else mark


def _depth(mark: Mark, way: list[Item]) -> int:
    """How many of the rows on the way stand above the row."""
    if mark.style in ("heading", "named"):
        return _before(way, mark)
    if mark.style == "dash" and way and way[-1].mark.style == "dotted":
        return len(way)
    if mark.style == "dotted" and (above := _of_prefix(mark, way)) is not None:
        return above + 1
    same = next((n for n in range(len(way) - 1, -1, -1) if way[n].mark.level == mark.level), None)
    if same is not None and not _starts_within(mark, way, same):
        return same
    if mark.first:
        # A list that begins is inside whatever stands above, but dashes and rows without a mark hold no lists with numbers.
        depth = len(way)
        while depth and mark.style not in ("none",) and way[depth - 1].mark.rank > max(mark.rank, 7):
            depth -= 1
        return depth
    return next((n for n, item in enumerate(way) if item.mark.rank >= mark.rank), len(way))


def _before(way: list[Item], mark: Mark) -> int:
    """Headings stand below nothing but other kinds of headings: “Phần I” holds “Tiêu chuẩn 1”."""
    for n, item in enumerate(way):
        if item.mark.level == mark.level or item.mark.rank > 0:
            return n
    return len(way)


def _starts_within(mark: Mark, way: list[Item], same: int) -> bool:
    """“1” after “2 … a)” begins a list inside; “1” right after “2” is a slip in the numbers."""
    return bool(mark.parts) and mark.first and same < len(way) - 1 and way[same].mark.parts not in ((), mark.parts)


def _of_prefix(mark: Mark, way: list[Item]) -> int | None:
    """The row whose number begins this one: a1 below a, 1.2 below 1, I.1.2 below I.1."""
    own = [part.lower() for part in mark.parts]
    for n in range(len(way) - 1, -1, -1):
        parts = [part.lower() for part in way[n].mark.parts]
        if parts and len(parts) < len(own) and own[: len(parts)] == parts:
            return n
    return None
