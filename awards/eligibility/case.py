"""What is asked: one award for one subject, with the facts on record. Nothing here is judged yet."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

WORK = "CONG_TRANG"  # merit in regular work: the only type that carries a higher award


@dataclass(frozen=True)
class Grant:
    """An award on the ledger; `year` is the year of the achievement."""

    award: str
    year: int
    type: str
    decided_on: date | None = None
    revoked_on: date | None = None
    achievement_id: str | None = None


@dataclass(frozen=True)
class Initiative:
    """`uses`: what it has served so far, "title" or "commendation", None where that is not recorded."""

    path: str
    id: str | None
    year: int | None
    scope: str | None
    certified: bool | None
    uses: tuple[str | None, ...] = ()


@dataclass(frozen=True)
class Restriction:
    """A span in which the subject may not be proposed; `end` is the first free day."""

    path: str
    start: date | None
    end: date | None
    outcome: str | None


@dataclass(frozen=True)
class Discipline:
    path: str
    ends_on: date | None


@dataclass(frozen=True)
class Subject:
    """`facts` by their path below the subject: `composition.members`, `bloc.rank`, `flags.unity`."""

    category: str = "cbccvc"
    ratings: Mapping[int, str] = field(default_factory=dict)
    grants: tuple[Grant, ...] = ()
    initiatives: tuple[Initiative, ...] = ()
    restrictions: tuple[Restriction, ...] = ()
    disciplines: tuple[Discipline, ...] = ()
    dissolved_on: date | None = None
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Case:
    """One proposal. `day` is the day of the hold check, `year` the last year that counts."""

    award: str
    kind: str
    type: str
    limb: str
    filed_on: date
    accepted_on: date | None
    decided_on: date | None
    day: date
    year: int
    prefer_newer_law: bool
    achievement_id: str | None
    decider: str | None
    rounding: str | None
    ratios: Mapping[str, Fraction]
    subject: Subject

    @property
    def deciding_day(self) -> date:
        """The day by which the power to decide is judged."""
        return self.decided_on or self.filed_on

    def fact(self, path: str):
        """What is recorded, or None."""
        return self.subject.facts.get(path)
