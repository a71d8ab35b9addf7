"""Criteria tables are made, changed while they are drafts, frozen, and followed by new versions."""

from django.db import transaction
from django.urls import reverse

from campaigns.bloc_scores.enums import TableState
from campaigns.bloc_scores.models import CriteriaTable, Criterion, Stage
from campaigns.bloc_scores.stage_rules import departments_faults, self_sheet_faults, stages_faults
from campaigns.bloc_scores.table_document import (
    locked_head,
    nodes_in_order,
    ranking_of,
    row_values,
    settings_of,
    stage_values,
    table_document,
)
from campaigns.scoring import read
from emulation.base import audit, clock, concurrency, notify
from emulation.base.concurrency import StaleVersion
from emulation.base.workflow import Refused
from organisations.enums import UNIT_ROLES
from organisations.models import Bloc
from organisations.selectors.people import officers

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
    locked = concurrency.lock(table, version=None)
    if locked.state == TableState.FROZEN:
        return locked
    if locked.state != TableState.DRAFT:
        raise Refused("Chỉ chốt được bảng tiêu chí đang là dự thảo.")
    read({"table": table_document(locked), "ranking": ranking_of(locked), "units": []})
    if locked.bloc_id and (faults := scoring_faults(locked)):
        raise Refused(*faults)  # a template may leave open who scores: nobody scores with it
    locked.state = TableState.FROZEN
    touch(locked, "state", *stamp_frozen(locked))
    after_freeze(locked, by=by, note=note)
    audit.record(locked, action="freeze", label="Chốt bảng tiêu chí", by=by, note=note)
    return locked


def stamp_frozen(table: CriteriaTable) -> list[str]:
    """The moment a table is frozen."""
    table.frozen_at = clock.now()
    return ["frozen_at"]


def after_freeze(table: CriteriaTable, *, by, note: str = "") -> None:
    """Keep the note, retire the version before, tell the bloc's units."""
    table.frozen_note = note
    table.save(update_fields=["frozen_note"])
    if table.previous_id:
        CriteriaTable.objects.filter(pk=table.previous_id).update(state=TableState.SUPERSEDED)
    _tell_bloc(table, "frozen", f"Bảng tiêu chí đã chốt: {table}", note)


def scoring_faults(table: CriteriaTable) -> list[str]:
    """Why a bloc could not be scored with the stages of this table, in sentences."""
    stages = list(table.stages.all())
    found = stages_faults(stages) + self_sheet_faults(table.ranking, stages)
    return found + departments_faults(table, table.criteria.all(), stages)


@transaction.atomic
def copy_for_bloc(table: CriteriaTable, bloc: Bloc, *, by, title: str = "") -> CriteriaTable:
    """A draft for a bloc after a template: what the template locks stays locked."""
    if table.bloc_id and table.bloc_id == bloc.pk:
        raise Refused("Bảng này đã của khối. Hãy lập bản mới thay vì chép.")
    copy = _copy(table, by=by, bloc=bloc, year=bloc.year, template=table, title=title or table.title)
    audit.record(copy, action="create", label=f"Lập bảng tiêu chí của {bloc.name} theo mẫu", by=by)
    return copy


@transaction.atomic
def new_version(table: CriteriaTable, *, by, reason: str) -> CriteriaTable:
    """The next version of a frozen table, as a draft; the units of the bloc are told, with the reason."""
    locked = concurrency.lock(table, version=None)
    if locked.state != TableState.FROZEN:
        raise Refused("Chỉ lập bản mới từ bảng đã chốt.")
    waiting = locked.next_versions.exclude(state=TableState.WITHDRAWN).first()
    if waiting:
        raise Refused(f"Đã có bản {waiting.number} đang soạn. Hãy sửa bản đó.")
    if not reason.strip():
        raise Refused("Hãy ghi lý do lập bản mới.")
    locked.next_versions.update(previous=None)
    copy = _copy(locked, by=by, previous=locked, number=locked.number + 1)
    audit.record(copy, action="create", label=f"Lập bản {copy.number} của bảng tiêu chí", by=by, note=reason)
    _tell_bloc(copy, "new", f"Bảng tiêu chí đang được sửa thành bản {copy.number}: {copy.title}", reason)
    return copy


def _tell_bloc(table: CriteriaTable, what: str, title: str, body: str) -> None:
    if table.bloc_id is None:
        return
    units = table.bloc.members.valid_on().values_list("unit_id", flat=True)
    url = reverse("bloc_scores:table", args=[table.pk])
    notify.tell(officers(units, UNIT_ROLES), key=f"table:{table.pk}:{what}", title=title, body=body, url=url)


