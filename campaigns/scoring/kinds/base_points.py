"""Where criteria that add and subtract begin: the base, and the caps of the node."""

from dataclasses import dataclass
from fractions import Fraction

from campaigns.scoring.fields import MISSING, NOT_DECIMAL, Fields
from campaigns.scoring.figures import ZERO, decimal_of
from campaigns.scoring.violations import Note


def read_base(fields: Fields, maximum: Fraction | None, default: Fraction | None) -> Fraction:
    """`"max"` or a decimal."""
    stated = fields.raw("base")
    if stated is None:
        return ZERO if default is None else default
    if stated == "max":
        if maximum is None:
            fields.fault("max", MISSING)
        return ZERO if maximum is None else maximum
    found = decimal_of(stated)
    if found is None:
        fields.fault("base", f"{NOT_DECIMAL} Hoặc ghi max.")
    return ZERO if found is None else found


@dataclass(frozen=True)
class Sides:
    """Bonus and penalty gathered at a node."""

    bonus: Fraction = ZERO
    penalty: Fraction = ZERO


@dataclass(frozen=True)
class NodeCaps:
    penalty_cap: Fraction | None
    bonus_cap: Fraction | None

    @classmethod
    def read(cls, fields: Fields) -> "NodeCaps":
        return cls(fields.decimal("penalty_cap", negative=False), fields.decimal("bonus_cap", negative=False))

    def cut(self, sides: Sides, note: Note, granted: frozenset[str] = frozenset()) -> Sides:
        """A cap cuts, but what a person granted is kept and reported; `granted` names those sides."""
        return Sides(
            _cut(sides.bonus, self.bonus_cap, "bonus_cap", "bonus" in granted, note),
            _cut(sides.penalty, self.penalty_cap, "penalty_cap", "penalty" in granted, note),
        )

    def strict(self, sides: Sides) -> Sides:
        return Sides(
            sides.bonus if self.bonus_cap is None else min(sides.bonus, self.bonus_cap),
            sides.penalty if self.penalty_cap is None else min(sides.penalty, self.penalty_cap),
        )


def _cut(amount: Fraction, cap: Fraction | None, rule: str, by_hand: bool, note: Note) -> Fraction:
    if cap is None or amount <= cap:
        return amount
    note("OVER_CAP" if by_hand else "CAP_APPLIED", rule=rule, entered=amount, allowed=cap)
    return amount if by_hand else cap


def note_penalty_over_max(maximum: Fraction | None, base: Fraction, penalty: Fraction, note: Note) -> None:
    """More is taken away than there was."""
    if maximum is not None and base == maximum and penalty > base:
        note("PENALTY_OVER_MAX", entered=penalty, allowed=maximum)
