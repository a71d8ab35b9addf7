from organisations.models.blocs import Bloc, BlocMember
from organisations.models.people import Invitation, Membership, User
from organisations.models.special_days import SpecialDay
from organisations.models.units import Unit, UnitName, UnitSuccession

__all__ = [
    "Bloc",
    "BlocMember",
    "Invitation",
    "Membership",
    "SpecialDay",
    "Unit",
    "UnitName",
    "UnitSuccession",
    "User",
]
