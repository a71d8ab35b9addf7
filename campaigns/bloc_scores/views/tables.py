"""Bảng tiêu chí: the list, one table and its moves, copies, versions, comparison."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import Truncator
from django.views.decorators.http import require_GET, require_http_methods

from campaigns.bloc_scores.enums import TableState
from campaigns.bloc_scores.forms.tables import CopyForm, VersionForm
from campaigns.bloc_scores.models import CriteriaTable
from campaigns.bloc_scores.rule_words import settings_words, stage_words
from campaigns.bloc_scores.selectors import tables as pages
from campaigns.bloc_scores.selectors.blank_sheet import blank_sheet
from campaigns.bloc_scores.selectors.table_compare import compare
from campaigns.bloc_scores.services import tables
from campaigns.bloc_scores.workflows import TABLE
from campaigns.views.pieces import Page, edit
from emulation.base import audit
from emulation.base.editing import mark_difference, move
from organisations.models import Bloc
from organisations.rules import is_dha, unit_id_of
from organisations.selectors.units import led_blocs

LIST = ("Bảng tiêu chí", "bloc_scores:table_list")
NOT_YOURS = "Chỉ Sở Nội vụ và đơn vị trưởng khối được sửa bảng tiêu chí của khối."


def table_of(request: HttpRequest, pk: int) -> CriteriaTable:
    """A table, for those who see it."""
    rows = CriteriaTable.objects.visible_to(request.user).select_related("bloc", "template", "previous")
    return get_object_or_404(rows, pk=pk)


def must_edit(request: HttpRequest, table: CriteriaTable | None = None) -> None:
    """403 for those who see but may not change."""
    if not request.user.has_perm("bloc_scores.edit_table", table):
        raise PermissionDenied(NOT_YOURS)


def own(request: HttpRequest, pk: int) -> CriteriaTable:
    """A table the person may change."""
    table = table_of(request, pk)
    must_edit(request, table)
    return table


def frozen(request: HttpRequest, table: CriteriaTable) -> HttpResponse | None:
    """Where a page of editing leads when the table is no draft: back, with the sentence. A POST is refused by the service."""
    if table.state == TableState.DRAFT or request.method == "POST":
        return None
    messages.info(request, "Bảng này đã chốt nên không sửa được. Hãy lập bản mới.")
    return redirect(url_of(table))


def url_of(table: CriteriaTable) -> str:
    """Its page."""
    return reverse("bloc_scores:table", args=[table.pk])


def named(table: CriteriaTable) -> str:
    """The table's name, short enough for a path."""
    return Truncator(str(table)).chars(64, truncate="…")


def crumbs_of(table: CriteriaTable, *more) -> list:
    """The path to a page of a table."""
    return [(LIST[0], reverse(LIST[1])), (named(table), url_of(table)), *more]


@require_GET
def table_list(request: HttpRequest) -> HttpResponse:
    """Templates and blocs' tables by year."""
    if not request.user.has_perm("bloc_scores.view_tables"):
        raise PermissionDenied("Tài khoản của bạn chưa được giao vai trò. Hãy liên hệ quản trị tài khoản.")
    year, kind = request.GET.get("nam", ""), request.GET.get("loai", "")
    year = year if year.isdigit() and len(year) == 4 else ""
    kind = kind if kind in ("mau", "khoi") else ""
    rows = Paginator(pages.list_of(request.user, year=year, kind=kind), 50).get_page(request.GET.get("trang"))
    for row in rows:
        row.badge = _badge(row)
    seen = CriteriaTable.objects.visible_to(request.user).exclude(year=None)
    years = sorted(set(seen.order_by().values_list("year", flat=True)), reverse=True)
    may = request.user.has_perm("bloc_scores.edit_table")
    context = {"page_obj": rows, "year": year, "kind": kind, "years": [str(one) for one in years], "may_import": may}
    return render(request, "bloc_scores/table_list.html", context)


def _badge(table: CriteriaTable) -> tuple[str, str, str]:
    state = TABLE.state_of(table)
    label = f"{state.label}, bản {table.number}" if table.state == TableState.FROZEN else state.label
    return state.family, state.icon, label


