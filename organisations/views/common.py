"""What the pages of this app do alike: paging, one form on one page, one click one thing."""

import uuid
from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from emulation.base.access import require as require  # some views take it from here
from emulation.base.concurrency import first_use, remember
from emulation.base.editing import Editing
from emulation.base.models import UsedToken
from emulation.base.workflow import Refused

PER_PAGE = 50


def page_of(request: HttpRequest, rows: Sequence) -> Page:
    """The page of the address, fifty lines."""
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("trang"))


def form_page(
    request: HttpRequest, template: str, form: forms.Form, editing: Editing, *, status: int = 200, **context: Any
) -> HttpResponse:
    """A page with one form. A new token each time: the form that was shown does one thing once."""
    context |= {"form": form, "editing": editing, "token": uuid.uuid4()}
    return render(request, template, context, status=status)


def submit(request: HttpRequest, *sent: forms.Form, do: Callable[[], str], fallback: str = "/") -> HttpResponse | None:
    """A POST with valid forms runs `do` once for the token of the page and goes where it says.

    A second click goes where the first one went, also when what the first did makes the forms invalid now. None means:
    show the page, with what is wrong (the service's sentences, too; the token is then free again).
    """
    if request.method != "POST":
        return None
    valid = [form.is_valid() for form in sent]  # each form says what is wrong with it
    if not all(valid):
        return _earlier(request)
    token = request.POST.get("token", "")
    try:
        with transaction.atomic():
            earlier = first_use(token, request.user)
            if earlier:
                return redirect(earlier.result_url or fallback)
            url = do()
            remember(token, url)
    except Refused as refused:
        sent[0].add_error(None, refused.reasons)
        return None
    return redirect(url)


def _earlier(request: HttpRequest) -> HttpResponse | None:
    try:
        token = uuid.UUID(request.POST.get("token", ""))
    except ValueError:
        return None
    used = UsedToken.objects.filter(token=token, user=request.user).exclude(result_url="").first()
    return redirect(used.result_url) if used else None


def posted(request: HttpRequest) -> bool:
    """Whether the form was sent."""
    return request.method == "POST"


def bound(request: HttpRequest, editing: Editing) -> Any:
    """What a form is bound to: the POST; a draft only fills the fields, it is no fault not to have finished."""
    return request.POST if posted(request) else None


def initial_of(editing: Editing, saved: dict) -> dict:
    """The saved values, with what the person typed earlier over them."""
    draft = editing.data if editing.draft else None
    return saved | {name: draft[name] for name in draft} if draft else saved
