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
    asks, has = _joined(outcomes, " hoặc ")
    known = [outcome.passed for outcome in outcomes]
    passed = True if True in known else None if None in known else False
    return Outcome(passed=passed, missing=_missing(outcomes, passed), asks=asks, has=has)


def together(outcomes: Iterable[Outcome]) -> Outcome:
    """All of them are needed."""
    outcomes = list(outcomes)
    asks, has = _joined(outcomes, " và ")
    known = [outcome.passed for outcome in outcomes]
    passed = False if False in known else None if None in known else True
    return Outcome(passed=passed, missing=_missing(outcomes, passed), asks=f"({asks})", has=has)


def _joined(outcomes: list[Outcome], word: str) -> tuple[str, str]:
    first, *rest = [outcome.asks for outcome in outcomes]
    asks = word.join([first, *(text[:1].lower() + text[1:] for text in rest)])
    return asks, ", ".join(outcome.has for outcome in outcomes if outcome.has)


def _missing(outcomes: list[Outcome], passed: bool | None) -> tuple[str, ...]:
    if passed is not None:
        return ()
    return tuple(dict.fromkeys(path for outcome in outcomes if outcome.passed is None for path in outcome.missing))


def lacking(outcome: Outcome, *paths: str) -> Outcome:
    """Not to be told without these."""
    return replace(outcome, passed=None, missing=paths)
