"""Pages of the signature: recording it, the decision as it was signed, attaching the signed paper."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from awards.decisions.enums import DecisionState
from awards.decisions.forms.decisions import SignedFileForm, SignForm
from awards.decisions.selectors import pages
from awards.decisions.selectors.payments import rules_on
from awards.decisions.views.common import both, crumbs_of, decision_of, signed_of, signed_url, url_of
from awards.decisions.workflows import DECISION
from campaigns.views.pieces import Page, edit
from emulation.base import clock
from emulation.base.files import FileRefused
from emulation.base.official.services import documents
from emulation.base.workflow import Refused
from organisations.rules import is_unit_officer, unit_id_of
from organisations.views.common import page_of


@both
def decision_sign(request: HttpRequest, pk: int) -> HttpResponse:
    """The Chairman signed: day, signer; the number is taken now."""
    row = decision_of(request, pk)
    if not request.user.has_perm("decisions.sign", row):
        raise PermissionDenied("Chỉ Văn phòng Chủ tịch Ủy ban nhân dân tỉnh ghi việc Chủ tịch đã ký.")
    if row.state != DecisionState.SUBMITTED:
        signed = getattr(row, "signed", None)
        messages.info(request, "Quyết định đã ký." if signed else "Quyết định không ở bước chờ ký nữa.")
        return redirect(signed_url(signed) if signed else url_of(row))

    def save(form: SignForm, version: int) -> tuple[str, str]:
        made = DECISION.perform(row, "sign", by=request.user, **form.cleaned_data)
        return signed_url(made.signed), f"Đã ghi Chủ tịch ký và lấy số {made.signed.number_text}."

    page = Page(
        key=f"reward-decision-sign:{pk}",
        title="Ghi Chủ tịch đã ký",
        crumbs=crumbs_of(row, "Ký"),
        back=url_of(row),
        form=SignForm,
        initial={"signed_on": clock.today()},
        save=save,
        lead=f"{row.subject}. Số được lấy ngay khi lưu, mỗi quyết định một số, không đổi lại được.",
        primary="Ghi đã ký và lấy số",
    )
    return edit(request, page)


@require_GET
def signed(request: HttpRequest, pk: int) -> HttpResponse:
    """The decision as it was signed: number, lists, the paper. A unit reads the lines of its own; the whole list is in the paper."""
    row = signed_of(request, pk)
    unit = unit_id_of(request.user) if is_unit_officer(request.user) else None
    issued = row.decision.state == DecisionState.ISSUED
    asked = pages.Asked.from_query(request.GET)
    rows = pages.line_rows(row.decision, asked).select_related("payment")
    context = {
        "signed": row,
        "decision": row.decision,
        "numbers": pages.numbers_of(row.decision),
        "asked": asked,
        "page_obj": page_of(request, rows.filter(unit=unit) if unit else rows),
        "unit": unit,
        "sees_work": request.user.has_perm("decisions.view_work"),
        "money": issued and request.user.has_perm("decisions.view_money"),
        "amounts": issued,
        "may_change": issued and request.user.has_perm("decisions.prepare"),
        "changes": pages.changes_of(row.decision, unit),
        "followers": pages.followers_of(row, request.user),
        "left": not issued or row.notices.filter(sent_on=None).exists(),
        "rules": rules_on(row.signed_on),
        "may_attach": _may_attach(request, row),
        "offers": DECISION.offers(row.decision, request.user),
        "crumbs": crumbs_of(row.decision) if unit else crumbs_of(row.decision, row.number_text),
    }
    return render(request, "decisions/signed.html", context)


def _may_attach(request: HttpRequest, row) -> bool:
    return request.user.has_perm("decisions.attach_signed") and row.document.signed_id is None


@both
def signed_attach(request: HttpRequest, pk: int) -> HttpResponse:
    """Attach the signed and sealed decision, once."""
    row = signed_of(request, pk)
    if not request.user.has_perm("decisions.attach_signed"):
        raise PermissionDenied("Bản đã ký do Văn phòng Chủ tịch hoặc Sở Nội vụ đính kèm.")
    if not _may_attach(request, row):
        messages.info(request, "Quyết định đã có bản ký.")
        return redirect(signed_url(row))

    def save(form: SignedFileForm, version: int) -> tuple[str, str]:
        try:
            documents.attach_signed(row.document, form.cleaned_data["file"], by=request.user)
        except FileRefused as fault:
            raise Refused(str(fault)) from None
        return signed_url(row), "Đã đính kèm bản đã ký."

    page = Page(
        key=f"reward-decision-file:{pk}",
        title="Đính kèm bản đã ký",
        crumbs=crumbs_of(row.decision, (row.number_text, signed_url(row)), "Bản đã ký"),
        back=signed_url(row),
        form=lambda **kwargs: SignedFileForm(files=request.FILES or None, **kwargs),
        save=save,
        primary="Đính kèm",
        template="decisions/signed_attach.html",
    )
    return edit(request, page)
