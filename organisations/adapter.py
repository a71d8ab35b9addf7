"""How django-allauth behaves here: nobody signs up by themselves, and what was typed before the login comes back."""

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages

from emulation.base import clock
from emulation.base.middleware import give_back

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

    def post_login(self, request, user, **kwargs):
        user.last_login = clock.now()  # Django wrote the real moment; a demo lives on a simulated day
        user.save(update_fields=["last_login"])
        give_back(request, user)
        return super().post_login(request, user, **kwargs)

    def add_message(self, request, level, message_template=None, *args, **kwargs):
        """“You have signed in” says nothing new; other messages stay."""
        if level == messages.SUCCESS and message_template and "logged_in" in message_template:
            return
        super().add_message(request, level, message_template, *args, **kwargs)
