"""Entries of the side navigation."""

from emulation.base import navigation
from emulation.base.navigation import Entry


def register() -> None:
    """Called from AppConfig.ready."""
    navigation.register(
        Entry(
            "Khen thưởng",
            "Đề nghị khen thưởng",
            "nominations:file_list",
            "award-fill",
            20,
            shown=lambda user: user.has_perm("nominations.view_files"),
        ),
    )
