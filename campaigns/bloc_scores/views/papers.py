"""The scan of a sheet that was filled on paper."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from campaigns.bloc_scores.forms.papers import PaperForm
from campaigns.bloc_scores.services import papers
from campaigns.bloc_scores.views.rounds import crumbs_of
from campaigns.bloc_scores.views.sheets import own_sheets_of, visible_run
from emulation.base.files import FileRefused
from emulation.base.workflow import Refused


@require_http_methods(["GET", "POST"])
def sheet_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who scored on paper and when, with the scan; then the points are typed into the sheet."""
    run = visible_run(request, pk)
    if not own_sheets_of(run, request.user):
        raise PermissionDenied("Đơn vị bạn không chấm ở bước này.")
    back = reverse("bloc_scores:sheet_edit", args=[run.pk])
    form = PaperForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        try:
            papers.add(run, data.pop("file"), by=request.user, **data)
        except (FileRefused, Refused) as refused:
            form.add_error("file" if isinstance(refused, FileRefused) else None, str(refused))
        else:
            messages.success(request, "Đã lưu bản chụp phiếu giấy. Hãy nhập điểm theo phiếu.")
            return redirect(back)
    context = {"form": form, "run": run, "round": run.round, "back": back, "crumbs": crumbs_of(run.round, "Phiếu giấy")}
    return render(request, "bloc_scores/sheet_paper.html", context)
