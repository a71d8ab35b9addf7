"""How a criterion gives points, proposed from its words. What is not understood is scored directly and keeps its words as a note."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from . import words
from .rows import Item

SIDES = (("penalty", "trừ"), ("bonus", "cộng"))


@dataclass(frozen=True)
class Line:
    """One line of a rule: its number, its words, the figures beside it in the columns of points."""

    mark: str
    text: str
    points: dict[str, Decimal]

    @property
    def case(self) -> dict | None:
        """What it adds or takes, by its column or by its words."""
        for side in ("penalty", "bonus"):
            if side in self.points:
                said = words.case_of(self.text)
                if said and said.get("per_case") and said.get("cap") == plain(self.points[side]):
                    return said  # the column holds the most, the words what each case counts
                return {"type": side, "points": plain(self.points[side])} | words.more_of(self.text)
        return words.case_of(self.text) if "max" not in self.points else None

    @property
    def level(self) -> str | None:
        """The points of a level, by its column or by its words."""
        if "max" in self.points:
            return plain(self.points["max"])
        return None if self.case or words.total_caps(self.text) else words.points_of(self.text)


@dataclass
class Kind:
    """The kind, its fields in the contract, the lines that are not in them."""

    name: str
    rule: dict = field(default_factory=dict)
    unused: list[str] = field(default_factory=list)
    understood: bool = True


def plain(number: Decimal) -> str:
    """A figure as the contract writes it."""
    return "0" if not number else format(Decimal(number).normalize(), "f")


def lines_of(item: Item, own: bool = False) -> Iterator[Line]:
    """The lines of the rule of an item: its own further lines, then the rows below it with theirs."""
    if own:
        yield Line(item.mark.code, item.title, item.points)
    for text in item.lines:
        yield from (Line("", piece, {}) for piece in words.pieces(text))
    for child in item.children:
        yield from lines_of(child, own=True)


def kind_of(item: Item, role: str) -> Kind:
    """The kind of a criterion in a part of this role."""
    lines = list(lines_of(item))
    if _begins_with_a_level(item):
        lines[0] = Line("", lines[0].text, {"max": item.max})
    everything = " ".join([item.title, *(line.text for line in lines)])
    texts = [line.text for line in lines]
    if item.max is None and not any(line.level or line.case for line in lines) and words.disqualifies(everything):
        return Kind("disqualify", unused=texts)
    if formula := words.formula_of(everything):
        return Kind(formula[0], formula[1], unused=texts)
    for attempt in (_lateness, _grades, _bands, _boolean, _cases, _own_case, _checklist):
        if found := attempt(item, lines, role):
            return found
    return Kind("free", unused=texts, understood=not texts)


def _begins_with_a_level(item: Item) -> bool:
    """Whether the first level stands beside the title, its points being the maximum: the others stand in the rows below."""
    if item.max is None or len(item.lines) != 1 or not alternatives(item):
        return False
    return words.points_of(item.lines[0]) is None and words.band_of(item.lines[0]) is not None


def _rest(lines: list[Line], used: Callable[[Line], object]) -> list[str]:
    return [line.text for line in lines if not used(line)]


def late_row(line: Line) -> dict | None:
    """A row of a scale of lateness; its points may stand in a column."""
    side = next((f" {word} {line.points[name]} điểm" for name, word in SIDES if name in line.points), "")
    return words.late_of(f"{line.text}{side}")


def is_scale(item: Item) -> bool:
    """Whether the rows below are one scale of lateness."""
    lines = [Line("", child.title, child.points) for child in item.children]
    return len(lines) > 1 and all(late_row(line) for line in lines)


def _lateness(item: Item, lines: list[Line], role: str) -> Kind | None:
    rows = [row for line in lines if (row := late_row(line))]
    if len(rows) < 2 or len(rows) != sum(1 for line in lines if line.case):
        return None
    scale = sorted((row for row in rows if "from" in row), key=lambda row: row["from"])
    early = [row for row in rows if "days" in row]
    if not scale or any(a["to"] is None or a["to"] > b["from"] for a, b in zip(scale, scale[1:], strict=False)):
        return None
    rule = {"scale": scale} | ({"early": early} if early else {}) | _caps(lines)
    return Kind("lateness", rule, [line.text for line in lines])


def _levels(lines: list[Line]) -> list[Line] | None:
    """The lines that give points, when all of them are levels and there are at least two."""
    levels = [line for line in lines if line.level is not None]
    return levels if len(levels) > 1 and not any(line.case for line in lines) else None


def _grades(item: Item, lines: list[Line], role: str) -> Kind | None:
    levels = _levels(lines)
    if not levels:
        return None
    found = [words.grade_of(f"{line.text}: {line.level} điểm") for line in levels]
    named = {one[0]: line.level for one, line in zip(found, levels, strict=True) if one}
    return (
        Kind("grade", {"grades": named}, _rest(lines, lambda line: line.level)) if len(named) == len(levels) else None
    )


def _bands(item: Item, lines: list[Line], role: str) -> Kind | None:
    levels = _levels(lines)
    bounds = [words.band_of(line.text) for line in levels or []]
    if not levels or None in bounds or _overlap(bounds):
        return None
    bands = [
        {"code": line.mark or str(n), "points": line.level, "title": line.text} | bound
        for n, (line, bound) in enumerate(zip(levels, bounds, strict=True), 1)
    ]
    if len({band["code"] for band in bands}) < len(bands):
        for n, band in enumerate(bands, 1):
            band["code"] = str(n)
    return Kind("bands", {"bands": bands}, _rest(lines, lambda line: line.level))


def _overlap(bounds: list[dict]) -> bool:
    """Whether a value could stand in two levels; open ends are as far as can be. Upper ends are outside unless said."""
    far = Decimal(10) ** 12
    ends = sorted((Decimal(b.get("min", -far)), Decimal(b.get("max", far)), b) for b in bounds if b) if bounds else []
    for (_, high, a), (low, _, b) in zip(ends, ends[1:], strict=False):
        touching = high == low and a.get("max_inclusive") and b.get("min_inclusive", True)
        if high > low or touching:
            return True
    return False


def _boolean(item: Item, lines: list[Line], role: str) -> Kind | None:
    """Two sides: something for having it, nothing for not having it."""
    levels = _levels(lines)
    if not levels or len(levels) != 2 or item.max is None:
        return None
    given = {line.level for line in levels}
    if given != {plain(item.max), "0"} or not any(words.says_nothing(line.text) for line in levels):
        return None
    return Kind("boolean", {}, [line.text for line in lines])


def _caps(lines: list[Line]) -> dict:
    found: dict = {}
    for line in lines:
        found |= words.total_caps(line.text)
    return found


def _cases(item: Item, lines: list[Line], role: str) -> Kind | None:
    rules = [(line, line.case) for line in lines if line.case and not words.total_caps(line.text)]
    if not rules or any(line.level for line in lines):
        return None
    codes = [line.mark for line, _ in rules]
    unique = all(codes) and len(set(codes)) == len(codes)
    made = [
        {"code": line.mark if unique else str(n), "title": line.text} | case for n, (line, case) in enumerate(rules, 1)
    ]
    rest = _rest(lines, lambda line: line.case or words.total_caps(line.text))
    return Kind("cases", {"rules": made} | _caps(lines), rest)


def _own_case(item: Item, lines: list[Line], role: str) -> Kind | None:
    """The rule in the title itself, or a figure in a column of a part of bonuses or penalties."""
    if words.names_role(item.title):
        return None
    columns = {} if item.max is not None and role == "standard" else item.points
    case = Line("", item.title, {k: v for k, v in columns.items() if k != "max"}).case
    if case is None and role != "standard" and item.max is not None and not lines:
        most = words.more_of(item.title)
        if (role == "bonus" or "toi da" in words.key(item.title)) and not most.get("per_case"):
            return None  # up to so many points
        case = {"type": role, "points": plain(item.max)} | most
    if case is None or any(line.level for line in lines):
        return None
    rule = {"code": "1", "title": item.title} | case
    return Kind("cases", {"rules": [rule]}, [line.text for line in lines])


def _checklist(item: Item, lines: list[Line], role: str) -> Kind | None:
    levels = _levels(lines)
    if not levels or item.max is None or any(words.says_nothing(line.text) for line in levels):
        return None
    if sum(Decimal(line.level or 0) for line in levels) != item.max or any("max" in line.points for line in levels):
        return None
    items = [{"code": str(n), "title": line.text, "points": line.level} for n, line in enumerate(levels, 1)]
    return Kind("checklist", {"items": items}, _rest(lines, lambda line: line.level))


def alternatives(item: Item) -> bool:
    """Whether the rows below, each with points, are levels to choose from: never summed up."""
    children = [child for child in item.children if child.max is not None]
    beside = [line for line in item.lines if words.points_of(line) is not None or words.band_of(line)]
    if not children or len(children) + len(beside) < 2 or any(child.children for child in children):
        return False
    if item.max is None:
        return all(words.band_of(child.title) for child in children)
    total, most = sum(child.max for child in children), max(child.max for child in children)
    if most > item.max or (total == item.max and all(child.max for child in children)):
        return False
    levels = sum(1 for child in children if words.band_of(child.title) or not child.max)
    numbered = any(child.mark.style in ("named", "capital", "roman", "number", "dotted") for child in children)
    if numbered and total < item.max:
        return levels == len(children)  # numbered rows that do not fill the maximum are a part with a slip in its sum
    return levels * 2 >= len(children) or any(words.grade_of(f"{child.title}: 1 điểm") for child in children)
