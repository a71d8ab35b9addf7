"""Work of decisions that waits: sessions whose nominees have no decision, drafts, signatures to record, decisions to issue."""

import datetime as dt
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from awards.council.enums import SessionState
from awards.council.models import AgendaItem, Session
from awards.decisions.enums import DecisionState as S
from awards.decisions.models import DecisionLine, ReliantAward, RewardDecision, SignedDecision, UnitNotice
from awards.decisions.selectors.approved import PASSED
from awards.decisions.selectors.authority import CHAIRMAN
from awards.law import law
from campaigns.selectors.todo import Source, Todo, register
from organisations.rules import is_chairman_office, is_dha

SOURCE = "Quyết định khen thưởng"
OF_DHA = (S.DRAFT, S.AWAITING_HEAD, S.SIGNED)


def register_work() -> None:
    """Called from AppConfig.ready."""
    register(session_sources, department=sessions_to_decide)
    register(sources, department=decisions_of_dha)
    register(notice_sources, department=untold)
    register(reliant_sources, department=reliant)


def session_sources(user: Any) -> list[Source]:
    """For Sở Nội vụ concluded sessions of which something is still to be decided."""
    return [Source(sessions_to_decide(0), lambda rows: map(_session_card, rows))] if is_dha(user) else []


def sources(user: Any) -> list[Source]:
    """For Sở Nội vụ what is to be drafted, submitted, issued; for the Chairman's office what is to be signed."""
    if is_dha(user):
        return [Source(decisions_of_dha(0).for_page(), lambda rows: map(_card, rows))]
    if is_chairman_office(user):
        rows = RewardDecision.objects.filter(state=S.SUBMITTED).for_page()
        return [Source(rows, lambda rows: map(_card, rows))]
    return []


def decisions_of_dha(department: int) -> QuerySet[RewardDecision]:
    """Decisions that wait for Sở Nội vụ."""
    return RewardDecision.objects.filter(state__in=OF_DHA)


def sessions_to_decide(department: int) -> QuerySet[Session]:
    """Concluded sessions with approved nominees that the Chairman decides and no live decision holds.

    Of whatever day the rows of the law are: this count is prepared once, and the page says who decides today.
    """
    ours = sorted({award for row in law().deciders if row.decider == CHAIRMAN for award in row.awards})
    held = DecisionLine.objects.filter(item=OuterRef("pk"), live=True)
    open_ = AgendaItem.objects.filter(~Exists(held), session=OuterRef("pk"), result=PASSED, award__in=ours)
    return Session.objects.filter(Exists(open_), state=SessionState.CONCLUDED)


def _session_card(session: Session) -> Todo:
    return Todo(
        f"Lập quyết định: {session.title}",
        reverse("decisions:decision_new", args=[session.pk]),
        "Hội đồng đã thông qua, còn đề nghị chưa có quyết định khen thưởng.",
        "Lập quyết định",
        subject=session,
        source=SOURCE,
    )


def notice_sources(user: Any) -> list[Source]:
    """For Sở Nội vụ issued decisions of which somebody is still to be told on paper."""
    rows = untold(0).select_related("decision", "document")
    return [Source(rows, lambda rows: map(_notice_card, rows), ("notice_due", "pk"))] if is_dha(user) else []


def untold(department: int) -> QuerySet[SignedDecision]:
    """Issued decisions with notices that nobody sent yet."""
    left = UnitNotice.objects.filter(signed=OuterRef("pk"), sent_on=None)
    return SignedDecision.objects.filter(Exists(left))


def _notice_card(signed: SignedDecision) -> Todo:
    return Todo(
        f"Thông báo cho nơi chưa có tài khoản: {signed.number_text}",
        reverse("decisions:notices", args=[signed.pk]),
        "Đã ban hành; còn nơi nhận phải gửi giấy và ghi lại.",
        "Mở",
        subject=signed.decision,
        due=signed.notice_due,
        source=SOURCE,
    )


def reliant_sources(user: Any) -> list[Source]:
    """For Sở Nội vụ awards that relied on a revoked one."""
    return [Source(reliant(0).select_related("record"), lambda rows: map(_reliant_card, rows))] if is_dha(user) else []


def reliant(department: int) -> QuerySet[ReliantAward]:
    """Those nobody looked at yet."""
    return ReliantAward.objects.filter(settled_on=None)


def _reliant_card(flag: ReliantAward) -> Todo:
    return Todo(
        f"Xem lại: {flag.record.subject_text}, {flag.record.award_text}",
        reverse("decisions:reliant", args=[flag.pk]),
        flag.why,
        "Ghi kết luận",
        subject=flag,
        source=SOURCE,
    )


_WORK = {
    S.DRAFT: ("Soạn quyết định", "Chưa trình lãnh đạo Sở.", "Mở và soạn"),
    S.AWAITING_HEAD: ("Duyệt, ký tờ trình", "Chuyên viên đã soạn xong và trình.", "Xem và duyệt"),
    S.SUBMITTED: ("Ghi Chủ tịch đã ký", "Sở Nội vụ đã trình. Khi Chủ tịch ký, ghi ngày ký để lấy số.", "Mở"),
    S.SIGNED: ("Ban hành, thông báo", "Chủ tịch đã ký. Đính kèm bản đã ký rồi ban hành.", "Mở"),
}


def _card(decision: RewardDecision) -> Todo:
    title, reason, button = _WORK[S(decision.state)]
    if decision.state == S.DRAFT and decision.return_note:
        title, reason = "Sửa quyết định", f"Bị trả lại: {decision.return_note}"
    return Todo(
        f"{title}: {decision.subject}",
        reverse("decisions:decision", args=[decision.pk]),
        reason,
        button,
        subject=decision,
        due=_due(decision),
        source=SOURCE,
    )


def _due(decision: RewardDecision) -> dt.date | None:
    """Only a signed decision has a day: that by which the units are to be told."""
    return decision.signed.notice_due if decision.state == S.SIGNED else None
