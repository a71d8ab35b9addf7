"""Outline marks at the start of a line: I. 1. 1.1 (1) a) Điều 1. - + * Một là, and the like."""

import re
from dataclasses import dataclass
from functools import lru_cache

from emulation.base import vietnamese
from emulation.base.vietnamese import cased

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}

# Smaller rank: nearer to the whole document.
RANKS = {"part": -1, "upper": 0, "roman": 1, "dieu": 1, "heading": 1, "dec": 3, "word": 3, "multi": 4, "paren": 5, "letter": 5,
         "dash": 7, "bullet": 7, "star": 7, "plus": 8}  # fmt: skip
SECTION_KINDS = ("part", "upper", "roman", "dieu", "heading")
DASH_KINDS = ("dash", "bullet", "star", "plus")

_PATTERNS = [
    ("part", re.compile(cased(r"(?:PHẦN|CHƯƠNG|Phần|Chương)\s+(?:thứ\s+|THỨ\s+)?(\w{1,5})(?:\s?[.:)/-]|$|(?=\s+[\p{Lu}]))\s*"))),
    ("roman", re.compile(cased(
        r"(?:(?:Mục|MỤC)\s+)?([IVXL]{1,6})(?:\s?[.)/:](?=\s|$|\w\w)|\s?[-–—](?=\s)|\t| (?=[\p{Lu}]{2}))\s*"
    ))),
    ("dieu", re.compile(r"(?:Điều|ĐIỀU)\s+(\d{1,2})\s?[.:]\s*")),
    # “Một là, …; Hai là: …”, “Thứ nhất, …”
    ("word", re.compile(
        r"(?:(Một|Hai|Ba|Bốn|Năm|Sáu|Bảy|Tám|Chín|Mười) là|(?:Thứ )(nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười))\s?[,:;-]?\s+",
        re.IGNORECASE,
    )),
    ("upper", re.compile(r"([A-HĐ])(?:[.)/](?=\s|$))\s*")),
    ("multi", re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,3})(?:[.)](?!\d)\s*|\s+(?=[^\W\d]))")),
    ("dec", re.compile(r"(\d{1,2})(?:\s?[.)](?=\s|$|[^\W\d])|\s?/(?=\s|$)|\s?[-–](?=\s)|\t(?=[^\W\d]))\s*")),
    ("paren", re.compile(r"\((\d{1,2})\)\s*")),
    ("letter", re.compile(rf"\(?([{_LETTERS}])(?:\)\s*|[./](?=\s|$)\s*)")),
    ("dash", re.compile(r"[-–—−]\s*(?=\S)")),
    ("plus", re.compile(r"\+\s*(?=\S)")),
    ("star", re.compile(r"\*+\s*(?=\S)")),
    ("bullet", re.compile(r"[•●○▪■□►▶➢➤✓✔❖◦·‣⁃]\s*(?=\S)")),
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Marker:
    kind: str
    order: tuple[int, ...]
    label: int | str | None
    length: int

    @property
    def is_section(self) -> bool:
        return self.kind in SECTION_KINDS

    @property
    def is_dash(self) -> bool:
        return self.kind in DASH_KINDS


@lru_cache(maxsize=1024)
def _patterns_for(first: str) -> list[tuple[str, re.Pattern]]:
    """The patterns that can match a line with this first character."""
    if first.isdigit():
        kinds = {"multi", "dec"}
    elif first == "(":
        kinds = {"paren", "letter"}
    elif first.isalpha():
        kinds = {"letter"} if first.islower() else {"part", "roman", "dieu", "word", "upper"}
    else:
        kinds = set(DASH_KINDS)
    return [(kind, pattern) for kind, pattern in _PATTERNS if kind in kinds]


def marker_of(text: str) -> Marker | None:
    """Return the mark with which the line begins."""
    for kind, pattern in _patterns_for(text[:1]):
        if (match := pattern.match(text)) and (marker := _marker(kind, match)):
            return marker
    return None


def _marker(kind: str, match: re.Match) -> Marker | None:
    if kind in DASH_KINDS:
        return Marker(kind, (0,), None, match.end())
    label = match[1]
    if kind == "word":
        value = _NUMBERS[vietnamese.search_key(match[1] or match[2])]
        return Marker(kind, (value,), value, match.end())
    if kind in ("dec", "paren", "dieu"):
        return Marker(kind, (int(label),), int(label), match.end()) if int(label) else None
    if kind == "multi":
        order = tuple(map(int, label.split(".")))
        return Marker(kind, order, label, match.end())
    if kind in ("roman", "part"):
        value = roman_value(label) if kind == "roman" else _part_value(label)
        return Marker(kind, (value,), label, match.end()) if value else None
    letters = _LETTERS.upper() if kind == "upper" else _LETTERS
    return Marker(kind, (letters.index(label) + 1,), label, match.end())


def roman_value(text: str) -> int | None:
    """Return the value of I, II, IV ...; None for what is no Roman number."""
    values = [_ROMAN_VALUES[c] for c in text]
    total = sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
    return total if re.fullmatch("X{0,3}(?:I[XV]|V?I{0,3})|XL.*|L.*", text) else None


_ORDINALS = {"nhat": 1, "hai": 2, "ba": 3, "tu": 4, "nam": 5, "sau": 6}


_NUMBERS = {
    "mot": 1,
    "nhat": 1,
    "hai": 2,
    "ba": 3,
    "bon": 4,
    "tu": 4,
    "nam": 5,
    "sau": 6,
    "bay": 7,
    "tam": 8,
    "chin": 9,
    "muoi": 10,
}


def _part_value(label: str) -> int | None:
    if label.isdigit():
        return int(label)
    if set(label) <= set("IVXL"):
        return roman_value(label)
    return 1 if label == "A" else _ORDINALS.get(vietnamese.search_key(label))


def follows(marker: Marker, before: Marker | None) -> str:
    """How the mark relates to the last one of its kind: "next", "first", "gap", "back", "far" or "odd"."""
    if marker.kind in DASH_KINDS:
        return "next"
    last, head = marker.order[-1], marker.order[:-1]
    if before is not None and before.order[:-1] == head:
        step = last - before.order[-1]
        if step == 1 or marker.kind in ("letter", "upper") and 0 < step <= 3:
            return "next"
        if 1 < step <= 3:
            return "gap"
        if last == 1:
            return "first"
        return "back" if step <= 0 else "far"
    return "first" if last == 1 else "odd"
