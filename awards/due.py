"""What the periodic run does for acclaims: the count at the hour of closing."""

from awards.enums import AcclaimState, BallotMode
from awards.models import Acclaim
from awards.services import acclaims
from awards.workflows import ACCLAIM
from emulation.base import clock, due
from emulation.base.workflow import AlreadyDone, Refused


@due.register("acclaims")
def count_what_is_over() -> int:
    """Count each ballot whose hour has come; where it cannot be counted, tell once who runs it. Safe for two workers at once."""
    waiting = Acclaim.objects.filter(
        state=AcclaimState.VOTING, box__mode=BallotMode.ONLINE, box__closes_at__lt=clock.now()
    )
    counted = 0
    for acclaim in waiting.select_related("bloc", "box").order_by("pk"):
        try:
            ACCLAIM.perform_due(acclaim, "count", note="Hết giờ bỏ phiếu.")
        except AlreadyDone:
            continue
        except Refused as refused:
            acclaims.tell_not_counted(acclaim, " ".join(refused.reasons))
        else:
            counted += 1
    return counted
