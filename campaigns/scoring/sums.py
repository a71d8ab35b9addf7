"""Does the table itself add up? It warns and never refuses: real tables circulate with sums that do not agree."""

from collections.abc import Iterable
from fractions import Fraction

from .figures import ZERO
from .kinds import Bands, Checklist, Grade
from .tree import BONUS, STANDARD, Criterion, Node, Part, Table, walk
from .violations import Ledger


def check_sums(table: Table, ledger: Ledger) -> None:
    """CHILD_SUM for the whole table, each part and each check list; BAND_OVER_MAX for what a level gives too much."""
    _compare(None, table.declared_total, _declared(table.nodes, STANDARD, table.bonus_inside), ledger)
    for node in walk(table.nodes):
        if isinstance(node, Part):
            _compare(node.code, node.max, _declared(node.children, node.role, table.bonus_inside), ledger)
        elif isinstance(node.kind, Checklist):
            _compare(node.code, node.max, sum(node.kind.items.values(), ZERO), ledger)
        else:
            _check_levels(node, ledger)


def _declared(nodes: Iterable[Node], role: str, bonus_inside: bool) -> Fraction | None:
    """Sum of the declared maxima of the same role; None where one of them is absent."""
    roles = {role, BONUS} if bonus_inside else {role}
    counted = [node.max for node in nodes if node.role in roles and _has_max(node)]
    return None if None in counted else sum(counted, ZERO)


def _has_max(node: Node) -> bool:
    return isinstance(node, Part) or node.kind.has_max


def _compare(node: str | None, declared: Fraction | None, total: Fraction | None, ledger: Ledger) -> None:
    if declared is not None and total is not None and declared != total:
        ledger.add("CHILD_SUM", node=node, entered=total, allowed=declared)


def _check_levels(criterion: Criterion, ledger: Ledger) -> None:
    if criterion.max is None:
        return
    for name, points in _levels(criterion):
        if points > criterion.max:
            ledger.add("BAND_OVER_MAX", node=criterion.code, rule=name, entered=points, allowed=criterion.max)


def _levels(criterion: Criterion) -> list[tuple[str | None, Fraction]]:
    if isinstance(criterion.kind, Bands):
        default = criterion.kind.default
        found = [(band.code, band.points) for band in criterion.kind.bands]
        return found if default is None else [*found, ("default", default)]
    return list(criterion.kind.grades.items()) if isinstance(criterion.kind, Grade) else []
