from organisations.models.blocs import Bloc, BlocMember
from organisations.models.people import Invitation, Membership, User
from organisations.models.units import Unit, UnitName, UnitSuccession

__all__ = ["Bloc", "BlocMember", "Invitation", "Membership", "Unit", "UnitName", "UnitSuccession", "User"]
