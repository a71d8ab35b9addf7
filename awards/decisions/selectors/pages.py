"""What the pages of decisions show, each in a fixed number of queries."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from awards.decisions.enums import ANNEX_ORDER, DecisionState
from awards.decisions.models import DecisionChange, DecisionLine, RewardDecision, SignedDecision
from awards.decisions.selectors.approved import kinds_in_words
from awards.enums import SubjectKind


@dataclass(frozen=True)
class Asked:
    """Filters of the lines of a decision; anything else is as if not asked."""

    award: str = ""
    kind: str = ""
    untied: bool = False

    @classmethod
    def from_query(cls, query: Mapping) -> "Asked":
        kind = query.get("doi-tuong", "")
        return cls(query.get("danh-hieu", "")[:20], kind if kind in SubjectKind.values else "", "chua-gan" in query)


def line_rows(decision: RewardDecision, asked: Asked) -> QuerySet[DecisionLine]:
    """Lines in the order of the annex."""
    rows = decision.lines.select_related("unit", "item", "nominee", "record").order_by("order", "pk")
    if asked.award:
        rows = rows.filter(award=asked.award)
    if asked.kind:
        rows = rows.filter(subject_kind=asked.kind)
    return rows.filter(person=None, collective=None, household=None) if asked.untied else rows


@dataclass(frozen=True)
class Numbers:
    """How many, by kind and by award."""

    total: int
    by_kind: list[tuple[str, int]]
    awards: list[tuple[str, str, str]]
    untied: int


def numbers_of(decision: RewardDecision) -> Numbers:
    """Two queries."""
    kinds: dict[str, int] = {}
    awards: dict[str, dict] = {}
    names: dict[str, str] = {}
    rows = decision.lines.order_by("award").values("award", "award_name", "subject_kind").annotate(n=Count("pk"))
    for row in rows:
        kinds[row["subject_kind"]] = kinds.get(row["subject_kind"], 0) + row["n"]
        names[row["award"]] = row["award_name"]
        part = awards.setdefault(row["award"], {})
        part[row["subject_kind"]] = part.get(row["subject_kind"], 0) + row["n"]
    return Numbers(
        total=sum(kinds.values()),
        by_kind=[(kind.label.lower(), kinds.get(kind, 0)) for kind in ANNEX_ORDER],
        awards=[(code, names[code], kinds_in_words(part)) for code, part in awards.items()],
        untied=decision.lines.filter(person=None, collective=None, household=None).count(),
    )


def changes_of(decision: RewardDecision, unit: int | None = None) -> list[DecisionChange]:
    """What a linked decision changes (of one unit's lines, when given). One query, none for a decision that awards."""
    if not decision.is_linked:
        return []
    rows = decision.changes.select_related("line").order_by("line__order", "pk")
    return list(rows.filter(line__unit=unit) if unit else rows)


def followers_of(signed: SignedDecision, user: Any) -> list[RewardDecision]:
    """Decisions that correct or revoke this one: issued ones for everybody, drafts for those who see them. Two queries."""
    visible = set(RewardDecision.objects.visible_to(user).filter(target=signed).values_list("pk", flat=True))
    rows = RewardDecision.objects.filter(target=signed).exclude(state=DecisionState.CANCELLED).for_page().order_by("pk")
    return [row for row in rows if row.pk in visible or row.state == DecisionState.ISSUED]


def decision_rows(user: Any, state: str = "") -> QuerySet[RewardDecision]:
    """Decisions in the making that a person sees, with how many each awards."""
    rows = RewardDecision.objects.visible_to(user).for_page()
    rows = rows.filter(state=state) if state else rows.exclude(state=DecisionState.CANCELLED)
    return rows.annotate(
        size=Count("lines", filter=Q(lines__live=True), distinct=True), changed=Count("changes", distinct=True)
    ).order_by("-pk")


def state_counts(user: Any) -> list[tuple[str, str, int]]:
    """(state, words, number) for the tabs. One query."""
    rows = RewardDecision.objects.visible_to(user).order_by().values("state").annotate(n=Count("pk"))
    found = {row["state"]: row["n"] for row in rows}
    return [(state, DecisionState(state).label, found[state]) for state in DecisionState.values if found.get(state)]


def signed_rows(user: Any) -> QuerySet[SignedDecision]:
    """Issued decisions that a unit or a member of the Council sees."""
    return SignedDecision.objects.visible_to(user).select_related("decision", "document").order_by("-signed_on", "-pk")
