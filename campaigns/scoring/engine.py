"""From a document to its answer: the whole of `score_table`."""

from .answer import UnitView, answer
from .entries import Unit
from .fields import MISSING, Fields, whole_document
from .ranking import Contender, Place, RankingRules, rank
from .reading import TableReader, read_ranking, read_units
from .stages import Results, final_results, note_missing, score_stages
from .sums import check_sums
from .tree import Table
from .views import Adding
from .violations import Ledger, silent


def score_table(document) -> dict:
    """The answer to `{"table", "units", "ranking"}`; Refused, with every fault, if it cannot be answered."""
    table, units, rules = read(document)
    ledger = Ledger()
    check_sums(table, ledger)
    views = score_units(table, units, ledger)
    places = rank_units(table, views, rules, ledger)
    return answer(table, views, places, ledger)


def read(document) -> tuple[Table, tuple[Unit, ...], RankingRules]:
    """Table, units and ranking rules out of the document."""
    fields, faults = whole_document(document)
    table = _read_table(fields)
    rules = read_ranking(fields.group("ranking"), table)
    units = read_units(fields, table, rules)
    faults.raise_if_any()
    return table, units, rules


def _read_table(fields: Fields) -> Table:
    found = fields.group("table")
    if found is None:
        fields.fault("table", MISSING)
        fields.faults.raise_if_any()
    return TableReader(found).read()


def score_units(table: Table, units: tuple[Unit, ...], ledger: Ledger) -> list[UnitView]:
    """All views of all units; a criterion relative to the best moves every unit, so the bloc is scored as a whole."""
    results = score_stages(table, units, ledger)
    _note_duplicates(units, ledger)
    return [_views(table, unit, results[unit.id], ledger) for unit in units]


def _note_duplicates(units: tuple[Unit, ...], ledger: Ledger) -> None:
    seen: set[str] = set()
    for unit in units:
        if unit.subject is not None and unit.subject in seen:
            ledger.add("DUPLICATE_SUBJECT", unit=unit.id, entered=unit.subject)
        seen.add(unit.subject)


def _views(table: Table, unit: Unit, by_stage: dict[str, Results], ledger: Ledger) -> UnitView:
    final = final_results(table, by_stage)
    note_missing(unit, final, ledger)
    stages = {}
    for stage in table.stages:
        if unit.has_input(stage.code):
            # What the final view reports is not reported a second time for its stage.
            is_final = stage.code == table.final_stage
            note = silent if is_final else ledger.at(unit=unit.id, stage=stage.code)
            stages[stage.code] = Adding(table, by_stage[stage.code], note).view()
    return UnitView(unit, stages, Adding(table, final, ledger.at(unit=unit.id)).view())


def rank_units(table: Table, views: list[UnitView], rules: RankingRules, ledger: Ledger) -> list[Place]:
    """Everybody's place by the final views."""
    contenders = [
        Contender(
            unit=found.unit,
            view=found.final,
            rounding=table.rounding,
            strict=rules.strict,
            disqualified=bool(found.disqualified_by),
            may_be_incomplete=table.missing != "incomplete",
        )
        for found in views
    ]
    return rank(contenders, rules, ledger)
