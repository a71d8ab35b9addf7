"""Reward money of decisions: worked out when a decision is issued, paid with a voucher, opened amounts settled by a person."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction

from awards.decisions.enums import PayState
from awards.decisions.models import DecisionLine, DecisionRules, RewardPayment, SignedDecision
from awards.decisions.selectors.payments import (
    is_title,
    money_of,
    rules_on,
    subject_key,
    titles_of_the_period,
)
from emulation.base import audit, clock, vietnamese
from emulation.base.concurrency import bump, lock
from emulation.base.workflow import Refused

NO_COEFFICIENT = "Chưa có hệ số theo luật áp dụng cho hồ sơ này. Hãy xác định mức thưởng và ghi căn cứ."


def enter(signed: SignedDecision, lines: Sequence[DecisionLine]) -> int:
    """A payment for each line that has none; of several titles for one period only the highest is paid (law.md §9.1, rule 3)."""
    have = set(RewardPayment.objects.filter(line__in=[line.pk for line in lines]).values_list("line_id", flat=True))
    rounding = rules_on(signed.signed_on).rounding
    fresh = [_payment(line, signed.signed_on, rounding) for line in lines if line.pk not in have]
    changed = _only_the_highest(fresh)
    RewardPayment.objects.bulk_create(fresh, batch_size=500)
    for payment in changed:
        bump(payment)
        payment.save(update_fields=["state", "note", "version"])
    return len(fresh)


def _payment(line: DecisionLine, signed_on: dt.date, rounding: str) -> RewardPayment:
    money = money_of(line, signed_on, rounding)
    known = money.amount is not None
    coefficient = money.coefficient
    return RewardPayment(
        line=line,
        coefficient=None if coefficient is None else Decimal(coefficient.numerator) / Decimal(coefficient.denominator),
        base_salary=money.base_salary.amount if money.base_salary else None,
        amount=money.amount,
        state=PayState.TO_PAY if known else PayState.OPEN,
        note="" if known else NO_COEFFICIENT,
    )


def _only_the_highest(fresh: list[RewardPayment]) -> list[RewardPayment]:
    """Mark payments for titles that a higher one of the same period replaces. Returns earlier payments that changed."""
    titles = [payment for payment in fresh if is_title(payment.line.award) and payment.line.is_tied]
    earlier = titles_of_the_period([payment.line for payment in titles]) if titles else {}
    groups = defaultdict(list)
    for payment in titles:
        groups[subject_key(payment.line)].append(payment)
    changed: list[RewardPayment] = []
    for key, new in groups.items():
        changed += _settle(new, earlier.get(key, []))
    return changed


def _settle(new: list[RewardPayment], earlier: list[RewardPayment]) -> list[RewardPayment]:
    everything = [*earlier, *new]
    if len(everything) < 2:
        return []
    if any(payment.amount is None for payment in everything):
        for payment in new:
            payment.state = PayState.OPEN
            payment.note = "Cùng kỳ có danh hiệu chưa xác định mức thưởng; chỉ chi mức cao nhất."
        return []
    best = max(everything, key=lambda payment: payment.amount)  # of equal ones the earlier
    for payment in new:
        if payment is not best:
            _replaced(payment, best)
    waiting = [payment for payment in earlier if payment is not best and payment.state == PayState.TO_PAY]
    for payment in waiting:
        _replaced(payment, best)
    paid = [payment for payment in earlier if payment is not best and payment.state == PayState.PAID]
    if best in new and paid:
        sum_paid = vietnamese.format_number(sum(payment.amount for payment in paid))
        best.state = PayState.OPEN
        best.note = f"Cùng kỳ đã chi {sum_paid} đồng cho {paid[0].line.award_name}. Hãy xác định số còn phải chi."
    return waiting


def _replaced(payment: RewardPayment, best: RewardPayment) -> None:
    payment.state = PayState.NOT_PAID
    payment.note = f"Cùng kỳ thành tích hưởng mức cao nhất: {best.line.award_name}."


@transaction.atomic
def pay(signed: SignedDecision, payments: Sequence[int], *, paid_on: dt.date, voucher: str, by: Any) -> int:
    """Note that these payments (ids) were paid on a day with a voucher. Returns how many; those paid before stay as they are."""
    if paid_on > clock.today():
        raise Refused(f"Ngày chi {paid_on:%d/%m/%Y} chưa đến. Hãy ghi ngày trên chứng từ.")
    if paid_on < signed.signed_on:
        raise Refused(f"Ngày chi trước ngày quyết định ({signed.signed_on:%d/%m/%Y}). Hãy kiểm tra lại chứng từ.")
    if not voucher.strip():
        raise Refused("Hãy ghi số chứng từ chi.")
    rows = RewardPayment.objects.select_for_update(of=("self",)).filter(
        pk__in=payments, line__decision=signed.decision_id, state=PayState.TO_PAY
    )
    rows = list(rows)
    if not rows:
        raise Refused("Không có khoản nào chờ chi trong các dòng đã chọn. Hãy tải lại trang.")
    for row in rows:
        row.state, row.paid_on, row.voucher = PayState.PAID, paid_on, voucher.strip()
        bump(row)
    RewardPayment.objects.bulk_update(rows, ["state", "paid_on", "voucher", "version"], batch_size=200)
    total = sum(row.amount for row in rows)
    label = f"Chi tiền thưởng: {len(rows)} khoản, {vietnamese.format_number(total)} đồng, chứng từ {voucher.strip()}"
    changes = {"paid_on": paid_on.isoformat(), "payments": [row.pk for row in rows]}
    audit.record(signed, action="pay", label=label, by=by, changes=changes)
    return len(rows)


@transaction.atomic
def decide_amount(payment: RewardPayment, *, amount: int, note: str, version: int | None, by: Any) -> RewardPayment:
    """The amount that rows of the law leave open, with its ground; 0: nothing is paid."""
    row = lock(payment, version=version)
    if row.state not in (PayState.OPEN, PayState.TO_PAY, PayState.NOT_PAID):
        raise Refused("Khoản này đã chi nên không đổi mức được.")
    if not note.strip():
        raise Refused("Hãy ghi căn cứ của mức thưởng này.")
    before = {"amount": row.amount, "note": row.note, "state": row.state}
    row.amount, row.note = amount, note.strip()
    row.state = PayState.TO_PAY if amount else PayState.NOT_PAID
    bump(row)
    row.save(update_fields=["amount", "note", "state", "version"])
    if row.line.record_id:
        row.line.record.amount = amount
        row.line.record.save(update_fields=["amount"])
    changes = audit.difference(before, {"amount": row.amount, "note": row.note, "state": row.state})
    audit.record(
        row.line.decision.signed, action="amount", label=f"Xác định mức thưởng: {row.line}", by=by, changes=changes
    )
    return row


@transaction.atomic
def take_back(payment: RewardPayment, *, reason: str, by: Any) -> RewardPayment:
    """A payment noted by mistake waits again."""
    row = lock(payment, version=None)
    if row.state != PayState.PAID:
        raise Refused("Khoản này chưa ghi là đã chi.")
    changes = {"paid_on": [row.paid_on.isoformat(), None], "voucher": [row.voucher, ""]}
    row.state, row.paid_on, row.voucher = PayState.TO_PAY, None, ""
    bump(row)
    row.save(update_fields=["state", "paid_on", "voucher", "version"])
    label = f"Bỏ ghi đã chi: {row.line}"
    audit.record(row.line.decision.signed, action="unpay", label=label, by=by, note=reason, changes=changes)
    return row


@transaction.atomic
def recover(payment: RewardPayment, *, recovered_on: dt.date, voucher: str, by: Any) -> RewardPayment:
    """Money of a revoked award that came back, on a day with a voucher."""
    row = lock(payment, version=None)
    if row.state != PayState.RECOVER:
        raise Refused("Khoản này không ở tình trạng phải thu hồi. Hãy tải lại trang.")
    if recovered_on > clock.today() or recovered_on < row.paid_on:
        raise Refused(f"Ngày thu hồi phải từ ngày chi ({row.paid_on:%d/%m/%Y}) đến hôm nay.")
    row.state, row.recovered_on, row.recovery_voucher = PayState.RECOVERED, recovered_on, voucher.strip()
    bump(row)
    row.save(update_fields=["state", "recovered_on", "recovery_voucher", "version"])
    changes = {"recovered_on": recovered_on.isoformat(), "voucher": voucher}
    label = f"Thu hồi tiền thưởng: {row.line}"
    audit.record(row.line.decision.signed, action="recover", label=label, by=by, changes=changes)
    return row


@transaction.atomic
def set_rules(
    *, valid_from: dt.date, rounding: str, notice_days: int, basis: str, verified: bool, by: Any
) -> DecisionRules:
    """Rounding and limit of notices from a day on; what was issued before keeps its amounts."""
    row = DecisionRules.objects.create(
        valid_from=valid_from, rounding=rounding, notice_days=notice_days, basis=basis, verified=verified
    )
    changes = {"rounding": rounding, "notice_days": notice_days, "verified": verified}
    audit.record(row, action="create", label="Đặt quy tắc tiền thưởng, thông báo", by=by, changes=changes)
    return row
