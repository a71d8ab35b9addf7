"""Who takes part in a campaign: named by its rules before launch, listed by bloc after it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from campaigns.enums import ParticipantMode
from campaigns.models import Campaign, Participation
from organisations.enums import BlocRole
from organisations.models import Bloc, BlocMember, Unit
from organisations.models.dated import valid_on


def units_taking_part(campaign: Campaign) -> QuerySet[Unit]:
    """Units that exist on the campaign's first day and are named by its rules: by kind, by bloc, one by one."""
    rules = list(campaign.participant_rules.all())
    return units_named(
        campaign,
        kinds=[r.kind for r in rules if r.mode == ParticipantMode.KIND],
        blocs=[r.bloc_id for r in rules if r.mode == ParticipantMode.BLOC],
        units=[r.unit_id for r in rules if r.mode == ParticipantMode.UNIT],
    )


def units_named(
    campaign: Campaign, *, kinds: Iterable[str], blocs: Iterable[int], units: Iterable[int]
) -> QuerySet[Unit]:
    """The same for rules that are not saved yet."""
    day = campaign.starts_on
    seated = BlocMember.objects.filter(valid_on(day), bloc_id__in=list(blocs)).values("unit_id")
    wanted = Q(kind__in=list(kinds)) | Q(pk__in=seated) | Q(pk__in=list(units))
    return Unit.objects.valid_on(day).filter(wanted).in_order()


def bloc_ids(year: int) -> dict[int, int]:
    """{unit id: bloc id} of the province's blocs of a year; of several the first by code."""
    rows = BlocMember.objects.filter(bloc__year=year, bloc__parent=None).order_by("-bloc__code")
    return dict(rows.values_list("unit_id", "bloc_id"))


@dataclass
class BlocGroup:
    """A bloc with its participating units; bloc None gathers those without one."""

    bloc: Bloc | None
    units: list[tuple[Unit, str]] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.bloc.name if self.bloc else "Chưa xếp khối thi đua"


def by_bloc(campaign: Campaign) -> list[BlocGroup]:
    """Participants that have not left, by bloc, the leader first, each with its role in the bloc. Two queries."""
    places = (
        Participation.objects.filter(campaign=campaign, left_on=None)
        .select_related("unit", "bloc")
        .order_by("bloc__code", "unit__sort_key")
    )
    for place in places:
        place.unit.place_in_campaign = place.pk
    return _grouped([(p.unit, p.bloc) for p in places])


def gone(campaign: Campaign) -> QuerySet[Participation]:
    """Participations of units that left, the last first."""
    return campaign.participations.exclude(left_on=None).select_related("unit").order_by("-left_on", "unit__sort_key")


def named_by_bloc(campaign: Campaign, units: Iterable[Unit]) -> list[BlocGroup]:
    """The same for units that would take part. Three queries."""
    ids = bloc_ids(campaign.year)
    blocs = Bloc.objects.in_bulk(set(ids.values()))
    pairs = [(unit, blocs.get(ids.get(unit.pk))) for unit in units]
    return _grouped(sorted(pairs, key=lambda p: (p[1] is None, p[1].code if p[1] else "", p[0].sort_key)))


def _grouped(pairs: list[tuple[Unit, Bloc | None]]) -> list[BlocGroup]:
    roles = _roles({bloc.pk for _, bloc in pairs if bloc})
    groups: dict[int, BlocGroup] = {}
    for unit, bloc in pairs:
        group = groups.setdefault(bloc.pk if bloc else 0, BlocGroup(bloc))
        group.units.append((unit, roles.get((bloc.pk if bloc else 0, unit.pk), "")))
    order = {BlocRole.LEADER.label: 0, BlocRole.DEPUTY.label: 1}
    for group in groups.values():
        group.units.sort(key=lambda row: order.get(row[1], 2))
    return sorted(groups.values(), key=lambda g: g.bloc is None)


def _roles(blocs: set[int]) -> dict[tuple[int, int], str]:
    """{(bloc, unit): words} of today's leaders and deputies."""
    rows = BlocMember.objects.valid_on().filter(bloc_id__in=blocs).exclude(role=BlocRole.MEMBER)
    return {(r.bloc_id, r.unit_id): r.get_role_display() for r in rows}
