"""Score sheets: the sheet of a scorer with all units of the bloc; the scores of one unit side by side."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from campaigns.bloc_scores.enums import Scorer
from campaigns.bloc_scores.forms.entries import parts_of, prefix, read_entry
from campaigns.bloc_scores.models import ScoringRound, StageRun, UnitResponse
from campaigns.bloc_scores.selectors.matrix import Matrix, matrix_of, unit_page
from campaigns.bloc_scores.selectors.papers import papers_of
from campaigns.bloc_scores.selectors.sheets import unready
from campaigns.bloc_scores.selectors.stages import last_closed, may_object, may_respond, ranking_window_open
from campaigns.bloc_scores.services import objections, scores
from campaigns.bloc_scores.views.rounds import badge_of, crumbs_of, visible_round
from emulation.base import clock, vietnamese
from emulation.base.workflow import AlreadyDone, Refused
from organisations.models import Unit
from organisations.rules import unit_id_of

LONGEST_REASON = 1000


@require_http_methods(["GET", "POST"])
def sheet_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheets of the acting person's unit in a run, criteria × units; POST saves, hands in, or begins from the stage before."""
    run = visible_run(request, pk)
    if not own_sheets_of(run, request.user):
        raise PermissionDenied("Đơn vị bạn không chấm ở bước này.")
    if request.method == "POST":
        return _post(request, run)
    return _show(request, run)


def visible_run(request: HttpRequest, pk: int) -> StageRun:
    """The run, for those who see its round."""
    seen = ScoringRound.objects.visible_to(request.user)
    rows = StageRun.objects.filter(round__in=seen).select_related("round__bloc", "round__table", "stage")
    return get_object_or_404(rows, pk=pk)


def own_sheets_of(run: StageRun, user) -> list:
    """The sheets that this person fills in a run."""
    rows = run.sheets.filter(scorer_unit=unit_id_of(user)).select_related("run__stage")
    return [sheet for sheet in rows if user.has_perm("bloc_scores.fill_sheet", sheet)]


def _show(request: HttpRequest, run: StageRun, typed=None, faults: dict | None = None) -> HttpResponse:
    matrix = matrix_of(run, request.user)
    for row in matrix.rows:
        for cell in row.cells:
            _dress(cell, typed, faults or {})
    open_ = [] if run.closed_at else [s for s in matrix.sheets if not s.handed_in_at]
    left = unready(matrix.data, open_, matrix.points)
    context = {
        "run": run,
        "round": run.round,
        "matrix": matrix,
        "left": left,
        "faults": list((faults or {}).values()),
        "editable": not run.closed_at and not matrix.handed_in,
        "may_hand_in": all(request.user.has_perm("bloc_scores.hand_in_sheet", s) for s in matrix.sheets),
        "may_copy": run.stage.scorer != Scorer.SELF,
        "papers": papers_of(run, unit_id_of(request.user)),
        "crumbs": crumbs_of(run.round, f"Phiếu chấm: {run.stage.label}"),
        "url": reverse("bloc_scores:sheet_edit", args=[run.pk]),
    }
    return render(request, "bloc_scores/sheet_edit.html", context)


def _dress(cell, typed, faults: dict) -> None:
    """Names and values of the inputs of a cell; what could not be read is shown as it was typed."""
    if not cell.criterion.kind:
        return
    cell.prefix = prefix(cell.sheet.pk, cell.criterion.pk)
    cell.fault = faults.get(cell.prefix)
    cell.na = bool(cell.entry and cell.entry.get("na"))
    cell.parts = parts_of(cell.criterion, cell.entry)
    if cell.fault and typed is not None:
        cell.parts = [type(p)(p.name, p.label, typed.get(f"{cell.prefix}-{p.name}", ""), p.choices) for p in cell.parts]


def _post(request: HttpRequest, run: StageRun) -> HttpResponse:
    wants_json = request.headers.get("Accept", "").startswith("application/json")
    try:
        cells, faults = _typed(request, run)
        saved = scores.save(run, cells, by=request.user)
        if wants_json:
            return _json(request, run, faults)
        if faults:
            return _show(request, run, request.POST, faults)
        return _after(request, run, saved)
    except AlreadyDone as done:
        messages.info(request, str(done))
    except Refused as refused:
        if wants_json:
            return JsonResponse({"message": str(refused)}, status=409)
        for reason in refused.reasons:
            messages.error(request, reason)
    return redirect("bloc_scores:sheet_edit", run.pk)


def _after(request: HttpRequest, run: StageRun, saved: int) -> HttpResponse:
    """What else the button asked for, once everything typed is kept."""
    if "hand_in" in request.POST:
        count = scores.hand_in(run, by=request.user)
        messages.success(request, f"Đã nộp {count} phiếu bước {run.stage.label} lúc {clock.now():%H:%M}.")
        return redirect("bloc_scores:round", run.round_id)
    if "copy" in request.POST:
        count = scores.copy_previous(run, by=request.user)
        messages.success(request, f"Đã lấy điểm bước trước vào {count} ô trống. Hãy sửa chỗ chưa đúng.")
    else:
        messages.success(request, f"Đã lưu {saved} ô điểm." if saved else "Không có ô nào thay đổi.")
    return redirect("bloc_scores:sheet_edit", run.pk)


