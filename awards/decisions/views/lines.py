"""Pages of the lines of a draft: how one reads, who it is in the registry, taking it out."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from awards.decisions.forms.decisions import LineForm, line_values
from awards.decisions.models import DecisionLine, RewardDecision
from awards.decisions.services import drafting, tying
from awards.decisions.services.drafting import CLOSED
from awards.decisions.views.common import both, crumbs_of, own_decision, url_of
from awards.models import Person
from campaigns.views.pieces import Page, Removal, edit, remove
from emulation.base import vietnamese
from emulation.base.workflow import Refused


def _line(request: HttpRequest, pk: int) -> DecisionLine:
    """The line, for those who draft its decision."""
    rows = DecisionLine.objects.filter(decision__in=RewardDecision.objects.visible_to(request.user))
    line = get_object_or_404(rows.select_related("decision", "unit", "person"), pk=pk)
    own_decision(request, line.decision_id)
    return line


def _closed(request: HttpRequest, line: DecisionLine) -> HttpResponse:
    messages.info(request, CLOSED)
    return redirect(url_of(line.decision))


@both
def line_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """How a nominee stands in the annex."""
    line = _line(request, pk)
    if not line.decision.is_draft:
        return _closed(request, line)

    def save(form: LineForm, version: int) -> tuple[str, str]:
        saved = drafting.save_line(line, by=request.user, **form.cleaned_data)
        return url_of(line.decision), f"Đã lưu {saved.name}."

    page = Page(
        key=f"reward-line:{pk}",
        title=f"Sửa trong danh sách: {line.name}",
        crumbs=crumbs_of(line.decision, line.name),
        back=url_of(line.decision),
        form=LineForm,
        initial=line_values(line),
        save=save,
        lead=f"{line.award_name}. Người, tập thể được khen và danh hiệu giữ như Hội đồng thông qua.",
        context={
            "remove_url": reverse("decisions:line_remove", args=[pk]),
            "remove_label": "Đưa ra khỏi quyết định",
        },
    )
    return edit(request, page)


@both
def line_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a nominee out; it waits again for a decision."""
    line = _line(request, pk)
    if not line.decision.is_draft:
        return _closed(request, line)
    page = Removal(
        title="Đưa ra khỏi quyết định",
        crumbs=crumbs_of(line.decision, line.name),
        back=url_of(line.decision),
        remove=lambda reason: drafting.take_out(line, reason=reason, by=request.user),
        sentence=f"Đã đưa {line.name} ra khỏi quyết định. Đề nghị này lại chờ quyết định.",
        facts=[str(line), line.detail],
        button="Đưa ra khỏi quyết định",
    )
    return remove(request, page)


@both
def line_tie(request: HttpRequest, pk: int) -> HttpResponse:
    """Who a line is: one of the people of that name, or a new record."""
    line = _line(request, pk)
    if not line.decision.is_draft:
        return _closed(request, line)
    if request.method == "POST":
        return _tied(request, line)
    key = vietnamese.fold(vietnamese.split_person_name(line.name).name)
    people = Person.objects.standing().filter(comparison_key=key).prefetch_related("places__unit")
    context = {
        "line": line,
        "decision": line.decision,
        "people": people.order_by("pk")[:50],
        "crumbs": crumbs_of(line.decision, "Gắn hồ sơ"),
    }
    return render(request, "decisions/line_tie.html", context)


def _tied(request: HttpRequest, line: DecisionLine) -> HttpResponse:
    chosen = request.POST.get("person", "")
    try:
        if chosen == "moi":
            tying.new_record(line, by=request.user)
        elif chosen.isdigit():
            tying.choose(line, get_object_or_404(Person.objects.standing(), pk=int(chosen)), by=request.user)
        else:
            raise Refused("Hãy chọn một hồ sơ, hoặc chọn lập hồ sơ mới.")
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("decisions:line_tie", line.pk)
    messages.success(request, f"Đã gắn hồ sơ của {line.name}.")
    return redirect(url_of(line.decision))


@require_POST
def new_records(request: HttpRequest, pk: int) -> HttpResponse:
    """New records for everybody in the draft of whom none is known."""
    row = own_decision(request, pk)
    try:
        made = tying.new_records(row, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Đã lập hồ sơ mới cho {made} cá nhân.") if made else messages.info(
            request, "Những người còn lại trùng tên với hồ sơ đã có ở đơn vị. Hãy chọn từng người."
        )
    return redirect(url_of(row))
