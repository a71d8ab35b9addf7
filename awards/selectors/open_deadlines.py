"""Ballots of acclaims that are open, for reminders: units that have not voted yet."""

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from awards.enums import AcclaimState, BallotMode
from awards.models import Acclaim, Voter, VoterMark
from campaigns.selectors.open_deadlines import Deadline, register
from emulation.base import clock


def ballots(first: dt.date, last: dt.date) -> Iterator[Deadline]:
    """Who has not voted, while the ballot is open: after the hour of closing nobody can."""
    begins = max(clock.now(), clock.moment(first, 0))
    open_ = Acclaim.objects.filter(
        state=AcclaimState.VOTING,
        box__mode=BallotMode.ONLINE,
        box__closes_at__range=(begins, clock.end_of(last)),
    )
    found = {a.box_id: a for a in open_.select_related("box")}
    voted = VoterMark.objects.filter(voter__box__in=found).values("voter_id")
    for voter in Voter.objects.filter(box__in=found).exclude(pk__in=voted).order_by("pk"):
        acclaim, unit = found[voter.box_id], int(voter.key.partition(":")[2])
        closes = timezone.localtime(acclaim.box.closes_at)
        yield Deadline(
            key=f"ballot:{acclaim.pk}:{unit}",
            group=f"acclaim:{acclaim.pk}",
            title=f"Bỏ phiếu suy tôn {acclaim.award}",
            unit_id=unit,
            due=closes.date(),
            url=reverse("awards:ballot", args=[acclaim.pk]),
            bloc_id=acclaim.bloc_id,
            time=closes.time(),
            topic=acclaim.topic,
            group_url=reverse("awards:acclaim", args=[acclaim.pk]),
        )


def register_deadlines() -> None:
    """Called from AppConfig.ready."""
    register("ballot", "Bỏ phiếu suy tôn", ballots)
