"""Cross-inspections: the pair of units, what was found, printable minutes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from campaigns.bloc_year.forms.activities import InspectionForm, inspection_values
from campaigns.bloc_year.models import Activity, Inspection
from campaigns.bloc_year.selectors.members import members
from campaigns.bloc_year.services import activities as services
from campaigns.bloc_year.views.activities import path_of, url_of
from campaigns.bloc_year.views.common import ONLY_RUNNING, acts_for, seen
from campaigns.views.pieces import Page, edit
from campaigns.views.printing import day_words, place
from emulation.base import clock
from emulation.base.access import require

both = require_http_methods(["GET", "POST"])
RELATED = ("activity__bloc", "inspecting", "inspected")


@both
def inspection_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who inspects whom."""
    row = seen(request, Activity, pk)
    require(request, "bloc_year.edit", ONLY_RUNNING, row)
    units = members(row.bloc)

    def save(form: InspectionForm, version: int) -> tuple[str, str]:
        services.save_inspection(row, by=request.user, note=form.note, **form.values())
        return url_of(row) + "#kiem-tra", "Đã ghi cặp đơn vị kiểm tra chéo."

    page = Page(
        key=f"inspection-new:{row.pk}",
        title="Thêm cặp kiểm tra chéo",
        lead=f"{row.title}, {row.bloc.name}",
        crumbs=path_of(row, ("Thêm cặp kiểm tra", None)),
        back=url_of(row),
        form=lambda **kwargs: InspectionForm(units=units, acts_for=acts_for(request, row), **kwargs),
        initial={"on": row.planned_on},
        save=save,
        primary="Thêm",
    )
    return edit(request, page)


@both
def inspection_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what was found."""
    row = seen(request, Inspection, pk, *RELATED)
    words = "Chỉ đơn vị kiểm tra và trưởng khối ghi biên bản kiểm tra chéo này."
    require(request, "bloc_year.write_inspection", words, row)
    units = members(row.activity.bloc)
    fixed = not request.user.has_perm("bloc_year.edit", row)

    def save(form: InspectionForm, version: int) -> tuple[str, str]:
        services.save_inspection(
            row.activity, inspection=row, version=version, by=request.user, note=form.note, **form.values()
        )
        return url_of(row.activity) + "#kiem-tra", f"Đã lưu biên bản: {row}."

    page = Page(
        key=f"inspection:{row.pk}",
        title=f"Biên bản {row}",
        lead=row.activity.title,
        crumbs=path_of(row.activity, ("Biên bản kiểm tra", None)),
        back=url_of(row.activity),
        form=lambda **kwargs: InspectionForm(units=units, pair_fixed=fixed, acts_for=acts_for(request, row), **kwargs),
        initial=inspection_values(row),
        version=row.version,
        saved=inspection_values,
        save=save,
    )
    return edit(request, page)


@require_GET
def inspection_print(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes of a cross-inspection as a sheet."""
    row = seen(request, Inspection, pk, *RELATED)
    day = row.on or row.activity.held_on or row.activity.planned_on
    context = {
        "row": row,
        "activity": row.activity,
        "place": place(),
        "day": day_words(clock.moment(day)),
        "crumbs": path_of(row.activity, ("Biên bản kiểm tra", None)),
        "edit_url": reverse("bloc_year:inspection_edit", args=[row.pk]),
        "may_edit": request.user.has_perm("bloc_year.write_inspection", row),
    }
    return render(request, "bloc_year/inspection_print.html", context)
