"""What is new for those who only read: papers that were sent, received or returned since they last said “seen”."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from campaigns.enums import SubmissionState
from campaigns.models import Submission
from campaigns.models.submissions import HANDED_IN
from emulation.base import clock

MOST = 12
# Whoever never said so begins with the last week.
FIRST = dt.timedelta(days=7)
_NEWS = {
    SubmissionState.SUBMITTED: "Mới gửi",
    SubmissionState.ENDORSED: "Trưởng khối đã xác nhận",
    SubmissionState.ACCEPTED: "Đã tiếp nhận",
    SubmissionState.RETURNED: "Đã trả lại",
}


@dataclass(frozen=True)
class News:
    """The newest of them with their words, and how many in all."""

    papers: list[tuple[Submission, str]]
    total: int
    since: dt.datetime


def of(user: Any) -> News | None:
    """For auditors, the Front and the council, of what each may see; None for others and when nothing is new."""
    if not user.has_perm("campaigns.see_news"):
        return None
    since = user.acting.news_seen_at or clock.now() - FIRST
    rows = Submission.objects.visible_to(user).filter(HANDED_IN, state__in=_NEWS, state_since__gt=since)
    total = rows.count()
    if not total:
        return None
    found = rows.for_page().order_by("-state_since", "-pk")[:MOST]
    return News([(s, _words(s)) for s in found], total, since)


def _words(s: Submission) -> str:
    if s.state == SubmissionState.ENDORSED and s.endorsed_at is None:
        return "Mới gửi"
    return _NEWS[SubmissionState(s.state)]
