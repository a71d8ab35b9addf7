"""States as the workflow engine wants them, from the table beside the states."""

from typing import Any

from campaigns.bloc_year.enums import badge
from emulation.base.workflow import State


def look(states: Any, value: str, waits_for: str = "") -> State:
    """The state with its look and for whom it waits."""
    family, icon, label = badge(states, value)
    return State(label, family, icon, waits_for)
