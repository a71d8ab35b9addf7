"""Entries of the side navigation."""

from emulation.base import navigation
from emulation.base.navigation import Entry


def register() -> None:
    navigation.register(
        Entry(
            "Khối",
            "Bảng tiêu chí",
            "bloc_scores:table_list",
            "ui-checks-grid",
            40,
            shown=_can("bloc_scores.view_tables"),
        ),
    )


def _can(permission: str):
    return lambda user: user.has_perm(permission)
