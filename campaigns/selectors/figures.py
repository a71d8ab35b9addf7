"""The figures of a submission: which indicators apply, their targets, the period before, the year before."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Q

from campaigns import progress
from campaigns.enums import PeriodPurpose, SubmissionKind, SubmissionState
from campaigns.models import Indicator, IndicatorTarget, IndicatorValue, Period, Submission
from emulation.base.vietnamese import format_number

_SIGNS = {"value": "", "minimum": "≥ ", "maximum": "≤ ", "range": ""}


@dataclass
class Figure:
    """One indicator in one submission with everything it is compared with."""

    indicator: Indicator
    kind: str
    targets: list[IndicatorTarget] = field(default_factory=list)
    previous: Decimal | None = None
    last_year: Decimal | None = None
    is_final: bool = False

    @property
    def target(self) -> IndicatorTarget | None:
        """The target that is measured against: the unit's own before the one for all, the local plan before others."""
        return self.targets[0] if self.targets else None

    @property
    def target_text(self) -> str:
        return target_text(self.target)

    @property
    def other_targets(self) -> list[dict]:
        return [{"source": t.source, "text": target_text(t)} for t in self.targets[1:]]

    def pure_target(self) -> progress.Target | None:
        """The target in the shape of the pure module."""
        t = self.target
        return progress.Target(t.value, t.kind, t.value_to, t.source, t.verified) if t else None

    def percent(self, value: Decimal | None) -> Decimal | None:
        i = self.indicator
        return progress.percent_of_target(value, self.pure_target(), direction=i.direction, baseline=i.baseline)

    def findings(self, value: IndicatorValue | None) -> list[progress.Finding]:
        """What to look at; for a plan the comparison of the own target with the assigned one."""
        number = value.value if value else None
        i = self.indicator
        if self.kind == SubmissionKind.PLAN:
            found = progress.own_target_finding(number, self.pure_target(), direction=i.direction)
            return [found] if found else []
        return progress.check(
            number,
            nature=i.nature,
            direction=i.direction,
            unit_of_measure=i.unit_of_measure,
            target=self.pure_target(),
            previous=self.previous,
            last_year=self.last_year,
            target_is_final=self.is_final,
        )


class Figures:
    """Figures of one submission, five queries whatever their number."""

    def __init__(self, submission: Submission):
        self.submission = submission

    def rows(self) -> list[Figure]:
        """One Figure for each indicator that applies to this unit, in the order of tasks."""
        s = self.submission
        if s.kind == SubmissionKind.DUTY or s.for_bloc:
            return []
        indicators = list(s.campaign.indicators.select_related("task").order_by("task__order", "order"))
        targets = self._targets(indicators)
        indicators = [i for i in indicators if not i.assigned_only or any(t.unit_id for t in targets.get(i.pk, []))]
        previous, last_year = self._previous(), self._last_year(indicators)
        return [
            Figure(i, s.kind, targets.get(i.pk, []), previous.get(i.pk), last_year.get(i.pk), self._is_final())
            for i in indicators
        ]

    def _targets(self, indicators: list[Indicator]) -> dict[int, list[IndicatorTarget]]:
        rows = IndicatorTarget.objects.filter(
            Q(unit=None) | Q(unit_id=self.submission.unit_id),
            Q(period=None) | Q(period_id=self.submission.period_id),
            indicator__in=indicators,
        )
        found: dict[int, list[IndicatorTarget]] = {}
        for row in sorted(rows, key=lambda t: (t.unit_id is None, t.period_id is not None, t.pk)):
            found.setdefault(row.indicator_id, []).append(row)
        return found

    def _previous(self) -> dict[int, Decimal]:
        """Values of the unit's report of the period before."""
        s = self.submission
        if s.kind != SubmissionKind.REPORT:
            return {}
        before = (
            Period.objects.filter(campaign_id=s.campaign_id, purpose=PeriodPurpose.REPORT, order__lt=s.period.order)
            .order_by("-order")
            .first()
        )
        if before is None:
            return {}
        rows = IndicatorValue.objects.filter(
            submission__period=before, submission__unit_id=s.unit_id, submission__number__gte=1
        ).exclude(value=None)
        return dict(rows.values_list("indicator_id", "value"))

    def _last_year(self, indicators: list[Indicator]) -> dict[int, Decimal]:
        """Accepted values of the same period last year, through the indicator each was copied from."""
        s = self.submission
        earlier = {i.previous_id: i.pk for i in indicators if i.previous_id}
        if not earlier or s.kind != SubmissionKind.REPORT:
            return {}
        rows = IndicatorValue.objects.filter(
            indicator_id__in=earlier,
            submission__unit_id=s.unit_id,
            submission__period__order=s.period.order,
            submission__period__purpose=PeriodPurpose.REPORT,
            submission__state=SubmissionState.ACCEPTED,
        ).exclude(value=None)
        return {earlier[indicator]: value for indicator, value in rows.values_list("indicator_id", "value")}

    def _is_final(self) -> bool:
        """Whether the period ends with the campaign: then the year's target should be met."""
        s = self.submission
        return bool(s.period_id) and s.period.ends_on >= s.campaign.ends_on


def target_text(target: IndicatorTarget | None) -> str:
    """“≥ 95”, “12 – 15”, “8.596”; '' for none."""
    if target is None:
        return ""
    low = format_number(target.value)
    if target.kind == "range":
        return f"{low} – {format_number(target.value_to)}"
    return f"{_SIGNS[target.kind]}{low}"
