"""Pages of linked decisions: taking one award back, putting one right, dropping it from the draft, money back, what relied."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from awards.decisions.enums import DecisionState, PayState
from awards.decisions.forms.changes import CorrectionForm, OutcomeForm, RecoverForm, RevocationForm
from awards.decisions.models import DecisionChange, DecisionLine, ReliantAward, RewardDecision, RewardPayment
from awards.decisions.services import linking, payments
from awards.decisions.views.common import NOT_YOURS, both, crumbs_of, own_decision, signed_url, url_of
from campaigns.views.pieces import Page, Removal, edit, remove
from organisations.views.common import page_of, require


def _line(request: HttpRequest, pk: int) -> DecisionLine:
    """A line of an issued decision, for those who draft."""
    seen = RewardDecision.objects.visible_to(request.user).filter(state=DecisionState.ISSUED)
    rows = DecisionLine.objects.filter(decision__in=seen).select_related("decision__signed__document")
    line = get_object_or_404(rows, pk=pk)
    if not request.user.has_perm("decisions.prepare"):
        raise PermissionDenied(NOT_YOURS)
    return line


def _crumbs(line: DecisionLine, last: str) -> list:
    signed = line.decision.signed
    return crumbs_of(line.decision, (signed.number_text, signed_url(signed)), last)


@both
def line_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Put an award into the draft of a decision that takes it back."""
    line = _line(request, pk)

    def save(form: RevocationForm, version: int) -> tuple[str, str]:
        draft = linking.add_revocation(line, by=request.user, **form.cleaned_data)
        return url_of(draft), f"Đã đưa {line.name} vào dự thảo quyết định hủy bỏ."

    page = Page(
        key=f"reward-revoke:{pk}",
        title="Hủy bỏ khen thưởng",
        crumbs=_crumbs(line, "Hủy bỏ"),
        back=signed_url(line.decision.signed),
        form=RevocationForm,
        save=save,
        lead=f"{line}. Khen thưởng chỉ bị hủy bỏ khi quyết định hủy bỏ được ký và ban hành.",
        primary="Đưa vào dự thảo",
    )
    return edit(request, page)


@both
def line_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the right name and post into the draft of a correction."""
    line = _line(request, pk)

    def save(form: CorrectionForm, version: int) -> tuple[str, str]:
        draft = linking.add_correction(line, by=request.user, **form.cleaned_data)
        return url_of(draft), f"Đã đưa {line.name} vào dự thảo quyết định đính chính."

    page = Page(
        key=f"reward-correct:{pk}",
        title="Đính chính",
        crumbs=_crumbs(line, "Đính chính"),
        back=signed_url(line.decision.signed),
        form=CorrectionForm,
        initial={"new_name": line.name, "new_detail": line.detail},
        save=save,
        lead=f"{line}. Sổ khen thưởng chỉ đổi khi quyết định đính chính được ký và ban hành.",
        primary="Đưa vào dự thảo",
    )
    return edit(request, page)


@both
def change_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an award out of a linked draft."""
    seen = RewardDecision.objects.visible_to(request.user)
    change = get_object_or_404(DecisionChange.objects.select_related("decision", "line"), pk=pk, decision__in=seen)
    draft = own_decision(request, change.decision_id)
    return remove(
        request,
        Removal(
            title="Đưa ra khỏi quyết định",
            crumbs=crumbs_of(draft, change.line.name),
            back=url_of(draft),
            remove=lambda reason: linking.drop_change(change, reason=reason, by=request.user),
            sentence=f"Đã đưa {change.line.name} ra khỏi quyết định.",
            facts=[str(change), change.reason],
            button="Đưa ra khỏi quyết định",
        ),
    )


@both
def payment_recover(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that money of a revoked award came back."""
    require(request, "decisions.pay", "Chỉ Sở Nội vụ ghi việc thu hồi tiền thưởng.")
    row = get_object_or_404(RewardPayment.objects.select_related("line__decision__signed__document"), pk=pk)
    back = reverse("decisions:money", args=[row.line.decision.signed.pk])
    if row.state != PayState.RECOVER:
        messages.info(request, "Khoản này không ở tình trạng phải thu hồi.")
        return redirect(back)

    def save(form: RecoverForm, version: int) -> tuple[str, str]:
        payments.recover(row, by=request.user, **form.cleaned_data)
        return back, f"Đã ghi thu hồi tiền thưởng của {row.line.name}."

    page = Page(
        key=f"reward-recover:{pk}",
        title="Ghi đã thu hồi tiền thưởng",
        crumbs=_crumbs(row.line, "Thu hồi"),
        back=back,
        form=RecoverForm,
        save=save,
        lead=str(row.line),
    )
    return edit(request, page)


@require_GET
def reliant_list(request: HttpRequest) -> HttpResponse:
    """Awards that may have relied on a revoked one; those nobody looked at first."""
    require(request, "decisions.view_work", "Trang này dành cho Sở Nội vụ và cơ quan theo dõi.")
    rows = ReliantAward.objects.select_related("record", "change__line__record", "change__decision__signed__document")
    context = {
        "page_obj": page_of(request, rows.order_by("settled_on", "pk")),
        "settles": request.user.has_perm("decisions.prepare"),
        "crumbs": [("Quyết định khen thưởng", reverse("decisions:decision_list")), ("Cần xem lại", None)],
    }
    return render(request, "decisions/reliant_list.html", context)


@both
def reliant(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what follows for one of them."""
    require(request, "decisions.prepare", NOT_YOURS)
    flag = get_object_or_404(ReliantAward.objects.select_related("record", "change__line"), pk=pk)
    back = reverse("decisions:reliant_list")
    if flag.settled_on:
        messages.info(request, "Trường hợp này đã được xem xét.")
        return redirect(back)

    def save(form: OutcomeForm, version: int) -> tuple[str, str]:
        linking.settle_reliant(flag, by=request.user, **form.cleaned_data)
        return back, "Đã ghi kết luận."

    page = Page(
        key=f"reward-reliant:{pk}",
        title=f"Xem lại: {flag.record.subject_text}, {flag.record.award_text}",
        crumbs=[
            ("Quyết định khen thưởng", reverse("decisions:decision_list")),
            ("Cần xem lại", back),
            (flag.record.subject_text, None),
        ],
        back=back,
        form=OutcomeForm,
        save=save,
        lead=flag.why,
    )
    return edit(request, page)
