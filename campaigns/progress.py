"""Progress of an indicator against its target, and checks of a reported figure: pure arithmetic on exact decimals."""

import datetime as dt
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

ONE_PLACE = Decimal("0.1")


@dataclass(frozen=True)
class Target:
    """A target. kind: value | minimum | maximum | range. Units are the indicator's."""

    value: Decimal
    kind: str = "value"
    value_to: Decimal | None = None
    source: str = ""
    verified: bool = True


@dataclass(frozen=True)
class Finding:
    """Something to look at in a figure; a warning can be explained, it never blocks. code is stable for tests and links."""

    code: str
    message: str


def percent_of_target(
    actual: Decimal | None, target: Target | None, *, direction: str = "up", baseline: Decimal | None = None
) -> Decimal | None:
    """How far towards the target, in percent with one decimal; None when it cannot be said.

    Higher is better: actual/target. Lower is better with a baseline: (baseline − actual)/(baseline − target), so that going from
    5 to 4 towards 3 is 50 %, reaching 2 is 150 %, rising to 6 is −50 %. Lower is better without a baseline: target/actual.
    """
    if actual is None or target is None:
        return None
    goal = target.value
    if direction == "down":
        if baseline is not None:
            return _ratio(baseline - actual, baseline - goal)
        return _ratio(goal, actual)
    return _ratio(actual, goal)


def is_met(actual: Decimal | None, target: Target | None, *, direction: str = "up") -> bool | None:
    """Whether the target is reached. A range is met inside it; without a kind of its own the direction decides."""
    if actual is None or target is None:
        return None
    if target.kind == "range":
        return target.value <= actual <= (target.value_to if target.value_to is not None else target.value)
    if target.kind == "minimum":
        return actual >= target.value
    if target.kind == "maximum":
        return actual <= target.value
    return actual <= target.value if direction == "down" else actual >= target.value


def check(
    value: Decimal | None,
    *,
    nature: str = "cumulative",
    direction: str = "up",
    unit_of_measure: str = "",
    target: Target | None = None,
    previous: Decimal | None = None,
    last_year: Decimal | None = None,
    target_is_final: bool = False,
) -> list[Finding]:
    """Warnings about a reported figure: missing, falls though cumulative, outlier, percentage over its base, direction."""
    if value is None:
        return [Finding("missing", "Chưa có số liệu. Nếu chưa thu thập được, hãy giải trình.")]
    found = []
    if nature == "cumulative" and previous is not None and value < previous:
        found.append(Finding("falls", f"Số lũy kế {_vn(value)} nhỏ hơn kỳ trước ({_vn(previous)})."))
    if is_percentage(unit_of_measure) and value > 100 and direction == "up" and not _growth(target):
        found.append(Finding("over_base", f"Tỷ lệ {_vn(value)}% vượt quá 100%."))
    if value < 0:
        found.append(Finding("negative", f"Số liệu âm ({_vn(value)})."))
    found += _outlier(value, previous, last_year)
    if target_is_final and is_met(value, target, direction=direction) is False:
        found.append(Finding("direction", "Chưa đạt chỉ tiêu cả năm."))
    return found


def own_target_finding(own: Decimal | None, assigned: Target | None, *, direction: str = "up") -> Finding | None:
    """A unit's own target below the assigned one needs a reason (above it, when lower is better)."""
    if own is None or assigned is None:
        return None
    worse = own > assigned.value if direction == "down" else own < assigned.value
    if assigned.kind == "range" and assigned.value_to is not None and direction == "down":
        worse = own > assigned.value_to
    if not worse:
        return None
    side = "cao hơn" if direction == "down" else "thấp hơn"
    return Finding(
        "below_assigned", f"Chỉ tiêu tự đặt {_vn(own)} {side} mức được giao {_vn(assigned.value)}. Hãy ghi lý do."
    )


def periodic_gap(year: Decimal | None, parts: list[Decimal], *, nature: str) -> Finding | None:
    """Periodic targets that do not add up to the year's: in-period ones must sum to it, cumulative ones must end at it."""
    if year is None or not parts:
        return None
    reached = sum(parts, Decimal(0)) if nature == "in_period" else parts[-1]
    if reached == year:
        return None
    what = "Tổng các kỳ" if nature == "in_period" else "Mức của kỳ cuối"
    return Finding("periods", f"{what} là {_vn(reached)}, khác chỉ tiêu cả năm {_vn(year)}.")


@dataclass(frozen=True)
class Reading:
    """A reported figure and the days it covers."""

    starts_on: dt.date
    ends_on: dt.date
    value: Decimal


def year_to_date(readings: list[Reading], *, nature: str, unit_of_measure: str = "") -> Decimal | None:
    """What was reached so far, to be held against the year's target; None without a figure.

    Cumulative figures and figures at a moment are never added up: the latest one counts. Figures within a period add up where the
    periods follow each other; a percentage, or periods that contain each other (quý I within 6 tháng), leave the latest one.
    """
    if not readings:
        return None
    ordered = sorted(readings, key=lambda r: (r.ends_on, r.starts_on))
    apart = all(a.ends_on < b.starts_on for a, b in pairwise(ordered))
    if nature == "in_period" and apart and not is_percentage(unit_of_measure):
        return sum((r.value for r in ordered), Decimal(0))
    return ordered[-1].value


def is_percentage(unit_of_measure: str) -> bool:
    """Whether figures in this unit are shares, which do not add up."""
    return unit_of_measure.strip().lower() in ("%", "phần trăm", "tỷ lệ %")


def _outlier(value: Decimal, previous: Decimal | None, last_year: Decimal | None) -> list[Finding]:
    """Ten times more or less than the figure it is compared with: most often a wrong unit of measure or a misplaced comma."""
    other = last_year if last_year else previous
    if not other or not value:
        return []
    ratio = abs(value / other)
    if Decimal("0.1") < ratio < 10:
        return []
    return [
        Finding("outlier", f"Số {_vn(value)} chênh hơn 10 lần so với {_vn(other)}. Hãy xem lại đơn vị tính, dấu phẩy.")
    ]


def _growth(target: Target | None) -> bool:
    """A target over 100 % (vượt thu, tăng trưởng) shows that the percentage has no base of 100."""
    return target is not None and target.value > 100


def _ratio(part: Decimal, whole: Decimal) -> Decimal | None:
    return None if whole == 0 else (part / whole * 100).quantize(ONE_PLACE, ROUND_HALF_UP)


def _vn(number: Decimal) -> str:
    text = format(number.normalize(), "f")
    whole, _, rest = text.lstrip("-").partition(".")
    groups = f"{int(whole):,}".replace(",", ".")
    return ("−" if text.startswith("-") else "") + groups + ("," + rest if rest else "")
