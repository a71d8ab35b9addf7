"""Entries of the side navigation."""

from emulation.base import navigation
from emulation.base.navigation import Entry


def register() -> None:
    navigation.register(
        Entry("Khối", "Khối thi đua", "organisations:bloc_list", "people", 10, shown=_can("organisations.view_bloc")),
        Entry("Danh mục", "Đơn vị", "organisations:unit_list", "building", 10, shown=_can("organisations.view_unit")),
        Entry(
            "Danh mục",
            "Lịch làm việc",
            "organisations:working_calendar",
            "calendar3",
            15,
            shown=_can("organisations.view_working_calendar"),
        ),
        Entry(
            "Danh mục",
            "Tài khoản",
            "organisations:account_list",
            "person-vcard",
            20,
            shown=_can("organisations.manage_accounts"),
        ),
        Entry(
            "Danh mục",
            "Nhật ký",
            "organisations:audit_list",
            "clock-history",
            90,
            shown=_can("organisations.view_audit"),
        ),
    )


def _can(permission: str):
    return lambda user: user.has_perm(permission)
