"""The page of one cell: everything that was entered for a criterion of a unit, and its evidence."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from campaigns.bloc_scores.enums import RoundState
from campaigns.bloc_scores.forms.evidence import FileForm, LinkForm, ReportForm
from campaigns.bloc_scores.models import ScoreEvidence
from campaigns.bloc_scores.rules import added_by_own_unit
from campaigns.bloc_scores.selectors.cells import cell_page, reports_to_link
from campaigns.bloc_scores.services import evidence as services
from campaigns.bloc_scores.views.rounds import crumbs_of, visible_round
from campaigns.views.pieces import Removal
from campaigns.views.pieces import remove as remove_page
from emulation.base.files import FileRefused
from emulation.base.workflow import Refused
from organisations.models import Unit

both = require_http_methods(["GET", "POST"])


@both
def cell(request: HttpRequest, pk: int, unit: int, criterion: int) -> HttpResponse:
    """History of a cell and its evidence; POST `do` adds a file, a link or an accepted report."""
    round_ = visible_round(request, pk)
    row = get_object_or_404(round_.table.criteria, pk=criterion)
    if not row.kind or not round_.runs.filter(sheets__unit=unit).exists():
        raise Http404
    of = get_object_or_404(Unit, pk=unit)
    may_add = round_.state == RoundState.SCORING and request.user.has_perm(
        "bloc_scores.attach_evidence", ScoreEvidence(round=round_, criterion=row, unit=of)
    )
    reports = reports_to_link(of, round_) if may_add else []
    forms = {
        "file": FileForm(*_sent(request, "file"), prefix="tep"),
        "link": LinkForm(*_sent(request, "link"), prefix="lk"),
        "report": ReportForm(*_sent(request, "report"), reports=reports, prefix="bc"),
    }
    if request.method == "POST":
        answer = _add(request, forms, round_, row, of)
        if answer:
            return answer
    page = cell_page(round_, of, row, request.user)
    context = {
        "round": round_,
        "criterion": row,
        "unit": of,
        "page": page,
        # bloc_scores.remove_evidence of each: whether one may add here was asked already, for all of them.
        "evidence": [(proof, may_add and added_by_own_unit(request.user, proof)) for proof in page.evidence],
        "may_add": may_add,
        "forms": forms,
        "reports": reports,
        "crumbs": _crumbs(round_, of, row.code),
    }
    return render(request, "bloc_scores/cell.html", context)


def _sent(request: HttpRequest, name: str) -> tuple:
    """What a form is bound to: the POST that asked for it."""
    return (request.POST, request.FILES) if request.POST.get("do") == name else (None, None)


def _crumbs(round_, unit: Unit, *rest: str) -> list:
    there = reverse("bloc_scores:round_unit", args=[round_.pk, unit.pk])
    return [*crumbs_of(round_, "")[:-1], (unit.label, there), *((words, None) for words in rest)]


def _here(row: ScoreEvidence) -> str:
    return reverse("bloc_scores:cell", args=[row.round_id, row.unit_id, row.criterion_id])


def _add(request: HttpRequest, forms: dict, round_, criterion, unit: Unit) -> HttpResponse | None:
    form = forms.get(request.POST.get("do", ""))
    if form is None:
        raise Http404
    if not form.is_valid():
        return None
    data, place, by = form.cleaned_data, (round_, criterion, unit), request.user
    try:
        if "file" in data:
            made = services.add_file(*place, data["file"], label=data["label"], by=by)
        elif "url" in data:
            made = services.add_link(*place, url=data["url"], label=data["label"], by=by)
        else:
            made = services.add_report(*place, data["submission"], by=by)
    except (FileRefused, Refused) as refused:
        form.add_error(None, str(refused))
        return None
    messages.success(request, f"Đã thêm minh chứng “{made.label}”.")
    return redirect(_here(made))


@both
def evidence_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take evidence out, with the reason."""
    rows = ScoreEvidence.objects.visible_to(request.user)
    row = get_object_or_404(rows.select_related("round__bloc", "unit", "criterion", "file"), pk=pk)
    services.must_remove(row, by=request.user)
    return remove_page(
        request,
        Removal(
            title="Bỏ minh chứng",
            crumbs=_crumbs(row.round, row.unit, row.criterion.code),
            back=_here(row),
            remove=lambda reason: services.remove(row, reason=reason, by=request.user),
            sentence=f"Đã bỏ minh chứng “{row.label}”.",
            facts=[row.label, f"Tiêu chí {row.criterion.code}, {row.unit.label}"],
            button="Bỏ minh chứng",
        ),
    )
