"""What the law asks of a vote, by award and version of the law.

Where the text was not seen the answer is not verified, and where no clause was seen there is no threshold: a person
decides. Nothing is filled in.
"""

from dataclasses import dataclass
from datetime import date

from .citations import articles
from .loading import law
from .rows import Vote


@dataclass(frozen=True)
class VoteLaw:
    """`required` and `secret` are None where no clause was seen; `ratio` is of all members."""

    required: bool | None
    ratio: str | None
    secret: bool | None
    verified: bool
    basis: str | None


def vote_law(award: str, version: str, on: date | None = None) -> VoteLaw:
    """The vote an award needs under a version of the law: the row that names it, else the row for all others.

    With a day, texts that do not hold on it are marked in the basis.
    """
    row = vote_row(award, version)
    return VoteLaw(row.required, row.ratio, row.secret_by_law, row.ratio is not None and row.verified, _basis(row, on))


def vote_row(award: str, version: str) -> Vote:
    rows = [row for row in law().votes if version in row.versions]
    named = [row for row in rows if row.awards is not None and award in row.awards]
    return (named or [row for row in rows if row.awards is None])[0]


def _basis(row: Vote, on: date | None) -> str | None:
    """None where no clause was seen."""
    cited = articles(law(), row, row.versions[0], on)
    return f"{cited} ({row.note})" if cited and row.note else cited or None
