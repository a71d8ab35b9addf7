"""Findings: each names its rule, what was asked and found, the row of the law behind it and how sure that row is."""

from dataclasses import dataclass

from awards.law import Law, Sourced, basis
from awards.law.rows import Check, Rule

from .bench import Bench
from .case import Case
from .checks import run
from .outcome import Outcome


@dataclass(frozen=True)
class Finding:
    """`rows` are the rows of the law it rests on; `certain`: none of them is in doubt."""

    rule: str
    outcome: Outcome
    rows: tuple[Sourced, ...]
    certain: bool

    @property
    def passed(self) -> bool | None:
        return self.outcome.passed

    @property
    def verified(self) -> bool:
        return all(row.verified for row in self.rows)

    def to_dict(self, law: Law, case: Case, version: str) -> dict:
        outcome = self.outcome
        cited = dict.fromkeys(basis(law, row, version, case.day) for row in self.rows)
        return {
            "rule": self.rule,
            "passed": outcome.passed,
            "basis": "; ".join(filter(None, cited)),
            "required": outcome.required,
            "found": outcome.found,
            "missing": list(outcome.missing),
            "message": outcome.sentence,
            "verified": self.verified,
            "source": "; ".join(dict.fromkeys(row.source for row in self.rows)),
        }


def of_rule(rule: Rule, bench: Bench) -> list[Finding]:
    """What the checks of a rule came to."""
    return [_of_check(check, bench) for check in rule.checks if _is_asked(check, bench)]


def _is_asked(check: Check, bench: Bench) -> bool:
    """Some texts do not ask for a rating: there it is looked at only where one is on record."""
    return not check.params.get("if_recorded") or bench.case.year in bench.case.subject.ratings


def _of_check(check: Check, bench: Bench) -> Finding:
    certain = not (check.shaky_row or check.tag == "K?")
    return Finding(check.rule, run(check, bench), (check,), certain)


def of_principle(bench: Bench, code: str, outcome: Outcome, *rows: Sourced) -> Finding:
    """A finding on a principle; its own row is the basis where no other rows are given."""
    return Finding(code, outcome, rows or (bench.law.principles[code],), certain=True)
