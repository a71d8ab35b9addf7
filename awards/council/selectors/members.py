"""Reading who belongs to a session and takes part in it."""

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import QuerySet

from awards.council.enums import Presence, RecusalCause
from awards.council.models import AgendaItem, Attendance, Council, Recusal, Seat, Session
from awards.models import VoterMark


def council_of_today() -> Council | None:
    """The Council that holds today; the newest when two overlap."""
    return Council.objects.valid_on().first()


def members_of(session: Session) -> list[Seat]:
    """The members on the day of the session, chair first; once votes opened, those who were members then. One query."""
    if session.frozen is None:
        rows = session.council.seats.valid_on(session.held_on)
    else:
        rows = Seat.objects.filter(attendances__session=session)
    return list(rows.select_related("unit", "person"))


def items_of(session: Session) -> QuerySet[AgendaItem]:
    """The whole agenda in the order of the paper, each with its person on record."""
    return session.items.select_related("person")


def presences(session: Session) -> dict[int, Attendance]:
    """{seat id: attendance}. One query."""
    return {row.seat_id: row for row in session.attendances.all()}


def recusals_of(recusals: QuerySet[Recusal]) -> dict[int, list[Recusal]]:
    """{item id: recusals} of those asked for. One query."""
    found = defaultdict(list)
    for row in recusals.select_related("seat__unit").order_by("seat__order", "pk"):
        found[row.item_id].append(row)
    return found


def cause_of(seat: Seat, item: AgendaItem) -> str | None:
    """Why a member must step aside from a nominee: compared by record, never by name."""
    if seat.person and item.person and seat.person.standing_id == item.person.standing_id:
        return RecusalCause.PERSON
    return RecusalCause.UNIT if seat.unit_id and seat.unit_id == item.unit_id else None


def aside_of(session: Session, members: list[Seat]) -> dict[AgendaItem, set[int]]:
    """{item: ids of the seats that step aside}, noted already or not; every item of the agenda. Two queries."""
    found = {item.pk: (item, {s.pk for s in members if cause_of(s, item)}) for item in items_of(session)}
    for item, seat in Recusal.objects.filter(item__session=session).values_list("item_id", "seat_id"):
        found[item][1].add(seat)
    return dict(found.values())


def voted_in_room(session: Session) -> set[int]:
    """Ids of the seats whose paper is in the box; written opinions are no papers of the room. One query."""
    marks = VoterMark.objects.filter(voter__box=session.box_id, voter__key__startswith=Seat.ROOM)
    return {int(key.removeprefix(Seat.ROOM)) for key in marks.values_list("voter__key", flat=True)}


@dataclass(frozen=True)
class Quorum:
    """How many take part, of how many, and how many must."""

    members: int
    present: int
    written: int
    absent: int
    required: int
    counts_letters: bool

    @property
    def counted(self) -> int:
        return self.present + (self.written if self.counts_letters else 0)

    @property
    def met(self) -> bool:
        return self.counted >= self.required

    @property
    def unknown(self) -> int:
        """Members of whom nothing is noted yet."""
        return self.members - self.present - self.written - self.absent


def quorum_of(session: Session, members: list[Seat], rows: dict[int, Attendance]) -> Quorum:
    """From what was read already."""
    noted, terms = [rows[seat.pk].presence for seat in members if seat.pk in rows], session.terms
    counts = {presence: noted.count(presence) for presence in Presence}
    return Quorum(
        members=len(members),
        present=counts[Presence.PRESENT],
        written=counts[Presence.WRITTEN],
        absent=counts[Presence.ABSENT],
        required=-(-(Fraction(terms.quorum_ratio) * len(members)) // 1),
        counts_letters=terms.quorum_counts_letters,
    )
