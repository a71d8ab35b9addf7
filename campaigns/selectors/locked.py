"""Work that waits for people whose account is locked: locking stops the login, never the work (shown to the administrator)."""

from dataclasses import dataclass

from django.db.models import Count

from campaigns.enums import CampaignState, SubmissionState
from campaigns.models import Submission
from campaigns.models.submissions import COUNTED
from organisations.enums import DHA_ROLES, UNIT_ROLES, BlocRole, Role
from organisations.models import BlocMember, Membership
from organisations.models.dated import valid_on

_WORKING_ROLES = UNIT_ROLES | DHA_ROLES
_TO_WRITE = [SubmissionState.DRAFT, SubmissionState.RETURNED]


@dataclass(frozen=True)
class LockedAccount:
    """A locked person in a role, how much waits there, and whether a colleague with the same role can take it."""

    name: str
    username: str
    role_label: str
    unit_label: str
    waiting: int
    colleagues: int
    place_id: int
    unit_id: int
    user_id: int

    badge = ("act", "person-lock", "Tài khoản bị khóa")

    @property
    def colleagues_sentence(self) -> str:
        if self.colleagues:
            return f"Đơn vị còn {self.colleagues} người cùng vai trò làm thay được."
        return "Đơn vị không còn ai giữ vai trò này. Hãy giao vai trò cho người khác."


def accounts() -> list[LockedAccount]:
    """Locked accounts with a role for which work waits, most work first. At most seven queries."""
    places = list(
        Membership.objects.valid_on()
        .filter(user__is_active=False, role__in=_WORKING_ROLES)
        .select_related("user", "unit")
        .order_by("unit__sort_key", "pk")
    )
    if not places:
        return []
    units = {p.unit_id for p in places}
    written, decided, reviewed = _own_work(units), _heads_work(units), _bloc_work(units)
    received = _to_receive() if any(p.role in DHA_ROLES for p in places) else 0
    colleagues = _colleagues(units)
    found = []
    for p in places:
        amount = received if p.role in DHA_ROLES else written.get(p.unit_id, 0) + reviewed.get(p.unit_id, 0)
        if p.role == Role.UNIT_HEAD:
            amount += decided.get(p.unit_id, 0)
        if amount:
            found.append(
                LockedAccount(
                    str(p.user),
                    p.user.username,
                    p.role_label.lower(),
                    p.unit.label,
                    amount,
                    colleagues.get((p.unit_id, p.role), 0),
                    p.pk,
                    p.unit_id,
                    p.user_id,
                )
            )
    return sorted(found, key=lambda a: (a.colleagues > 0, -a.waiting))


def _running(**conditions):
    return Submission.objects.filter(COUNTED, campaign__state=CampaignState.LAUNCHED, **conditions)


def _own_work(units) -> dict[int, int]:
    return _by_unit(_running(unit_id__in=units, state__in=_TO_WRITE), "unit_id")


def _heads_work(units) -> dict[int, int]:
    return _by_unit(_running(unit_id__in=units, state=SubmissionState.AWAITING_HEAD), "unit_id")


def _bloc_work(units) -> dict[int, int]:
    """Papers that wait for the unit as leader of their bloc, or as its deputy when they are the leader's own."""
    waiting = list(
        _running(state=SubmissionState.SUBMITTED, for_bloc=False)
        .order_by()
        .values_list("bloc_id", "unit_id")
        .annotate(n=Count("pk"))
    )
    seats = BlocMember.objects.valid_on().filter(
        bloc_id__in={bloc for bloc, _, _ in waiting}, role__in=[BlocRole.LEADER, BlocRole.DEPUTY]
    )
    held = {(s.bloc_id, s.role): set() for s in seats}
    for s in seats:
        held[s.bloc_id, s.role].add(s.unit_id)
    found: dict[int, int] = {}
    for bloc, author, n in waiting:
        leaders = held.get((bloc, BlocRole.LEADER), set())
        readers = held.get((bloc, BlocRole.DEPUTY), set()) if author in leaders else leaders
        for unit in (readers - {author}) & units:
            found[unit] = found.get(unit, 0) + n
    return found


def _to_receive() -> int:
    departments = Membership.objects.filter(valid_on(), role__in=DHA_ROLES).values("unit_id")
    return _running(state=SubmissionState.ENDORSED).exclude(unit_id__in=departments).count()


def _by_unit(rows, key: str) -> dict[int, int]:
    return dict(rows.order_by().values_list(key).annotate(n=Count("pk")))


def _colleagues(units) -> dict[tuple[int, str], int]:
    rows = (
        Membership.objects.at_work()
        .filter(unit_id__in=units)
        .order_by()
        .values_list("unit_id", "role")
        .annotate(n=Count("user_id", distinct=True))
    )
    return {(unit, role): n for unit, role, n in rows}
