"""A file of a unit at the desk, telling the unit, and what the unit reads."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from awards.appraisal.models import Dossier
from awards.appraisal.selectors import outcomes
from awards.appraisal.selectors.clocks import Clocks
from awards.appraisal.selectors.queue import Line, clock_of
from awards.appraisal.services import telling
from awards.appraisal.views.common import SEES, crumbs, file_of
from awards.nominations.models import NominationFile
from emulation.base.workflow import Refused
from organisations.rules import is_unit_officer
from organisations.views.common import require


@require_GET
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the nominees of one file are."""
    require(request, *SEES)
    row = file_of(request, pk)
    clocks, standing = Clocks(), outcomes.standing(row, request.user)
    tells = request.user.has_perm("appraisal.tell") and all(
        request.user.has_perm("appraisal.look", dossier) for dossier in standing.dossiers[:1]
    )
    context = {
        "file": row,
        "rows": [Line(dossier, clock_of(dossier, clocks)) for dossier in standing.dossiers],
        "standing": standing,
        "tells": tells,
        "asks": request.user.has_perm("appraisal.work") and bool(standing.left),
        "crumbs": crumbs(str(row)),
    }
    return render(request, "appraisal/file.html", context)


@require_POST
def file_tell(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell the unit the results of its file."""
    row = file_of(request, pk)
    try:
        number = telling.tell_unit(row, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Đã báo {row.unit.label} kết quả thẩm định {number} đối tượng.")
    return redirect(reverse("appraisal:file", args=[pk]))


@require_GET
def outcome(request: HttpRequest, pk: int) -> HttpResponse:
    """What a unit was told of its own nominees; while they are looked at again, that they are."""
    own = NominationFile.objects.visible_to(request.user).for_page()
    row = get_object_or_404(own, pk=pk)
    if not is_unit_officer(request.user) or not request.user.has_perm("nominations.prepare", row):
        raise Http404
    rows = outcomes.told(row, request.user)
    waiting = Dossier.objects.filter(nominee__file=row, told_at=None).count()
    if not rows and not waiting:
        raise Http404
    context = {
        "file": row,
        "rows": rows,
        "waiting": waiting,
        "crumbs": [
            ("Đề nghị khen thưởng", reverse("nominations:file_list")),
            (str(row), reverse("nominations:file", args=[pk])),
            ("Kết quả thẩm định", None),
        ],
    }
    return render(request, "appraisal/outcome.html", context)
