"""Names of persons as lists write them: honorific, rank and degree around the name itself."""

import re
from dataclasses import dataclass, field

from .text import fold, one_line, sort_key

_HONORIFICS = ("Ông", "Bà")
_COMRADE = r"(?:đ/c|đ\.c|đồng chí)(?![^\W_])"
_DEGREES = (
    "PGS.TS", "GS.TS", "GS", "PGS", "TSKH", "ThS", "Ths", "THS", "TS",
    "BSCKII", "BSCKI", "BSCK", "BS", "KS", "CN", "NGƯT", "NGND",
)  # fmt: skip
_RANKS = (
    "Đại tướng", "Thượng tướng", "Trung tướng", "Thiếu tướng", "Đại tá", "Thượng tá", "Trung tá", "Thiếu tá",
    "Đại úy", "Thượng úy", "Trung úy", "Thiếu úy", "Thượng sĩ", "Trung sĩ", "Hạ sĩ",
)  # fmt: skip
_POSTHUMOUS = re.compile(r"\s*[(\[]\s*truy tặng\s*[)\]]|\s*[-–,]?\s+truy tặng$", re.IGNORECASE)


def _either(words) -> str:
    # Úy is also written Uý; degrees are followed by a dot or not.
    patterns = (re.escape(w).replace("úy", "(?:úy|uý)").replace(r"\.", r"\.\s*") for w in words)
    return "|".join(sorted(patterns, key=len, reverse=True))


_LEAD = re.compile(
    rf"(?P<honorific>ông|bà)(?=[\s.:/])[.:]?\s*(?!/)|(?P<comrade>{_COMRADE})[.:]?\s*"
    rf"|(?P<rank>{_either(_RANKS)})(?=[\s,.])[,.]?\s*",
    re.IGNORECASE,
)
_DEGREE = re.compile(rf"(?P<degree>{_either(_DEGREES)})(?:\.,?\s*|,\s*|\s+)")


@dataclass(frozen=True)
class PersonName:
    """What stood in the cell of a person's name."""

    name: str
    honorific: str | None = None
    titles: tuple[str, ...] = field(default=())
    posthumous: bool = False

    @property
    def title(self) -> str | None:
        return " ".join(self.titles) or None


def split_person_name(text: str) -> PersonName:
    """Take honorific, "đ/c", ranks, degrees and "(truy tặng)" off a name. Nothing is concluded about gender."""
    text, posthumous = take_posthumous(one_line(text, apostrophe=True))
    honorific, titles = None, []
    while match := (_LEAD.match(text) or _DEGREE.match(text)):
        parts = match.groupdict()
        if parts.get("honorific"):
            honorific = parts["honorific"].capitalize()
        elif parts.get("rank"):
            titles.append(parts["rank"].capitalize())
        elif parts.get("degree"):
            titles.append(re.sub(r"\s", "", parts["degree"]) + ".")
        text = text[match.end() :]
    return PersonName(text.strip(), honorific, tuple(titles), posthumous)


def take_posthumous(text: str) -> tuple[str, bool]:
    """Take "(truy tặng)" off a name or an award."""
    rest = _POSTHUMOUS.sub("", text)
    return rest.strip(), rest != text


def as_honorific(text: str) -> str | None:
    """Return Ông or Bà if that is all the text says."""
    return next((h for h in _HONORIFICS if fold(text.strip(" .:")) == fold(h)), None)


def person_sort_key(name: str) -> str:
    """Return the key by which Vietnamese lists order people: given name, then the name from the left."""
    words = re.sub(r"\(.*?\)", " ", one_line(name)).split()
    return sort_key(words[-1]) + sort_key(" ".join(words[:-1])) if words else ""


def titlecase_name(name: str) -> str:
    """Turn NGUYỄN VĂN HẢI into Nguyễn Văn Hải."""
    return re.sub(r"[^\W\d_]+", lambda m: m[0][0].upper() + m[0][1:].lower(), one_line(name))


def missing_space(name: str) -> bool:
    """Say whether two words of the name have grown together, as in PhạmThị."""
    return any(a.islower() and b.isupper() for a, b in zip(name, name[1:], strict=False))
