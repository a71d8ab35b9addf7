"""Criteria that measure an actual against a plan: proportional, reverse, relative to the best of the bloc."""

from dataclasses import dataclass
from fractions import Fraction

from campaigns.scoring.components import Components, Score
from campaigns.scoring.entries import Entry
from campaigns.scoring.fields import Fields
from campaigns.scoring.figures import ZERO
from campaigns.scoring.violations import Note

from .base import Kind

HUNDRED = Fraction(100)


@dataclass(frozen=True)
class Excess:
    """What lies over the plan goes to bonus: `rate` % of the maximum per 1 % over, at most `cap_percent` %."""

    rate: Fraction
    cap_percent: Fraction | None
    whole_percent: bool

    @classmethod
    def read(cls, fields: Fields | None) -> "Excess | None":
        if fields is None:
            return None
        rate = fields.decimal("rate", negative=False)
        cap = fields.decimal("cap_percent", negative=False)
        return cls(Fraction(1) if rate is None else rate, cap, fields.flag("whole_percent", False))

    def bonus(self, maximum: Fraction, ratio: Fraction, note: Note) -> Fraction:
        over = (ratio - 1) * HUNDRED
        if over <= 0:
            return ZERO
        percent = (Fraction(over // 1) if self.whole_percent else over) * self.rate
        if self.cap_percent is not None and percent > self.cap_percent:
            allowed = maximum * self.cap_percent / HUNDRED
            note("CAP_APPLIED", rule="excess", entered=maximum * percent / HUNDRED, allowed=allowed)
            return allowed
        return maximum * percent / HUNDRED


def _quantities(fields: Fields) -> dict:
    return {"actual": fields.decimal("actual"), "plan": fields.decimal("plan")}


def _negative(entry_values: tuple[Fraction | None, ...], note: Note) -> bool:
    found = [value for value in entry_values if value is not None and value < 0]
    for value in found:
        note("NEGATIVE_INPUT", entered=value)
    return bool(found)


@dataclass(frozen=True)
class Proportional(Kind):
    """Maximum × actual ÷ plan, up to the maximum."""

    plan: Fraction | None = None
    excess: Excess | None = None
    zero_gives_max: bool = False

    needs_max = True

    @classmethod
    def read(cls, fields, role, maximum):
        excess = Excess.read(fields.group("excess"))
        zero_gives_max = fields.choice("on_zero", ("max",)) == "max"
        return cls(fields.decimal("plan", negative=False), excess, zero_gives_max)

    def read_entry(self, fields):
        return _quantities(fields)

    def _divided(self, actual: Fraction, plan: Fraction) -> tuple[Fraction, Fraction, str]:
        """Upper and lower side of the ratio, and the code where the lower one is zero."""
        return actual, plan, "PLAN_ZERO"

    def score(self, criterion, entry: Entry, note, peers=None):
        plan = self.plan if entry.plan is None else entry.plan
        if _negative((entry.actual, entry.plan), note) or entry.actual is None or plan is None:
            return None
        upper, lower, zero = self._divided(entry.actual, plan)
        if lower == 0:
            if self.zero_gives_max:
                return Score.plain(criterion.max)
            note(zero, entered=lower)
            return None
        return self._of_ratio(criterion.max, upper / lower, note)

    def _of_ratio(self, maximum: Fraction, ratio: Fraction, note: Note) -> Score:
        excess = self.excess.bonus(maximum, ratio, note) if self.excess else ZERO
        components = Components(standard=maximum * min(ratio, Fraction(1)), excess=excess)
        return Score(components, components)


@dataclass(frozen=True)
class Reverse(Proportional):
    """Maximum × plan ÷ actual: the lower the better."""

    def _divided(self, actual, plan):
        return plan, actual, "ACTUAL_ZERO"


@dataclass(frozen=True)
class Peers:
    """What the whole bloc reached at one stage: the best ratio, and the largest actual without a target."""

    best: Fraction | None
    largest: Fraction | None


@dataclass(frozen=True)
class Relative(Kind):
    """Half the maximum for the plan, the whole of it for the best of the bloc, in a straight line between."""

    plan: Fraction | None = None

    needs_max = True

    @classmethod
    def read(cls, fields, role, maximum):
        return cls(fields.decimal("plan", negative=False))

    def read_entry(self, fields):
        return _quantities(fields)

    def _target(self, entry: Entry) -> Fraction | None:
        return self.plan if entry.plan is None else entry.plan

    def peers(self, entries: list[Entry]) -> Peers:
        """All units with an entry take part, ranked or not."""
        real = [entry for entry in entries if self._takes_part(entry)]
        ratios = [entry.actual / self._target(entry) for entry in real if self._target(entry)]
        free = [entry.actual for entry in real if not self._target(entry)]
        return Peers(max(ratios, default=None), max(free, default=None))

    def _takes_part(self, entry: Entry) -> bool:
        if entry.na or entry.actual is None or entry.actual < 0:
            return False
        return entry.plan is None or entry.plan >= 0

    def score(self, criterion, entry, note, peers: Peers | None = None):
        if _negative((entry.actual, entry.plan), note) or entry.actual is None:
            return None
        target = self._target(entry)
        if not target:
            return self._without_target(criterion.max, entry.actual, target, note, peers)
        return Score.plain(_between(criterion.max, entry.actual / target, peers.best))

    def _without_target(self, maximum, actual, target, note, peers: Peers) -> Score | None:
        if target is not None:
            note("TARGET_ZERO", entered=target)
        if peers.largest == 0:
            note("GROUP_MAX_ZERO", entered=actual)
            return None
        return Score.plain(maximum * actual / peers.largest)


def _between(maximum: Fraction, ratio: Fraction, best: Fraction) -> Fraction:
    """Above the plan the best itself comes to the whole maximum."""
    half = maximum / 2
    if ratio <= 1:
        return half * ratio
    return half + half * (ratio - 1) / (best - 1)
