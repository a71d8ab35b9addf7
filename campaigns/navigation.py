"""Entries of the side navigation."""

from emulation.base import navigation
from emulation.base.navigation import Entry


def register() -> None:
    from campaigns.selectors import todo

    navigation.register(
        Entry("", "Việc cần làm", "campaigns:home", "check2-square", 0, count=todo.count, urgent=True),
        Entry(
            "Phong trào",
            "Phong trào thi đua",
            "campaigns:campaign_list",
            "flag",
            10,
            shown=_can("campaigns.view_campaign"),
        ),
        Entry(
            "Phong trào",
            "Nhập chỉ thị",
            "campaigns:directive_list",
            "file-earmark-check",
            15,
            shown=_can("campaigns.read_directive"),
        ),
        Entry(
            "Phong trào",
            "Kế hoạch, báo cáo",
            "campaigns:submission_list",
            "file-earmark-text",
            20,
            shown=_can("campaigns.view_campaign"),
        ),
        Entry(
            "Phong trào", "Theo dõi tiến độ", "campaigns:board", "grid-3x3-gap", 30, shown=_can("campaigns.view_board")
        ),
        Entry(
            "Phong trào", "Lịch thời hạn", "campaigns:calendar", "calendar3", 40, shown=_can("campaigns.view_campaign")
        ),
        Entry("Hỗ trợ", "Hướng dẫn sử dụng", "campaigns:guide", "question-circle", 10),
    )
    navigation.register_search("campaigns:search")


def _can(permission: str):
    return lambda user: user.has_perm(permission)
