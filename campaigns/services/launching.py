"""Launch: rules of participation become participations, and every plan, report and duty report that is owed comes into being."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from campaigns.enums import DutyAudience, ParticipantMode, PeriodPurpose, SubmissionKind
from campaigns.models import Campaign, Participation, Period, Submission
from emulation.base import notify
from organisations.enums import UNIT_ROLES, BlocRole
from organisations.models import Bloc, BlocMember, Unit
from organisations.models.dated import valid_on
from organisations.selectors.people import officers


def launched(campaign: Campaign, *, by: Any, note: str = "", **data: Any) -> None:
    """Effect of the move “launch”: participations, obligations, one notice to each officer."""
    join(campaign, units_taking_part(campaign))
    owe_everything(campaign)
    people = officers(campaign.participations.values_list("unit_id", flat=True), UNIT_ROLES)
    notify.tell(
        people,
        key=f"campaign:{campaign.pk}:launched",
        title=f"Phát động: {campaign.title}",
        body=f"{by} đã phát động phong trào. Mở phong trào để xem nhiệm vụ và thời hạn của đơn vị.",
        url=reverse("campaigns:campaign", args=[campaign.pk]),
    )


def units_taking_part(campaign: Campaign) -> QuerySet[Unit]:
    """Units that exist on the campaign's first day and are named by its rules: by kind, by bloc, one by one."""
    kinds, blocs, units = [], [], []
    for rule in campaign.participant_rules.all():
        if rule.mode == ParticipantMode.KIND:
            kinds.append(rule.kind)
        elif rule.mode == ParticipantMode.BLOC:
            blocs.append(rule.bloc_id)
        else:
            units.append(rule.unit_id)
    day = campaign.starts_on
    seated = BlocMember.objects.filter(valid_on(day), bloc_id__in=blocs).values("unit_id")
    existing = Unit.objects.valid_on(day)
    found = existing.filter(kind__in=kinds) | existing.filter(pk__in=seated) | existing.filter(pk__in=units)
    return found.distinct().in_order()


def join(campaign: Campaign, units: QuerySet[Unit]) -> list[Participation]:
    """Give each unit its participation, with the bloc that reviews it this year. Joining twice changes nothing."""
    present = set(campaign.participations.values_list("unit_id", flat=True))
    bloc_of = _blocs(campaign.year)
    rows = [
        Participation(campaign=campaign, unit=unit, bloc_id=bloc_of.get(unit.pk))
        for unit in units
        if unit.pk not in present
    ]
    return Participation.objects.bulk_create(rows)


def owe_everything(campaign: Campaign) -> int:
    """Create the missing obligations of a launched campaign: periods × units, blocs' plans, named duties. Safe to repeat."""
    made = sum(owe_period(period) for period in campaign.periods.all())
    for duty in campaign.duties.prefetch_related("units"):
        if duty.audience == DutyAudience.NAMED:
            rows = [
                Submission(kind=SubmissionKind.DUTY, campaign=campaign, duty=duty, unit=unit)
                for unit in duty.units.all()
            ]
            made += len(Submission.objects.bulk_create(rows, ignore_conflicts=True))
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
    blocs = Bloc.objects.filter(pk__in=campaign.participations.exclude(bloc=None).values("bloc_id")).exclude(
        pk__in=present
    )
    leaders = BlocMember.objects.filter(valid_on(campaign.starts_on), bloc__in=blocs, role=BlocRole.LEADER)
    return [
        Submission(
            kind=SubmissionKind.PLAN,
            campaign=campaign,
            period=period,
            unit_id=place.unit_id,
            bloc_id=place.bloc_id,
            for_bloc=True,
        )
        for place in leaders
    ]


def _blocs_plan(campaign: Campaign) -> bool:
    """Whether the directive gives bloc leaders the duty to plan."""
    return campaign.duties.filter(audience=DutyAudience.BLOC_LEADERS).exists()


def _blocs(year: int) -> dict[int, int]:
    """{unit id: bloc id} of the province's blocs of a year; of several the first by code."""
    rows = BlocMember.objects.filter(bloc__year=year, bloc__parent=None).order_by("-bloc__code")
    return dict(rows.values_list("unit_id", "bloc_id"))
