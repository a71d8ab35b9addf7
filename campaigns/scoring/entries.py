"""What was entered for units: one sheet per stage, or one per scorer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction


@dataclass(frozen=True)
class Entry:
    """Raw input for one criterion; a kind looks only at the fields it knows."""

    na: bool = False
    points: Fraction | None = None  # a number a person entered instead of facts
    actual: Fraction | None = None
    plan: Fraction | None = None
    value: Fraction | None = None
    volume: Fraction | None = None
    band: str | None = None
    cases: Mapping[str, int] | None = None
    granted: Mapping[str, Fraction] | None = None
    done: tuple[str, ...] | None = None
    flag: bool | None = None
    grade: str | None = None
    days_late: tuple[int, ...] | None = None


@dataclass(frozen=True)
class Sheet:
    """Entries of one stage by criterion; `strangers` are codes that name no criterion of the table."""

    entries: Mapping[str, Entry] = field(default_factory=dict)
    strangers: tuple[str, ...] = ()
    scorer: str | None = None

    def __bool__(self) -> bool:
        return bool(self.entries or self.strangers)


@dataclass(frozen=True)
class Unit:
    id: str
    name: str | None = None
    subject: str | None = None
    sheets: Mapping[str, tuple[Sheet, ...]] = field(default_factory=dict)  # by stage
    numbers: Mapping[str, Fraction] = field(default_factory=dict)  # facts used to part ties
    truths: Mapping[str, bool] = field(default_factory=dict)  # facts used as conditions
    women: bool | None = None

    def has_input(self, stage: str) -> bool:
        return any(self.sheets.get(stage, ()))
