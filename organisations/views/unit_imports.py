"""Pages that bring in a list of units."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from emulation.base.list_imports import ListImport, result_page, upload_page
from organisations.enums import UnitKind
from organisations.jobs import CHECK, WRITE
from organisations.unit_import import UNIT_LIST

UNITS = ListImport(
    key="units:import",
    permission="organisations.import_units",
    refusal="Chỉ Sở Nội vụ và quản trị viên nhập được danh mục đơn vị.",
    check=CHECK,
    write=WRITE,
    written="Ghi danh sách đơn vị từ {name}",
    columns=UNIT_LIST.columns,
    template="organisations/unit_import.html",
    result_template="organisations/unit_import_result.html",
    list_url="organisations:unit_list",
    label=lambda kind: UnitKind(kind).label,
)


@require_http_methods(["GET", "POST"])
def unit_import(request: HttpRequest) -> HttpResponse:
    """Choose a list; it is read at once, nothing is written yet."""
    return upload_page(request, UNITS)


@require_http_methods(["GET", "POST"])
def unit_import_result(request: HttpRequest, pk) -> HttpResponse:
    """What was read: counts, every fault with its place; POST writes the list."""
    return result_page(request, UNITS, pk)
