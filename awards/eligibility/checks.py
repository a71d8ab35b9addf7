"""The checks of the vocabulary (`awards/law/vocabulary.py`), each on the record of one subject."""

from collections.abc import Callable, Mapping

from awards.law import Check

from . import figure_checks, record_checks
from .bench import Bench
from .outcome import Outcome, either, together


def run(check: Check, bench: Bench) -> Outcome:
    """The outcome of one check of a rule."""
    return _run(check.op, check.params, bench)


def _run(op: str, params: Mapping, bench: Bench) -> Outcome:
    return CHECKS[op](params, bench)


def any_of(params: Mapping, bench: Bench) -> Outcome:
    return either(_inner(params, bench))


def all_of(params: Mapping, bench: Bench) -> Outcome:
    return together(_inner(params, bench))


def _inner(params: Mapping, bench: Bench) -> list[Outcome]:
    return [_run(inner["op"], inner, bench) for inner in params["of"]]


CHECKS: dict[str, Callable[[Mapping, Bench], Outcome]] = {
    "rated": record_checks.rated,
    "rated_years": record_checks.rated_years,
    "chain": record_checks.chain,
    "count": record_checks.count,
    "had": record_checks.had,
    "granted": record_checks.granted,
    "initiatives": record_checks.initiatives,
    "months": figure_checks.months,
    "share": figure_checks.share,
    "persons": figure_checks.persons,
    "flag": figure_checks.flag,
    "bloc_lead": figure_checks.bloc_lead,
    "movement": figure_checks.movement,
    "quota": figure_checks.quota,
    "review": figure_checks.review,
    "any": any_of,
    "all": all_of,
}
