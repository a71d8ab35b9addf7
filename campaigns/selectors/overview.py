"""The page of a campaign: tasks with progress, periods, duties, steps of the year, who takes part, what happened."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from campaigns.enums import CampaignState, DutyAudience, PeriodPurpose, SubmissionKind, SubmissionState
from campaigns.models import Campaign, Duty, Period, Section, Submission, Task
from campaigns.models.submissions import COUNTED, HANDED_IN
from campaigns.selectors import charts, indicator_progress
from campaigns.selectors.indicator_progress import IndicatorProgress
from emulation.base import audit, clock
from emulation.base.vietnamese import format_number


@dataclass(slots=True)
class Counts:
    """Papers of one period (or duty): how many are owed, sent, received, given back."""

    total: int = 0
    sent: int = 0
    accepted: int = 0
    returned: int = 0

    def add(self, row: dict) -> None:
        self.total += row["n"]
        self.sent += row["sent"]
        if row["state"] == SubmissionState.ACCEPTED:
            self.accepted += row["n"]
        if row["state"] == SubmissionState.RETURNED:
            self.returned += row["sent"]

    @property
    def all_sent(self) -> bool:
        return self.total > 0 and self.sent == self.total


@dataclass
class PeriodRow:
    """One period with its counts; `current` is the one whose deadline comes next."""

    period: Period
    counts: Counts
    blocs: Counts
    current: bool = False

    @property
    def url(self) -> str:
        return reverse("campaigns:period", args=[self.period.pk])

    @property
    def is_over(self) -> bool:
        return self.period.last_day < clock.today()

    @property
    def mark(self) -> tuple[str, str]:
        """Family and icon in the list of periods."""
        if self.counts.all_sent and not self.counts.returned:
            return "ok", "check2-circle"
        if self.is_over:
            return "act", "exclamation-triangle"
        return "", "record-circle" if self.current else "circle"


@dataclass
class TaskRow:
    """One task: units that wrote on it in the shown period, and its indicators."""

    task: Task
    wrote: int = 0
    accepted: int = 0
    indicators: list[IndicatorProgress] = field(default_factory=list)

    @property
    def cards(self) -> list[tuple[IndicatorProgress, charts.Bullet | None]]:
        """Each indicator with its bar where one unit reports it."""
        return [(found, charts.bullet(found.single) if found.single else None) for found in self.indicators]

    @property
    def judged(self) -> int:
        return sum(i.is_met is not None for i in self.indicators)

    @property
    def met(self) -> int:
        return sum(bool(i.is_met) for i in self.indicators)

    @property
    def bar(self) -> str:
        """Colour of the bar: green when everything is met, amber when not."""
        return "ok" if self.met == self.judged else "act"


@dataclass
class DutyRow:
    """One duty with its state as a badge and, where units are named, their reports."""

    duty: Duty
    badge: tuple[str, str, str]
    reports: list[tuple[str, tuple[str, str, str], str]] = field(default_factory=list)

    @property
    def is_over(self) -> bool:
        return self.duty.due_on is not None and self.duty.due_on < clock.today()


class Overview:
    """Everything the page shows, as this person may see it; the number of queries does not depend on the campaign's size."""

    def __init__(self, campaign: Campaign, user: Any, period_id: int | None = None):
        self.campaign, self.user = campaign, user
        self.periods = list(campaign.periods.order_by("purpose", "order"))
        for period in self.periods:
            period.campaign = campaign
        self.reports = [p for p in self.periods if p.purpose == PeriodPurpose.REPORT]
        self.plans = [p for p in self.periods if p.purpose == PeriodPurpose.PLAN]
        self._counts = self._count()
        self.shown = self._shown(period_id)
        self.is_draft = campaign.state == CampaignState.DRAFT

    def _count(self) -> dict[tuple, Counts]:
        """{(period, duty, for bloc): counts} in one query."""
        rows = (
            Submission.objects.filter(COUNTED, campaign=self.campaign)
            .values("period_id", "duty_id", "for_bloc", "state")
            .annotate(n=Count("pk"), sent=Count("pk", filter=HANDED_IN))
        )
        found: dict[tuple, Counts] = defaultdict(Counts)
        for row in rows:
            found[row["period_id"], row["duty_id"], row["for_bloc"]].add(row)
        return found

    def _shown(self, period_id: int | None) -> Period | None:
        """The chosen report period; else the last one whose deadline is over, else the first."""
        today = clock.today()
        over = [p for p in self.reports if p.last_day < today]
        usual = over[-1] if over else next(iter(self.reports), None)
        return next((p for p in self.reports if p.pk == period_id), usual)

    def counts_of(self, period: Period, *, blocs: bool = False) -> Counts:
        return self._counts[period.pk, None, blocs]

    @property
    def period_rows(self) -> list[PeriodRow]:
        today = clock.today()
        ordered = self.plans + self.reports
        coming = min((p for p in ordered if p.last_day >= today), key=lambda p: p.last_day, default=None)
        return [PeriodRow(p, self.counts_of(p), self.counts_of(p, blocs=True), current=p is coming) for p in ordered]

    def task_rows(self) -> list[TaskRow]:
        """Tasks in order, with what was written in the shown period and the indicators this person may see."""
        tasks = list(self.campaign.tasks.order_by("order"))
        written = self._written()
        indicators = list(self.campaign.indicators.select_related("task").order_by("task__order", "order"))
        found = indicator_progress.of_indicators(indicators, self.reports, self.user)
        rows = [TaskRow(task, *written.get(task.pk, (0, 0))) for task in tasks]
        by_task = {row.task.pk: row for row in rows}
        for indicator in indicators:
            by_task[indicator.task_id].indicators.append(found[indicator.pk])
        return rows

    def _written(self) -> dict[int, tuple[int, int]]:
        """{task: (units that wrote, of these received)} in the shown period."""
        papers = Submission.objects.filter(HANDED_IN, period=self.shown, for_bloc=False)
        rows = (
            Section.objects.filter(submission__in=papers)
            .exclude(content="")
            .values("task_id")
            .annotate(n=Count("pk"), accepted=Count("pk", filter=Q(submission__state=SubmissionState.ACCEPTED)))
        )
        return {row["task_id"]: (row["n"], row["accepted"]) for row in rows} if self.shown else {}

    def duty_rows(self, look: Callable[[Submission], tuple]) -> list[DutyRow]:
        """Duties in order with their state; `look` says how a unit's report looks to this person."""
        duties = list(self.campaign.duties.select_related("source_item").prefetch_related("units").order_by("order"))
        reports = self._duty_reports(look) if not self.is_draft else {}
        return [DutyRow(d, self._duty_badge(d), reports.get(d.pk, self._owed(d))) for d in duties]

    def _owed(self, duty: Duty) -> list:
        return [(unit.label, None, "") for unit in duty.units.all()] if duty.audience == DutyAudience.NAMED else []

    def _duty_reports(self, look: Callable[[Submission], tuple]) -> dict[int, list]:
        """{duty: [(unit, badge, address)]}; the address is empty for those who may not open it."""
        mine = Submission.objects.filter(COUNTED, campaign=self.campaign, kind=SubmissionKind.DUTY)
        openable = set(mine.visible_to(self.user).values_list("pk", flat=True))
        found: dict[int, list] = defaultdict(list)
        for s in mine.select_related("unit", "duty").order_by("unit__sort_key"):
            url = reverse("campaigns:submission", args=[s.pk]) if s.pk in openable else ""
            found[s.duty_id].append((s.unit.label, look(s), url))
        return found

    def _duty_badge(self, duty: Duty) -> tuple[str, str, str] | None:
        if self.is_draft:
            return None
        if duty.audience == DutyAudience.NAMED:
            return _badge(self._counts[None, duty.pk, False], duty.due_on, "đơn vị đã báo cáo")
        blocs = duty.audience == DutyAudience.BLOC_LEADERS
        total = Counts()
        for plan in self.plans:
            one = self.counts_of(plan, blocs=blocs)
            total.total, total.sent = total.total + one.total, total.sent + one.sent
        due = min((p.last_day for p in self.plans), default=None)
        return _badge(total, due, "khối có kế hoạch" if blocs else "đơn vị có kế hoạch")

    def participants(self) -> tuple[int, int]:
        """(units, blocs) that take part."""
        row = self.campaign.participations.filter(left_on=None).aggregate(
            units=Count("pk"), blocs=Count("bloc_id", distinct=True)
        )
        return row["units"], row["blocs"]

    def steps(self) -> list[dict]:
        """The year: directive, launch, plans, reports, end; each with a fact."""
        from campaigns.selectors.steps import steps_of

        return steps_of(self)

    def ways(self) -> list[tuple[str, str]]:
        """Where the thread goes from here: (words, address)."""
        c = self.campaign
        listed = f"{reverse('campaigns:submission_list')}?phong-trao={c.pk}"
        plans, reports = "Kế hoạch bạn được xem", "Báo cáo bạn được xem"
        if self.user.has_perm("campaigns.track"):
            sent = sum(self.counts_of(p).sent + self.counts_of(p, blocs=True).sent for p in self.plans)
            plans = f"{format_number(sent)} kế hoạch đã gửi"
            reports = f"{format_number(sum(self.counts_of(p).sent for p in self.reports))} báo cáo đã gửi"
        return [
            (plans, f"{listed}&loai=ke-hoach"),
            (reports, f"{listed}&loai=bao-cao"),
            ("Đơn vị và khối thi đua tham gia", reverse("campaigns:campaign_units", args=[c.pk])),
            ("Lịch thời hạn", reverse("campaigns:calendar")),
        ]


