"""Pages of the agenda: its nominees, taking over what blocs acclaimed, one by hand, withdrawing, stepping aside."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from awards.council.enums import PREPARED
from awards.council.forms.sessions import ItemForm, RecusalForm
from awards.council.models import AgendaItem, Recusal, Session
from awards.council.selectors import agenda as agenda_pages
from awards.council.selectors.members import members_of
from awards.council.services import agenda as services
from awards.council.views.common import both, crumbs_of, kept_session, session_of, url_of
from campaigns.views.pieces import Page, Removal, edit, remove
from emulation.base import clock
from emulation.base.forms import OfficeForm
from emulation.base.workflow import Refused
from organisations.views.common import page_of


def _url(session: Session) -> str:
    return reverse("council:agenda", args=[session.pk])


def _too_late(request: HttpRequest, session: Session) -> HttpResponse:
    messages.info(request, services.TOO_LATE)
    return redirect(_url(session))


@require_GET
def agenda(request: HttpRequest, pk: int) -> HttpResponse:
    """Nominees of a session, fifty a page; after the count with their results."""
    row = session_of(request, pk)
    asked = agenda_pages.Asked.from_query(request.GET)
    rows = agenda_pages.rows(row, asked)
    page_obj = page_of(request, rows)
    context = {
        "session": row,
        "page_obj": page_obj,
        "rows": agenda_pages.with_recusals(page_obj.object_list),
        "asked": asked,
        "awards": agenda_pages.awards(row),
        "results": agenda_pages.RESULTS.items(),
        "counted": row.state in ("counted", "concluded"),
        "manages": request.user.has_perm("council.manage_session", row) and row.state in PREPARED,
        "crumbs": crumbs_of(row, "Chương trình"),
    }
    return render(request, "council/agenda.html", context)


@both
def agenda_item_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Put one nominee on by hand."""
    row = kept_session(request, pk)
    if row.state not in PREPARED:
        return _too_late(request, row)

    def save(form: ItemForm, version: int) -> tuple[str, str]:
        made = services.add_item(row, by=request.user, **form.cleaned_data)
        return _url(row), f"Đã đưa {made.label} vào chương trình, số {made.position}."

    page = Page(
        key=f"council-item:{pk}",
        title="Đưa một đề nghị vào chương trình",
        crumbs=crumbs_of(row, ("Chương trình", _url(row)), "Thêm"),
        back=_url(row),
        form=ItemForm,
        initial={"filed_on": clock.today()},
        save=save,
        primary="Đưa vào chương trình",
    )
    return edit(request, page)


class AcclaimedForm(OfficeForm):
    """Which of the units that blocs nominated come onto the agenda."""

    chosen = forms.ModelMultipleChoiceField(
        label="Đơn vị được khối suy tôn", queryset=None, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, rows, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["chosen"].queryset = rows
        self.fields["chosen"].label_from_instance = lambda n: f"{n.unit.official_name}: {n.acclaim}"


@both
def agenda_acclaimed(request: HttpRequest, pk: int) -> HttpResponse:
    """Take over units that their blocs nominated."""
    row = kept_session(request, pk)
    if row.state not in PREPARED:
        return _too_late(request, row)
    waiting = agenda_pages.acclaimed_waiting(row)
    if not waiting.exists():
        messages.info(request, "Không có đơn vị nào được khối suy tôn mà chưa vào chương trình.")
        return redirect(_url(row))

    def save(form: AcclaimedForm, version: int) -> tuple[str, str]:
        number = services.take_acclaimed(row, list(form.cleaned_data["chosen"]), by=request.user)
        return _url(row), f"Đã đưa {number} đơn vị vào chương trình."

    page = Page(
        key=f"council-acclaimed:{pk}",
        title="Đưa đơn vị được khối suy tôn vào chương trình",
        crumbs=crumbs_of(row, ("Chương trình", _url(row)), "Từ các khối"),
        back=_url(row),
        form=lambda **kwargs: AcclaimedForm(rows=waiting, **kwargs),
        initial={"chosen": [n.pk for n in waiting]},
        save=save,
        primary="Đưa vào chương trình",
    )
    return edit(request, page)


def _item(request: HttpRequest, pk: int) -> AgendaItem:
    rows = AgendaItem.objects.filter(session__in=Session.objects.visible_to(request.user))
    item = get_object_or_404(rows.select_related("session"), pk=pk)
    kept_session(request, item.session_id)
    return item


@both
def agenda_item_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a nominee, with the reason."""
    item = _item(request, pk)
    session = item.session
    if session.state not in PREPARED:
        return _too_late(request, session)
    return remove(
        request,
        Removal(
            title="Rút khỏi chương trình",
            crumbs=crumbs_of(session, ("Chương trình", _url(session)), item.label),
            back=_url(session),
            remove=lambda reason: services.remove_item(item, reason=reason, by=request.user),
            sentence=f"Đã rút {item.label} khỏi chương trình.",
            facts=[str(item), item.detail],
            button="Rút khỏi chương trình",
        ),
    )


@both
def recusal_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that a member steps aside from a nominee."""
    item = _item(request, pk)
    session = item.session
    if session.state not in PREPARED:
        return _too_late(request, session)
    members = members_of(session)

    def save(form: RecusalForm, version: int) -> tuple[str, str]:
        row = services.recuse(item, form.cleaned_data["seat"], reason=form.cleaned_data["reason"], by=request.user)
        return _url(session), f"{row.seat.full_name} không tham gia biểu quyết {item.label}."

    page = Page(
        key=f"council-recusal:{pk}",
        title="Không tham gia biểu quyết",
        crumbs=crumbs_of(session, ("Chương trình", _url(session)), item.label),
        back=_url(session),
        form=lambda **kwargs: RecusalForm(members=members, **kwargs),
        save=save,
        lead=f"{item}. Thành viên cùng đơn vị được hệ thống ghi sẵn khi mời họp.",
        primary="Ghi không tham gia",
    )
    return edit(request, page)


@require_POST
def recusal_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what was declared."""
    rows = Recusal.objects.filter(item__session__in=Session.objects.visible_to(request.user))
    recusal = get_object_or_404(rows.select_related("item__session", "seat"), pk=pk)
    session = kept_session(request, recusal.item.session_id)
    try:
        services.take_back_recusal(recusal, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(url_of(session))
    messages.success(request, f"{recusal.seat.full_name} lại tham gia biểu quyết.")
    return redirect(_url(session))
