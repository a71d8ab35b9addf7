"""What the periodic run does for the desk."""

from awards.appraisal.services import assignment
from emulation.base import due


@due.register("appraisal_officers")
def hand_out_again() -> int:
    """Dossiers of officers who came to have a part in them, or left, wait to be handed out again."""
    return assignment.take_from_tied()
