"""What the stages of a table must be so that every criterion of a unit gets its points from one place. Pure. Why: decision 0013."""

from collections.abc import Iterable, Sequence

from campaigns.bloc_scores.enums import Scorer
from campaigns.bloc_scores.table_document import admitted_stages, asks_self_sheet, document_of

FEWEST, MOST = 2, 7


def stages_faults(stages: Sequence) -> list[str]:
    """What is wrong with the stages themselves, in sentences."""
    found = []
    if not FEWEST <= len(stages) <= MOST:
        found.append(f"Bảng cần từ {FEWEST} đến {MOST} bước chấm, đang có {len(stages)}.")
    for stage in stages:
        if stage.scorer == Scorer.MEMBERS and not stage.combine:
            found.append(
                f"Bước “{stage.label}”: nhiều thành viên cùng chấm một đơn vị. Hãy chọn trung bình cộng hoặc trung vị "
                "các phiếu."
            )
        if stage.scorer == Scorer.SELF and stage.combine:
            found.append(f"Bước “{stage.label}”: đơn vị tự chấm một phiếu. Hãy chọn một phiếu.")
    return found


def self_sheet_faults(ranking: dict, stages: Sequence) -> list[str]:
    """Where only units with their own report of points are ranked, there must be a stage for it."""
    if not asks_self_sheet(ranking) or any(stage.scorer == Scorer.SELF for stage in stages):
        return []
    return ["Xếp hạng chỉ tính đơn vị đã nộp phiếu tự chấm. Hãy thêm bước đơn vị tự chấm, hoặc bỏ điều kiện này."]


def departments_faults(table, criteria: Iterable, stages: Sequence) -> list[str]:
    """Where several departments score a stage, each criterion must say whose it is: else each would give it other points."""
    rows = list(criteria)
    if len({row.scorer_unit_id for row in rows} - {None}) < 2:
        return []
    admitted = admitted_stages(document_of(table, rows, stages))
    found = []
    for stage in stages:
        if stage.scorer != Scorer.DEPARTMENT or stage.combine:
            continue
        loose = [r.code for r in rows if r.kind and r.scorer_unit_id is None and stage.code in admitted[r.code][0]]
        if loose:
            found.append(
                f"Bước “{stage.label}” do nhiều cơ quan chuyên môn chấm. Hãy ghi cơ quan chấm của mục {', '.join(loose)}, "
                "hoặc không chấm các mục đó ở bước này."
            )
    return found
