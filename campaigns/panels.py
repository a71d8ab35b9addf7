"""What this app shows on the pages of a unit, a bloc and an account (organisations.panels asks for it)."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count

from campaigns.enums import SubmissionState
from campaigns.models import Campaign, Directive, Participation, Period, Submission
from campaigns.models.submissions import COUNTED
from campaigns.selectors import todo
from campaigns.workflows import SUBMISSION
from emulation.base.workflow import State
from organisations import panels
from organisations.models import Bloc, Membership, Unit, User
from organisations.selectors import audit

# More than this is read on the list of plans and reports.
MOST_ROWS = 60
# Moves kept with a campaign whose fields are those of one of its parts.
_PARTS = {
    "task": "campaigns.task",
    "duty": "campaigns.duty",
    "indicator": "campaigns.indicator",
    "target": "campaigns.indicatortarget",
    "period": "campaigns.period",
}


def register() -> None:
    """Called from AppConfig.ready."""
    panels.register("unit", "campaigns/panels/unit.html", of_unit, order=10)
    panels.register("bloc", "campaigns/panels/bloc.html", of_bloc, order=10)
    panels.register("account", "campaigns/panels/account.html", of_account, order=10)
    panels.register_page("campaigns.campaign", "campaigns:campaign")
    panels.register_page("campaigns.submission", "campaigns:submission")
    panels.register_page("campaigns.directive", "campaigns:directive_review")
    audit.name_kind("campaigns.campaign", "Phong trào thi đua")
    audit.name_kind("campaigns.submission", "Kế hoạch, báo cáo")
    audit.name_kind("campaigns.directive", "Chỉ thị")
    for action, part in _PARTS.items():
        audit.name_part("campaigns.campaign", action, part)


@dataclass
class CampaignRows:
    """A campaign the unit takes part in, with its plans and reports that the reader may see."""

    campaign: Campaign
    bloc: Bloc | None
    rows: list[tuple[Submission, State]] = field(default_factory=list)
    more: int = 0


def of_unit(unit: Unit, user: Any) -> dict:
    """Campaigns with the state of each plan and report: two queries and one for extensions."""
    places = Participation.objects.filter(unit=unit, campaign__in=Campaign.objects.visible_to(user))
    groups = {
        place.campaign_id: CampaignRows(place.campaign, place.bloc)
        for place in places.select_related("campaign", "bloc").order_by("-campaign__year", "-campaign__starts_on")
    }
    rows = Submission.objects.for_page().visible_to(user).filter(unit=unit, campaign__in=groups)
    for submission in rows.prefetch_related("period__extensions").order_by("campaign_id", "period__ends_on", "pk"):
        group = groups[submission.campaign_id]
        if len(group.rows) < MOST_ROWS:
            group.rows.append((submission, SUBMISSION.state_of(submission)))
        else:
            group.more += 1
    return {"unit": unit, "groups": list(groups.values())}


@dataclass
class PeriodRow:
    """How far a bloc's units are with one period: numbers by state, in words."""

    period: Period
    counts: list[tuple[State, int]]
    total: int
    accepted: int


def of_bloc(bloc: Bloc, user: Any) -> dict | None:
    """The bloc's own plans, and how far its units are with each period. Only what the reader may see counts."""
    seen = Submission.objects.visible_to(user).filter(bloc=bloc)
    own = seen.filter(for_bloc=True).for_page().prefetch_related("period__extensions").order_by("-period__ends_on")
    periods = _period_rows(seen.filter(COUNTED, for_bloc=False).exclude(period=None))
    plans = [(submission, SUBMISSION.state_of(submission)) for submission in own[:MOST_ROWS]]
    if not plans and not periods:
        return None
    campaigns = {row.period.campaign_id for row in periods} | {submission.campaign_id for submission, _ in plans}
    return {
        "bloc": bloc,
        "plans": plans,
        "periods": periods,
        "several": len(campaigns) > 1,
        "may_track": user.has_perm("campaigns.view_board"),
    }


def _period_rows(rows) -> list[PeriodRow]:
    counted = rows.order_by().values_list("period_id", "state").annotate(Count("pk"))
    numbers: dict[int, Counter] = {}
    for period, state, number in counted:
        numbers.setdefault(period, Counter())[state] += number
    periods = Period.objects.filter(pk__in=numbers).select_related("campaign").order_by("-ends_on", "pk")
    return [_period_row(period, numbers[period.pk]) for period in periods[:MOST_ROWS]]


def _period_row(period: Period, numbers: Counter) -> PeriodRow:
    counts = [(look, numbers[value]) for value, look in SUBMISSION.states.items() if numbers[value]]
    return PeriodRow(period, counts, numbers.total(), numbers[SubmissionState.ACCEPTED])


@dataclass(frozen=True)
class Waiting:
    """What waits for a person in one role."""

    role: Membership
    items: list[todo.Todo]
    # Kinds with their numbers, of what the reader may not see: directives being read, campaigns that are not launched.
    hidden: list[tuple[str, int]]


def of_account(account: User, user: Any) -> dict:
    """What waits for a person in each role, by title and deadline only: who manages accounts has no say in the papers."""
    found = []
    for role in account.memberships.valid_on().select_related("unit").order_by("pk"):
        person = User.objects.get(pk=account.pk).act_as(role)
        person.is_active = True  # a locked person's work is still there to be taken up
        person._memberships = [role]
        found.append(_waiting(role, todo.for_user(person), user))
    total = sum(len(w.items) + sum(n for _, n in w.hidden) for w in found)
    return {"account": account, "waiting": found, "total": total}


# Papers are shown by title and deadline; these have titles that are nobody's business before the launch.
_SECRET = {Directive: "chỉ thị đang đối chiếu", Campaign: "phong trào đang chuẩn bị"}


def _waiting(role: Membership, items: list[todo.Todo], user: Any) -> Waiting:
    seen = {kind: set(kind.objects.visible_to(user).values_list("pk", flat=True)) for kind in _SECRET}
    hidden = [
        type(i.subject) for i in items if type(i.subject) in _SECRET and i.subject.pk not in seen[type(i.subject)]
    ]
    shown = [i for i in items if type(i.subject) not in _SECRET or i.subject.pk in seen[type(i.subject)]]
    return Waiting(role, shown, [(_SECRET[kind], n) for kind, n in Counter(hidden).items()])
