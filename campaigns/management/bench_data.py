"""The data on which `manage.py bench` measures: made by bulk inserts, thrown away afterwards.

The shape is that of a large province: units × periods of one running campaign in every state, earlier years until the list has its
length, and plans that are ready to be sent.
"""

import datetime as dt
import random
from dataclasses import dataclass, field

from campaigns.enums import CampaignState, PeriodPurpose, SubmissionKind, SubmissionState
from campaigns.models import Campaign, Indicator, Participation, Period, Section, Submission, Task
from campaigns.services import periods as period_services
from emulation.base import clock, vietnamese
from organisations.enums import BlocRole, Role, UnitKind
from organisations.models import Bloc, BlocMember, Membership, Unit, User

TODAY = dt.date(2023, 10, 16)
YEAR = 2023
BLOC_SIZE = 30
_MONTHS = (3, 6, 9, 12)
# Of a hundred reports of a period whose deadline is over: how many are in each state.
_MIX = (
    [SubmissionState.ACCEPTED] * 78
    + [SubmissionState.ENDORSED] * 8
    + [SubmissionState.SUBMITTED] * 5
    + [SubmissionState.RETURNED] * 4
    + [SubmissionState.DRAFT] * 3
    + [SubmissionState.NOT_STARTED] * 2
)
_SENT = {SubmissionState.ACCEPTED, SubmissionState.ENDORSED, SubmissionState.SUBMITTED, SubmissionState.RETURNED}


@dataclass
class Data:
    """What was made and who looks at it."""

    department: User
    clerk: User
    head: User
    campaign: Campaign
    period: Period
    report: Submission
    to_send: list[Submission] = field(default_factory=list)


def build(*, units: int = 300, tasks: int = 5, periods: int = 4, reports: int = 5000, sends: int = 40) -> Data:
    """Make the data in the current database, which must be empty but migrated."""
    chance = random.Random(7)  # noqa: S311 -- sample data
    everyone = make_units([f"Đơn vị số {n}" for n in range(1, units + 1)])
    department = Unit.objects.create(**_name("Sở Nội vụ"), kind=UnitKind.SO_NGANH)
    people = {
        "department": _person("so-noi-vu", Role.DHA_CLERK, department),
        "clerk": _person("can-bo", Role.UNIT_CLERK, everyone[0]),
        "head": _person("thu-truong", Role.UNIT_HEAD, everyone[0]),
    }
    blocs = _blocs(everyone)
    campaign = _campaign(YEAR, everyone, blocs, tasks, periods)
    _reports(campaign, everyone, blocs, chance)
    _earlier_years(everyone, blocs, tasks, periods, reports)
    period = campaign.periods.filter(purpose=PeriodPurpose.REPORT).order_by("order")[min(2, periods - 1)]
    report = Submission.objects.filter(period=period, state=SubmissionState.ENDORSED).first()
    return Data(
        **people,
        campaign=campaign,
        period=period,
        report=report or Submission.objects.filter(campaign=campaign, number__gte=1).first(),
        to_send=_ready_to_send(campaign, everyone[0], blocs[0], sends),
    )


def _name(name: str) -> dict:
    return {
        "official_name": name,
        "short_name": name.replace("Đơn vị", "ĐV"),
        "comparison_key": vietnamese.fold(name),
        "search_key": vietnamese.search_key(name),
        "sort_key": vietnamese.sort_key(name),
    }


def make_units(names: list[str]) -> list[Unit]:
    """Units of these names, in one insert."""
    return Unit.objects.bulk_create(Unit(**_name(name), kind=UnitKind.SO_NGANH) for name in names)


def _person(username: str, role: str, unit: Unit) -> User:
    person = User.objects.create(username=username, full_name=username, password="!", email=f"{username}@vidu.vn")
    Membership.objects.create(user=person, role=role, unit=unit)
    return person


