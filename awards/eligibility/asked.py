"""What a check asks, in a sentence without a subject: for people who read the law, not for one proposal."""

from awards.law import law
from awards.law.rows import Check, Rule
from campaigns.scoring.figures import ratio_of

from .principles import KIND_NAMES
from .words import (
    FLAG_NAMES,
    LEVEL_NAMES,
    ORGANISER_NAMES,
    PERSONS,
    QUOTA_NAMES,
    RATING_NAMES,
    SCOPE_NAMES,
    SHARES,
    percent,
)

TYPE_NAMES = {
    "CONG_TRANG": "khen công trạng",
    "DOT_XUAT": "khen đột xuất",
    "PHONG_TRAO": "khen phong trào thi đua",
    "CONG_HIEN": "khen cống hiến",
    "NIEN_HAN": "khen niên hạn",
    "DOI_NGOAI": "khen đối ngoại",
    "CHUYEN_DE": "khen chuyên đề",
}
LIMB_NAMES = {
    "regular": "thành tích thường xuyên",
    "many": "nhiều thành tích có phạm vi ảnh hưởng",
    "contribution": "có đóng góp cho kinh tế - xã hội",
    "worker_farmer": "công nhân, nông dân, người lao động",
}
CATEGORY_NAMES = {
    "cbccvc": "cán bộ, công chức, viên chức",
    "worker_farmer": "công nhân, nông dân, người lao động",
}
_WHO = {"kinds": KIND_NAMES, "types": TYPE_NAMES, "limbs": LIMB_NAMES, "categories": CATEGORY_NAMES}


def who(rule: Rule) -> str:
    """For whom a rule is; several alternatives stand one after the other."""
    return "; hoặc ".join(
        ", ".join("/".join(_WHO[key][value] for value in values) for key, values in alternative.items())
        for alternative in rule.when
    )


def asked(check: Check) -> str:
    """What the check asks for, as one sentence."""
    sentence = _asked(check.op, check.params)
    return f"{sentence[0].upper()}{sentence[1:]}{'' if sentence.endswith('.') else '.'}"


def _asked(op: str, params) -> str:
    if op in ("any", "all"):
        parts = [_asked(inner["op"], inner).rstrip(".") for inner in params["of"]]
        return (" hoặc " if op == "any" else " và ").join(f"({part})" if " và " in part else part for part in parts)
    return _WORDS[op](params)


def _years(count: int) -> str:
    return "năm đề nghị" if count == 1 else f"{count} năm tính đến năm đề nghị"


def _name(code: str) -> str:
    return law().awards[code].name


def _rated(p) -> str:
    only = ", nếu năm đó có xếp loại" if p.get("if_recorded") else ""
    return f"xếp loại từ {RATING_NAMES[p['at_least']]} trở lên trong {_years(p['years'])}{only}"


def _initiatives(p) -> str:
    span = f" trong {_years(p['years'])}" if "years" in p else ""
    return (
        f"có ít nhất {p['count']} sáng kiến được công nhận phạm vi {SCOPE_NAMES[p['scope']]} trở lên, chưa dùng{span}"
    )


def _share(p) -> str:
    at_least, more_than = p.get("at_least"), p.get("more_than")
    if at_least and ratio_of(at_least) == 1:
        return f"toàn bộ thành viên tập thể {SHARES[p['part']]}"
    bound = f"từ {percent(ratio_of(at_least))} trở lên" if at_least else f"trên {percent(ratio_of(more_than))}"
    return f"{bound} thành viên tập thể {SHARES[p['part']]}"


def _persons(p) -> str:
    if p.get("at_most") == 0:
        return f"không có {PERSONS[p['fact']]}"
    if "at_most" in p:
        return f"không quá {p['at_most']} {PERSONS[p['fact']]}"
    return f"có ít nhất {p['at_least']} {PERSONS[p['fact']]}"


def _bloc_lead(p) -> str:
    return f"dẫn đầu cụm, khối thi đua do {' hoặc '.join(ORGANISER_NAMES[one] for one in p['organised_by'])} tổ chức"


def _movement(p) -> str:
    words = []
    for case in p.get("yes", ()):
        length = f", từ {case['years_from']} năm trở lên" if "years_from" in case else ""
        length += f", dưới {case['years_under']} năm" if "years_under" in case else ""
        words.append(f"do {' hoặc '.join(LEVEL_NAMES[one] for one in case['levels'])} phát động{length}")
    sentence = (
        f"thành tích trong phong trào {'; hoặc '.join(words)}" if words else "thành tích trong phong trào thi đua"
    )
    return f"{sentence}. {p['why']}" if p.get("why") else sentence


def _quota(p) -> str:
    part, whole = QUOTA_NAMES[p["part"]], QUOTA_NAMES[p["whole"]]
    if p.get("ratio"):
        return f"{part} không quá {percent(ratio_of(p['ratio']))} {whole}"
    return f"{part} không quá tỷ lệ được giao của {whole}. {p.get('why', '')}".strip()


_WORDS = {
    "rated": _rated,
    "rated_years": lambda p: (
        f"có ít nhất {p['count']} năm xếp loại từ {RATING_NAMES[p['at_least']]} trở lên trong {_years(p['years'])}"
    ),
    "chain": lambda p: f"{_name(p['award'])} trong {p['years']} năm liên tục, tính đến năm đề nghị",
    "count": lambda p: f"có ít nhất {p['count']} lần được {_name(p['award'])} trong {_years(p['years'])}",
    "had": lambda p: f"đã được tặng {_name(p['award'])}",
    "granted": lambda p: f"được {' hoặc '.join(map(_name, p['awards']))} của năm đề nghị",
    "initiatives": _initiatives,
    "months": lambda p: f"thời gian công tác trong năm từ {p['at_least']} tháng trở lên",
    "share": _share,
    "persons": _persons,
    "flag": lambda p: FLAG_NAMES[p["fact"]],
    "bloc_lead": _bloc_lead,
    "movement": _movement,
    "quota": _quota,
    "review": lambda p: p["why"],
}
