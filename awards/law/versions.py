"""Which version of the law applies to a dossier: a function of its dates (transition rules of each text)."""

from dataclasses import dataclass
from datetime import date

from .loading import law
from .rows import Law, Version

FILED, ACCEPTED = "filed", "accepted"
NOT_ACCEPTED, MORE_FAVOURABLE = "NOT_ACCEPTED_BEFORE_2026_10", "MORE_FAVOURABLE"


@dataclass(frozen=True)
class VersionChoice:
    version: str
    reason: str


def law_version(
    *,
    filed_on: date,
    accepted_on: date | None = None,
    decided_on: date | None = None,
    assess_on: date | None = None,
    prefer_newer_law: bool = False,
    rows: Law | None = None,
) -> VersionChoice:
    """The version for these dates, and why.

    By the day of filing until NĐ 152/2025 (its Điều 60), then by the day of acceptance for appraisal: Law 06/2026
    Điều 4 khoản 4 leaves dossiers accepted before 01/10/2026 under the old law, or the new one if more favourable.
    """
    versions = list((rows or law()).versions.values())
    for version in versions:
        if version.selector == FILED and filed_on <= version.valid_to:
            return VersionChoice(version.code, version.reason)
    *_, older, newest = versions
    return _by_acceptance(older, newest, filed_on, accepted_on, decided_on, assess_on, prefer_newer_law)


def _by_acceptance(
    older: Version,
    newest: Version,
    filed_on: date,
    accepted_on: date | None,
    decided_on: date | None,
    assess_on: date | None,
    prefer_newer_law: bool,
) -> VersionChoice:
    change = newest.valid_from
    if accepted_on is None and (assess_on or decided_on or filed_on) >= change:
        return VersionChoice(newest.code, NOT_ACCEPTED)
    if (accepted_on or filed_on) >= change:
        return VersionChoice(newest.code, newest.reason)
    if prefer_newer_law and (decided_on is None or decided_on >= change):
        return VersionChoice(newest.code, MORE_FAVOURABLE)
    return VersionChoice(older.code, older.reason)


def is_between_laws(filed_on: date, decided_on: date | None, rows: Law | None = None) -> bool:
    """Filed under the first version, decided after it ended: its transition clause was not seen."""
    first = next(iter((rows or law()).versions.values()))
    return decided_on is not None and filed_on <= first.valid_to < decided_on
