"""Points taken for late reports by a scale of days, and earned for early ones."""

from dataclasses import dataclass
from fractions import Fraction

from campaigns.scoring.components import Components, Score
from campaigns.scoring.entries import Entry
from campaigns.scoring.fields import Fields
from campaigns.scoring.figures import ZERO

from .base import Kind
from .base_points import NodeCaps, Sides, note_penalty_over_max, read_base


@dataclass(frozen=True)
class Row:
    """From `first` days on, below `end` (None: no end)."""

    first: int
    end: int | None
    points: Fraction

    def __contains__(self, days: int) -> bool:
        return self.first <= days and (self.end is None or days < self.end)


@dataclass(frozen=True)
class Early:
    days: int
    points: Fraction


@dataclass(frozen=True)
class Lateness(Kind):
    scale: tuple[Row, ...]
    early: tuple[Early, ...]
    base: Fraction
    caps: NodeCaps

    takes_points = False
    required_by_default = False

    @classmethod
    def read(cls, fields, role, maximum):
        default = maximum if role == "standard" else ZERO
        base = read_base(fields, maximum, default)
        return cls(_read_scale(fields), _read_early(fields), base, NodeCaps.read(fields))

    def read_entry(self, fields):
        days = fields.wholes("days_late")
        return {"days_late": None if days is None else tuple(days)}

    def blank(self, criterion, note):
        return self.score(criterion, Entry(), note)

    def score(self, criterion, entry, note, peers=None):
        days = entry.days_late or ()
        gathered = Sides(
            bonus=sum((self._earned(-day) for day in days if day < 0), ZERO),
            penalty=sum((self._cost(day, note) for day in days if day > 0), ZERO),
        )
        sides = self.caps.cut(gathered, note)
        note_penalty_over_max(criterion.max, self.base, sides.penalty, note)
        components = Components(standard=self.base, bonus=sides.bonus, penalty=sides.penalty)
        return Score(components, components)

    def _cost(self, days: int, note) -> Fraction:
        rows = [row for row in self.scale if days in row]
        if not rows:
            note("LATE_GAP", entered=Fraction(days))
            return ZERO
        # Rows without an end overlap on purpose: the one that begins last is meant.
        return max(rows, key=lambda row: (row.first, row.points)).points

    def _earned(self, days: int) -> Fraction:
        rows = [row for row in self.early if days >= row.days]
        return max(rows, key=lambda row: (row.days, row.points)).points if rows else ZERO


def _read_scale(fields: Fields) -> tuple[Row, ...]:
    found = []
    for item in fields.groups("scale"):
        first, end = item.whole("from", required=True), item.whole("to")
        points = item.decimal("points", required=True, negative=False)
        if first is not None and end is not None and end <= first:
            item.fault("to", "Phải lớn hơn số ngày ở khóa from.")
        elif first is not None and points is not None:
            found.append(Row(first, end, points))
    return tuple(found)


def _read_early(fields: Fields) -> tuple[Early, ...]:
    found = []
    for item in fields.groups("early"):
        days = item.count("days", required=True)
        points = item.decimal("points", required=True, negative=False)
        if days is not None and points is not None:
            found.append(Early(days, points))
    return tuple(found)
