"""Normal form, comparison, search and sorting of Vietnamese text."""

import re
import unicodedata

# The letters of points in official outlines; ă and â are not used in them.
OUTLINE_LETTERS = tuple("abcdđeêghiklmnoôơpqrstuưvxy")

# Ð (Icelandic eth) and Ɖ (African d) look like Đ and come out of broken converters.
_LOOK_ALIKES = str.maketrans({"Ð": "Đ", "Ɖ": "Đ", "ð": "đ", "ɖ": "đ"})
_ZERO_WIDTH = dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x200E, 0x200F])
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－"), "-")

_SHAPES = "\u0302\u0306\u031b"  # circumflex, breve, horn: they make a letter
_TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng, in the order of the alphabet
_MARKS = re.compile(f"[{_SHAPES}{_TONES}]{{2,}}")
_TONE = re.compile(f"[{_TONES}]")
_VOWELS = re.compile(f"[aeiouy{_SHAPES}{_TONES}]+")
_BLANKS = re.compile(r"[^\S\n]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")


def _decompose(text: str) -> str:
    """NFD with the mark that makes the letter before the tone, whatever the order it was typed in."""
    return _MARKS.sub(lambda m: "".join(sorted(m[0], key=lambda c: c in _TONES)), unicodedata.normalize("NFD", text))


def normalise(text: str, *, apostrophe: bool = False) -> str:
    """Return the text as it is stored: NFC, real Đ, single plain spaces, no invisible characters.

    Line breaks stay. With `apostrophe` an apostrophe at the front goes: spreadsheets write it before text that
    looks like something else.
    """
    text = _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).translate(_ZERO_WIDTH)
    text = unicodedata.normalize("NFC", _decompose(text.translate(_LOOK_ALIKES)))
    lines = (_BLANKS.sub(" ", line).strip() for line in text.split("\n"))
    text = "\n".join(lines).strip()
    if apostrophe and text[:1] in ("'", "’") and not set(text) <= {"'", "’"}:  # '' alone is a ditto mark
        text = text[1:].lstrip()
    return text


def one_line(text: str, *, apostrophe: bool = False) -> str:
    """Return `normalise(text)` with line breaks turned into spaces: for names and cells."""
    return " ".join(normalise(text, apostrophe=apostrophe).split())


def fold(text: str) -> str:
    """Return the key by which names are equal: without case, spaces, kinds of dash and place of the tone mark."""
    text = _decompose(one_line(text).casefold()).translate(_DASHES)
    text = _VOWELS.sub(lambda m: _TONE.sub("", m[0]) + "".join(_TONE.findall(m[0])), text)
    return unicodedata.normalize("NFC", "".join(text.split()))


def search_key(text: str) -> str:
    """Return the text as people type it in a hurry: lower case, no diacritics, đ as d."""
    text = unicodedata.normalize("NFD", one_line(text).casefold().translate(_DASHES))
    return "".join(c for c in text if not unicodedata.combining(c)).replace("đ", "d")


_BASES = {
    c: unicodedata.normalize("NFD", c)[0].replace("đ", "d")
    for c in "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"
}
_VARIANTS = {base: "".join(c + c.upper() for c in _BASES if _BASES[c] == base) for base in set(_BASES.values())}


def search_pattern(word: str) -> str:
    """Return a regular expression that finds a word of `search_key` in stored text (NFC), whatever its marks and case.

    For columns that keep no search key. Plain enough for the dialects of both databases.
    """
    return "".join(_any_mark(c) for c in search_key(word))


def _any_mark(letter: str) -> str:
    if letter in _VARIANTS or letter.isalpha():
        return f"[{letter}{letter.upper()}{_VARIANTS.get(letter, '')}]"
    return re.escape(letter)


# The 33 letters (with f, j, w, z) each get one character of 2-9a-y; 0 ends a syllable, 1 begins a number, z a foreign
# letter.
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANKS = dict(
    zip((unicodedata.normalize("NFD", c) for c in _ALPHABET), "23456789abcdefghijklmnopqrstuvwxy", strict=True)
)
_WORD = re.compile(f"[0-9]+|(?:[^\\W\\d_][{_SHAPES}{_TONES}\u0307-\u0308\u030a-\u031a\u031c-\u0322\u0324-\u036f]*)+")
_LETTER = re.compile("([^\\W\\d_])([\u0300-\u036f]*)")


