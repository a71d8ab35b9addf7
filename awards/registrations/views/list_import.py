"""The page that brings in a list from a file: read only, or read and write at once when nothing is wrong."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from awards.import_specs import NOMINEE_LIST, read_nominees
from awards.registrations.services.lines import CLOSED
from awards.registrations.services.list_import import bring_in
from awards.registrations.views.common import both, crumbs_of, own_registration, url_of
from emulation.base import list_jobs
from emulation.base.list_imports import ListFileForm


class RegistrationFileForm(ListFileForm):
    """A file, and whether it is only read."""

    only_read = forms.BooleanField(label="Chỉ đọc thử, chưa ghi", required=False)


@both
def list_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose a file; with one fault no line is written, and each fault is shown with its place."""
    row = own_registration(request, pk)
    if not row.is_editable:
        messages.info(request, CLOSED)
        return redirect(url_of(row))
    posted = request.method == "POST"
    form = RegistrationFileForm(request.POST if posted else None, request.FILES or None)
    context = {"row": row, "form": form, "columns": NOMINEE_LIST.columns, "crumbs": crumbs_of(row, "Nhập từ tệp")}
    if posted and form.is_valid():
        upload, only_read = form.cleaned_data["file"], form.cleaned_data["only_read"]
        result = read_nominees(upload.read(), upload.name)
        fresh = 0 if result.refused else bring_in(row, result, by=request.user, only_read=only_read)
        if not result.refused and result.ok and not only_read:
            messages.success(request, f"Đã ghi {fresh} dòng từ tệp {upload.name}.")
            for fault in list_jobs.faults(result)[:10]:
                messages.info(request, fault["sentence"])
            return redirect(url_of(row))
        context |= {"result": result, "fresh": fresh, "faults": list_jobs.faults(result)[:200]}
    return render(request, "registrations/list_import.html", context)
