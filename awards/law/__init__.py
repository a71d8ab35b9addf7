"""The law as rows: versions in force, awards, rules, who decides, votes, dossiers, money, deadlines. Pure.

The rows are the files of `awards/law_data/` (its README says what each field means). Nothing of the law is written in
code: code knows the vocabulary of checks, the rows say which check an award needs and by which article.
`rows` the shapes, `loading` the files, `vocabulary` the checks a rule may use, `versions` which version applies,
`citations` how a basis is written, `catalogue` awards by code and by name, `votes` the threshold, `papers` dossiers
and posting.
"""

from .catalogue import DECIDERS, KINDS, LIMBS, TYPES, award_codes, find_award
from .citations import basis, cited_texts
from .loading import law, load_law, province_rule
from .papers import DossierList, dossier_of, publicity_of
from .rows import Award, Check, Cite, Law, LawDataError, Publicity, Rule, Sourced
from .versions import VersionChoice, is_between_laws, law_version
from .votes import VoteLaw, vote_law

__all__ = [
    "DECIDERS",
    "KINDS",
    "LIMBS",
    "TYPES",
    "Award",
    "Check",
    "Cite",
    "DossierList",
    "Law",
    "LawDataError",
    "Publicity",
    "Rule",
    "Sourced",
    "VersionChoice",
    "VoteLaw",
    "award_codes",
    "basis",
    "cited_texts",
    "dossier_of",
    "find_award",
    "is_between_laws",
    "law",
    "law_version",
    "load_law",
    "province_rule",
    "publicity_of",
    "vote_law",
]
