"""What the periodic run does for units."""

from emulation.base import due
from organisations.services import units


@due.register("unit_names")
def apply_unit_names() -> int:
    """New names of units on the day they begin."""
    return units.apply_names()
