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
        Entry(
            "Khen thưởng",
            "Sổ khen thưởng",
            "awards:registry",
            "journal-bookmark",
            80,
            shown=lambda user: user.has_perm("awards.view_registry"),
        ),
        Entry(
            "Khen thưởng",
            "Luật, quy định",
            "awards:law",
            "book",
            90,
            shown=lambda user: user.has_perm("awards.view_law"),
        ),
        Entry(
            "Khen thưởng",
            "Hồ sơ chờ xem",
            "awards:doubt_list",
            "intersect",
            85,
            shown=lambda user: user.has_perm("awards.merge_people"),
        ),
    )
