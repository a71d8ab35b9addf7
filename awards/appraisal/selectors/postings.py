"""Public posting: whose rule asks for it, what it keeps from the Council, what is shown, what waits."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.urls import reverse

from awards.appraisal.enums import GOES_ON, DossierState
from awards.appraisal.models import Dossier, PostedItem, Posting, PostingComment
from awards.law import Publicity, law, law_version, publicity_of
from awards.nominations.selectors.checks import filing_day
from campaigns.selectors.open_deadlines import Deadline
from emulation.base import clock
from organisations.selectors.people import dha_unit_ids


def version_of(dossier: Dossier) -> str:
    return law_version(filed_on=filing_day(dossier.nominee.file)).version


def rule_of(dossier: Dossier) -> Publicity | None:
    """The row of the law that asks for this nominee to be posted, by the award the Council would vote on; None: none asks."""
    return publicity_of(dossier.council_award, version_of(dossier))


def _awards() -> set[str]:
    """Awards that some version asks to be posted."""
    return {code for row in law().publicity if row.binding for code in row.awards}


def _may_concern(rows: QuerySet[Dossier]) -> QuerySet[Dossier]:
    named, items = _awards(), PostedItem.objects.filter(posting__withdrawn_at=None)
    concerned = Q(nominee__award__in=named) | Q(lower_award__in=named) | Q(pk__in=items.values("dossier"))
    found = rows.filter(concerned).select_related("nominee__file__unit", "nominee__file__route")
    return found.prefetch_related(Prefetch("posted", items.select_related("posting").prefetch_related("comments")))


def stop_of(dossier: Dossier) -> str:
    """Why posting keeps a dossier from the Council; '' when it does not. In the words that go into brackets."""
    items = [item for item in dossier.posted.all() if item.posting.withdrawn_at is None]
    if any(comment.resolved_at is None for item in items for comment in item.comments.all()):
        return "còn ý kiến về danh sách công khai chưa giải quyết"
    until = max((item.posting.until for item in items), default=None)
    if until and until >= clock.today():
        return f"danh sách công khai đến hết ngày {until:%d/%m/%Y}"
    if rule_of(dossier) and all(item.award != dossier.council_award for item in items):
        return "chưa công khai danh sách theo quy định"
    return ""


def stopped(rows: QuerySet[Dossier]) -> set[int]:
    """Those of the rows that posting keeps from the Council. Three queries, one where no award asks for posting."""
    return {row.pk for row in _may_concern(rows) if stop_of(row)}


def to_post(rows: QuerySet[Dossier]) -> list[Dossier]:
    """Appraised dossiers that go on, whose rule asks for posting and that are on no list with this award yet."""
    rows = rows.filter(state=DossierState.APPRAISED, verdict__in=GOES_ON, tabled=None)
    rows = _may_concern(rows.exclude(pk__in=Dossier.objects.held().values("pk")))
    return [
        row
        for row in rows.order_by("nominee__file__unit__sort_key", "nominee__name", "pk")
        if rule_of(row) and all(item.award != row.council_award for item in row.posted.all())
    ]


def in_public() -> list[Posting]:
    """Lists that stand in public today with what may be read by anybody. Two queries."""
    items = PostedItem.objects.select_related("dossier__nominee__file__unit").order_by("award", "pk")
    return list(Posting.objects.running().prefetch_related(Prefetch("items", items)))


def lists() -> QuerySet[Posting]:
    """Every list for the desk, newest first, with how many are on it and how many comments wait."""
    waits = Count("items__comments", filter=Q(items__comments__resolved_at=None), distinct=True)
    return Posting.objects.annotate(size=Count("items", distinct=True), waiting=waits).order_by("-starts", "-pk")


def comments_for(user: Any) -> QuerySet[PostingComment]:
    """Comments on dossiers that somebody at the desk sees."""
    if not user.has_perm("appraisal.work"):
        return PostingComment.objects.none()
    rows = PostingComment.objects.filter(item__dossier__in=Dossier.objects.visible_to(user))
    return rows.select_related(
        "item__posting", "item__dossier__nominee__file__unit", "item__dossier__nominee__file__route"
    )


def posted_of(dossier: Dossier) -> list[PostedItem]:
    """Lists a dossier is or was on, with comments. Two queries."""
    return list(dossier.posted.select_related("posting").prefetch_related("comments__resolved_by"))


# --- Days -------------------------------------------------------------------------------------------------------
def deadlines(first: dt.date, last: dt.date) -> Iterator[Deadline]:
    """The last day of each list that runs or still has comments to resolve: Sở Nội vụ owes it."""
    departments = dha_unit_ids()
    rows = (
        lists()
        .standing()
        .filter(until__range=(first, last))
        .exclude(items__dossier__nominee__file__unit__in=departments)
    )
    for row in rows.order_by("until", "pk") if departments else ():
        if row.until >= clock.today() or row.waiting:
            yield Deadline(
                key=f"posting:{row.pk}",
                group="postings",
                title=f"Hết thời gian công khai {row.size} đối tượng, giải quyết xong ý kiến",
                unit_id=min(departments),
                due=row.until,
                url=reverse("appraisal:posting_list"),
                topic=f"posting:{row.pk}:due",
                group_url=reverse("appraisal:posting_list"),
                as_department=True,
            )
