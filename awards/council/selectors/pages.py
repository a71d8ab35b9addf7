"""What the pages of a session show, each in a fixed number of queries whatever the size of the agenda."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Min, Q

from awards.council.enums import Opinion, Presence, SessionState
from awards.council.models import AgendaItem, Attendance, Recusal, Seat, Session
from awards.council.selectors.members import Quorum, members_of, presences, quorum_of
from awards.council.selectors.tally import Need, counted_needs, groups_of, need_of, thresholds_of
from awards.enums import BallotMode, SubjectKind
from awards.models import NamedPaper, Voter
from awards.selectors.ballots import Turnout


@dataclass(frozen=True)
class Group:
    """Nominees for one award under one version of the law."""

    number: int
    award: str
    version: str
    name: str
    items: int
    first: int
    need: Need
    votes: int | None
    passed: int
    failed: int
    review: int

    @property
    def page(self) -> int:
        """The page of the ballot on which the group begins."""
        return (self.first - 1) // PER_PAPER_PAGE + 1


# Nominees on one page of the ballot: two thumbs' worth of scrolling on a phone, and a page that saves quickly.
PER_PAPER_PAGE = 20


@dataclass(frozen=True)
class Place:
    """A member of the session: taking part, paper in."""

    seat: Seat
    attendance: Attendance | None
    voted: bool
    votes_here: bool

    @property
    def state(self) -> tuple[str, str, str]:
        """Family, icon, words."""
        if self.attendance is None:
            return ("", "circle", "Chưa ghi")
        if self.attendance.presence == Presence.ABSENT:
            return ("", "person-x", "Vắng")
        if self.voted:
            return (
                "ok",
                "check2-circle",
                "Đã nộp" if self.attendance.presence == Presence.PRESENT else "Đã nhận văn bản",
            )
        if self.attendance.presence == Presence.WRITTEN:
            return ("wait", "envelope-paper", "Chờ văn bản")
        return ("wait", "hourglass-split", "Chưa nộp") if self.votes_here else ("", "person-check", "Có mặt")


@dataclass(frozen=True)
class SessionPage:
    groups: list[Group]
    items: int
    by_kind: str
    places: list[Place]
    quorum: Quorum
    turnout: Turnout
    recusals: int
    own: Place | None

    @property
    def may_vote(self) -> bool:
        """Whether the person who looks has a paper to cast."""
        return self.own is not None and self.own.votes_here and not self.own.voted

    @property
    def letters_missing(self) -> list[Place]:
        """Members whose written opinion was not entered yet."""
        return [p for p in self.places if p.votes_here and not p.voted and p.attendance.presence == Presence.WRITTEN]


@dataclass(frozen=True)
class Screen:
    """What the hall sees: how many papers are in, and whose."""

    places: list[Place]
    turnout: Turnout


def screen(session: Session) -> Screen:
    """Three queries, asked again every few seconds."""
    votes = _votes(session)
    return Screen(_places(members_of(session), presences(session), votes), _turnout(votes))


def session_page(session: Session, user: Any = None) -> SessionPage:
    """Everything of the page of one session. Eight queries."""
    members, rows = members_of(session), presences(session)
    votes = _votes(session)
    places = _places(members, rows, votes)
    online = session.box.mode == BallotMode.ONLINE and session.state == SessionState.VOTING and not session.box.is_over
    own = next((p for p in places if p.seat.user_id == user.pk), None) if online and user else None
    kinds = dict(session.items.values_list("subject_kind").annotate(n=Count("pk")))
    return SessionPage(
        groups=groups(session, len(members)),
        items=sum(kinds.values()),
        by_kind=", ".join(f"{kinds[k]} {SubjectKind(k).label.lower()}" for k in SubjectKind if k in kinds),
        places=places,
        quorum=quorum_of(session, members, rows),
        turnout=_turnout(votes),
        recusals=Recusal.objects.filter(item__session=session).count(),
        own=own,
    )


def _places(members: list[Seat], rows: dict[int, Attendance], votes: dict[str, bool]) -> list[Place]:
    found = []
    for seat in members:
        voted = votes.get(seat.key, votes.get(seat.letter_key))
        found.append(Place(seat, rows.get(seat.pk), bool(voted), voted is not None))
    return found


def _turnout(votes: dict[str, bool]) -> Turnout:
    return Turnout(len(votes), sum(votes.values()))


def _votes(session: Session) -> dict[str, bool]:
    """{voter key: has voted}; who has voted is visible, what never."""
    rows = Voter.objects.filter(box=session.box).values_list("key", "mark__on")
    return {key: on is not None for key, on in rows}


def groups(session: Session, members: int) -> list[Group]:
    """Awards of the agenda in the order of the paper, with what each needs, or needed at the count. At most two queries."""
    results = {name: Count("pk", filter=Q(result=name)) for name in ("passed", "failed")}
    review = Count("pk", filter=Q(result__in=["manual_review", "no_quorum"]))
    rows = (
        AgendaItem.objects.filter(session=session)
        .values("award", "law_version")
        .annotate(name=Min("award_name"), items=Count("pk"), first=Min("position"), review=review, **results)
        .order_by("first")
    )
    counted, own = counted_needs(session), thresholds_of(session)
    found = []
    for number, row in enumerate(rows, 1):
        key = row["award"], row["law_version"]
        need = counted.get(key) or need_of(*key, own)
        found.append(
            Group(
                number=number,
                award=row["award"],
                version=row["law_version"],
                name=row["name"],
                items=row["items"],
                first=row["first"],
                need=need,
                votes=need.votes_of(members),
                passed=row["passed"],
                failed=row["failed"],
                review=row["review"],
            )
        )
    return found


@dataclass(frozen=True)
class Minutes:
    """What the counting minutes say."""

    page: SessionPage
    # Each nominee with, of an open ballot, [(opinion, names of those who said it)].
    groups: list[tuple[Group, list[tuple[AgendaItem, list[tuple[str, str]]]]]]
    absent: list[Place]
    recusals: list[Recusal]
    codes: list[str]


def minutes(session: Session) -> Minutes:
    """The counting minutes of a counted session; a fixed number of queries."""
    page = session_page(session)
    items = groups_of(list(session.items.all()))
    named = {} if session.box.secret else named_opinions(session)
    return Minutes(
        page=page,
        groups=[(g, [(i, named.get(i.position, [])) for i in items[g.award, g.version]]) for g in page.groups],
        absent=[p for p in page.places if p.attendance and p.attendance.presence == Presence.ABSENT],
        recusals=list(
            Recusal.objects.filter(item__session=session).select_related("seat", "item").order_by("item__position")
        ),
        codes=list(session.box.codes.values_list("code", flat=True)),
    )


def named_opinions(session: Session) -> dict[int, list[tuple[str, str]]]:
    """{position: [(opinion, names of those who said it)]} of a counted open ballot. One query."""
    said = defaultdict(lambda: defaultdict(list))
    papers = NamedPaper.objects.filter(voter__box=session.box_id).order_by("voter__label")
    for name, opinions in papers.values_list("voter__label", "choices"):
        for position, opinion in enumerate(opinions, 1):
            said[position][opinion].append(name)
    return {
        position: [(opinion.label, ", ".join(of[opinion])) for opinion in Opinion if opinion in of]
        for position, of in said.items()
    }
