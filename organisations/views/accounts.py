"""Pages of the administrator: who has an account, what it may do, when it is locked."""

from allauth.account.forms import ResetPasswordForm
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from emulation.base import audit
from emulation.base.access import require
from emulation.base.concurrency import StaleVersion
from emulation.base.editing import Editing, conflict
from emulation.base.forms import differences
from emulation.base.workflow import Refused
from organisations import panels
from organisations.forms.accounts import AccountFilterForm, AccountForm, ReasonForm, RoleForm
from organisations.models import User
from organisations.selectors import accounts as account_pages
from organisations.selectors import audit as audit_pages
from organisations.selectors.versions import version_of
from organisations.services import accounts
from organisations.views.common import bound, form_page, initial_of, page_of, posted, submit

MAY = ("organisations.manage_accounts", "Chỉ quản trị viên quản lý tài khoản.")
both = require_http_methods(["GET", "POST"])


@require_GET
def account_list(request: HttpRequest) -> HttpResponse:
    """Accounts by words, role, unit, state and second factor; fifty a page."""
    require(request, *MAY)
    form = AccountFilterForm(request.GET)
    form.is_valid()
    wanted = form.cleaned_data
    rows = account_pages.find_accounts(
        wanted.get("q", ""),
        wanted.get("vai_tro", ""),
        wanted.get("don_vi", ""),
        wanted.get("tinh_trang", ""),
        wanted.get("hai_buoc", ""),
    )
    page = page_of(request, account_pages.ids_in_order(rows))
    page.lines = account_pages.account_rows(page.object_list)
    context = {"form": form, "page": page, "filtered": any(wanted.values())}
    return render(request, "organisations/account_list.html", context)


def open_account(request: HttpRequest, pk: int) -> User:
    """The account for whoever manages accounts; invisible to everyone else."""
    account = account_pages.account_of(request.user, pk)
    if account is None or not request.user.has_perm(MAY[0]):
        raise Http404
    return account


def url_of(account: User) -> str:
    """The account's page."""
    return reverse("organisations:account", args=[account.pk])


@require_GET
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """One account: who, which roles, how it stands, what was changed."""
    account = open_account(request, pk)
    context = {
        "account": account,
        "badge": account_pages.account_badge(account),
        "roles": account_pages.roles_of(account),
        "invitation": account.invitations.order_by("-pk").first(),
        "history": audit_pages.lines(audit.history(account)[:10], request.user),
    }
    return render(request, "organisations/account.html", context)


@both
def account_create(request: HttpRequest) -> HttpResponse:
    """Create an account, with a first role and an invitation by mail where these are given."""
    require(request, *MAY)
    editing = Editing(request, "account:new")
    form = AccountForm(bound(request, editing), initial=initial_of(editing, {}))
    role = RoleForm(bound(request, editing), initial=initial_of(editing, {}), required=False)
    invites = request.POST.get("invite") == "on" or not posted(request)

    def create() -> str:
        made = accounts.create_account(**form.cleaned_data, by=request.user)
        if role.cleaned_data["role"]:
            accounts.grant(made, **role.cleaned_data, by=request.user)
        if invites and made.email:
            accounts.invite(made, by=request.user)
        messages.success(request, _created(form.cleaned_data, invites))
        return url_of(made)

    if answer := submit(request, form, role, do=create, fallback=reverse("organisations:account_list")):
        editing.saved()
        return answer
    return form_page(request, "organisations/account_create.html", form, editing, role_form=role, invites=invites)


def _created(data: dict, invites: bool) -> str:
    if invites and data["email"]:
        return f"Đã tạo tài khoản {data['username']} và gửi lời mời tới {data['email']}."
    return f"Đã tạo tài khoản {data['username']}. Chưa gửi lời mời, người này chưa đăng nhập được."


_EDITED = ("full_name", "honorific", "position", "email", "phone")


@both
def account_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct name, position, mail, phone."""
    account = open_account(request, pk)
    editing = Editing(request, f"account:{account.pk}", version=version_of(account))
    saved = {name: getattr(account, name) or "" for name in _EDITED}
    form = AccountForm(bound(request, editing), initial=initial_of(editing, saved), account=account)
    if posted(request) and form.is_valid():
        try:
            accounts.update_account(account, version=editing.version, by=request.user, **form.cleaned_data)
        except StaleVersion as stale:
            return _conflict(request, editing, form, stale.current)
        editing.saved()
        messages.success(request, f"Đã lưu thông tin của {form.cleaned_data['full_name']}.")
        return redirect(url_of(account))
    return form_page(request, "organisations/account_edit.html", form, editing, account=account)


def _conflict(request: HttpRequest, editing: Editing, form: AccountForm, current: User) -> HttpResponse:
    theirs = AccountForm(initial={name: getattr(current, name) or "" for name in _EDITED}, account=current)
    shown = differences(form, theirs)
    return conflict(request, editing, current=current, differences=shown, title=f"Tài khoản {current.username}")


@require_POST
def account_invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the invitation, or send it again; an older link ends."""
    account = open_account(request, pk)
    try:
        accounts.invite(account, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Đã gửi lời mời tới {account.email}. Đường dẫn gửi trước đó không còn dùng được.")
    return redirect(url_of(account))


@require_POST
def account_password_mail(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the mail with which the person chooses a new password; nobody else ever sees one."""
    account = open_account(request, pk)
    form = ResetPasswordForm({"email": account.email or ""})
    if not account.is_active:
        messages.error(request, "Tài khoản đang khóa nên không gửi thư. Hãy mở khóa trước.")
    elif not form.is_valid():
        messages.error(request, "Tài khoản chưa có thư điện tử. Hãy ghi địa chỉ thư trước.")
    else:
        accounts.note_password_mail(account, by=request.user)
        form.save(request)
        messages.success(request, f"Đã gửi thư đặt lại mật khẩu tới {account.email}.")
    return redirect(url_of(account))


@both
def account_lock(request: HttpRequest, pk: int) -> HttpResponse:
    """Lock with a reason; before that the page shows what waits for the person and who else can do it."""
    account = open_account(request, pk)
    editing = Editing(request, f"account:{account.pk}:lock")
    form = ReasonForm(bound(request, editing), initial=initial_of(editing, {}))

    def lock() -> str:
        accounts.lock_account(account, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, f"Đã khóa tài khoản {account.username}. Việc đang chờ vẫn ở đơn vị.")
        return url_of(account)

    if answer := submit(request, form, do=lock):
        editing.saved()
        return answer
    stands = account_pages.who_else(account)
    context = {"account": account, "stands": stands, "panels": panels.panels_for("account", account, request.user)}
    return form_page(request, "organisations/account_lock.html", form, editing, **context)


@require_POST
def account_unlock(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a locked account again."""
    account = open_account(request, pk)
    try:
        accounts.unlock_account(account, by=request.user)
    except Refused as refused:
        messages.info(request, str(refused))
    else:
        messages.success(request, f"Đã mở khóa tài khoản {account.username}.")
    return redirect(url_of(account))


@both
def account_second_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the second factor away from a person who lost the phone, with a reason."""
    account = open_account(request, pk)
    editing = Editing(request, f"account:{account.pk}:mfa")
    form = ReasonForm(bound(request, editing), initial=initial_of(editing, {}))

    def remove() -> str:
        accounts.remove_second_factor(account, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, f"Đã gỡ xác thực hai bước của {account.username}.")
        return url_of(account)

    if answer := submit(request, form, do=remove):
        editing.saved()
        return answer
    return form_page(request, "organisations/account_second_factor.html", form, editing, account=account)