@require_http_methods(["GET", "POST"])
def table(request: HttpRequest, pk: int) -> HttpResponse:
    """One table: its tree, what does not add up, stages, versions; POST makes its moves."""
    row = table_of(request, pk)
    url = url_of(row)
    if request.method == "POST":
        must_edit(request, row)
        return move(request, TABLE, row, back=f"{url}?chuyen={request.POST.get('move', '')}", sent=url)
    if asked := request.GET.get("chuyen"):
        return _move_page(request, row, asked, url)
    lines, checked = pages.lines_of(row)
    may = request.user.has_perm("bloc_scores.edit_table", row)
    context = {
        "table": row,
        "badge": _badge(row),
        "lines": lines,
        "checked": checked,
        "whole": checked.warnings.get("", []),
        "stages": [(stage.label, stage_words(stage)) for stage in row.stages.all()],
        "originals": pages.files_of(row),
        "ranking": pages.ranking_lines(row),
        "common": settings_words(row.settings, list(row.stages.all())),
        "versions": [(one, _badge(one)) for one in pages.versions_of(row, request.user)],
        "may_change": may and row.state == TableState.DRAFT,
        "may_renew": may and row.state == TableState.FROZEN,
        "may_copy": bool(blocs_for(request.user)),
        "offers": TABLE.offers(row, request.user),
        "history": audit.history(row)[:8] if may else [],
        "crumbs": [(LIST[0], reverse(LIST[1])), (named(row), None)],
    }
    return render(request, "bloc_scores/table.html", context)


def _move_page(request: HttpRequest, row: CriteriaTable, name: str, url: str) -> HttpResponse:
    offer = TABLE.offer(name, row, request.user) if name in TABLE else None
    if offer is None:
        return redirect(url)
    context = {"table": row, "offer": offer, "url": url, "crumbs": crumbs_of(row, offer.transition.label)}
    return render(request, "bloc_scores/table_move.html", context)


def blocs_for(user):
    """Blocs whose tables the person may make."""
    if is_dha(user):
        return Bloc.objects.order_by("-year", "code")
    if not user.has_perm("bloc_scores.edit_table"):
        return Bloc.objects.none()
    return Bloc.objects.filter(pk__in=led_blocs(unit_id_of(user))).order_by("-year", "code")


@require_http_methods(["GET", "POST"])
def table_copy(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft for a bloc after this table."""
    row = table_of(request, pk)
    must_edit(request)
    blocs = blocs_for(request.user)

    def save(form: CopyForm, version: int) -> tuple[str, str]:
        made = tables.copy_for_bloc(row, form.cleaned_data["bloc"], by=request.user, title=form.cleaned_data["title"])
        return url_of(made), "Đã chép thành dự thảo của khối. Hãy chia tiêu chí, rồi chốt khi các đơn vị ký giao ước."

    page = Page(
        key=f"table-copy:{pk}",
        title="Chép cho khối",
        crumbs=crumbs_of(row, ("Chép cho khối", None)),
        back=url_of(row),
        form=lambda **kwargs: CopyForm(blocs=blocs, **kwargs),
        initial={"title": row.title, "bloc": blocs.first()},
        save=save,
        lead="Mục khóa của bảng mẫu giữ nguyên; các tiêu chí bên dưới sửa được trong tổng điểm đã khóa.",
        primary="Chép thành dự thảo",
    )
    return edit(request, page)


@require_http_methods(["GET", "POST"])
def table_version(request: HttpRequest, pk: int) -> HttpResponse:
    """The next version of a frozen table."""
    row = own(request, pk)

    def save(form: VersionForm, version: int) -> tuple[str, str]:
        made = tables.new_version(row, by=request.user, reason=form.cleaned_data["reason"])
        return url_of(
            made
        ), f"Đã lập bản {made.number}, các đơn vị trong khối được báo. Bản {row.number} vẫn dùng đến khi chốt."

    page = Page(
        key=f"table-version:{pk}",
        title="Lập bản mới",
        crumbs=crumbs_of(row, ("Lập bản mới", None)),
        back=url_of(row),
        form=VersionForm,
        save=save,
        lead="Bảng đã chốt không sửa được. Bản mới là dự thảo, các đơn vị trong khối nhận thông báo kèm lý do.",
        primary="Lập bản mới",
    )
    return edit(request, page)


@require_GET
def table_compare(request: HttpRequest, pk: int) -> HttpResponse:
    """What this version changes against the one before, in words."""
    row = table_of(request, pk)
    before = CriteriaTable.objects.visible_to(request.user).filter(pk=row.previous_id).first()
    if before is None:
        raise Http404
    changes = [(one, mark_difference(one.before, one.after)) for one in compare(before, row)]
    context = {"table": row, "before": before, "changes": changes, "crumbs": crumbs_of(row, ("So với bản trước", None))}
    return render(request, "bloc_scores/table_compare.html", context)


@require_GET
def table_print(request: HttpRequest, pk: int) -> HttpResponse:
    """A blank sheet to score on paper: criteria, maximum, one empty column for each stage."""
    row = table_of(request, pk)
    context = {"table": row, "page": blank_sheet(row), "crumbs": crumbs_of(row, ("Phiếu trắng để in", None))}
    return render(request, "bloc_scores/table_print.html", context)
