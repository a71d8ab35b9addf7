"""Directives in lists: those a person sees, earlier readings of a file, the campaigns made of one."""

from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from campaigns.enums import CampaignState, DirectiveState
from campaigns.models import Campaign, Directive

BADGES = {
    DirectiveState.DRAFT: ("wait", "eye", DirectiveState.DRAFT.label),
    DirectiveState.USED: ("ok", "check2-circle", DirectiveState.USED.label),
    DirectiveState.DISCARDED: ("void", "slash-circle", DirectiveState.DISCARDED.label),
}


def directive_rows(user: Any, *, state: str = "") -> QuerySet:
    """The directives a person sees, newest first, with how far each is and the campaigns made of it that the person sees."""
    rows = Directive.objects.filter(pk__in=Directive.objects.visible_to(user).values("pk"))
    if state in DirectiveState.values:
        rows = rows.filter(state=state)
    made = Campaign.objects.visible_to(user).order_by("pk").only("pk", "title", "year", "directive_id")
    return (
        rows.select_related("created_by", "file")
        .defer("source", "places", "recipients", "signature")
        .annotate(
            pieces=Count("items", distinct=True),
            checked=Count("items", filter=Q(items__checked=True), distinct=True),
        )
        .prefetch_related(Prefetch("campaigns", queryset=made, to_attr="seen_campaigns"))
        .order_by("-created_at", "-pk")
    )


def readings_of_file(sha256: str, user: Any) -> list[Directive]:
    """Earlier readings of a file with the same bytes, newest first."""
    rows = directive_rows(user).filter(file__sha256=sha256)
    return sorted(rows, key=lambda d: d.state == DirectiveState.DISCARDED)


def campaigns_of(directive: Directive, user: Any) -> list[Campaign]:
    """The campaigns made of a directive that the person sees, those that are not cancelled first."""
    rows = Campaign.objects.visible_to(user).filter(directive=directive).order_by("pk")
    return sorted(rows, key=lambda c: c.state == CampaignState.CANCELLED)
