"""Reminding units that are late with a report: once per unit, period and day, written into the record."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from campaigns.models.submissions import topic_due
from campaigns.selectors.board import Board
from campaigns.selectors.reminding import LateUnit, late_units, reminder_key, text_of
from emulation.base import audit, clock, notify
from emulation.base.workflow import Refused


@transaction.atomic
def remind_late_units(board: Board, *, by: Any) -> list[LateUnit]:
    """Tell the officers of the late units on this board; returns those told now.

    Raises Refused when nobody is left to tell today.
    """
    if not by.has_perm("campaigns.remind"):
        raise PermissionDenied("Chỉ Sở Nội vụ và đơn vị trưởng khối được nhắc các đơn vị.")
    if board.period is None:
        raise Refused("Phong trào chưa có kỳ báo cáo nên chưa có gì để nhắc.")
    told = [unit for unit in late_units(board) if unit.can_be_told]
    if not told:
        raise Refused("Không còn đơn vị nào cần nhắc hôm nay: các đơn vị chậm đã được nhắc hoặc chưa có tài khoản.")
    for unit in told:
        title, body = text_of(board.period, unit)
        notify.tell(
            unit.people,
            key=reminder_key(board.period.pk, unit.unit_id, clock.today()),
            title=title,
            body=body,
            url=reverse("campaigns:submission", args=[unit.submission_id]),
            topic=topic_due(unit.submission_id),
            urgent=True,
        )
    audit.record(
        board.campaign,
        action="remind",
        label=f"Nhắc {len(told)} đơn vị chậm gửi {board.period.name}",
        by=by,
        changes={"period": board.period.pk, "units": [unit.unit_id for unit in told]},
    )
    return told
