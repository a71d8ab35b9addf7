"""Entry of the side navigation."""

from emulation.base import navigation
from emulation.base.navigation import Entry


def register() -> None:
    navigation.register(
        Entry(
            "Danh mục",
            "Mẫu văn bản",
            "official:template_list",
            "file-earmark-text",
            16,
            shown=lambda user: user.has_perm("official.edit_templates"),
        )
    )
