"""Pages that bring in a list of decided awards."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from awards.enums import SubjectKind
from awards.import_specs import AWARD_LIST
from awards.jobs import CHECK, WRITE
from emulation.base.list_imports import ListImport, result_page, upload_page

AWARDS = ListImport(
    key="awards:import",
    permission="awards.import_awards",
    refusal="Chỉ Sở Nội vụ nhập được sổ khen thưởng.",
    check=CHECK,
    write=WRITE,
    written="Ghi sổ khen thưởng từ {name}",
    columns=AWARD_LIST.columns,
    template="awards/award_import.html",
    result_template="awards/award_import_result.html",
    list_url="awards:registry",
    label=lambda kind: SubjectKind(kind).label,
)


@require_http_methods(["GET", "POST"])
def award_import(request: HttpRequest) -> HttpResponse:
    """Choose a list; it is read at once, nothing is written yet."""
    return upload_page(request, AWARDS)


@require_http_methods(["GET", "POST"])
def award_import_result(request: HttpRequest, pk) -> HttpResponse:
    """What was read: counts, every fault with its place; POST writes the list."""
    return result_page(request, AWARDS, pk)
