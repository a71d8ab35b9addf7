"""What a check works on."""

from dataclasses import dataclass

from awards.law import Award, Law

from .case import Case
from .history import History


@dataclass(frozen=True)
class Bench:
    """All a check may look at."""

    case: Case
    history: History
    law: Law
    award: Award
