"""Entries of the side navigation."""

from emulation.base import navigation
from emulation.base.navigation import Entry
from organisations import panels
from organisations.selectors import audit


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
        Entry("Khối", "Chấm điểm", "bloc_scores:round_list", "trophy", 45, shown=_can("bloc_scores.view_round")),
    )
    panels.register_page("bloc_scores.scoringround", "bloc_scores:round")
    audit.name_kind("bloc_scores.scoringround", "Kỳ chấm điểm")


def _can(permission: str):
    return lambda user: user.has_perm(permission)
