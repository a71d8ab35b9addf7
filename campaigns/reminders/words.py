"""What reminders say."""

import datetime as dt
from collections.abc import Mapping, Sequence

from campaigns.deadlines import days_left
from campaigns.selectors.open_deadlines import Deadline
from campaigns.selectors.todo import lowered

NAMED = 10
Names = Mapping[int, str]


def standing(due: dt.date, today: dt.date) -> str:
    """“còn 3 ngày”, “hạn là hôm nay”, “quá hạn 2 ngày”."""
    days = days_left(due, today)
    return f"còn {days} ngày" if days > 0 else "hạn là hôm nay" if not days else f"quá hạn {-days} ngày"


def owner(d: Deadline, names: Names) -> str:
    """Who owes it, by name."""
    return d.person.full_name if d.person else names[d.unit_id]


def of_unit(d: Deadline, names: Names, today: dt.date) -> tuple[str, str]:
    """Title and text for who owes it: the unit, or the person."""
    unit = owner(d, names)
    until = f"trước {d.time:%H:%M} ngày {d.due:%d/%m/%Y} (giờ Việt Nam)" if d.time else f"hết ngày {d.due:%d/%m/%Y}"
    title = f"Nhắc {lowered(d.title)}: {standing(d.due, today)}"
    if d.due < today:
        return title, f"{unit} chưa hoàn thành. Hạn là {until}. Hãy hoàn thành ngay hoặc báo lý do chậm."
    return title, f"{unit} chưa hoàn thành. Hạn: {until}."


def of_many(found: Sequence[Deadline], names: Names, today: dt.date) -> tuple[str, str]:
    """Title and text for those who watch many units: how many, and which."""
    first = found[0]
    count, named = _named(found, names)
    title = f"{count} chưa xong {lowered(first.title)}: {standing(first.due, today)}"
    return title, f"Hạn {first.due:%d/%m/%Y}. Chưa xong: {named}."


def nobody(found: Sequence[Deadline], names: Names) -> tuple[str, str]:
    """Title and text where a unit has nobody who could be told (B81)."""
    count, named = _named(found, names)
    title = f"{count} có việc đến hạn nhưng không có ai nhận nhắc"
    return title, f"{named}. Hãy giao vai trò cho người đang làm việc hoặc mở khóa tài khoản."


def _named(found: Sequence[Deadline], names: Names) -> tuple[str, str]:
    """“12 đơn vị”, and the first of them by name."""
    owners, one = sorted({owner(d, names) for d in found}), "người" if found[0].person else "đơn vị"
    more = f" và {len(owners) - NAMED} {one} khác" if len(owners) > NAMED else ""
    return f"{len(owners)} {one}", "; ".join(owners[:NAMED]) + more
