"""Entries of the side navigation."""

from emulation.base import navigation
from emulation.base.navigation import Entry


def register() -> None:
    """Called from AppConfig.ready."""
    navigation.register(
        Entry(
            "Khen thưởng",
            "Đăng ký danh hiệu",
            "registrations:registration_list",
            "card-checklist",
            5,
            shown=lambda user: user.has_perm("registrations.view"),
        ),
    )
