"""What a check came to: yes, no, or not to be told from what is on record; with the figures and in words."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from .words import name_of

Figure = int | str | bool | None


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """`asks` and `has` are the two halves of the sentence; `assumed`: decided on a figure the law did not give."""

    passed: bool | None
    required: Figure = None
    found: Figure = None
    missing: tuple[str, ...] = ()
    asks: str = ""
    has: str = ""
    assumed: bool = False

    @property
    def sentence(self) -> str:
        """For the clerk: what is asked, what is there, what to do."""
        ends = {True: "Đạt", False: "Không đạt", None: "Cần xem xét"}
        words = [part for part in (self.asks, self.has) if part]
        lacking = f" Cần bổ sung: {', '.join(map(name_of, self.missing))}." if self.missing else ""
        return f"{ends[self.passed]}. {'; '.join(words)}.{lacking}" if words else f"{ends[self.passed]}.{lacking}"


def either(outcomes: Iterable[Outcome]) -> Outcome:
    """One of them is enough."""
    outcomes = list(outcomes)
    known = [outcome.passed for outcome in outcomes]
    passed = True if True in known else None if None in known else False
    parts = "; ".join(f"({number}) {_part(outcome)}" for number, outcome in enumerate(outcomes, start=1))
    return Outcome(passed=passed, missing=_missing(outcomes, passed), asks=f"Cần một trong các điều kiện: {parts}")


def together(outcomes: Iterable[Outcome]) -> Outcome:
    """All of them are needed."""
    outcomes = list(outcomes)
    known = [outcome.passed for outcome in outcomes]
    passed = False if False in known else None if None in known else True
    parts = " và ".join(map(_part, outcomes))
    return Outcome(passed=passed, missing=_missing(outcomes, passed), asks=parts[:1].upper() + parts[1:])


def _part(outcome: Outcome) -> str:
    """As a part of a sentence."""
    asks = outcome.asks[:1].lower() + outcome.asks[1:]
    return f"{asks} ({outcome.has})" if outcome.has else asks


def _missing(outcomes: list[Outcome], passed: bool | None) -> tuple[str, ...]:
    if passed is not None:
        return ()
    return tuple(dict.fromkeys(path for outcome in outcomes if outcome.passed is None for path in outcome.missing))


def lacking(outcome: Outcome, *paths: str) -> Outcome:
    """Not to be told without these."""
    return replace(outcome, passed=None, missing=paths)
