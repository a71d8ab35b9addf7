"""Writing accounts: create, correct, lock, unlock. Roles: services.roles; coming in: services.invitations."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction

from emulation.base import audit, vietnamese
from emulation.base.workflow import Refused
from organisations.models import User
from organisations.selectors.versions import lock_at
from organisations.services.invitations import accept_invitation, invite
from organisations.services.roles import choose_role, end_role, grant, keep_one_administrator

__all__ = [
    "accept_invitation",
    "choose_role",
    "create_account",
    "end_role",
    "grant",
    "invite",
    "lock_account",
    "note_password_mail",
    "remove_second_factor",
    "unlock_account",
    "update_account",
]


@transaction.atomic
def create_account(
    *,
    username: str,
    full_name: str,
    email: str = "",
    honorific: str = "",
    position: str = "",
    phone: str = "",
    password: str | None = None,
    by: Any,
) -> User:
    """An account without roles. Without a password the person comes in through an invitation."""
    user = User.objects.create_user(
        username,
        email,
        password,
        full_name=vietnamese.one_line(full_name),
        honorific=honorific,
        position=vietnamese.one_line(position),
        phone=phone.strip(),
    )
    audit.record(user, action="create", label="Tạo tài khoản", by=by, changes={"username": user.username})
    return user


@transaction.atomic
def update_account(user: User, *, by: Any, version: int | None = None, **fields: Any) -> User:
    """Change name, mail, position or phone. StaleVersion when another saved meanwhile."""
    user = lock_at(user, version)
    if "email" in fields:
        fields["email"] = (fields["email"] or "").strip().lower() or None
    before = {name: getattr(user, name) for name in fields}
    changes = audit.difference(before, fields)
    if not changes:
        return user
    for name, value in fields.items():
        setattr(user, name, value)
    user.save(update_fields=list(fields))
    audit.record(user, action="update", label="Sửa tài khoản", by=by, changes=changes)
    return user


@transaction.atomic
def lock_account(user: User, *, reason: str, by: Any) -> User:
    """Lock: no login, no mail, every device signed out. The person's work stays and waits for the unit."""
    reason = reason.strip()
    if not reason:
        raise Refused("Hãy ghi lý do khóa tài khoản.")
    if by is not None and user.pk == by.pk:
        raise Refused("Không thể tự khóa tài khoản của mình. Hãy nhờ quản trị viên khác.")
    keep_one_administrator(leaving=user)
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    if not user.is_active:
        raise Refused("Tài khoản đã được khóa trước đó.")
    user.is_active, user.locked_reason = False, reason
    user.save(update_fields=["is_active", "locked_reason"])
    for device in UserSession.objects.filter(user=user):
        device.end()
    audit.record(user, action="lock", label="Khóa tài khoản", by=by, note=reason)
    return user


@transaction.atomic
def unlock_account(user: User, *, by: Any) -> User:
    """Open a locked account again."""
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    if user.is_active:
        raise Refused("Tài khoản đang mở, không cần mở khóa.")
    user.is_active, user.locked_reason = True, ""
    user.save(update_fields=["is_active", "locked_reason"])
    audit.record(user, action="unlock", label="Mở khóa tài khoản", by=by)
    return user


@transaction.atomic
def remove_second_factor(user: User, *, reason: str, by: Any) -> None:
    """For a person who lost the phone: the next login asks to set up a new one where the role needs it."""
    reason = reason.strip()
    if not reason:
        raise Refused("Hãy ghi lý do gỡ xác thực hai bước.")
    removed, _ = Authenticator.objects.filter(user=user).delete()
    if not removed:
        raise Refused("Tài khoản này chưa bật xác thực hai bước.")
    audit.record(user, action="remove_mfa", label="Gỡ xác thực hai bước", by=by, note=reason)


@transaction.atomic
def note_password_mail(user: User, *, by: Any) -> None:
    """Keep in the record that an administrator had a password mail sent."""
    audit.record(user, action="password_mail", label="Gửi thư đặt lại mật khẩu", by=by)


def use_single_keys(user: User, on: bool) -> None:
    """Whether keys of one letter do something for this person. A taste, nothing that is recorded."""
    User.objects.filter(pk=user.pk).update(single_keys=on)
