"""Work that is not done yet and has a last day, of every app: what reminders are about.

An app above registers its kind with `register` (called from AppConfig.ready). What is done, closed or cancelled is not given
any more, so nobody is reminded of it (B44, B91).
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from campaigns.enums import CampaignState, SubmissionKind, SubmissionState
from campaigns.models import Submission
from campaigns.models.submissions import COUNTED, HANDED_IN, topic_due
from campaigns.selectors.dues import with_due


@dataclass(frozen=True)
class Deadline:
    """One unit, or one person in its stead, owes one thing by the end of a day.

    key: names the thing for good. group: things that are told together to those who watch many units. topic: settles the
    notice once it is done (notify.settle). as_department: Sở Nội vụ owes it as the standing body, not as a unit of a bloc.
    person: the account that owes it for itself (a member of the Council), where no unit does.
    """

    key: str
    group: str
    title: str
    unit_id: int | None
    due: dt.date
    url: str
    bloc_id: int | None = None
    time: dt.time | None = None
    topic: str = ""
    group_url: str = ""
    as_department: bool = False
    person: Any = None


Open = Callable[[dt.date, dt.date], Iterable[Deadline]]


@dataclass(frozen=True)
class Kind:
    """A kind of work: its short name (kept with rules), its words, and what is open between two last days."""

    slug: str
    label: str
    open: Open


kinds: dict[str, Kind] = {}


def register(slug: str, label: str, open_: Open) -> None:
    """Add a kind of work that has deadlines."""
    kinds[slug] = Kind(slug, label, open_)


def _papers(kind: SubmissionKind) -> Open:
    def open_(first: dt.date, last: dt.date) -> Iterator[Deadline]:
        rows = Submission.objects.filter(COUNTED & ~HANDED_IN, kind=kind, campaign__state=CampaignState.LAUNCHED)
        rows = rows.exclude(state__in=[SubmissionState.SUBMITTED, SubmissionState.ENDORSED, SubmissionState.ACCEPTED])
        return map(_of_paper, with_due(rows.for_page()).filter(due__range=(first, last)).order_by("due", "pk"))

    return open_


def _of_paper(s: Submission) -> Deadline:
    return Deadline(
        key=f"submission:{s.pk}",
        group=f"period:{s.period_id}" if s.period_id else f"duty:{s.duty_id}",
        title=s.title,
        unit_id=s.unit_id,
        due=s.due,
        url=reverse("campaigns:submission", args=[s.pk]),
        bloc_id=s.bloc_id,
        time=s.period.due_time if s.period_id else None,
        topic=topic_due(s.pk),
        group_url=_board_url(s),
    )


def _board_url(s: Submission) -> str:
    if s.period_id and s.kind == SubmissionKind.REPORT:
        return f"{reverse('campaigns:board')}?phong-trao={s.campaign_id}&ky={s.period_id}"
    return f"{reverse('campaigns:submission_list')}?phong-trao={s.campaign_id}"


register("plan", "Kế hoạch", _papers(SubmissionKind.PLAN))
register("report", "Báo cáo", _papers(SubmissionKind.REPORT))
register("duty", "Báo cáo thực hiện phân công", _papers(SubmissionKind.DUTY))
