"""Reading files of nominations: lists, routes a unit can still use, reports and rankings to rest an achievement on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, When

from awards.models import ListedNominee
from awards.nominations.enums import FileState
from awards.nominations.models import NominationFile, Route
from awards.nominations.rules import own_file
from awards.nominations.selectors.checks import check_file, check_sending, differences_now, differences_of
from awards.nominations.selectors.sendings import as_sent
from awards.selectors.outlook import sees_outlook
from campaigns.bloc_scores.enums import RankingState
from campaigns.bloc_scores.models import Ranking
from campaigns.enums import SubmissionKind, SubmissionState
from campaigns.models import Submission
from campaigns.rules import sees_all_sent
from emulation.base import clock
from organisations.rules import is_unit_officer, unit_id_of


@dataclass(frozen=True)
class Asked:
    """Filters of the list; anything else is as if not asked."""

    state: str = ""
    route: int | None = None

    @classmethod
    def from_query(cls, query: Mapping) -> "Asked":
        state, route = query.get("tinh-trang", ""), query.get("dot", "")
        known = route.isascii() and route.isdigit() and len(route) < 9
        return cls(state if state in FileState.values else "", int(route) if known else None)


class Reading:
    """A file as one person reads it: its unit sees what it writes, everybody else exactly what was sent."""

    def __init__(self, file: NominationFile, user: Any):
        self.own = own_file(user, file)
        self.sending = None if self.own else file.last_sending()
        self.file = as_sent(file, self.sending) if self.sending else file
        self.sees_outlook = sees_outlook(user, file.unit_id)
        # Why it went back or was withdrawn is between the unit and those who oversee.
        self.sees_history = self.own or sees_all_sent(user)
        if self.own:
            self.rows, self.differences = check_file(file), differences_now(file)
        else:
            self.rows = check_sending(self.sending) if self.sending else []
            self.differences = differences_of(file, [row.nominee for row in self.rows if row.nominee.subject])


def file_rows(user, asked: Asked) -> QuerySet[NominationFile]:
    """Files that a person sees, with how many nominees each has, of others as they were sent (B86)."""
    rows = NominationFile.objects.visible_to(user).for_page()
    if asked.state:
        rows = rows.filter(state=asked.state)
    if asked.route:
        rows = rows.filter(route=asked.route)
    own = unit_id_of(user) if is_unit_officer(user) else None
    size = (
        Case(When(unit_id=own, then="now"), default="sent_size", output_field=IntegerField()) if own else F("sent_size")
    )
    rows = rows.annotate(now=Count("nominees", distinct=True)).annotate(size=size)
    return rows.order_by("-route__year", "route__last_day", "unit__sort_key")


def state_counts(user) -> list[tuple[str, str, int]]:
    """(state, words, number) for the tabs; each number is the length of its list. One query."""
    rows = NominationFile.objects.visible_to(user).order_by().values("state").annotate(n=Count("pk", distinct=True))
    found = {row["state"]: row["n"] for row in rows}
    return [(state, FileState(state).label, found[state]) for state in FileState.values if found.get(state)]


def routes_to_begin(user) -> list[Route]:
    """Open routes on which the unit of the person has no file yet."""
    if not is_unit_officer(user):
        return []
    begun = NominationFile.objects.filter(unit=unit_id_of(user)).values("route_id")
    open_ = Q(closed_on=None) | Q(closed_on__gt=clock.today())
    return list(Route.objects.filter(open_, year__gte=clock.today().year - 1).exclude(pk__in=begun))


def listed_waiting(file: NominationFile) -> QuerySet[ListedNominee]:
    """Lines of lists that Sở Nội vụ brought in for the unit, in the year of the file or the next one, that no file has taken yet."""
    years = (file.route.year, file.route.year + 1)
    rows = ListedNominee.objects.filter(unit=file.unit, year__in=years, nominee=None)
    return rows.select_related("person", "collective", "household").order_by("pk")


def reports_of(file: NominationFile) -> list[Submission]:
    """Accepted reports of the unit in the year of the route."""
    rows = Submission.objects.filter(
        unit=file.unit,
        kind=SubmissionKind.REPORT,
        state=SubmissionState.ACCEPTED,
        for_bloc=False,
        campaign__year=file.route.year,
    )
    return list(rows.select_related("period", "unit", "campaign").order_by("-period__ends_on"))


def rankings_of(file: NominationFile) -> list[Ranking]:
    """Published rankings of the unit's bloc in the year of the route."""
    if file.bloc_id is None:
        return []
    rows = Ranking.objects.filter(round__bloc=file.bloc, state=RankingState.PUBLISHED)
    return list(rows.select_related("round__bloc").defer("source", "result").order_by("-number"))
