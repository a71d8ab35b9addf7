"""Rows of the law in words: how sure, valid when, who decides, limits, votes, posting."""

import datetime as dt
from collections.abc import Iterable

from awards.eligibility.principles import DECIDER_NAMES, KIND_NAMES
from awards.law import DECIDERS, law, law_version
from awards.law.rows import KNOWN, SEEN, Sourced
from campaigns.scoring.figures import ratio_of, show
from emulation.base.vietnamese import format_date

TAGS = {
    "sure": ("ok", "check2-circle", "Đã kiểm chứng"),
    "known": ("act", "question-circle", "Chưa đối chiếu văn bản"),
    "open": ("act", "question-circle", "Chưa kiểm chứng"),
}


def tag_of(row: Sourced) -> str:
    """sure, known or open."""
    return "sure" if row.tag == SEEN else "known" if row.tag == KNOWN else "open"


def version_on(day: dt.date) -> str:
    """The version of the law for a dossier that is filed and accepted on a day."""
    return law_version(filed_on=day, accepted_on=day, assess_on=day).version


def source_names(row: Sourced) -> str:
    """Where the row was seen, in words."""
    known = law().sources
    return "; ".join(known[code].name if code in known else code for code in row.source.split(", "))


def kind_names(codes: Iterable[str]) -> str:
    """Kinds of subjects."""
    return ", ".join(KIND_NAMES[code] for code in codes)


def deciders_on(award: str, day: dt.date) -> str:
    """Who may decide on a day."""
    found = {row.decider for row in law().deciders_of(award, day)}
    return "; ".join(DECIDER_NAMES[code] for code in DECIDERS if code in found)


def validity(text, day: dt.date) -> tuple[str, str, str]:
    """In force, not yet, no longer: for texts of the nation and of the province."""
    if text.ended and text.ended <= day:
        return ("void", "dash-circle", f"Hết hiệu lực từ {format_date(text.ended)}")
    if text.effective and day < text.effective:
        return ("wait", "clock", f"Có hiệu lực từ {format_date(text.effective)}")
    return ("ok", "check2-circle", "Còn hiệu lực")


_AFTER = {
    "full_dossier": "kể từ khi nhận đủ hồ sơ",
    "all_opinions": "kể từ khi nhận đủ ý kiến",
    "decision_received": "kể từ khi nhận quyết định",
    "notice_received": "kể từ khi nhận thông báo",
    "ceremony": "trước ngày tổ chức tổng kết",
}


def limit_words(limit) -> str:
    """A deadline in words."""
    if limit["kind"] == "fixed":
        year = " năm sau" if limit["year_offset"] else ""
        before = "trước ngày" if limit.get("exclusive") else "chậm nhất ngày"
        return f"{before} {limit['day']:02d}/{limit['month']:02d}{year}"
    days = "ngày làm việc" if limit["kind"] == "working_days" else "ngày"
    return f"{limit['days']} {days} {_AFTER[limit.get('after') or limit['before']]}"


def vote_words(required: bool | None, ratio: str | None, secret: bool | None) -> str:
    """The vote that a row asks for."""
    if required is False:
        return "Không bắt buộc bỏ phiếu."
    if ratio is None:
        return "Tỷ lệ phiếu chưa xác định được từ văn bản; Hội đồng quyết định."
    secret = ", bỏ phiếu kín" if secret else ""
    return f"Từ {show(100 * ratio_of(ratio)).replace('.', ',')}% tổng số thành viên Hội đồng đồng ý{secret}."


def posting_words(row) -> str:
    """How names are posted; None: no row asks for it."""
    if row is None:
        return "Luật không bắt buộc công khai lấy ý kiến."
    if row.days is None:
        return "Phải công khai lấy ý kiến; văn bản đã xem không nêu số ngày."
    days = "ngày làm việc" if row.day_kind == "working" else "ngày"
    return f"Công khai lấy ý kiến {row.days} {days} trước khi Hội đồng họp."
