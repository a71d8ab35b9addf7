"""Objects for tests, built by walking there through the services and workflows, as people would.

`make_cast()` gives a small province with the people a page test needs; `launch()` a running campaign; `report(...)` a paper in a
wanted state. Days are 2023; wrap tests in `time_machine` or `clock.at` when "today" matters.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from campaigns.models import Campaign, Submission
from campaigns.services import campaigns as campaign_services
from campaigns.services import periods, submissions
from campaigns.workflows import CAMPAIGN, SUBMISSION
from emulation.base import clock
from organisations.enums import BlocRole, Role
from organisations.models import Bloc, Membership, Unit, User
from organisations.services import accounts, blocs, roles, units

PASSWORD = "mat-khau-dai-123"
LAUNCH_DAY = dt.date(2023, 3, 8)


@dataclass
class Cast:
    """The people of a page test. owner's unit is in the bloc that `leader`'s unit leads; `stranger` is in another bloc."""

    owner: User  # clerk of Sở Y tế
    head: User  # head of Sở Y tế
    neighbour: User  # clerk of Sở Công Thương, same bloc
    leader: User  # clerk of Sở Tài chính, which leads the bloc
    leader_head: User  # head of Sở Tài chính
    deputy: User  # clerk of Sở Xây dựng, deputy leader of the bloc
    stranger: User  # clerk of Hội Luật gia, another bloc
    dha: User
    dha_head: User
    dha_unit_clerk: User  # clerk of Sở Nội vụ as a unit
    dha_unit_head: User
    office: User
    auditor: User
    council: User
    admin: User
    nobody: User  # an account without any role
    units: dict[str, Unit]
    bloc: Bloc
    other_bloc: Bloc


def make_unit(name: str, kind: str = "so_nganh", **fields) -> Unit:
    """A unit through the service."""
    return units.create_unit(official_name=name, short_name=fields.pop("short_name", ""), kind=kind, by=None, **fields)


def make_person(username: str, role: str | None = None, unit: Unit | None = None, **fields) -> User:
    """An account with a password and at most one role."""
    person = accounts.create_account(
        username=username,
        full_name=fields.pop("full_name", f"Nguyễn Văn {username.capitalize()}"),
        email=fields.pop("email", f"{username}@vidu.vn"),
        password=PASSWORD,
        by=None,
        **fields,
    )
    if role:
        roles.grant(person, role=role, unit=unit, by=None)
    return person


def acting(person: User, role: str | None = None) -> User:
    """A fresh copy of the person, without cached roles; in the given role when they hold several."""
    person = User.objects.get(pk=person.pk)
    if role:
        person.act_as(Membership.objects.select_related("unit").get(user=person, role=role))
    return person


def heads(cast: Cast) -> dict[str, User]:
    """The head of each unit of the cast's bloc, by the unit's name; made where the cast has none."""
    found = {"Sở Y tế": cast.head, "Sở Tài chính": cast.leader_head}
    for name, username in {"Sở Công Thương": "congthuong", "Sở Xây dựng": "xaydung"}.items():
        known = User.objects.filter(username=username).first()
        found[name] = known or make_person(username, Role.UNIT_HEAD, cast.units[name])
    return {name: acting(person) for name, person in found.items()}


def make_cast() -> Cast:
    """The small province, as of 01/01/2023."""
    with clock.at(clock.moment(dt.date(2023, 1, 2))):
        return _make_cast()


def _make_cast() -> Cast:
    names = [
        "Sở Y tế",
        "Sở Công Thương",
        "Sở Tài chính",
        "Sở Xây dựng",
        "Hội Luật gia",
        "Sở Nội vụ",
        "Văn phòng UBND tỉnh",
    ]
    u = {name: make_unit(name) for name in [*names, "Thanh tra tỉnh"]}
    bloc = blocs.create_bloc(year=2023, code="01", name="Khối thi đua Kinh tế", by=None)
    other = blocs.create_bloc(year=2023, code="02", name="Khối thi đua các tổ chức hội", by=None)
    blocs.seat(bloc, u["Sở Tài chính"], role=BlocRole.LEADER, by=None)
    blocs.seat(bloc, u["Sở Xây dựng"], role=BlocRole.DEPUTY, by=None)
    for name in ("Sở Y tế", "Sở Công Thương"):
        blocs.seat(bloc, u[name], by=None)
    blocs.seat(other, u["Hội Luật gia"], by=None)
    blocs.seat(other, u["Sở Nội vụ"], by=None)
    return Cast(
        owner=make_person("owner", Role.UNIT_CLERK, u["Sở Y tế"]),
        head=make_person("head", Role.UNIT_HEAD, u["Sở Y tế"]),
        neighbour=make_person("neighbour", Role.UNIT_CLERK, u["Sở Công Thương"]),
        leader=make_person("leader", Role.UNIT_CLERK, u["Sở Tài chính"]),
        leader_head=make_person("leaderhead", Role.UNIT_HEAD, u["Sở Tài chính"]),
        deputy=make_person("deputy", Role.UNIT_CLERK, u["Sở Xây dựng"]),
        stranger=make_person("stranger", Role.UNIT_CLERK, u["Hội Luật gia"]),
        dha=make_person("dha", Role.DHA_CLERK, u["Sở Nội vụ"]),
        dha_head=make_person("dhahead", Role.DHA_HEAD, u["Sở Nội vụ"]),
        dha_unit_clerk=make_person("dhaunit", Role.UNIT_CLERK, u["Sở Nội vụ"]),
        dha_unit_head=make_person("dhaunithead", Role.UNIT_HEAD, u["Sở Nội vụ"]),
        office=make_person("office", Role.CHAIRMAN_OFFICE, u["Văn phòng UBND tỉnh"]),
        auditor=make_person("auditor", Role.AUDITOR, u["Thanh tra tỉnh"]),
        council=make_person("council", Role.COUNCIL_MEMBER, u["Sở Tài chính"]),
        admin=make_person("admin", Role.ADMINISTRATOR, u["Sở Nội vụ"]),
        nobody=make_person("nobody"),
        units=u,
        bloc=bloc,
        other_bloc=other,
    )


def prepare(cast: Cast, *, tasks: int = 2, title: str = "Phong trào thi đua năm 2023") -> Campaign:
    """A campaign in preparation: tasks, one indicator with a target, a plan period and two report periods, both blocs."""
    by = acting(cast.dha)
    with clock.at(clock.moment(dt.date(2023, 3, 6))):
        campaign = campaign_services.create_campaign(
            title=title, year=2023, starts_on=dt.date(2023, 1, 1), ends_on=dt.date(2023, 12, 31), by=by
        )
        for n in range(1, tasks + 1):
            campaign_services.save_task(campaign, title=f"Thi đua nội dung {n}", text="Việc một. Việc hai.", by=by)
        indicator = campaign_services.save_indicator(
            campaign,
            task=campaign.tasks.first(),
            name="Tỷ lệ hồ sơ đúng hạn",
            unit_of_measure="%",
            nature="in_period",
            by=by,
        )
        campaign_services.set_target(indicator, source="Kế hoạch tỉnh", value=Decimal("95"), kind="minimum", by=by)
        campaign_services.set_participants(campaign, blocs=[cast.bloc, cast.other_bloc], by=by)
        for purpose, name, month, rule in _PERIODS:
            periods.save_period(
                campaign,
                purpose=purpose,
                name=name,
                starts_on=dt.date(2023, 1, 1),
                ends_on=dt.date(2023, month, 31 if month == 12 else 30),
                by=by,
                **rule,
            )
    return Campaign.objects.get(pk=campaign.pk)


_PERIODS = [
    ("plan", "Kế hoạch năm 2023", 12, {"rule": "fixed", "day": 31, "month": 3}),
    ("report", "Báo cáo 6 tháng năm 2023", 6, {"rule": "relative", "offset_days": 10}),
    ("report", "Báo cáo năm 2023", 12, {"rule": "fixed", "day": 15, "month": 12}),
]


def launch(cast: Cast, **fields) -> Campaign:
    """A running campaign, launched on 08/03/2023."""
    campaign = prepare(cast, **fields)
    with clock.at(clock.moment(LAUNCH_DAY)):
        CAMPAIGN.perform(campaign, "launch", by=acting(cast.dha))
    return Campaign.objects.get(pk=campaign.pk)


def the_paper(campaign: Campaign, unit: Unit, *, period: str = "Báo cáo 6 tháng năm 2023") -> Submission:
    """The obligation of a unit in a period, as launched."""
    return Submission.objects.for_page().get(campaign=campaign, unit=unit, period__name=period, for_bloc=False)


# For each state the moves that lead there: (move, who of the unit's chain).
_WAY = ["start", "write", "present", "submit", "endorse", "accept"]
_UNTIL = {
    "not_started": 0,
    "draft": 2,
    "awaiting_head": 3,
    "submitted": 4,
    "endorsed": 5,
    "returned": 5,
    "accepted": 6,
}


def report(
    cast: Cast,
    campaign: Campaign,
    state: str = "draft",
    *,
    unit: str = "Sở Y tế",
    day: dt.date = dt.date(2023, 7, 5),
    **paper,
) -> Submission:
    """Walk a unit's paper to a state. The day is the day of every step; flags mark the first section when returned."""
    s = the_paper(campaign, cast.units[unit], **paper)
    people = {"Sở Y tế": (cast.owner, cast.head), "Sở Tài chính": (cast.leader, cast.leader_head)}
    people["Sở Nội vụ"] = (cast.dha_unit_clerk, cast.dha_unit_head)
    clerk, head = people[unit]
    with clock.at(clock.moment(day)):
        for step in _WAY[: _UNTIL[state]]:
            s = _step(cast, s, step, clerk, head)
        if state == "returned":
            flags = {str(s.sections.first().pk): "Chưa nêu số liệu"}
            s = SUBMISSION.perform(s, "dha_return", by=acting(cast.dha), note="Thiếu số liệu nhiệm vụ 1.", flags=flags)
    return s


