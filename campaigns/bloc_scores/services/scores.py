"""Entries of score sheets: written cell by cell, never overwritten; sheets are handed in."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction

from campaigns.bloc_scores.models import Score, Sheet, StageRun
from campaigns.bloc_scores.selectors.documents import admits, read_round
from campaigns.bloc_scores.selectors.sheets import beside_own, own_sheets, points_by_stage, previous_entries, unready
from emulation.base import audit, clock
from emulation.base.workflow import AlreadyDone, Refused

CLOSED = "Bước chấm đã kết thúc nên không sửa được điểm. Hãy xem kết quả trên trang kỳ chấm."
HANDED_IN = "Phiếu đã nộp nên không sửa được. Hãy đề nghị chấm lại nếu có sai sót."


@dataclass(frozen=True)
class Cell:
    """One cell as typed: entry as in the contract (None empties it), and the reason of a difference."""

    sheet_id: int
    criterion_id: int
    entry: dict | None
    reason: str = ""


@transaction.atomic
def save(run: StageRun, cells: Iterable[Cell], *, by) -> int:
    """Add what changed to the history of its cells; what is as before is not written again (B04). Returns how many rows."""
    locked = StageRun.objects.select_for_update(of=("self",)).select_related("round__table").get(pk=run.pk)
    if locked.closed_at:
        raise Refused(CLOSED)
    data = read_round(locked.round)
    sheets = {s.pk: s for s in own_sheets(data.sheets, run.pk, by)}
    criteria = {row.pk: row for row in data.criteria}
    rows = [
        row
        for cell in cells
        if (row := _row(data, sheets.get(cell.sheet_id), criteria.get(cell.criterion_id), cell, by))
    ]
    Score.objects.bulk_create(rows)
    return len(rows)


def _row(data, sheet: Sheet | None, criterion, cell: Cell, by) -> Score | None:
    if sheet is None or criterion is None or not admits(data, sheet, criterion):
        raise PermissionDenied("Bạn không chấm ô điểm này.")
    if sheet.handed_in_at:
        raise Refused(HANDED_IN)
    now = data.scores.get(sheet.pk, {}).get(criterion.code)
    same = (now.entry, now.reason) if now else (None, "")
    if (cell.entry, cell.reason) == same:
        return None
    kept = now is not None and now.entry == cell.entry
    return Score(
        sheet=sheet,
        criterion=criterion,
        entry=cell.entry,
        points=_points(cell.entry),
        reason=cell.reason,
        value_id=now.value_id if kept else None,
        by_id=by.pk,
        by_name=str(by),
        acting_as=str(by.acting),
    )


def _points(entry: dict | None) -> Decimal | None:
    points = (entry or {}).get("points")
    return None if points is None else Decimal(points)


@transaction.atomic
def hand_in(run: StageRun, *, by) -> int:
    """Hand in every sheet of the acting person's unit in a run. Refused with what is missing; twice does nothing twice."""
    locked = StageRun.objects.select_for_update(of=("self",)).select_related("round__table", "stage").get(pk=run.pk)
    if locked.closed_at:
        raise Refused(CLOSED)
    data = read_round(locked.round)
    sheets = own_sheets(data.sheets, run.pk, by)
    if not sheets or not all(by.has_perm("bloc_scores.hand_in_sheet", sheet) for sheet in sheets):
        raise PermissionDenied("Chỉ thủ trưởng đơn vị chấm được nộp phiếu.")
    left = [sheet for sheet in sheets if sheet.handed_in_at is None]
    if not left:
        raise AlreadyDone("Phiếu đã được nộp trước đó.")
    if missing := unready(data, left, points_by_stage(data, beside_own(data, sheets))):
        raise Refused(*missing)
    now = clock.now()
    Sheet.objects.filter(pk__in=[s.pk for s in left]).update(handed_in_at=now, handed_in_by=by)
    audit.record(
        locked.round,
        action="hand_in",
        label=f"Nộp phiếu chấm, bước {locked.stage.label}",
        by=by,
        changes={"units": [s.unit.label for s in left]},
    )
    return len(left)


@transaction.atomic
def copy_previous(run: StageRun, *, by) -> int:
    """Fill one's empty cells with what counted at the stage before: a beginning, to be changed where it is not right."""
    data = read_round(run.round)
    cells = []
    for sheet in own_sheets(data.sheets, run.pk, by):
        here, before = data.scores.get(sheet.pk, {}), previous_entries(data, sheet)
        for criterion in data.criteria:
            empty = criterion.code not in here or here[criterion.code].entry is None
            if not sheet.handed_in_at and empty and admits(data, sheet, criterion):
                entry = before.get(criterion.code)
                cells += [Cell(sheet.pk, criterion.pk, entry)] if entry else []
    return save(run, cells, by=by)
