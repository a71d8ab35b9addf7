"""Reading the award registry: finding by words without accents, filters, the lines of a page."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from awards.law import law
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
        rows = rows.filter(begins_word(word))
    return rows


def begins_word(word: str) -> Q:
    """A word of the searched text begins with this one; a name that only holds it in the middle is another name."""
    return Q(search_key__startswith=word) | Q(search_key__contains=f" {word}")


def _before(word: str) -> dict[str, str]:
    """The first word that no longer begins with this one, in the order 0-9a-z that every collation has."""
    stem = word.rstrip("z")
    if not stem:
        return {}
    following = "a" if stem[-1] == "9" else chr(ord(stem[-1]) + 1)
    return {"word__lt": stem[:-1] + following}


@dataclass(frozen=True)
class Line:
    """A line of the registry, ready for the page."""

    pk: int
    decided_on: str
    award: str
    decision: str
    subject: str
    kind: str
    place: str
    person: int | None
    collective: int | None
    revoked: bool


def lines(records: Iterable[AwardRecord]) -> list[Line]:
    """Lines of a page of records (with their units)."""
    return [
        Line(
            pk=r.pk,
            decided_on=vietnamese.format_date(r.decided_on),
            award=r.award_text + (" (truy tặng)" if r.posthumous else ""),
            decision=r.decision_number,
            subject=r.subject_text,
            kind=r.get_subject_kind_display(),
            place="; ".join(text for text in (r.position, r.unit_text) if text),
            person=r.person_id,
            collective=r.collective_id,
            revoked=r.is_revoked,
        )
        for r in records
    ]


def award_choices() -> list[tuple[str, str]]:
    """Code and name of every award that the law knows."""
    return [(award.code, award.name) for award in law().awards.values()]
