"""Pages of the administrator: give a person a role in a unit, end it on a day."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from emulation.base import clock
from emulation.base.editing import Editing
from organisations.forms.accounts import EndRoleForm, RoleForm
from organisations.models import Membership
from organisations.services import accounts
from organisations.views.accounts import open_account, url_of
from organisations.views.common import bound, form_page, initial_of, submit

both = require_http_methods(["GET", "POST"])


@both
def account_grant(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a role, from a day to a day."""
    account = open_account(request, pk)
    editing = Editing(request, f"account:{account.pk}:grant")
    form = RoleForm(bound(request, editing), initial=initial_of(editing, {}))

    def grant() -> str:
        data = dict(form.cleaned_data)
        data["valid_from"] = data["valid_from"] or clock.today()
        row = accounts.grant(account, **data, by=request.user)
        messages.success(request, f"Đã giao cho {account} vai trò {row.role_label.lower()} ở {row.unit_label}.")
        return url_of(account)

    if answer := submit(request, form, do=grant):
        editing.saved()
        return answer
    return form_page(request, "organisations/account_grant.html", form, editing, account=account)


@both
def account_end_role(request: HttpRequest, pk: int) -> HttpResponse:
    """End a role on a day."""
    row = get_object_or_404(Membership.objects.select_related("unit"), pk=pk)
    account = open_account(request, row.user_id)
    editing = Editing(request, f"role:{row.pk}:end")
    form = EndRoleForm(bound(request, editing), initial=initial_of(editing, {"on": clock.today()}))

    def end() -> str:
        accounts.end_role(row, **form.cleaned_data, by=request.user)
        messages.success(request, f"{account} thôi vai trò {row} sau ngày {form.cleaned_data['on']:%d/%m/%Y}.")
        return url_of(account)

    if answer := submit(request, form, do=end):
        editing.saved()
        return answer
    return form_page(request, "organisations/account_end_role.html", form, editing, account=account, role=row)
