"""What a unit's results add up to: parts, totals, caps; as entered and strict."""

from dataclasses import dataclass, replace
from fractions import Fraction

from .components import NOTHING, Components
from .figures import ZERO
from .stages import Result, Results
from .tree import BONUS, PENALTY, STANDARD, Caps, Criterion, Node, Part, Table
from .violations import Note, silent


@dataclass(frozen=True)
class Sums:
    """Components of a part or of the whole, both figures."""

    entered: Components = NOTHING
    strict: Components = NOTHING

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(self.entered + other.entered, self.strict + other.strict)


@dataclass(frozen=True)
class PartView:
    part: Part
    sums: Sums


@dataclass(frozen=True)
class View:
    """One stage of a unit, or its final state."""

    results: Results
    parts: tuple[PartView, ...]
    sums: Sums
    total: Fraction
    strict_total: Fraction
    complete: bool
    rescaled: bool

    def points_of(self, node: str) -> Fraction | None:
        """Points of a part or criterion as entered; None where there are none."""
        if node in self.results:
            found = sums_of(self.results[node])
            return None if found is None else found.entered.points
        return next((view.sums.entered.points for view in self.parts if view.part.code == node), None)


def sums_of(result: Result) -> Sums | None:
    """A criterion's components; none where it is missing or does not apply, zeros where it was optional."""
    if result.na or result.missing:
        return None
    return Sums(result.score.entered, result.score.strict) if result.score else Sums()


class Adding:
    """Adds up the criteria of one view; `note` takes what caps and maxima have to say."""

    def __init__(self, table: Table, results: Results, note: Note = silent):
        self.table = table
        self.results = results
        self.note = note
        self.parts: list[PartView] = []

    def view(self) -> View:
        sums = self._children(self.table.nodes)
        factor = self._scale()
        if factor is not None:
            sums = Sums(_scaled(sums.entered, factor), _scaled(sums.strict, factor))
        entered = _capped(sums.entered, self.table.caps, self.note)
        strict = _capped(sums.strict, self.table.caps, silent)
        return View(
            results=self.results,
            parts=tuple(self.parts),
            sums=Sums(entered, strict),
            total=self._grand(entered.points, self.note),
            strict_total=self._grand(strict.points, silent),
            complete=not any(result.missing for result in self.results.values()),
            rescaled=factor is not None,
        )

    def _children(self, nodes: tuple[Node, ...]) -> Sums:
        total = Sums()
        for node in nodes:
            total += self._criterion(node) if isinstance(node, Criterion) else self._part(node)
        return total

    def _criterion(self, leaf: Criterion) -> Sums:
        result = self.results.get(leaf.code)
        return (result and sums_of(result)) or Sums()

    def _part(self, part: Part) -> Sums:
        place = len(self.parts)
        sums = self._limited(part, self._children(part.children))
        if self._is_seen(part):
            self.parts.insert(place, PartView(part, sums))
        return sums

    def _is_seen(self, part: Part) -> bool:
        return any(
            child.code in self.results if isinstance(child, Criterion) else self._is_seen(child)
            for child in part.children
        )

    def _limited(self, part: Part, sums: Sums) -> Sums:
        """A part of role bonus or penalty may not be worth more than its maximum."""
        if part.role == STANDARD or part.max is None:
            return sums
        strict = sums.strict
        if strict.of_role(part.role) > part.max:
            strict = strict.limited(part.role, part.max)
        amount = sums.entered.of_role(part.role)
        if amount <= part.max:
            return Sums(sums.entered, strict)
        self.note("CAP_APPLIED" if part.caps else "OVER_MAX", node=part.code, entered=amount, allowed=part.max)
        return Sums(sums.entered.limited(part.role, part.max) if part.caps else sums.entered, strict)

    def _scale(self) -> Fraction | None:
        """By how much the standard grows for what was left out; None where nothing was."""
        weighing = [result for result in self.results.values() if result.criterion.weighs]
        counted = [result for result in weighing if not self._is_left_out(result)]
        if len(counted) == len(weighing):
            return None
        whole, rest = (sum((result.criterion.max for result in results), ZERO) for results in (weighing, counted))
        return whole / rest if rest else Fraction(1)

    def _is_left_out(self, result: Result) -> bool:
        return result.na or (result.missing and self.table.missing == "rescale")

    def _grand(self, total: Fraction, note: Note) -> Fraction:
        return _cut(total, self.table.caps.grand_total, "grand_total", note)


def _scaled(components: Components, factor: Fraction) -> Components:
    return replace(components, standard=components.standard * factor)


def _capped(sums: Components, caps: Caps, note: Note) -> Components:
    excess = _cut(sums.excess, caps.excess_total, "excess_total", note)
    sums = replace(sums, excess=excess)
    if _cut(sums.all_bonus, caps.bonus_total, "bonus_total", note) != sums.all_bonus:
        sums = sums.limited(BONUS, caps.bonus_total)
    if _cut(sums.penalty, caps.penalty_total, "penalty_total", note) != sums.penalty:
        sums = sums.limited(PENALTY, caps.penalty_total)
    return sums


def _cut(amount: Fraction, cap: Fraction | None, rule: str, note: Note) -> Fraction:
    if cap is None or amount <= cap:
        return amount
    note("CAP_APPLIED", rule=rule, entered=amount, allowed=cap)
    return cap
