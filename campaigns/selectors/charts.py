"""Shapes of the charts that the server draws as SVG. Lengths are texts: a template would write a decimal comma into them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from campaigns.models import IndicatorTarget
from campaigns.selectors.board import short_name
from campaigns.selectors.figures import target_text
from campaigns.selectors.indicator_progress import IndicatorProgress, UnitProgress, measured
from emulation.base.vietnamese import format_number

BULLET = 200
WIDTH, HEIGHT = 640, 250
LEFT, RIGHT, TOP, BOTTOM = 14, 190, 18, 34


@dataclass(frozen=True)
class Bullet:
    """Actual as a bar from 0, plan as a tick (a range as a band), on a scale of BULLET."""

    actual: str
    plan: str
    band: str
    label: str
    met: bool | None


def bullet(unit: UnitProgress) -> Bullet | None:
    """The bar of one unit's indicator; None without figure or without target."""
    reached, target = unit.reached, unit.target
    if reached is None or target is None:
        return None
    high = target.value_to if target.value_to is not None else target.value
    most = max(abs(reached), abs(target.value), abs(high)) * Decimal("1.1") or Decimal(1)
    plan = measured(target_text(target), unit.indicator.unit_of_measure)
    said = (
        f"{unit.indicator.name}: thực hiện {unit.reached_measured}, kế hoạch {plan}"
        f"{'' if unit.percent is None else f', đạt {unit.percent_text}'}"
    )
    return Bullet(
        _length(reached, most), _length(target.value, most), _length(high - target.value, most), said, unit.is_met
    )


def _length(value: Decimal, most: Decimal) -> str:
    return f"{max(float(value / most), 0) * BULLET:.1f}"


@dataclass(frozen=True)
class Dot:
    x: str
    y: str
    text: str


@dataclass(frozen=True)
class Line:
    """One series: its place in the order of colours, its dots, its name at the right end."""

    number: int
    name: str
    dots: list[Dot]
    end_y: str
    label_x: str = f"{WIDTH - RIGHT + 10}"

    @property
    def points(self) -> str:
        return " ".join(f"{d.x},{d.y}" for d in self.dots)


@dataclass(frozen=True)
class Lines:
    """A line chart over periods; the plan is a dashed line."""

    lines: list[Line]
    ticks: list[Dot]
    plan: Dot | None
    label: str
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    end: int = WIDTH - RIGHT
    base: int = HEIGHT - BOTTOM
    names: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Series:
    name: str
    values: Sequence[Decimal | None]


def lines(title: str, periods: Sequence[str], series: Sequence[Series], plan: IndicatorTarget | None) -> Lines | None:
    """The chart of at most four series; None when there is nothing to draw a line through."""
    values = [v for s in series for v in s.values if v is not None]
    if not values or len(periods) < 2:
        return None
    goal = plan.value if plan else None
    scale = _Scale([*values, *([goal] if goal is not None else [])], len(periods))
    drawn = [_line(n, s, scale) for n, s in enumerate(series[:4], start=1)]
    ticks = [Dot(scale.x(n), str(HEIGHT - 12), name) for n, name in enumerate(periods)]
    mark = Dot(str(WIDTH - RIGHT + 10), scale.y(goal), f"Kế hoạch {target_text(plan)}") if plan else None
    return Lines(_spread(drawn, mark), ticks, mark, _sentence(title, periods, series, plan))


def _line(number: int, series: Series, scale: "_Scale") -> Line:
    dots = [Dot(scale.x(n), scale.y(v), format_number(v)) for n, v in enumerate(series.values) if v is not None]
    name = f"{series.name} {dots[-1].text}" if dots else series.name
    return Line(number, name, dots, dots[-1].y if dots else "0")


def _spread(drawn: list[Line], mark: Dot | None) -> list[Line]:
    """Names at the right end keep a line's height from each other and from the plan's."""
    taken = [float(mark.y)] if mark else []
    placed = []
    for line in sorted(drawn, key=lambda one: float(one.end_y)):
        y = float(line.end_y)
        while any(abs(y - t) < 15 for t in taken):
            y += 3
        taken.append(y)
        placed.append(Line(line.number, line.name, line.dots, f"{y:.1f}"))
    return sorted(placed, key=lambda one: one.number)


def _sentence(title: str, periods: Sequence[str], series: Sequence[Series], plan: IndicatorTarget | None) -> str:
    parts = []
    for s in series[:4]:
        told = [f"{p} {format_number(v)}" for p, v in zip(periods, s.values, strict=True) if v is not None]
        parts.append(f"{s.name}: {', '.join(told)}")
    if plan:
        parts.append(f"kế hoạch {target_text(plan)}")
    return f"{title}. {'; '.join(parts)}."


class _Scale:
    """From values to places. Lines need no zero; a little room stays above and below."""

    def __init__(self, values: Sequence[Decimal], columns: int):
        low, high = float(min(values)), float(max(values))
        room = (high - low) * 0.12 or abs(high) * 0.1 or 1
        self.low, self.high, self.columns = low - room, high + room, columns

    def x(self, column: int) -> str:
        step = (WIDTH - LEFT - RIGHT - 40) / max(self.columns - 1, 1)
        return f"{LEFT + 20 + column * step:.1f}"

    def y(self, value: Decimal) -> str:
        part = (float(value) - self.low) / (self.high - self.low)
        return f"{HEIGHT - BOTTOM - part * (HEIGHT - BOTTOM - TOP):.1f}"


def of_indicator(found: IndicatorProgress, periods: Sequence) -> Lines | None:
    """Lines of up to four units; of more units the highest, the middle and the lowest figure."""
    reporting = found.reporting
    if not reporting:
        return None
    if len(reporting) <= 4:
        series = [Series(u.unit, [f.value if f else None for f in u.cells(periods)]) for u in reporting]
        plan = reporting[0].target if len(reporting) == 1 else next(iter(found.common), None)
    else:
        columns = [sorted(f.value for u in reporting if (f := u.figures.get(p.pk))) for p in periods]
        series = [
            Series("Cao nhất", [c[-1] if c else None for c in columns]),
            Series("Trung vị", [_median(c) for c in columns]),
            Series("Thấp nhất", [c[0] if c else None for c in columns]),
        ]
        plan = next(iter(found.common), None)
    names = [short_name(p, found.indicator.campaign.year) for p in periods]
    return lines(f"{found.indicator.name} ({found.indicator.unit_of_measure})", names, series, plan)


def _median(ordered: list[Decimal]) -> Decimal | None:
    if not ordered:
        return None
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
