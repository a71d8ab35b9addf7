"""Rules in words: from a line such as “Từ 97% đến dưới 98%: 4 điểm” to what it says. Works on words without marks."""

import re
from decimal import Decimal

from emulation.base import vietnamese

N = r"(\d{1,6}(?:[.,]\d{1,4})?)"
END = r"\s*(?:d\b|diem\b)"
_POINTS = re.compile(rf"[-+]?\s*{N}{END}")
_RULE = re.compile(rf"\b(bi tru|tru|cong them|cong|thuong)\s*(?:toi da\s*)?\(?\s*[-+]?\s*{N}{END}")
_CAP = re.compile(rf"\b(?:toi da(?: khong qua)?|nhung khong qua|khong qua|khong vuot qua)\s*{N}{END}")
_WHAT = r"(?:truong hop|lan|bao cao|van ban|ho so|vu|nguoi|don|quy|thang|phong trao|nhiem vu)\b"
_PER = re.compile(rf"\b0?1 {_WHAT}|/\s*(?:0?1 )?{_WHAT}")
# With their marks: “mới” and “cử” are other words.
_EACH = re.compile(r"\b(?:mỗi|cứ|từng)\s+\w")
_TOTAL_CAP = re.compile(
    r"\b(?:tong (?:so )?)?diem (tru|cong|thuong)(?:,? ?(?:va )?(cong|tru|thuong))?.*?"
    rf"(?:toi da|khong qua|khong vuot)[^\d]*?(?:muc \S+ )?(?:khong qua )?{N}{END}"
)
_LATE = re.compile(r"\b(?:cham|tre|qua han)\b.*?\bngay\b")
_EARLY = re.compile(rf"\b(?:som|truoc(?: han)?)\b[^\d]*{N}\s*ngay\b")
_DAYS = re.compile(r"(?:tu )?(\d{1,3})(?: ngay)?\s*(?:-|den)\s*(duoi )?(\d{1,3})\s*ngay")
_DAYS_OPEN = re.compile(r"(?:tu |tren )?(\d{1,3}) ngay tro len")
_DONE = "hoan thanh xuat sac|hoan thanh tot|hoan thanh|khong hoan thanh"
_GRADE = re.compile(rf"(?:loai |muc |xep loai )?([a-d]|xuat sac|tot|kha|trung binh|yeu|kem|(?:{_DONE})(?: nhiem vu)?)")
_NOTHING = re.compile(r"^(?:khong|chua)\b")
_RATIO = re.compile(
    r"thuc hien\s*(?:/|chia)\s*(?:so )?(?:ke hoach|chi tieu)"
    r"|theo ty le( phan tram| %)?( muc do)? (thuc hien|dat|hoan thanh|ket qua)"
    r"|ty le (dat|hoan thanh|thuc hien)[^.;]*(x|nhan|\*)\s*diem (chuan|toi da)"
)
_REVERSE = re.compile(r"(?:ke hoach|chi tieu)\s*(?:/|chia)\s*(?:so )?thuc hien")
_RELATIVE = re.compile(
    r"so voi don vi (cao nhat|dan dau|tot nhat)|don vi (dan dau|cao nhat)( khoi| cum)? (duoc|dat) diem toi da"
)
_EXCESS = re.compile(
    rf"vuot (?:moi |cu )?1\s*%[^.;]*?(?:cong|thuong)[^.;\d]*{N}\s*%(?:[^.;]*?(?:toi da|khong qua)[^.;\d]*{N}\s*%)?"
)
_CUT = re.compile(r";\s*|\.\s+(?=[^\W\d_])")


def key(text: str) -> str:
    """Lower case without marks; ≥ and ≤ in words."""
    text = vietnamese.search_key(text)
    for sign, word in (
        ("≥", " tu tren bang "),
        (">=", " tu tren bang "),
        ("≤", " khong qua "),
        ("<=", " khong qua "),
        (">", " tren "),
        ("<", " duoi "),
    ):
        text = text.replace(sign, word)
    return " ".join(text.split())


