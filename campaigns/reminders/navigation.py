"""Entries of the side navigation."""

from emulation.base import navigation
from emulation.base.navigation import Entry


def register() -> None:
    navigation.register(
        Entry(
            "Danh mục",
            "Quy tắc nhắc việc",
            "reminders:rule_list",
            "bell",
            16,
            shown=lambda user: user.has_perm("reminders.view_rules"),
        )
    )
