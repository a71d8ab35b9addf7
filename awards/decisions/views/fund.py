"""Pages of the fund: a year with its vouchers, a new voucher, cancelling one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from awards.decisions.forms.payments import FundForm
from awards.decisions.models import FundEntry
from awards.decisions.selectors.fund import fund_of
from awards.decisions.services import fund as services
from awards.decisions.views.common import both
from campaigns.views.pieces import Page, Removal, edit, remove
from emulation.base import clock
from organisations.views.common import require

SEES = ("decisions.view_money", "Quỹ thi đua, khen thưởng dành cho Sở Nội vụ, Văn phòng Chủ tịch và cơ quan theo dõi.")
PAYS = "Chỉ Sở Nội vụ ghi thu, chi của quỹ."
EARLIEST, LATEST = 1945, 2100


def _crumbs(*rest: str) -> list:
    start = [("Quyết định khen thưởng", reverse("decisions:decision_list"))]
    if not rest:
        return [*start, ("Quỹ", None)]
    return [*start, ("Quỹ", reverse("decisions:fund")), *((text, None) for text in rest)]


@require_GET
def fund(request: HttpRequest) -> HttpResponse:
    """What came in, what went out, what is left, of one year."""
    require(request, *SEES)
    asked = request.GET.get("nam", "")
    known = asked.isascii() and asked.isdigit() and len(asked) == 4 and EARLIEST <= int(asked) <= LATEST
    year = int(asked) if known else clock.today().year
    context = {"fund": fund_of(year), "pays": request.user.has_perm("decisions.pay"), "crumbs": _crumbs()}
    return render(request, "decisions/fund.html", context)


@both
def fund_new(request: HttpRequest) -> HttpResponse:
    """Enter a voucher."""
    require(request, "decisions.pay", PAYS)
    back = reverse("decisions:fund")

    def save(form: FundForm, version: int) -> tuple[str, str]:
        made = services.enter(by=request.user, **form.columns())
        return f"{back}?nam={made.on.year}", f"Đã ghi {made}."

    page = Page(
        key="fund-entry",
        title="Ghi thu, chi của quỹ",
        crumbs=_crumbs("Ghi thu, chi"),
        back=back,
        form=FundForm,
        initial={"on": clock.today()},
        save=save,
        lead="Tiền thưởng theo quyết định được ghi ở danh sách tiền thưởng, không ghi lại ở đây.",
    )
    return edit(request, page)


@both
def fund_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """A wrong voucher no longer counts."""
    require(request, "decisions.pay", PAYS)
    entry = get_object_or_404(FundEntry, pk=pk)
    page = Removal(
        title="Hủy chứng từ của quỹ",
        crumbs=_crumbs("Hủy chứng từ"),
        back=reverse("decisions:fund"),
        remove=lambda reason: services.cancel(entry, reason=reason, by=request.user),
        sentence=f"Đã hủy {entry}.",
        facts=[str(entry), entry.what],
        button="Hủy chứng từ",
    )
    return remove(request, page)
