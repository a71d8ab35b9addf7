"""Who reads the list of a unit next, by the route of the call: leader of the bloc, then Sở Nội vụ."""

from awards.registrations.models import TitleRegistration
from organisations.models import Unit
from organisations.selectors.people import dha_unit_ids
from organisations.selectors.units import reviewing_units

OFFICE = "Văn phòng Chủ tịch Ủy ban nhân dân tỉnh"
DEPARTMENT = "Sở Nội vụ"


def reviewers(registration: TitleRegistration) -> list[Unit]:
    """Units that review it in the bloc; none where the route goes straight on."""
    return reviewing_units(registration.bloc, registration.unit_id) if registration.call.endorsed_by_bloc else []


def receiver(registration: TitleRegistration) -> str:
    """Who receives the list in the end."""
    return OFFICE if registration.unit_id in dha_unit_ids() else DEPARTMENT


def next_reader(registration: TitleRegistration) -> str:
    """Name of whoever reads it after the unit's head."""
    units = reviewers(registration)
    if units:
        return f"{', '.join(unit.official_name for unit in units)} ({registration.bloc.name})"
    return receiver(registration)
