"""Pages of limits in working days."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from awards.appraisal.forms.desk import LimitForm, limit_values
from awards.appraisal.models import Limit
from awards.appraisal.selectors.queue import award_name
from awards.appraisal.services import limits as services
from awards.appraisal.views.common import SEES, both, crumbs
from campaigns.views.pieces import Page, edit
from organisations.views.common import require

MAY = ("appraisal.edit_limits", "Chỉ Sở Nội vụ sửa thời hạn thẩm định.")


def _home() -> str:
    return reverse("appraisal:limit_list")


@require_GET
def limit_list(request: HttpRequest) -> HttpResponse:
    """How many working days each step takes, with the source."""
    require(request, *SEES)
    rows = [(row, award_name(row.award) if row.award else "Tất cả") for row in Limit.objects.all()]
    context = {"rows": rows, "may_edit": request.user.has_perm("appraisal.edit_limits"), "crumbs": crumbs("Thời hạn")}
    return render(request, "appraisal/limit_list.html", context)


@both
def limit_new(request: HttpRequest) -> HttpResponse:
    """A limit for another step or award."""
    require(request, *MAY)

    def save(form: LimitForm, version: int) -> tuple[str, str]:
        return _home(), f"Đã ghi {services.save(None, by=request.user, **form.cleaned_data)}."

    page = Page(
        key="appraisal-limit-new",
        title="Thêm thời hạn",
        crumbs=crumbs(("Thời hạn", _home()), "Thêm"),
        back=_home(),
        form=LimitForm,
        save=save,
    )
    return edit(request, page)


@both
def limit_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Another number, source or mark."""
    require(request, *MAY)
    row = get_object_or_404(Limit, pk=pk)

    def save(form: LimitForm, version: int) -> tuple[str, str]:
        return _home(), f"Đã ghi {services.save(row, version=version, by=request.user, **form.cleaned_data)}."

    page = Page(
        key=f"appraisal-limit:{pk}",
        title=row.get_kind_display(),
        crumbs=crumbs(("Thời hạn", _home()), "Sửa"),
        back=_home(),
        form=LimitForm,
        initial=limit_values(row),
        version=row.version,
        saved=limit_values,
        save=save,
        lead="Số mới dùng ngay cho mọi hồ sơ đang thẩm định.",
    )
    return edit(request, page)