HEAD = ("bloc", "year", "title", "declared_total", "settings", "ranking", "template", "basis", "source", "verified")


def _copy(table: CriteriaTable, *, by, **changes) -> CriteriaTable:
    """The same head, stages and criteria as a new draft."""
    copy = CriteriaTable.objects.create(**{name: getattr(table, name) for name in HEAD} | changes)
    stages = list(table.stages.all())
    for stage in stages:
        stage.pk, stage.table = None, copy
    Stage.objects.bulk_create(stages)
    _copy_criteria(list(table.criteria.all()), copy)
    return copy


def _copy_criteria(rows: list[Criterion], copy: CriteriaTable) -> None:
    """One statement for each level of the tree."""
    below: dict[int | None, list[Criterion]] = {}
    for row in rows:
        below.setdefault(row.parent_id, []).append(row)
    level = [(row, None) for row in below.get(None, [])]
    while level:
        old = [row.pk for row, _ in level]
        for row, parent in level:
            row.pk, row.parent, row.table = None, parent, copy
        made = Criterion.objects.bulk_create([row for row, _ in level])
        level = [(child, parent) for pk, parent in zip(old, made, strict=True) for child in below.get(pk, [])]


# --- Changing a draft -------------------------------------------------------------------------------------------------
def editable(table: CriteriaTable, *, by, version: int | None = None) -> CriteriaTable:
    """The table, locked; refused when it is frozen. Raises StaleVersion when its form was opened at another version."""
    locked = concurrency.lock(table, version=None)
    if locked.state != TableState.DRAFT:
        raise Refused("Bảng này đã chốt nên không sửa được. Hãy lập bản mới.")
    if version is not None and locked.version != version:
        raise StaleVersion(locked)
    return locked


def touch(table: CriteriaTable, *fields: str) -> None:
    """Next version of the locked table, saved together with these fields."""
    concurrency.bump(table)
    table.save(update_fields=["version", *fields])


@transaction.atomic
def change_head(table: CriteriaTable, *, by, version: int | None = None, **fields) -> CriteriaTable:
    """Title, total, rounding, caps, basis, source, ranking of a draft."""
    table = editable(table, by=by, version=version)
    before = {name: getattr(table, name) for name in fields}
    locked = locked_head(table)
    for name, value in fields.items():
        setattr(table, name, value)
    _refuse_unlocking(table, locked)
    read({"table": table_document(table), "ranking": ranking_of(table), "units": []})
    touch(table, *fields)
    audit.record(
        table, action="update", label="Sửa thông tin chung của bảng", by=by, changes=audit.difference(before, fields)
    )
    return table


def _refuse_unlocking(table: CriteriaTable, before: dict) -> None:
    """What the common table fixes of the whole stays in a copy as it was, or goes back to what the common table says."""
    after = locked_head(table)
    if not before or after == before:
        return
    common = locked_head(table, of=table.template)
    if any(after[name] not in (before[name], common[name]) for name in after):
        raise Refused(
            "Tổng điểm chuẩn, các mức tối đa và cách tính điểm thưởng khóa theo bảng chung nên không sửa được."
        )


@transaction.atomic
def set_stages(table: CriteriaTable, stages: list[dict], *, by, version: int | None = None) -> None:
    """Replace the stages of a draft; each as {code, label, scorer, combine, response, objection_days}, in order."""
    table = editable(table, by=by, version=version)
    rows = [Stage(table=table, order=n, **stage) for n, stage in enumerate(stages, 1)]
    if faults := stages_faults(rows):
        raise Refused(*faults)
    gone = set(table.stages.values_list("code", flat=True)) - {stage["code"] for stage in stages}
    _forget_stages(table, gone)
    if table.settings.get("final_stage") in gone:
        table.settings = {name: value for name, value in table.settings.items() if name != "final_stage"}
    table.stages.all().delete()
    Stage.objects.bulk_create(rows)
    touch(table, "settings")
    names = [stage["label"] for stage in stages]
    audit.record(table, action="stages", label="Sửa các bước chấm", by=by, changes={"stages": names})


def _forget_stages(table: CriteriaTable, gone: set[str]) -> None:
    """Criteria do not speak of stages that are no more."""
    for row in table.criteria.all():
        if gone & {*row.rule.get("stages", []), row.rule.get("final_stage")}:
            left = [code for code in row.rule.get("stages", []) if code not in gone]
            row.rule = {k: v for k, v in row.rule.items() if k not in ("stages", "final_stage")}
            if left:
                row.rule["stages"] = left
            row.save(update_fields=["rule"])
