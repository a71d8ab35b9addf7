"""Linked decisions: awards put right or taken back by a later decision of the Chairman. Rows are never deleted."""

from typing import Any

from django.db import IntegrityError, transaction

from awards.decisions.enums import DecisionKind, DecisionState, PayState
from awards.decisions.models import (
    DecisionChange,
    DecisionLine,
    ReliantAward,
    RewardDecision,
    RewardPayment,
    SignedDecision,
    SubmissionLetter,
)
from awards.decisions.selectors import wording
from awards.decisions.selectors.payments import is_title, subject_key
from awards.decisions.selectors.reliance import reliant_records
from awards.decisions.services import drafting
from awards.models import AwardRecord
from awards.services.record_words import save_words, searched_text
from emulation.base import audit, clock
from emulation.base.concurrency import bump
from emulation.base.workflow import Refused

NOT_ISSUED = "Chỉ đính chính, hủy bỏ được khen thưởng của quyết định đã ban hành."
TAKEN = "Khen thưởng này đã ở trong một quyết định hủy bỏ."


@transaction.atomic
def add_revocation(line: DecisionLine, *, ground: str, reason: str, by: Any) -> RewardDecision:
    """Put an award into the draft that revokes awards of its decision; the draft is begun where there is none."""
    if not ground or not reason.strip():
        raise Refused("Hãy chọn lý do hủy bỏ và ghi căn cứ (kết luận, quyết định, bản án).")
    draft = _draft_for(line, DecisionKind.REVOCATION, by)
    if DecisionChange.objects.filter(line=line, live=True).exclude(ground="").exists():
        raise Refused(TAKEN)
    return _add(draft, line, {"ground": ground, "reason": reason.strip()}, by)


@transaction.atomic
def add_correction(line: DecisionLine, *, new_name: str, new_detail: str, reason: str, by: Any) -> RewardDecision:
    """Put the right name and post of somebody into the draft that corrects their decision."""
    if not new_name.strip() or (new_name, new_detail) == (line.name, line.detail):
        raise Refused("Hãy ghi tên, chức vụ đúng; nội dung phải khác nội dung trong quyết định.")
    draft = _draft_for(line, DecisionKind.CORRECTION, by)
    fields = {"new_name": new_name, "new_detail": new_detail, "reason": reason.strip() or "Sai sót khi soạn thảo"}
    return _add(draft, line, fields, by)


def _draft_for(line: DecisionLine, kind: str, by: Any) -> RewardDecision:
    target = SignedDecision.objects.select_for_update(of=("self",)).select_related("decision", "document")
    target = target.get(decision=line.decision_id)
    if target.decision.state != DecisionState.ISSUED:
        raise Refused(NOT_ISSUED)
    found = RewardDecision.objects.filter(kind=kind, target=target, state=DecisionState.DRAFT).first()
    return found or _new(target, kind, by)


def _new(target: SignedDecision, kind: str, by: Any) -> RewardDecision:
    source, revokes = target.decision, kind == DecisionKind.REVOCATION
    what = "hủy bỏ khen thưởng tại" if revokes else "đính chính"
    draft = RewardDecision.objects.create(
        kind=kind,
        target=target,
        subject=f"Về việc {what} Quyết định số {target.number_text} ngày {target.signed_on:%d/%m/%Y}",
        year=source.year,
        type=source.type,
        merit=source.merit,
        grounds=wording.linked_grounds(target, clock.today(), revokes=revokes),
        money_text=wording.RECOVER_TEXT if revokes else "",
        execution=wording.EXECUTION,
        recipients=wording.RECIPIENTS if revokes else wording.RECIPIENTS_OF_TWO_ARTICLES,
    )
    SubmissionLetter.objects.create(decision=draft)
    label = f"Lập dự thảo quyết định {DecisionKind(kind).label.lower()}"
    audit.record(draft, action="create", label=label, by=by, changes={"target": str(target)})
    return draft


def _add(draft: RewardDecision, line: DecisionLine, fields: dict, by: Any) -> RewardDecision:
    old = {"old_name": line.name, "old_detail": line.detail}
    try:
        with transaction.atomic():
            DecisionChange.objects.update_or_create(decision=draft, line=line, defaults=fields | old)
    except IntegrityError:
        raise Refused(TAKEN) from None
    audit.record(draft, action="change", label=f"Đưa vào quyết định: {line.name}", by=by, note=fields["reason"])
    return draft


@transaction.atomic
def drop_change(change: DecisionChange, *, reason: str, by: Any) -> None:
    """Take an award out of a linked draft."""
    draft = drafting.open_draft(change.decision)
    audit.record(draft, action="change_out", label=f"Đưa ra khỏi quyết định: {change}", by=by, note=reason)
    DecisionChange.objects.filter(pk=change.pk, decision=draft).delete()


