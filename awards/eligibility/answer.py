"""The answer to a proposal as JSON: findings, verdict, who decides, dossier, vote, posting, money, texts cited."""

from collections.abc import Iterable

from awards.law import (
    DECIDERS,
    basis,
    cited_texts,
    dossier_of,
    is_between_laws,
    law,
    law_version,
    publicity_of,
    vote_law,
)
from awards.law.rows import Rule
from awards.law.votes import vote_row
from awards.money import Money, award_money
from campaigns.scoring.figures import show

from .bench import Bench
from .case import Case
from .findings import Finding, of_rule
from .history import History
from .principles import before_the_award, besides_the_award, is_other_type
from .reading import read_case

ELIGIBLE, NOT_ELIGIBLE, ON_HOLD, REVIEW = "eligible", "not_eligible", "on_hold", "manual_review"
HOLD, OPEN_VERSION = "C-05", "V-2024"


def assess(document) -> dict:
    """The answer to a document; Refused, with every fault, if it cannot be read."""
    return assess_case(read_case(document))


def assess_case(case: Case, province: Iterable[Rule] = ()) -> dict:
    """The answer to a proposal that has been read; with rules of the province on top of the national ones."""
    return judge(case, province)[0]


def judge(case: Case, province: Iterable[Rule] = ()) -> tuple[dict, list[Finding]]:
    """The same answer, and the findings behind it in its order."""
    rows = law()
    choice = law_version(
        filed_on=case.filed_on,
        accepted_on=case.accepted_on,
        decided_on=case.decided_on,
        assess_on=case.day,
        prefer_newer_law=case.prefer_newer_law,
    )
    version = choice.version
    findings = find(case, version, province)
    dossier, vote, posting = _dossier(case, version), vote_row(case.award, version), publicity_of(case.award, version)
    money, deciders = _money(case, version), rows.deciders_of(case.award, case.deciding_day)
    behind = [row for finding in findings for row in finding.rows]
    behind += [*deciders, dossier.row, vote, *([posting] if posting else []), *money.rows, money.rounding]
    answer = {
        "law_version": version,
        "law_reason": choice.reason,
        "verdict": verdict(findings),
        "failed_rules": sorted(finding.rule for finding in findings if finding.passed is False),
        "open_rules": sorted(finding.rule for finding in findings if finding.passed is None),
        "doubtful_rules": sorted(finding.rule for finding in findings if is_doubtful(finding)),
        "findings": [finding.to_dict(rows, case, version) for finding in findings],
        "deciders": [name for name in DECIDERS if name in {row.decider for row in deciders}],
        "dossier": _shown_dossier(dossier, case, version),
        "vote": _vote(case, version),
        "publicity": _publicity(posting, case, version),
        "money": _shown_money(money, case, version),
        "citations": cited_texts(rows, behind, version, case.day),
        "warnings": _warnings(case),
    }
    return answer, findings


def find(case: Case, version: str, province: Iterable[Rule] = ()) -> list[Finding]:
    """Everything that was checked under a version of the law; rules of the province by the day of filing."""
    rows = law()
    bench = Bench(case, History(case), rows, rows.awards[case.award])
    facts = {
        "kinds": case.kind,
        "types": case.type,
        "limbs": case.limb,
        "categories": case.subject.category,
    }
    on_top = [rule for rule in province if rule.asks(case.award, version) and rule.holds_on(case.filed_on)]
    rules = [rule for rule in (*rows.rules_of(case.award, version), *on_top) if rule.fits(facts)]
    if is_other_type(bench):
        rules = [rule for rule in rules if rule.any_type]
    of_the_award = [finding for rule in rules for finding in of_rule(rule, bench)]
    return [*before_the_award(bench, version), *of_the_award, *besides_the_award(bench)]


def is_doubtful(finding: Finding) -> bool:
    """Decided, but on a row in doubt or on a figure that is not the law's."""
    return finding.outcome.assumed or (finding.passed is True and not finding.certain)


def verdict(findings: list[Finding]) -> str:
    """One word for all findings; what is not certain is never passed in silence."""
    if any(finding.rule == OPEN_VERSION for finding in findings):
        return REVIEW
    failed = {finding.rule for finding in findings if finding.passed is False and not finding.outcome.assumed}
    if failed - {HOLD}:
        return NOT_ELIGIBLE
    if failed:
        return ON_HOLD
    unclear = any(finding.passed is None or is_doubtful(finding) for finding in findings)
    return REVIEW if unclear else ELIGIBLE


# --- What goes with it ------------------------------------------------------------------------------------------------
def _dossier(case: Case, version: str):
    return dossier_of(case.award, version, case.type, case.limb)


def _shown_dossier(dossier, case: Case, version: str) -> dict:
    return {
        "code": dossier.code,
        "copies": dossier.copies,
        "documents": [{"code": code, "name": name} for code, name in dossier.documents.items()],
        "basis": basis(law(), dossier.row, version, case.day),
        "verified": dossier.row.verified,
    }


def _vote(case: Case, version: str) -> dict:
    row, vote = vote_row(case.award, version), vote_law(case.award, version, case.day)
    return {
        "required": vote.required,
        "ratio": vote.ratio,
        "denominator": row.denominator,
        "secret_by_law": vote.secret,
        "verified": vote.verified,
        "basis": vote.basis,
    }


def _publicity(row, case: Case, version: str) -> dict:
    if row is None:
        return {"required": False} | dict.fromkeys(("days", "day_kind", "before", "basis"))
    return {
        "required": True,
        "days": row.days,
        "day_kind": row.day_kind,
        "before": row.before,
        "basis": basis(law(), row, version, case.day),
    }


def _money(case: Case, version: str) -> Money:
    return award_money(
        award=case.award,
        kind=case.kind,
        version=version,
        decided_on=case.decided_on,
        decider=case.decider,
        rounding=case.rounding,
        between_laws=is_between_laws(case.filed_on, case.decided_on),
    )


def _shown_money(money: Money, case: Case, version: str) -> dict:
    cited = dict.fromkeys(basis(law(), row, version, case.decided_on or case.day) for row in money.rows)
    return {
        "coefficient": show(money.coefficient),
        "base_salary": money.base_salary and money.base_salary.amount,
        "raw": show(money.raw),
        "amount": money.amount,
        "rounding": money.rounding.code,
        "verified": money.verified,
        "missing": list(money.missing),
        "basis": "; ".join(cited),
    }


def _warnings(case: Case) -> list[dict]:
    """A discipline that still runs is a restriction; where it is not entered as one, somebody must know."""
    return [
        {
            "code": "DISCIPLINE_RUNS",
            "path": item.path,
            "message": "Hình thức kỷ luật chưa kết thúc. Hãy ghi vào mục đang bị xem xét để tạm dừng xét khen thưởng.",
        }
        for item in case.subject.disciplines
        if item.ends_on is None or item.ends_on > case.day
    ]
