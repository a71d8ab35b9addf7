"""What a subject could be proposed for, and what is missing until then."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from awards.law import Rule, law, law_version

from .answer import ELIGIBLE, NOT_ELIGIBLE, ON_HOLD, REVIEW, find, verdict
from .case import Case
from .findings import Finding

ORDER = (ELIGIBLE, REVIEW, ON_HOLD, NOT_ELIGIBLE)


@dataclass(frozen=True)
class Prospect:
    """One award for the subject; `unmet` are the findings that stand between."""

    award: str
    verdict: str
    unmet: tuple[Finding, ...]


def prospects(case: Case, province: Iterable[Rule] = ()) -> list[Prospect]:
    """Every award that fits the kind of the subject, the nearest first; the award of the case itself plays no part."""
    version = law_version(
        filed_on=case.filed_on,
        accepted_on=case.accepted_on,
        decided_on=case.decided_on,
        assess_on=case.day,
        prefer_newer_law=case.prefer_newer_law,
    ).version
    absent = law().principles["S-VERSION"].absent
    province = list(province)
    awards = [award for award in law().awards.values() if case.kind in award.kinds]
    found = [
        _prospect(replace(case, award=award.code, decider=None), version, province)
        for award in awards
        if version not in absent.get(award.code, ())
    ]
    return sorted(found, key=lambda item: (ORDER.index(item.verdict), len(item.unmet)))


def _prospect(case: Case, version: str, province: Iterable[Rule]) -> Prospect:
    findings = find(case, version, province)
    unmet = tuple(finding for finding in findings if finding.passed is not True)
    return Prospect(case.award, verdict(findings), unmet)
