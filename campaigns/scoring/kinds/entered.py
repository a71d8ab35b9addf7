"""A number a person entered: kept as entered, measured against what the table allows."""

from fractions import Fraction
from typing import TYPE_CHECKING

from campaigns.scoring.components import Components, Score
from campaigns.scoring.violations import Note

if TYPE_CHECKING:
    from campaigns.scoring.tree import Criterion


def score_entered(criterion: "Criterion", points: Fraction, step: Fraction | None, note: Note) -> Score | None:
    """Points typed instead of facts; a negative number gives none."""
    if points < 0:
        note("NEGATIVE_INPUT", entered=points)
        return None
    if step is not None and points % step:
        note("NOT_ON_STEP", entered=points, allowed=step)
    if criterion.max is not None and points > criterion.max:
        return _over_max(criterion, points, note)
    allowed = criterion.kind.allowed_points(criterion)
    if allowed is not None and points not in allowed:
        note("POINTS_NOT_ALLOWED", entered=points)
    return Score.plain(points)


def _over_max(criterion: "Criterion", points: Fraction, note: Note) -> Score:
    if criterion.caps:
        note("CAP_APPLIED", entered=points, allowed=criterion.max)
        return Score.plain(criterion.max)
    note("OVER_MAX", entered=points, allowed=criterion.max)
    return Score(Components(standard=points), Components(standard=criterion.max))
