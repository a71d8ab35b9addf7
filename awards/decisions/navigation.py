"""Entries of the side navigation."""

from emulation.base import navigation
from emulation.base.navigation import Entry


def register() -> None:
    """Called from AppConfig.ready."""
    navigation.register(
        Entry(
            "Khen thưởng",
            "Quyết định khen thưởng",
            "decisions:decision_list",
            "file-earmark-check",
            70,
            shown=lambda user: user.has_perm("decisions.view_issued"),
        ),
    )
