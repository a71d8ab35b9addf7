"""Rows of a criteria table to and from the `table` of the contract of score_table. Pure: it asks the database for nothing.

Besides the contract's fields a document carries what only people need: `label`, `scorer`, `response`, `objection_days` of a
stage; `locked`, `scorer`, `scorer_note`, `note` of a node. The engine leaves keys it does not know alone.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

# Fields of a kind, kept together in Criterion.rule; `stages` and `final_stage` may stand on a part as well.
RULE_FIELDS = (
    "plan",
    "excess",
    "on_zero",
    "bands",
    "classes",
    "default",
    "rules",
    "penalty_cap",
    "bonus_cap",
    "base",
    "clamp",
    "items",
    "grades",
    "scale",
    "early",
    "stages",
    "final_stage",
)
SETTINGS = ("bonus_mode", "rounding", "entry_step", "missing", "caps", "final_stage")
RANKING = ("use", "tie_breaks", "unresolved", "conditions", "levels")
# A condition of the ranking that the system answers itself: without its own report of points a unit is not ranked.
SELF_SHEET = "nộp phiếu tự chấm"
TEXTS = ("scorer", "scorer_note", "note")


def table_document(table) -> dict:
    """The `table` of the contract from a saved table: two queries, none when its criteria and stages are prefetched."""
    return document_of(table, table.criteria.all(), table.stages.all())


def document_of(table, criteria: Iterable, stages: Iterable) -> dict:
    """The `table` of the contract from a head and rows, saved or not."""
    stages = sorted(stages, key=lambda stage: stage.order)
    found = {"id": str(table.shipped_as or table.pk or ""), "title": table.title}
    if table.declared_total is not None:
        found["declared_total"] = text_of(table.declared_total)
    found |= {key: value for key, value in table.settings.items() if key in SETTINGS and value is not None}
    if stages:
        found["stages"] = [_stage(stage) for stage in stages]
    return found | {"nodes": _nodes(criteria, stages)}


def ranking_of(table) -> dict:
    """The `ranking` of the contract."""
    return {key: value for key, value in table.ranking.items() if key in RANKING}


def asks_self_sheet(ranking: dict) -> bool:
    """Whether units are ranked only with their own report of points."""
    return any(one.get("fact") == SELF_SHEET for one in ranking.get("conditions") or [])


def locked_head(table, of=None) -> dict:
    """What the common table fixes for the whole of a copy, as the copy (or `of`) has it; of a table of its own nothing.

    A total that the common table does not declare is the bloc's to declare.
    """
    if table.template_id is None:
        return {}
    shown = of or table
    caps = {name: text_of(most) for name, most in (shown.settings.get("caps") or {}).items() if most is not None}
    found = {"bonus_mode": shown.settings.get("bonus_mode") or "on_top", "caps": caps}
    if table.template.declared_total is not None:
        found["declared_total"] = text_of(shown.declared_total or 0)
    return found


def text_of(number: Decimal | int | str) -> str:
    """A decimal as the contract writes it: no exponent, no trailing zeros."""
    number = Decimal(number)
    return "0" if not number else format(number.normalize(), "f")


def _stage(stage) -> dict:
    found = {"code": stage.code, "label": stage.label, "scorer": stage.scorer}
    if stage.combine:
        found |= {"scorers": "many", "combine": stage.combine}
    if stage.response:
        found["response"] = True
    if stage.objection_days is not None:
        found["objection_days"] = stage.objection_days
    return found


def _nodes(criteria: Iterable, stages: list) -> list[dict]:
    below: dict[int | None, list] = {}
    for row in sorted(criteria, key=lambda row: row.order):
        below.setdefault(row.parent_id, []).append(row)
    return [_node(row, below, stages, "standard") for row in below.get(None, [])]


def _node(row, below: dict, stages: list, role_above: str) -> dict:
    found: dict[str, Any] = {"code": row.code, "title": row.title}
    if row.max is not None:
        found["max"] = text_of(row.max)
    if row.role != role_above:
        found["role"] = row.role
    if row.caps:
        found["max_mode"] = "cap"
    if row.required is not None:
        found["required"] = row.required
    found |= {key: value for key, value in row.rule.items() if value is not None} | _entered_by(row, stages)
    found |= {key: getattr(row, key) for key in TEXTS if getattr(row, key)}
    if row.locked:
        found["locked"] = True
    if children := below.get(row.pk):
        found["children"] = [_node(child, below, stages, row.role) for child in children]
    elif row.kind:
        found["kind"] = row.kind
    return found


def _entered_by(row, stages: list) -> dict:
    """Which stages may enter a node: said by its rule, else the stages of its own scorer, else whatever its part says."""
    codes = row.rule.get("stages") or [stage.code for stage in stages if row.scorer and stage.scorer == row.scorer]
    if not codes:
        return {}
    final = row.rule.get("final_stage")
    return {"stages": codes, "final_stage": final if final in codes else codes[-1]}


def nodes_in_order(nodes: Iterable[dict], parent: dict | None = None) -> Iterator[tuple[dict, dict | None]]:
    """(node, its part) for every node of a document, parts before what is below them."""
    for node in nodes:
        yield node, parent
        yield from nodes_in_order(node.get("children") or [], node)


def admitted_stages(document: dict) -> dict[str, tuple[list[str], str]]:
    """{criterion code: (stages that may enter it, the stage whose value counts)}, as inherited from its parts."""
    codes = [stage["code"] for stage in document.get("stages", [{"code": "verified"}])]
    found: dict[str, tuple[list[str], str]] = {}
    _admit(document["nodes"], codes, document.get("final_stage") or codes[-1], found)
    return found


def _admit(nodes: list[dict], codes: list[str], final: str, found: dict) -> None:
    for node in nodes:
        own, own_final = node.get("stages") or codes, node.get("final_stage") or final
        if children := node.get("children"):
            _admit(children, own, own_final, found)
        else:
            found[node["code"]] = (own, own_final)


def settings_of(document: dict) -> dict:
    """What concerns the whole table."""
    return {key: document[key] for key in SETTINGS if document.get(key) is not None}


def row_values(node: dict, role_above: str) -> dict:
    """Fields of a Criterion from a node of a document."""
    return {
        "code": node["code"],
        "title": node.get("title") or "",
        "max": None if node.get("max") is None else Decimal(str(node["max"])),
        "role": node.get("role") or role_above,
        "kind": "" if node.get("children") else node.get("kind") or "",
        "rule": {key: node[key] for key in RULE_FIELDS if node.get(key) is not None},
        "caps": node.get("max_mode") == "cap",
        "required": node.get("required"),
        "locked": bool(node.get("locked")),
    } | {key: node.get(key) or "" for key in TEXTS}


def stage_values(stage: dict, order: int) -> dict:
    """Fields of a Stage from a stage of a document; without a scorer the last word of practice: the standing body."""
    return {
        "order": order,
        "code": stage["code"],
        "label": stage.get("label") or stage["code"],
        "scorer": stage.get("scorer") or "standing_body",
        "combine": (stage.get("combine") or "mean") if stage.get("scorers") == "many" else "",
        "response": bool(stage.get("response")),
        "objection_days": stage.get("objection_days"),
    }
