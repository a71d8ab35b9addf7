"""Entries of the side navigation."""

from emulation.base import navigation
from emulation.base.navigation import Entry
from organisations.enums import Role
from organisations.rules import role_of


def register() -> None:
    """Called from AppConfig.ready."""
    navigation.register(
        Entry(
            "Khen thưởng",
            "Ý kiến hiệp y",
            "appraisal:opinion_list",
            "chat-left-text",
            31,
            # Officers of an agency's unit come to it from their work and notices: no question to the database on each page.
            shown=lambda user: role_of(user) == Role.CONSULTED_AGENCY,
        ),
        Entry(
            "Khen thưởng",
            "Tiếp nhận, thẩm định",
            "appraisal:queue",
            "inbox",
            30,
            shown=lambda user: user.has_perm("appraisal.view_queue"),
        ),
    )
