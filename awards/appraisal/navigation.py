"""Entries of the side navigation."""

from awards.appraisal.selectors.opinions import is_asked
from emulation.base import navigation
from emulation.base.navigation import Entry


def register() -> None:
    """Called from AppConfig.ready."""
    navigation.register(
        Entry(
            "Khen thưởng",
            "Ý kiến hiệp y",
            "appraisal:opinion_list",
            "chat-left-text",
            31,
            shown=is_asked,
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
