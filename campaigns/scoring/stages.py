"""One stage at a time: every unit's sheets become one score per criterion."""

from collections.abc import Iterable
from dataclasses import dataclass

from .components import Score, combined
from .entries import Entry, Sheet, Unit
from .kinds import Peers, Relative, score_entered
from .tree import Criterion, Stage, Table
from .violations import Ledger, Note


@dataclass(frozen=True)
class Result:
    """What a criterion came to at a stage: a score, or why there is none."""

    criterion: Criterion
    stage: str
    score: Score | None = None
    na: bool = False

    @property
    def missing(self) -> bool:
        return self.criterion.required and self.score is None and not self.na


Results = dict[str, Result]  # by criterion code


class StageScoring:
    """Scores one stage for all units; criteria relative to the best need to see the whole bloc first."""

    def __init__(self, table: Table, stage: Stage, units: Iterable[Unit], ledger: Ledger):
        self.table = table
        self.stage = stage
        self.ledger = ledger
        self.admitted = {leaf.code: leaf for leaf in table.criteria if stage.code in leaf.stages}
        self.known = {leaf.code for leaf in table.criteria}
        self.units = list(units)
        self.peers = {leaf.code: self._peers(leaf) for leaf in self._relative()}

    def _relative(self) -> list[Criterion]:
        return [leaf for leaf in self.admitted.values() if isinstance(leaf.kind, Relative)]

    def _peers(self, leaf: Criterion) -> Peers:
        sheets = [sheet for unit in self.units for sheet in unit.sheets.get(self.stage.code, ())]
        return leaf.kind.peers([sheet.entries[leaf.code] for sheet in sheets if leaf.code in sheet.entries])

    def results(self, unit: Unit) -> Results:
        """Every criterion the stage admits."""
        sheets = self._counted_sheets(unit)
        for sheet in sheets:
            self._note_misplaced(unit, sheet)
        return {code: self._result(leaf, unit, sheets) for code, leaf in self.admitted.items()}

    def _counted_sheets(self, unit: Unit) -> list[Sheet]:
        """A single scorer's sheet is there even when empty; of several, the unit's own is set aside."""
        given = [sheet for sheet in unit.sheets.get(self.stage.code, ()) if sheet]
        if not self.stage.many:
            return given or [Sheet()]
        if any(sheet.scorer == unit.id for sheet in given):
            self.ledger.add("SELF_SCORING", unit=unit.id, stage=self.stage.code, scorer=unit.id)
        counted = [sheet for sheet in given if sheet.scorer != unit.id]
        self._note_missing_scorers(unit, {sheet.scorer for sheet in counted})
        return sorted(counted, key=lambda sheet: sheet.scorer)

    def _note_missing_scorers(self, unit: Unit, present: set[str | None]) -> None:
        for scorer in self.stage.expected_scorers:
            if scorer not in present and scorer != unit.id:
                self.ledger.add("MISSING_SCORER", unit=unit.id, stage=self.stage.code, scorer=scorer)

    def _note_misplaced(self, unit: Unit, sheet: Sheet) -> None:
        place = {"unit": unit.id, "stage": self.stage.code, "scorer": sheet.scorer}
        for code in sheet.strangers:
            self.ledger.add("UNKNOWN_NODE", node=code, **place)
        for code in sheet.entries:
            if code not in self.admitted:
                self.ledger.add("WRONG_STAGE", node=code, **place)

    def _result(self, leaf: Criterion, unit: Unit, sheets: list[Sheet]) -> Result:
        scores, na = [], False
        for sheet in sheets or [Sheet()]:
            entry = sheet.entries.get(leaf.code)
            if entry is not None and entry.na:
                na = True
                continue
            note = self.ledger.at(unit=unit.id, node=leaf.code, stage=self.stage.code, scorer=sheet.scorer)
            score = self._score(leaf, entry, note)
            if score is not None:
                scores.append(score)
        if not scores:
            return Result(leaf, self.stage.code, na=na)
        return Result(leaf, self.stage.code, self._combined(scores))

    def _score(self, leaf: Criterion, entry: Entry | None, note: Note) -> Score | None:
        score = self._raw_score(leaf, entry, note)
        return score and score.under_role(leaf.role).each(self.table.rounding.of_criterion)

    def _raw_score(self, leaf: Criterion, entry: Entry | None, note: Note) -> Score | None:
        if entry is None:
            return None if leaf.required else leaf.kind.blank(leaf, note)
        if entry.points is not None:
            return score_entered(leaf, entry.points, self.table.entry_step, note)
        return leaf.kind.score(leaf, entry, note, self.peers.get(leaf.code))

    def _combined(self, scores: list[Score]) -> Score:
        if not self.stage.many:
            return scores[0]
        return combined(scores, self.stage.combine).each(self.table.rounding.of_criterion)


def score_stages(table: Table, units: Iterable[Unit], ledger: Ledger) -> dict[str, dict[str, Results]]:
    """Results by unit and stage."""
    units = list(units)
    found: dict[str, dict[str, Results]] = {unit.id: {} for unit in units}
    for stage in table.stages:
        scoring = StageScoring(table, stage, units, ledger)
        for unit in units:
            found[unit.id][stage.code] = scoring.results(unit)
    return found


def final_results(table: Table, by_stage: dict[str, Results]) -> Results:
    """Every criterion from its own final stage."""
    return {leaf.code: by_stage[leaf.final_stage][leaf.code] for leaf in table.criteria}


def note_missing(unit: Unit, results: Results, ledger: Ledger) -> None:
    """A required criterion without points for which nothing else was reported at its final stage."""
    for code, result in results.items():
        if result.missing and not ledger.has(unit.id, code, result.stage):
            ledger.add("MISSING_INPUT", unit=unit.id, node=code, stage=result.stage)
