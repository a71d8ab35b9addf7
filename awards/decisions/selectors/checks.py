"""What keeps a decision from being submitted or signed, in sentences that say what to do."""

import datetime as dt
from collections import defaultdict

from django.db.models import Count

from awards.decisions.models import RewardDecision
from awards.decisions.selectors.authority import CHAIRMAN, decider_name, decider_of
from awards.law import law
from emulation.base import clock

SHOWN = 5


def faults(decision: RewardDecision) -> list[str]:
    """Why the draft is not ready. Three queries."""
    if decision.is_linked:
        nothing = "Quyết định chưa có trường hợp nào. Hãy chọn từ danh sách của quyết định đã ban hành."
        return [] if decision.changes.exists() else [nothing]
    return [*no_lines(decision), *untied(decision), *beyond_authority(decision, clock.today())]


def no_lines(decision: RewardDecision) -> list[str]:
    return [] if decision.lines.exists() else ["Quyết định chưa có đề nghị nào. Hãy đưa đề nghị của phiên họp vào."]


def untied(decision: RewardDecision) -> list[str]:
    """Nominees of whom nobody has said who they are in the registry."""
    rows = decision.lines.filter(person=None, collective=None, household=None)
    number = rows.count()
    if not number:
        return []
    names = ", ".join(rows.values_list("name", flat=True)[:SHOWN])
    more = f" và {number - SHOWN} trường hợp khác" if number > SHOWN else ""
    return [f"Chưa gắn hồ sơ của {names}{more}. Hãy gắn hồ sơ để ghi đúng người vào sổ khen thưởng."]


def beyond_authority(decision: RewardDecision, day: dt.date) -> list[str]:
    """Awards that the Chairman does not decide on this day (Law: who decides is a matter of the day of the decision)."""
    rows = decision.lines.order_by().values("award", "award_name", "unit__kind").annotate(n=Count("pk"))
    wrong: dict[tuple[str, str], int] = defaultdict(int)
    for row in rows:
        decider = decider_of(row["award"], row["unit__kind"] or "", day)
        if decider != CHAIRMAN:
            wrong[row["award_name"], decider] += row["n"]
    return [
        f"{name}: ngày {day:%d/%m/%Y} thuộc thẩm quyền của {decider_name(decider)}, không phải Chủ tịch Ủy ban nhân dân "
        f"tỉnh. Hãy đưa {number} đề nghị này ra khỏi quyết định."
        for (name, decider), number in wrong.items()
    ]


def signing_faults(decision: RewardDecision, signed_on: dt.date) -> list[str]:
    """Why the decision cannot bear this day: the future, before the Council met, before it was submitted."""
    found = []
    if signed_on > clock.today():
        found.append(f"Ngày ký {signed_on:%d/%m/%Y} chưa đến. Hãy ghi ngày trên bản đã ký.")
    if decision.session_id and signed_on < decision.session.held_on:
        held = decision.session.held_on
        found.append(f"Ngày ký trước ngày Hội đồng họp ({held:%d/%m/%Y}). Hãy kiểm tra lại ngày trên bản đã ký.")
    if decision.target_id and signed_on < decision.target.signed_on:
        target = decision.target
        found.append(f"Ngày ký trước ngày của Quyết định {target.number_text} ({target.signed_on:%d/%m/%Y}).")
    letter = decision.letters.select_related("document").first()
    sent_on = letter.document.signed_on if letter and letter.document else None
    if sent_on and signed_on < sent_on:
        found.append(f"Ngày ký trước ngày tờ trình ({sent_on:%d/%m/%Y}). Hãy kiểm tra lại ngày trên bản đã ký.")
    return [*found, *beyond_authority(decision, signed_on)]


def ended_grounds(decision: RewardDecision, day: dt.date) -> list[str]:
    """Texts named in the grounds that no longer hold on a day, with the day they ended: shown, never decided by the program."""
    texts = [
        text for text in law().texts.values() if text.ended and text.ended <= day and text.name in decision.grounds
    ]
    return [f"{text.name} (hết hiệu lực từ {text.ended:%d/%m/%Y})" for text in texts]
