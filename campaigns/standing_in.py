"""Sở Nội vụ in the place of a bloc's leader that is late: the same in every workflow of a bloc."""

from typing import Any

from emulation.base.workflow import StandIn
from organisations.selectors.blocs import day_in
from organisations.selectors.units import leaders_of


def for_leader(permission: str) -> StandIn:
    """The stand-in for moves of the leader; `permission` says who may act for the bloc of the object."""
    return StandIn(permission, who="Sở Nội vụ", of="trưởng khối", holder=_leaders)


def _leaders(obj: Any) -> str:
    bloc = obj.bloc if hasattr(obj, "bloc") else obj.activity.bloc
    return " và ".join(unit.label for unit in leaders_of(bloc, day_in(bloc.year)))
