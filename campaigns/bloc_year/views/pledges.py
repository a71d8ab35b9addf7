"""Pages of the pledge: register, agree the text, sign, see who has not signed, print."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from campaigns.bloc_year.documents import PLEDGE as PLEDGE_PAPER
from campaigns.bloc_year.documents import pledge as paper
from campaigns.bloc_year.enums import PLEDGE_FILES, PledgeState, RegistrationState
from campaigns.bloc_year.forms.common import BlocForm
from campaigns.bloc_year.forms.pledges import PledgeForm, RegistrationForm, pledge_values, registration_values
from campaigns.bloc_year.models import Pledge, Registration
from campaigns.bloc_year.selectors import pledges as pages
from campaigns.bloc_year.services import pledges as services
from campaigns.bloc_year.views.common import (
    ONLY_LEADER,
    acts_for,
    bloc_of,
    crumbs,
    file_page,
    seen,
)
from campaigns.bloc_year.workflows import PLEDGE, REGISTRATION
from campaigns.views.pieces import Page, edit
from emulation.base import audit
from emulation.base.access import require
from emulation.base.moving import Moving, move_page
from emulation.base.official.pdf import page_of

both = require_http_methods(["GET", "POST"])


def _url(pledge: Pledge) -> str:
    return reverse("bloc_year:pledge", args=[pledge.pk])


@both
def pledge_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the pledge of a bloc: every unit gets its registration to fill."""
    bloc = bloc_of(request, pk)
    require(request, "bloc_year.edit_pledge", ONLY_LEADER, bloc)
    existing = pages.current(bloc)
    if existing:
        return redirect(_url(existing))

    def save(form: BlocForm, version: int) -> tuple[str, str]:
        made = services.begin(bloc, by=request.user, note=form.note)
        return _url(made), "Đã mở đăng ký. Các đơn vị trong khối được báo để ghi chỉ tiêu, danh hiệu."

    page = Page(
        key=f"pledge-new:{bloc.pk}",
        title=f"Mở đăng ký giao ước thi đua năm {bloc.year}",
        lead=f"{bloc.name}: mỗi đơn vị ghi chỉ tiêu, danh hiệu; thủ trưởng xác nhận. Sau đó khối thống nhất và ký.",
        crumbs=crumbs(bloc, ("Mở đăng ký", None)),
        back=reverse("bloc_year:bloc_year", args=[bloc.pk]),
        form=lambda **kwargs: BlocForm(acts_for=acts_for(request, bloc), **kwargs),
        save=save,
        primary="Mở đăng ký",
    )
    return edit(request, page)


@both
def pledge(request: HttpRequest, pk: int) -> HttpResponse:
    """The pledge: its text, who registered, who signed and who has not; takes every move."""
    row = seen(request, Pledge, pk)
    moving = Moving(
        PLEDGE, _url(row), crumbs(row.bloc, (row.title, _url(row)), ("Ghi lý do", None)), row.title, row.bloc.name
    )
    if answer := move_page(request, row, moving):
        return answer
    context = {
        "pledge": row,
        "table": pages.table(row),
        "own": pages.own_registration(row, request.user),
        "offers": PLEDGE.offers(row, request.user),
        "may_edit": row.state == PledgeState.DRAFT and request.user.has_perm("bloc_year.edit_pledge", row),
        "may_add_file": request.user.has_perm("bloc_year.edit_pledge", row),
        "files": row.files.select_related("file", "added_by"),
        "versions": pages.versions(row),
        "history": audit.history(row)[:8],
        "crumbs": crumbs(row.bloc, (row.title, None)),
    }
    return render(request, "bloc_year/pledge.html", context)


