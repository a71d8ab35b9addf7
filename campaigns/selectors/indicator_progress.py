"""How far each indicator is: the figures a person may see, per unit and period, against the targets from their sources."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.urls import reverse

from campaigns import progress
from campaigns.enums import PeriodPurpose, SubmissionKind, SubmissionState
from campaigns.models import Campaign, Indicator, IndicatorTarget, IndicatorValue, Period, Submission
from campaigns.models.submissions import COUNTED
from campaigns.selectors.figures import target_text
from emulation.base.vietnamese import format_number, format_percent

# Sent and not given back: what stands. A figure under correction is not counted until it is sent again (B62).
STANDING = [SubmissionState.SUBMITTED, SubmissionState.ENDORSED, SubmissionState.ACCEPTED]


@dataclass(slots=True)
class Figure:
    """One unit's figure of one period."""

    unit_id: int
    unit: str
    period: Period
    value: Decimal
    estimated: bool
    submission_id: int

    @property
    def text(self) -> str:
        return f"{'ước ' if self.estimated else ''}{format_number(self.value)}"

    @property
    def url(self) -> str:
        return reverse("campaigns:submission", args=[self.submission_id])


@dataclass
class UnitProgress:
    """One unit's way through the year: its figures by period, its targets, how far it is."""

    unit_id: int
    unit: str
    indicator: Indicator
    targets: list[IndicatorTarget] = field(default_factory=list)
    figures: dict[int, Figure] = field(default_factory=dict)

    @cached_property
    def target(self) -> IndicatorTarget | None:
        """The year's target measured against: the unit's own before the one for all."""
        return next((t for t in self.targets if t.period_id is None), None)

    @cached_property
    def reached(self) -> Decimal | None:
        readings = [progress.Reading(f.period.starts_on, f.period.ends_on, f.value) for f in self.figures.values()]
        i = self.indicator
        return progress.year_to_date(readings, nature=i.nature, unit_of_measure=i.unit_of_measure)

    @cached_property
    def is_met(self) -> bool | None:
        return progress.is_met(self.reached, pure(self.target), direction=self.indicator.direction)

    @cached_property
    def percent(self) -> Decimal | None:
        i = self.indicator
        return progress.percent_of_target(self.reached, pure(self.target), direction=i.direction, baseline=i.baseline)

    @property
    def percent_text(self) -> str:
        return format_percent(self.percent)

    @property
    def reached_text(self) -> str:
        return format_number(self.reached)

    @property
    def reached_measured(self) -> str:
        return measured(self.reached_text, self.indicator.unit_of_measure)

    @property
    def target_text(self) -> str:
        return target_text(self.target) or "–"

    @property
    def latest(self) -> Figure | None:
        return max(self.figures.values(), key=lambda f: (f.period.ends_on, f.period.order), default=None)

    def cells(self, periods: Iterable[Period]) -> list[Figure | None]:
        """Figures in the order of these periods, None where there is none."""
        return [self.figures.get(p.pk) for p in periods]


@dataclass
class IndicatorProgress:
    """One indicator over all units whose figures the person may see."""

    indicator: Indicator
    targets: list[IndicatorTarget]
    units: list[UnitProgress]
    gaps: list[tuple[str, progress.Finding]] = field(default_factory=list)

    @cached_property
    def single(self) -> UnitProgress | None:
        """The only unit that reports it, when there is one: then plan and actual are figures, not counts of units."""
        return self.units[0] if len(self.units) == 1 else None

    @cached_property
    def reporting(self) -> list[UnitProgress]:
        return [u for u in self.units if u.figures]

    @cached_property
    def judged(self) -> list[UnitProgress]:
        """Units that can be said to reach or miss their target."""
        return [u for u in self.units if u.is_met is not None]

    @cached_property
    def met(self) -> int:
        return sum(bool(u.is_met) for u in self.judged)

    @property
    def is_met(self) -> bool | None:
        """Whether every unit that can be judged reaches its target."""
        return None if not self.judged else self.met == len(self.judged)

    @property
    def year_targets(self) -> list[IndicatorTarget]:
        """Targets of the year, those for all units first."""
        return sorted((t for t in self.targets if t.period_id is None), key=lambda t: (t.unit_id is not None, t.pk))

    @property
    def common(self) -> list[IndicatorTarget]:
        """Targets shown beside the name: for all, or those of the only unit."""
        general = [t for t in self.year_targets if t.unit_id is None]
        own = [t for t in self.year_targets if self.single and t.unit_id == self.single.unit_id]
        return own + general

    @property
    def marks(self) -> list[tuple[IndicatorTarget, str]]:
        """`common` with their words and the unit of measure."""
        measure = self.indicator.unit_of_measure
        return [(t, measured(target_text(t), measure)) for t in self.common]


