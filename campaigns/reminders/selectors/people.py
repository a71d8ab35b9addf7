"""Whom a level means for a unit: active people today, in the role in which they are told."""

from collections.abc import Iterable

from campaigns.reminders.enums import Level
from campaigns.selectors.open_deadlines import Deadline
from organisations.enums import DHA_ROLES, DUTY_ROLES, BlocRole, Role
from organisations.models import BlocMember, Membership, User
from organisations.models.dated import valid_on
from organisations.selectors.people import dha_unit_ids

_LEVEL_OF = {Role.UNIT_HEAD: Level.HEAD, Role.UNIT_CLERK: Level.CLERK} | dict.fromkeys(DUTY_ROLES, Level.CLERK)


class People:
    """Everyone whom reminders about these deadlines may reach. Five queries, however many deadlines."""

    def __init__(self, units: Iterable[int | None], blocs: Iterable[int | None]):
        seats = BlocMember.objects.filter(
            valid_on(), bloc_id__in={b for b in blocs if b}, role__in=[BlocRole.LEADER, BlocRole.DEPUTY]
        )
        self._seats: dict[tuple[int, str], list[int]] = {}
        for seat in seats.order_by("pk"):
            self._seats.setdefault((seat.bloc_id, seat.role), []).append(seat.unit_id)
        asked = set(units) | {unit for found in self._seats.values() for unit in found}
        self._of_unit = _by_place(asked)
        self._departments = dha_unit_ids()
        self._department = _of_roles(DHA_ROLES)
        self._office = _of_roles({Role.CHAIRMAN_OFFICE})

    def of(self, level: str, d: Deadline) -> list[User]:
        """The people of a level for a deadline.

        A clerk's reminder goes to the head where there is no clerk, and the other way round (B81). Who owes a thing for
        themselves hears at both levels, and no unit leads them.
        """
        if d.person:
            return self._of_person(level, d.person)
        unit, bloc = d.unit_id, d.bloc_id
        if d.as_department and level in (Level.CLERK, Level.HEAD):
            return self._department
        if level in (Level.CLERK, Level.HEAD):
            other = Level.HEAD if level == Level.CLERK else Level.CLERK
            return self._of_unit.get((unit, level)) or self._of_unit.get((unit, other), [])
        if level == Level.BLOC:
            return [person for leader in self._leaders(unit, bloc) for person in self._officers(leader)]
        return self._office if unit in self._departments else self._department

    def _of_person(self, level: str, person: User) -> list[User]:
        if level == Level.DEPARTMENT:
            return self._department
        return [person] if person.is_active and level != Level.BLOC else []

    def _leaders(self, unit: int, bloc: int | None) -> list[int]:
        """Who leads the bloc; its deputies where the unit leads it itself."""
        leaders = self._seats.get((bloc, BlocRole.LEADER), [])
        if unit in leaders:
            leaders = self._seats.get((bloc, BlocRole.DEPUTY), [])
        return [leader for leader in leaders if leader != unit]

    def _officers(self, unit: int) -> list[User]:
        return self._of_unit.get((unit, Level.CLERK), []) + self._of_unit.get((unit, Level.HEAD), [])


def _by_place(units: set[int]) -> dict[tuple[int, str], list[User]]:
    found: dict[tuple[int, str], list[User]] = {}
    rows = Membership.objects.at_work().filter(unit_id__in=units, role__in=_LEVEL_OF)
    for place in rows.select_related("user").order_by("pk"):
        found.setdefault((place.unit_id, _LEVEL_OF[Role(place.role)]), []).append(_told(place))
    return found


def _of_roles(roles: Iterable[str]) -> list[User]:
    rows = Membership.objects.at_work().filter(role__in=list(roles))
    return [_told(place) for place in rows.select_related("user").order_by("pk")]


def _told(place: Membership) -> User:
    place.user.told_as = [place]
    return place.user
