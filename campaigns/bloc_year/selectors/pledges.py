"""Reading pledges: who registered, who signed, who has not."""

from dataclasses import dataclass
from typing import Any

from campaigns.bloc_year.enums import PledgeState, RegistrationState
from campaigns.bloc_year.models import Pledge, Registration, Signature
from campaigns.bloc_year.selectors.members import member_ids, roles
from organisations.enums import BlocRole
from organisations.models import Bloc


def current(bloc: Bloc) -> Pledge | None:
    """The newest version of the bloc's pledge."""
    return Pledge.objects.filter(bloc=bloc).for_page().order_by("-number").first()


def in_force(bloc: Bloc) -> Pledge | None:
    """The version that was signed and not replaced."""
    return Pledge.objects.filter(bloc=bloc, state=PledgeState.COMPLETE).for_page().order_by("-number").first()


def unsigned_ids(pledge: Pledge) -> set[int]:
    """Units that must sign and have not: those that belong to the bloc today, also when they joined during the signing."""
    return member_ids(pledge.bloc) - set(pledge.signatures.values_list("unit_id", flat=True))


def unregistered_ids(pledge: Pledge) -> set[int]:
    """Units that belong to the bloc and have no registration yet: those that came after the beginning."""
    return member_ids(pledge.bloc) - set(pledge.registrations.values_list("unit_id", flat=True))


@dataclass(frozen=True)
class Row:
    """A unit in the table of a pledge."""

    registration: Registration
    role: str
    signature: Signature | None
    left: bool

    @property
    def titles(self) -> list[str]:
        return self.registration.titles.splitlines()


@dataclass(frozen=True)
class Table:
    """Every unit of a pledge, the leader first, and how far it is."""

    rows: list[Row]

    @property
    def due(self) -> list[Row]:
        """Rows of units that still belong to the bloc."""
        return [row for row in self.rows if not row.left]

    @property
    def signed(self) -> int:
        return sum(row.signature is not None for row in self.due)

    @property
    def registered(self) -> int:
        return sum(row.registration.state == RegistrationState.CONFIRMED for row in self.due)

    @property
    def missing(self) -> list[Row]:
        """Who has not signed."""
        return [row for row in self.due if row.signature is None]


_ORDER = {BlocRole.LEADER: 0, BlocRole.DEPUTY: 1, BlocRole.MEMBER: 2}


def table(pledge: Pledge) -> Table:
    """Three queries, whatever the number of units."""
    signed = {s.unit_id: s for s in pledge.signatures.all()}
    role_of = roles(pledge.bloc)
    rows = [
        Row(r, role_of.get(r.unit_id, BlocRole.MEMBER), signed.get(r.unit_id), r.unit_id not in role_of)
        for r in pledge.registrations.select_related("unit")
    ]
    return Table(sorted(rows, key=lambda row: (_ORDER[row.role], row.registration.unit.sort_key)))


def own_registration(pledge: Pledge, user: Any) -> Registration | None:
    """The registration of the acting person's unit."""
    acting = getattr(user, "acting", None)
    if acting is None:
        return None
    return pledge.registrations.filter(unit_id=acting.unit_id).select_related("unit", "pledge__bloc").first()


def versions(pledge: Pledge) -> list[Pledge]:
    """Every version, newest first."""
    return list(Pledge.objects.filter(bloc_id=pledge.bloc_id).for_page().order_by("-number"))
