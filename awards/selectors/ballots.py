"""Reading a ballot box: who has voted, never what; the numbers only after the count."""

from dataclasses import dataclass

from awards.enums import BallotMode
from awards.models import BallotBox, NamedPaper, Voter, VoterMark


@dataclass(frozen=True)
class Turnout:
    """How many of the voters have voted."""

    voters: int
    voted: int

    @property
    def waiting(self) -> int:
        return self.voters - self.voted


def turnout(box: BallotBox) -> Turnout:
    """Two counts."""
    return Turnout(box.voters.count(), VoterMark.objects.filter(voter__box=box).count())


def voter_rows(box: BallotBox) -> list[Voter]:
    """Voters with their marks, in alphabetical order: who has voted is visible to all who see the ballot."""
    return list(box.voters.select_related("mark"))


def tally_document(box: BallotBox, yes: dict[str, int], *, group: str | None = None) -> dict:
    """The session as `awards.voting.tally` reads it: counts only. `yes` by position; of one group with the seats of its own."""
    keys = list(box.voters.order_by("pk").values_list("key", flat=True))
    if box.mode == BallotMode.PAPER:
        counts = box.paper_counts
        present, returned, invalid = keys[: counts["present"]], counts["returned"], counts["invalid"]
        present += [
            f"{n}" for n in range(len(keys), counts["present"])
        ]  # more than there are voters: the tally refuses
    else:
        present = list(VoterMark.objects.filter(voter__box=box).values_list("voter__key", flat=True))
        returned, invalid = len(present), 0
    options = box.options.all() if group is None else box.options.filter(group=group)
    return {
        "threshold": {
            "ratio": box.threshold_ratio,
            "denominator": box.threshold_denominator,
            "strictly": box.threshold_strictly,
            "basis": box.threshold_basis,
        },
        "quorum": {"ratio": box.quorum_ratio},
        "members": [{"id": key} for key in keys],
        "attendance": {"present": present},
        "choices": {"max": box.choices_max, "seats": box.seats if group is None else box.seat_split[group]},
        "ballots_cast": {"returned": returned, "invalid": invalid},
        "nominees": [{"id": o.key, "name": o.label, "yes": yes[str(o.position)]} for o in options],
    }


def named_choices(box: BallotBox) -> list[tuple[str, list[str]]]:
    """Of an open ballot: each voter with what it chose."""
    labels = {option.position: option.label for option in box.options.all()}
    papers = NamedPaper.objects.filter(voter__box=box).select_related("voter").order_by("voter__label")
    return [(paper.voter.label, [labels[position] for position in paper.choices]) for paper in papers]
