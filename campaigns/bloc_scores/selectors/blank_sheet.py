"""A criteria table as a sheet to print and fill in by hand."""

from dataclasses import dataclass
from decimal import Decimal

from campaigns.bloc_scores.models import CriteriaTable
from campaigns.bloc_scores.rule_words import words_of
from campaigns.bloc_scores.table_document import admitted_stages, nodes_in_order, table_document
from emulation.base.vietnamese import format_number


@dataclass
class BlankRow:
    """A row of the sheet to print: `cells` say for each stage whether it is filled there."""

    code: str
    title: str
    max: str
    depth: int
    rule: list[str]
    cells: list[bool]
    is_part: bool


@dataclass
class BlankSheet:
    """A table as a sheet to fill in on paper."""

    stages: list[str]
    rows: list[BlankRow]

    @property
    def width(self) -> int:
        """Columns in all: criteria, maximum, stages, reasons."""
        return len(self.stages) + 4


def blank_sheet(table: CriteriaTable) -> BlankSheet:
    """Criteria in order with an empty column for each stage; where a stage does not score a criterion the cell is no cell."""
    document = table_document(table)
    admitted = admitted_stages(document)
    stages = document.get("stages") or []
    depth: dict[str, int] = {}
    rows = []
    for node, parent in nodes_in_order(document["nodes"]):
        code = node["code"]
        depth[code] = depth[parent["code"]] + 1 if parent else 0
        most = "" if node.get("max") is None else format_number(Decimal(node["max"]))
        open_in = admitted[code][0] if code in admitted else []
        cells = [stage["code"] in open_in for stage in stages]
        rule = [] if node.get("kind") == "free" else words_of(node)
        rows.append(BlankRow(code, node["title"], most, min(depth[code], 3), rule, cells, not node.get("kind")))
    return BlankSheet([stage.get("label", stage["code"]) for stage in stages], rows)
