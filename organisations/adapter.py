"""How django-allauth behaves here: nobody signs up by themselves, and what was typed before the login comes back."""

import time

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from django.contrib import messages
from django.urls import reverse

from emulation.base import clock, sessions
from emulation.base.middleware import give_back

_JUST_NOW = 300  # seconds
_WRONG = "Tên đăng nhập hoặc mật khẩu chưa đúng. Hãy kiểm tra phím Caps Lock và bộ gõ tiếng Việt."


class ClosedAccountAdapter(DefaultAccountAdapter):
    """Accounts are made by the administrator only."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _WRONG,
        "username_password_mismatch": _WRONG,
        "invalid_login": _WRONG,
        "too_many_login_attempts": (
            "Bạn đã thử sai nhiều lần. Hãy đợi 5 phút rồi đăng nhập lại; tài khoản không bị khóa."
        ),
    }

    def is_open_for_signup(self, request):
        return False

    def get_password_change_redirect_url(self, request):
        """Back to the account with the confirmation, not to the same form, empty."""
        return reverse("organisations:own_account")

    def is_reauthentication_required(self, *args, **kwargs):
        """Who gave the password a moment ago is not asked for it again before setting up a second factor."""
        return super().is_reauthentication_required(*args, **kwargs) and not _logged_in_just_now(self.request)

    def post_login(self, request, user, **kwargs):
        user.last_login = clock.now()  # Django wrote the real moment; a demo lives on a simulated day
        user.save(update_fields=["last_login"])
        give_back(request, user)
        sessions.begin(request)
        return super().post_login(request, user, **kwargs)

    def add_message(self, request, level, message_template=None, *args, **kwargs):
        """“You have signed in” says nothing new; other messages stay."""
        if level == messages.SUCCESS and message_template and "logged_in" in message_template:
            return
        super().add_message(request, level, message_template, *args, **kwargs)


def _logged_in_just_now(request) -> bool:
    records = get_authentication_records(request, request.user)
    return bool(records) and time.time() - records[-1]["at"] < _JUST_NOW
