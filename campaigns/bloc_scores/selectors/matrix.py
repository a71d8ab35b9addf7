"""The score sheet of one scorer: criteria down, units across, values of the stages before beside one's own, running totals."""

from dataclasses import dataclass, field
from decimal import Decimal

from campaigns.bloc_scores.models import Sheet, StageRun
from campaigns.bloc_scores.selectors.documents import RoundData, admits, answer, read_round
from campaigns.bloc_scores.selectors.sheets import (
    beside_own,
    differs,
    own_sheets,
    points_by_stage,
    points_in,
    previous_points,
    visible_sheets,
)
from campaigns.scoring import Refused as EngineRefused


@dataclass
class SheetCell:
    """One cell: what was entered, its points, the points of the stages before."""

    sheet: Sheet
    criterion: object
    open: bool
    entry: dict | None = None
    reason: str = ""
    points: Decimal | None = None
    before: list[tuple[str, Decimal | None]] = field(default_factory=list)
    differs: bool = False
    submission_id: int | None = None
    typed_by: str = ""


@dataclass
class Row:
    """A part or a criterion, with a cell for each unit."""

    criterion: object
    level: int
    cells: list[SheetCell]


@dataclass
class Matrix:
    """Everything the page shows; a fixed number of queries."""

    data: RoundData
    run: StageRun
    sheets: list[Sheet]
    rows: list[Row]
    totals: list[Decimal | None]
    sentences: list[str]
    points: dict

    @property
    def columns(self) -> list[tuple[Sheet, Decimal | None]]:
        """Each sheet with its running total."""
        return list(zip(self.sheets, self.totals, strict=True))

    @property
    def handed_in(self) -> bool:
        return all(sheet.handed_in_at for sheet in self.sheets)


def matrix_of(run: StageRun, user) -> Matrix:
    """The matrix of the sheets that this person fills in a run."""
    data = read_round(run.round)
    sheets = own_sheets(data.sheets, run.pk, user)
    points, sentences = _answered(data, sheets)
    levels = _levels(data.criteria)
    before = _stages_before(data, sheets)
    rows = [
        Row(c, levels[c.pk], [_cell(data, sheet, c, points, before, run) for sheet in sheets]) for c in data.criteria
    ]
    _link_reports(rows)
    totals = [points.get((str(s.unit_id), run.stage.code), {}).get("") for s in sheets]
    return Matrix(data, run, sheets, rows, totals, sentences, points)


def _answered(data: RoundData, sheets: list[Sheet]) -> tuple[dict, list[str]]:
    """One run of the engine for the whole page: points, and what does not follow the table."""
    try:
        _, result = answer(data, beside_own(data, sheets))
    except EngineRefused as refused:
        return {}, [str(refused)]
    return points_in(result), _sentences(data, sheets, result)


def _stages_before(data: RoundData, sheets: list[Sheet]) -> list[tuple[str, str]]:
    codes = [(s["code"], s.get("label", s["code"])) for s in data.document["stages"]]
    here = sheets[0].run.stage.code if sheets else ""
    return codes[: next((n for n, (code, _) in enumerate(codes) if code == here), 0)]


def _levels(criteria) -> dict[int, int]:
    parents = {c.pk: c.parent_id for c in criteria}

    def depth(pk):
        return 1 + depth(parents[pk]) if parents[pk] else 1

    return {pk: min(depth(pk), 3) for pk in parents}


def _cell(data: RoundData, sheet: Sheet, criterion, points: dict, before: list, run: StageRun) -> SheetCell:
    unit, score = str(sheet.unit_id), data.scores.get(sheet.pk, {}).get(criterion.code)
    open_ = admits(data, sheet, criterion) and not sheet.handed_in_at and not run.closed_at
    return SheetCell(
        sheet=sheet,
        criterion=criterion,
        open=open_,
        entry=score.entry if score else None,
        reason=score.reason if score else "",
        points=points.get((unit, run.stage.code), {}).get(criterion.code),
        before=[(label, points.get((unit, code), {}).get(criterion.code)) for code, label in before],
        differs=bool(score) and differs(data, sheet, criterion.code, points),
        submission_id=score.value_id if score else None,
        typed_by=score.by_name if score else "",
    )


def _link_reports(rows: list[Row]) -> None:
    """From the value an entry was taken from to the report it stands in: one query."""
    from campaigns.models import IndicatorValue

    cells = [cell for row in rows for cell in row.cells if cell.submission_id]
    papers = dict(
        IndicatorValue.objects.filter(pk__in=[c.submission_id for c in cells]).values_list("pk", "submission")
    )
    for cell in cells:
        cell.submission_id = papers.get(cell.submission_id)


def _sentences(data: RoundData, sheets: list[Sheet], result: dict) -> list[str]:
    """What does not follow the table on these sheets, in words; nothing is cut."""
    if not sheets:
        return []
    stage = sheets[0].run.stage.code
    names = {str(s.unit_id): s.unit.label for s in sheets}
    labels = {s["code"]: s.get("label", s["code"]) for s in data.document["stages"]}
    found = [v for v in result["violations"] if v["stage"] == stage and v["code"] not in ("MISSING_INPUT",)]
    return [spoken(v, names, labels) for v in found if v["code"] != "MISSING_SCORER"]


def spoken(violation: dict, names: dict[str, str], labels: dict[str, str]) -> str:
    """The engine's sentence with the names people know in place of keys."""
    message = violation["message"]
    if violation["unit"] in names:
        message = message.replace(f"Đơn vị {violation['unit']}", names[violation["unit"]], 1)
    if violation["stage"] in labels:
        message = message.replace(f"bước {violation['stage']}", f"bước {labels[violation['stage']]}", 1)
    return message


@dataclass
class UnitRow:
    """A criterion on the page of one unit: points of each stage that may be seen, and the reasons given."""

    criterion: object
    level: int
    columns: list[tuple[str, Decimal | None]]
    reasons: list[tuple[str, str, str]]


@dataclass
class UnitPage:
    """The scores of one unit side by side."""

    unit: object
    stages: list[tuple[str, str]]
    rows: list[UnitRow]
    total_columns: list[tuple[str, Decimal | None]]


def unit_page(round_, unit, user) -> UnitPage:
    """Self, cross, verified side by side, as far as this person may see them."""
    data = read_round(round_)
    seen = visible_sheets(data, user)
    points = points_by_stage(data, seen)
    stages = [(s["code"], s.get("label", s["code"])) for s in data.document["stages"]]
    levels = _levels(data.criteria)
    mine = [s for s in seen if s.unit_id == unit.pk]
    columns = [points.get((str(unit.pk), code), {}) for code, _ in stages]
    rows = [UnitRow(c, levels[c.pk], _beside(stages, columns, c.code), _reasons(data, mine, c)) for c in data.criteria]
    return UnitPage(unit, stages, rows, _beside(stages, columns, ""))


def _beside(stages: list[tuple[str, str]], columns: list[dict], code: str) -> list[tuple[str, Decimal | None]]:
    """Points of a criterion, each with the name of its stage."""
    return [(label, column.get(code)) for (_, label), column in zip(stages, columns, strict=True)]


def _reasons(data: RoundData, sheets: list[Sheet], criterion) -> list[tuple[str, str, str]]:
    found = []
    for sheet in sheets:
        score = data.scores.get(sheet.pk, {}).get(criterion.code)
        if score and score.reason:
            found.append((sheet.run.stage.label, score.reason, f"{score.by_name}, {sheet.scorer_unit.label}"))
    return found


__all__ = ["Matrix", "UnitPage", "matrix_of", "previous_points", "spoken", "unit_page"]
