"""The figures of a submission: which indicators apply, their targets, the period before, the year before."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import F, FilteredRelation, OuterRef, Q, QuerySet, Subquery, Value

from campaigns import progress
from campaigns.enums import PeriodPurpose, SubmissionKind, SubmissionState
from campaigns.models import Indicator, IndicatorTarget, IndicatorValue, Period, Submission
from emulation.base.vietnamese import format_number

_OWN = ("id", "value", "estimated", "explanation")
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
    own: IndicatorValue | None = None

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

    def is_met(self, value: Decimal | None) -> bool | None:
        """Whether the target is reached; None when it cannot be said."""
        return progress.is_met(value, self.pure_target(), direction=self.indicator.direction)

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
    """Figures of one submission, two queries whatever their number."""

    def __init__(self, submission: Submission):
        self.submission = submission

    def rows(self) -> list[Figure]:
        """One Figure for each indicator that applies to this unit, in the order of tasks."""
        s = self.submission
        if s.kind == SubmissionKind.DUTY or s.for_bloc:
            return []
        indicators = list(self._indicators())
        targets = self._targets(indicators)
        indicators = [i for i in indicators if not i.assigned_only or any(t.unit_id for t in targets.get(i.pk, []))]
        return [
            Figure(i, s.kind, targets.get(i.pk, []), i.value_before, i.value_last_year, self._is_final(), self._own(i))
            for i in indicators
        ]

    def _indicators(self) -> QuerySet[Indicator]:
        """The campaign's indicators with the paper's own value, for a report also those of the period and the year before."""
        rows = Indicator.objects.filter(campaign_id=self.submission.campaign_id).order_by("task__order", "order")
        rows = rows.annotate(
            own=FilteredRelation("values", condition=Q(values__submission=self.submission)),
            **{f"own_{name}": F(f"own__{name}") for name in _OWN},
        )
        if self.submission.kind != SubmissionKind.REPORT:
            nothing = Value(None, output_field=IndicatorValue._meta.get_field("value"))
            return rows.annotate(value_before=nothing, value_last_year=nothing)
        return rows.annotate(value_before=Subquery(self._before()), value_last_year=Subquery(self._year_before()))

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

    def _own(self, indicator: Indicator) -> IndicatorValue | None:
        """The paper's own value, from the columns joined to the indicator."""
        if indicator.own_id is None:
            return None
        columns = {name: getattr(indicator, f"own_{name}") for name in _OWN}
        return IndicatorValue(submission=self.submission, indicator=indicator, **columns)

    def _before(self) -> QuerySet:
        """Value in the unit's report of the period before, once that was sent."""
        s = self.submission
        before = Period.objects.filter(
            campaign_id=s.campaign_id, purpose=PeriodPurpose.REPORT, order__lt=s.period.order
        ).order_by("-order")
        return (
            IndicatorValue.objects.filter(
                indicator=OuterRef("pk"),
                submission__period=Subquery(before.values("pk")[:1]),
                submission__unit_id=s.unit_id,
                submission__number__gte=1,
            )
            .exclude(value=None)
            .values("value")[:1]
        )

    def _year_before(self) -> QuerySet:
        """Accepted value of the same period last year, through the indicator this one was copied from."""
        s = self.submission
        return (
            IndicatorValue.objects.filter(
                indicator=OuterRef("previous_id"),
                submission__unit_id=s.unit_id,
                submission__period__order=s.period.order,
                submission__period__purpose=PeriodPurpose.REPORT,
                submission__state=SubmissionState.ACCEPTED,
            )
            .exclude(value=None)
            .values("value")[:1]
        )

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