def _typed(request: HttpRequest, run: StageRun) -> tuple[list[scores.Cell], dict[str, str]]:
    """Cells of the form that could be read, and a sentence for each that could not."""
    criteria = {c.pk: c for c in run.round.table.criteria.all()}
    found, faults = [], {}
    for name in request.POST.getlist("cell"):
        sheet, criterion = _keys(name)
        if criterion not in criteria:
            raise Http404
        start = prefix(sheet, criterion)
        try:
            entry = read_entry(criteria[criterion], request.POST, start)
        except ValueError as fault:
            faults[start] = f"Tiêu chí {criteria[criterion].code}: {fault}"
            continue
        reason = vietnamese.normalise(request.POST.get(f"{start}-reason", "")).replace("\x00", "").strip()
        found.append(scores.Cell(sheet, criterion, entry, reason[:LONGEST_REASON]))
    return found, faults


def _keys(name: str) -> tuple[int, int]:
    sheet, _, criterion = name.partition("-")
    if not (sheet.isascii() and sheet.isdigit() and criterion.isascii() and criterion.isdigit() and len(name) < 40):
        raise Http404
    return int(sheet), int(criterion)


def _json(request: HttpRequest, run: StageRun, faults: dict[str, str]) -> JsonResponse:
    """The answer to typing: when it was kept, points and totals as the engine counts them now, what cannot be read."""
    matrix: Matrix = matrix_of(run, request.user)
    cells = {
        prefix(c.sheet.pk, c.criterion.pk): {
            "points": vietnamese.format_number(c.points, 2),
            "needs_reason": c.differs and not c.reason,
        }
        for row in matrix.rows
        for c in row.cells
        if c.criterion.kind
    }
    totals = {str(s.pk): vietnamese.format_number(t, 2) for s, t in zip(matrix.sheets, matrix.totals, strict=True)}
    said = {"saved_at": f"{clock.now():%H:%M:%S}", "cells": cells, "totals": totals, "faults": faults}
    return JsonResponse(said | {"sentences": matrix.sentences})


@require_http_methods(["GET", "POST"])
def round_unit(request: HttpRequest, pk: int, unit: int) -> HttpResponse:
    """The scores of one unit: stages side by side with reasons; POST of the unit itself: what it says of them."""
    round_ = visible_round(request, pk)
    if not round_.runs.filter(sheets__unit=unit).exists():
        raise Http404
    row = get_object_or_404(Unit, pk=unit)
    if request.method == "POST":
        return _say(request, round_, row)
    last = last_closed(round_, row.pk)
    own = unit_id_of(request.user) == row.pk
    context = {
        "round": round_,
        "badge": badge_of(round_),
        "page": unit_page(round_, row, request.user),
        "last": last,
        "may_respond": bool(own and may_respond(round_, last) and not _responded(last, row)),
        "may_object": own and may_object(round_, last),
        "object_until": _object_until(round_, last),
        "responses": UnitResponse.objects.filter(run__round=round_, unit=row).select_related("run__stage", "by"),
        "criteria": [c for c in round_.table.criteria.all() if c.kind],
        "crumbs": crumbs_of(round_, row.label),
    }
    return render(request, "bloc_scores/round_unit.html", context)


def _object_until(round_: ScoringRound, last: StageRun | None):
    """The last day on which the unit may object, of the ranking or of the stage."""
    return round_.objections_until if ranking_window_open(round_) else last and last.objections_until


def _responded(run: StageRun, unit: Unit) -> bool:
    return UnitResponse.objects.filter(run=run, unit=unit).exists()


def _say(request: HttpRequest, round_: ScoringRound, unit: Unit) -> HttpResponse:
    if unit_id_of(request.user) != unit.pk:
        raise PermissionDenied("Chỉ đơn vị được chấm điểm gửi ý kiến.")
    run = last_closed(round_, unit.pk)
    note = vietnamese.normalise(request.POST.get("note", "")).replace("\x00", "")[: LONGEST_REASON * 2]
    try:
        if run is None:
            raise Refused("Chưa có bước chấm nào kết thúc.")
        if request.POST.get("do") == "object":
            code = request.POST.get("criterion", "")
            criterion = round_.table.criteria.filter(code=code.replace("\x00", "")[:40]).first()
            objections.object_to(run, criterion=criterion, text=note, by=request.user)
            messages.success(request, "Đã gửi đề nghị xem lại điểm. Trưởng khối hoặc Sở Nội vụ trả lời.")
        else:
            objections.respond(run, agrees=request.POST.get("agrees") == "co", note=note, by=request.user)
            messages.success(request, "Đã ghi ý kiến của đơn vị.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("bloc_scores:round_unit", round_.pk, unit.pk)
