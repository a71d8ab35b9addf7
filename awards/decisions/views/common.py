"""What the pages of decisions do alike."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from awards.decisions.models import RewardDecision, SignedDecision

NOT_YOURS = "Chỉ Sở Nội vụ soạn quyết định khen thưởng."
SEES = ("decisions.view_issued", "Vai trò của bạn không xem quyết định khen thưởng.")
both = require_http_methods(["GET", "POST"])


def decision_of(request: HttpRequest, pk: int) -> RewardDecision:
    """The decision in the making, for those who see it."""
    return get_object_or_404(RewardDecision.objects.visible_to(request.user).for_page(), pk=pk)


def own_decision(request: HttpRequest, pk: int) -> RewardDecision:
    """The decision, for those who draft it; 403 for others who see it."""
    row = decision_of(request, pk)
    if not request.user.has_perm("decisions.prepare", row):
        raise PermissionDenied(NOT_YOURS)
    return row


def signed_of(request: HttpRequest, pk: int) -> SignedDecision:
    """The signed decision, for those who see it."""
    rows = SignedDecision.objects.visible_to(request.user).select_related(
        "decision__session", "document__signed", "notice"
    )
    return get_object_or_404(rows, pk=pk)


def url_of(decision: RewardDecision) -> str:
    return reverse("decisions:decision", args=[decision.pk])


def signed_url(signed: SignedDecision) -> str:
    return reverse("decisions:signed", args=[signed.pk])


def crumbs_of(decision: RewardDecision, *rest) -> list:
    """The path to a page of a decision."""
    start = [("Quyết định khen thưởng", reverse("decisions:decision_list"))]
    if not rest:
        return [*start, (decision.subject, None)]
    return [*start, (decision.subject, url_of(decision)), *(p if isinstance(p, tuple) else (p, None) for p in rest)]
