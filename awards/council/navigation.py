"""Entries of the side navigation."""

from emulation.base import navigation
from emulation.base.navigation import Entry


def register() -> None:
    """Called from AppConfig.ready."""
    navigation.register(
        Entry(
            "Khen thưởng",
            "Hội đồng",
            "council:session_list",
            "person-lines-fill",
            60,
            shown=lambda user: user.has_perm("council.view_sessions"),
        ),
    )
