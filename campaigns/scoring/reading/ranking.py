"""How units are put in order: tie-breaks, minimum conditions, levels."""

from campaigns.scoring.fields import Fields
from campaigns.scoring.ranking import NODE_KINDS, Condition, Level, RankingRules, TieBreak
from campaigns.scoring.tree import Table, walk

TIE_BREAKS = ("node", "standard", "bonus", "penalty", "fact", "women")
CONDITIONS = ("total_min", "node_min", "fact_true", "fact_false")


def read_ranking(fields: Fields | None, table: Table) -> RankingRules:
    """All of it is optional: without tie-breaks equal totals share a rank."""
    if fields is None:
        return RankingRules()
    nodes = {node.code for node in walk(table.nodes)}
    return RankingRules(
        strict=fields.choice("use", ("total", "strict_total")) == "strict_total",
        tie_breaks=tuple(_read_tie_break(item, nodes) for item in fields.groups("tie_breaks")),
        manual=fields.choice("unresolved", ("shared", "manual")) == "manual",
        conditions=tuple(_read_condition(item, nodes) for item in fields.groups("conditions")),
        levels=tuple(_read_level(item) for item in fields.groups("levels")),
    )


def _read_tie_break(fields: Fields, nodes: set[str]) -> TieBreak:
    kind = fields.choice("kind", TIE_BREAKS, required=True)
    ascending = fields.choice("order", ("desc", "asc")) == "asc"
    return TieBreak(kind or "", _read_node(fields, kind, nodes), _read_fact(fields, kind), ascending)


def _read_condition(fields: Fields, nodes: set[str]) -> Condition:
    kind = fields.choice("kind", CONDITIONS, required=True)
    code = fields.text("code", required=True)
    value = fields.decimal("value", required=True) if kind in ("total_min", "node_min") else None
    return Condition(code or "", kind or "", _read_node(fields, kind, nodes), _read_fact(fields, kind), value)


def _read_level(fields: Fields) -> Level:
    return Level(fields.text("label", required=True), fields.decimal("min", required=True))


def _read_node(fields: Fields, kind: str | None, nodes: set[str]) -> str | None:
    if kind not in NODE_KINDS:
        return None
    found = fields.text("node", required=True)
    if found is not None and found not in nodes:
        fields.fault("node", f"Bảng tiêu chí không có mục “{found}”.")
    return found


def _read_fact(fields: Fields, kind: str | None) -> str | None:
    return fields.text("fact", required=True) if kind in ("fact", "fact_true", "fact_false") else None
