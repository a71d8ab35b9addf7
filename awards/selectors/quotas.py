"""What the quota of an acclaim comes to: seats of the whole bloc, or of each sub-cluster among which it is split."""

from dataclasses import dataclass
from fractions import Fraction

from awards.enums import QuotaKind
from awards.models import Acclaim, AcclaimNominee, AcclaimShare
from organisations.models import Bloc, BlocMember


def seats_from(kind: str, quota: str, units: int) -> int:
    """The number, or the share of the units without its fraction."""
    return int(quota) if kind == QuotaKind.NUMBER else int(Fraction(quota) * units)


def clusters_of(bloc: Bloc) -> list[Bloc]:
    """Sub-clusters of a bloc, in the order of their codes."""
    return list(bloc.children.order_by("code"))


def cluster_of_units(bloc: Bloc) -> dict[int, int]:
    """{unit id: id of its sub-cluster} today."""
    places = BlocMember.objects.valid_on().filter(bloc__parent=bloc)
    return dict(places.values_list("unit_id", "bloc_id"))


@dataclass(frozen=True)
class ClusterSeats:
    """A sub-cluster with its part of the quota."""

    cluster: Bloc
    quota: str
    units: int
    seats: int


def split_of(acclaim: Acclaim) -> list[ClusterSeats]:
    """Seats of each sub-cluster; empty where the quota is not split."""
    shares = list(acclaim.shares.select_related("cluster"))
    if not shares:
        return []
    sizes: dict[int, int] = {}
    for cluster in cluster_of_units(acclaim.bloc).values():
        sizes[cluster] = sizes.get(cluster, 0) + 1
    return [_seats(acclaim, share, sizes.get(share.cluster_id, 0)) for share in shares]


def _seats(acclaim: Acclaim, share: AcclaimShare, units: int) -> ClusterSeats:
    """As the units are now; once the ballot is open, as they were then."""
    fixed = acclaim.box.seat_split.get(str(share.cluster_id)) if acclaim.box.opened_at else None
    seats = seats_from(acclaim.quota_kind, share.quota, units) if fixed is None else fixed
    return ClusterSeats(share.cluster, share.quota, units, seats)


@dataclass(frozen=True)
class LastSeats:
    """Nominees with equal votes across the last seat, of the bloc or of one sub-cluster, and how many seats are left to them."""

    cluster: Bloc | None
    equal: list[AcclaimNominee]
    seats: int

    @property
    def sentence(self) -> str:
        """Who is equal and what is left."""
        names = ", ".join(n.unit.label for n in self.equal)
        where = f"{self.cluster.name}: " if self.cluster else ""
        return f"{where}{names} bằng phiếu, còn {self.seats} suất."


def last_seats(acclaim: Acclaim) -> list[LastSeats]:
    """Where votes left a seat to a decision: one for the bloc, or one for each sub-cluster with its own seats."""
    box, split = acclaim.box, bool(acclaim.box.seat_split)
    groups: dict[int | None, list[AcclaimNominee]] = {}
    for nominee in acclaim.nominees.select_related("unit", "cluster"):
        groups.setdefault(nominee.cluster_id if split else None, []).append(nominee)
    found = []
    for key, nominees in groups.items():
        equal = [n for n in nominees if n.result == "tie"]
        if equal:
            seats = box.seat_split[str(key)] if split else box.seats
            left = seats - sum(n.result == "passed" for n in nominees)
            found.append(LastSeats(equal[0].cluster if split else None, equal, left))
    return found