def _blocs(units: list[Unit]) -> list[Bloc]:
    count = -(-len(units) // BLOC_SIZE)
    blocs = [
        Bloc.objects.create(year=YEAR, code=f"{n:02}", name=f"Khối thi đua số {n}", word="khối thi đua")
        for n in range(1, count + 1)
    ]
    roles = {0: BlocRole.MEMBER, 1: BlocRole.LEADER, 2: BlocRole.DEPUTY}
    BlocMember.objects.bulk_create(
        BlocMember(bloc=blocs[i // BLOC_SIZE], unit=unit, role=roles.get(i % BLOC_SIZE, BlocRole.MEMBER))
        for i, unit in enumerate(units)
    )
    return blocs


def _campaign(year: int, units: list[Unit], blocs: list[Bloc], tasks: int, periods: int) -> Campaign:
    campaign = Campaign.objects.create(
        title=f"Phong trào thi đua thực hiện thắng lợi nhiệm vụ phát triển kinh tế - xã hội năm {year}",
        year=year,
        starts_on=dt.date(year, 1, 1),
        ends_on=dt.date(year, 12, 31),
        state=CampaignState.LAUNCHED if year == YEAR else CampaignState.CLOSED,
    )
    rows = Task.objects.bulk_create(
        Task(campaign=campaign, order=n, title=f"Thi đua nội dung {n}", text="Việc một. Việc hai.")
        for n in range(1, tasks + 1)
    )
    Indicator.objects.bulk_create(
        Indicator(campaign=campaign, task=task, order=task.order, name=f"Chỉ tiêu {task.order}", unit_of_measure="%")
        for task in rows
    )
    for order in range(1, periods + 1):
        _period(campaign, order)
    Participation.objects.bulk_create(
        Participation(campaign=campaign, unit=unit, bloc=blocs[i // BLOC_SIZE], joined_on=campaign.starts_on)
        for i, unit in enumerate(units)
    )
    return campaign


def _period(campaign: Campaign, order: int) -> Period:
    month = _MONTHS[(order - 1) % len(_MONTHS)]
    ends = dt.date(campaign.year, month, 31 if month in (3, 12) else 30)
    period = Period(
        campaign=campaign,
        purpose=PeriodPurpose.REPORT,
        order=order,
        name=f"Báo cáo kỳ {order} năm {campaign.year}",
        starts_on=campaign.starts_on,
        ends_on=ends,
        rule="relative",
        offset_days=10,
    )
    period_services.resolve(period)
    period.save()
    return period


def _reports(campaign: Campaign, units: list[Unit], blocs: list[Bloc], chance: random.Random) -> None:
    """Every unit's report of every period, with sections where somebody wrote."""
    rows = []
    for period in campaign.periods.all():
        over = period.due_on < TODAY
        for i, unit in enumerate(units):
            state = chance.choice(_MIX) if over else chance.choice([SubmissionState.NOT_STARTED, SubmissionState.DRAFT])
            rows.append(_report(campaign, period, unit, blocs[i // BLOC_SIZE], state, chance.randint(-9, 3)))
    Submission.objects.bulk_create(rows, batch_size=500)
    tasks = list(campaign.tasks.all())
    written = Submission.objects.filter(campaign=campaign).exclude(state=SubmissionState.NOT_STARTED)
    Section.objects.bulk_create(
        (
            Section(submission=s, task=t, content="Đã hoàn thành.", flagged=s.state == "returned" and t.order == 1)
            for s in written
            for t in tasks
        ),
        batch_size=500,
    )


def _report(campaign, period, unit, bloc, state: str, days: int) -> Submission:
    sent = clock.moment(period.due_on + dt.timedelta(days=days), 10, 30) if state in _SENT else None
    return Submission(
        kind=SubmissionKind.REPORT,
        campaign=campaign,
        period=period,
        unit=unit,
        bloc=bloc,
        state=state,
        state_since=sent or clock.moment(campaign.starts_on),
        number=1 if sent else 0,
        first_sent_at=sent,
        last_sent_at=sent,
        endorsed_at=sent if state in (SubmissionState.ENDORSED, SubmissionState.ACCEPTED) else None,
        accepted_at=sent if state == SubmissionState.ACCEPTED else None,
    )


def _earlier_years(units: list[Unit], blocs: list[Bloc], tasks: int, periods: int, reports: int) -> None:
    """Closed campaigns of earlier years, until `reports` papers were sent in all."""
    missing = reports - Submission.objects.filter(number__gte=1).count()
    year = YEAR
    while missing > 0:
        year -= 1
        campaign = _campaign(year, units, blocs, tasks, periods)
        rows = [
            _report(campaign, period, unit, blocs[i // BLOC_SIZE], SubmissionState.ACCEPTED, -2)
            for period in campaign.periods.all()
            for i, unit in enumerate(units)
        ]
        Submission.objects.bulk_create(rows[:missing], batch_size=500)
        missing -= len(rows[:missing])


def _ready_to_send(campaign: Campaign, unit: Unit, bloc: Bloc, count: int) -> list[Submission]:
    """Plans of the first unit, complete, each of a period of its own, so that sending can be measured again and again."""
    tasks = list(campaign.tasks.all())
    found = []
    for n in range(1, count + 1):
        period = Period(
            campaign=campaign,
            purpose=PeriodPurpose.PLAN,
            order=n,
            name=f"Kế hoạch {n}",
            starts_on=campaign.starts_on,
            ends_on=campaign.ends_on,
            day=31,
            month=12,
        )
        period_services.resolve(period)
        period.save()
        plan = Submission.objects.create(
            kind=SubmissionKind.PLAN,
            campaign=campaign,
            period=period,
            unit=unit,
            bloc=bloc,
            state=SubmissionState.AWAITING_HEAD,
        )
        Section.objects.bulk_create(Section(submission=plan, task=t, content="Biện pháp cụ thể.") for t in tasks)
        found.append(plan)
    return found
