"""Criteria where one of several stated results is chosen: bands, grade, boolean, check list; and free points."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from campaigns.scoring.components import Score
from campaigns.scoring.fields import TWICE, Fields, own_key
from campaigns.scoring.figures import ZERO

from .base import Kind


@dataclass(frozen=True)
class Interval:
    """From `min` to `max`; the lower bound belongs to it and the upper one does not, unless the table says so."""

    min: Fraction | None
    max: Fraction | None
    min_inclusive: bool = True
    max_inclusive: bool = False

    @classmethod
    def read(cls, fields: Fields) -> "Interval":
        return cls(
            fields.decimal("min"),
            fields.decimal("max"),
            fields.flag("min_inclusive", True),
            fields.flag("max_inclusive", False),
        )

    def __contains__(self, value: Fraction) -> bool:
        above = self.min is None or value > self.min or (self.min_inclusive and value == self.min)
        below = self.max is None or value < self.max or (self.max_inclusive and value == self.max)
        return above and below


@dataclass(frozen=True)
class Band:
    code: str | None
    points: Fraction
    interval: Interval
    volume_class: str | None


@dataclass(frozen=True)
class Bands(Kind):
    """Alternatives by value, where the table says so within a class of volume."""

    bands: tuple[Band, ...]
    classes: Mapping[str, Interval]
    default: Fraction | None

    @classmethod
    def read(cls, fields, role, maximum):
        classes = _read_classes(fields)
        return cls(_read_bands(fields, classes), classes, fields.decimal("default"))

    def read_entry(self, fields):
        found = {"value": fields.decimal("value"), "band": fields.text("band")}
        return found | ({"volume": fields.decimal("volume")} if self.classes else {})

    def allowed_points(self, criterion):
        return {band.points for band in self.bands} | ({self.default} - {None})

    def score(self, criterion, entry, note, peers=None):
        if entry.band is not None:
            named = [band for band in self.bands if band.code == entry.band and self._in_class(band, entry.volume)]
            return self._chosen(named, entry.band, None, note)
        if entry.value is None or (self.classes and entry.volume is None):
            return None
        matching = [b for b in self.bands if entry.value in b.interval and self._in_class(b, entry.volume)]
        return self._chosen(matching, entry.value, self.default, note)

    def _in_class(self, band: Band, volume: Fraction | None) -> bool:
        return band.volume_class is None or volume is None or volume in self.classes[band.volume_class]

    def _chosen(self, bands: list[Band], entered, default, note) -> Score | None:
        if len(bands) == 1:
            return Score.plain(bands[0].points)
        if not bands and default is not None:
            return Score.plain(default)
        note("BAND_OVERLAP" if bands else "NO_BAND", entered=entered)
        return None


def _read_classes(fields: Fields) -> dict[str, Interval]:
    taken: set[str] = set()
    found = {own_key(item, "code", taken): Interval.read(item) for item in fields.groups("classes")}
    return {code: interval for code, interval in found.items() if code is not None}


def _read_bands(fields: Fields, classes: Mapping[str, Interval]) -> tuple[Band, ...]:
    found = []
    taken: dict[str | None, set[str]] = {}
    for item in fields.groups("bands"):
        volume_class = item.choice("class", classes)
        code = own_key(item, "code", taken.setdefault(volume_class, set()))
        points = item.decimal("points", required=True)
        found.append(Band(code, points if points is not None else ZERO, Interval.read(item), volume_class))
    return tuple(found)


@dataclass(frozen=True)
class Grade(Kind):
    grades: Mapping[str, Fraction]

    @classmethod
    def read(cls, fields, role, maximum):
        grades = fields.group("grades")
        return cls({} if grades is None else grades.decimals())

    def read_entry(self, fields):
        return {"grade": fields.text("grade")}

    def allowed_points(self, criterion):
        return set(self.grades.values())

    def score(self, criterion, entry, note, peers=None):
        if entry.grade is None:
            return None
        if entry.grade not in self.grades:
            note("UNKNOWN_GRADE", entered=entry.grade)
            return None
        return Score.plain(self.grades[entry.grade])


@dataclass(frozen=True)
class Boolean(Kind):
    needs_max = True

    def read_entry(self, fields):
        return {"flag": fields.flag("value")}

    def allowed_points(self, criterion):
        return {ZERO, criterion.max}

    def score(self, criterion, entry, note, peers=None):
        return None if entry.flag is None else Score.plain(criterion.max if entry.flag else ZERO)


@dataclass(frozen=True)
class Checklist(Kind):
    items: Mapping[str, Fraction]

    @classmethod
    def read(cls, fields, role, maximum):
        found: dict[str, Fraction] = {}
        for item in fields.groups("items"):
            code, points = item.text("code", required=True), item.decimal("points", required=True)
            if code in found:
                item.fault("code", TWICE.format(code))
            elif code is not None:
                found[code] = points if points is not None else ZERO
        return cls(found)

    def read_entry(self, fields):
        done = fields.texts("done")
        return {"done": None if done is None else tuple(dict.fromkeys(done))}

    def score(self, criterion, entry, note, peers=None):
        if entry.done is None:
            return None
        for code in entry.done:
            if code not in self.items:
                note("UNKNOWN_ITEM", rule=code, entered=code)
        return Score.plain(sum((self.items[code] for code in entry.done if code in self.items), ZERO))


@dataclass(frozen=True)
class Free(Kind):
    """Points as entered; the rules of entered points apply to it before it is asked."""

    def score(self, criterion, entry, note, peers=None):
        return None


@dataclass(frozen=True)
class Disqualify(Kind):
    """No points: true takes the unit out of the ranking."""

    takes_points = False
    has_max = False
    required_by_default = False

    def read_entry(self, fields):
        return {"flag": fields.flag("value")}

    def score(self, criterion, entry, note, peers=None):
        if entry.flag is None:
            return None
        plain = Score.plain(ZERO)
        return Score(plain.entered, plain.strict, disqualifying=(criterion.code,)) if entry.flag else plain
