"""The tables of moves of a bloc's year."""

from .activities import ACTIVITY, ELECTION
from .pledges import PLEDGE, REGISTRATION

__all__ = ["ACTIVITY", "ELECTION", "PLEDGE", "REGISTRATION"]
