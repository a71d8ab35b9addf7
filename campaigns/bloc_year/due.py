"""What the periodic run does in the year of blocs."""

from campaigns.bloc_year.enums import PledgeState
from campaigns.bloc_year.models import Pledge
from campaigns.bloc_year.selectors import pledges as reading
from campaigns.bloc_year.services import pledges
from emulation.base import due


@due.register("pledge_members")
def welcome_members() -> int:
    """Units whose place in a bloc begins today take part in its pledge."""
    waiting = Pledge.objects.filter(state__in=[PledgeState.DRAFT, PledgeState.SIGNING]).select_related("bloc")
    return sum(
        pledges.welcome(pledge, by=None) for pledge in waiting.order_by("pk") if reading.unregistered_ids(pledge)
    )
