"""What a ballot came to: quorum, threshold, each nominee's result in words. The contract of `manage.py tally`.

Pure: no database, no clock; it sees counts, never who voted what. `law` holds the thresholds of the law, `session` who
was there, `reading` the input, `counting` the result, `answer` the output.
"""

from campaigns.scoring import Refused

from .answer import tally
from .law import AWARDS, LAW_VERSIONS, VoteLaw, vote_law

__all__ = ["AWARDS", "LAW_VERSIONS", "Refused", "VoteLaw", "tally", "vote_law"]