# --- When the linked decision is issued ---------------------------------------------------------------------------------
def apply(signed: SignedDecision, *, by: Any) -> list[DecisionLine]:
    """Change the registry by link, hold or ask back the money, flag what relied on it. Returns the lines concerned."""
    rows = signed.decision.changes.filter(live=True).select_related("line__record", "line__decision", "line__unit")
    changes = list(rows)
    for change in changes:
        if signed.decision.kind == DecisionKind.REVOCATION:
            _revoke(signed, change, by)
        else:
            _correct(signed, change, by)
    return [change.line for change in changes]


def _revoke(signed: SignedDecision, change: DecisionChange, by: Any) -> None:
    record = AwardRecord.objects.select_for_update(of=("self",)).get(pk=change.line.record_id)
    basis = f"Quyết định số {signed.number_text} ngày {signed.signed_on:%d/%m/%Y}: {change.get_ground_display().lower()}. {change.reason}"
    record.revoked_on, record.revoked_basis = signed.signed_on, basis
    bump(record)
    record.save(update_fields=["revoked_on", "revoked_basis", "version"])
    audit.record(record, action="revoke", label="Hủy bỏ khen thưởng", by=by, note=basis)
    _hold_money(change.line)
    flags = [
        ReliantAward(
            change=change,
            record=later,
            why=f"{later.award_text} có điều kiện dựa vào {record.award_text}, đã bị hủy bỏ ngày {signed.signed_on:%d/%m/%Y}.",
        )
        for later in reliant_records(record)
    ]
    ReliantAward.objects.bulk_create(flags, ignore_conflicts=True)


def _hold_money(line: DecisionLine) -> None:
    """What was not paid is not paid; what was paid is asked back; a lower title of the period may now be due."""
    payment = RewardPayment.objects.select_for_update(of=("self",)).filter(line=line).first()
    if payment is None:
        return
    was_due = payment.state in (PayState.TO_PAY, PayState.PAID)
    payment.state = PayState.RECOVER if payment.state == PayState.PAID else PayState.NOT_PAID
    payment.note = "Khen thưởng đã bị hủy bỏ."
    bump(payment)
    payment.save(update_fields=["state", "note", "version"])
    if was_due and is_title(line.award):
        others = RewardPayment.objects.filter(
            state=PayState.NOT_PAID, line__subject_kind=line.subject_kind, line__record__revoked_on=None
        ).exclude(pk=payment.pk)
        same = {
            "line__person": line.person_id,
            "line__collective": line.collective_id,
            "line__household": line.household_id,
        }
        for other in others.filter(**same).select_related("line__decision"):
            if is_title(other.line.award) and subject_key(other.line) == subject_key(line):
                other.state, other.note = (
                    PayState.OPEN,
                    f"{line.award_name} cùng kỳ đã bị hủy bỏ. Hãy xác định lại mức thưởng.",
                )
                bump(other)
                other.save(update_fields=["state", "note", "version"])


def _correct(signed: SignedDecision, change: DecisionChange, by: Any) -> None:
    record = AwardRecord.objects.select_for_update(of=("self",)).get(pk=change.line.record_id)
    before = {"subject_text": record.subject_text, "position": record.position}
    record.subject_text, record.position = change.new_name, change.new_detail
    record.search_key = searched_text(change.new_name, record.decision_number)
    bump(record)
    record.save(update_fields=["subject_text", "position", "search_key", "version"])
    record.words.all().delete()
    save_words([record])
    after = {"subject_text": record.subject_text, "position": record.position}
    note = f"Quyết định số {signed.number_text} ngày {signed.signed_on:%d/%m/%Y}"
    audit.record(
        record,
        action="correct",
        label="Đính chính khen thưởng",
        by=by,
        note=note,
        changes=audit.difference(before, after),
    )


@transaction.atomic
def settle_reliant(flag: ReliantAward, *, outcome: str, by: Any) -> ReliantAward:
    """Somebody looked at an award that relied on a revoked one, and says what follows."""
    row = ReliantAward.objects.select_for_update(of=("self",)).get(pk=flag.pk)
    if not outcome.strip():
        raise Refused("Hãy ghi kết luận: giữ nguyên vì sao, hoặc đề nghị hủy bỏ.")
    if row.settled_on:
        raise Refused("Trường hợp này đã được xem xét. Hãy tải lại trang.")
    row.outcome, row.settled_on, row.settled_by = outcome.strip(), clock.today(), by
    row.save(update_fields=["outcome", "settled_on", "settled_by"])
    label = "Xem xét khen thưởng liên quan khen thưởng bị hủy bỏ"
    audit.record(row.record, action="reliant", label=label, by=by, note=row.outcome)
    return row
