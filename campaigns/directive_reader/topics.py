"""What a heading announces. Headings are compared without diacritics and case."""

import re
from enum import StrEnum
from functools import lru_cache

from emulation.base import vietnamese


class Topic(StrEnum):
    THEME = "theme"
    CONTENT = "content"
    DUTY = "duty"
    AWARD = "award"
    PURPOSE = "purpose"
    GOAL = "goal"
    TIME = "time"
    SUBJECT = "subject"
    MEANS = "means"


_AT = r"(?:^|, |; |/ ?|va |- )(?:ve |cac |mot so |nhung )?"
_CARRY_OUT = r"(?:(?:cong tac )?to chuc (?:va )?(?:trien khai )?thuc hien|to chuc trien khai|trien khai thuc hien)"
_LOOSE = {
    Topic.DUTY: _AT + rf"(?:{_CARRY_OUT}(?=$|,|;| va| chi thi| ke hoach| quyet dinh| phong trao| dot| cac noi dung)"
    r"|trach nhiem (?:to chuc )?thuc hien|phan cong|thuc hien$"
    r"|nhiem vu cua (?:cac )?(?:co quan|don vi|so|nganh|cap|dia phuong|khoi|thanh vien))|^trach nhiem",
    Topic.CONTENT: r"^(?:ve |cac |mot so |nhung )?(?:noi dung|nhiem vu|trong tam(?: thi dua)?$|trong tam thi dua)"
    r"|^(?:ve )?(?:muc dich|yeu cau|muc tieu|chi tieu|chu de|phuong cham|thoi gian|doi tuong|pham vi|giai phap|hinh thuc)\b"
    r".*(?:, |va |; )(?:cac )?(?:noi dung|nhiem vu)",
    Topic.THEME: _AT + r"(?:ten (?:goi|phong trao)|chu de|phuong cham|khau hieu)",
    Topic.AWARD: r"khen thuong|tieu chuan|tieu chi|cham diem|thang diem|xep hang|xep loai|binh xet|danh hieu|suy ton",
    Topic.PURPOSE: _AT + r"(?:muc dich|yeu cau(?=$|,| chung| ve| doi voi)|y nghia|quan diem|boi canh)",
    Topic.GOAL: _AT + r"(?:muc tieu|chi tieu)",
    Topic.TIME: _AT + r"(?:thoi gian|thoi han|tien do|lo trinh|thoi diem|moc thoi gian)",
    Topic.SUBJECT: _AT + r"(?:doi tuong|pham vi)",
    Topic.MEANS: _AT + r"(?:giai phap|bien phap|hinh thuc|phuong an|phuong phap|kinh phi|nguon luc|cach thuc)",
}
_AWARD_ITEM = re.compile(
    r"^(?:hinh thuc |cong tac |kinh phi )?(?:thi dua, )?(?:khen thuong|tieu chuan|tieu chi|danh hieu)|xep hang|xep loai|cham diem"
    r"|thang diem|binh xet|suy ton"
)
_LOOSE = {topic: re.compile(pattern) for topic, pattern in _LOOSE.items()}

_DOCUMENT = r"(?:chi thi|ke hoach|quyet dinh|phong trao|dot thi dua|thi dua)"
_STRICT = {
    Topic.DUTY: rf"(?:cong tac )?to chuc (?:va )?(?:trien khai )?thuc hien(?: {_DOCUMENT}(?: thi dua)?(?: nay)?)?"
    rf"|(?:phan cong )?(?:trach nhiem|nhiem vu)?(?: to chuc)?(?: trien khai)? ?thuc hien(?: {_DOCUMENT})?"
    r"|phan cong(?: trach nhiem| nhiem vu| thuc hien)*|trach nhiem(?: cua)? cac (?:co quan|don vi|so|nganh|cap)\b.{0,60}",
    Topic.CONTENT: r"(?:cac )?(?:noi dung|nhiem vu)(?:,? (?:va )?(?:noi dung|nhiem vu|giai phap|chi tieu))*"
    r"(?: (?:thuc hien|thi dua|phong trao|dot|cua|trong tam|cu the|chu yeu|phat dong|cac))*",
}
_STRICT = {topic: re.compile(pattern) for topic, pattern in _STRICT.items()}
# A heading that stands without a number must be one of these and little more.
_UNNUMBERED = re.compile(
    r"(?:ve )?(?:muc dich|yeu cau|muc tieu|chi tieu|chu de|phuong cham|noi dung|cac noi dung|nhiem vu|cac nhiem vu"
    r"|doi tuong|pham vi|thoi gian|tieu chi|tieu chuan|hinh thuc|khen thuong|cong tac khen thuong|giai phap|kinh phi"
    r"|to chuc thuc hien|to chuc trien khai|trach nhiem|phan cong)\b.{0,80}"
)


@lru_cache(maxsize=2048)
def key_of(heading: str) -> str:
    """The heading as it is compared."""
    return vietnamese.search_key(heading[:300]).strip(" .:;,")


@lru_cache(maxsize=2048)
def topics_of(heading: str) -> frozenset[Topic]:
    """All topics a section's heading announces."""
    key = key_of(heading)
    return frozenset(topic for topic, pattern in _LOOSE.items() if pattern.search(key))


def is_about_awards(heading: str) -> bool:
    """Say whether an item's heading is about praise or scoring; a task may well mention them."""
    return bool(_AWARD_ITEM.search(key_of(heading)))


def is_only(topic: Topic, heading: str) -> bool:
    """Say whether the heading announces this topic and nothing else ("Nội dung thi đua")."""
    return bool(_STRICT[topic].fullmatch(key_of(heading)))


def opens_with(heading: str, *topics: Topic) -> bool:
    """Say whether the heading begins with one of these topics."""
    key = key_of(heading)
    return any(_LOOSE[topic].match(key) for topic in topics)


def is_capitals(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 4 and sum(c.isupper() for c in letters) >= 0.8 * len(letters)


def is_unnumbered_heading(text: str, *, among_numbered: bool) -> bool:
    """Say whether a paragraph without a number is the heading of a section.

    Among numbered sections only capitals or the plain "Tổ chức thực hiện" are believed.
    """
    if len(text) > 150 or text.rstrip()[-1:] in tuple(".;,!?…"):
        return False
    if is_capitals(text):
        return True
    if not text[:1].isupper():
        return False
    if among_numbered:
        return key_of(text) == "to chuc thuc hien"
    return len(text.split()) <= 14 and bool(_UNNUMBERED.fullmatch(key_of(text)))
