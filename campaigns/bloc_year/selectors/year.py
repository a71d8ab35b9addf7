"""The year of blocs: the list for those who oversee, the page of one bloc, the panel on the bloc's page."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, QuerySet

from campaigns.bloc_year.enums import ActivityState, PledgeState
from campaigns.bloc_year.models import Activity, Election, Pledge
from campaigns.bloc_year.selectors import pledges as pledge_pages
from campaigns.rules import sees_all_sent
from emulation.base import clock
from organisations.models import Bloc, BlocMember
from organisations.rules import is_unit_officer, unit_id_of
from organisations.selectors.blocs import day_in


def blocs_for(user: Any) -> QuerySet[Bloc]:
    """Blocs whose year this person reads: those of the own unit, all for those who oversee the province."""
    if sees_all_sent(user):
        return Bloc.objects.all()
    if not is_unit_officer(user):
        return Bloc.objects.none()
    return Bloc.objects.filter(pk__in=BlocMember.objects.filter(unit_id=unit_id_of(user)).values("bloc_id"))


@dataclass
class YearRow:
    """A bloc in the list: who leads, its pledge and how many signed, its activities by state."""

    bloc: Bloc
    leader: str = ""
    size: int = 0
    pledge: Pledge | None = None
    signed: int = 0
    activities: Counter = field(default_factory=Counter)
    late: int = 0

    @property
    def planned(self) -> int:
        return self.activities[ActivityState.PLANNED]

    @property
    def done(self) -> int:
        return self.activities[ActivityState.DONE]


def year_rows(user: Any, year: int) -> list[YearRow]:
    """Every bloc of a year that this person reads: four queries, whatever their number."""
    rows = {bloc.pk: YearRow(bloc) for bloc in blocs_for(user).filter(year=year).order_by("code")}
    places = BlocMember.objects.valid_on(day_in(year)).filter(bloc_id__in=rows).select_related("unit")
    units: dict[int, set[int]] = {}
    for place in places:
        units.setdefault(place.bloc_id, set()).add(place.unit_id)
        if place.role == "leader":
            rows[place.bloc_id].leader = place.unit.label
    for pk, found in units.items():
        rows[pk].size = len(found)
    newest = Pledge.objects.filter(bloc_id__in=rows).select_related("bloc").order_by("number")
    for pledge in newest.annotate(signers=Count("signatures")):
        if pledge.state != PledgeState.REPLACED:
            rows[pledge.bloc_id].pledge, rows[pledge.bloc_id].signed = pledge, pledge.signers
    for activity in Activity.objects.filter(bloc_id__in=rows).only("bloc_id", "state", "planned_on", "ends_on"):
        rows[activity.bloc_id].activities[activity.state] += 1
        rows[activity.bloc_id].late += activity.is_overdue
    return list(rows.values())


@dataclass
class BlocYear:
    """Everything of one bloc's year for its page."""

    bloc: Bloc
    pledge: Pledge | None
    table: pledge_pages.Table | None
    activities: list[Activity]
    elections: list[Election]

    @property
    def next_up(self) -> list[Activity]:
        """The next three that are not held yet, late ones first."""
        return [a for a in self.activities if a.state == ActivityState.PLANNED][:3]

    @property
    def done(self) -> int:
        return sum(a.state == ActivityState.DONE for a in self.activities)


def of_bloc(bloc: Bloc) -> BlocYear:
    """Seven queries, whatever the number of units and activities."""
    pledge = pledge_pages.current(bloc)
    return BlocYear(
        bloc,
        pledge,
        pledge_pages.table(pledge) if pledge else None,
        list(Activity.objects.filter(bloc=bloc).select_related("host")),
        list(Election.objects.for_page().filter(activity__bloc=bloc).order_by("-pk")),
    )


def years(user: Any) -> list[int]:
    """Years that have blocs this person reads, newest first; this year is always among them."""
    found = set(blocs_for(user).order_by().values_list("year", flat=True).distinct())
    return sorted(found | {clock.today().year}, reverse=True)
