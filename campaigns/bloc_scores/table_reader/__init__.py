"""Criteria tables as they circulate, in xlsx and docx: from the bytes of a file to the `table` of the contract of score_table.

No database. Every row keeps its place in the file; sums that do not add up warn; a rule in words that is not understood stays as
the note of a criterion that is scored directly, so that no word of the file is lost.
"""

from .adjusting import adjusted
from .reading import read_criteria, read_path
from .result import CriteriaResult, Proposal

__all__ = ["CriteriaResult", "Proposal", "adjusted", "read_criteria", "read_path"]
