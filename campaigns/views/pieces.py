"""One way of editing every piece of a campaign: form, draft, stale save, refusal, one click; and of taking one out."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from campaigns.forms.campaigns import ReasonForm
from campaigns.models import Campaign
from emulation.base import concurrency
from emulation.base.concurrency import StaleVersion
from emulation.base.editing import Editing, conflict
from emulation.base.forms import OfficeForm, differences
from emulation.base.workflow import Refused

ONLY_DHA = "Chỉ Sở Nội vụ được sửa phong trào. Bạn có thể xem và góp ý với Sở Nội vụ."


def campaign_of(request: HttpRequest, pk: int) -> Campaign:
    """The campaign, for those who see it."""
    rows = Campaign.objects.visible_to(request.user).select_related("directive__file", "parent", "copied_from")
    return get_object_or_404(rows, pk=pk)


def piece_of(request: HttpRequest, model: type[models.Model], pk: int, *related: str, path: str = "campaign") -> Any:
    """A task, duty, indicator, target or period, for those who see its campaign."""
    seen = Campaign.objects.visible_to(request.user)
    rows = model._default_manager.filter(**{f"{path}__in": seen}).select_related(path, *related)
    return get_object_or_404(rows, pk=pk)


def must_edit(request: HttpRequest, campaign: Campaign | None = None) -> None:
    """403 for those who see but may not change."""
    if not request.user.has_perm("campaigns.edit_campaign", campaign):
        raise PermissionDenied(ONLY_DHA)


@dataclass
class Page:
    """One editing page.

    key names the form and its object; `form(**kwargs)` makes the form; `saved` is the object's content in the form's shape, for an
    object as it is now; `save(form, version)` writes and returns the address to go to and the sentence to say.
    """

    key: str
    title: str
    crumbs: list
    back: str
    form: Callable[..., OfficeForm]
    save: Callable[[OfficeForm, int], tuple[str, str]]
    initial: dict = field(default_factory=dict)
    version: int = 0
    saved: Callable[[Any], dict] | None = None
    lead: str = ""
    primary: str = "Lưu"
    template: str = "campaigns/campaign_piece.html"
    context: dict = field(default_factory=dict)
    preview: Callable[[OfficeForm], dict] | None = None


def edit(request: HttpRequest, page: Page) -> HttpResponse:
    """Show the form, or save it: once for two clicks, never over a colleague's text, with the refusal at the form."""
    editing = Editing(request, page.key, version=page.version)
    if request.method != "POST":
        return _render(request, page, editing, _shown(page, editing))
    form = page.form(data=request.POST, initial=page.initial)
    if not form.is_valid():
        return _render(request, page, editing, form)
    if page.preview and "xem-truoc" in request.POST:
        return _render(request, page, editing, form, page.preview(form))
    return _save(request, page, editing, form)


def _shown(page: Page, editing: Editing) -> OfficeForm:
    form = page.form(initial=page.initial)
    if editing.draft:
        form.take(editing.data)
    return form


def _save(request: HttpRequest, page: Page, editing: Editing, form: OfficeForm) -> HttpResponse:
    token = request.POST.get("token", "")
    try:
        with transaction.atomic():
            earlier = concurrency.first_use(token, request.user) if token else None
            if earlier:
                return redirect(earlier.result_url or page.back)
            url, sentence = page.save(form, editing.version)
            if token:
                concurrency.remember(token, url)
    except StaleVersion as stale:
        theirs = page.form(initial=page.saved(stale.current))
        return conflict(
            request, editing, current=stale.current, differences=differences(form, theirs), title=page.title
        )
    except Refused as refused:
        form.add_error(None, refused.reasons)
        return _render(request, page, editing, form)
    editing.saved()
    messages.success(request, sentence)
    return redirect(url)


def _render(
    request: HttpRequest, page: Page, editing: Editing, form: OfficeForm, preview: dict | None = None
) -> HttpResponse:
    context = {
        "page": page,
        "editing": editing,
        "form": form,
        "token": request.POST.get("token") or uuid4(),
        "crumbs": page.crumbs,
        "preview": preview,
        **page.context,
    }
    return render(request, page.template, context)


@dataclass
class Removal:
    """One page that asks why something is taken out."""

    title: str
    crumbs: list
    back: str
    remove: Callable[[str], Any]
    sentence: str
    facts: list[str] = field(default_factory=list)
    button: str = "Bỏ"
    label: str = "Lý do"


def remove(request: HttpRequest, page: Removal) -> HttpResponse:
    """Ask for the reason, then take it out; a refusal is said on the same page."""
    form = ReasonForm(request.POST or None, label=page.label)
    if request.method == "POST" and form.is_valid():
        try:
            page.remove(form.cleaned_data["reason"])
        except Refused as refused:
            form.add_error(None, refused.reasons)
        else:
            messages.success(request, page.sentence)
            return redirect(page.back)
    return render(request, "campaigns/campaign_remove.html", {"page": page, "form": form, "crumbs": page.crumbs})
