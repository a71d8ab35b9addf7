"""What one version of a criteria table changes against another, in words."""

from dataclasses import dataclass

from campaigns.bloc_scores.enums import CriterionKind, Scorer
from campaigns.bloc_scores.models import CriteriaTable
from campaigns.bloc_scores.rule_words import settings_words, stage_words, words_of
from campaigns.bloc_scores.selectors.tables import ranking_lines
from campaigns.bloc_scores.table_document import nodes_in_order, table_document


@dataclass
class Change:
    """One criterion that differs between two versions, in words."""

    code: str
    title: str
    what: str
    before: str = ""
    after: str = ""


def compare(old: CriteriaTable, new: CriteriaTable) -> list[Change]:
    """What the newer version changes: head, stages, criteria added, gone, moved, changed."""
    before, after = table_document(old), table_document(new)
    changes = _head_changes(before, after)
    changes += _rule_changes(old, new)
    a, b = _flat(before, old), _flat(after, new)
    changes += [Change(code, a[code][0]["title"], "Bỏ", _node_words(a[code])) for code in a if code not in b]
    for code, found in b.items():
        if code not in a:
            changes.append(Change(code, found[0]["title"], "Thêm", "", _node_words(found)))
        elif (was := _node_words(a[code])) != (now := _node_words(found)):
            changes.append(Change(code, found[0]["title"], "Sửa", was, now))
    return changes


def _rule_changes(old: CriteriaTable, new: CriteriaTable) -> list[Change]:
    """Who scores in which order, how units are ranked, how points are rounded and summed up."""
    before, after = list(old.stages.all()), list(new.stages.all())
    rows = [
        ("Các bước chấm", _stage_lines(before), _stage_lines(after)),
        ("Cách xếp hạng", ranking_lines(old), ranking_lines(new)),
        ("Cách tính chung", settings_words(old.settings, before), settings_words(new.settings, after)),
    ]
    return [Change("", name, "Sửa", *_parted(was, now)) for name, was, now in rows if was != now]


def _stage_lines(stages: list) -> list[str]:
    return [f"Bước {n}. {stage.label}: {stage_words(stage)}" for n, stage in enumerate(stages, 1)]


def _parted(was: list[str], now: list[str]) -> tuple[str, str]:
    """Only the sentences that are not in both."""
    return " ".join(one for one in was if one not in now), " ".join(one for one in now if one not in was)


def _flat(document: dict, table: CriteriaTable) -> dict:
    units = {row.code: row.scorer_unit.label for row in table.criteria.select_related("scorer_unit") if row.scorer_unit}
    return {
        node["code"]: (node | {"scorer_unit": units.get(node["code"])}, parent)
        for node, parent in nodes_in_order(document["nodes"])
    }


def _node_words(found: tuple[dict, dict | None]) -> str:
    node, parent = found
    title = node["title"].rstrip()
    parts = [title if title[-1:] in ".:;!?" else f"{title}."]
    if node.get("max") is not None:
        parts.append(f"Tối đa {node['max'].replace('.', ',')} điểm.")
    if node.get("kind"):
        parts.append(f"{CriterionKind(node['kind']).label}.")
    parts += words_of(node)
    if parent:
        parts.append(f"Thuộc mục {parent['code']}.")
    if node.get("scorer"):
        parts.append(f"Người chấm: {Scorer(node['scorer']).label}.")
    if node.get("scorer_unit"):
        parts.append(f"Cơ quan chấm: {node['scorer_unit']}.")
    if node.get("required") is not None:
        parts.append("Bắt buộc chấm." if node["required"] else "Không bắt buộc chấm.")
    if node.get("note"):
        parts.append(node["note"])
    return " ".join(parts)


def _head_changes(before: dict, after: dict) -> list[Change]:
    rows = [
        ("Tên bảng", before["title"], after["title"]),
        ("Tổng điểm chuẩn", before.get("declared_total") or "–", after.get("declared_total") or "–"),
    ]
    return [Change("", name, "Sửa", was, now) for name, was, now in rows if was != now]
