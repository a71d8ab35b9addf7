"""The person's own account, and coming in with an invitation."""

from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from emulation.base.workflow import Refused
from organisations.forms.accounts import FirstPasswordForm
from organisations.models import Invitation
from organisations.selectors.accounts import roles_of
from organisations.services.accounts import use_single_keys
from organisations.services.invitations import accept_invitation, fault_of


@require_GET
def own_account(request: HttpRequest) -> HttpResponse:
    """Name, position, mail, roles, devices, password, second factor."""
    context = {
        "account": request.user,
        "roles": [role for role in roles_of(request.user) if role.state != "past"],
        "devices": UserSession.objects.purge_and_list(request.user),
        "has_totp": is_mfa_enabled(request.user),
    }
    return render(request, "organisations/own_account.html", context)


@require_POST
def key_switch(request: HttpRequest) -> HttpResponse:
    """Keys of one letter on or off, for this person on every machine."""
    use_single_keys(request.user, request.POST.get("on") == "1")
    if request.headers.get("X-Requested-With") == "XMLHttpRequest":
        return HttpResponse(status=204)
    return redirect("organisations:own_account")


@login_not_required
@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Choose the first password; a used or ended invitation is a clear page."""
    row = Invitation.objects.select_related("user").filter(token=token).first()
    fault = fault_of(row)
    if fault:
        return _closed(request, fault)
    form = FirstPasswordForm(request.POST if request.method == "POST" else None, user=row.user)
    if form.is_bound and form.is_valid():
        try:
            user = accept_invitation(token, password=form.cleaned_data["password1"])
        except Refused as refused:
            return _closed(request, str(refused))
        messages.success(request, f"Đã đặt mật khẩu. Hãy đăng nhập bằng tên {user.username}.")
        return redirect("account_login")
    return render(request, "organisations/invitation.html", {"invitation": row, "form": form})


def _closed(request: HttpRequest, sentence: str) -> HttpResponse:
    return render(request, "organisations/invitation_closed.html", {"sentence": sentence}, status=410)
