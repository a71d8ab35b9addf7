"""The criteria table as a tree: parts and criteria, stages, caps, and what each is worth."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from .figures import Rounding

if TYPE_CHECKING:
    from .kinds import Kind

ROLES = ("standard", "bonus", "penalty")
STANDARD, BONUS, PENALTY = ROLES


@dataclass(frozen=True)
class Stage:
    code: str
    many: bool = False
    combine: str = "mean"
    expected_scorers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Caps:
    """Limits the whole table states; they cut."""

    excess_total: Fraction | None = None
    bonus_total: Fraction | None = None
    penalty_total: Fraction | None = None
    grand_total: Fraction | None = None


@dataclass(frozen=True)
class Criterion:
    """A leaf: what is scored."""

    code: str
    kind: "Kind"
    role: str
    max: Fraction | None
    caps: bool  # entered points over max are cut, not only reported
    required: bool
    stages: tuple[str, ...]
    final_stage: str

    @property
    def weighs(self) -> bool:
        """Does it carry part of the standard total, so that leaving it out changes the scale?"""
        return self.role == STANDARD and self.max is not None


@dataclass(frozen=True)
class Part:
    """An inner node: the sum of what is below it."""

    code: str
    role: str
    max: Fraction | None
    caps: bool
    children: tuple["Part | Criterion", ...]


Node = Part | Criterion


@dataclass(frozen=True)
class Table:
    nodes: tuple[Node, ...]
    stages: tuple[Stage, ...]
    final_stage: str
    declared_total: Fraction | None = None
    bonus_inside: bool = False
    missing: str = "incomplete"
    entry_step: Fraction | None = None
    rounding: Rounding = field(default_factory=Rounding)
    caps: Caps = field(default_factory=Caps)

    @property
    def criteria(self) -> list[Criterion]:
        return [node for node in walk(self.nodes) if isinstance(node, Criterion)]

    @property
    def computed_total(self) -> Fraction:
        """Sum of the maxima of all criteria that count towards the declared total."""
        counted = (STANDARD, BONUS) if self.bonus_inside else (STANDARD,)
        return sum((leaf.max for leaf in self.criteria if leaf.role in counted and leaf.max is not None), Fraction(0))


def walk(nodes: tuple[Node, ...]) -> Iterator[Node]:
    """Every node, parents before children."""
    for node in nodes:
        yield node
        if isinstance(node, Part):
            yield from walk(node.children)
