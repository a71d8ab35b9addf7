"""Parts and criteria of the table, with what they inherit from above."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from campaigns.scoring.fields import Fields, own_key
from campaigns.scoring.kinds import KINDS, Kind
from campaigns.scoring.tree import ROLES, STANDARD, Criterion, Node, Part, Stage

DEEPEST = 50


@dataclass(frozen=True)
class Inherited:
    """What a node passes on to its children; `origin` is the node that last said something about stages."""

    role: str
    stages: tuple[str, ...]
    final_stage: str | None
    origin: Fields | None = None
    depth: int = 0


def read_nodes(table: Fields, stages: Mapping[str, Stage], final_stage: str | None) -> tuple[Node, ...]:
    """All top nodes; a table without any is refused."""
    reader = NodeReader(stages)
    nodes = reader.children(table, "nodes", Inherited(STANDARD, tuple(stages), final_stage))
    if not nodes and not table.faults.at(table.where("nodes")):
        table.fault("nodes", "Bảng tiêu chí chưa có mục nào.")
    return nodes


class NodeReader:
    def __init__(self, stages: Mapping[str, Stage]):
        self.stages = stages
        self.codes: set[str] = set()

    def children(self, fields: Fields, key: str, above: Inherited) -> tuple[Node, ...]:
        if above.depth >= DEEPEST:
            fields.fault(key, f"Bảng tiêu chí không được quá {DEEPEST} cấp.")
            return ()
        below = replace(above, depth=above.depth + 1)
        return tuple(self.node(item, below) for item in fields.groups(key))

    def node(self, fields: Fields, above: Inherited) -> Node:
        code = own_key(fields, "code", self.codes) or ""
        fields.text("title")
        own = self._inherit(fields, above)
        caps = fields.choice("max_mode", ("warn", "cap")) == "cap"
        if fields.values("children"):
            fields.choice("kind", KINDS)
            maximum = self._maximum(fields, own.role == STANDARD)
            return Part(code, own.role, maximum, caps, self.children(fields, "children", own))
        return self._criterion(fields, code, own, caps)

    def _inherit(self, fields: Fields, above: Inherited) -> Inherited:
        role = fields.choice("role", ROLES, above.role)
        stages, final_stage = self._stages(fields, above), self._final_stage(fields, above)
        speaks = "stages" in fields or "final_stage" in fields
        return Inherited(role, stages, final_stage, fields if speaks else above.origin, above.depth)

    def _stages(self, fields: Fields, above: Inherited) -> tuple[str, ...]:
        found = fields.texts("stages")
        if found is None:
            return above.stages
        unknown = [stage for stage in found if stage not in self.stages]
        if unknown:
            fields.fault("stages", f"Bước chấm chưa được khai báo trong bảng tiêu chí: {', '.join(unknown)}.")
            return above.stages
        return tuple(found)

    def _final_stage(self, fields: Fields, above: Inherited) -> str | None:
        found = fields.text("final_stage")
        if found is not None and found not in self.stages:
            fields.fault("final_stage", f"Bước chấm “{found}” chưa được khai báo trong bảng tiêu chí.")
            return None
        return above.final_stage if found is None else found

    def _criterion(self, fields: Fields, code: str, own: Inherited, caps: bool) -> Criterion:
        name = fields.choice("kind", KINDS, required=True)
        kind = KINDS.get(name, Kind)
        maximum = None
        if kind.has_max:
            maximum = self._maximum(fields, own.role == STANDARD or kind.needs_max)
        by_default = own.role == STANDARD and kind.required_by_default
        self._check_stages(fields, name, own)
        return Criterion(
            code=code,
            kind=kind.read(fields, own.role, maximum),
            role=own.role,
            max=maximum,
            caps=caps,
            required=fields.flag("required", by_default),
            stages=own.stages,
            final_stage=own.final_stage or "",
        )

    def _maximum(self, fields: Fields, needed: bool) -> Fraction | None:
        return fields.decimal("max", required=needed, negative=False)

    def _check_stages(self, fields: Fields, kind: str | None, own: Inherited) -> None:
        origin = own.origin or fields
        if own.final_stage is not None and own.final_stage not in own.stages:
            origin.fault("final_stage", f"Bước chốt điểm “{own.final_stage}” không được chấm tiêu chí này.")
        if kind == "relative" and any(self.stages[stage].many for stage in own.stages):
            message = "Tiêu chí so với đơn vị cao nhất chỉ chấm được ở bước có một người chấm."
            fields.fault("stages" if "stages" in fields else "kind", message)
