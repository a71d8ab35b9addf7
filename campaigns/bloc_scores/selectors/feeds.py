"""What the system knows already: values of accepted reports, real sending times, events of the year."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.utils import timezone

from campaigns.bloc_scores.enums import CriterionKind as K
from campaigns.bloc_scores.models import FaultEvent
from campaigns.bloc_scores.table_document import text_of
from campaigns.enums import SubmissionKind, SubmissionState
from campaigns.models import IndicatorTarget, IndicatorValue, Submission
from emulation.base import clock

MEASURED = {K.PROPORTIONAL, K.REVERSE, K.RELATIVE}


@dataclass(frozen=True)
class Fed:
    """An entry from the system, and the value of the accepted report it was taken from."""

    entry: dict
    value: IndicatorValue | None = None
    why: str = ""


class Feeds:
    """Everything a round can be fed with, read at once: four queries for the whole bloc."""

    def __init__(self, round_, criteria):
        self.round = round_
        indicators = [c.indicator_id for c in criteria if c.indicator_id]
        self.values = _accepted_values(indicators)
        self.targets = _targets(indicators)
        self.lateness = _lateness(round_)
        self.events = _events(round_)

    def of(self, criterion, unit_id: int) -> Fed | None:
        """The entry for a criterion of a unit, None where the system knows nothing."""
        if criterion.indicator_id:
            return self._measured(criterion, unit_id)
        if criterion.kind == K.LATENESS and unit_id in self.lateness:
            return Fed({"days_late": self.lateness[unit_id]}, why="Theo thời điểm gửi báo cáo trên hệ thống.")
        if criterion.kind == K.CASES:
            return self._cases(criterion, unit_id)
        return None

    def _measured(self, criterion, unit_id: int) -> Fed | None:
        value = self.values.get((criterion.indicator_id, unit_id))
        if value is None:
            return None
        why = "Theo báo cáo đã tiếp nhận."
        if criterion.kind == K.BANDS:
            return Fed({"value": text_of(value.value)}, value, why)
        if criterion.kind not in MEASURED:
            return None
        entry = {"actual": text_of(value.value)}
        plan = self.targets.get((criterion.indicator_id, unit_id)) or self.targets.get((criterion.indicator_id, None))
        if plan is not None and "plan" not in criterion.rule:
            entry["plan"] = text_of(plan)
        return Fed(entry, value, why)

    def _cases(self, criterion, unit_id: int) -> Fed | None:
        counts = self.events.get(unit_id, {})
        cases = {r["code"]: counts[r["event"]] for r in criterion.rule.get("rules", []) if counts.get(r.get("event"))}
        return Fed({"cases": cases}, why="Theo sự việc đã ghi trong năm.") if cases else None


def _accepted_values(indicators: list[int]) -> dict[tuple[int, int], IndicatorValue]:
    """The value of the last accepted report of each indicator and unit."""
    rows = (
        IndicatorValue.objects.filter(
            indicator__in=indicators,
            value__isnull=False,
            submission__kind=SubmissionKind.REPORT,
            submission__state=SubmissionState.ACCEPTED,
            submission__for_bloc=False,
        )
        .select_related("submission")
        .order_by("submission__period__ends_on", "pk")
    )
    return {(row.indicator_id, row.submission.unit_id): row for row in rows}


def _targets(indicators: list[int]) -> dict:
    rows = IndicatorTarget.objects.filter(indicator__in=indicators, period=None).order_by("pk")
    return {(row.indicator_id, row.unit_id): row.value for row in rows}


def _lateness(round_) -> dict[int, list[int]]:
    """Days late of each report of a unit in the campaign, negative for early ones; what was never sent counts to today."""
    found: dict[int, list[int]] = defaultdict(list)
    if round_.campaign_id is None:
        return found
    rows = (
        Submission.objects.filter(
            campaign=round_.campaign_id, kind=SubmissionKind.REPORT, for_bloc=False, ended_on=None
        )
        .filter(unit__bloc_places__bloc=round_.bloc_id)
        .select_related("period", "unit")
        .prefetch_related("period__extensions")
        .distinct()
        .order_by("period__ends_on")
    )
    today = clock.today()
    for row in rows:
        due = row.due_on
        sent = timezone.localtime(row.first_sent_at).date() if row.first_sent_at else today
        if due and (row.first_sent_at or due < today):
            found[row.unit_id].append((sent - due).days)
    return found


def _events(round_) -> dict[int, Counter]:
    found: dict[int, Counter] = defaultdict(Counter)
    rows = FaultEvent.objects.filter(bloc=round_.bloc_id, own_fault=True, cancelled_at=None)
    for unit_id, kind in rows.values_list("unit_id", "kind"):
        found[unit_id][kind] += 1
    return found
