"""What stands before the words of a row: I, A, 1, 1.1, a, a1, -, +, “Tiêu chuẩn 1:”."""

import re
from dataclasses import dataclass

from emulation.base import vietnamese

# How deep a mark stands where nothing else tells.
RANKS = {"heading": 0, "named": 0, "capital": 1, "roman": 2, "number": 3, "dotted": 4, "letter": 7}
RANKS |= {"dash": 8, "plus": 9, "none": 10}
NUMBERED = ("named", "capital", "roman", "number", "dotted", "letter")
_ROMAN = re.compile(r"(?=[IVXL])(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_PARTED = re.compile(r"[A-Za-zĐđ]{1,5}(?=\d)|[A-Za-zĐđ]{1,5}|\d{1,3}")
_WHOLE = re.compile(r"(?:[A-Za-zĐđ]{1,5}|\d{1,3})(?:[.\-]?(?:[A-Za-zĐđ]{1,5}|\d{1,3}))*[.)/:]?")
_NAMED = re.compile(
    r"(?P<word>phần(?: thứ)?|mục|chương|tiêu chuẩn|tiêu chí|nội dung)\s+(?P<mark>[IVXL]+|\d{1,2}|[A-ZĐ]|nhất|hai|ba|tư)\s*[.:)–-]\s*(?=\S)",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"(?P<mark>[IVXL]+|[A-ZĐ]|\d{1,2}|[a-zđ])\s*[.)/:]\s+(?=\S)"
    r"|(?P<dotted>(?:[IVXL]+|[A-Za-zĐđ]|\d{1,2})(?:\.?(?:\d{1,2}|(?<=\.)[a-zđ]))+)[.)]?\s+(?=\S)"
    r"|(?P<sign>[-–−+*•▪➢○])\s*(?=[^\d\s])"
)
_SPOKEN = {"nhất": "1", "hai": "2", "ba": "3", "tư": "4"}


@dataclass(frozen=True)
class Mark:
    """style: one of RANKS. parts: the pieces of the number, `a1.2` is a, 1, 2. first: a list begins with it."""

    style: str
    parts: tuple[str, ...] = ()

    @property
    def rank(self) -> int:
        return RANKS[self.style] + (len(self.parts) - 2 if self.style == "dotted" else 0)

    @property
    def level(self) -> tuple:
        """Marks of one level of one list share it."""
        shapes = tuple(_shape(part) for part in self.parts[1:])
        return (self.style, len(self.parts), shapes if self.style == "dotted" else ())

    @property
    def first(self) -> bool:
        return self.style in ("dash", "plus", "none") or bool(self.parts) and self.parts[-1] in ("A", "I", "1", "a")

    @property
    def code(self) -> str:
        return ".".join(self.parts)


NONE = Mark("none")


def _shape(part: str) -> str:
    return "1" if part.isdigit() else "a"


def mark_of(text: str, roman_runs: bool = False) -> Mark | None:
    """The mark that a cell of the column of numbers holds; None when it is not one."""
    text = vietnamese.one_line(text).strip()
    if text in ("-", "–", "−", "*", "•", "▪", "➢", "○"):
        return Mark("dash")
    if text == "+":
        return Mark("plus")
    if named := _NAMED.match(f"{text.rstrip(' .:)')}: x"):
        return Mark("named", (_SPOKEN.get(named["mark"].lower(), named["mark"]),))
    if not _WHOLE.fullmatch(text) or len(text) > 20:
        return None
    return _built(tuple(_PARTED.findall(text)), roman_runs)


def _built(parts: tuple[str, ...], roman_runs: bool) -> Mark | None:
    if any(len(part) > 1 and part.isalpha() and not _ROMAN.fullmatch(part) for part in parts):
        return None
    if len(parts) > 1:
        return Mark("dotted", parts)
    (mark,) = parts
    if mark.isdigit():
        return Mark("number", parts)
    if _ROMAN.fullmatch(mark) and (len(mark) > 1 or mark == "I" or roman_runs):
        return Mark("roman", parts)
    return Mark("letter" if mark.islower() else "capital", parts) if len(mark) == 1 else None


def split_ahead(text: str, roman_runs: bool = False) -> tuple[Mark, str]:
    """The mark at the head of a text and the rest of it: “1.2. Kế hoạch”, “a) …”, “- …”, “Tiêu chuẩn 1: …”."""
    if named := _NAMED.match(text):
        word = named["mark"]
        # The words stay: “Tiêu chuẩn 1: …” is how people call the part.
        return Mark("named", (_SPOKEN.get(word.lower(), word.upper()),)), text
    if not (found := _AHEAD.match(text)):
        return NONE, text
    rest = text[found.end() :]
    if sign := found["sign"]:
        return Mark("plus" if sign == "+" else "dash"), rest
    mark = _built(tuple(_PARTED.findall(found["mark"] or found["dotted"])), roman_runs)
    return (mark, rest) if mark else (NONE, text)
