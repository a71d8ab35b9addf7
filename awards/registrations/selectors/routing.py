"""Who reads the list of a unit next, by the route of the call: leader of the bloc, then Sở Nội vụ."""

from awards.registrations.models import TitleRegistration
from organisations.enums import BlocRole
from organisations.models import Unit
from organisations.selectors.people import dha_unit_ids
from organisations.selectors.units import leaders_of

OFFICE = "Văn phòng Chủ tịch Ủy ban nhân dân tỉnh"
DEPARTMENT = "Sở Nội vụ"


def reviewing_units(registration: TitleRegistration) -> list[Unit]:
    """Units that lead the bloc (for a leader's own list its deputies); none where the route goes straight on."""
    if registration.bloc is None or not registration.call.endorsed_by_bloc:
        return []
    leaders = leaders_of(registration.bloc)
    if registration.unit_id in {unit.pk for unit in leaders}:
        leaders = leaders_of(registration.bloc, role=BlocRole.DEPUTY)
    return [unit for unit in leaders if unit.pk != registration.unit_id]


def receiver(registration: TitleRegistration) -> str:
    """Who receives the list in the end."""
    return OFFICE if registration.unit_id in dha_unit_ids() else DEPARTMENT


def next_reader(registration: TitleRegistration) -> str:
    """Name of whoever reads it after the unit's head."""
    units = reviewing_units(registration)
    if units:
        return f"{', '.join(unit.official_name for unit in units)} ({registration.bloc.name})"
    return receiver(registration)