def number(text: str) -> str:
    """A figure of the text as the contract writes it."""
    found = Decimal(text.replace(",", "."))
    return "0" if not found else format(found.normalize(), "f")


def points_of(text: str) -> str | None:
    """The points that end a line: “… : 4 điểm”, “… được 4 điểm”, “… (4 điểm)”; the last ones said."""
    found = _POINTS.findall(key(text))
    return number(found[-1]) if found else None


def without_points(text: str) -> str:
    """The words before the points, for thresholds and names."""
    said = key(text)
    places = list(_POINTS.finditer(said))
    return said[: places[-1].start()].strip(" :;-–=(,.") if places else said.strip(" .;")


def band_of(text: str) -> dict | None:
    """Bounds of a level: min, max, and whether they belong to it."""
    said = without_points(text).replace("%", " ")
    said = re.sub(r"\s+", " ", said)
    patterns = (
        (rf"(tren|hon) {N} (?:den|-|toi) ?(duoi )?{N}", lambda m: _bounds(m[2], m[4], m[1], m[3])),
        (rf"(?:tu )?{N} ?(?:den|-|–|toi) ?(duoi |nho hon )?{N}", lambda m: _bounds(m[1], m[3], "", m[2])),
        (rf"tu tren bang {N}", lambda m: _bounds(m[1], None, "", "")),
        (rf"(?:tu )?{N} tro len", lambda m: _bounds(m[1], None, "", "")),
        (rf"(?:tu )?{N} tro xuong", lambda m: _bounds(None, m[1], "", "")),
        (rf"\b(?:tren|hon|vuot) {N}", lambda m: _bounds(m[1], None, "tren", "")),
        (rf"\b(?:duoi|it hon|thap hon|nho hon|chua den|khong du) {N}", lambda m: _bounds(None, m[1], "", "duoi")),
        (rf"\bkhong qua {N}", lambda m: _bounds(None, m[1], "", "")),
        (r"\b(?:dat|bang|du|=) (100)\b", lambda m: _bounds(m[1], None, "", "")),
        (r"^(100)$", lambda m: _bounds(m[1], None, "", "")),
    )
    for pattern, make in patterns:
        if found := re.search(pattern, said):
            return make(found)
    return None


def _bounds(low: str | None, high: str | None, above: str, below: str) -> dict | None:
    found: dict = {}
    if low is not None:
        found["min"] = number(low)
        if above:
            found["min_inclusive"] = False
    if high is not None:
        found["max"] = number(high)
        if not below:
            found["max_inclusive"] = True
    if low is not None and high is not None and Decimal(found["min"]) >= Decimal(found["max"]):
        return None
    return found


def case_of(text: str) -> dict | None:
    """What a line adds or takes: type, points, each time or once, at most, and what else it brings."""
    said = key(text)
    if not (found := _RULE.search(said)):
        return None
    rule: dict = {"type": "penalty" if "tru" in found[1] else "bonus", "points": number(found[2])}
    return rule | more_of(text)


def more_of(text: str) -> dict:
    """Each time or once, the most, the consequences; `text` may be anything."""
    said, found = key(text), {}
    if _PER.search(said) or _EACH.search(vietnamese.one_line(text).casefold()):
        found["per_case"] = True
    if cap := _CAP.search(said):
        found["cap"] = number(cap[1])
    if "khong xep loai" in said or "khong xet thi dua" in said:
        found["disqualify"] = True
    if re.search(r"khong (de nghi|xet|suy ton)[^.;]*(khen thuong|co thi dua|bang khen|danh hieu)", said):
        found["no_award"] = True
    return found


_SAID_MAX = re.compile(
    r"\(\s*(?:tối đa\s*)?(\d{1,4}(?:[.,]\d{1,2})?)\s*(?:điểm|đ)\s*\)$|:\s*(?:tối đa\s*)?(\d{1,4}(?:[.,]\d{1,2})?)\s*điểm\.?$"
)


