"""Sheets as a person may see them: own ones, those handed in once one's own are, what is missing before handing in."""

from decimal import Decimal

from campaigns.bloc_scores.models import Sheet
from campaigns.bloc_scores.selectors.documents import RoundData, admits, answer, entries_of
from campaigns.scoring import Refused as EngineRefused
from organisations.rules import unit_id_of

MOST_NAMED = 12


def own_sheets(sheets: list[Sheet], run_id: int, user) -> list[Sheet]:
    """The sheets of a run that this person fills."""
    return [s for s in sheets if s.run_id == run_id and user.has_perm("bloc_scores.fill_sheet", s)]


def visible_sheets(data: RoundData, user) -> list[Sheet]:
    """Others' scores stay hidden until one's own are handed in; drafts are seen by nobody but who writes them (B18)."""
    unit = unit_id_of(user)
    waiting = {s.run_id for s in data.sheets if s.scorer_unit_id == unit and not s.handed_in_at and not s.run.closed_at}
    return [
        s
        for s in data.newest()
        if s.scorer_unit_id == unit
        or (s.handed_in_at and (s.run.closed_at or s.run_id not in waiting) and _is_over(s, user))
    ]


def _is_over(sheet: Sheet, user) -> bool:
    """A unit sees what others gave once the stage is closed, so that nobody waits to write what somebody else wrote."""
    return bool(sheet.run.closed_at) or user.has_perm("bloc_scores.run_round", sheet.run.round)


def points_by_stage(data: RoundData, sheets: list[Sheet]) -> dict[tuple[str, str], dict[str, Decimal | None]]:
    """`points_in` what the engine answers to these sheets; nothing where it cannot read them."""
    try:
        return points_in(answer(data, sheets)[1])
    except EngineRefused:
        return {}


def points_in(result: dict) -> dict[tuple[str, str], dict[str, Decimal | None]]:
    """{(unit, stage): {criterion or part: points}}; the total under ''."""
    found: dict = {}
    for unit in result["units"]:
        for stage, view in unit["stages"].items():
            rows = {row["node"]: _decimal(row["points"]) for row in view["criteria"] + view["parts"]}
            found[unit["id"], stage] = rows | {"": _decimal(view["total"])}
    return found


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def stages_before(data: RoundData, sheet: Sheet) -> list[str]:
    """Codes of the stages before that of a sheet, nearest first."""
    codes = [stage["code"] for stage in data.document["stages"]]
    return codes[: codes.index(sheet.run.stage.code)][::-1]


def previous_points(points: dict, data: RoundData, sheet: Sheet, code: str) -> Decimal | None:
    """Points of a criterion at the nearest stage before that gave any."""
    for stage in stages_before(data, sheet):
        found = points.get((str(sheet.unit_id), stage), {}).get(code)
        if found is not None:
            return found
    return None


def previous_entries(data: RoundData, sheet: Sheet) -> dict[str, dict]:
    """Entries of the nearest stage before with one sheet for the unit."""
    found: dict[str, dict] = {}
    for stage in reversed(stages_before(data, sheet)):
        before = [s for s in data.newest() if s.unit_id == sheet.unit_id and s.run.stage.code == stage]
        for one in before if before and not before[0].run.stage.combine else []:
            if one.handed_in_at:
                found |= entries_of(data, one)
    return found


def unready(data: RoundData, sheets: list[Sheet], points: dict) -> list[str]:
    """Sentences on what is missing before these sheets are handed in: empty cells, differences without a reason."""
    found = []
    for sheet in sheets:
        cells = data.scores.get(sheet.pk, {})
        for criterion in data.criteria:
            if admits(data, sheet, criterion):
                found += _cell_faults(data, sheet, criterion, cells.get(criterion.code), points)
    more = len(found) - MOST_NAMED
    return found[:MOST_NAMED] + ([f"Còn {more} chỗ khác."] if more > 0 else [])


def beside_own(data: RoundData, sheets: list[Sheet]) -> list[Sheet]:
    """These sheets as they stand now in place of other drafts; of a stage of several scorers these sheets alone."""
    runs = {s.run.stage_id for s in sheets}
    return [s for s in data.newest() if s.handed_in_at and s.run.stage_id not in runs] + sheets


def _cell_faults(data: RoundData, sheet: Sheet, criterion, score, points: dict) -> list[str]:
    where = f"{sheet.unit.label}, tiêu chí {criterion.code}"
    if score is None or score.entry is None:
        optional = criterion.required is False or criterion.role != "standard"
        quiet = optional or criterion.kind in ("cases", "lateness", "disqualify")
        return [] if quiet else [f"{where}: chưa chấm."]
    if differs(data, sheet, criterion.code, points) and not score.reason:
        return [f"{where}: điểm khác bước trước. Hãy ghi lý do."]
    return []


def differs(data: RoundData, sheet: Sheet, code: str, points: dict) -> bool:
    """Whether a cell gives other points than the stage before."""
    now = points.get((str(sheet.unit_id), sheet.run.stage.code), {}).get(code)
    before = previous_points(points, data, sheet, code)
    return now is not None and before is not None and now != before
