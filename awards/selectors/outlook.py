"""Who reads what the law says of somebody: findings tell of ratings and conduct."""

from typing import Any

from organisations.rules import is_unit_officer, unit_id_of


def sees_outlook(user: Any, unit_id: int) -> bool:
    """The unit that registers or proposes, and those who may read of conduct; never another unit, its bloc's leader included."""
    if is_unit_officer(user):
        return unit_id == unit_id_of(user)
    return user.has_perm("awards.view_conduct")