def said_max(text: str) -> Decimal | None:
    """The maximum that a title ends with: “Phẩm chất chính trị (10 điểm)”."""
    found = _SAID_MAX.search(vietnamese.one_line(text).casefold())
    if not found or case_of(text):
        return None
    return Decimal((found[1] or found[2]).replace(",", "."))


def total_caps(text: str) -> dict:
    """“Tổng điểm trừ của mục không quá 2 điểm”: the caps of the whole criterion."""
    found = _TOTAL_CAP.search(key(text))
    if not found or _RULE.search(key(text)[: found.start(3)]):
        return {}
    sides = {"penalty_cap" if side == "tru" else "bonus_cap" for side in (found[1], found[2]) if side}
    return dict.fromkeys(sorted(sides), number(found[3]))


def late_of(text: str) -> dict | None:
    """A row of a scale of lateness, or what being early brings."""
    said = key(text)
    found = _RULE.search(said)
    if not found:
        return None
    points = number(found[2])
    before = said[: found.start()]
    if "tru" not in found[1] and (early := _EARLY.search(before)):
        return {"days": int(Decimal(early[1].replace(",", "."))), "points": points}
    if "tru" not in found[1] or not _LATE.search(before):
        return None
    if days := _DAYS.search(before):
        end = int(days[3]) + (0 if days[2] else 1)
        return {"from": int(days[1]), "to": end, "points": points}
    if days := _DAYS_OPEN.search(before):
        return {"from": int(days[1]), "to": None, "points": points}
    return None


def pieces(text: str) -> list[str]:
    """A line that says several rules, as one rule each: “Tốt: 10 điểm; Khá: 8 điểm”."""
    found = [piece.strip() for piece in _CUT.split(text) if piece.strip()]
    return found if sum(1 for piece in found if points_of(piece) is not None) > 1 else [text]


def grade_of(text: str) -> tuple[str, str] | None:
    """(name as written, points) of “Tốt: 8 điểm”."""
    points = points_of(text)
    name = re.split(r"[:=–-]|\(", text, maxsplit=1)[0].strip(" .-+")
    return (name, points) if points is not None and _GRADE.fullmatch(key(name)) else None


def says_nothing(text: str) -> bool:
    """“Không có …”, “Chưa …”: the side of a pair that has no points."""
    return bool(_NOTHING.match(key(text)))


def formula_of(text: str) -> tuple[str, dict] | None:
    """The kind that a formula in words names, with what exceeding the plan brings."""
    said = key(text)
    if _RELATIVE.search(said):
        return "relative", {}
    kind = "reverse" if _REVERSE.search(said) else "proportional" if _RATIO.search(said) else None
    if kind is None:
        return None
    excess = _EXCESS.search(said)
    if not excess:
        return kind, {}
    more = {"rate": number(excess[1])} | ({"cap_percent": number(excess[2])} if excess[2] else {})
    return kind, {"excess": more}


def disqualifies(text: str) -> bool:
    """Words that take a unit out of the ranking."""
    return bool(re.search(r"\bkhong (duoc )?(xep loai|xep hang|xet thi dua)\b", key(text)))


def names_role(text: str) -> bool:
    """Whether the words only name a part of bonuses or penalties: “Điểm thưởng”, “Các nội dung trừ điểm”."""
    said = key(text)
    pattern = r"(phan |muc |cac )?(noi dung |tieu chi )?(diem (thuong|cong|tru)|(cong|tru|thuong) diem)\b"
    return len(said) < 60 and bool(re.match(pattern, said))


def role_of(text: str) -> str | None:
    """What a part named so counts as; None for one of both or neither."""
    said = key(text)
    bonus = re.search(r"\b(diem (cong|thuong)|(cong|thuong) diem)\b", said)
    penalty = re.search(r"\b(diem tru|tru diem|diem phat)\b", said)
    if len(said) > 100 or bool(bonus) == bool(penalty):
        return None
    return "bonus" if bonus else "penalty"
