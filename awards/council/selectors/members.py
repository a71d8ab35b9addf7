"""Reading who belongs to a session and takes part in it."""

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

from awards.council.enums import Presence
from awards.council.models import Attendance, Council, Recusal, Seat, Session


def council_of_today() -> Council | None:
    """The Council that holds today; the newest when two overlap."""
    return Council.objects.valid_on().first()


def members_of(session: Session) -> list[Seat]:
    """The members on the day of the session, chair first. One query."""
    return list(session.council.seats.valid_on(session.held_on).select_related("unit"))


def presences(session: Session) -> dict[int, Attendance]:
    """{seat id: attendance}. One query."""
    return {row.seat_id: row for row in session.attendances.all()}


def recusals_of(session: Session) -> dict[int, list[Recusal]]:
    """{item id: recusals}. One query."""
    found = defaultdict(list)
    for row in Recusal.objects.filter(item__session=session).select_related("seat__unit").order_by("seat__order", "pk"):
        found[row.item_id].append(row)
    return found


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
    noted = [rows[seat.pk].presence for seat in members if seat.pk in rows]
    counts = {presence: noted.count(presence) for presence in Presence}
    return Quorum(
        members=len(members),
        present=counts[Presence.PRESENT],
        written=counts[Presence.WRITTEN],
        absent=counts[Presence.ABSENT],
        required=-(-(Fraction(session.council.quorum_ratio) * len(members)) // 1),
        counts_letters=session.council.quorum_counts_letters,
    )
