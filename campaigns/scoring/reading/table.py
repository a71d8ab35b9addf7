"""The criteria table: what is declared for the whole of it."""

from fractions import Fraction

from campaigns.scoring.fields import MISSING, TWICE, Fields
from campaigns.scoring.figures import MODES, Rounding
from campaigns.scoring.tree import Caps, Stage, Table

from .nodes import read_nodes

DEFAULT_STAGE = "verified"
FINEST = 50  # decimal places; more than any answer prints


class TableReader:
    """Reads `table`; what it found of stages serves the reading of nodes and units."""

    def __init__(self, fields: Fields):
        self.fields = fields
        self.stages = _read_stages(fields)
        self.final_stage = self._read_final_stage()

    def _read_final_stage(self) -> str | None:
        codes = [stage.code for stage in self.stages]
        found = self.fields.text("final_stage")
        if found is None:
            return codes[-1] if codes and "final_stage" not in self.fields else None
        if found not in codes:
            self.fields.fault("final_stage", undeclared(found))
            return None
        return found

    def read(self) -> Table:
        fields = self.fields
        for key in ("id", "title"):
            fields.text(key)
        return Table(
            nodes=read_nodes(fields, {stage.code: stage for stage in self.stages}, self.final_stage),
            stages=self.stages,
            final_stage=self.final_stage or "",
            declared_total=fields.decimal("declared_total"),
            bonus_inside=fields.choice("bonus_mode", ("on_top", "inside")) == "inside",
            missing=fields.choice("missing", ("incomplete", "zero", "rescale"), "incomplete"),
            entry_step=_positive(fields, "entry_step"),
            rounding=_read_rounding(fields.group("rounding")),
            caps=_read_caps(fields.group("caps")),
        )


def undeclared(stage: str) -> str:
    return f"Bước chấm “{stage}” chưa được khai báo trong bảng tiêu chí."


def _read_stages(fields: Fields) -> tuple[Stage, ...]:
    if "stages" not in fields:
        return (Stage(DEFAULT_STAGE),)
    found: list[Stage] = []
    for item in fields.groups("stages"):
        code = item.text("code", required=True)
        many = item.choice("scorers", ("one", "many")) == "many"
        combine = item.choice("combine", ("mean", "median"), "mean")
        scorers = item.texts("expected_scorers") or []
        if code is not None and code in (stage.code for stage in found):
            item.fault("code", TWICE.format(code))
        elif code is not None:
            found.append(Stage(code, many, combine, tuple(dict.fromkeys(scorers))))
    if not fields.raw("stages"):
        fields.fault("stages", MISSING)
    return tuple(found)


def _positive(fields: Fields, key: str) -> Fraction | None:
    found = fields.decimal(key)
    if found is not None and found <= 0:
        fields.fault(key, "Phải lớn hơn 0.")
        return None
    return found


def _read_rounding(fields: Fields | None) -> Rounding:
    if fields is None:
        return Rounding()
    mode = fields.choice("mode", MODES, "HALF_UP")
    at = fields.choice("at", ("criterion", "total"), "criterion")
    step, places = _positive(fields, "step"), fields.count("places")
    if places is not None and places > FINEST:
        fields.fault("places", f"Không được quá {FINEST} chữ số thập phân.")
        places = None
    if step is None:
        step = Fraction(1, 10 ** (2 if places is None else places))
    return Rounding(mode, step, at)


def _read_caps(fields: Fields | None) -> Caps:
    if fields is None:
        return Caps()
    names = ("excess_total", "bonus_total", "penalty_total", "grand_total")
    return Caps(**{name: fields.decimal(name, negative=False) for name in names})
