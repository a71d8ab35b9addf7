"""What became of each registered line: nothing yet, in a list of nominees, decided. Apps above add what they know."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse

from awards.models import AwardRecord, ListedNominee
from awards.registrations.selectors.content import Item, Key, standing

FIELDS = {"individual": "person_id", "collective": "collective_id", "household": "household_id"}


@dataclass(frozen=True)
class Outcome:
    """Look, words, and the page behind them."""

    look: tuple[str, str]
    text: str
    url: str = ""


NOTHING = Outcome(("", "circle"), "Chưa có đề nghị")
# (user, year, keys of lines) → what became of them.
More = Callable[[Any, int, set[Key]], dict[Key, Outcome]]
_others: list[More] = []


def register(more: More) -> None:
    """Add what an app above knows (called from AppConfig.ready); a decision on record still comes first."""
    _others.append(more)


def outcomes(user: Any, year: int, items: Sequence[Item]) -> list[Outcome]:
    """For each line, in their order. The number of queries does not grow with the lines."""
    now = standing(items)
    keys = [(item.kind, now.get(item.subject, item.subject), item.award) for item in items]
    found: dict[Key, Outcome] = _listed(year, set(keys))
    for more in _others:
        found |= more(user, year, set(keys))
    found |= _decided(user, year, set(keys))
    return [found.get(key, NOTHING) for key in keys]


def _of(keys: set[Key]) -> Q:
    where = Q(pk__in=[])
    for kind, field in FIELDS.items():
        ids = {subject for one, subject, _ in keys if one == kind}
        where |= Q(**{f"{field}__in": ids}) if ids else Q(pk__in=[])
    return where & Q(award__in={award for *_, award in keys})


def _key(row: Any) -> Key:
    return (row.subject_kind, getattr(row, FIELDS[row.subject_kind]), row.award)


def _listed(year: int, keys: set[Key]) -> dict[Key, Outcome]:
    rows = ListedNominee.objects.filter(_of(keys), year=year)
    return {_key(row): Outcome(("wait", "hourglass-split"), "Trong danh sách đề nghị") for row in rows}


def _decided(user: Any, year: int, keys: set[Key]) -> dict[Key, Outcome]:
    """Awards for the achievements of the year that this person may see; where the year is not known, decided in it or the next."""
    of_year = Q(year=year) | Q(year=None, decided_on__year__in=(year, year + 1))
    rows = AwardRecord.objects.visible_to(user).filter(_of(keys) & of_year, revoked_on=None)
    return {
        _key(row): Outcome(
            ("ok", "award"),
            f"Đã quyết định: {row.decision_number}, {row.decided_on:%d/%m/%Y}",
            reverse("awards:award_record", args=[row.pk]),
        )
        for row in rows
    }
