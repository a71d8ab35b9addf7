"""The numbers Word prints before list items; they are nowhere in the text itself."""

import re
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_GLYPHS = {
    "\uf0b7": "•",
    "\uf0a7": "▪",
    "\uf0d8": "➢",
    "\uf0fc": "✓",
    "\uf02d": "-",
    "\uf0a8": "□",
    "o": "○",
    "\uf0be": "-",
}
_ROMAN = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def _val(element: etree._Element | None, name: str) -> str | None:
    child = element.find(W + name) if element is not None else None
    return child.get(W + "val") if child is not None else None


def _int(text: str | None, default: int) -> int:
    return int(text) if text and text.lstrip("-").isdigit() else default


class Styles:
    """Paragraph styles: what a paragraph inherits."""

    def __init__(self, root: etree._Element | None):
        elements = root.iterfind(W + "style") if root is not None else ()
        self._styles = {element.get(W + "styleId"): element for element in elements}
        paragraphs = [e for e in self._styles.values() if e.get(W + "type") == "paragraph"]
        self._default = next((e.get(W + "styleId") for e in paragraphs if e.get(W + "default") in ("1", "true")), None)

    def of_paragraph(self, properties: etree._Element | None) -> str | None:
        return _val(properties, "pStyle") or self._default

    def chain(self, style: str | None) -> list[etree._Element]:
        """The style and those it is based on."""
        found: list[etree._Element] = []
        while style in self._styles and self._styles[style] not in found:
            found.append(self._styles[style])
            style = _val(found[-1], "basedOn")
        return found

    def is_capitals(self, style: str | None) -> bool:
        for element in self.chain(style):
            look = element.find(W + "rPr")
            caps = look.find(W + "caps") if look is not None else None
            if caps is not None:
                return caps.get(W + "val") not in ("0", "false", "off")
        return False

    def numbering(self, style: str | None) -> tuple[str | None, int | None, str | None]:
        """numId and level that a style brings along, and the style that brings them."""
        for element in self.chain(style):
            numbered = element.find(f"{W}pPr/{W}numPr")
            if numbered is not None and (number := _val(numbered, "numId")):
                level = _val(numbered, "ilvl")
                return number, int(level) if level else None, element.get(W + "styleId")
        return None, None, None


@dataclass
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""
    legal: bool = False
    restart: int | None = None
    style: str | None = None


@dataclass
class _List:
    levels: dict[int, _Level] = field(default_factory=dict)
    link: str | None = None


class Numbering:
    """Counts through the document; ask for the label of each paragraph in order."""

    def __init__(self, root: etree._Element | None, styles: Styles):
        self._styles = styles
        self._lists: dict[str, _List] = {}
        self._numbers: dict[str, tuple[str, dict[int, _Level], dict[int, int]]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is not None:
            self._read(root)

    def _read(self, root: etree._Element) -> None:
        for element in root.iterfind(W + "abstractNum"):
            levels = {_int(e.get(W + "ilvl"), 0): _level(e) for e in element.iterfind(W + "lvl")}
            self._lists[element.get(W + "abstractNumId")] = _List(levels, _val(element, "numStyleLink"))
        for element in root.iterfind(W + "num"):
            levels, starts = {}, {}
            for override in element.iterfind(W + "lvlOverride"):
                index = _int(override.get(W + "ilvl"), 0)
                if (own := override.find(W + "lvl")) is not None:
                    levels[index] = _level(own)
                if (start := _val(override, "startOverride")) is not None:
                    starts[index] = _int(start, 1)
            self._numbers[element.get(W + "numId")] = (_val(element, "abstractNumId"), levels, starts)

    def label(self, properties: etree._Element | None) -> str | None:
        """The number printed before this paragraph; None for a paragraph outside lists."""
        number, level = self._place(properties)
        if number not in self._numbers:
            return None
        abstract, own, starts = self._numbers[number]
        levels = {**self._levels(abstract), **own}
        if level not in levels:
            return None
        counts = self._count(number, abstract, level, levels, starts)
        return _printed(level, levels, counts)

    def _place(self, properties: etree._Element | None) -> tuple[str | None, int]:
        numbered = properties.find(W + "numPr") if properties is not None else None
        number, level = _val(numbered, "numId"), _val(numbered, "ilvl")
        if number is not None:
            return number, _int(level, 0)
        number, inherited, style = self._styles.numbering(self._styles.of_paragraph(properties))
        if number not in self._numbers:
            return number, 0
        if level is None and inherited is None:
            levels = self._levels(self._numbers[number][0])
            inherited = next((index for index, known in levels.items() if known.style == style), 0)
        return number, _int(level, inherited or 0)

    def _levels(self, abstract: str | None) -> dict[int, _Level]:
        known = self._lists.get(abstract or "")
        if known is None:
            return {}
        if known.link and not known.levels:
            number, _, _ = self._styles.numbering(known.link)
            target = self._numbers.get(number or "", (None, {}, {}))[0]
            return self._lists[target].levels if target in self._lists else {}
        return known.levels

    def _count(self, number: str, abstract: str | None, level: int, levels: dict, starts: dict) -> dict[int, int]:
        counts = self._counts.setdefault(abstract or number, {})
        if level in starts and (number, level) not in self._begun:
            counts[level] = starts[level]
        else:
            counts[level] = counts[level] + 1 if level in counts else levels[level].start
        self._begun.add((number, level))
        for deeper in [index for index in counts if index > level]:
            if deeper not in levels or levels[deeper].restart != 0:
                del counts[deeper]
        return counts


def _level(element: etree._Element) -> _Level:
    restart = _val(element, "lvlRestart")
    legal = element.find(W + "isLgl")
    return _Level(
        start=_int(_val(element, "start"), 1),
        form=_val(element, "numFmt") or "decimal",
        text=_val(element, "lvlText") or "",
        legal=legal is not None and legal.get(W + "val") not in ("0", "false"),
        restart=_int(restart, 0) if restart is not None else None,
        style=_val(element, "pStyle"),
    )


def _printed(level: int, levels: dict[int, _Level], counts: dict[int, int]) -> str | None:
    own = levels[level]
    if own.form == "bullet":
        glyph = own.text.strip()
        return _GLYPHS.get(glyph, glyph if glyph and not "\ue000" <= glyph[0] <= "\uf8ff" else "-")
    if own.form == "none" and "%" not in own.text:
        return own.text.strip() or None

    def value(match: re.Match) -> str:
        index = int(match[1]) - 1
        known = levels.get(index, own)
        return formatted(counts.get(index, known.start), "decimal" if own.legal else known.form)

    return re.sub(r"%([1-9])", value, own.text).strip() or None


def formatted(number: int, form: str) -> str:
    """The number in Word's format."""
    if form == "none":
        return ""
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman"):
        roman = ""
        for value, sign in _ROMAN:
            roman, number = roman + sign * (number // value), number % value
        return roman.lower() if form == "lowerRoman" else roman
    return f"{number:02d}" if form == "decimalZero" else str(number)
