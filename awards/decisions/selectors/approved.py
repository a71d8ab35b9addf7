"""What the Council approved and no decision holds yet, by who decides it. Refused nominees are in none of these."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, QuerySet

from awards.council.enums import SessionState
from awards.council.models import AgendaItem, Session
from awards.decisions.models import DecisionLine
from awards.decisions.selectors.authority import CHAIRMAN, HIGHER, decider_name, decider_of
from awards.enums import SubjectKind
from awards.law import law

PASSED = "passed"


def approved_items(session: Session | None = None) -> QuerySet[AgendaItem]:
    """Nominees that concluded sessions approved (of one session, or of all)."""
    rows = AgendaItem.objects.filter(session__state=SessionState.CONCLUDED, result=PASSED)
    return rows.filter(session=session) if session else rows


def undecided_items(session: Session | None = None) -> QuerySet[AgendaItem]:
    """Approved nominees that are in no live decision."""
    held = DecisionLine.objects.filter(item=OuterRef("pk"), live=True)
    return approved_items(session).filter(~Exists(held))


@dataclass
class AwardGroup:
    """Approved nominees for one award with one decider."""

    award: str
    name: str
    decider: str
    kinds: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def number(self) -> int:
        return sum(self.kinds.values())

    @property
    def words(self) -> str:
        """“2 tập thể, 15 cá nhân”."""
        return kinds_in_words(self.kinds)

    @property
    def decider_name(self) -> str:
        return decider_name(self.decider)


def kinds_in_words(kinds: dict[str, int]) -> str:
    """Numbers by kind of subject, collectives first, as an annex lists them."""
    order = (SubjectKind.COLLECTIVE, SubjectKind.INDIVIDUAL, SubjectKind.HOUSEHOLD)
    return ", ".join(f"{kinds[kind]} {kind.label.lower()}" for kind in order if kinds.get(kind))


@dataclass(frozen=True)
class Waiting:
    """What of a session waits for a decision of the Chairman, what goes higher, what others decide."""

    ours: list[AwardGroup]
    higher: list[AwardGroup]
    others: list[AwardGroup]


def waiting(session: Session, day: dt.date) -> Waiting:
    """Nominees of a session without a decision, as the law of a day divides them. One query."""
    found: dict[tuple[str, str], AwardGroup] = {}
    rows = undecided_items(session).order_by().values("award", "award_name", "subject_kind", "unit__kind")
    for row in rows.annotate(n=Count("pk")):
        decider = decider_of(row["award"], row["unit__kind"] or "", day)
        group = found.setdefault((row["award"], decider), AwardGroup(row["award"], row["award_name"], decider))
        group.kinds[row["subject_kind"]] += row["n"]
    codes = list(law().awards)
    groups = sorted(found.values(), key=lambda one: codes.index(one.award) if one.award in codes else len(codes))
    return Waiting(
        ours=[one for one in groups if one.decider == CHAIRMAN],
        higher=[one for one in groups if one.decider in HIGHER],
        others=[one for one in groups if one.decider not in (CHAIRMAN, *HIGHER)],
    )


def items_to_decide(session: Session, awards: list[str], day: dt.date) -> list[AgendaItem]:
    """Undecided nominees for these awards that the Chairman decides on the day, in the order of the session."""
    rows = undecided_items(session).filter(award__in=awards).select_related("unit", "person").order_by("position")
    return [item for item in rows if decider_of(item.award, item.unit.kind if item.unit else "", day) == CHAIRMAN]
