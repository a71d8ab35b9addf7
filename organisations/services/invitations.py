"""Coming in: an invitation by mail with which a person sets the first password, once."""

import datetime as dt
from typing import Any

from django.db import transaction

from emulation.base import audit, clock
from emulation.base.workflow import Refused
from organisations import mails
from organisations.models import Invitation, User

INVITATION_DAYS = 14
ASK = "Hãy xin quản trị viên gửi lời mời mới."


@transaction.atomic
def invite(user: User, *, by: Any) -> Invitation:
    """Send a link with which the person sets a password. An older unused link ends."""
    if not user.is_active:
        raise Refused("Tài khoản đang khóa nên không gửi thư. Hãy mở khóa trước.")
    if not user.email:
        raise Refused("Tài khoản chưa có thư điện tử. Hãy ghi địa chỉ thư rồi gửi lời mời.")
    user.invitations.filter(used_at=None, valid_until__gt=clock.now()).update(valid_until=clock.now())
    row = Invitation.objects.create(
        user=user, invited_by=by, valid_until=clock.end_of(clock.today() + dt.timedelta(days=INVITATION_DAYS))
    )
    audit.record(user, action="invite", label="Gửi lời mời đặt mật khẩu", by=by)
    transaction.on_commit(lambda: mails.send_invitation.delay(row.pk))
    return row


def fault_of(invitation: Invitation | None) -> str | None:
    """Why an invitation cannot be used, as a sentence that says what to do; None when it can."""
    if invitation is None:
        return f"Đường dẫn này không đúng, hoặc thư mời đã bị thay bằng thư mới hơn. {ASK}"
    if not invitation.user.is_active:
        return "Tài khoản này đang khóa. Hãy liên hệ quản trị viên của Sở Nội vụ."
    if invitation.used_at:
        return (
            "Lời mời này đã được dùng để đặt mật khẩu. Hãy đăng nhập; nếu không nhớ mật khẩu, hãy chọn “Quên mật khẩu”."
        )
    if invitation.valid_until < clock.now():
        return f"Lời mời này đã hết hạn. {ASK}"
    return None


@transaction.atomic
def accept_invitation(token: str, *, password: str) -> User:
    """Set the password with an invitation; of two at once one succeeds, the other is refused (B63)."""
    row = Invitation.objects.select_for_update(of=("self",)).select_related("user").filter(token=token).first()
    fault = fault_of(row)
    if fault:
        raise Refused(fault)
    row.used_at = clock.now()
    row.save(update_fields=["used_at"])
    row.user.set_password(password)
    row.user.save(update_fields=["password"])
    audit.record(row.user, action="accept", label="Đặt mật khẩu theo lời mời", by=row.user)
    return row.user
