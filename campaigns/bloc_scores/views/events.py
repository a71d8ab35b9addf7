"""Events of the year that cost or bring points: the list, recording one, whose fault, taking one back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from campaigns.bloc_scores.enums import FaultKind
from campaigns.bloc_scores.forms.evidence import EventForm, FaultForm
from campaigns.bloc_scores.models import FaultEvent
from campaigns.bloc_scores.selectors import events as pages
from campaigns.bloc_scores.services import events as services
from campaigns.views.pieces import Page, Removal, edit
from campaigns.views.pieces import remove as remove_page
from emulation.base import clock
from emulation.base.access import require
from organisations.models import Bloc
from organisations.views.common import page_of

ONLY = "Chỉ Sở Nội vụ và trưởng khối ghi sự việc; không ai ghi sự việc của đơn vị mình."
both = require_http_methods(["GET", "POST"])


def _home(bloc: Bloc | None = None) -> str:
    return reverse("bloc_scores:event_list") + (f"?khoi={bloc.pk}" if bloc else "")


def _crumbs(*rest: str) -> list:
    start = [("Chấm điểm", reverse("bloc_scores:round_list"))]
    if not rest:
        return [*start, ("Sự việc trong năm", None)]
    return [*start, ("Sự việc trong năm", _home()), *((words, None) for words in rest)]


def _asked(request: HttpRequest, blocs: list[Bloc]) -> Bloc | None:
    asked = request.GET.get("khoi", "")
    return next((bloc for bloc in blocs if str(bloc.pk) == asked), None)


@require_GET
def event_list(request: HttpRequest) -> HttpResponse:
    """Events a person sees, newest first; of one bloc also returned papers that nobody recorded yet."""
    require(request, "bloc_scores.view_events", "Trang này dành cho người có vai trò.")
    blocs = list(pages.blocs_of(request.user))
    bloc = _asked(request, blocs)
    records = _records(request, bloc)
    context = {
        "page_obj": page_of(request, pages.events(request.user, bloc)),
        "blocs": blocs,
        "bloc": bloc,
        "returned": pages.returned_papers(bloc) if bloc and records else [],
        "may_record": records,
        "crumbs": _crumbs(),
    }
    context["rows"] = [(e, request.user.has_perm("bloc_scores.record_event", e)) for e in context["page_obj"]]
    return render(request, "bloc_scores/event_list.html", context)


def _records(request: HttpRequest, bloc: Bloc | None) -> bool:
    """Whether the person records events at all, of a bloc where one is asked for."""
    event = FaultEvent(bloc=bloc, unit_id=0) if bloc else None
    return request.user.has_perm("bloc_scores.record_event", event)


@both
def event_new(request: HttpRequest) -> HttpResponse:
    """Record an event; a returned paper (?tra-lai=<key>) fills the form, and is recorded once."""
    if not _records(request, None):
        raise PermissionDenied(ONLY)
    rows = pages.blocs_of(request.user)
    bloc = _asked(request, list(rows))
    paper = _returned(request, bloc)
    if paper is None and (key := request.GET.get("tra-lai", "")):
        known = FaultEvent.objects.visible_to(request.user).filter(key=key[:60]).exists()
        messages.info(request, "Báo cáo này đã được ghi thành sự việc." if known else "Không còn báo cáo này để ghi.")
        return redirect(_home(bloc))

    def save(form: EventForm, version: int) -> tuple[str, str]:
        data = form.columns()
        of, unit = data.pop("bloc"), data.pop("unit")
        if not request.user.has_perm("bloc_scores.record_event", FaultEvent(bloc=of, unit=unit)):
            raise PermissionDenied(ONLY)
        extra = {"key": paper.key, "submission": paper.submission} if paper else {}
        services.record(of, unit, by=request.user, **data, **extra)
        return _home(of), f"Đã ghi sự việc của {unit.label}."

    page = Page(
        key=f"event:{paper.key if paper else 'new'}",
        title="Ghi sự việc",
        crumbs=_crumbs("Ghi sự việc"),
        back=_home(bloc),
        form=lambda **kwargs: EventForm(blocs=rows, bloc=bloc, **kwargs),
        initial=_initial(bloc, paper),
        save=save,
        primary="Ghi sự việc",
    )
    return edit(request, page)


def _returned(request: HttpRequest, bloc: Bloc | None) -> pages.Returned | None:
    key = request.GET.get("tra-lai", "")
    return next((one for one in pages.returned_papers(bloc) if one.key == key), None) if bloc and key else None


def _initial(bloc: Bloc | None, paper: pages.Returned | None) -> dict:
    start = {"bloc": bloc and bloc.pk, "happened_on": clock.today()}
    if paper is None:
        return start
    return start | {
        "unit": paper.submission.unit_id,
        "kind": FaultKind.RETURNED_FILE,
        "happened_on": clock.day_of(paper.entry.at),
        "text": f"{paper.submission} bị trả lại: {paper.entry.note}",
    }


def _event(request: HttpRequest, pk: int) -> FaultEvent:
    rows = FaultEvent.objects.visible_to(request.user).select_related("bloc", "unit")
    row = get_object_or_404(rows, pk=pk)
    if not request.user.has_perm("bloc_scores.record_event", row):
        raise PermissionDenied(ONLY)
    return row


@both
def event_fault(request: HttpRequest, pk: int) -> HttpResponse:
    """Say again whose fault an event was."""
    row = _event(request, pk)

    def save(form: FaultForm, version: int) -> tuple[str, str]:
        data = form.cleaned_data
        services.attribute(row, own_fault=data["own_fault"] == "yes", note=data["note"], by=request.user)
        return _home(row.bloc), f"Đã xác định lỗi trong sự việc của {row.unit.label}."

    page = Page(
        key=f"event-fault:{pk}",
        title="Xác định lỗi",
        crumbs=_crumbs(row.unit.label),
        back=_home(row.bloc),
        form=FaultForm,
        initial={"own_fault": "yes" if row.own_fault else "no", "note": row.fault_note},
        save=save,
        lead=str(row),
    )
    return edit(request, page)


@both
def event_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back an event recorded in error; it stays readable."""
    row = _event(request, pk)
    return remove_page(
        request,
        Removal(
            title="Bỏ sự việc",
            crumbs=_crumbs(row.unit.label),
            back=_home(row.bloc),
            remove=lambda reason: services.cancel(row, note=reason, by=request.user),
            sentence=f"Đã bỏ sự việc của {row.unit.label}; sự việc vẫn đọc được cùng lý do.",
            facts=[str(row)],
            button="Bỏ sự việc",
        ),
    )
