"""Criteria tables are made, changed while they are drafts, frozen, and followed by new versions."""

from django.db import transaction

from campaigns.bloc_scores.enums import TableState
from campaigns.bloc_scores.models import CriteriaTable, Criterion, Stage
from campaigns.bloc_scores.table_document import nodes_in_order, row_values, settings_of, stage_values
from campaigns.scoring import read
from emulation.base import audit, clock
from emulation.base.workflow import Refused

DEFAULT_STAGES = ({"code": "verified", "label": "Thẩm định", "scorer": "standing_body"},)


@transaction.atomic
def create(document: dict, *, by, ranking: dict | None = None, **head) -> CriteriaTable:
    """A draft table from the `table` of the contract of score_table, with its criteria and stages.

    head: fields of CriteriaTable (`bloc`, `year`, `template`, `previous`, `number`, `shipped_as`, `basis`, `source`, `verified`).
    Raises campaigns.scoring.Refused, with every fault, for a document the engine would not read.
    """
    read({"table": document, "ranking": ranking or {}, "units": []})
    declared = document.get("declared_total")
    table = CriteriaTable.objects.create(
        title=document.get("title") or "Bảng tiêu chí chấm điểm",
        declared_total=None if declared is None else str(declared),
        settings=settings_of(document),
        ranking=ranking or {},
        **head,
    )
    fill(table, document)
    audit.record(table, action="create", label="Lập bảng tiêu chí", by=by)
    table.refresh_from_db()
    return table


def fill(table: CriteriaTable, document: dict) -> None:
    """Write the stages and criteria of a table that has none yet."""
    given = document.get("stages") or DEFAULT_STAGES
    Stage.objects.bulk_create(Stage(table=table, **stage_values(one, n)) for n, one in enumerate(given, 1))
    _fill_level(table, [(node, None, "standard") for node in document["nodes"]], _orders(document["nodes"]))


def _orders(nodes: list[dict]) -> dict[str, int]:
    """Place of each node when the table is read from top to bottom."""
    return {node["code"]: n for n, (node, _) in enumerate(nodes_in_order(nodes), 1)}


def _fill_level(table: CriteriaTable, level: list[tuple[dict, Criterion | None, str]], orders: dict[str, int]) -> None:
    """One statement for each level of the tree."""
    while level:
        rows = [
            Criterion(table=table, parent=parent, order=orders[node["code"]], **row_values(node, role))
            for node, parent, role in level
        ]
        made = Criterion.objects.bulk_create(rows)
        level = [
            (child, row, row.role)
            for (node, _, _), row in zip(level, made, strict=True)
            for child in node.get("children") or []
        ]


@transaction.atomic
def freeze(table: CriteriaTable, *, by, note: str = "") -> CriteriaTable:
    """Freeze a draft at the signing of the pledge: from now on only a new version changes it. A frozen table stays as it is."""
    locked = CriteriaTable.objects.select_for_update(of=("self",)).get(pk=table.pk)
    if locked.state == TableState.FROZEN:
        return locked
    if locked.state != TableState.DRAFT:
        raise Refused("Chỉ chốt được bảng tiêu chí đang là dự thảo.")
    locked.state, locked.frozen_at, locked.frozen_note = TableState.FROZEN, clock.now(), note
    locked.version += 1
    locked.save(update_fields=["state", "frozen_at", "frozen_note", "version"])
    if locked.previous_id:
        CriteriaTable.objects.filter(pk=locked.previous_id).update(state=TableState.SUPERSEDED)
    audit.record(locked, action="freeze", label="Chốt bảng tiêu chí", by=by, note=note)
    return locked
