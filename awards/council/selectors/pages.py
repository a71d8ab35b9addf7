"""What the pages of a session show, each in a fixed number of queries whatever the size of the agenda."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from awards.council.enums import Presence, SessionState
from awards.council.models import AgendaItem, Attendance, Recusal, Seat, Session
from awards.council.selectors.members import Quorum, members_of, presences, quorum_of
from awards.council.selectors.tally import Need, need_of
from awards.enums import BallotMode, SubjectKind
from awards.models import Voter
from awards.selectors.ballots import Turnout

COUNTED = (SessionState.COUNTED, SessionState.CONCLUDED)


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


def session_page(session: Session, user: Any) -> SessionPage:
    """Everything of the page of one session. Eight queries."""
    members, rows = members_of(session), presences(session)
    votes = _votes(session)
    places = [_place(seat, rows, votes) for seat in members]
    online = session.box.mode == BallotMode.ONLINE and session.state == SessionState.VOTING and not session.box.is_over
    own = next((p for p in places if p.seat.user_id == user.pk), None) if online else None
    kinds = dict(session.items.values_list("subject_kind").annotate(n=Count("pk")))
    return SessionPage(
        groups=groups(session, len(members)),
        items=sum(kinds.values()),
        by_kind=", ".join(f"{kinds[k]} {SubjectKind(k).label.lower()}" for k in SubjectKind if k in kinds),
        places=places,
        quorum=quorum_of(session, members, rows),
        turnout=Turnout(len(votes), sum(votes.values())),
        recusals=Recusal.objects.filter(item__session=session).count(),
        own=own,
    )


def _place(seat: Seat, rows: dict[int, Attendance], votes: dict[str, bool]) -> Place:
    voted = votes.get(seat.key, votes.get(seat.letter_key))
    return Place(seat, rows.get(seat.pk), bool(voted), voted is not None)


def _votes(session: Session) -> dict[str, bool]:
    """{voter key: has voted}; who has voted is visible, what never."""
    rows = Voter.objects.filter(box=session.box).values_list("key", "mark__on")
    return {key: on is not None for key, on in rows}


def groups(session: Session, members: int) -> list[Group]:
    """Awards of the agenda in the order of the paper, with what each needs. Two queries."""
    results = {name: Count("pk", filter=Q(result=name)) for name in ("passed", "failed")}
    review = Count("pk", filter=Q(result__in=["manual_review", "no_quorum"]))
    rows = list(
        AgendaItem.objects.filter(session=session)
        .order_by()
        .values("award", "law_version", "award_name")
        .annotate(items=Count("pk"), review=review, **results)
    )
    firsts = _firsts(session)
    own = {row.award: row for row in session.council.thresholds.all()}
    rows.sort(key=lambda row: firsts[row["award"], row["law_version"]])
    found = []
    for number, row in enumerate(rows, 1):
        need = need_of(row["award"], row["law_version"], own)
        found.append(
            Group(
                number=number,
                award=row["award"],
                version=row["law_version"],
                name=row["award_name"],
                items=row["items"],
                first=firsts[row["award"], row["law_version"]],
                need=need,
                votes=need.votes_of(members),
                passed=row["passed"],
                failed=row["failed"],
                review=row["review"],
            )
        )
    return found


def _firsts(session: Session) -> dict[tuple[str, str], int]:
    from django.db.models import Min

    rows = session.items.order_by().values("award", "law_version").annotate(first=Min("position"))
    return {(row["award"], row["law_version"]): row["first"] for row in rows}


@dataclass(frozen=True)
class Minutes:
    """What the counting minutes say."""

    page: SessionPage
    groups: list[tuple[Group, list[AgendaItem]]]
    present: list[Seat]
    written: list[Seat]
    absent: list[Attendance]
    recusals: list[Recusal]
    codes: list[str]
    rule: str


def minutes(session: Session) -> Minutes:
    """The counting minutes of a counted session; a fixed number of queries."""
    page = session_page(session, _Nobody())
    items = list(session.items.all())
    by_group = {(g.award, g.version): [] for g in page.groups}
    for item in items:
        by_group[item.award, item.law_version].append(item)
    takes = {p.seat.pk: p for p in page.places}
    return Minutes(
        page=page,
        groups=[(g, by_group[g.award, g.version]) for g in page.groups],
        present=[p.seat for p in page.places if p.attendance and p.attendance.presence == Presence.PRESENT],
        written=[p.seat for p in page.places if p.attendance and p.attendance.presence == Presence.WRITTEN],
        absent=[p.attendance for p in takes.values() if p.attendance and p.attendance.presence == Presence.ABSENT],
        recusals=list(
            Recusal.objects.filter(item__session=session).select_related("seat", "item").order_by("item__position")
        ),
        codes=list(session.box.codes.values_list("code", flat=True)),
        rule=session.council.get_recusal_rule_display(),
    )


class _Nobody:
    pk = None
