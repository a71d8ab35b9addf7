"""Rows and cells that are marks of the list, not data: ditto, group titles, column numbers, totals, signatures."""

import re
from dataclasses import dataclass

from emulation.base import vietnamese

_DITTO_WORDS = re.compile(r"[-–—.\s]*(?:nt|n/t|như trên)[-–—.\s]*", re.IGNORECASE)
_DITTO_SIGNS = frozenset(["〃", '"', "''", "″", "“", "”", "’’", "‘‘", ",,", "´´"])

_MARKER = re.compile(r"(?P<marker>[IVX]+|[A-ZĐ])\s*[.)/:-]?\s*")
_MARKED_TITLE = re.compile(r"(?P<marker>[IVX]+|[A-ZĐ])\s*[.)/:-]\s*(?P<title>\S.*)")
_ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")  # no list has fifty groups: L and C are letters

_COLUMN_NUMBER = re.compile(r"[(\[]?\s*(?:(?P<number>[0-9]{1,2})|[A-ZĐ])\s*[)\]]?")
_ROW_NUMBER = re.compile(r"[(\[]?[0-9]{1,6}(?:\.0)?[.)\]]?")

# "Tổng công ty", "Cộng đồng dân cư" are names, not totals.
_TOTAL = re.compile(
    r"(?:tổng(?!\s*(?:công ty|cty|cục|đài|hội|liên đoàn|lãnh sự|kho|trạm|đội|biên tập|bí thư|giám đốc|thanh tra))"
    r"|cộng(?!\s*(?:đồng|tác|hòa|hoà|sản|sinh)))(?![^\W\d_])",
    re.IGNORECASE,
)
_SIGNER = re.compile(
    r"(?:tm|kt|tl|tuq)\s*[./]|(?:(?:người lập|người duyệt|người kiểm tra|kế toán|thủ trưởng"
    r"|phó giám đốc|giám đốc|phó chủ tịch|chủ tịch)(?![^\W\d_]))",
    re.IGNORECASE,
)
_PLACE_AND_DATE = re.compile(
    r"(?:.+,)?\s*ngày[\s.…_0-9]*tháng[\s.…_0-9]*năm[\s.…_0-9]*",
    re.IGNORECASE,
)


def is_ditto(text: str) -> bool:
    """Say whether the cell stands for the one above: Nt, -nt-, như trên, 〃, ", ''."""
    text = text.strip()
    return text in _DITTO_SIGNS or bool(_DITTO_WORDS.fullmatch(vietnamese.one_line(text)))


@dataclass(frozen=True)
class Group:
    """A group row: its number as printed and its title."""

    style: str  # "roman", "letter", or "wide" for a merged title without a number
    marker: str
    title: str


def group_of(marker: str, title: str) -> Group | None:
    """Return the group if the first text is a lone Roman number or capital letter."""
    match = _MARKER.fullmatch(marker)
    style = match and _style(match["marker"])
    return Group(style, match["marker"], title) if style else None


def marked_group(text: str) -> Group | None:
    """Return the group of `I. Các sở, ban, ngành`."""
    match = _MARKED_TITLE.fullmatch(text)
    return group_of(match["marker"], match["title"]) if match else None


def _style(marker: str) -> str | None:
    if _ROMAN.fullmatch(marker):
        return "roman"
    return "letter" if len(marker) == 1 else None


def is_number_row(texts: list[str]) -> bool:
    """Say whether the row only numbers the columns: (1) (2) (3), or A B 1 2."""
    matches = [_COLUMN_NUMBER.fullmatch(text) for text in texts]
    if len(texts) < 2 or not all(matches):
        return False
    numbers = [int(m["number"]) for m in matches if m["number"]]
    return bool(numbers) and all(b == a + 1 for a, b in zip(numbers, numbers[1:], strict=False)) and numbers[0] <= 2


def is_row_number(text: str) -> bool:
    return bool(_ROW_NUMBER.fullmatch(text.strip()))


def is_total(text: str) -> bool:
    return bool(_TOTAL.match(text))


def is_signer(text: str) -> bool:
    return bool(_SIGNER.match(text))


def is_place_and_date(text: str) -> bool:
    return bool(_PLACE_AND_DATE.fullmatch(text))
