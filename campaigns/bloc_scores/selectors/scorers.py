"""Who scores whom at a stage. Nobody scores their own unit except at the self stage."""

from dataclasses import dataclass

from django.db.models import Q

from campaigns.bloc_scores.enums import Scorer
from campaigns.bloc_scores.models import ScoringRound, Stage, StageRun
from emulation.base.workflow import Refused
from organisations.enums import BlocRole, Role
from organisations.models import Membership, Unit
from organisations.models.dated import valid_on
from organisations.selectors.people import dha_unit_ids

CONFLICT = "Đơn vị không chấm cho chính mình."
NO_DEPARTMENT = "Bảng tiêu chí không nêu cơ quan chuyên môn."


@dataclass(frozen=True)
class Pair:
    """One sheet to be made: of which unit, by whom, and why by somebody else than the stage says."""

    unit: Unit
    scorer: Unit
    instead_of: str = ""


class Scorers:
    """The bloc as it is today, read once."""

    def __init__(self, round_: ScoringRound):
        places = list(round_.bloc.members.valid_on().select_related("unit").order_by("unit__sort_key"))
        self.units = list({place.unit_id: place.unit for place in places}.values())
        self.leaders = [place.unit for place in places if place.role == BlocRole.LEADER]
        self.deputies = [place.unit for place in places if place.role == BlocRole.DEPUTY]
        self.dha = Unit.objects.filter(pk__in=dha_unit_ids()).order_by("pk").first()
        office = Membership.objects.filter(valid_on(), role=Role.CHAIRMAN_OFFICE).select_related("unit").first()
        self.office = office.unit if office else None
        departments = round_.table.criteria.exclude(scorer_unit=None).select_related("scorer_unit")
        self.departments = list({row.scorer_unit_id: row.scorer_unit for row in departments}.values())

    def pairs(self, stage: Stage) -> list[Pair]:
        """The sheets of a stage."""
        return _WAYS[stage.scorer](self, stage)

    def _self(self, stage: Stage) -> list[Pair]:
        return [Pair(unit, unit) for unit in self.units]

    def _members(self, stage: Stage) -> list[Pair]:
        return [Pair(unit, scorer) for scorer in self.units for unit in self.units if unit.pk != scorer.pk]

    def _leaders(self, stage: Stage) -> list[Pair]:
        """The leader for the others, a deputy for the leader, else Sở Nội vụ; all of them where several sheets are combined."""
        if not stage.combine:
            return [self._by_leaders(unit) for unit in self.units]
        pairs = [Pair(unit, s) for s in self.leaders + self.deputies for unit in self.units if unit.pk != s.pk]
        scored = {pair.unit.pk for pair in pairs}
        return pairs + [self._by_leaders(unit) for unit in self.units if unit.pk not in scored]

    def _by_leaders(self, unit: Unit) -> Pair:
        for scorer in self.leaders + self.deputies:
            if scorer.pk != unit.pk:
                return Pair(unit, scorer, "" if scorer in self.leaders else CONFLICT)
        return self._by_dha(unit, "Khối chưa có phó trưởng khối để chấm thay.")

    def _departments(self, stage: Stage) -> list[Pair]:
        if not self.departments:
            return [self._by_dha(unit, NO_DEPARTMENT) for unit in self.units]
        found: dict[tuple[int, int], Pair] = {}
        for scorer in self.departments:
            for unit in self.units:
                pair = self._by_dha(unit, CONFLICT) if unit.pk == scorer.pk else Pair(unit, scorer)
                # Sở Nội vụ may be named itself and act for another as well: one sheet, that says for whom.
                key = (unit.pk, pair.scorer.pk)
                found[key] = pair if key not in found or pair.instead_of else found[key]
        return list(found.values())

    def _standing(self, stage: Stage) -> list[Pair]:
        return [self._by_dha(unit, "") for unit in self.units]

    def in_place(self, unit: Unit, dha: Unit | None) -> Unit | None:
        """Who scores a unit where nobody else does: Sở Nội vụ; Sở Nội vụ itself the office of the Chairman, which receives its papers."""
        return next((other for other in (dha, self.office) if other and other.pk != unit.pk), None)

    def _by_dha(self, unit: Unit, why: str) -> Pair:
        scorer = self.in_place(unit, self.dha)
        if scorer:
            return Pair(unit, scorer, why or ("" if scorer == self.dha else CONFLICT))
        raise Refused(f"Chưa có cơ quan nào được chấm {unit.label}. Hãy giao vai trò Sở Nội vụ cho một đơn vị.")


def who_may_join(run: StageRun) -> list[Unit]:
    """Units that could score as well at a stage of several scorers: members of the bloc and Sở Nội vụ without a sheet. Two queries."""
    in_bloc = run.round.bloc.members.valid_on().values("unit_id")
    rows = Unit.objects.filter(Q(pk__in=in_bloc) | Q(pk__in=dha_unit_ids()))
    return list(rows.exclude(pk__in=run.sheets.values("scorer_unit_id")).order_by("sort_key"))


_WAYS = {
    Scorer.SELF: Scorers._self,
    Scorer.MEMBERS: Scorers._members,
    Scorer.LEADERS: Scorers._leaders,
    Scorer.DEPARTMENT: Scorers._departments,
    Scorer.STANDING_BODY: Scorers._standing,
}