def _badge(counts: Counts, due, words: str) -> tuple[str, str, str]:
    label = f"{counts.sent}/{counts.total} {words}"
    if counts.all_sent:
        return "ok", "check2-circle", label
    if due and due < clock.today():
        return "act", "exclamation-triangle", label
    return "wait", "hourglass-split", label


# What everyone with a role may read of a campaign's history; the rest is for those who read the audit.
PUBLIC_ACTIONS = ("launch", "close", "exception", "create")
LOOKS = {
    "launch": ("ok", "flag"),
    "close": ("", "lock"),
    "cancel": ("bad", "slash-circle"),
    "exception": ("act", "calendar-plus"),
    "extend": ("act", "calendar-plus"),
    "period": ("", "calendar3"),
    "task": ("", "list-task"),
    "duty": ("", "person-check"),
    "indicator": ("", "graph-up"),
    "target": ("", "graph-up"),
    "participants": ("", "people"),
    "leave": ("act", "person-x"),
    "come_back": ("", "person-check"),
    "copy": ("", "copy"),
    "update": ("", "pencil"),
    "create": ("", "plus-circle"),
}


def history(campaign: Campaign, user: Any) -> QuerySet:
    """Audit rows of the campaign that this person may read, newest first."""
    rows = audit.history(campaign)
    return rows if user.has_perm("organisations.view_audit") else rows.filter(action__in=PUBLIC_ACTIONS)


def timeline(rows: QuerySet) -> list[dict]:
    """Audit rows in the shape of `_timeline.html`."""
    entries = []
    for row in rows:
        family, icon = LOOKS.get(row.action, ("", "circle"))
        who = f"{row.actor_name} ({row.acting_as})" if row.acting_as else row.actor_name
        entries.append({"family": family, "icon": icon, "text": row.label, "who": who, "at": row.at, "note": row.note})
    return entries
