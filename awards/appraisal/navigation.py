"""Entries of the side navigation."""

from emulation.base import navigation
from emulation.base.navigation import Entry


def register() -> None:
    """Called from AppConfig.ready."""
    navigation.register(
        Entry(
            "Khen thưởng",
            "Tiếp nhận, thẩm định",
            "appraisal:queue",
            "inbox",
            30,
            shown=lambda user: user.has_perm("appraisal.view_queue"),
        ),
    )
