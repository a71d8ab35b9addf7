"""Ballots of the Council that are open, for reminders: members who have not handed in their paper."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone

from awards.council.enums import SessionState
from awards.council.models import Seat, Session
from awards.enums import BallotMode
from awards.models import Voter, VoterMark
from campaigns.selectors.open_deadlines import Deadline, register
from emulation.base import clock
from organisations.enums import COUNCIL_ROLES
from organisations.models import Membership
from organisations.models.dated import valid_on


def ballots(first: dt.date, last: dt.date) -> Iterator[Deadline]:
    """Who has not voted, until the box closes, from the day after it was opened: at the opening all were just told.

    A member without an account cannot be told here; the secretary sees on the page of the session who is missing.
    """
    begins = max(clock.now(), clock.moment(first, 0))
    open_ = Session.objects.filter(
        state=SessionState.VOTING,
        state_since__lt=clock.moment(clock.today(), 0),
        box__mode=BallotMode.ONLINE,
        box__closes_at__range=(begins, clock.end_of(last)),
    )
    found = {session.box_id: session for session in open_.select_related("box")}
    waiting = Voter.objects.filter(box__in=found).exclude(pk__in=VoterMark.objects.values("voter_id"))
    seat_of = {voter: int(voter.key.partition(":")[2]) for voter in waiting.order_by("pk")}
    roles = Membership.objects.filter(valid_on(), role__in=COUNCIL_ROLES)
    told_as = Prefetch("user__memberships", roles, to_attr="told_as")
    seats = Seat.objects.exclude(user=None).select_related("user").prefetch_related(told_as).in_bulk(seat_of.values())
    for voter, pk in seat_of.items():
        if pk in seats:
            yield _of(found[voter.box_id], seats[pk])


def _of(session: Session, seat: Seat) -> Deadline:
    closes = timezone.localtime(session.box.closes_at)
    return Deadline(
        key=f"council-ballot:{session.pk}:{seat.pk}",
        group=f"council-session:{session.pk}",
        title=f"Bỏ phiếu: {session.title}",
        unit_id=None,
        person=seat.user,
        due=closes.date(),
        url=reverse("council:ballot", args=[session.pk]),
        time=closes.time(),
        topic=f"council_session:{session.pk}",
        group_url=reverse("council:session", args=[session.pk]),
    )


def register_deadlines() -> None:
    """Called from AppConfig.ready."""
    register("council_ballot", "Bỏ phiếu của Hội đồng", ballots)
