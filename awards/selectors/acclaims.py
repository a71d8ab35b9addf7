"""Reading acclaims: who belongs to the bloc, its published ranking, what the quota comes to, the four counts."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, QuerySet

from awards.enums import AcclaimState, AcclaimStep, BallotMode
from awards.models import Acclaim, AcclaimNominee, BallotBox, Voter, unit_key
from awards.selectors.ballots import turnout
from awards.selectors.quotas import seats_from, split_of
from campaigns.bloc_scores.enums import RankingState
from campaigns.bloc_scores.models import Ranking
from organisations.models import Bloc, BlocMember, Unit
from organisations.rules import unit_id_of
from organisations.selectors.blocs import day_in
from organisations.selectors.units import leaders_of


@dataclass(frozen=True)
class Standing:
    """A unit's place in a published ranking."""

    rank: int | None
    total: Decimal | None
    barred: bool


def member_units(bloc: Bloc) -> list[Unit]:
    """Units of a bloc today, each once, in their order."""
    places = BlocMember.objects.valid_on().filter(bloc=bloc)
    return list(Unit.objects.filter(pk__in=places.values("unit_id")).in_order())


def published_ranking(bloc: Bloc) -> Ranking | None:
    """The newest published ranking of a bloc."""
    rows = Ranking.objects.filter(round__bloc=bloc, state=RankingState.PUBLISHED)
    return rows.order_by("-computed_at", "-pk").first()


def standings(ranking: Ranking | None) -> dict[int, Standing]:
    """{unit id: standing} of a ranking; empty without one."""
    if ranking is None:
        return {}
    return {int(row["unit"]): _standing(row) for row in ranking.result.get("ranking", []) if str(row["unit"]).isdigit()}


def _standing(row: dict) -> Standing:
    total = None if row["total"] is None else Decimal(row["total"])
    return Standing(row["rank"], total, bool(row.get("no_award") or row.get("not_ranked")))


def seats_of(acclaim: Acclaim, units: int) -> int:
    """What the quota comes to: the number or the share of the bloc's units; where it is split, the sum of the parts."""
    split = split_of(acclaim)
    return sum(part.seats for part in split) if split else seats_from(acclaim.quota_kind, acclaim.quota, units)


@dataclass(frozen=True)
class Counts:
    """Four facts that are never one number."""

    nominated: int
    proposed: int
    approved: int
    decided: int


def counts(nominees: list[AcclaimNominee]) -> Counts:
    """Of one acclaim or several."""
    return Counts(*(sum(getattr(n, step.field) is not None for n in nominees) for step in AcclaimStep))


def leader_among(nominees: list[AcclaimNominee], bloc: Bloc) -> Unit | None:
    """The leading unit where it is itself put up: all shall see that it runs what concerns it."""
    leading = {unit.pk for unit in leaders_of(bloc, day_in(bloc.year))}
    return next((n.unit for n in nominees if n.unit_id in leading), None)


@dataclass(frozen=True)
class AwardCounts:
    """The four counts of one award in one year, over all blocs."""

    year: int
    award: str
    counts: Counts


def totals(acclaims: QuerySet[Acclaim]) -> list[AwardCounts]:
    """For each award the blocs concluded, newest year first. One query."""
    rows = AcclaimNominee.objects.filter(acclaim__in=acclaims, acclaim__state=AcclaimState.CONCLUDED)
    counted = {step.value: Count(step.field) for step in AcclaimStep}
    found = rows.values("acclaim__bloc__year", "acclaim__award").annotate(**counted)
    return [
        AwardCounts(
            row["acclaim__bloc__year"], row["acclaim__award"], Counts(*(row[step.value] for step in AcclaimStep))
        )
        for row in found.order_by("-acclaim__bloc__year", "acclaim__award")[:20]
    ]


def voter_of(acclaim_id: int, user) -> QuerySet[Voter]:
    """The voter that the acting person votes for, as a queryset of at most one row."""
    return Voter.objects.filter(box__acclaim=acclaim_id, key=unit_key(unit_id_of(user)))


@dataclass(frozen=True)
class Numbers:
    """Papers of a counted box."""

    voters: int
    present: int
    returned: int
    invalid: int

    @property
    def valid(self) -> int:
        return self.returned - self.invalid


def paper_numbers(box: BallotBox) -> Numbers:
    """For the counting minutes."""
    found = turnout(box)
    if box.mode == BallotMode.PAPER:
        counts = box.paper_counts
        return Numbers(found.voters, counts["present"], counts["returned"], counts["invalid"])
    return Numbers(found.voters, found.voted, found.voted, 0)
