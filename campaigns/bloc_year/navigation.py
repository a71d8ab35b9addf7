"""Entries of the side navigation."""

from emulation.base import navigation
from emulation.base.navigation import Entry
from organisations.rules import is_unit_officer


def register() -> None:
    """Called from AppConfig.ready."""
    navigation.register(
        Entry(
            "Khối",
            "Giao ước, hoạt động",
            "bloc_year:year_list",
            "journal-check",
            20,
            shown=lambda user: is_unit_officer(user) or user.has_perm("bloc_year.oversee"),
        )
    )
