"""The thread through a task: the directive's sentence, contents, indicators, and every report written on it, up and down."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from campaigns.enums import SubmissionKind
from campaigns.models import DirectiveItem, Indicator, Section, Snapshot, Submission, Task, ValueChange
from campaigns.models.submissions import HANDED_IN
from campaigns.selectors import indicator_progress
from campaigns.selectors.indicator_progress import STANDING, IndicatorProgress, measured, report_periods
from emulation.base.vietnamese import format_number
from organisations.models import Bloc

PER_PAGE = 20


@dataclass(frozen=True)
class Look:
    """What the address chooses: a period, a bloc."""

    period: int | None = None
    bloc: int | None = None


@dataclass(frozen=True)
class Place:
    """A sentence of the directive with the way to it in the text."""

    words: str
    number: str
    document: str
    url: str

    @property
    def is_long(self) -> bool:
        return len(self.words.split()) > 60


@dataclass
class Written:
    """What one unit sent on the task in one paper: exactly the words of its last sending."""

    submission: Submission
    content: str
    difficulties: str
    proposals: str
    self_assessment: str
    values: list[dict]
    evidence: int
    url: str
    unit_url: str
    bloc_url: str


class TaskThread:
    """The page of a task as one person may see it; the number of queries does not depend on how much was written."""

    def __init__(self, task: Task, user: Any, look: Look):
        self.task, self.user, self.look = task, user, look
        self.campaign = task.campaign
        self.periods = report_periods(self.campaign)

    def source(self) -> Place | None:
        """The directive's sentence the task comes from."""
        return place_of(self.task.source_item)

    def indicators(self) -> list[IndicatorProgress]:
        """The task's indicators with the figures of all units this person may see."""
        rows = list(self.task.indicators.order_by("order"))
        for indicator in rows:
            indicator.campaign, indicator.task = self.campaign, self.task
        found = indicator_progress.of_indicators(rows, self.periods, self.user)
        return [found[i.pk] for i in rows]

    def neighbours(self) -> tuple[Task | None, Task | None]:
        """The task before and the task after."""
        tasks = list(self.campaign.tasks.order_by("order"))
        here = next(n for n, t in enumerate(tasks) if t.pk == self.task.pk)
        return (tasks[here - 1] if here else None), (tasks[here + 1] if here + 1 < len(tasks) else None)

    def period_options(self) -> list:
        """Periods a person can choose: reports, then plans."""
        return list(self.campaign.periods.order_by("-purpose", "order"))

    def bloc_options(self) -> list[Bloc]:
        """Blocs with a paper this person may see."""
        return list(Bloc.objects.filter(pk__in=self._papers().values("bloc_id")).order_by("code"))

    def _papers(self) -> QuerySet[Submission]:
        papers = Submission.objects.visible_to(self.user).filter(HANDED_IN, campaign=self.campaign)
        return papers.exclude(kind=SubmissionKind.DUTY)

    def written(self, page: str | int | None) -> tuple[Page, list[Written]]:
        """A page of what was sent on the task, newest period first, then by unit; with its paginator page."""
        papers = self._papers().select_related("period", "unit", "bloc", "campaign")
        papers = papers.filter(pk__in=self._sections().values("submission_id"))
        if self.look.period:
            papers = papers.filter(period_id=self.look.period)
        else:
            papers = papers.filter(kind=SubmissionKind.REPORT)
        if self.look.bloc:
            papers = papers.filter(bloc_id=self.look.bloc)
        papers = papers.order_by("-period__ends_on", "-period__order", "unit__sort_key", "pk")
        shown = Paginator(papers, PER_PAGE).get_page(page)
        return shown, self._words(list(shown.object_list))

    def _sections(self) -> QuerySet[Section]:
        return Section.objects.filter(task=self.task).filter(~Q(content="") | Q(evidence__isnull=False))

    def _words(self, papers: list[Submission]) -> list[Written]:
        """From the last snapshot of each paper: a draft that goes on after a return is nobody else's business (B62)."""
        last = Snapshot.objects.filter(submission=OuterRef("submission")).order_by("-number").values("pk")[:1]
        rows = Snapshot.objects.filter(submission__in=papers, pk=Subquery(last))
        contents = {row.submission_id: row.content for row in rows}
        return [self._one(paper, contents.get(paper.pk)) for paper in papers]

    def _one(self, paper: Submission, content: dict | None) -> Written:
        parts = (content or {}).get("sections", [])
        part = next((p for p in parts if p.get("task_id") == self.task.pk), {})
        values = [
            v | {"shown": measured(format_number(Decimal(v["value"])), v.get("unit_of_measure", ""))}
            for v in part.get("values", [])
            if v.get("value") is not None
        ]
        evidence = len(part.get("evidence", [])) + sum(len(v.get("evidence", [])) for v in values)
        return Written(
            submission=paper,
            content=part.get("content", ""),
            difficulties=part.get("difficulties", ""),
            proposals=part.get("proposals", ""),
            self_assessment=part.get("self_assessment", ""),
            values=values,
            evidence=evidence,
            url=reverse("campaigns:submission", args=[paper.pk]) + (f"#phan-{part['id']}" if part.get("id") else ""),
            unit_url=reverse("organisations:unit", args=[paper.unit_id]),
            bloc_url=reverse("organisations:bloc", args=[paper.bloc_id]) if paper.bloc_id else "",
        )


def place_of(item: DirectiveItem | None) -> Place | None:
    """A piece of the directive in words, with the way to its place in the text."""
    if item is None:
        return None
    directive = item.directive
    return Place(
        words=item.text or item.title,
        number=item.number,
        document=str(directive),
        url=f"{reverse('campaigns:directive_review', args=[directive.pk])}#cho-{item.pk}",
    )


@dataclass
class IndicatorHistory:
    """One indicator over the periods of its year, and the same period of the year before where it is known."""

    found: IndicatorProgress
    periods: list
    before: list[tuple[Indicator, IndicatorProgress, list]]


def history_of(indicator: Indicator, user: Any) -> IndicatorHistory:
    """The figures this person may see, back through the indicators it was copied from (three years at most)."""
    periods = report_periods(indicator.campaign)
    found = indicator_progress.of_indicators([indicator], periods, user)[indicator.pk]
    before, earlier = [], indicator.previous
    while earlier is not None and len(before) < 3:
        old = report_periods(earlier.campaign)
        before.append((earlier, indicator_progress.of_indicators([earlier], old, user)[earlier.pk], old))
        earlier = earlier.previous
    return IndicatorHistory(found, periods, before)


def figure_changes(indicator: Indicator, user: Any, limit: int = 30) -> list:
    """Who changed which reported figure from what to what and why, newest first: for figures that stand."""
    visible = Submission.objects.visible_to(user).filter(
        campaign=indicator.campaign_id, kind=SubmissionKind.REPORT, state__in=STANDING
    )
    rows = ValueChange.objects.filter(value__indicator=indicator, value__submission__in=visible.values("pk"))
    changed = rows.exclude(old=None).select_related("value__submission__unit", "value__submission__period")
    return list(changed.order_by("-at", "-pk")[:limit])
