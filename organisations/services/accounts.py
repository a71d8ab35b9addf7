"""Writing accounts: create, invite, give and end roles, lock, unlock."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string

from emulation.base import audit, clock, vietnamese
from emulation.base.workflow import Refused
from organisations.enums import Role
from organisations.models import Invitation, Membership, Unit, User

INVITATION_DAYS = 14


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
        full_name=vietnamese.normalise(full_name),
        honorific=honorific,
        position=vietnamese.normalise(position),
        phone=phone.strip(),
    )
    audit.record(user, action="create", label="Tạo tài khoản", by=by)
    return user


@transaction.atomic
def update_account(user: User, *, by: Any, **fields: Any) -> User:
    """Change name, mail, position or phone."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if "email" in fields:
        fields["email"] = (fields["email"] or "").strip().lower() or None
    before = {name: getattr(user, name) for name in fields}
    for name, value in fields.items():
        setattr(user, name, value)
    user.save(update_fields=list(fields))
    audit.record(user, action="update", label="Sửa tài khoản", by=by, changes=audit.difference(before, fields))
    return user


@transaction.atomic
def grant(
    user: User, *, role: str, unit: Unit, by: Any, valid_from: dt.date | None = None, valid_to: dt.date | None = None
) -> Membership:
    """Give a person a role in a unit, from a day to a day."""
    row = Membership.objects.create(user=user, role=role, unit=unit, valid_from=valid_from, valid_to=valid_to)
    audit.record(user, action="grant", label=f"Giao vai trò {row}", by=by, changes={"role": role, "unit": unit.pk})
    return row


@transaction.atomic
def end_role(membership: Membership, *, on: dt.date, by: Any, note: str = "") -> None:
    """A role ends with a day. The last administrator cannot be removed (B28)."""
    if membership.role == Role.ADMINISTRATOR:
        _keep_one_administrator(membership.user)
    membership.valid_to = on
    membership.save(update_fields=["valid_to"])
    audit.record(membership.user, action="end_role", label=f"Thôi vai trò {membership}", by=by, note=note)


@transaction.atomic
def lock_account(user: User, *, reason: str, by: Any) -> User:
    """Lock: no login, no mail. The person's work stays and is shown as waiting to the unit."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if by is not None and user.pk == by.pk:
        raise Refused("Không thể tự khóa tài khoản của mình. Hãy nhờ quản trị viên khác.")
    if user.memberships.valid_on().filter(role=Role.ADMINISTRATOR).exists():
        _keep_one_administrator(user)
    if not reason.strip():
        raise Refused("Hãy ghi lý do khóa tài khoản.")
    user.is_active, user.locked_reason = False, reason.strip()
    user.save(update_fields=["is_active", "locked_reason"])
    audit.record(user, action="lock", label="Khóa tài khoản", by=by, note=reason)
    return user


@transaction.atomic
def unlock_account(user: User, *, by: Any) -> User:
    """Open a locked account again."""
    user = User.objects.select_for_update().get(pk=user.pk)
    user.is_active, user.locked_reason = True, ""
    user.save(update_fields=["is_active", "locked_reason"])
    audit.record(user, action="unlock", label="Mở khóa tài khoản", by=by)
    return user


@transaction.atomic
def invite(user: User, *, by: Any) -> Invitation:
    """Send a link with which the person sets a password. An older unused link ends."""
    if not user.email:
        raise Refused("Tài khoản chưa có thư điện tử. Hãy ghi địa chỉ thư rồi gửi lời mời.")
    user.invitations.filter(used_at=None).update(valid_until=clock.now())
    row = Invitation.objects.create(
        user=user, invited_by=by, valid_until=clock.end_of(clock.today() + dt.timedelta(days=INVITATION_DAYS))
    )
    audit.record(user, action="invite", label="Gửi lời mời đặt mật khẩu", by=by)
    transaction.on_commit(lambda: _mail_invitation(row))
    return row


@transaction.atomic
def accept_invitation(token: str, *, password: str) -> User:
    """Set the password with an invitation; of two at once one succeeds (B63)."""
    row = Invitation.objects.select_for_update(of=("self",)).select_related("user").filter(token=token).first()
    if row is None or row.used_at or row.valid_until < clock.now() or not row.user.is_active:
        raise PermissionDenied("Lời mời đã được dùng hoặc đã hết hạn. Hãy xin quản trị viên gửi lời mời mới.")
    row.used_at = clock.now()
    row.save(update_fields=["used_at"])
    row.user.set_password(password)
    row.user.save(update_fields=["password"])
    audit.record(row.user, action="accept", label="Đặt mật khẩu theo lời mời", by=row.user)
    return row.user


def _mail_invitation(row: Invitation) -> None:
    text = render_to_string("emails/invitation.txt", {"invitation": row, "site": settings.SITE_ADDRESS})
    send_mail("Mời sử dụng hệ thống thi đua, khen thưởng", text, None, [row.user.email])


def _keep_one_administrator(leaving: User) -> None:
    others = Membership.objects.valid_on().filter(role=Role.ADMINISTRATOR, user__is_active=True).exclude(user=leaving)
    if not others.exists():
        raise Refused("Đây là quản trị viên cuối cùng. Hãy giao vai trò quản trị cho người khác trước.")
