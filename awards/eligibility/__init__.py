"""Whether an award may be proposed for a subject, and why. The contract of `manage.py assess`.

Pure: no database, no clock. The law is rows (`awards.law`); here is how they are read against a record. `case` the
shape of a proposal, `reading` from a document, `history` what the record amounts to, `checks` the vocabulary
(`record_checks`, `figure_checks`), `principles` what holds for every award, `findings`, `outcome`, `words` what is said
of it, `answer` the result, `prospects` what else the subject could be proposed for.
"""

from campaigns.scoring import Refused

from .answer import assess, assess_case, find, verdict
from .case import Case, Discipline, Grant, Initiative, Restriction, Subject
from .prospects import Prospect, prospects
from .reading import read_case

__all__ = [
    "Case",
    "Discipline",
    "Grant",
    "Initiative",
    "Prospect",
    "Refused",
    "Restriction",
    "Subject",
    "assess",
    "assess_case",
    "find",
    "prospects",
    "read_case",
    "verdict",
]
