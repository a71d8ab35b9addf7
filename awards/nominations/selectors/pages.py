"""Reading files of nominations: lists, routes a unit can still use, reports and rankings to rest an achievement on."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from awards.enums import SubjectKind
from awards.models import ListedNominee, Person
from awards.nominations.enums import FileState
from awards.nominations.models import NominationFile, Nominee, Route
from campaigns.bloc_scores.enums import RankingState
from campaigns.bloc_scores.models import Ranking
from campaigns.enums import SubmissionKind, SubmissionState
from campaigns.models import Submission
from emulation.base import clock, vietnamese
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


def file_rows(user, asked: Asked) -> QuerySet[NominationFile]:
    """Files that a person sees, with how many nominees each has; withdrawn and draft ones of others are in no count (B86)."""
    rows = NominationFile.objects.visible_to(user).for_page()
    if asked.state:
        rows = rows.filter(state=asked.state)
    if asked.route:
        rows = rows.filter(route=asked.route)
    return rows.annotate(size=Count("nominees", distinct=True)).order_by(
        "-route__year", "route__last_day", "unit__sort_key"
    )


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


def people_named(file: NominationFile, name: str) -> list[Person]:
    """Standing people of the unit whose name holds these words, without accents: namesakes are told apart by year and post."""
    words = vietnamese.search_key(name).split()
    if not words:
        return []
    rows = Person.objects.standing().filter(places__unit=file.unit)
    for word in words:
        rows = rows.filter(search_key__contains=word)
    return list(rows.distinct().prefetch_related("places__unit").order_by("sort_key")[:30])


def listed_waiting(file: NominationFile) -> QuerySet[ListedNominee]:
    """Lines of lists that were brought in for the unit and year of a file and that no file has taken yet."""
    rows = ListedNominee.objects.filter(unit=file.unit, year=file.route.year, nominee=None)
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


def of_subject(kind: str, pk: int, user) -> QuerySet[Nominee]:
    """Nominations of a person or collective that a person sees."""
    rows = Nominee.objects.visible_to(user).filter(**{kind: pk})
    return rows.select_related("file__route", "file__unit").order_by("-file__route__year", "-pk")


KIND_CHOICES = [(kind, kind.label) for kind in SubjectKind]
