"""The pledge of a bloc, its activities and meetings, the election of who leads it next."""

from .activities import Activity, Attendance, Inspection
from .elections import Election, ElectionDeputy
from .files import YearFile
from .pledges import Pledge, Registration, Signature

__all__ = [
    "Activity",
    "Attendance",
    "Election",
    "ElectionDeputy",
    "Inspection",
    "Pledge",
    "Registration",
    "Signature",
    "YearFile",
]
