"""Everything written in one plan or report, read once: what readiness, content, snapshot and page look at."""

from typing import Any

from django.db.models import Prefetch
from django.utils.functional import cached_property

from campaigns.enums import SubmissionKind
from campaigns.models import Evidence, Measure, Section, Submission
from campaigns.selectors.figures import Figure, Figures


class Paper:
    """The parts of a submission as they are in the database when first asked for; four or five queries for all."""

    def __init__(self, submission: Submission):
        self.submission = submission

    @cached_property
    def sections(self) -> list[Section]:
        """In the order of tasks; a plan's with their measures."""
        rows = self.submission.sections.select_related("task").order_by("task__order")
        if self.has_measures:
            rows = rows.prefetch_related(Prefetch("measures", Measure.objects.order_by("order"), to_attr="steps"))
        return list(rows)

    @property
    def has_measures(self) -> bool:
        """Only a plan says what, who, when."""
        return self.submission.kind == SubmissionKind.PLAN

    def measures_of(self, section: Section) -> list[Measure]:
        return section.steps if self.has_measures else []

    @cached_property
    def figures(self) -> list[Figure]:
        return Figures(self.submission).rows()

    @cached_property
    def evidence(self) -> list[Evidence]:
        return list(self.submission.evidence.select_related("file", "added_by"))

    @cached_property
    def open_ids(self) -> set[int]:
        """Sections that may be edited now: none out of hand, only the marked ones where a return marked some."""
        if not self.submission.is_editable:
            return set()
        marked = {s.pk for s in self.sections if s.flagged}
        return marked or {s.pk for s in self.sections}


def paper_of(submission: Any) -> Paper:
    """The paper of this very object, read once; an object fetched anew (each move, each request) reads anew."""
    if "_paper" not in submission.__dict__:
        submission.__dict__["_paper"] = Paper(submission)
    return submission.__dict__["_paper"]


def forget_paper(submission: Any) -> None:
    """Something was written to it: the next look reads anew."""
    submission.__dict__.pop("_paper", None)
