"""Each nominee's result: exact votes against exact need, never by the rounded percent."""

from dataclasses import dataclass, replace
from fractions import Fraction

from campaigns.scoring.figures import Rounding

from .session import ALL_MEMBERS, PRESENT, Nominee, Session

PASSED, FAILED, TIE, NO_QUORUM, MANUAL = "passed", "failed", "tie", "no_quorum", "manual_review"
TWO_PLACES = Rounding(at="total")


@dataclass(frozen=True)
class Outcome:
    """What a nominee's votes came to; `denominator`, `needed`, `percent` are None where there is no threshold."""

    nominee: Nominee
    yes: int
    no: int
    abstain: int
    invalid: int
    unreturned: int
    denominator: int | None
    needed: int | None
    percent: Fraction | None
    result: str
    reason: str


def count(session: Session) -> list[Outcome]:
    """In the order of the nominees."""
    outcomes = [_outcome(session, nominee) for nominee in session.nominees]
    return outcomes if session.papers is None else _seated(outcomes, session.papers.seats)


def _outcome(session: Session, nominee: Nominee) -> Outcome:
    ballots, letters, papers = nominee.ballots, nominee.letters, session.papers
    no = ballots.no if papers is None else papers.valid - ballots.yes
    yes, no, abstain = ballots.yes + letters.yes, no + letters.no, ballots.abstain + letters.abstain
    threshold = session.threshold
    denominator = None if threshold is None else _denominator(session, nominee, yes + no + abstain)
    needed = None if threshold is None else threshold.needed(denominator)
    result, reason = _verdict(session, yes, denominator, needed)
    return Outcome(
        nominee=nominee,
        yes=yes,
        no=no,
        abstain=abstain,
        invalid=ballots.invalid if papers is None else papers.invalid,
        unreturned=_unreturned(session, nominee),
        denominator=denominator,
        needed=needed,
        percent=TWO_PLACES.of_print(Fraction(100 * yes, denominator)) if denominator else None,
        result=result,
        reason=reason,
    )


def _denominator(session: Session, nominee: Nominee, valid: int) -> int:
    everybody = {member.id for member in session.members}
    counted = {ALL_MEMBERS: everybody, PRESENT: session.present | session.written}.get(session.threshold.denominator)
    if counted is None:
        return valid
    return len(counted - session.recused_for(nominee)) if session.recused_leave else len(counted)


def _unreturned(session: Session, nominee: Nominee) -> int:
    if session.papers is not None:
        return len(session.present) - session.papers.returned
    return session.in_room(nominee) - nominee.ballots.cast


def _verdict(session: Session, yes: int, denominator: int | None, needed: int | None) -> tuple[str, str]:
    if not session.has_quorum:
        return NO_QUORUM, "NO_QUORUM"
    if session.threshold is None:
        return MANUAL, "NO_LEGAL_THRESHOLD"
    if denominator == 0:
        return MANUAL, "ZERO_DENOMINATOR"
    return (PASSED, "REACHED") if yes >= needed else (FAILED, "BELOW_THRESHOLD")


def _seated(outcomes: list[Outcome], seats: int) -> list[Outcome]:
    """More passed than there are seats: the most votes sit; equal votes across the last seat decide nothing."""
    votes = sorted((outcome.yes for outcome in outcomes if outcome.result == PASSED), reverse=True)
    if len(votes) <= seats:
        return outcomes
    first_out = votes[seats]
    tied = seats > 0 and votes[seats - 1] == first_out
    return [_at_seats(outcome, first_out, tied) if outcome.result == PASSED else outcome for outcome in outcomes]


def _at_seats(outcome: Outcome, first_out: int, tied: bool) -> Outcome:
    if outcome.yes > first_out:
        return outcome
    if tied and outcome.yes == first_out:
        return replace(outcome, result=TIE, reason="TIE_AT_LAST_SEAT")
    return replace(outcome, result=FAILED, reason="OUT_OF_SEATS")


def conflicts(session: Session) -> list[tuple[str, str]]:
    """Voting members with the nominee's unit or person who did not step aside. Names are never compared."""
    voting = session.present | session.written
    return [
        (member.id, nominee.id)
        for nominee in session.nominees
        for member in session.members
        if member.id in voting - session.recused_for(nominee) and _is_close(member, nominee)
    ]


def _is_close(member, nominee: Nominee) -> bool:
    pairs = ((member.unit, nominee.unit), (member.person, nominee.person))
    return any(mine is not None and mine == theirs for mine, theirs in pairs)
