"""What the law asks of a vote: the rows of `awards/law_data/votes.json`, by award and version of the law."""

from awards.law import VoteLaw, award_codes, law, vote_law

AWARDS = award_codes()
LAW_VERSIONS = tuple(law().versions)

__all__ = ["AWARDS", "LAW_VERSIONS", "VoteLaw", "vote_law"]
