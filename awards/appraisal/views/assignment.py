"""Handing out: files and ways, the plan before it is written, fields, which person an officer is."""

from uuid import uuid4

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from awards.appraisal.forms.desk import FieldForm, OwnRecordForm
from awards.appraisal.models import FieldOfficer
from awards.appraisal.selectors import handing
from awards.appraisal.selectors.queue import desk_officers
from awards.appraisal.services import assignment as services
from awards.appraisal.views.common import ASSIGNS, both, crumbs
from campaigns.views.pieces import Page, edit
from emulation.base import clock, concurrency
from emulation.base.workflow import Refused
from organisations.models import Bloc, User
from organisations.views.common import require


def _home() -> str:
    return reverse("appraisal:assign")


@both
def assign(request: HttpRequest) -> HttpResponse:
    """Which files, which way, to whom; the plan is shown before anything is handed out."""
    require(request, *ASSIGNS)
    if request.method == "POST" and "giao" in request.POST:
        return _hand_out(request)
    again = request.GET.get("lai") == "1"
    only = request.GET.get("ho-so", "")
    file = int(only) if only.isascii() and only.isdigit() and len(only) < 9 else None
    groups, officers = handing.groups(request.user, again=again, file=file), desk_officers()
    posted = request.method == "POST"
    way = request.POST.get("cach", handing.EVENLY)
    way = way if way in handing.WAYS else handing.EVENLY
    chosen = set(request.POST.getlist("tep")) if posted else {str(group.file.pk) for group in groups}
    sharing = [one for one in officers if not posted or str(one.pk) in request.POST.getlist("nguoi")]
    context = {
        "groups": groups,
        "officers": [(one, number) for one, number in _with_loads(officers)],
        "ways": handing.WAYS.items(),
        "way": way,
        "chosen": chosen,
        "sharing": {one.pk for one in sharing},
        "again": again,
        "fields": list(FieldOfficer.objects.select_related("bloc", "officer")),
        "records": handing.own_records(),
        "crumbs": crumbs("Phân công"),
    }
    if posted:
        context |= _planned(request, [g for g in groups if str(g.file.pk) in chosen], way, sharing)
    return render(request, "appraisal/assign.html", context)


def _with_loads(officers: list[User]) -> list[tuple[User, int]]:
    loads = handing.loads(officers)
    return [(one, loads[one.pk]) for one in officers]


def _planned(request: HttpRequest, groups, way: str, sharing: list[User]) -> dict:
    """What the page says of the plan, or what is to be chosen first."""
    dossiers = [dossier for group in groups for dossier in group.dossiers]
    if not dossiers:
        return {"fault": "Chưa chọn hồ sơ nào để phân công."}
    if way == handing.BY_FIELD:
        sharing = desk_officers()
    if not sharing or (way == handing.TO_ONE and len(sharing) != 1):
        return {"fault": "Chọn đúng một người." if way == handing.TO_ONE else "Chọn ít nhất một người."}
    plan = handing.plan(way, dossiers, sharing)
    numbers, people = plan.numbers(), {one.pk: one for one in sharing}
    names = {dossier.pk: dossier for dossier in dossiers}
    return {
        "plan": plan,
        "shares": [(people[pk], numbers.get(pk, 0)) for pk in people if numbers.get(pk)],
        "left": [names[pk] for pk in plan.left],
        "given": ",".join(f"{dossier}:{officer}" for dossier, officer in plan.given.items()),
        "token": uuid4(),
    }


def _hand_out(request: HttpRequest) -> HttpResponse:
    people = {str(one.pk): one for one in desk_officers()}
    given = {}
    for pair in request.POST["giao"].split(","):
        dossier, _, officer = pair.partition(":")
        if not (dossier.isascii() and dossier.isdigit() and len(dossier) < 9 and officer in people):
            raise Http404
        given[int(dossier)] = people[officer]
    try:
        with transaction.atomic():
            if concurrency.first_use(request.POST.get("token", ""), request.user) is None:
                number = services.assign(given, by=request.user)
                messages.success(request, f"Đã phân công {number} hồ sơ; người thẩm định đã được báo.")
    except Refused as refused:
        for reason in refused.reasons:
            messages.error(request, reason)
    return redirect(_home())


@both
def field_new(request: HttpRequest) -> HttpResponse:
    """Who looks after a bloc or a kind of units."""
    require(request, *ASSIGNS)
    people = User.objects.filter(pk__in=[one.pk for one in desk_officers()])
    blocs = Bloc.objects.filter(year__gte=clock.today().year - 1).order_by("-year", "code")

    def save(form: FieldForm, version: int) -> tuple[str, str]:
        row = services.set_field(by=request.user, **form.cleaned_data)
        return _home(), f"Đã ghi {row}."

    page = Page(
        key="appraisal-field",
        title="Phân công theo lĩnh vực",
        crumbs=crumbs(("Phân công", _home()), "Lĩnh vực"),
        back=_home(),
        form=lambda **kwargs: FieldForm(officers=people, blocs=blocs, **kwargs),
        save=save,
        lead="Khối được xét trước nhóm đơn vị. Ghi lại cho cùng khối hoặc nhóm thì người mới thay người cũ.",
    )
    return edit(request, page)


@require_POST
def field_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Nobody looks after it by rule any more."""
    require(request, *ASSIGNS)
    row = get_object_or_404(FieldOfficer.objects.select_related("bloc", "officer"), pk=pk)
    services.remove_field(row, by=request.user)
    messages.success(request, f"Đã bỏ {row}.")
    return redirect(_home())


@both
def own_record(request: HttpRequest, pk: int) -> HttpResponse:
    """Which person of the registry an officer is."""
    require(request, *ASSIGNS)
    officer = next((one for one in desk_officers() if one.pk == pk), None)
    if officer is None:
        raise Http404
    known = handing.own_records().get(pk)

    def save(form: OwnRecordForm, version: int) -> tuple[str, str]:
        services.set_own_record(officer, form.cleaned_data["number"], by=request.user)
        return _home(), f"Đã ghi hồ sơ cá nhân của {officer}."

    page = Page(
        key=f"own-record:{pk}",
        title=f"Hồ sơ cá nhân của {officer}",
        crumbs=crumbs(("Phân công", _home()), str(officer)),
        back=_home(),
        form=OwnRecordForm,
        initial={"number": known.person_id if known else None},
        save=save,
        lead="Người có hồ sơ cá nhân này không được giao thẩm định chính mình, dù tên ghi thế nào.",
    )
    return edit(request, page)
