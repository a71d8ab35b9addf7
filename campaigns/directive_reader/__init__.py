"""Reads a directive: what it says, where it says it, what it does not say, and what a person must look at.

Pure: the standard library and emulation.base.vietnamese only. Nothing is invented: what the text does not say
stays empty and is named in `missing`; what can be understood in two ways is named in `doubts`.
"""

from .reader import read_directive
from .reading import (
    Deadline,
    Doubt,
    Duty,
    Missing,
    NotADirective,
    Paragraph,
    Place,
    Reading,
    Signature,
    Target,
    Task,
)

__all__ = [
    "Deadline",
    "Doubt",
    "Duty",
    "Missing",
    "NotADirective",
    "Paragraph",
    "Place",
    "Reading",
    "Signature",
    "Target",
    "Task",
    "read_directive",
]