@both
def pledge_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The leader writes what the bloc agreed."""
    row = seen(request, Pledge, pk)
    require(request, "bloc_year.edit_pledge", ONLY_LEADER, row)

    def save(form: PledgeForm, version: int) -> tuple[str, str]:
        services.save(row, version=version, by=request.user, note=form.note, **form.values())
        return _url(row), "Đã lưu giao ước."

    page = Page(
        key=f"pledge:{row.pk}",
        title=f"Soạn {row.title.lower()}",
        lead=row.bloc.name,
        crumbs=crumbs(row.bloc, (row.title, _url(row)), ("Soạn", None)),
        back=_url(row),
        form=lambda **kwargs: PledgeForm(bloc=row.bloc, acts_for=acts_for(request, row), **kwargs),
        initial=pledge_values(row),
        version=row.version,
        saved=pledge_values,
        save=save,
    )
    return edit(request, page)


@both
def pledge_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Attach regulation, criteria, the signed scan."""
    row = seen(request, Pledge, pk)
    require(request, "bloc_year.edit_pledge", ONLY_LEADER, row)
    path = crumbs(row.bloc, (row.title, _url(row)), ("Thêm tệp", None))
    return file_page(request, row, purposes=PLEDGE_FILES, back=_url(row), path=path)


@require_GET
def pledge_print(request: HttpRequest, pk: int) -> HttpResponse:
    """The pledge as a sheet, with what each unit registered and who signed."""
    row = seen(request, Pledge, pk)
    context = {
        "pledge": row,
        "document": PLEDGE_PAPER,
        "document_pk": row.pk,
        "paper": page_of(paper(row)),
        "crumbs": crumbs(row.bloc, (row.title, _url(row)), ("Bản in", None)),
    }
    return render(request, "bloc_year/pledge_print.html", context)


# --- What a unit registers --------------------------------------------------------------------------------------------
def _registration_url(row: Registration) -> str:
    return reverse("bloc_year:registration", args=[row.pk])


@both
def registration(request: HttpRequest, pk: int) -> HttpResponse:
    """What a unit registered; takes its moves."""
    row = seen(request, Registration, pk)
    here, parent = _registration_url(row), row.pledge
    path = crumbs(parent.bloc, (parent.title, _url(parent)))
    title = f"Đăng ký thi đua của {row.unit.label}"
    moving = Moving(REGISTRATION, here, [*path, (title, here), ("Ghi lý do", None)], title, parent.bloc.name)
    if answer := move_page(request, row, moving):
        return answer
    editable = row.state == RegistrationState.DRAFT and parent.state in (PledgeState.DRAFT, PledgeState.SIGNING)
    context = {
        "row": row,
        "pledge": parent,
        "offers": REGISTRATION.offers(row, request.user),
        "returned": _returned(row),
        "may_edit": editable and request.user.has_perm("bloc_year.register", row),
        "history": audit.history(row)[:8],
        "crumbs": [*path, (title, None)],
    }
    return render(request, "bloc_year/registration.html", context)


def _returned(row: Registration):
    """The head's words, while the clerk has it back."""
    if row.state != RegistrationState.DRAFT:
        return None
    last = audit.last(row, "return", "present", "recall", "reopen")
    return last if last and last.action == "return" else None


@both
def registration_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """A unit writes its targets and titles."""
    row = seen(request, Registration, pk)
    require(request, "bloc_year.register", "Chỉ cán bộ, thủ trưởng của đơn vị ghi đăng ký thi đua của đơn vị.", row)

    def save(form: RegistrationForm, version: int) -> tuple[str, str]:
        services.save_registration(row, **form.cleaned_data, version=version, by=request.user)
        return _registration_url(row), "Đã lưu đăng ký thi đua. Việc tiếp theo: trình thủ trưởng xác nhận."

    page = Page(
        key=f"registration:{row.pk}",
        title=f"Đăng ký thi đua năm {row.pledge.bloc.year}",
        lead=f"{row.unit.official_name}, {row.pledge.bloc.name}",
        crumbs=crumbs(row.pledge.bloc, (row.pledge.title, _url(row.pledge)), ("Đăng ký thi đua", None)),
        back=_registration_url(row),
        form=lambda **kwargs: RegistrationForm(**kwargs),
        initial=registration_values(row),
        version=row.version,
        saved=registration_values,
        save=save,
    )
    return edit(request, page)
