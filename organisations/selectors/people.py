"""Reading people: who holds which role where."""

from collections.abc import Iterable

from django.core.cache import cache
from django.db.models import Prefetch, QuerySet

from organisations.enums import DHA_ROLES, Role
from organisations.models import Membership, User
from organisations.models.dated import valid_on


def officers(unit_ids: Iterable[int], roles: Iterable[str]) -> QuerySet[User]:
    """Active people who hold one of the roles in one of the units today."""
    return _holding(Membership.objects.filter(valid_on(), unit_id__in=list(unit_ids), role__in=list(roles)))


def _holding(rows: QuerySet[Membership]) -> QuerySet[User]:
    """Active people of these roles; `told_as` names the roles, for notices (`notify.tell`)."""
    told_as = Prefetch("memberships", rows, to_attr="told_as")
    return User.objects.filter(is_active=True, pk__in=rows.values("user_id")).prefetch_related(told_as)


def dha_officers() -> QuerySet[User]:
    """Active people of the Department of Home Affairs."""
    return _holding(Membership.objects.filter(valid_on(), role__in=DHA_ROLES))


def holders(role: str) -> QuerySet[User]:
    """Active people who hold a role anywhere today."""
    return _holding(Membership.objects.filter(valid_on(), role=role))


def receiving_officers(unit_id: int) -> QuerySet[User]:
    """Who receives a unit's papers for the province: Sở Nội vụ; its own go to the Chairman's office."""
    return holders(Role.CHAIRMAN_OFFICE) if unit_id in dha_unit_ids() else dha_officers()


DHA_SECONDS = 30


def shown_dha_unit_ids() -> set[int]:
    """`dha_unit_ids` for words on a page, at most half a minute old; who may do what asks the database."""
    return cache.get_or_set("organisations:dha-units", dha_unit_ids, DHA_SECONDS)


def dha_unit_ids() -> set[int]:
    """Units whose people hold a role of the Department of Home Affairs today."""
    return set(Membership.objects.filter(valid_on(), role__in=DHA_ROLES).values_list("unit_id", flat=True))
