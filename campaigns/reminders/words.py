"""What reminders say."""

import datetime as dt
from collections.abc import Sequence

from campaigns.selectors.open_deadlines import Deadline
from campaigns.selectors.todo import lowered

NAMED = 10


def standing(due: dt.date, today: dt.date) -> str:
    """“còn 3 ngày”, “hạn là hôm nay”, “quá hạn 2 ngày”."""
    days = (due - today).days
    return f"còn {days} ngày" if days > 0 else "hạn là hôm nay" if not days else f"quá hạn {-days} ngày"


def of_unit(d: Deadline, unit: str, today: dt.date) -> tuple[str, str]:
    """Title and text for the unit itself."""
    until = f"trước {d.time:%H:%M} ngày {d.due:%d/%m/%Y} (giờ Việt Nam)" if d.time else f"hết ngày {d.due:%d/%m/%Y}"
    title = f"Nhắc {lowered(d.title)}: {standing(d.due, today)}"
    if d.due < today:
        return title, f"{unit} chưa hoàn thành. Hạn là {until}. Hãy hoàn thành ngay hoặc báo lý do chậm."
    return title, f"{unit} chưa hoàn thành. Hạn: {until}."


def of_many(found: Sequence[Deadline], names: dict[int, str], today: dt.date) -> tuple[str, str]:
    """Title and text for those who watch many units: how many, and which."""
    first = found[0]
    units = sorted({names[d.unit_id] for d in found})
    title = f"{len(units)} đơn vị chưa xong {lowered(first.title)}: {standing(first.due, today)}"
    named = "; ".join(units[:NAMED])
    more = f" và {len(units) - NAMED} đơn vị khác" if len(units) > NAMED else ""
    return title, f"Hạn {first.due:%d/%m/%Y}. Chưa xong: {named}{more}."


def nobody(units: Sequence[str]) -> tuple[str, str]:
    """Title and text where a unit has nobody who could be told (B81)."""
    named = "; ".join(units[:NAMED])
    more = f" và {len(units) - NAMED} đơn vị khác" if len(units) > NAMED else ""
    title = f"{len(units)} đơn vị có việc đến hạn nhưng không có ai nhận nhắc"
    return title, f"{named}{more}. Hãy giao vai trò cho người đang làm việc hoặc mở khóa tài khoản."
