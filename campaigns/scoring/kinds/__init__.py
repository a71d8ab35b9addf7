"""Kinds of criterion. A new one is a class here and a word in KINDS; nothing else asks what kind it is."""

from .base import Kind
from .cases import Cases
from .chosen import Bands, Boolean, Checklist, Disqualify, Free, Grade
from .entered import score_entered
from .lateness import Lateness
from .measured import Peers, Proportional, Relative, Reverse

KINDS: dict[str, type[Kind]] = {
    "proportional": Proportional,
    "reverse": Reverse,
    "relative": Relative,
    "bands": Bands,
    "cases": Cases,
    "checklist": Checklist,
    "boolean": Boolean,
    "grade": Grade,
    "free": Free,
    "lateness": Lateness,
    "disqualify": Disqualify,
}

__all__ = ["KINDS", "Bands", "Checklist", "Grade", "Kind", "Peers", "Relative", "score_entered"]
