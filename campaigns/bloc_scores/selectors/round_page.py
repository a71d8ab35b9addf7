"""What the page of a round shows: runs with their progress, one's own sheets, units, objections."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field

from campaigns.bloc_scores.models import Objection, ScoringRound, Sheet, StageRun
from campaigns.bloc_scores.selectors.stages import ranking_window_open, window_open
from organisations.rules import unit_id_of


@dataclass
class RunRow:
    """A run: sheets handed in of all, who is late, whether this person has sheets in it."""

    run: StageRun
    total: int = 0
    handed_in: int = 0
    waiting: list = field(default_factory=list)
    own: int = 0
    own_left: int = 0
    may_object: bool = False

    @property
    def badge(self) -> tuple[str, str, str]:
        if self.run.closed_at:
            return "ok", "check2-circle", "Đã kết thúc"
        if self.own_left:
            return "act", "pencil-square", "Cần chấm"
        return "wait", "hourglass-split", "Đang chấm"


class RoundPage:
    """Read in five queries, however many sheets."""

    def __init__(self, round_: ScoringRound, user):
        self.round, self.user = round_, user
        rows = Sheet.objects.filter(run__round=round_).select_related("run__stage", "unit", "scorer_unit")
        self.sheets = list(rows.order_by("run__stage__order", "run__number", "unit__sort_key"))
        for sheet in self.sheets:
            sheet.run.round = round_
        self.own_unit = unit_id_of(user)
        self.runs = self._runs()
        self.units = sorted({s.unit_id: s.unit for s in self.sheets}.values(), key=lambda u: u.sort_key)
        self.stages = list(round_.table.stages.all())
        self.objections = self._objections()

    def _runs(self) -> list[RunRow]:
        found: dict[int, RunRow] = {}
        late: dict[int, Counter] = {}
        for sheet in self.sheets:
            row = found.setdefault(sheet.run_id, RunRow(sheet.run))
            row.total += 1
            row.handed_in += bool(sheet.handed_in_at)
            if not sheet.handed_in_at:
                late.setdefault(sheet.run_id, Counter())[sheet.scorer_unit] += 1
            if sheet.scorer_unit_id == self.own_unit and self.user.has_perm("bloc_scores.fill_sheet", sheet):
                row.own += 1
                row.own_left += not sheet.handed_in_at and not sheet.run.closed_at
        for key, row in found.items():
            row.waiting = list(late.get(key, {}).items()) if not row.run.closed_at else []
            row.may_object = window_open(row.run)
        return list(found.values())

    def _objections(self) -> list[Objection]:
        rows = Objection.objects.visible_to(self.user).filter(run__round=self.round)
        found = list(rows.select_related("run__stage", "unit", "criterion", "new_run"))
        for one in found:
            one.run.round = self.round
            one.mine_to_answer = self.user.has_perm("bloc_scores.answer_objection", one)
        return found

    @property
    def ranking_until(self) -> dt.date | None:
        """The last day on which units may object to the provisional ranking, while it is open."""
        return self.round.objections_until if ranking_window_open(self.round) else None

    @property
    def coming(self) -> list:
        """Stages that were not opened yet."""
        opened = {row.run.stage_id for row in self.runs}
        return [stage for stage in self.stages if stage.pk not in opened]

    @property
    def own_scored(self) -> bool:
        """Whether the person's unit is one of those scored."""
        return any(unit.pk == self.own_unit for unit in self.units)
