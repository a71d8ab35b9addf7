"""What a criterion is made of: standard, bonus, excess, penalty; each as entered and as the table allows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from statistics import median

from .figures import ZERO


@dataclass(frozen=True)
class Components:
    standard: Fraction = ZERO
    bonus: Fraction = ZERO
    excess: Fraction = ZERO
    penalty: Fraction = ZERO

    @property
    def all_bonus(self) -> Fraction:
        return self.bonus + self.excess

    @property
    def points(self) -> Fraction:
        return self.standard + self.bonus + self.excess - self.penalty

    def __add__(self, other: "Components") -> "Components":
        return Components(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))

    def __iter__(self):
        return iter((self.standard, self.bonus, self.excess, self.penalty))

    def each(self, change: Callable[[Fraction], Fraction]) -> "Components":
        return Components(*(change(part) for part in self))

    def under_role(self, role: str) -> "Components":
        """Role bonus moves standard to bonus, role penalty moves it to penalty."""
        if role == "bonus":
            return replace(self, standard=ZERO, bonus=self.bonus + self.standard)
        if role == "penalty":
            return replace(self, standard=ZERO, penalty=self.penalty + self.standard)
        return self

    def of_role(self, role: str) -> Fraction:
        """What an inner node with role bonus or penalty limits by its maximum."""
        return self.all_bonus if role == "bonus" else self.penalty

    def limited(self, role: str, limit: Fraction) -> "Components":
        """The bonus or the penalty cut to the limit; of a bonus the excess goes first."""
        if role == "penalty":
            return replace(self, penalty=min(self.penalty, limit))
        over = max(self.all_bonus - limit, ZERO)
        from_excess = min(over, self.excess)
        return replace(self, excess=self.excess - from_excess, bonus=self.bonus - (over - from_excess))


NOTHING = Components()


@dataclass(frozen=True)
class Score:
    """Points of one criterion: as entered, and strict, what the table allows; with the codes that bar the unit."""

    entered: Components
    strict: Components
    disqualifying: tuple[str, ...] = ()
    barring: tuple[str, ...] = ()  # rules that cost the award, not the place

    @classmethod
    def plain(cls, standard: Fraction) -> "Score":
        """Nothing to cut: both figures are the same."""
        return cls(Components(standard=standard), Components(standard=standard))

    def each(self, change: Callable[[Fraction], Fraction]) -> "Score":
        return self._both(lambda components: components.each(change))

    def under_role(self, role: str) -> "Score":
        return self._both(lambda components: components.under_role(role))

    def _both(self, change: Callable[[Components], Components]) -> "Score":
        entered = change(self.entered)
        return replace(self, entered=entered, strict=entered if self.strict == self.entered else change(self.strict))


def mean(values: list[Fraction]) -> Fraction:
    return sum(values, ZERO) / len(values)


COMBINED = {"mean": mean, "median": median}


def combined(scores: list[Score], how: str) -> Score:
    """One score out of those of several scorers, component by component."""
    return Score(
        _combined([score.entered for score in scores], COMBINED[how]),
        _combined([score.strict for score in scores], COMBINED[how]),
        _all_codes(score.disqualifying for score in scores),
        _all_codes(score.barring for score in scores),
    )


def _combined(parts: list[Components], how: Callable[[list[Fraction]], Fraction]) -> Components:
    return Components(*(how(list(values)) for values in zip(*parts, strict=True)))


def _all_codes(found: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for codes in found for code in codes))
