"""Reading the award registry: finding by words without accents, filters, the lines of a page."""

import re

from django.db.models import QuerySet

from awards.models import AwardRecord, RecordWord
from emulation.base import vietnamese

_WORD = re.compile(r"[a-z0-9]+")


def words_of(text: str) -> list[str]:
    """The words that are searched: without accents, letters and figures only."""
    return _WORD.findall(vietnamese.search_key(text))


def find_records(
    user, text: str = "", *, kind: str = "", award: str = "", year: int | None = None, unit: int | None = None
) -> QuerySet[AwardRecord]:
    """Records this person sees, newest decision first; each word of the text begins a word of the record."""
    rows = AwardRecord.objects.visible_to(user)
    if kind:
        rows = rows.filter(subject_kind=kind)
    if award:
        rows = rows.filter(award=award)
    if year:
        rows = rows.filter(decided_on__year=year)
    if unit:
        rows = rows.filter(unit_id=unit)
    return _with_words(rows, words_of(text)).order_by("-decided_on", "-pk")


def _with_words(rows: QuerySet, words: list[str]) -> QuerySet:
    """The last word is looked up in the index (a given name tells more than Nguyễn); the others narrow what it finds."""
    if not words:
        return rows
    *others, last = words
    found = RecordWord.objects.filter(word__gte=last, **_before(last)).values("record_id")
    rows = rows.filter(pk__in=found)
    for word in others:
        rows = rows.filter(search_key__contains=word)
    return rows


def _before(word: str) -> dict[str, str]:
    """The first word that no longer begins with this one, in the order 0-9a-z that every collation has."""
    stem = word.rstrip("z")
    if not stem:
        return {}
    following = "a" if stem[-1] == "9" else chr(ord(stem[-1]) + 1)
    return {"word__lt": stem[:-1] + following}
