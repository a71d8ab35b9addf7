"""Writing roles of people in units: give, end, choose the one to act in. One administrator always stays (B28)."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Q

from emulation.base import audit, clock
from emulation.base.workflow import Refused
from organisations.enums import Role
from organisations.models import Membership, Unit, User


@transaction.atomic
def grant(
    user: User, *, role: str, unit: Unit, by: Any, valid_from: dt.date | None = None, valid_to: dt.date | None = None
) -> Membership:
    """Give a person a role in a unit, from a day to a day."""
    _refuse_twice(user, role, unit, valid_from, valid_to)
    row = Membership.objects.create(user=user, role=role, unit=unit, valid_from=valid_from, valid_to=valid_to)
    changes = {
        "role": role,
        "unit": unit.pk,
        "valid_from": valid_from and valid_from.isoformat(),
        "valid_to": valid_to and valid_to.isoformat(),
    }
    audit.record(user, action="grant", label=f"Giao vai trò {row}", by=by, changes=changes)
    return row


def _refuse_twice(user: User, role: str, unit: Unit, start: dt.date | None, end: dt.date | None) -> None:
    begins_before_end = Q(valid_from=None) | Q(valid_from__lte=end or dt.date.max)
    ends_after_start = Q(valid_to=None) | Q(valid_to__gte=start or dt.date.min)
    same = user.memberships.filter(begins_before_end, ends_after_start, role=role, unit=unit)
    if same.exists():
        raise Refused(f"{user} đã có vai trò {Role(role).label.lower()} ở {unit.label} trong thời gian này.")


@transaction.atomic
def end_role(membership: Membership, *, on: dt.date, by: Any, note: str = "") -> None:
    """A role ends with a day."""
    if membership.role == Role.ADMINISTRATOR:
        keep_one_administrator(leaving=membership.user, after=on)
    row = Membership.objects.select_for_update(of=("self",)).select_related("user", "unit").get(pk=membership.pk)
    if row.valid_from and on < row.valid_from:
        raise Refused(f"Vai trò bắt đầu từ {row.valid_from:%d/%m/%Y}. Ngày thôi phải từ ngày đó trở đi.")
    before = row.valid_to
    row.valid_to = on
    row.save(update_fields=["valid_to"])
    changes = {"role": row.role, "unit": row.unit_id} | audit.difference({"valid_to": before}, {"valid_to": on})
    audit.record(row.user, action="end_role", label=f"Thôi vai trò {row}", by=by, note=note, changes=changes)


def keep_one_administrator(*, leaving: User, after: dt.date | None = None) -> None:
    """Refuse when `leaving` is an administrator and nobody else would stay one without an end.

    Locks the rows of all administrators first: two who remove each other at once are served one after the other.
    """
    rows = Membership.objects.select_for_update().filter(role=Role.ADMINISTRATOR).order_by("pk")
    rows = [row for row in list(rows) if row.valid_to is None or row.valid_to >= clock.today()]
    if not any(row.user_id == leaving.pk for row in rows):
        return
    day = max(after or clock.today(), clock.today()) + dt.timedelta(days=1)
    others = {row.user_id for row in rows if row.valid_to is None and (row.valid_from is None or row.valid_from <= day)}
    others = User.objects.filter(pk__in=others - {leaving.pk}, is_active=True)
    if not others.exists():
        raise Refused(
            "Đây là quản trị viên cuối cùng. Hãy giao vai trò quản trị, không ghi ngày kết thúc, cho người khác trước."
        )


@transaction.atomic
def choose_role(user: User, membership: Membership) -> None:
    """The person will act in this role from the next login on, too."""
    User.objects.filter(pk=user.pk).update(last_membership=membership)


def news_are_seen(membership: Membership) -> None:
    """The person in this role has seen what is new until now. A bookmark, nothing that is recorded."""
    Membership.objects.filter(pk=membership.pk).update(news_seen_at=clock.now())