def _step(cast: Cast, s: Submission, step: str, clerk: User, head: User) -> Submission:
    if step == "write":
        return write(s, by=clerk)
    if step == "endorse" and s.state != "submitted":
        return s
    reviewer = cast.deputy if s.unit_id == cast.units["Sở Tài chính"].pk else cast.leader
    receiver = cast.office if s.unit_id == cast.units["Sở Nội vụ"].pk else cast.dha
    who = {"start": clerk, "present": clerk, "submit": head, "endorse": reviewer, "accept": receiver}[step]
    return SUBMISSION.perform(s, step, by=acting(who))


def write(s: Submission, *, by: User, text: str = "Đã hoàn thành.", value: str = "97.5") -> Submission:
    """Fill every section, and every indicator of the campaign with one value."""
    sections = {x.pk: submissions.SectionInput({"content": text}) for x in s.sections.all()}
    values = {i.pk: submissions.ValueInput(Decimal(value)) for i in s.campaign.indicators.all()}
    return submissions.save(s, sections=sections, values=values, version=s.version, by=acting(by))


def send_on(cast: Cast, s: Submission, *, day: dt.date = dt.date(2023, 7, 5)) -> Submission:
    """Take a draft of Sở Y tế on to Sở Nội vụ (endorsed), as it stands."""
    with clock.at(clock.moment(day, 10)):
        for step in ("present", "submit", "endorse"):
            s = _step(cast, s, step, cast.owner, cast.head)
    return s
