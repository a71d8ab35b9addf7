"""The session as `awards.voting.tally` reads it: one document for each award, counts only, never who voted what."""

from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction

from awards.council.enums import Opinion, Presence
from awards.council.models import AgendaItem, Recusal, Seat, Session, Threshold
from awards.council.selectors.members import members_of, presences, recusals_of
from awards.law import vote_law


@dataclass
class Counts:
    """What papers say of one nominee."""

    yes: int = 0
    no: int = 0
    abstain: int = 0
    invalid: int = 0

    def add(self, opinion: str) -> None:
        """One opinion of a paper; a step aside says nothing."""
        name = {Opinion.YES: "yes", Opinion.NO: "no", Opinion.ABSTAIN: "abstain"}.get(opinion)
        if name:
            setattr(self, name, getattr(self, name) + 1)

    @property
    def said(self) -> int:
        """How many said something of the nominee."""
        return self.yes + self.no + self.abstain

    def as_votes(self, *, letters: bool = False) -> dict:
        votes = {"yes": self.yes, "no": self.no, "abstain": self.abstain}
        return votes if letters else votes | {"invalid": self.invalid}


@dataclass
class Ballots:
    """Counts by position on the paper, in the room and by letter."""

    room: dict[int, Counts] = field(default_factory=lambda: defaultdict(Counts))
    letters: dict[int, Counts] = field(default_factory=lambda: defaultdict(Counts))


@dataclass(frozen=True)
class Frame:
    """What all documents of one session share; read once."""

    session: Session
    members: list[Seat]
    items: list[AgendaItem]
    present: list[str]
    written: list[str]
    recusals: dict[int, list[Recusal]]
    thresholds: dict[str, Threshold]


def frame_of(session: Session) -> Frame:
    """Five queries, whatever the size of the agenda."""
    members, rows = members_of(session), presences(session)

    def keys(presence: str) -> list[str]:
        return [seat.key for seat in members if seat.pk in rows and rows[seat.pk].presence == presence]

    return Frame(
        session=session,
        members=members,
        items=list(session.items.all()),
        present=keys(Presence.PRESENT),
        written=keys(Presence.WRITTEN),
        recusals=recusals_of(Recusal.objects.filter(item__session=session)),
        thresholds=thresholds_of(session),
    )


def thresholds_of(session: Session) -> dict[str, Threshold]:
    """The Council's own shares by award; once votes opened, as they were then. At most one query."""
    if session.frozen is not None:
        return {award: Threshold(award=award, **said) for award, said in session.frozen["thresholds"].items()}
    return {row.award: row for row in session.council.thresholds.all()}


def groups_of(items: list[AgendaItem]) -> dict[tuple[str, str], list[AgendaItem]]:
    """Items by award and version of the law, in the order of the paper."""
    found = defaultdict(list)
    for item in items:
        found[item.award, item.law_version].append(item)
    return dict(found)


def documents(frame: Frame, ballots: Ballots) -> list[dict]:
    """One document of the contract for each award and version of the law."""
    terms = frame.session.terms
    shared = {
        "quorum": {"ratio": terms.quorum_ratio, "written_counts": terms.quorum_counts_letters},
        "members": [
            {"id": s.key, "name": s.full_name, "unit": _id("unit", s.unit_id), "person": _id("person", s.person_id)}
            for s in frame.members
        ],
        "attendance": {"present": frame.present, "written": frame.written},
        "recusal_rule": terms.recusal_rule,
    }
    return [shared | _group(frame, ballots, *key, items) for key, items in groups_of(frame.items).items()]


def _group(frame: Frame, ballots: Ballots, award: str, version: str, items: list[AgendaItem]) -> dict:
    own = frame.thresholds.get(award)
    asked = {"award": award, "law_version": version}
    if own:
        asked["threshold"] = {name: getattr(own, name) for name in Threshold.SAYS}
    return asked | {
        "recusals": [{"nominee": i.key, "member": r.seat.key} for i in items for r in frame.recusals.get(i.pk, [])],
        "nominees": [
            {
                "id": item.key,
                "name": item.label,
                "unit": _id("unit", item.unit_id),
                "person": _id("person", item.person_id),
                "ballots": ballots.room[item.position].as_votes(),
                "written": ballots.letters[item.position].as_votes(letters=True),
            }
            for item in items
        ],
    }


def _id(kind: str, pk: int | None) -> str | None:
    return None if pk is None else f"{kind}:{pk}"


@dataclass(frozen=True)
class Need:
    """The share an award needs, and where that is written; `ratio` None: nowhere."""

    ratio: str | None
    strictly: bool
    denominator: str
    basis: str
    own: bool
    verified: bool

    @property
    def share(self) -> str:
        """The share in words: “từ 90%”, “quá 1/2”."""
        ratio = Fraction(self.ratio) * 100
        exact = f"{ratio.numerator}%" if ratio.denominator == 1 else self.ratio
        return f"{'quá' if self.strictly else 'từ'} {exact}"

    def votes_of(self, members: int) -> int | None:
        """How many of all members that is; None where the denominator is not all members."""
        if self.ratio is None or self.denominator != "total_members":
            return None
        exact = Fraction(self.ratio) * members
        return exact // 1 + 1 if self.strictly else -(-exact // 1)


def counted_needs(session: Session) -> dict[tuple[str, str], Need]:
    """{(award, version): what the count asked for}; empty before it."""
    found = {}
    for answer in (session.box.result or {}).get("answers", []):
        said, own = answer["threshold"], answer["threshold"]["source"] == "explicit"
        found[answer["award"], answer["law_version"]] = Need(
            ratio=said["ratio"],
            strictly=said["strictly"],
            denominator=said["denominator"] or "",
            basis=said["basis"] or "",
            own=own,
            verified=own or said["verified"],
        )
    return found


def need_of(award: str, version: str, thresholds: dict[str, Threshold]) -> Need:
    """The Council's own row first, else the law's."""
    own = thresholds.get(award)
    if own:
        return Need(own.ratio, own.strictly, own.denominator, own.basis, own=True, verified=True)
    row = vote_law(award, version)
    return Need(row.ratio, False, "total_members", row.basis or "", own=False, verified=row.verified)
