"""Vouchers of the fund: entered, or cancelled with a reason."""

import datetime as dt
from typing import Any

from django.db import transaction

from awards.decisions.models import FundEntry
from emulation.base import audit, clock, vietnamese
from emulation.base.workflow import Refused


@transaction.atomic
def enter(*, flow: str, on: dt.date, amount: int, what: str, voucher: str, by: Any) -> FundEntry:
    """A voucher of the fund; amount in đồng, above zero. Reward money is not entered here: it is noted where it is paid."""
    if on > clock.today():
        raise Refused(f"Ngày {on:%d/%m/%Y} chưa đến. Hãy ghi ngày trên chứng từ.")
    row = FundEntry.objects.create(flow=flow, on=on, amount=amount, what=what, voucher=voucher)
    label = f"Quỹ thi đua, khen thưởng: {row}, {vietnamese.format_number(amount)} đồng"
    audit.record(row, action="fund", label=label, by=by, note=what)
    return row


@transaction.atomic
def cancel(entry: FundEntry, *, reason: str, by: Any) -> FundEntry:
    """A wrong voucher no longer counts; it stays on record."""
    row = FundEntry.objects.select_for_update().get(pk=entry.pk)
    if row.cancelled_reason:
        raise Refused("Chứng từ này đã hủy trước đó.")
    if not reason.strip():
        raise Refused("Hãy ghi lý do hủy chứng từ.")
    row.cancelled_reason = reason.strip()
    row.save(update_fields=["cancelled_reason"])
    audit.record(row, action="fund_cancel", label=f"Hủy chứng từ của quỹ: {row}", by=by, note=reason)
    return row
