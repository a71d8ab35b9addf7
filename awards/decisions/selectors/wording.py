"""The first words of a decision, which the clerk edits: subject, grounds, articles. Texts of the law come from its rows."""

import datetime as dt

from django.conf import settings

from awards.council.models import Session
from awards.decisions.models import SignedDecision
from awards.law import law
from awards.selectors.law_words import version_on

PROVINCE_COMMITTEE = f"Ủy ban nhân dân {settings.PROVINCE[:1].lower()}{settings.PROVINCE[1:]}"
# At the head of a paper the name breaks before the province: “ỦY BAN NHÂN DÂN / TỈNH HÀ NAM”.
HEAD_OF_PAPER = PROVINCE_COMMITTEE.removesuffix(settings.PROVINCE[1:]) + settings.PROVINCE[1:].replace(" ", "\u00a0")
CHAIRMAN_OF_PROVINCE = f"Chủ tịch {PROVINCE_COMMITTEE}"
MONEY_TEXT = "Tiền thưởng kèm theo hình thức khen thưởng thực hiện theo quy định của pháp luật về thi đua, khen thưởng."
EXECUTION = (
    f"Chánh Văn phòng {PROVINCE_COMMITTEE}, Giám đốc Sở Nội vụ, thủ trưởng các cơ quan, đơn vị liên quan và các tập thể, "
    "cá nhân, hộ gia đình có tên trong danh sách chịu trách nhiệm thi hành Quyết định này."
)
RECIPIENTS = "Như Điều 3\nLưu: VT, SNV"
RECIPIENTS_OF_TWO_ARTICLES = "Như Điều 2\nLưu: VT, SNV"


def awarding(name: str, family: str) -> str:
    """“tặng danh hiệu Chiến sĩ thi đua cấp tỉnh”, “tặng Bằng khen …”."""
    return f"tặng danh hiệu {name}" if family == "title" else f"tặng {name}"


def subject_of(awards: list[str], year: int) -> str:
    """The subject: one award by its name, several as a whole."""
    known = law().awards
    if len(awards) == 1 and awards[0] in known:
        award = known[awards[0]]
        return f"Về việc {awarding(award.name, award.family)} năm {year}"
    return f"Về việc tặng danh hiệu thi đua, hình thức khen thưởng năm {year}"


def grounds_of(session: Session, day: dt.date, versions: set[str]) -> str:
    """Law and decrees of the versions under which the nominees were weighed, and the session. One ground a line."""
    rows = law()
    codes = [code for version in sorted(versions or {version_on(day)}) for code in rows.versions[version].texts]
    texts = [rows.texts[code].name for code in dict.fromkeys(codes)]
    lines = [f"Căn cứ {text}" for text in texts]
    lines.append(f"Căn cứ kết quả họp {session.council.name} ngày {session.held_on:%d/%m/%Y}")
    return "\n".join(lines)


RECOVER_TEXT = (
    "Thu hồi hiện vật khen thưởng và tiền thưởng đã nhận theo quy định của pháp luật về thi đua, khen thưởng."
)
REVOKING_ARTICLE = "khoản 2 Điều 93"
REVOKING_LAW = "LAW-06-2022"


def linked_grounds(target: SignedDecision, day: dt.date, *, revokes: bool) -> str:
    """Law of the day and the decision that is changed. The article on revoking was seen for the law of 2022 only (law.md §10)."""
    rows = law()
    texts = [rows.texts[code] for code in rows.versions[version_on(day)].texts[:2]]
    articles = {REVOKING_LAW: REVOKING_ARTICLE} if revokes else {}
    lines = [f"Căn cứ {articles[t.code] + ' ' if t.code in articles else ''}{t.name}" for t in texts]
    number = f"Quyết định số {target.number_text} ngày {target.signed_on:%d/%m/%Y} của {CHAIRMAN_OF_PROVINCE}"
    return "\n".join([*lines, f"Căn cứ {number}"])
