"""What the pages of criteria tables show: the list, the tree of one table with what does not add up, versions and their differences."""

from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, QuerySet

from campaigns.bloc_scores.enums import CriterionKind, NodeRole, Scorer
from campaigns.bloc_scores.models import CriteriaTable, Criterion
from campaigns.bloc_scores.rule_words import words_of
from campaigns.bloc_scores.table_document import nodes_in_order, ranking_of, table_document
from campaigns.scoring import Refused, score_table
from emulation.base.models import StoredFile
from emulation.base.vietnamese import format_number


def list_of(user, *, year: str = "", kind: str = "") -> QuerySet[CriteriaTable]:
    """Tables a person sees, by year; `kind` "mau" templates, "khoi" tables of blocs."""
    rows = CriteriaTable.objects.visible_to(user).select_related("bloc")
    if year:
        rows = rows.filter(year=int(year))
    if kind:
        rows = rows.filter(bloc__isnull=kind == "mau")
    return rows.annotate(criteria_count=Count("criteria", distinct=True)).order_by("-year", "title", "-number", "pk")


@dataclass
class Checked:
    """What the engine says of a table: why it could not count with it, and what does not add up by node ('' the whole table)."""

    faults: list[str] = field(default_factory=list)
    warnings: dict[str, list[str]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return sum(len(found) for found in self.warnings.values())


def check(document: dict, ranking: dict | None = None) -> Checked:
    """Faults and warnings of a table's document."""
    try:
        answer = score_table({"table": document, "ranking": ranking or {}, "units": []})
    except Refused as refused:
        return Checked(fault_words(refused, document))
    found = Checked()
    for one in answer["violations"]:
        found.warnings.setdefault(one["node"] or "", []).append(one["message"])
    return found


def fault_words(refused: Refused, document: dict) -> list[str]:
    """Why the engine would not read a document, each with the code of its node."""
    return [_fault(fault, document) for fault in refused.faults]


def _fault(fault, document: dict) -> str:
    """A fault of the engine with the code of its node in place of the path."""
    node = None
    level = document.get("nodes", [])
    for part in fault.path.split(".")[1:]:
        name, _, index = part.partition("[")
        if name in ("nodes", "children") and index:
            node = level[int(index.rstrip("]"))]
            level = node.get("children", [])
    if fault.path == "table.nodes":
        return fault.message
    if node and not node.get("kind") and not node.get("children") and fault.path.endswith(".kind"):
        return f"Mục {node['code']} chưa có tiêu chí bên dưới và chưa chọn cách tính."
    return f"Mục {node['code']}: {fault.message}" if node else fault.message


def faults_of(table: CriteriaTable) -> list[str]:
    """Why nobody could score with this table."""
    return check(table_document(table), ranking_of(table)).faults


@dataclass
class Line:
    """A row of the tree as it is shown."""

    row: Criterion
    depth: int
    max: str
    role: str
    kind: str
    rule: list[str]
    scorer: str
    warnings: list[str]

    @property
    def is_part(self) -> bool:
        return not self.row.kind

    @property
    def level(self) -> int:
        return min(self.depth, 4)


def lines_of(table: CriteriaTable) -> tuple[list[Line], Checked]:
    """The tree from top to bottom and what the engine says of it: two queries when nothing is prefetched."""
    document = table_document(table)
    checked = check(document, ranking_of(table))
    rows = {row.code: row for row in table.criteria.all()}
    labels = {stage.code: stage.label for stage in table.stages.all()}
    depth: dict[str, int] = {}
    lines = []
    for node, parent in nodes_in_order(document["nodes"]):
        depth[node["code"]] = depth[parent["code"]] + 1 if parent else 0
        lines.append(_line(rows[node["code"]], node, depth[node["code"]], labels, checked))
    return lines, checked


def _line(row: Criterion, node: dict, depth: int, labels: dict, checked: Checked) -> Line:
    return Line(
        row=row,
        depth=depth,
        max="–" if row.max is None else format_number(row.max),
        role="" if row.role == NodeRole.STANDARD else NodeRole(row.role).label,
        kind=CriterionKind(row.kind).label if row.kind else "",
        rule=words_of(node),
        scorer=_scorer(row, labels),
        warnings=checked.warnings.get(row.code, []),
    )


def _scorer(row: Criterion, labels: dict) -> str:
    own = Scorer(row.scorer).label if row.scorer else ", ".join(labels.get(c, c) for c in row.rule.get("stages", []))
    return f"{own}: {row.scorer_note}" if own and row.scorer_note else own or row.scorer_note


def files_of(table: CriteriaTable) -> list[StoredFile]:
    """The files a table was read from."""
    holder = ContentType.objects.get_for_model(CriteriaTable)
    return list(StoredFile.objects.filter(holder_type=holder, holder_id=str(table.pk)).order_by("name"))


def versions_of(table: CriteriaTable, user) -> list[CriteriaTable]:
    """The table's versions that a person sees, newest first."""
    seen = CriteriaTable.objects.visible_to(user)
    found, one = [table], table
    while one.previous_id and (one := seen.filter(pk=one.previous_id).first()):
        found.append(one)
    one = table
    while one := seen.filter(previous=one).first():
        found.insert(0, one)
    return found


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
    a, b = _flat(before), _flat(after)
    changes += [Change(code, a[code][0]["title"], "Bỏ", _node_words(a[code])) for code in a if code not in b]
    for code, found in b.items():
        if code not in a:
            changes.append(Change(code, found[0]["title"], "Thêm", "", _node_words(found)))
        elif (was := _node_words(a[code])) != (now := _node_words(found)):
            changes.append(Change(code, found[0]["title"], "Sửa", was, now))
    return changes


def _flat(document: dict) -> dict:
    return {node["code"]: (node, parent) for node, parent in nodes_in_order(document["nodes"])}


def _node_words(found: tuple[dict, dict | None]) -> str:
    node, parent = found
    parts = [node["title"]]
    if node.get("max") is not None:
        parts.append(f"Tối đa {node['max'].replace('.', ',')} điểm.")
    if node.get("kind"):
        parts.append(f"{CriterionKind(node['kind']).label}.")
    parts += words_of(node)
    if parent:
        parts.append(f"Thuộc mục {parent['code']}.")
    if node.get("scorer"):
        parts.append(f"Người chấm: {Scorer(node['scorer']).label}.")
    if node.get("note"):
        parts.append(node["note"])
    return " ".join(parts)


def _head_changes(before: dict, after: dict) -> list[Change]:
    rows = [
        ("Tên bảng", before["title"], after["title"]),
        ("Tổng điểm chuẩn", before.get("declared_total") or "–", after.get("declared_total") or "–"),
        ("Các bước chấm", *("; ".join(s["label"] for s in doc.get("stages", [])) for doc in (before, after))),
    ]
    return [Change("", name, "Sửa", was, now) for name, was, now in rows if was != now]
