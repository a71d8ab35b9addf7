"""Money of decisions: the rules in force, what each line pays, totals."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Sum

from awards.decisions.enums import PayState
from awards.decisions.models import DecisionLine, DecisionRules, RewardPayment, SignedDecision
from awards.decisions.selectors.authority import CHAIRMAN
from awards.law import law
from awards.money import Money, award_money

NOTICE_ROW = "TL-05"
STILL_DUE = (PayState.TO_PAY, PayState.OPEN, PayState.PAID)


@dataclass(frozen=True)
class Rules:
    """What holds on a day, and where that is written; not verified: taken from rows that speak of something near."""

    rounding: str
    notice_days: int
    basis: str
    verified: bool
    own: bool

    @property
    def rounding_name(self) -> str:
        return law().roundings[self.rounding].name


def rules_on(day: dt.date) -> Rules:
    """The office's rules of a day, else the rows of the law. One query.

    The text says “làm tròn số lên hàng chục nghìn đồng” (law.md §9.1); the ten working days are those for forwarding
    decisions of the centre (TL-05): for the province's own no limit was seen.
    """
    row = DecisionRules.objects.valid_on(day).first()
    if row and row.rounding in law().roundings:
        return Rules(row.rounding, row.notice_days, row.basis, row.verified, own=True)
    rounding = next(one for one in law().roundings.values() if one.default)
    limit = next(one for one in law().deadlines if one.code == NOTICE_ROW)
    basis = (
        f"{rounding.name}: {rounding.note or ''} Thông báo: theo thời hạn “{limit.step}” của cấp trên; chưa thấy quy định "
        "cho quyết định của tỉnh."
    )
    return Rules(rounding.code, limit.limit["days"], basis, verified=False, own=False)


def is_title(award: str) -> bool:
    row = law().awards.get(award)
    return row is not None and row.family == "title"


def money_of(line: DecisionLine, signed_on: dt.date, rounding: str) -> Money:
    """What the line pays by a decision of that day. A nominee weighed under a law that had ended: the coefficient is open."""
    version = law().versions.get(line.law_version)
    first = next(iter(law().versions.values()))
    between = version is first and first.valid_to is not None and signed_on > first.valid_to
    return award_money(
        award=line.award,
        kind=line.subject_kind,
        version=line.law_version,
        decided_on=signed_on,
        decider=CHAIRMAN,
        rounding=rounding,
        between_laws=between,
    )


Key = tuple[str, int | None, int | None, int | None, int]


def subject_key(line: DecisionLine) -> Key:
    """Whom and which period the money is for."""
    return (line.subject_kind, line.person_id, line.collective_id, line.household_id, line.decision.year)


def titles_of_the_period(lines: Sequence[DecisionLine]) -> dict[Key, list[RewardPayment]]:
    """Payments for titles that subjects of these lines already have for the same period, by other decisions. One query."""
    where = Q(pk__in=[])
    for field in ("person", "collective", "household"):
        ids = {getattr(line, f"{field}_id") for line in lines} - {None}
        where |= Q(**{f"line__{field}__in": ids}) if ids else Q(pk__in=[])
    rows = RewardPayment.objects.filter(
        where, state__in=STILL_DUE, line__decision__year__in={x.decision.year for x in lines}
    )
    found: dict[Key, list[RewardPayment]] = defaultdict(list)
    for payment in rows.exclude(line__in=lines).select_related("line__decision"):
        if is_title(payment.line.award):
            found[subject_key(payment.line)].append(payment)
    return found


@dataclass(frozen=True)
class Totals:
    """Sums in đồng and numbers of one or many decisions, by state."""

    by_state: list[tuple[str, str, int, int]]

    def of(self, *states: str) -> int:
        """The sum of some states."""
        return sum(amount for state, _, _, amount in self.by_state if state in states)

    @property
    def to_pay(self) -> int:
        return self.of(PayState.TO_PAY)

    @property
    def paid(self) -> int:
        return self.of(PayState.PAID)

    @property
    def whole(self) -> int:
        """What was or is to be paid."""
        return self.of(PayState.TO_PAY, PayState.PAID)

    @property
    def open(self) -> int:
        """How many have no amount yet."""
        return sum(number for state, _, number, _ in self.by_state if state == PayState.OPEN)


def totals(payments: QuerySet[RewardPayment]) -> Totals:
    """One query."""
    rows = payments.order_by().values("state").annotate(n=Count("pk"), total=Sum("amount"))
    found = {row["state"]: (row["n"], int(row["total"] or 0)) for row in rows}
    return Totals([(state.value, state.label, *found[state]) for state in PayState if state in found])


def payment_rows(signed: SignedDecision, state: str = "") -> QuerySet[RewardPayment]:
    """Payments in the order of the annex."""
    rows = RewardPayment.objects.filter(line__decision=signed.decision_id).select_related(
        "line__unit", "line__decision"
    )
    rows = rows.filter(state=state) if state in PayState.values else rows
    return rows.order_by("line__order", "pk")


def amounts(lines: Iterable[DecisionLine]) -> dict[int, RewardPayment]:
    """{line id: payment}. One query."""
    return {row.line_id: row for row in RewardPayment.objects.filter(line__in=[line.pk for line in lines])}
