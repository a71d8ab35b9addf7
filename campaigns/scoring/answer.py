"""The answer as JSON: canonical decimals, nothing else is rounded here than what the table says."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from .entries import Unit
from .figures import show
from .ranking import Place
from .stages import Result
from .tree import Table
from .views import PartView, Sums, View, sums_of
from .violations import Ledger

Print = Callable[[Fraction], str]


@dataclass(frozen=True)
class UnitView:
    """A unit with all its views."""

    unit: Unit
    stages: dict[str, View]
    final: View

    def _codes(self, name: str) -> list[str]:
        scores = [result.score for result in self.final.results.values() if result.score]
        return list(dict.fromkeys(code for score in scores for code in getattr(score, name)))

    @property
    def disqualified_by(self) -> list[str]:
        return self._codes("disqualifying")

    @property
    def no_award_by(self) -> list[str]:
        return self._codes("barring")


def answer(table: Table, units: list[UnitView], places: list[Place], ledger: Ledger) -> dict:
    """Everything the contract promises."""

    def printed(value: Fraction) -> str:
        return show(table.rounding.of_print(value))

    by_id = {found.unit.id: found for found in units}
    return {
        "table": {"declared_total": show(table.declared_total), "computed_total": show(table.computed_total)},
        "units": [_unit(found, printed) for found in units],
        "violations": [violation.to_dict() for violation in ledger.entries],
        "violation_codes": ledger.codes,
        "ranking": [_place(place, by_id[place.contender.unit.id]) for place in places],
    }


def _unit(found: UnitView, printed: Print) -> dict:
    return {
        "id": found.unit.id,
        "name": found.unit.name,
        "stages": {stage: _view(view, printed) for stage, view in found.stages.items()},
        "final": _view(found.final, printed),
        "disqualified_by": found.disqualified_by,
        "no_award": bool(found.no_award_by),
        "no_award_by": found.no_award_by,
    }


def _view(view: View, printed: Print) -> dict:
    sums = view.sums.entered
    return {
        "standard": printed(sums.standard),
        "bonus": printed(sums.all_bonus),
        "penalty": printed(sums.penalty),
        "total": printed(view.total),
        "strict_total": printed(view.strict_total),
        "complete": view.complete,
        "rescaled": view.rescaled,
        "parts": [_part(part, printed) for part in view.parts],
        "criteria": [_criterion(result, printed) for result in view.results.values()],
    }


def _part(found: PartView, printed: Print) -> dict:
    return {"node": found.part.code, "max": show(found.part.max)} | _figures(found.sums, printed)


def _criterion(result: Result, printed: Print) -> dict:
    place = {"node": result.criterion.code, "stage": result.stage, "missing": result.missing, "na": result.na}
    return place | _figures(sums_of(result), printed)


def _figures(sums: Sums | None, printed: Print) -> dict:
    if sums is None:
        return dict.fromkeys(("standard", "bonus", "penalty", "points", "strict_points"))
    return {
        "standard": printed(sums.entered.standard),
        "bonus": printed(sums.entered.all_bonus),
        "penalty": printed(sums.entered.penalty),
        "points": printed(sums.entered.points),
        "strict_points": printed(sums.strict.points),
    }


def _place(place: Place, found: UnitView) -> dict:
    return {
        "unit": found.unit.id,
        "rank": place.rank,
        "total": show(place.contender.total),
        "decided_by": place.decided_by,
        "tied_with": list(place.tied_with),
        "needs_decision": place.needs_decision,
        "not_ranked": list(place.not_ranked),
        "level": place.level,
        "no_award": bool(found.no_award_by),
    }
