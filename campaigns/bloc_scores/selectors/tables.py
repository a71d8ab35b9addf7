"""What the pages of criteria tables show: the list, the tree of one table with what does not add up, versions and their differences."""

from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Prefetch, QuerySet, prefetch_related_objects

from campaigns.bloc_scores.enums import CriterionKind, NodeRole, Scorer
from campaigns.bloc_scores.models import CriteriaTable, Criterion
from campaigns.bloc_scores.ranking_words import ranking_words
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
    marks: list[str]

    @property
    def is_part(self) -> bool:
        return not self.row.kind

    @property
    def level(self) -> int:
        return min(self.depth, 4)


def lines_of(table: CriteriaTable) -> tuple[list[Line], Checked]:
    """The tree from top to bottom and what the engine says of it: two queries, and its rows stay with the table for the page."""
    prefetch_related_objects([table], Prefetch("criteria", Criterion.objects.select_related("scorer_unit")), "stages")
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
        rule=[] if row.kind == CriterionKind.FREE and not row.caps else words_of(node),
        scorer=_scorer(row, labels),
        warnings=checked.warnings.get(row.code, []),
        marks=_marks(row, labels),
    )


def _marks(row: Criterion, labels: dict) -> list[str]:
    """What is said of a criterion beyond its rule."""
    found = {None: [], True: ["Bắt buộc chấm"], False: ["Không bắt buộc"]}[row.required]
    final = row.rule.get("final_stage")
    return [*found, f"Lấy điểm của bước {labels[final]}"] if final in labels else found


def _scorer(row: Criterion, labels: dict) -> str:
    if row.scorer_unit:
        return f"{row.scorer_unit.label}" + (f" ({row.scorer_note})" if row.scorer_note else "")
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


def ranking_lines(table: CriteriaTable) -> list[str]:
    """How the table ranks, in sentences."""
    titles = {row.code: f"{row.code}. {row.title}" for row in table.criteria.all()}
    return ranking_words(ranking_of(table), titles)
