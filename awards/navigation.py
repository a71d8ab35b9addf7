"""Entries of the side navigation."""

from emulation.base import navigation
from emulation.base.navigation import Entry


def register() -> None:
    """Called from AppConfig.ready."""
    navigation.register(
        Entry(
            "Khen thưởng",
            "Bình xét, suy tôn",
            "awards:acclaim_list",
            "award",
            10,
            shown=lambda user: user.has_perm("awards.view_acclaim"),
        ),
    )
