"""What every kind of criterion can do."""

from fractions import Fraction
from typing import TYPE_CHECKING

from campaigns.scoring.components import Score
from campaigns.scoring.entries import Entry
from campaigns.scoring.violations import Note

if TYPE_CHECKING:
    from campaigns.scoring.fields import Fields
    from campaigns.scoring.tree import Criterion


class Kind:
    """One way of turning facts into points. Frozen dataclasses below this hold what the table says about it."""

    takes_points = True  # may a person enter points instead of facts?
    needs_max = False  # is the maximum part of the formula, whatever the role?
    has_max = True
    required_by_default = True

    @classmethod
    def read(cls, fields: "Fields", role: str, maximum: Fraction | None) -> "Kind":
        """What the node says, faults noted."""
        return cls()

    def read_entry(self, fields: "Fields") -> dict:
        """The fields of an entry this kind looks at."""
        return {}

    def allowed_points(self, criterion: "Criterion") -> set[Fraction] | None:
        """The only points this kind can give; None where any number is possible."""
        return None

    def score(self, criterion: "Criterion", entry: Entry, note: Note, peers=None) -> Score | None:
        """Points for an entry; None where it gives none, with the reason noted if there is one to tell."""
        raise NotImplementedError

    def blank(self, criterion: "Criterion", note: Note) -> Score | None:
        """Points where no entry is required and none was made."""
        return None
