"""Pages of activities and meetings: plan, result, attendance, inspections, minutes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from campaigns.bloc_year.documents import MINUTES, minutes
from campaigns.bloc_year.enums import ACTIVITY_FILES, ActivityKind, ActivityState
from campaigns.bloc_year.forms.activities import (
    ActivityForm,
    AttendanceForm,
    ResultForm,
    attendance_values,
    plan_values,
    result_values,
)
from campaigns.bloc_year.models import Activity, Election
from campaigns.bloc_year.selectors.activities import Attendances
from campaigns.bloc_year.selectors.members import members
from campaigns.bloc_year.services import activities as services
from campaigns.bloc_year.views.common import (
    ONLY_RUNNING,
    acts_for,
    bloc_of,
    crumbs,
    file_page,
    seen,
)
from campaigns.bloc_year.workflows import ACTIVITY
from campaigns.views.pieces import Page, edit
from emulation.base import audit
from emulation.base.access import require
from emulation.base.moving import Moving, move_page
from emulation.base.official.pdf import page_of

both = require_http_methods(["GET", "POST"])


def url_of(row: Activity) -> str:
    """The page of an activity."""
    return reverse("bloc_year:activity", args=[row.pk])


def path_of(row: Activity, *more) -> list:
    """The path to a page below an activity."""
    return crumbs(row.bloc, (row.title, url_of(row)), *more)


@both
def activity_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Plan an activity or meeting."""
    bloc = bloc_of(request, pk)
    require(request, "bloc_year.edit", ONLY_RUNNING, bloc)
    units = members(bloc)

    def save(form: ActivityForm, version: int) -> tuple[str, str]:
        made = services.plan(bloc, by=request.user, note=form.note, **form.values())
        return url_of(made), "Đã lên kế hoạch. Các đơn vị trong khối được báo."

    asked = request.GET.get("loai", "")
    page = Page(
        key=f"activity-new:{bloc.pk}",
        title="Thêm hoạt động, hội nghị",
        lead=f"{bloc.name} năm {bloc.year}",
        crumbs=crumbs(bloc, ("Thêm hoạt động", None)),
        back=reverse("bloc_year:bloc_year", args=[bloc.pk]),
        form=lambda **kwargs: ActivityForm(bloc=bloc, units=units, acts_for=acts_for(request, bloc), **kwargs),
        initial={"kind": asked} if asked in ActivityKind.values else {},
        save=save,
        primary="Thêm hoạt động",
    )
    return edit(request, page)


@both
def activity(request: HttpRequest, pk: int) -> HttpResponse:
    """One activity with what came of it; takes its moves."""
    row = seen(request, Activity, pk)
    moving = Moving(ACTIVITY, url_of(row), path_of(row, ("Ghi lý do", None)), row.title, row.bloc.name)
    if answer := move_page(request, row, moving):
        return answer
    may_edit = request.user.has_perm("bloc_year.edit", row)
    context = {
        "activity": row,
        "offers": ACTIVITY.offers(row, request.user),
        "may_edit": may_edit and row.state == ActivityState.PLANNED,
        "may_add_file": may_edit,
        "attendance": Attendances(row) if row.is_meeting else None,
        "inspections": _inspections(request, row),
        "election": Election.objects.for_page().filter(activity=row).first() if row.is_meeting else None,
        "may_elect": may_edit and row.is_meeting,
        "files": row.files.select_related("file", "added_by"),
        "history": audit.history(row)[:8],
        "crumbs": crumbs(row.bloc, (row.title, None)),
    }
    return render(request, "bloc_year/activity.html", context)


def _inspections(request: HttpRequest, row: Activity) -> list:
    """(inspection, whether the person may write it)."""
    if not row.is_inspection:
        return []
    found = row.inspections.select_related("inspecting", "inspected", "activity")
    is_open = row.state == ActivityState.PLANNED
    return [(x, is_open and request.user.has_perm("bloc_year.write_inspection", x)) for x in found]


@both
def activity_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the plan."""
    row = seen(request, Activity, pk)
    require(request, "bloc_year.edit", ONLY_RUNNING, row)
    units = members(row.bloc)

    def form(**kwargs) -> ActivityForm:
        return ActivityForm(bloc=row.bloc, units=units, acts_for=acts_for(request, row), **kwargs)

    return edit(request, _page(request, row, "plan", "Sửa kế hoạch", form, plan_values))


@both
def activity_result(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what came of it; of a meeting its conclusions."""
    row = seen(request, Activity, pk)
    require(request, "bloc_year.edit", ONLY_RUNNING, row)

    def form(**kwargs) -> ResultForm:
        return ResultForm(activity=row, acts_for=acts_for(request, row), **kwargs)

    def values(found: Activity) -> dict:
        return result_values(found) | {"held_on": found.held_on or found.planned_on}

    title = "Ghi kết luận hội nghị" if row.is_meeting else "Ghi kết quả"
    return edit(request, _page(request, row, "result", title, form, values))


def _page(request: HttpRequest, row: Activity, key: str, title: str, form, values) -> Page:
    def save(filled, version: int) -> tuple[str, str]:
        services.save(row, version=version, by=request.user, note=filled.note, **filled.values())
        return url_of(row), f"Đã lưu: {row.title}."

    return Page(
        key=f"activity-{key}:{row.pk}",
        title=title,
        lead=f"{row.title}, {row.bloc.name}",
        crumbs=path_of(row, (title, None)),
        back=url_of(row),
        form=form,
        initial=values(row),
        version=row.version,
        saved=values,
        save=save,
    )


@both
def activity_attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """Who came for each unit of the bloc."""
    row = seen(request, Activity, pk)
    require(request, "bloc_year.edit", ONLY_RUNNING, row)
    units = members(row.bloc)

    def save(form: AttendanceForm, version: int) -> tuple[str, str]:
        services.take_attendance(row, form.entries(), version=version, by=request.user, note=form.note)
        return url_of(row) + "#diem-danh", "Đã lưu điểm danh."

    page = Page(
        key=f"attendance:{row.pk}",
        title="Điểm danh đơn vị",
        lead=f"{row.title}, {row.bloc.name}",
        crumbs=path_of(row, ("Điểm danh", None)),
        back=url_of(row),
        form=lambda **kwargs: AttendanceForm(units=units, acts_for=acts_for(request, row), **kwargs),
        initial=attendance_values(row),
        version=row.version,
        saved=attendance_values,
        save=save,
        template="bloc_year/activity_attendance.html",
        primary="Lưu điểm danh",
    )
    return edit(request, page)


@both
def activity_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Attach the programme, pictures, the signed minutes."""
    row = seen(request, Activity, pk)
    require(request, "bloc_year.edit", ONLY_RUNNING, row)
    return file_page(request, row, purposes=ACTIVITY_FILES, back=url_of(row), path=path_of(row, ("Thêm tệp", None)))


@require_GET
def activity_minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes of a meeting, or the record of an activity, as a sheet."""
    row = seen(request, Activity, pk)
    context = {
        "activity": row,
        "document": MINUTES,
        "document_pk": row.pk,
        "paper": page_of(minutes(row)),
        "crumbs": path_of(row, ("Biên bản", None)),
    }
    return render(request, "bloc_year/activity_minutes.html", context)
