"""Pages of money: the list of a decision with its totals, paying, an open amount, the list as xlsx, the rules of the office."""

import io

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from awards.decisions.enums import DecisionState, PayState
from awards.decisions.forms.payments import AmountForm, PayForm, RulesForm
from awards.decisions.models import DecisionRules, RewardPayment, SignedDecision
from awards.decisions.selectors import payments as selectors
from awards.decisions.services import payments
from awards.decisions.views.common import both, crumbs_of, signed_of, signed_url
from campaigns.views.pieces import Page, Removal, edit, remove
from emulation.base import clock
from emulation.base.spreadsheets import write_xlsx
from emulation.base.workflow import Refused
from organisations.views.common import page_of, require

SEES = ("decisions.view_money", "Danh sách tiền thưởng dành cho Sở Nội vụ, Văn phòng Chủ tịch và cơ quan theo dõi.")
PAYS = "Chỉ Sở Nội vụ ghi việc chi tiền thưởng."
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _issued(request: HttpRequest, pk: int) -> SignedDecision:
    require(request, *SEES)
    return signed_of(request, pk)


def _money_url(signed: SignedDecision) -> str:
    return reverse("decisions:money", args=[signed.pk])


@both
def money(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is paid how much and why, totals by state; POST notes what was paid with a voucher."""
    row = _issued(request, pk)
    pays = request.user.has_perm("decisions.pay")
    form = PayForm(request.POST or None, initial={"paid_on": clock.today()})
    if request.method == "POST":
        if not pays:
            raise PermissionDenied(PAYS)
        if form.is_valid() and (answer := _paid(request, row, form)):
            return answer
    state = request.GET.get("tinh-trang", "")
    rows = selectors.payment_rows(row, state)
    everything = RewardPayment.objects.filter(line__decision=row.decision_id)
    context = {
        "signed": row,
        "decision": row.decision,
        "state": state,
        "page_obj": page_of(request, rows),
        "totals": selectors.totals(everything),
        "rules": selectors.rules_on(row.signed_on),
        "form": form if pays else None,
        "chosen": {int(pk) for pk in request.POST.getlist("khoan") if pk.isdigit()},
        "issued": row.decision.state == DecisionState.ISSUED,
        "crumbs": crumbs_of(row.decision, (row.number_text, signed_url(row)), "Tiền thưởng"),
    }
    return render(request, "decisions/money.html", context)


def _paid(request: HttpRequest, row: SignedDecision, form: PayForm) -> HttpResponse | None:
    waiting = RewardPayment.objects.filter(line__decision=row.decision_id, state=PayState.TO_PAY)
    chosen = [int(pk) for pk in request.POST.getlist("khoan") if pk.isdigit() and len(pk) < 12]
    ids = list(waiting.values_list("pk", flat=True)) if "tat-ca" in request.POST else chosen
    try:
        number = payments.pay(row, ids, by=request.user, **form.cleaned_data)
    except Refused as refused:
        for reason in refused.reasons:
            form.add_error(None, reason)
        return None
    messages.success(request, f"Đã ghi chi {number} khoản, chứng từ {form.cleaned_data['voucher']}.")
    return redirect(_money_url(row))


HEADERS = (
    "STT",
    "Tên",
    "Chức vụ, đơn vị",
    "Danh hiệu, hình thức",
    "Hệ số",
    "Lương cơ sở",
    "Mức thưởng (đồng)",
    "Tình trạng",
    "Ngày chi",
    "Chứng từ",
    "Ghi chú",
    "Ký nhận",
)


@require_GET
def money_export(request: HttpRequest, pk: int) -> HttpResponse:
    """The money list as a spreadsheet, to be paid from and signed."""
    row = _issued(request, pk)
    rows = selectors.payment_rows(row)
    cells = (_cells(number, payment) for number, payment in enumerate(rows.iterator(), start=1))
    title = f"Danh sách tiền thưởng kèm Quyết định {row.number_text} ngày {row.signed_on:%d/%m/%Y}"
    widths = [6, 32, 40, 36, 8, 14, 18, 16, 12, 16, 36, 16]
    return _xlsx(HEADERS, cells, title=title, widths=widths, name=f"tien-thuong-{row.pk}")


def _cells(number: int, payment: RewardPayment) -> list:
    line = payment.line
    return [
        number,
        line.name,
        line.detail or (line.unit.official_name if line.unit else ""),
        line.award_name,
        payment.coefficient,
        payment.base_salary,
        payment.amount if payment.state != PayState.NOT_PAID else 0,
        payment.get_state_display(),
        payment.paid_on,
        payment.voucher,
        payment.note,
        "",
    ]


def _xlsx(headers, cells, *, title: str, widths: list[int], name: str) -> HttpResponse:
    target = io.BytesIO()
    write_xlsx(target, list(headers), cells, sheet="Danh sách", title=title, widths=widths)
    response = HttpResponse(target.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


PRESENTED = (
    "STT",
    "Tên",
    "Đối tượng",
    "Chức vụ, đơn vị",
    "Đơn vị nhận",
    "Danh hiệu, hình thức",
    "Truy tặng",
    "Tiền thưởng kèm theo (đồng)",
    "Người nhận",
    "Nơi trao",
)


@require_GET
def presentation_export(request: HttpRequest, pk: int) -> HttpResponse:
    """Who receives what, by unit, for the ceremony. Other receivers than those for the dead, and the place, are written by hand."""
    row = _issued(request, pk)
    rows = selectors.payment_rows(row).select_related("line__unit", "line__nominee")
    rows = rows.order_by("line__unit__sort_key", "line__order")
    cells = ([n, *_presented(payment)] for n, payment in enumerate(rows, start=1))
    title = f"Danh sách trao tặng theo Quyết định {row.number_text} ngày {row.signed_on:%d/%m/%Y}"
    widths = [6, 32, 14, 36, 36, 36, 10, 18, 24, 24]
    return _xlsx(PRESENTED, cells, title=title, widths=widths, name=f"trao-tang-{row.pk}")


def _presented(payment: RewardPayment) -> list:
    line = payment.line
    return [
        line.name,
        line.get_subject_kind_display(),
        line.detail,
        line.unit.official_name if line.unit else "",
        line.award_name,
        "Có" if line.posthumous else "",
        payment.amount if payment.state != PayState.NOT_PAID else 0,
        line.nominee.receiver if line.posthumous and line.nominee else "",
        "",
    ]


def _payment(request: HttpRequest, pk: int) -> RewardPayment:
    """The payment, for those who pay."""
    require(request, *SEES)
    if not request.user.has_perm("decisions.pay"):
        raise PermissionDenied(PAYS)
    return get_object_or_404(RewardPayment.objects.select_related("line__decision__signed__document"), pk=pk)


def _crumbs(payment: RewardPayment, last: str) -> list:
    signed = payment.line.decision.signed
    return crumbs_of(
        payment.line.decision, (signed.number_text, signed_url(signed)), ("Tiền thưởng", _money_url(signed)), last
    )


@both
def payment_amount(request: HttpRequest, pk: int) -> HttpResponse:
    """The amount that the law's rows leave open, with its ground."""
    row = _payment(request, pk)
    back = _money_url(row.line.decision.signed)
    if row.state not in (PayState.OPEN, PayState.TO_PAY, PayState.NOT_PAID):
        messages.info(request, "Khoản này đã chi nên không đổi mức được.")
        return redirect(back)

    def save(form: AmountForm, version: int) -> tuple[str, str]:
        amount, note = int(form.cleaned_data["amount"]), form.cleaned_data["note"]
        payments.decide_amount(row, amount=amount, note=note, version=version, by=request.user)
        return back, f"Đã ghi mức thưởng của {row.line.name}."

    page = Page(
        key=f"reward-amount:{pk}",
        title=f"Mức thưởng của {row.line.name}",
        crumbs=_crumbs(row, "Mức thưởng"),
        back=back,
        form=AmountForm,
        initial={"amount": row.amount, "note": row.note},
        version=row.version,
        saved=lambda current: {"amount": current.amount, "note": current.note},
        save=save,
        lead=f"{row.line.award_name}.",
    )
    return edit(request, page)


@both
def payment_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """A payment noted by mistake waits again."""
    row = _payment(request, pk)
    back = _money_url(row.line.decision.signed)
    page = Removal(
        title="Bỏ ghi đã chi",
        crumbs=_crumbs(row, "Bỏ ghi đã chi"),
        back=back,
        remove=lambda reason: payments.take_back(row, reason=reason, by=request.user),
        sentence=f"{row.line.name} lại chờ chi.",
        facts=[str(row.line), f"Chứng từ {row.voucher}" if row.voucher else "Chưa ghi chứng từ"],
        button="Bỏ ghi đã chi",
    )
    return remove(request, page)


# --- Rules of the office ------------------------------------------------------------------------------------------------
@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    """How money is rounded and within how many working days units are told."""
    require(request, *SEES)
    context = {
        "now": selectors.rules_on(clock.today()),
        "rows": list(DecisionRules.objects.all()),
        "may_edit": request.user.has_perm("decisions.pay"),
        "crumbs": [("Quyết định khen thưởng", reverse("decisions:decision_list")), ("Quy tắc", None)],
    }
    return render(request, "decisions/rules.html", context)


@both
def rules_new(request: HttpRequest) -> HttpResponse:
    """Rules from a day on."""
    require(request, "decisions.pay", PAYS)
    back, now = reverse("decisions:rules"), selectors.rules_on(clock.today())

    def save(form: RulesForm, version: int) -> tuple[str, str]:
        payments.set_rules(by=request.user, **form.columns())
        return back, "Đã đặt quy tắc."

    page = Page(
        key="decision-rules",
        title="Đặt quy tắc tiền thưởng, thông báo",
        crumbs=[("Quyết định khen thưởng", reverse("decisions:decision_list")), ("Quy tắc", back), ("Đặt mới", None)],
        back=back,
        form=RulesForm,
        initial={"valid_from": clock.today(), "rounding": now.rounding, "notice_days": now.notice_days},
        save=save,
    )
    return edit(request, page)
