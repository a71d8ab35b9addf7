"""Beside the work: what others have now, how the year's papers stand, what was finished last."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from campaigns.enums import UNSENT_STATES, CampaignState, SubmissionState
from campaigns.models import Campaign, Submission
from campaigns.models.submissions import COUNTED, HANDED_IN
from organisations.enums import BlocRole, Role
from organisations.models import BlocMember, Membership, User
from organisations.rules import is_unit_officer, role_of, unit_id_of
from organisations.selectors.people import dha_unit_ids, officers, shown_dha_unit_ids

MOST = 8


@dataclass(frozen=True)
class Waiting:
    """A paper that somebody else has: who, since which day."""

    submission: Submission
    who: str
    since: dt.datetime
    stuck: bool = False


def waiting_for_others(user: Any) -> list[Waiting]:
    """What the unit has handed on and others now have, newest first."""
    if not is_unit_officer(user):
        return []
    states = [SubmissionState.AWAITING_HEAD, SubmissionState.SUBMITTED, SubmissionState.ENDORSED]
    if role_of(user) == Role.UNIT_HEAD:
        states = states[1:]
    rows = Submission.objects.for_page().filter(
        COUNTED, campaign__state=CampaignState.LAUNCHED, unit_id=unit_id_of(user), state__in=states
    )
    found = list(rows.order_by("-state_since")[:MOST])
    holders = _Holders(found)
    return [Waiting(s, *holders.of(s)) for s in found]


class _Holders:
    """Names of those who have papers of one unit now; at most three queries for all."""

    def __init__(self, papers: list[Submission]):
        states = {s.state for s in papers}
        unit = papers[0].unit_id if papers else None
        self.heads = (
            list(officers([unit], [Role.UNIT_HEAD]).prefetch_related(None))
            if SubmissionState.AWAITING_HEAD in states
            else []
        )
        self.seats = self._seats(papers) if SubmissionState.SUBMITTED in states else []
        own_department = SubmissionState.ENDORSED in states and unit in dha_unit_ids()
        self.receiver = "Văn phòng Chủ tịch Ủy ban nhân dân tỉnh" if own_department else "Sở Nội vụ"

    @staticmethod
    def _seats(papers: list[Submission]) -> list[BlocMember]:
        rows = BlocMember.objects.valid_on().filter(
            bloc_id__in={s.bloc_id for s in papers}, role__in=[BlocRole.LEADER, BlocRole.DEPUTY]
        )
        return list(rows.select_related("unit"))

    def of(self, s: Submission) -> tuple[str, dt.datetime, bool]:
        """(who and since when, the moment, whether nobody can act on it)."""
        since = s.state_since
        day = f"{timezone.localtime(since):%d/%m}"
        if s.state == SubmissionState.AWAITING_HEAD:
            if not self.heads:
                return "Thủ trưởng chưa có tài khoản dùng được. Hãy báo quản trị tài khoản.", since, True
            return f"{self._heads_name()} xem từ {day}", since, False
        if s.state == SubmissionState.SUBMITTED:
            return f"{self._reviewer(s)} nhận {day}", since, False
        return f"{self.receiver} nhận {day}", since, False

    def _heads_name(self) -> str:
        head: User = self.heads[0]
        name = f"{head.honorific} {head.full_name}".strip()
        return f"{name}, {head.position}," if head.position else name

    def _reviewer(self, s: Submission) -> str:
        seats = [p for p in self.seats if p.bloc_id == s.bloc_id]
        leaders = [p for p in seats if p.role == BlocRole.LEADER]
        role, chosen = "trưởng khối", leaders
        if any(p.unit_id == s.unit_id for p in leaders):
            role, chosen = "phó trưởng khối", [p for p in seats if p.role == BlocRole.DEPUTY]
        names = ", ".join(p.unit.label for p in chosen if p.unit_id != s.unit_id)
        return f"{names} ({role})" if names else "Trưởng khối"


def papers_of_unit(user: Any) -> list[Submission]:
    """The unit's own plans and reports of running campaigns, in the order of their periods; duties last."""
    if not is_unit_officer(user):
        return []
    rows = Submission.objects.for_page().filter(
        COUNTED, unit_id=unit_id_of(user), campaign__state=CampaignState.LAUNCHED
    )
    return list(
        rows.prefetch_related("period__extensions").order_by(
            "-campaign__year", "campaign_id", "for_bloc", "period__purpose", "period__ends_on", "duty__order"
        )
    )


@dataclass(frozen=True)
class Standing:
    """A running campaign in figures: how many papers stand where."""

    campaign: Campaign
    with_leaders: int
    with_department: int
    with_office: int
    returned: int
    accepted: int


def campaigns_in_figures(user: Any) -> list[Standing]:
    """For those who oversee the province: running campaigns with the papers handed in, one query."""
    if not user.has_perm("campaigns.track"):
        return []

    sent = Q(submissions__number__gte=1, submissions__withdrawn=False, submissions__ended_on=None)
    own = Q(submissions__unit_id__in=shown_dha_unit_ids())

    def papers(*states: str, only: Q = Q()) -> Count:  # noqa: B008 -- an empty condition
        return Count("submissions", filter=sent & only & Q(submissions__state__in=states))

    rows = Campaign.objects.filter(state=CampaignState.LAUNCHED).annotate(
        n_leaders=papers(SubmissionState.SUBMITTED),
        n_department=papers(SubmissionState.ENDORSED, only=~own),
        n_office=papers(SubmissionState.ENDORSED, only=own),
        n_returned=papers(*UNSENT_STATES, SubmissionState.RETURNED),
        n_accepted=papers(SubmissionState.ACCEPTED),
    )
    return [Standing(c, c.n_leaders, c.n_department, c.n_office, c.n_returned, c.n_accepted) for c in rows]


def recently_done(user: Any) -> list[Submission]:
    """What was accepted last, of the own unit or of those whom the person oversees."""
    rows = Submission.objects.for_page().visible_to(user).filter(state=SubmissionState.ACCEPTED)
    if is_unit_officer(user):
        rows = rows.filter(unit_id=unit_id_of(user))
    return list(rows.filter(HANDED_IN).order_by("-accepted_at")[:5])


def administrators() -> list[User]:
    """Whom to ask for a role: active administrators."""
    rows = Membership.objects.at_work().filter(role=Role.ADMINISTRATOR)
    return list(User.objects.filter(pk__in=rows.values("user_id")).order_by("full_name")[:3])