def sort_key(text: str) -> str:
    """Return a key whose plain order is that of the Vietnamese alphabet, syllable by syllable, tones last.

    Numbers count by value (Khối 2 before Khối 10). The key holds only a-z and 0-9, so that every database
    collation sorts it alike and it can be stored.
    """
    return "".join(_word_key(word) for word in _WORD.findall(_decompose(one_line(text).casefold())))


def _word_key(word: str) -> str:
    if word[0].isdigit():
        digits = word.lstrip("0") or "0"
        return f"1{min(len(digits), 9)}{digits}"
    letters, tone = [], 0
    for base, marks in _LETTER.findall(word):
        shape = "".join(c for c in marks if c in _SHAPES)
        letters.append(_RANKS.get(base + shape) or _RANKS.get(base) or f"z{ord(base):05x}")
        tone = next((_TONES.index(c) + 1 for c in marks if c in _TONES), tone)
    return f"{''.join(letters)}0{tone}"  # 0 sorts before every letter: the shorter syllable comes first


_FORMULA_STARTS = tuple("=+-@\t\r＝＋－＠")


def is_formula_like(text: str) -> bool:
    """Say whether a spreadsheet may run this text when it opens the file."""
    return text.startswith(_FORMULA_STARTS) or text.lstrip().startswith(_FORMULA_STARTS)


def escape_formula(value):
    """Return the value for a spreadsheet: text that would run gets an apostrophe, numbers stay numbers."""
    return f"'{value}" if isinstance(value, str) and is_formula_like(value) else value


def _letters(kind: str) -> str:
    """Accented Latin letters of one case, for the inside of a character class."""
    found = (chr(code) for code in range(0xC0, 0x1F00) if unicodedata.category(chr(code)) == kind)
    return "".join(c for c in found if unicodedata.name(c).startswith("LATIN"))


_CASES = {r"\p{Lu}": "A-Z" + _letters("Lu"), r"\p{Ll}": "a-z" + _letters("Ll")}


def cased(pattern: str) -> str:
    """A regular expression in which \\p{Lu} and \\p{Ll} stand for capital and small letters, inside a character class.

    A range such as À-Ỹ holds the small letters as well: code points of the two cases alternate.
    """
    for name, letters in _CASES.items():
        pattern = pattern.replace(name, letters)
    return pattern


def lower_first(text: str) -> str:
    """A title inside a sentence: names in it keep their capitals, and so does an abbreviation at its head."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def from_capitals(text: str, names: tuple[str, ...] = ()) -> str:
    """A heading that is all capitals, as a sentence: “PHÁT ĐỘNG … TỈNH HÀ NAM” → “Phát động … tỉnh Hà Nam”. Others stay.

    `names` keep the capitals they are given with; abbreviations and Roman numbers are told by their letters.
    """
    letters = [c for c in text if c.isalpha()]
    if len(letters) < 8 or any(c.islower() for c in letters):
        return text
    low = " ".join(word if _kept_capital(word) else word.lower() for word in text.split(" "))
    for name in names:
        low = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", name, low, flags=re.IGNORECASE)
    low = _ROMAN.sub(lambda m: m[1] + m[2].upper(), low)
    return low[:1].upper() + low[1:]


_ABBREVIATIONS = frozenset("UBND HĐND UBMTTQ MTTQ TW CP TTCP XHCN BHXH BHYT KT-XH QP-AN ATGT PCCC GDP".split())


def _kept_capital(word: str) -> bool:
    bare = word.strip(".,;:()“”\"'")
    return bare in _ABBREVIATIONS


# Where a Roman number stands; elsewhere “vi” and “xi” are words.
_ROMAN = re.compile(r"\b((?:quý|thứ|khóa|khoá|lần|phần|chương)\s)([ivx]+)\b")
