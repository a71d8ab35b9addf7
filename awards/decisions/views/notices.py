"""The page of notices: who was told by when and how; what went on paper is noted."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from awards.decisions.forms.payments import SentForm
from awards.decisions.models import SignedDecision
from awards.decisions.services.notices import note_sent
from awards.decisions.views.common import both, crumbs_of, signed_of, signed_url
from emulation.base import clock
from emulation.base.workflow import Refused
from organisations.views.common import page_of, require


@both
def notices(request: HttpRequest, pk: int) -> HttpResponse:
    """Each unit with the day it was told; POST notes what went on paper."""
    require(request, "decisions.view_work", "Danh sách thông báo dành cho Sở Nội vụ và cơ quan theo dõi.")
    row = signed_of(request, pk)
    notes = request.user.has_perm("decisions.note_notices")
    form = SentForm(request.POST or None, initial={"sent_on": clock.today()})
    if request.method == "POST":
        if not notes:
            raise PermissionDenied("Chỉ Sở Nội vụ ghi việc thông báo.")
        if form.is_valid() and _noted(request, row, form):
            return redirect("decisions:notices", pk)
    rows = row.notices.select_related("unit").order_by("sent_on", "name", "pk")
    context = {
        "signed": row,
        "decision": row.decision,
        "page_obj": page_of(request, rows),
        "left": row.notices.filter(sent_on=None).count(),
        "form": form if notes else None,
        "chosen": {int(pk) for pk in request.POST.getlist("noi-nhan") if pk.isdigit()},
        "crumbs": crumbs_of(row.decision, (row.number_text, signed_url(row)), "Thông báo"),
    }
    return render(request, "decisions/notices.html", context)


def _noted(request: HttpRequest, row: SignedDecision, form: SentForm) -> bool:
    chosen = [int(pk) for pk in request.POST.getlist("noi-nhan") if pk.isdigit() and len(pk) < 12]
    try:
        number = note_sent(row, chosen, by=request.user, **form.cleaned_data)
    except Refused as refused:
        for reason in refused.reasons:
            form.add_error(None, reason)
        return False
    messages.success(request, f"Đã ghi thông báo {number} nơi.")
    return True
