"""A plan or report: its page, its moves, the receipt after a move."""

from dataclasses import dataclass, replace

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from campaigns.forms.moves import RETURNS, MoveForm
from campaigns.models import Submission
from campaigns.selectors import receipts
from campaigns.selectors.paper_page import PaperPage
from campaigns.selectors.papers import paper_of
from campaigns.workflows import SUBMISSION
from emulation.base import drafts, editing
from emulation.base.editing import Editing
from emulation.base.workflow import Offer, Transition

# Moves after which one goes on writing: no receipt.
TO_WRITING = frozenset({"start", "recall"})


def visible(request: HttpRequest, pk: int) -> Submission:
    """The paper if this person sees it, else 404."""
    rows = Submission.objects.visible_to(request.user).for_page().prefetch_related("period__extensions")
    return get_object_or_404(rows, pk=pk)


@require_http_methods(["GET", "POST"])
def submission(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper with everything on it; POST makes a move, ?chuyen=<move> asks for the words a move needs."""
    if request.method == "POST":
        return _move(request, pk)
    row = visible(request, pk)
    if "chuyen" in request.GET:
        return _ask(request, row, request.GET["chuyen"])
    page = PaperPage(row, request.user)
    context = {"page": page, "s": row, "state": SUBMISSION.state_of(row), "actions": actions_of(page)}
    return render(request, "campaigns/submission.html", context)


# --- Buttons ----------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Action:
    """One button of the page: a move, with the reasons that are not already in the readiness panel."""

    offer: Offer
    reasons: list[str]

    @property
    def transition(self) -> Transition:
        return self.offer.transition


@dataclass(frozen=True)
class Actions:
    """Buttons of the page. One is primary: the move that sends when all is ready, else going on with the writing."""

    moves: list[Action]
    edit_url: str = ""
    edit_is_primary: bool = False


def actions_of(page: PaperPage) -> Actions:
    """What this person can do here, in the order plain first, primary last."""
    offers = SUBMISSION.offers(page.submission, page.user)
    names = {o.transition.name for o in offers}
    if "submit" in names:
        # A head sends; presenting it to oneself would only be a detour.
        offers = [o for o in offers if o.transition.name != "present"]
    sends = next((o for o in offers if o.transition.style == "primary"), None)
    edit_is_primary = page.editable and (page.untouched or not (sends and sends.enabled))
    if edit_is_primary:
        offers = [replace(o, transition=replace(o.transition, style="plain")) for o in offers]
    offers = sorted(_lead(offers), key=lambda o: o.transition.style == "primary")
    url = reverse("campaigns:submission_edit", args=[page.submission.pk]) if page.editable else ""
    return Actions([Action(o, _own_reasons(o, page)) for o in offers], url, edit_is_primary)


def _lead(offers: list[Offer]) -> list[Offer]:
    """Beginning to write is what the page is for."""
    return [
        replace(o, transition=replace(o.transition, style="primary")) if o.transition.name == "start" else o
        for o in offers
    ]


def _own_reasons(offer: Offer, page: PaperPage) -> list[str]:
    """Reasons without those that the readiness panel lists one by one."""
    if offer.enabled or not page.readiness:
        return offer.reasons
    listed = [item.text for item in page.readiness if item.is_missing]
    return [r for r in offer.reasons if not any(text in r for text in listed)]


# --- Moves ------------------------------------------------------------------------------------------------------------
def _move(request: HttpRequest, pk: int) -> HttpResponse:
    name = request.POST.get("move", "")
    back = reverse("campaigns:submission", args=[pk])
    sent = reverse("campaigns:submission_edit" if name in TO_WRITING else "campaigns:submission_sent", args=[pk])
    ways = {"back": back, "sent": sent, "rows": Submission.objects.visible_to(request.user)}
    if name not in SUBMISSION or not SUBMISSION[name].own_page:
        _there(request, pk, name)
        return editing.move(request, SUBMISSION, Submission(pk=pk), **ways)
    row = visible(request, pk)
    move = _permitted(request, row, name)
    form_editing = Editing(request, _key(row, name))
    if row.state in move.sources:
        form = MoveForm(request.POST, move=move, sections=_sections(request, row, name))
        if not form.is_valid():
            return _ask_page(request, row, form, move, form_editing)
        if name in RETURNS:
            ways["flags"] = form.flags()
    answer = editing.move(request, SUBMISSION, row, **ways)
    if answer["Location"] == sent or _is_done(row, move):
        form_editing.saved()
    else:
        _keep_reason(request, form_editing)
    return answer


def _is_done(row: Submission, move: Transition) -> bool:
    """Whether the paper is where the move leads: a second click."""
    return Submission.objects.filter(pk=row.pk, state__in=move.possible_targets).exists()


def _keep_reason(request: HttpRequest, form_editing: Editing) -> None:
    """Somebody else's move came first: the words are there when the paper comes back."""
    if request.POST.get("note", "").strip():
        drafts.keep(request.user, form_editing.key, request.POST)
        messages.info(request, "Lý do bạn vừa viết vẫn được giữ, khi làm lại việc này là thấy.")


def _there(request: HttpRequest, pk: int, name: str) -> None:
    """An unknown move on a paper one does not see is 404, like everything about it."""
    if name not in SUBMISSION:
        visible(request, pk)


def _ask(request: HttpRequest, row: Submission, name: str) -> HttpResponse:
    """The page that asks for a reason; when the move is not possible now, back with the sentence why."""
    if name not in SUBMISSION or not SUBMISSION[name].own_page:
        raise Http404
    move = _permitted(request, row, name)
    offer = SUBMISSION.offer(name, row, request.user)
    if offer is None or not offer.enabled:
        now = SUBMISSION.state_of(row).within
        for reason in offer.reasons if offer else [f"Không thể “{move.label}” khi hồ sơ đang ở trạng thái {now}."]:
            messages.error(request, reason)
        return redirect("campaigns:submission", row.pk)
    form_editing = Editing(request, _key(row, name))
    form = MoveForm(form_editing.data, move=move, sections=_sections(request, row, name))
    return _ask_page(request, row, form, move, form_editing)


def _permitted(request: HttpRequest, row: Submission, name: str) -> Transition:
    move = SUBMISSION[name]
    if not request.user.has_perm(move.permission, row):
        raise PermissionDenied(f"{move.label}: không thuộc quyền của bạn.")
    return move


def _sections(request: HttpRequest, row: Submission, name: str) -> list[dict]:
    """Sections that can be marked: those the person has before them; for the head only what a reader left open."""
    sections = PaperPage(row, request.user).content["sections"]
    if name != "head_return":
        return sections
    marked = {s.pk for s in paper_of(row).sections if s.flagged}
    return [s for s in sections if s["id"] in marked] if marked else sections


def _key(row: Submission, name: str) -> str:
    return f"submission-move:{row.pk}:{name}"


def _ask_page(
    request: HttpRequest, row: Submission, form: MoveForm, move: Transition, form_editing: Editing
) -> HttpResponse:
    context = {"s": row, "form": form, "move": move, "editing": form_editing, "returns": move.name in RETURNS}
    return render(request, "campaigns/submission_move.html", context)


# --- Receipt ----------------------------------------------------------------------------------------------------------
@require_GET
def submission_sent(request: HttpRequest, pk: int) -> HttpResponse:
    """What was sent, to whom, when, what comes next."""
    row = visible(request, pk)
    receipt = receipts.of(row, request.user)
    if receipt is None:
        return redirect("campaigns:submission", pk)
    return render(request, "campaigns/submission_sent.html", {"s": row, "receipt": receipt})
