"""Rounds of scoring: the list, a new one, the page of one with its stages and moves."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from campaigns.bloc_scores.enums import RoundState, TableState
from campaigns.bloc_scores.forms.rounds import NoteForm, RankForm, ReopenForm, RoundForm, StageForm
from campaigns.bloc_scores.models import CriteriaTable, ScoringRound
from campaigns.bloc_scores.selectors import facts
from campaigns.bloc_scores.selectors.round_page import RoundPage
from campaigns.bloc_scores.selectors.scorers import who_may_join
from campaigns.bloc_scores.selectors.stages import open_run
from campaigns.bloc_scores.services import rounds as services
from campaigns.bloc_scores.workflows import ROUND
from campaigns.models import Campaign
from emulation.base.editing import move
from emulation.base.moving import note_field
from emulation.base.workflow import Refused, Transition
from organisations.models import Unit
from organisations.rules import is_dha
from organisations.selectors.units import review_scope
from organisations.views.common import page_of

LIST = ("Chấm điểm", "bloc_scores:round_list")


def visible_round(request: HttpRequest, pk: int) -> ScoringRound:
    """The round, for those who see it."""
    return get_object_or_404(ScoringRound.objects.visible_to(request.user).for_page(), pk=pk)


def crumbs_of(round_: ScoringRound, *more) -> list:
    """The way to a page of a round."""
    own = (round_.name, reverse("bloc_scores:round", args=[round_.pk]) if more else None)
    return [(LIST[0], reverse(LIST[1])), own, *[(words, None) for words in more]]


def badge_of(round_: ScoringRound) -> tuple[str, str, str]:
    """How its state looks."""
    state = ROUND.state_of(round_)
    return state.family, state.icon, state.label


@require_GET
def round_list(request: HttpRequest) -> HttpResponse:
    """Rounds that the person sees, newest first."""
    if not request.user.has_perm("bloc_scores.view_round"):
        raise PermissionDenied("Tài khoản của bạn chưa được giao vai trò. Hãy liên hệ quản trị tài khoản.")
    rows = page_of(request, ScoringRound.objects.visible_to(request.user).for_page().order_by("-pk"))
    context = {
        "page_obj": rows,
        "rows": [(row, badge_of(row)) for row in rows],
        "may_create": request.user.has_perm("bloc_scores.create_round"),
    }
    return render(request, "bloc_scores/round_list.html", context)


def _tables(user):
    rows = CriteriaTable.objects.filter(state=TableState.FROZEN, bloc__isnull=False).select_related("bloc")
    if is_dha(user):
        return rows
    return rows.filter(bloc__in=[bloc for bloc, leads, _ in review_scope(user) if leads])


@require_http_methods(["GET", "POST"])
def round_new(request: HttpRequest) -> HttpResponse:
    """Make a round on a frozen table."""
    if not request.user.has_perm("bloc_scores.create_round"):
        raise PermissionDenied("Chỉ Sở Nội vụ và trưởng khối lập kỳ chấm điểm.")
    choices = {"tables": _tables(request.user), "campaigns": Campaign.objects.visible_to(request.user)}
    form = RoundForm(request.POST or None, **choices)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            made = services.create(values["table"], name=values["name"], campaign=values["campaign"], by=request.user)
        except Refused as refused:
            form.add_error(None, refused.reasons)
        else:
            messages.success(request, f"Đã lập {made.name}. Hãy mở bước chấm đầu tiên.")
            return redirect("bloc_scores:round", made.pk)
    crumbs = [(LIST[0], reverse(LIST[1])), ("Lập kỳ chấm", None)]
    context = {"form": form, "title": "Lập kỳ chấm điểm", "button": "Lập kỳ chấm", "crumbs": crumbs}
    return render(request, "bloc_scores/round_form.html", context | {"back": reverse(LIST[1])})


@require_http_methods(["GET", "POST"])
def round_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One round: where it stands, whose sheets wait, moves."""
    row = visible_round(request, pk)
    url = reverse("bloc_scores:round", args=[pk])
    if request.method == "POST":
        return _move(request, row, url)
    if asked := request.GET.get("chuyen"):
        return _ask(request, row, asked, url)
    context = {
        "round": row,
        "badge": badge_of(row),
        "page": RoundPage(row, request.user),
        "offers": _ordered(ROUND.offers(row, request.user)),
        "url": url,
        "ranked": row.state in (RoundState.PROVISIONAL, RoundState.PUBLISHED) or row.rankings.exists(),
        "asks_facts": bool(facts.asked_of(row)) and request.user.has_perm("bloc_scores.run_round", row),
        "may_join": _may_join(request, row),
        "may_take_over": request.user.has_perm("bloc_scores.take_over_sheet"),
        "crumbs": crumbs_of(row),
    }
    return render(request, "bloc_scores/round.html", context)


