"""The page on which a move asks for its reason: one for every object whose moves are posted to its own page."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from emulation.base import editing
from emulation.base.forms import OfficeForm, ParagraphField
from emulation.base.vietnamese import lower_first
from emulation.base.workflow import Offer, Workflow


class MoveForm(OfficeForm):
    """The reason of a move."""

    note = ParagraphField(label="Lý do", max_length=1000)

    def __init__(self, *args, label: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["note"] = note_field(label)


def note_field(label: str = "") -> ParagraphField:
    """The field of a reason; `label` is what the move calls it."""
    label = label or "lý do"
    missing = {"required": f"Hãy ghi {lower_first(label)}."}
    return ParagraphField(label=label[:1].upper() + label[1:], max_length=1000, error_messages=missing)


@dataclass(frozen=True)
class Moving:
    """An object whose moves are posted to its own page."""

    workflow: Workflow
    back: str
    crumbs: list
    title: str
    lead: str = ""


def move_page(request: HttpRequest, obj: Any, moving: Moving) -> HttpResponse | None:
    """The POST of a move, or the page that asks for its reason (?chuyen=<move>); None shows the object itself."""
    name = request.POST.get("move", "") if request.method == "POST" else request.GET.get("chuyen", "")
    offer = moving.workflow.offer(name, obj, request.user) if _may_ask(moving.workflow, name) else None
    asks = bool(offer and offer.enabled and offer.transition.own_page)
    if request.method != "POST":
        return _ask(request, moving, offer, MoveForm(label=offer.transition.note_label)) if asks else None
    if asks and offer.transition.note_required:
        form = MoveForm(request.POST, label=offer.transition.note_label)
        if not form.is_valid():
            return _ask(request, moving, offer, form)
    rows = type(obj)._default_manager.visible_to(request.user)
    return editing.move(request, moving.workflow, obj, back=moving.back, rows=rows)


def _may_ask(workflow: Workflow, name: str) -> bool:
    return name in workflow and bool(workflow[name].own_page or workflow[name].stand_in)


def _ask(request: HttpRequest, moving: Moving, offer: Offer, form: MoveForm) -> HttpResponse:
    context = {"moving": moving, "move": offer.transition, "form": form}
    return render(request, "base/move.html", context)
