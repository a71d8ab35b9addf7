"""Pages of a unit's list: all of one's lists, one with its moves, the receipt, the print."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from awards.registrations.forms.registrations import ReturnForm
from awards.registrations.models import Call, TitleRegistration
from awards.registrations.selectors import pages
from awards.registrations.selectors.content import items_in
from awards.registrations.selectors.routing import receiver
from awards.registrations.views.common import SEES, both, crumbs_of, registration_of, url_of
from awards.registrations.workflows import RETURNS, TITLE_REGISTRATION
from emulation.base import audit, editing
from emulation.base.moving import Moving, move_page
from organisations.views.common import page_of, require

# What the unit writes, line by line: its own business until it is sent.
PIECES = ("line", "take_over", "import")


@require_GET
def registration_list(request: HttpRequest) -> HttpResponse:
    """The lists of the own unit and of the blocs it leads; for those who oversee the calls."""
    require(request, "registrations.view", SEES)
    oversees = request.user.has_perm("registrations.oversee")
    context = {
        "own": list(pages.own_rows(request.user)[:10]),
        "page": page_of(request, pages.bloc_rows(request.user)),
        "calls": list(Call.objects.all()[:20]) if oversees else [],
        "may_call": request.user.has_perm("registrations.edit_calls"),
        "oversees": oversees,
    }
    return render(request, "registrations/registration_list.html", context)


@both
def registration(request: HttpRequest, pk: int) -> HttpResponse:
    """One list with its lines; takes every move."""
    row = registration_of(request, pk)
    here = url_of(row)
    name = request.POST.get("move", "") if request.method == "POST" else request.GET.get("chuyen", "")
    if name in RETURNS and (answer := _return(request, row, name)):
        return answer
    if request.method == "POST" and name == "send":
        sent = reverse("registrations:registration_sent", args=[row.pk])
        rows = TitleRegistration.objects.visible_to(request.user)
        return editing.move(request, TITLE_REGISTRATION, row, back=here, sent=sent, rows=rows)
    moving = Moving(TITLE_REGISTRATION, here, crumbs_of(row, "Ghi lý do"), str(row), row.bloc.name if row.bloc else "")
    if answer := move_page(request, row, moving):
        return answer
    page = pages.Page(row, request.user)
    writes = row.is_editable and request.user.has_perm("registrations.prepare", row)
    context = {
        "row": row,
        "page": page,
        "lines": page.rows(),
        "changes": page.new_words(),
        "sendings": list(page.history()),
        "offers": TITLE_REGISTRATION.offers(row, request.user),
        "writes": writes,
        "last_year": writes and pages.last_year_of(row),
        "history": _history(row, page),
        "crumbs": crumbs_of(row),
    }
    return render(request, "registrations/registration.html", context)


def _history(row: TitleRegistration, page: pages.Page) -> list:
    """What was done: all of it for the unit, the moves for those who oversee, nothing for the bloc's leader."""
    if not page.own and not page.user.has_perm("registrations.oversee"):
        return []
    rows = audit.history(row)
    return list((rows if page.own else rows.exclude(action__in=PIECES))[:8])


def _return(request: HttpRequest, row: TitleRegistration, name: str) -> HttpResponse | None:
    """The page that asks why the list goes back and what to mend in which line; None leaves it to the common page."""
    offer = TITLE_REGISTRATION.offer(name, row, request.user)
    if offer is None or not offer.enabled:
        return None
    items = pages.Page(row, request.user).items
    posted = request.method == "POST"
    form = ReturnForm(request.POST if posted else None, items=items)
    if posted and form.is_valid():
        rows = TitleRegistration.objects.visible_to(request.user)
        return editing.move(request, TITLE_REGISTRATION, row, back=url_of(row), rows=rows, marks=form.marks())
    context = {"row": row, "form": form, "move": offer.transition, "crumbs": crumbs_of(row, "Trả lại")}
    return render(request, "registrations/registration_return.html", context)


@require_GET
def registration_sent(request: HttpRequest, pk: int) -> HttpResponse:
    """What was sent, to whom, when, under which number, what comes next."""
    row = registration_of(request, pk)
    last = row.snapshots.first()
    if last is None:
        return redirect(url_of(row))
    context = {"row": row, "last": last, "lines": len(items_in(last.content)), "receiver": receiver(row)}
    return render(request, "registrations/registration_sent.html", context)


@require_GET
def registration_print(request: HttpRequest, pk: int) -> HttpResponse:
    """A sending as a sheet (?lan=<n>, without it the one that is shown); before the first one the unit prints its draft."""
    row = registration_of(request, pk)
    page = pages.Page(row, request.user)
    asked = request.GET.get("lan", "")
    shown = page.shown
    if asked:
        shown = next((s for s in page.sendings if str(s.number) == asked), None)
        if shown is None:
            raise Http404
    if shown is None and not page.own:
        raise PermissionDenied("Đơn vị chưa gửi danh sách.")
    items = items_in(shown.content) if shown else page.items
    context = {"row": row, "shown": shown, "items": items, "crumbs": crumbs_of(row, "Bản in")}
    return render(request, "registrations/registration_print.html", context)
