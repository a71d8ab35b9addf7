"""Drafting a decision from what a concluded session approved: every approved nominee in at most one live decision."""

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction

from awards.council.enums import SessionState
from awards.council.models import AgendaItem, Session
from awards.decisions.enums import ANNEX_ORDER, DecisionState
from awards.decisions.models import DecisionLine, RewardDecision, SubmissionLetter
from awards.decisions.selectors import approved, wording
from awards.decisions.services import tying
from awards.law import law
from emulation.base import audit, clock, concurrency
from emulation.base.workflow import Refused

TEXTS = ("subject", "year", "type", "merit", "grounds", "money_text", "execution", "recipients")
LINE = ("name", "detail", "summary", "posthumous", "unit")
CLOSED = "Quyết định không còn ở bước soạn nên không sửa được."
GONE = "Đề nghị vừa được đưa vào một quyết định khác. Hãy tải lại trang."


@transaction.atomic
def draft(session: Session, *, awards: Sequence[str], by: Any) -> RewardDecision:
    """A draft with everything of these awards that the session approved, the Chairman decides and no decision holds yet.

    Refused for a session that is not concluded and where nothing is left to decide.
    """
    session = Session.objects.select_for_update(of=("self",)).select_related("council").get(pk=session.pk)
    if session.state != SessionState.CONCLUDED:
        raise Refused("Phiên họp chưa kết thúc. Chỉ lập quyết định từ phiên họp đã kết thúc.")
    today = clock.today()
    items = approved.items_to_decide(session, list(awards), today)
    if not items:
        raise Refused(
            "Không còn đề nghị nào được Hội đồng thông qua mà chưa có quyết định cho danh hiệu, hình thức này."
        )
    codes = [code for code in law().awards if code in {item.award for item in items}]
    decision = RewardDecision.objects.create(
        session=session,
        subject=wording.subject_of(codes, session.year),
        year=session.year,
        merit=f"đã có thành tích xuất sắc trong phong trào thi đua năm {session.year}",
        grounds=wording.grounds_of(session, today, {item.law_version for item in items}),
        money_text=wording.MONEY_TEXT,
        execution=wording.EXECUTION,
        recipients=wording.RECIPIENTS,
    )
    SubmissionLetter.objects.create(decision=decision)
    _add(decision, items, by)
    label = f"Lập dự thảo quyết định, {len(items)} đề nghị"
    audit.record(decision, action="create", label=label, by=by, changes={"awards": codes})
    return decision


@transaction.atomic
def add_rest(decision: RewardDecision, *, awards: Sequence[str], by: Any) -> int:
    """Put nominees of the session that no decision holds into this draft. Returns how many."""
    decision = open_draft(decision)
    items = approved.items_to_decide(decision.session, list(awards), clock.today())
    if not items:
        raise Refused("Không còn đề nghị nào của phiên họp chờ quyết định cho danh hiệu, hình thức này.")
    _add(decision, items, by)
    audit.record(decision, action="lines", label=f"Đưa thêm {len(items)} đề nghị vào quyết định", by=by)
    return len(items)


def open_draft(decision: RewardDecision, *, version: int | None = None) -> RewardDecision:
    """The decision, locked and still a draft."""
    row = concurrency.lock(decision, version=version)
    if row.state != DecisionState.DRAFT:
        raise Refused(CLOSED)
    return row


def _add(decision: RewardDecision, items: list[AgendaItem], by: Any) -> None:
    lines = [_line(decision, item) for item in items]
    tying.tie(lines, year=decision.year, by=by)
    try:
        with transaction.atomic():
            DecisionLine.objects.bulk_create(lines, batch_size=500)
    except IntegrityError:
        raise Refused(GONE) from None
    number_lines(decision)


def _line(decision: RewardDecision, item: AgendaItem) -> DecisionLine:
    return DecisionLine(
        decision=decision,
        item=item,
        award=item.award,
        award_name=item.award_name,
        law_version=item.law_version,
        subject_kind=item.subject_kind,
        person=item.person if item.subject_kind == "individual" else None,
        name=item.label,
        detail=item.detail,
        summary=item.summary,
        unit=item.unit,
    )


def number_lines(decision: RewardDecision) -> None:
    """The order of the annex: by award as the law lists them, collectives, individuals, households, then as the Council did."""
    codes, kinds = list(law().awards), list(ANNEX_ORDER)
    lines = list(decision.lines.select_related("item"))
    lines.sort(
        key=lambda x: (codes.index(x.award), kinds.index(x.subject_kind), x.item.position if x.item else 0, x.pk)
    )
    moved = []
    for number, line in enumerate(lines, 1):
        if line.order != number:
            line.order = number
            moved.append(line)
    DecisionLine.objects.bulk_update(moved, ["order"], batch_size=500)


@transaction.atomic
def save_texts(decision: RewardDecision, *, version: int | None, by: Any, **texts: Any) -> RewardDecision:
    """The words of the decision: TEXTS."""
    row = open_draft(decision, version=version)
    before = {name: getattr(row, name) for name in TEXTS}
    for name in TEXTS:
        setattr(row, name, texts[name])
    concurrency.bump(row)
    row.save(update_fields=["version", *TEXTS])
    changes = audit.difference(before, {name: texts[name] for name in TEXTS})
    audit.record(row, action="update", label="Sửa nội dung quyết định", by=by, changes=changes)
    return row


@transaction.atomic
def save_line(line: DecisionLine, *, by: Any, **new: Any) -> DecisionLine:
    """How a nominee stands in the annex (LINE); a unit named now says whose collective or household it is."""
    decision = open_draft(line.decision)
    line = DecisionLine.objects.select_for_update(of=("self",)).get(pk=line.pk)
    before = {key: getattr(line, key) for key in LINE}
    for key in LINE:
        setattr(line, key, new[key])
    if not line.is_tied:
        tying.tie([line], year=decision.year, by=by)
    line.save(update_fields=[*LINE, *tying.FIELDS.values(), "nominee"])
    changes = audit.difference(before, new)
    audit.record(decision, action="line", label=f"Sửa trong danh sách: {line.name}", by=by, changes=changes)
    return line


@transaction.atomic
def take_out(line: DecisionLine, *, reason: str, by: Any) -> None:
    """Take a nominee out of a draft: it waits again for a decision."""
    decision = open_draft(line.decision)
    label = f"Đưa ra khỏi quyết định: {line}"
    audit.record(decision, action="line_out", label=label, by=by, note=reason)
    DecisionLine.objects.filter(pk=line.pk, decision=decision).delete()
    number_lines(decision)
