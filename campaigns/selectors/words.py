"""Words as people type them, without accents: each must begin a word of what is searched."""

from collections.abc import Iterable

from django.db.models import Q

from emulation.base import vietnamese

# A word begins at the start or after one of these: “ptnt” finds “Sở NN&PTNT”, “y” does not find “Sở Xây dựng”.
_BEFORE = " &(-/,."


def words_of(text: str) -> list[str]:
    """The words of what was typed: case, accents, đ and ways of typing do not matter (B67, B68)."""
    return vietnamese.search_key(text).split()


def all_begin_in(words: Iterable[str], *texts: str) -> bool:
    """Whether each word begins a word of these texts."""
    key = " " + vietnamese.search_key(" ".join(texts))
    return all(any(f"{mark}{word}" in key for mark in _BEFORE) for word in words)


def all_begin(path: str, words: Iterable[str]) -> Q:
    """The same as a condition on a stored search key."""
    condition = Q()
    for word in words:
        begins = Q(**{f"{path}__startswith": word})
        for mark in _BEFORE:
            begins |= Q(**{f"{path}__contains": f"{mark}{word}"})
        condition &= begins
    return condition
