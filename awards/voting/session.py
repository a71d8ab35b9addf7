"""A session: who belongs, who was there, what was cast. Counts only, never who voted what."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

ALL_MEMBERS, PRESENT, VALID_VOTES = DENOMINATORS = ("total_members", "present", "valid_votes")
OUT_OF_DENOMINATOR = "out_of_denominator"
RECUSAL_RULES = (OUT_OF_DENOMINATOR, "stays_in_denominator")


@dataclass(frozen=True)
class Threshold:
    """`text` is the ratio as stated; a session without a threshold leaves the verdict to people."""

    ratio: Fraction
    text: str
    denominator: str
    strictly: bool
    source: str  # law or explicit
    verified: bool
    basis: str | None

    def needed(self, denominator: int) -> int:
        """Votes needed, exactly: at least the share, or more than it."""
        exact = self.ratio * denominator
        return exact // 1 + 1 if self.strictly else -(-exact // 1)


@dataclass(frozen=True)
class Member:
    id: str
    unit: str | None = None
    person: str | None = None


@dataclass(frozen=True)
class Votes:
    yes: int = 0
    no: int = 0
    abstain: int = 0
    invalid: int = 0

    @property
    def cast(self) -> int:
        return self.yes + self.no + self.abstain + self.invalid


@dataclass(frozen=True)
class Nominee:
    id: str
    unit: str | None = None
    person: str | None = None
    ballots: Votes = Votes()  # in the room; of an acclaim ballot `yes` alone is counted by nominee
    letters: Votes = Votes()


@dataclass(frozen=True)
class Papers:
    """An acclaim ballot: one paper a voter, several names on it."""

    max_choices: int
    seats: int
    returned: int
    invalid: int

    @property
    def valid(self) -> int:
        return self.returned - self.invalid


@dataclass(frozen=True)
class Session:
    members: tuple[Member, ...]
    nominees: tuple[Nominee, ...]
    present: frozenset[str] = frozenset()
    written: frozenset[str] = frozenset()
    recused: Mapping[str, frozenset[str]] = field(default_factory=dict)  # members by nominee
    recused_leave: bool = False  # does a recused member leave the denominator?
    quorum_ratio: Fraction = Fraction(2, 3)
    letters_make_quorum: bool = False
    threshold: Threshold | None = None
    papers: Papers | None = None

    def recused_for(self, nominee: Nominee) -> frozenset[str]:
        return self.recused.get(nominee.id, frozenset())

    def in_room(self, nominee: Nominee) -> int:
        """Persons in the room who may vote on this nominee."""
        return len(self.present - self.recused_for(nominee))

    def senders(self, nominee: Nominee) -> int:
        """Persons whose letter may say something on this nominee."""
        return len(self.written - self.recused_for(nominee))

    @property
    def quorum_required(self) -> int:
        return -(-(self.quorum_ratio * len(self.members)) // 1)

    @property
    def quorum_present(self) -> int:
        return len(self.present) + (len(self.written) if self.letters_make_quorum else 0)

    @property
    def has_quorum(self) -> bool:
        return self.quorum_present >= self.quorum_required