def measured(number: str, measure: str) -> str:
    """A number with its unit of measure: “8.596 tỷ đồng”, but “95%”."""
    return f"{number}%" if measure.strip() == "%" else f"{number} {measure}"


def pure(target: IndicatorTarget | None) -> progress.Target | None:
    """A target in the shape of the pure module."""
    if target is None:
        return None
    return progress.Target(target.value, target.kind, target.value_to, target.source, target.verified)


def report_periods(campaign: Campaign) -> list[Period]:
    """The report periods in order."""
    return list(campaign.periods.filter(purpose=PeriodPurpose.REPORT).order_by("order"))


def of_indicators(indicators: list[Indicator], periods: list[Period], user: Any) -> dict[int, IndicatorProgress]:
    """{indicator id: progress} for this person. Two queries whatever the number of indicators, units and periods."""
    targets = _targets(indicators)
    figures = _figures(indicators, periods, user)
    return {i.pk: _progress(i, targets[i.pk], figures[i.pk], periods) for i in indicators}


def _targets(indicators: list[Indicator]) -> dict[int, list[IndicatorTarget]]:
    found: dict[int, list[IndicatorTarget]] = defaultdict(list)
    rows = IndicatorTarget.objects.filter(indicator__in=indicators).select_related("unit", "period").order_by("pk")
    for row in rows:
        found[row.indicator_id].append(row)
    return found


def _figures(indicators: list[Indicator], periods: list[Period], user: Any) -> dict[int, list[Figure]]:
    by_period = {p.pk: p for p in periods}
    visible = Submission.objects.visible_to(user).filter(
        COUNTED, kind=SubmissionKind.REPORT, state__in=STANDING, period__in=periods
    )
    rows = (
        IndicatorValue.objects.filter(indicator__in=indicators, submission__in=visible.values("pk"))
        .exclude(value=None)
        .order_by("submission__unit__sort_key")
        .values_list(
            "indicator_id",
            "submission__unit_id",
            "submission__unit__short_name",
            "submission__unit__official_name",
            "submission__period_id",
            "value",
            "estimated",
            "submission_id",
        )
    )
    found: dict[int, list[Figure]] = defaultdict(list)
    for indicator, unit_id, short, full, period, value, estimated, submission in rows:
        found[indicator].append(Figure(unit_id, short or full, by_period[period], value, estimated, submission))
    return found


def _progress(
    indicator: Indicator, targets: list[IndicatorTarget], figures: list[Figure], periods: list[Period]
) -> IndicatorProgress:
    units: dict[int, UnitProgress] = {}
    for f in figures:
        units.setdefault(f.unit_id, UnitProgress(f.unit_id, f.unit, indicator)).figures[f.period.pk] = f
    for t in targets:
        if t.unit_id and t.unit_id not in units:
            units[t.unit_id] = UnitProgress(t.unit_id, t.unit.label, indicator)
    for unit in units.values():
        own = [t for t in targets if t.unit_id == unit.unit_id]
        unit.targets = own + [t for t in targets if t.unit_id is None]
    return IndicatorProgress(indicator, targets, list(units.values()), _gaps(indicator, targets, periods))


def _gaps(
    indicator: Indicator, targets: list[IndicatorTarget], periods: list[Period]
) -> list[tuple[str, progress.Finding]]:
    """(whose, finding) for each source and unit whose periodic targets do not add up to the year's."""
    order = {p.pk: n for n, p in enumerate(periods)}
    groups: dict[tuple[str, int | None], list[IndicatorTarget]] = defaultdict(list)
    for t in targets:
        groups[t.source, t.unit_id].append(t)
    found = []
    for (source, _), rows in groups.items():
        year = next((t.value for t in rows if t.period_id is None), None)
        parts = sorted((t for t in rows if t.period_id in order), key=lambda t: order[t.period_id])
        gap = progress.periodic_gap(year, [t.value for t in parts], nature=indicator.nature)
        if gap:
            whose = f"{source}, {parts[0].unit.label}" if parts[0].unit else source
            found.append((whose, gap))
    return found
