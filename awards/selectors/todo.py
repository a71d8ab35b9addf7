"""Work of acclaims that waits for a person: to vote, to count, to conclude."""

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from awards.enums import AcclaimState, BallotMode
from awards.models import Acclaim, Voter, VoterMark, unit_key
from campaigns.selectors.todo import Source, Todo, register
from emulation.base import clock
from emulation.base.vietnamese import format_datetime
from organisations.enums import Role
from organisations.rules import is_unit_officer, role_of, unit_id_of
from organisations.selectors.units import review_scope


def sources(user: Any) -> list[Source]:
    """For heads of units their ballot, for officers of the leading unit what they have to count or conclude. One query."""
    if not is_unit_officer(user):
        return []
    led = [bloc for bloc, leads, _units in review_scope(user) if leads]
    votes = role_of(user) == Role.UNIT_HEAD
    if not led and not votes:
        return []
    waits = _to_manage(led) | (_to_vote(user) if votes else Q(pk__in=[]))
    return [Source(Acclaim.objects.filter(waits).select_related("bloc", "box"), lambda rows: map(_card, rows))]


def _to_vote(user: Any) -> Q:
    key = unit_key(unit_id_of(user))
    own = Voter.objects.filter(key=key).exclude(pk__in=VoterMark.objects.filter(voter__key=key).values("pk"))
    votes = Q(state=AcclaimState.VOTING, box__mode=BallotMode.ONLINE, box__closes_at__gt=clock.now())
    return votes & Q(box__in=own.values("box_id"))


def _to_manage(led: list[int]) -> Q:
    waits = Q(state__in=[AcclaimState.PREPARING, AcclaimState.COUNTED])
    over = Q(box__closes_at__lte=clock.now()) | Q(box__mode=BallotMode.PAPER)
    return Q(bloc__in=led) & (waits | Q(state=AcclaimState.VOTING) & over)


def _card(a: Acclaim) -> Todo:
    if a.state == AcclaimState.VOTING and a.box.mode == BallotMode.ONLINE and not a.box.is_over:
        return _vote_card(a)
    title, reason, button = _WORK[AcclaimState(a.state)]
    url = reverse("awards:acclaim", args=[a.pk])
    return Todo(f"{title}: {a.award}", url, reason, button, subject=a, source=a.bloc.name)


def _vote_card(a: Acclaim) -> Todo:
    closes = timezone.localtime(a.box.closes_at)
    return Todo(
        f"Bỏ phiếu suy tôn: {a.award}",
        reverse("awards:ballot", args=[a.pk]),
        f"Mỗi đơn vị một phiếu. Bỏ phiếu đến {format_datetime(closes)}.",
        "Bỏ phiếu",
        subject=a,
        due=closes.date(),
        source=a.bloc.name,
    )


_WORK = {
    AcclaimState.PREPARING: ("Chuẩn bị bình xét", "Chưa mở bỏ phiếu nên các đơn vị chưa thấy.", "Mở"),
    AcclaimState.VOTING: ("Kiểm phiếu", "Đã hết giờ bỏ phiếu, hoặc chờ nhập kết quả phiếu giấy.", "Kiểm phiếu"),
    AcclaimState.COUNTED: ("Chốt danh sách suy tôn", "Đã kiểm phiếu, chưa chốt danh sách.", "Mở"),
}


def register_work() -> None:
    """Called from AppConfig.ready."""
    register(sources)
