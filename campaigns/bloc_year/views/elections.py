"""Elections: the result of a meeting, approval by Sở Nội vụ."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from campaigns.bloc_year.enums import ElectionState
from campaigns.bloc_year.forms.elections import ApprovalForm, ElectionForm, election_values
from campaigns.bloc_year.models import Activity, Election
from campaigns.bloc_year.selectors.members import members
from campaigns.bloc_year.services import elections as services
from campaigns.bloc_year.views.activities import path_of, url_of
from campaigns.bloc_year.views.common import ONLY_RUNNING, acts_for, seen
from campaigns.bloc_year.workflows import ELECTION
from campaigns.views.pieces import Page, edit
from emulation.base import audit
from emulation.base.access import require
from emulation.base.moving import Moving, move_page
from emulation.base.workflow import Refused

both = require_http_methods(["GET", "POST"])


def _url(row: Election) -> str:
    return reverse("bloc_year:election", args=[row.pk])


@both
def activity_election(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what the meeting elected."""
    row = seen(request, Activity, pk)
    require(request, "bloc_year.edit", ONLY_RUNNING, row)
    units = members(row.bloc)
    election = Election.objects.filter(activity=row).select_related("leader").first()

    def save(form: ElectionForm, version: int) -> tuple[str, str]:
        version = version if election else None
        made = services.save(row, version=version, by=request.user, note=form.note, **form.values())
        return _url(made), "Đã lưu kết quả bầu. Việc tiếp theo: trình Sở Nội vụ phê duyệt."

    page = Page(
        key=f"election:{row.pk}",
        title=f"Bầu trưởng khối năm {row.bloc.year + 1}",
        lead=f"{row.title}, {row.bloc.name}",
        crumbs=path_of(row, ("Kết quả bầu", None)),
        back=url_of(row),
        form=lambda **kwargs: ElectionForm(units=units, acts_for=acts_for(request, row), **kwargs),
        initial=election_values(election) if election else {},
        version=election.version if election else 0,
        saved=election_values,
        save=save,
        primary="Lưu kết quả bầu",
    )
    return edit(request, page)


@both
def election(request: HttpRequest, pk: int) -> HttpResponse:
    """What was elected and how far the approval is; takes its moves."""
    row = seen(request, Election, pk)
    if "approve" in (request.POST.get("move"), request.GET.get("chuyen")):
        _must_approve(request, row)
        return redirect("bloc_year:election_approve", pk=row.pk)
    path = path_of(row.activity, ("Kết quả bầu", _url(row)))
    title = f"Bầu trưởng khối năm {row.for_year}"
    moving = Moving(ELECTION, _url(row), [*path, ("Ghi lý do", None)], title, row.activity.bloc.name)
    if answer := move_page(request, row, moving):
        return answer
    context = {
        "election": row,
        "activity": row.activity,
        "deputies": list(row.deputies.select_related("unit")),
        "offers": ELECTION.offers(row, request.user),
        "may_edit": row.state in (ElectionState.DRAFT, ElectionState.RETURNED)
        and request.user.has_perm("bloc_year.edit", row),
        "returned": audit.last(row, "return") if row.state == ElectionState.RETURNED else None,
        "history": audit.history(row)[:8],
        "crumbs": path_of(row.activity, ("Kết quả bầu", None)),
    }
    return render(request, "bloc_year/election.html", context)


def _must_approve(request: HttpRequest, row: Election) -> None:
    words = "Chỉ Sở Nội vụ phê duyệt trưởng khối; khi chính Sở Nội vụ được bầu thì Văn phòng UBND tỉnh phê duyệt."
    require(request, "bloc_year.approve_election", words, row)


@both
def election_approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve: in which bloc and from which day the elected units are put in."""
    row = seen(request, Election, pk)
    _must_approve(request, row)
    if row.state != ElectionState.AWAITING:
        messages.info(request, f"Kết quả bầu đang ở trạng thái {ELECTION.state_of(row).within}, không chờ phê duyệt.")
        return redirect(_url(row))
    form = ApprovalForm(request.POST or None, election=row)
    if request.method == "POST" and form.is_valid():
        try:
            ELECTION.perform(row, "approve", by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.reasons)
        else:
            day = form.cleaned_data["valid_from"]
            messages.success(request, f"Đã phê duyệt. Từ {day:%d/%m/%Y} {row.leader.label} là trưởng khối.")
            return redirect(_url(row))
    context = {
        "election": row,
        "form": form,
        "deputies": list(row.deputies.select_related("unit")),
        "crumbs": path_of(row.activity, ("Kết quả bầu", _url(row)), ("Phê duyệt", None)),
    }
    return render(request, "bloc_year/election_approve.html", context)
