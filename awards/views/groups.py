"""The page of a household, and correcting the name of a household or of a part of a unit."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from awards.forms.subjects import GroupForm
from awards.models import Collective, Household
from awards.selectors.facts import awards_of_group, outlook, years_to_ask
from awards.selectors.registry import lines
from awards.services import subjects
from awards.views.facts import asked_year
from awards.views.registry import VIEW
from campaigns.views.pieces import Page, edit
from emulation.base import audit
from organisations.selectors.audit import lines as audit_lines
from organisations.views.common import require

both = require_http_methods(["GET", "POST"])


def _group(request: HttpRequest, model: type, pk: int) -> Collective | Household:
    require(request, *VIEW)
    return get_object_or_404(model.objects.visible_to(request.user).select_related("unit"), pk=pk)


@require_GET
def household(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything of one household: where it lives, its awards, what it could be proposed for."""
    row = _group(request, Household, pk)
    user = request.user
    context = {
        "household": row,
        "awards": lines(awards_of_group(row, user)),
        "outlook": outlook(row, asked_year(request)),
        "prospect_years": years_to_ask(),
        "renames": user.has_perm("awards.rename_group", row),
        "log": audit_lines(audit.history(row)[:20], user) if user.has_perm("organisations.view_audit") else None,
    }
    return render(request, "awards/household.html", context)


@both
def household_rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct the name of a household."""
    return _rename(request, _group(request, Household, pk), "household", "Sửa tên hộ gia đình")


@both
def collective_rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct the name of a part of a unit."""
    return _rename(request, _group(request, Collective, pk), "collective", "Sửa tên tập thể")


def _rename(request: HttpRequest, group: Collective | Household, kind: str, title: str) -> HttpResponse:
    if not request.user.has_perm("awards.rename_group", group):
        raise PermissionDenied(subjects.NOT_YOUR_GROUP)
    url = reverse(f"awards:{kind}", args=[group.pk])

    def save(form: GroupForm, version: int) -> tuple[str, str]:
        subjects.rename(group, name=form.cleaned_data["name"], version=version, by=request.user)
        return url, "Đã lưu tên."

    label = "Tên chủ hộ" if kind == "household" else "Tên tập thể"
    page = Page(
        key=f"{kind}-name:{group.pk}",
        title=title,
        lead="Quyết định và danh sách đã có vẫn giữ tên như văn bản đã ghi.",
        crumbs=[("Sổ khen thưởng", reverse("awards:registry")), (group.name, url), (title, None)],
        back=url,
        form=lambda **kwargs: GroupForm(label=label, required=True, **kwargs),
        initial={"name": group.name},
        version=group.version,
        saved=lambda fresh: {"name": fresh.name},
        save=save,
    )
    return edit(request, page)