def _ordered(offers):
    return sorted(offers, key=lambda offer: offer.transition.style == "primary")


def _form(row: ScoringRound, move: Transition, data=None):
    """The form a move asks for; whoever acts in the leader's place says why as well."""
    if move.name == "open_stage":
        form = StageForm(data)
    elif move.name == "rank":
        form = RankForm(data)
    elif move.name == "reopen":
        runs = row.runs.exclude(closed_at=None).select_related("stage")
        form = ReopenForm(data, runs=runs)
    else:
        form = NoteForm(data)
    if move.note_required:
        form.fields["note"] = note_field(move.note_label)
    return form


def _ask(request: HttpRequest, row: ScoringRound, name: str, url: str, form=None) -> HttpResponse:
    offer = ROUND.offer(name, row, request.user) if name in ROUND else None
    if offer is None or not offer.transition.own_page:
        return redirect(url)
    context = {
        "round": row,
        "title": offer.transition.label,
        "button": offer.transition.label,
        "reasons": offer.reasons,
        "form": form or _form(row, offer.transition),
        "move": name,
        "action": url,
        "back": url,
        "crumbs": crumbs_of(row, offer.transition.label),
    }
    return render(request, "bloc_scores/round_form.html", context)


def _move(request: HttpRequest, row: ScoringRound, url: str) -> HttpResponse:
    name = request.POST.get("move", "")
    data = {}
    asked = ROUND[name].made_by(request.user, row) if name in ROUND else None
    if asked and asked.own_page:
        form = _form(row, asked, request.POST)
        if not form.is_valid():
            return _ask(request, row, name, url, form)
        data = {key: value for key, value in form.cleaned_data.items() if key != "note" and value is not None}
    return move(request, ROUND, row, back=url, sent=url, **data)


def _may_join(request: HttpRequest, row: ScoringRound) -> list[Unit]:
    """Who may be asked to score as well at the open stage, for those who run the round."""
    run = open_run(row) if request.user.has_perm("bloc_scores.run_round", row) else None
    return who_may_join(run) if run and run.stage.combine else []


@require_POST
def round_add_scorer(request: HttpRequest, pk: int) -> HttpResponse:
    """Another scorer in the middle of a stage of several."""
    row = visible_round(request, pk)
    if not request.user.has_perm("bloc_scores.run_round", row):
        raise PermissionDenied(services.NOT_RUN_BY_YOU)
    chosen = next((unit for unit in _may_join(request, row) if str(unit.pk) == request.POST.get("unit")), None)
    try:
        if chosen is None:
            raise Refused("Không thêm được người chấm này ở bước đang mở. Hãy tải lại trang.")
        count = services.add_scorer(open_run(row), chosen, by=request.user, reason=_reason(request))
        messages.success(request, f"Đã thêm người chấm {chosen.label}: {count} phiếu.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("bloc_scores:round", pk)


def _reason(request: HttpRequest) -> str:
    return request.POST.get("reason", "").replace("\x00", "")[:500]


@require_POST
def round_take_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Sở Nội vụ fills the sheets of a late scorer."""
    row = visible_round(request, pk)
    if not request.user.has_perm("bloc_scores.take_over_sheet"):
        raise PermissionDenied("Chỉ Sở Nội vụ chấm thay.")
    run, unit = open_run(row), request.POST.get("unit", "")
    try:
        if run is None:
            raise Refused("Không có bước nào đang chấm.")
        scorer = get_object_or_404(Unit, pk=int(unit) if unit.isdigit() and len(unit) < 15 else 0)
        count = services.take_over(run, scorer, by=request.user, reason=_reason(request))
        messages.success(request, f"Sở Nội vụ chấm thay {scorer.label}: {count} phiếu.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("bloc_scores:round", pk)
