"""What concerns the whole of a draft: its head, its stages, how it ranks."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from campaigns.bloc_scores.forms.table_ranking import RankingForm, ranking_values
from campaigns.bloc_scores.forms.tables import HeadForm, StagesForm, head_of, stages_of
from campaigns.bloc_scores.models import CriteriaTable
from campaigns.bloc_scores.services import tables
from campaigns.bloc_scores.views.tables import crumbs_of, frozen, own, url_of
from campaigns.scoring import Refused as Unreadable
from campaigns.views.pieces import Page, edit
from emulation.base.workflow import Refused


@require_http_methods(["GET", "POST"])
def table_head(request: HttpRequest, pk: int) -> HttpResponse:
    """What concerns the whole table."""
    row = own(request, pk)
    if (answer := frozen(request, row)) is not None:
        return answer

    def save(form: HeadForm, version: int) -> tuple[str, str]:
        _change_head(request, row, version, **form.fields_of_table(row))
        return url_of(row), "Đã lưu thông tin chung của bảng."

    page = Page(
        key=f"table:{pk}",
        title="Thông tin chung của bảng",
        crumbs=crumbs_of(row, ("Thông tin chung", None)),
        back=url_of(row),
        form=lambda **kwargs: HeadForm(table=row, **kwargs),
        initial=head_of(row),
        version=row.version,
        saved=head_of,
        save=save,
    )
    return edit(request, page)


def _change_head(request: HttpRequest, row: CriteriaTable, version: int, **fields) -> None:
    try:
        tables.change_head(row, by=request.user, version=version, **fields)
    except Unreadable as fault:
        raise Refused(*(one.message for one in fault.faults)) from None


@require_http_methods(["GET", "POST"])
def table_ranking(request: HttpRequest, pk: int) -> HttpResponse:
    """How units are put in order: what decides between equal totals, who is not ranked, levels."""
    row = own(request, pk)
    if (answer := frozen(request, row)) is not None:
        return answer

    def save(form: RankingForm, version: int) -> tuple[str, str]:
        _change_head(request, row, version, ranking=form.ranking())
        return url_of(row), "Đã lưu cách xếp hạng."

    page = Page(
        key=f"table-ranking:{pk}",
        title="Cách xếp hạng",
        crumbs=crumbs_of(row, ("Cách xếp hạng", None)),
        back=url_of(row),
        form=lambda **kwargs: RankingForm(table=row, **kwargs),
        initial=ranking_values(row),
        version=row.version,
        saved=ranking_values,
        save=save,
        lead="Cần thêm dòng thì lưu rồi mở lại. Chỉ tiêu khen thưởng của khối (số cờ, Bằng khen) ghi ở cuộc bình xét.",
    )
    return edit(request, page)


@require_http_methods(["GET", "POST"])
def table_stages(request: HttpRequest, pk: int) -> HttpResponse:
    """The stages of scoring, two to seven."""
    row = own(request, pk)
    if (answer := frozen(request, row)) is not None:
        return answer

    def save(form: StagesForm, version: int) -> tuple[str, str]:
        tables.set_stages(row, form.stages(), by=request.user, version=version)
        return url_of(row), "Đã lưu các bước chấm."

    page = Page(
        key=f"table-stages:{pk}",
        title="Các bước chấm",
        crumbs=crumbs_of(row, ("Các bước chấm", None)),
        back=url_of(row),
        form=StagesForm,
        initial=stages_of(row),
        version=row.version,
        saved=stages_of,
        save=save,
        lead="Từ 2 đến 7 bước, theo thứ tự. Bước bỏ trống tên là không có. Điểm của bước cuối được tính.",
    )
    return edit(request, page)
