"""Proposals for tests: small documents, and one finding out of an answer."""

from awards.eligibility import Refused, assess

# A day of filing under each version of the law.
FILED = {"L2003": "2023-11-20", "L2022A": "2024-11-20", "L2022B": "2025-11-20", "L2026": "2026-11-20"}
ABSENT = object()


def proposal(award: str, kind: str = "individual", version: str = "L2022A", **more) -> dict:
    """A document; the year proposed is that of the filing. Keys of the subject are given as `subject={...}`."""
    filed = more.pop("filed_on", FILED[version])
    document = {"award": award, "subject_kind": kind, "filed_on": filed, "achievement_year": int(filed[:4]), **more}
    document.setdefault("subject", {})
    return document


def found(document: dict, rule: str):
    """The finding of a rule, or None."""
    named = [finding for finding in assess(document)["findings"] if finding["rule"] == rule]
    assert len(named) < 2, rule
    return named[0] if named else None


def passed(document: dict, rule: str):
    """Yes, no, None where open; ABSENT where the rule was not checked."""
    finding = found(document, rule)
    return ABSENT if finding is None else finding["passed"]


def rules(document: dict) -> set[str]:
    return {finding["rule"] for finding in assess(document)["findings"]}


def paths(document) -> list[str]:
    """Where a document is refused; nothing if it is answered."""
    try:
        assess(document)
    except Refused as refusal:
        return [fault.path for fault in refusal.faults]
    return []


def work(award: str, *years: int, **more) -> list[dict]:
    """Awards for merit in regular work."""
    return [{"award": award, "year": year, "type": "CONG_TRANG", **more} for year in years]


def rated(**years: str) -> list[dict]:
    """`rated(y2023="HTT")`."""
    return [{"year": int(year[1:]), "rating": rating} for year, rating in years.items()]


def idea(name: str = "a", scope: str = "co_so", year: int = 2024, uses: str = "", **more) -> dict:
    """A certified initiative; `uses`: words of what it has served."""
    used = [{"award": "X", "year": year, "kind": kind} for kind in uses.split()]
    return {"id": name, "year": year, "scope": scope, "certified": True, "used_for": used, **more}
