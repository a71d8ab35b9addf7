"""Competition ranking (1, 1, 3): total, then tie-breaks in order; who is not ranked, and why."""

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import groupby

from .entries import Unit
from .figures import Rounding
from .views import View
from .violations import Ledger

NODE_KINDS = ("node", "node_min")
DISQUALIFIED, INCOMPLETE = "DISQUALIFIED", "INCOMPLETE"


@dataclass(frozen=True)
class TieBreak:
    kind: str
    node: str | None = None
    fact: str | None = None
    ascending: bool = False

    def value(self, contender: "Contender") -> Fraction | None:
        """What decides, the larger first; None where the unit has no such value."""
        if self.kind == "women":
            return None if contender.unit.women is None else Fraction(contender.unit.women)
        found = self._found(contender)
        return -found if self.ascending and found is not None else found

    def _found(self, contender: "Contender") -> Fraction | None:
        if self.kind == "node":
            return contender.points_of(self.node)
        if self.kind == "fact":
            return contender.unit.numbers.get(self.fact)
        return contender.component(self.kind)


@dataclass(frozen=True)
class Condition:
    """A minimum: a unit that does not meet it is not ranked. An absent fact meets nothing."""

    code: str
    kind: str
    node: str | None = None
    fact: str | None = None
    value: Fraction | None = None

    def holds(self, contender: "Contender") -> bool:
        if self.kind in ("fact_true", "fact_false"):
            return contender.unit.truths.get(self.fact) is (self.kind == "fact_true")
        found = contender.total if self.kind == "total_min" else contender.points_of(self.node)
        return found is not None and found >= self.value


@dataclass(frozen=True)
class Level:
    label: str
    min: Fraction


@dataclass(frozen=True)
class RankingRules:
    strict: bool = False
    tie_breaks: tuple[TieBreak, ...] = ()
    manual: bool = False
    conditions: tuple[Condition, ...] = ()
    levels: tuple[Level, ...] = ()

    def level(self, total: Fraction) -> str | None:
        """The highest level whose minimum is reached."""
        reached = [level for level in self.levels if total >= level.min]
        return max(reached, key=lambda level: level.min).label if reached else None


@dataclass(frozen=True)
class Contender:
    """A unit with its final view; figures are those printed, so that equal on paper is equal here."""

    unit: Unit
    view: View
    rounding: Rounding
    strict: bool
    disqualified: bool
    may_be_incomplete: bool

    @property
    def total(self) -> Fraction:
        return self.rounding.of_print(self.view.strict_total if self.strict else self.view.total)

    def points_of(self, node: str) -> Fraction | None:
        found = self.view.points_of(node)
        return None if found is None else self.rounding.of_print(found)

    def component(self, name: str) -> Fraction:
        sums = self.view.sums.entered
        return self.rounding.of_print({"bonus": sums.all_bonus}.get(name, getattr(sums, name)))

    def reasons(self, rules: RankingRules) -> tuple[str, ...]:
        """Why it is not ranked; nothing if it is."""
        found = [DISQUALIFIED] if self.disqualified else []
        if not self.view.complete and not self.may_be_incomplete:
            found.append(INCOMPLETE)
        return (*found, *(condition.code for condition in rules.conditions if not condition.holds(self)))


@dataclass(frozen=True)
class Place:
    contender: Contender
    rank: int | None = None
    decided_by: str | None = None
    tied_with: tuple[str, ...] = ()
    needs_decision: bool = False
    level: str | None = None
    not_ranked: tuple[str, ...] = field(default=())


def rank(contenders: list[Contender], rules: RankingRules, ledger: Ledger) -> list[Place]:
    """Best first, those not ranked last; equals by id, so that the order of input does not matter."""
    ordered = sorted(contenders, key=_best_first)
    reasons = {contender.unit.id: contender.reasons(rules) for contender in ordered}
    places: list[Place] = []
    ranked = [contender for contender in ordered if not reasons[contender.unit.id]]
    for _, equals in groupby(ranked, key=lambda contender: contender.total):
        for group, depth in _parted(list(equals), rules.tie_breaks, ledger):
            places += _places(group, depth, len(places) + 1, rules)
    unranked = [contender for contender in ordered if reasons[contender.unit.id]]
    return places + [Place(contender, not_ranked=reasons[contender.unit.id]) for contender in unranked]


def _best_first(contender: Contender) -> tuple[Fraction, str]:
    return -contender.total, contender.unit.id


def _parted(group: list[Contender], breaks: tuple[TieBreak, ...], ledger: Ledger, depth: int = 0):
    """The group in order, as pairs of those still equal and the tie-break that set them apart (0: the total)."""
    deepest = depth
    for number, tie_break in enumerate(breaks[depth:], start=depth + 1):
        if len(group) == 1:
            break
        value = _values(group, tie_break, number, ledger)
        if value is None:
            continue
        group = sorted(group, key=lambda contender: (-value(contender), contender.unit.id))
        parts = [list(part) for _, part in groupby(group, key=value)]
        if len(parts) > 1:
            return [found for part in parts for found in _parted_from(part, breaks, ledger, number)]
    return [(group, deepest)]


def _parted_from(group: list[Contender], breaks: tuple[TieBreak, ...], ledger: Ledger, number: int):
    return [(group, number)] if len(group) == 1 else _parted(group, breaks, ledger, number)


def _values(group, tie_break: TieBreak, number: int, ledger: Ledger) -> Callable[[Contender], Fraction] | None:
    """How to read the value; None, and a note for each without one, where the tie-break is set aside."""
    without = [contender for contender in group if tie_break.value(contender) is None]
    for contender in without:
        rule = f"TIE_BREAK_{number}"
        ledger.add("TIE_BREAK_VALUE_MISSING", unit=contender.unit.id, node=tie_break.node, rule=rule)
    return None if without else tie_break.value


def _places(group: list[Contender], depth: int, first: int, rules: RankingRules) -> list[Place]:
    decided_by = "SHARED" if len(group) > 1 else f"TIE_BREAK_{depth}" if depth else "TOTAL"
    ids = [contender.unit.id for contender in group]
    return [
        Place(
            contender,
            rank=first,
            decided_by=decided_by,
            tied_with=tuple(unit for unit in ids if unit != contender.unit.id),
            needs_decision=rules.manual and len(group) > 1,
            level=rules.level(contender.total),
        )
        for contender in group
    ]
