"""Pages of decisions in the making: the list, a draft from a session, one decision, its words, more of its session."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from awards.council.models import Session
from awards.decisions.enums import DecisionState
from awards.decisions.forms.decisions import AwardsForm, TextsForm, text_values
from awards.decisions.models import ReliantAward, RewardDecision
from awards.decisions.selectors import checks, pages
from awards.decisions.selectors.approved import waiting
from awards.decisions.selectors.todo import sessions_to_decide
from awards.decisions.services import drafting
from awards.decisions.services.drafting import CLOSED
from awards.decisions.views.common import NOT_YOURS, SEES, both, crumbs_of, decision_of, own_decision, url_of
from awards.decisions.workflows import DECISION
from campaigns.views.pieces import Page, edit
from emulation.base import audit, clock
from emulation.base.moving import Moving, move_page
from organisations.views.common import page_of, require

BEFORE_SIGNING = (DecisionState.DRAFT, DecisionState.AWAITING_HEAD, DecisionState.SUBMITTED)
# Written down, and left out of the short history on the page: the list shows them.
PIECES = ("line", "tie")


@require_GET
def decision_list(request: HttpRequest) -> HttpResponse:
    """For who prepares and oversees every decision by state; for units and the Council those that were issued."""
    require(request, *SEES)
    if not request.user.has_perm("decisions.view_work"):
        context = {"page_obj": page_of(request, pages.signed_rows(request.user))}
        return render(request, "decisions/signed_list.html", context)
    state = request.GET.get("tinh-trang", "")
    state = state if state in DecisionState.values else ""
    drafts = request.user.has_perm("decisions.prepare")
    context = {
        "reliant": ReliantAward.objects.filter(settled_on=None).count(),
        "page_obj": page_of(request, pages.decision_rows(request.user, state)),
        "state": state,
        "counts": pages.state_counts(request.user),
        "sessions": sessions_to_decide(0).order_by("held_at") if drafts else [],
        "drafts": drafts,
    }
    return render(request, "decisions/decision_list.html", context)


@both
def decision_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Draft a decision from what a session approved; what goes higher and what others decide is shown apart."""
    session = get_object_or_404(Session.objects.visible_to(request.user).select_related("council", "box"), pk=pk)
    if not request.user.has_perm("decisions.prepare"):
        raise PermissionDenied(NOT_YOURS)
    left = waiting(session, clock.today())

    def save(form: AwardsForm, version: int) -> tuple[str, str]:
        made = drafting.draft(session, awards=form.cleaned_data["awards"], by=request.user)
        return url_of(
            made
        ), f"Đã lập dự thảo quyết định, {made.lines.count()} đề nghị. Việc tiếp theo: kiểm tra danh sách."

    page = Page(
        key=f"reward-decision-new:{pk}",
        title="Lập quyết định khen thưởng",
        crumbs=[
            ("Quyết định khen thưởng", reverse("decisions:decision_list")),
            (session.title, reverse("council:session", args=[pk])),
            ("Lập quyết định", None),
        ],
        back=reverse("decisions:decision_list"),
        form=lambda **kwargs: AwardsForm(groups=left.ours, **kwargs),
        initial={"awards": [group.award for group in left.ours]},
        save=save,
        lead=f"{session.title}, họp ngày {session.held_on:%d/%m/%Y}.",
        primary="Lập dự thảo",
        template="decisions/decision_new.html",
        context={"session": session, "left": left},
    )
    return edit(request, page)


@both
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """One decision: its lists, papers, what keeps it from going on, its moves."""
    row = decision_of(request, pk)
    if request.method == "GET" and request.GET.get("chuyen") == "sign":
        return redirect("decisions:decision_sign", pk)
    if answer := move_page(request, row, Moving(DECISION, url_of(row), crumbs_of(row, "Việc"), row.subject)):
        return answer
    asked = pages.Asked.from_query(request.GET)
    page_obj = page_of(request, pages.line_rows(row, asked))
    writes = row.is_draft and request.user.has_perm("decisions.prepare", row)
    left = waiting(row.session, clock.today()).ours if writes and row.session_id else []
    context = {
        "decision": row,
        "numbers": pages.numbers_of(row),
        "asked": asked,
        "page_obj": page_obj,
        "changes": pages.changes_of(row),
        "followers": pages.followers_of(row.signed, request.user) if hasattr(row, "signed") else [],
        "letters": list(row.letters.select_related("document")),
        "faults": checks.faults(row) if writes else [],
        "ended": checks.ended_grounds(row, clock.today()) if row.state in BEFORE_SIGNING else [],
        "offers": DECISION.offers(row, request.user),
        "writes": writes,
        "left": sum(group.number for group in left),
        "crumbs": crumbs_of(row),
        "history": audit.history(row).exclude(action__in=PIECES)[:10],
    }
    return render(request, "decisions/decision.html", context)


def _closed(request: HttpRequest, row: RewardDecision) -> HttpResponse:
    messages.info(request, CLOSED)
    return redirect(url_of(row))


@both
def decision_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The words of a draft."""
    row = own_decision(request, pk)
    if not row.is_draft:
        return _closed(request, row)

    def save(form: TextsForm, version: int) -> tuple[str, str]:
        drafting.save_texts(row, version=version, by=request.user, **form.columns())
        return url_of(row), "Đã lưu nội dung quyết định."

    page = Page(
        key=f"reward-decision:{pk}",
        title="Nội dung quyết định",
        crumbs=crumbs_of(row, "Nội dung"),
        back=url_of(row),
        form=TextsForm,
        initial=text_values(row),
        version=row.version,
        saved=text_values,
        save=save,
    )
    return edit(request, page)


@both
def decision_add(request: HttpRequest, pk: int) -> HttpResponse:
    """More nominees of the session that no decision holds."""
    row = own_decision(request, pk)
    if not row.is_draft or row.session_id is None:
        return _closed(request, row)
    groups = waiting(row.session, clock.today()).ours
    if not groups:
        messages.info(request, "Phiên họp không còn đề nghị nào chờ quyết định của Chủ tịch.")
        return redirect(url_of(row))

    def save(form: AwardsForm, version: int) -> tuple[str, str]:
        number = drafting.add_rest(row, awards=form.cleaned_data["awards"], by=request.user)
        return url_of(row), f"Đã đưa thêm {number} đề nghị vào quyết định."

    page = Page(
        key=f"reward-decision-add:{pk}",
        title="Đưa thêm đề nghị của phiên họp",
        crumbs=crumbs_of(row, "Đưa thêm"),
        back=url_of(row),
        form=lambda **kwargs: AwardsForm(groups=groups, **kwargs),
        save=save,
        primary="Đưa vào quyết định",
    )
    return edit(request, page)
