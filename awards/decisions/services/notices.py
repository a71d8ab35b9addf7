"""Notices that went on paper: a clerk notes when and how."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from awards.decisions.models import SignedDecision, UnitNotice
from emulation.base import audit, clock
from emulation.base.workflow import Refused


@transaction.atomic
def note_sent(signed: SignedDecision, notices: Sequence[int], *, sent_on: dt.date, way: str, by: Any) -> int:
    """Note that these units (ids of notices) were told on a day. Returns how many were not noted before."""
    if sent_on > clock.today():
        raise Refused(f"Ngày gửi {sent_on:%d/%m/%Y} chưa đến.")
    if sent_on < signed.signed_on:
        raise Refused(f"Ngày gửi trước ngày quyết định ({signed.signed_on:%d/%m/%Y}).")
    if not way.strip():
        raise Refused("Hãy ghi cách gửi, ví dụ: công văn, trao tại hội nghị.")
    rows = UnitNotice.objects.select_for_update(of=("self",)).filter(signed=signed, pk__in=notices, sent_on=None)
    names = [row.name for row in rows]
    if not names:
        raise Refused("Không có nơi nhận nào còn chờ trong các dòng đã chọn. Hãy tải lại trang.")
    UnitNotice.objects.filter(pk__in=[row.pk for row in rows]).update(sent_on=sent_on, way=way.strip())
    changes = {"sent_on": sent_on.isoformat(), "names": names}
    audit.record(signed, action="notice", label=f"Ghi đã thông báo {len(names)} nơi", by=by, changes=changes)
    return len(names)
