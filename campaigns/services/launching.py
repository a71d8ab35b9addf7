"""Launch: rules of participation become participations, and every plan, report and duty report that is owed comes into being."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from campaigns.enums import DutyAudience, PeriodPurpose, SubmissionKind
from campaigns.models import Campaign, Participation, Period, Submission
from campaigns.models.submissions import topic, topic_due
from campaigns.selectors.participants import bloc_ids, units_taking_part
from emulation.base import notify
from organisations.enums import UNIT_ROLES, BlocRole
from organisations.models import Bloc, BlocMember, Membership, Unit, User
from organisations.models.dated import valid_on
from organisations.selectors.people import officers


def launched(campaign: Campaign, *, by: Any, note: str = "", **data: Any) -> None:
    """Effect of the move “launch”: participations, obligations, one notice to each officer."""
    join(campaign, units_taking_part(campaign))
    owe_everything(campaign)
    notify.tell(
        people_of(campaign),
        key=f"campaign:{campaign.pk}:launched",
        title=f"Phát động: {campaign.title}",
        body=f"{by} đã phát động phong trào. Mở phong trào để xem nhiệm vụ và thời hạn của đơn vị.",
        url=reverse("campaigns:campaign", args=[campaign.pk]),
    )


def closed(campaign: Campaign, *, by: Any, note: str = "", **data: Any) -> None:
    """Effect of the move “close”: nothing waits any more, so no notice about its papers does."""
    keys = campaign.submissions.values_list("pk", flat=True)
    notify.settle(*(about for pk in keys for about in (topic(pk), topic_due(pk))))


def people_of(campaign: Campaign) -> QuerySet[User]:
    """Officers of the units that take part: those who are told."""
    return officers(campaign.participations.filter(left_on=None).values_list("unit_id", flat=True), UNIT_ROLES)


def join(campaign: Campaign, units: QuerySet[Unit]) -> list[Participation]:
    """Give each unit its participation, with the bloc that reviews it this year. Joining twice changes nothing."""
    present = set(campaign.participations.values_list("unit_id", flat=True))
    bloc_of = bloc_ids(campaign.year)
    rows = [
        Participation(campaign=campaign, unit=unit, bloc_id=bloc_of.get(unit.pk))
        for unit in units
        if unit.pk not in present
    ]
    return Participation.objects.bulk_create(rows)


def owe_everything(campaign: Campaign) -> int:
    """Create the missing obligations of a launched campaign: periods × units, blocs' plans, named duties. Safe to repeat."""
    made = sum(owe_period(period) for period in campaign.periods.all())
    gone = set(campaign.participations.exclude(left_on=None).values_list("unit_id", flat=True))
    for duty in campaign.duties.prefetch_related("units"):
        if duty.audience == DutyAudience.NAMED:
            present = set(duty.submissions.values_list("unit_id", flat=True))
            rows = [
                Submission(kind=SubmissionKind.DUTY, campaign=campaign, duty=duty, unit=unit)
                for unit in duty.units.all()
                if unit.pk not in present | gone
            ]
            made += len(Submission.objects.bulk_create(rows))
    return made


def owe_period(period: Period) -> int:
    """The obligations of one period: each participant that has not left, and for plans each bloc through its leader."""
    campaign = period.campaign
    present = set(period.submissions.filter(for_bloc=False).values_list("unit_id", flat=True))
    rows = [
        Submission(kind=period.purpose, campaign=campaign, period=period, unit_id=p.unit_id, bloc_id=p.bloc_id)
        for p in campaign.participations.filter(left_on=None)
        if p.unit_id not in present
    ]
    if period.purpose == PeriodPurpose.PLAN and _blocs_plan(campaign):
        rows += _bloc_plans(period)
    Submission.objects.bulk_create(rows)
    return len(rows)


def _bloc_plans(period: Period) -> list[Submission]:
    campaign = period.campaign
    present = set(period.submissions.filter(for_bloc=True).values_list("bloc_id", flat=True))
    blocs = set(campaign.participations.exclude(bloc=None).values_list("bloc_id", flat=True)) - present
    return [
        Submission(
            kind=SubmissionKind.PLAN,
            campaign=campaign,
            period=period,
            unit_id=place.unit_id,
            bloc_id=place.bloc_id,
            for_bloc=True,
        )
        for place in _leaders(campaign, blocs)
    ]


def _leaders(campaign: Campaign, blocs: Iterable[int]) -> QuerySet[BlocMember]:
    """Places of the units that lead these blocs on the campaign's first day."""
    return BlocMember.objects.filter(valid_on(campaign.starts_on), bloc__in=blocs, role=BlocRole.LEADER)


def _blocs_plan(campaign: Campaign) -> bool:
    """Whether the directive gives bloc leaders the duty to plan."""
    return campaign.duties.filter(audience=DutyAudience.BLOC_LEADERS).exists()


@dataclass
class Preview:
    """What a launch would make, counted before it happens."""

    units: list[Unit] = field(default_factory=list)
    blocs: list[Bloc] = field(default_factory=list)
    without_bloc: list[Unit] = field(default_factory=list)
    without_people: list[Unit] = field(default_factory=list)
    plans: int = 0
    bloc_plans: int = 0
    reports: int = 0
    duty_reports: int = 0
    people: int = 0

    @property
    def obligations(self) -> int:
        return self.plans + self.bloc_plans + self.reports + self.duty_reports


def preview(campaign: Campaign) -> Preview:
    """Count what `launched` would make for a campaign in preparation, without making it."""
    units = list(units_taking_part(campaign))
    bloc_of = bloc_ids(campaign.year)
    blocs = Bloc.objects.filter(pk__in={bloc_of[u.pk] for u in units if u.pk in bloc_of})
    ids = [u.pk for u in units]
    seats = Membership.objects.at_work().filter(unit_id__in=ids, role__in=UNIT_ROLES)
    manned = set(seats.values_list("unit_id", flat=True))
    purposes = list(campaign.periods.values_list("purpose", flat=True))
    plans = purposes.count(PeriodPurpose.PLAN)
    leaders = _leaders(campaign, blocs).count() if _blocs_plan(campaign) else 0
    named = campaign.duties.filter(audience=DutyAudience.NAMED)
    return Preview(
        units=units,
        blocs=list(blocs),
        without_bloc=[u for u in units if u.pk not in bloc_of],
        without_people=[u for u in units if u.pk not in manned],
        plans=plans * len(units),
        bloc_plans=plans * leaders,
        reports=purposes.count(PeriodPurpose.REPORT) * len(units),
        duty_reports=named.exclude(units=None).values_list("pk", "units").count(),
        people=officers(ids, UNIT_ROLES).count(),
    )
