"""Pages for records that may be one person: what waits, and looking at one pair."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from awards.enums import DoubtState
from awards.forms.registry import DoubtForm
from awards.models import PersonDoubt
from awards.selectors.doubts import open_doubts
from awards.selectors.people import awards_of, places_of
from awards.selectors.registry import lines
from awards.services.merging import merge_people
from awards.services.people import keep_apart
from emulation.base.access import require
from emulation.base.editing import Editing
from organisations.views.common import bound, form_page, initial_of, page_of, submit

MAY = ("awards.merge_people", "Chỉ Sở Nội vụ xem và gộp hồ sơ trùng tên.")


@require_GET
def doubt_list(request: HttpRequest) -> HttpResponse:
    """Pairs of records that wait to be looked at."""
    require(request, *MAY)
    return render(request, "awards/doubt_list.html", {"page": page_of(request, open_doubts())})


@require_http_methods(["GET", "POST"])
def doubt(request: HttpRequest, pk: int) -> HttpResponse:
    """Two records side by side; the person decides whether they are one."""
    require(request, *MAY)
    doubt = get_object_or_404(PersonDoubt.objects.select_related("first", "second"), pk=pk)
    if doubt.state != DoubtState.OPEN:
        messages.info(request, "Cặp hồ sơ này đã được xem.")
        return redirect("awards:doubt_list")
    editing = Editing(request, f"doubt:{doubt.pk}")
    form = DoubtForm(bound(request, editing), initial=initial_of(editing, {}), first=doubt.first, second=doubt.second)
    if answer := submit(request, form, do=lambda: _settle(request, doubt, form), fallback=reverse("awards:doubt_list")):
        editing.saved()
        return answer
    sides = [
        {
            "person": person,
            "places": [(place, False) for place in places_of(person)],
            "awards": lines(awards_of(person, request.user)),
        }
        for person in (doubt.first, doubt.second)
    ]
    return form_page(request, "awards/doubt.html", form, editing, doubt=doubt, sides=sides)


def _settle(request: HttpRequest, doubt: PersonDoubt, form: DoubtForm) -> str:
    answer, reason = form.cleaned_data["answer"], form.cleaned_data["reason"]
    if answer == "apart":
        keep_apart(doubt, by=request.user)
        messages.success(request, "Đã ghi là hai người khác nhau. Cặp này không hỏi lại.")
        return reverse("awards:doubt_list")
    kept, gone = (doubt.first, doubt.second) if answer == "first" else (doubt.second, doubt.first)
    merge_people(kept, gone, reason=reason, by=request.user)
    messages.success(request, f"Đã gộp vào hồ sơ số {kept.pk}. Gộp nhầm thì tách lại ở trang hồ sơ.")
    return reverse("awards:person", args=[kept.pk])
