"""From rows to the document of the scoring engine: what was handed in, as it counts now. The number of queries does not grow."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Max

from campaigns.bloc_scores.enums import Scorer
from campaigns.bloc_scores.models import Score, ScoringRound, Sheet
from campaigns.bloc_scores.table_document import SELF_SHEET, admitted_stages, asks_self_sheet, document_of, ranking_of
from campaigns.scoring import score_table


@dataclass
class RoundData:
    """A round as read: table, sheets of the newest run of each unit and stage, newest entry of each cell."""

    round: ScoringRound
    document: dict
    sheets: list[Sheet]
    scores: dict[int, dict[str, Score]]
    criteria: list
    admitted: dict[str, tuple[list[str], str]] = field(default_factory=dict)
    facts: dict[int, dict] = field(default_factory=dict)

    @cached_property
    def places(self) -> set[tuple[int, int, int]]:
        """(run, unit, scorer) of each sheet."""
        return {(sheet.run_id, sheet.unit_id, sheet.scorer_unit_id) for sheet in self.sheets}

    @cached_property
    def self_scored(self) -> set[int]:
        """Units whose report of their own points is there: handed in by themselves, or scored in their place with a reason."""
        own = [sheet for sheet in self.newest() if sheet.run.stage.scorer == Scorer.SELF]
        return {s.unit_id for s in own} - {s.unit_id for s in own if not s.handed_in_at}

    @property
    def units(self) -> list:
        """Units of the round, each once, in order."""
        found = {sheet.unit_id: sheet.unit for sheet in self.sheets}
        return sorted(found.values(), key=lambda unit: unit.sort_key)

    def newest(self) -> list[Sheet]:
        """Of each unit and stage the sheets of the newest run that has any: what was scored again replaces what was before."""
        last: dict[tuple[int, int], int] = {}
        for sheet in self.sheets:
            key = (sheet.unit_id, sheet.run.stage_id)
            last[key] = max(last.get(key, 0), sheet.run.number)
        return [s for s in self.sheets if s.run.number == last[s.unit_id, s.run.stage_id]]


def read_round(round_: ScoringRound) -> RoundData:
    """Five queries: criteria, stages, sheets, newest entries, facts of the ranking."""
    table = round_.table
    criteria = list(table.criteria.select_related("scorer_unit", "indicator"))
    document = document_of(table, criteria, table.stages.all())
    sheets = list(
        Sheet.objects.filter(run__round=round_)
        .select_related("run__stage", "unit", "scorer_unit")
        .order_by("run__stage__order", "run__number", "unit__sort_key", "scorer_unit__sort_key")
    )
    scores, admitted = newest_scores(round_, criteria), admitted_stages(document)
    return RoundData(round_, document, sheets, scores, criteria, admitted, facts_of(round_))


def facts_of(round_: ScoringRound) -> dict[int, dict]:
    """{unit: {code: value}}, truths as truths. One query."""
    found: dict[int, dict] = defaultdict(dict)
    for unit, code, value in round_.facts.values_list("unit_id", "code", "value"):
        found[unit][code] = value == "true" if value in ("true", "false") else value
    return found


def newest_scores(round_: ScoringRound, criteria: Iterable) -> dict[int, dict[str, Score]]:
    """{sheet: {code: newest entry}} of a round."""
    codes = {row.pk: row.code for row in criteria}
    newest = Score.objects.filter(sheet__run__round=round_).values("sheet_id", "criterion_id").annotate(last=Max("pk"))
    found: dict[int, dict[str, Score]] = defaultdict(dict)
    for score in Score.objects.filter(pk__in=newest.values("last")):
        found[score.sheet_id][codes[score.criterion_id]] = score
    return found


def counted(data: RoundData, drafts_of: int | None = None) -> list[Sheet]:
    """Sheets that count: handed in; for a look at one's own running totals also one's drafts."""
    return [s for s in data.newest() if s.handed_in_at or s.scorer_unit_id == drafts_of]


def engine_document(data: RoundData, sheets: list[Sheet]) -> dict:
    """Input of `score_table` from these sheets."""
    table = {**data.document, "stages": _stages(data)}
    units = [_unit(data, unit, [s for s in sheets if s.unit_id == unit.pk]) for unit in data.units]
    return {"table": table, "units": units, "ranking": ranking_of(data.round.table)}


def _stages(data: RoundData) -> list[dict]:
    """A stage of several scorers expects those whose sheets were made when it was opened."""
    expected: dict[str, set[str]] = defaultdict(set)
    for sheet in data.newest():
        expected[sheet.run.stage.code].add(str(sheet.scorer_unit_id))
    found = []
    for stage in data.document["stages"]:
        more = {"expected_scorers": sorted(expected[stage["code"]], key=int)} if stage.get("scorers") == "many" else {}
        found.append({**stage, **more})
    return found


def _unit(data: RoundData, unit, sheets: list[Sheet]) -> dict:
    inputs: dict = {}
    for sheet in sheets:
        values = entries_of(data, sheet)
        if sheet.run.stage.combine:
            inputs.setdefault(sheet.run.stage.code, []).append({"scorer": str(sheet.scorer_unit_id), "values": values})
        else:
            inputs.setdefault(sheet.run.stage.code, {}).update(values)
    found = {"id": str(unit.pk), "name": unit.label, "inputs": inputs}
    facts = data.facts.get(unit.pk, {})
    if asks_self_sheet(data.round.table.ranking):
        facts = facts | {SELF_SHEET: unit.pk in data.self_scored}
    return found | ({"facts": facts} if facts else {})


def entries_of(data: RoundData, sheet: Sheet) -> dict:
    """The entries of a sheet that are there; an emptied cell is no entry."""
    cells = data.scores.get(sheet.pk, {})
    return {code: score.entry for code, score in cells.items() if score.entry is not None}


def admits(data: RoundData, sheet: Sheet, criterion) -> bool:
    """Whether a criterion is scored on this sheet: its stage, and where a department is named, only by it."""
    if not criterion.kind or sheet.run.stage.code not in data.admitted[criterion.code][0]:
        return False
    named = criterion.scorer_unit_id
    if named is None or sheet.run.stage.scorer != "department":
        return True
    if named == sheet.scorer_unit_id:
        return True
    # Who acts for another takes its criteria, not those of a department that has a sheet of its own on the unit.
    return bool(sheet.instead_of) and (sheet.run_id, sheet.unit_id, named) not in data.places


def answer(data: RoundData, sheets: list[Sheet] | None = None) -> tuple[dict, dict]:
    """(input, answer) of the engine; without sheets everything that was handed in."""
    document = engine_document(data, counted(data) if sheets is None else sheets)
    return document, score_table(document)
