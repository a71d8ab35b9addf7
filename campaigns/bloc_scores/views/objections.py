"""One objection and its answer."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from campaigns.bloc_scores.models import Objection
from campaigns.bloc_scores.views.rounds import crumbs_of
from campaigns.bloc_scores.workflows import answer_objection
from emulation.base import vietnamese
from emulation.base.workflow import Refused


@require_http_methods(["GET", "POST"])
def objection(request: HttpRequest, pk: int) -> HttpResponse:
    """Read and answer an objection."""
    rows = Objection.objects.visible_to(request.user)
    row = get_object_or_404(rows.select_related("run__round__bloc", "run__stage", "unit", "criterion"), pk=pk)
    if not request.user.has_perm("bloc_scores.answer_objection", row):
        raise PermissionDenied("Trưởng khối hoặc Sở Nội vụ trả lời ý kiến; đơn vị không trả lời ý kiến của chính mình.")
    text = vietnamese.normalise(request.POST.get("note", "")).replace("\x00", "")[:2000]
    if request.method == "POST":
        upheld = request.POST.get("answer") == "uphold"
        try:
            answer_objection(row, upheld=upheld, text=text, by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            said = "Đã chấp nhận ý kiến và mở lại bước chấm cho đơn vị." if upheld else "Đã trả lời, giữ nguyên điểm."
            messages.success(request, said)
            return redirect("bloc_scores:round", row.run.round_id)
    context = {"objection": row, "text": text, "crumbs": crumbs_of(row.run.round, "Trả lời ý kiến")}
    return render(request, "bloc_scores/objection.html", context)
