"""Whom a reminder goes to: the units that are late with a report, their officers, and whether they were told today."""

import datetime as dt
from dataclasses import dataclass, field

from campaigns.models import Period
from campaigns.selectors.board import Board
from campaigns.selectors.routing import OFFICE
from emulation.base import clock
from emulation.base.models import Notification
from organisations.enums import UNIT_ROLES
from organisations.models import Membership, User
from organisations.selectors.people import dha_unit_ids


@dataclass
class LateUnit:
    """A unit that did not send: its paper, its last day, who is told, when they were told today (None: not yet)."""

    unit_id: int
    label: str
    name: str
    submission_id: int
    due: dt.date
    days: int
    people: list[User] = field(default_factory=list)
    locked: list[User] = field(default_factory=list)
    told_at: dt.datetime | None = None

    @property
    def without_address(self) -> list[User]:
        """Told in the app only."""
        return [person for person in self.people if not person.email]

    @property
    def can_be_told(self) -> bool:
        return bool(self.people) and self.told_at is None


def reminder_key(period_id: int, unit_id: int, day: dt.date) -> str:
    """The event “reminded on this day”: the same key is never told twice."""
    return f"reminder:{period_id}:{unit_id}:{day.isoformat()}"


def late_units(board: Board) -> list[LateUnit]:
    """Units whose report of the board's chosen period is overdue, in the order of the board. Two queries."""
    found = [
        LateUnit(row.unit_id, row.label, row.name, cell.submission_id, due, (clock.today() - due).days)
        for row, cell in board.cells
        if cell.key == "overdue" and (due := board.due_of(row.unit_id))
    ]
    if found and board.period:
        _with_people(found)
        _with_told(found, board.period)
    return found


def _with_people(found: list[LateUnit]) -> None:
    rows = (
        Membership.objects.valid_on()
        .filter(unit_id__in=[u.unit_id for u in found], role__in=UNIT_ROLES)
        .select_related("user")
        .order_by("user__full_name")
    )
    people: dict[int, dict[int, User]] = {}
    for m in rows:
        person = people.setdefault(m.unit_id, {}).setdefault(m.user_id, m.user)
        person.told_as = [*getattr(person, "told_as", ()), m]
    for unit in found:
        officers = people.get(unit.unit_id, {}).values()
        unit.people = [person for person in officers if person.is_active]
        unit.locked = [person for person in officers if not person.is_active]


def _with_told(found: list[LateUnit], period: Period) -> None:
    keys = {reminder_key(period.pk, u.unit_id, clock.today()): u for u in found}
    for key, at in Notification.objects.filter(key__in=keys).values_list("key", "created_at"):
        keys[key].told_at = at


def text_of(period: Period, unit: LateUnit) -> tuple[str, str]:
    """Title and body of the reminder, as shown before sending and as sent."""
    title = f"Nhắc gửi {period.name[:1].lower()}{period.name[1:]}"
    receiver = OFFICE if unit.unit_id in dha_unit_ids() else "Sở Nội vụ"
    late = f"đã quá {unit.days} ngày" if unit.days > 0 else "đã quá giờ nộp"
    body = (
        f"{period.name} của {unit.name} hết hạn ngày {unit.due:%d/%m/%Y}, {late} và chưa được gửi. "
        "Hãy hoàn thành rồi trình thủ trưởng duyệt và gửi. "
        f"Nếu cần thêm thời gian, hãy đề nghị {receiver} gia hạn và nêu lý do."
    )
    return title, body
