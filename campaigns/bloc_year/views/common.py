"""What pages of a bloc's year do alike: find what the person sees, who acts for whom, files."""

from typing import Any

from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from campaigns.bloc_year.forms.common import FileForm
from campaigns.bloc_year.selectors.year import blocs_for
from campaigns.bloc_year.services import files as file_services
from emulation.base.files import FileRefused
from organisations.models import Bloc

ONLY_RUNNING = "Chỉ trưởng khối, phó trưởng khối ghi hoạt động của khối; Sở Nội vụ ghi thay khi khối chậm."
ONLY_LEADER = "Chỉ trưởng khối soạn giao ước; Sở Nội vụ soạn thay khi khối chậm."


def bloc_of(request: HttpRequest, pk: int) -> Bloc:
    """The bloc, for those who read its year."""
    return get_object_or_404(blocs_for(request.user), pk=pk)


def seen(request: HttpRequest, model: type[models.Model], pk: int, *related: str) -> Any:
    """A row of a bloc's year, for those who see it."""
    rows = model._default_manager.visible_to(request.user)
    rows = rows.for_page() if hasattr(rows, "for_page") else rows
    return get_object_or_404(rows.select_related(*related) if related else rows, pk=pk)


def acts_for(request: HttpRequest, obj: Any) -> bool:
    """Whether the person acts in the place of the bloc's leader and has to say why."""
    return request.user.has_perm("bloc_year.act_for_bloc", obj)


def crumbs(bloc: Bloc, *more) -> list:
    """The path to a page of a bloc's year; the last item is the page."""
    first = [("Giao ước, hoạt động", reverse("bloc_year:year_list"))]
    return [*first, (f"{bloc.label} {bloc.year}", reverse("bloc_year:bloc_year", args=[bloc.pk])), *more]


def file_page(request: HttpRequest, obj: Any, *, purposes: tuple, back: str, path: list) -> HttpResponse:
    """Add one file to a pledge or an activity."""
    form = FileForm(request.POST or None, request.FILES or None, purposes=purposes)
    if request.method == "POST" and form.is_valid():
        try:
            made = file_services.add(obj, form.cleaned_data["file"], form.cleaned_data["purpose"], by=request.user)
        except FileRefused as refused:
            form.add_error("file", str(refused))
        else:
            messages.success(request, f"Đã thêm tệp “{made.file.name}”.")
            return redirect(back)
    context = {"form": form, "back": back, "crumbs": path, "subject": obj}
    return render(request, "bloc_year/file_add.html", context)
