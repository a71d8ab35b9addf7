"""Acclaims of the demo: one bloc with a published ranking votes these days, another has counted and concluded. All an illustration."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from awards.due import count_what_is_over
from awards.models import Acclaim, Voter, unit_key
from awards.selectors.acclaims import standings
from awards.services import acclaims, ballots
from awards.services.acclaims import Put
from awards.workflows import ACCLAIM
from campaigns.bloc_scores.demo_year import SELF, TABLE
from campaigns.bloc_scores.models import ScoringRound
from campaigns.bloc_scores.services import rounds, scores, tables
from campaigns.bloc_scores.workflows import ROUND
from campaigns.bloc_year.selectors.members import members
from emulation.base import clock
from organisations.enums import UNIT_ROLES
from organisations.models import Bloc, Unit, User

if TYPE_CHECKING:
    from campaigns.demo.year import Year

YEAR = 2023
VOTING, CONCLUDED = "HN-02", "HN-06"
FLAG = {
    "award": "Cờ thi đua của UBND tỉnh",
    "quota_kind": "number",
    "quota": "1",
    "quota_basis": "Chỉ tiêu minh họa trong bản chạy thử",
    "secret": True,
    "mode": "online",
    "choices_max": 1,
    "threshold_ratio": "1/2",
    "threshold_denominator": "total_members",
    "threshold_strictly": True,
    "threshold_basis": "Quy chế của khối, ghi để minh họa",
    "quorum_ratio": "2/3",
}
MERIT = FLAG | {"award": "Bằng khen của Chủ tịch UBND tỉnh", "quota": "3", "choices_max": 3}
WHY = {
    2: "Có hai mô hình được tỉnh nhân rộng trong năm.",
    3: "Hoàn thành sớm nhiệm vụ đột xuất tỉnh giao trong quý III.",
    4: "Kết quả tăng nhiều nhất so với năm trước.",
}


def build(year: "Year") -> None:
    """The two blocs; a demo of other blocs only has neither."""
    blocs = {bloc.code: bloc for bloc in year.p.blocs}
    if VOTING in blocs:
        AcclaimsOfTheDemo(year, blocs[VOTING]).vote_in_december()
    if CONCLUDED in blocs:
        AcclaimsOfTheDemo(year, blocs[CONCLUDED]).conclude_in_december()


class AcclaimsOfTheDemo:
    """A bloc at the end of its year, each step on its day through the services."""

    def __init__(self, year: "Year", bloc: Bloc):
        self.year, self.bloc, self.units = year, bloc, members(bloc)
        self.leader = Unit.objects.get(pk=year.leaders[bloc.pk][0])

    def vote_in_december(self) -> None:
        """Scored in November, published on 08/12, ballots open since 11/12: half of the units have voted."""
        self._at(dt.date(YEAR, 3, 29), 9, self._agree_table)
        self._score()
        for fields, many in ((FLAG, 2), (MERIT, 4)):
            closes = {"closes_at": clock.moment(dt.date(YEAR, 12, 14), 17)}
            acclaim = self._at(dt.date(YEAR, 12, 11), 8, lambda f=fields | closes, m=many: self._open(f, m))
            self._at(dt.date(YEAR, 12, 11), 14, lambda a=acclaim: self._vote(a, self.units[1::2]))

    def conclude_in_december(self) -> None:
        """Voted on 08/12; counted by itself at the hour of closing, concluded by the leader."""
        day = dt.date(YEAR, 12, 8)
        acclaim = self._at(day, 8, lambda: self._open(FLAG | {"closes_at": clock.moment(day, 17)}, 2))
        self._at(day, 15, lambda: self._vote(acclaim, self.units))
        self._at(day, 18, count_what_is_over)
        self._at(dt.date(YEAR, 12, 11), 9, lambda: self._conclude(acclaim))

    # --- Points -------------------------------------------------------------------------------------------------------
    def _agree_table(self) -> None:
        by = self._head(self.leader)
        document = TABLE | {"title": f"Bảng tiêu chí chấm điểm {self.bloc.name} năm {YEAR}"}
        table = tables.create(document, by=by, bloc=self.bloc, year=YEAR, basis="Số liệu minh họa.")
        self.table = tables.freeze(table, by=by, note="Thống nhất tại hội nghị ký kết giao ước.")

    def _score(self) -> None:
        self.round = self._at(
            dt.date(YEAR, 11, 13),
            8,
            lambda: rounds.create(self.table, name=f"Chấm điểm thi đua năm {YEAR}", by=self.by),
        )
        for month, day in ((11, 14), (11, 24)):
            opened, closed = dt.date(YEAR, month, day), dt.date(YEAR, month, day + 6)
            self._at(opened, 8, lambda: ROUND.perform(self.round, "open_stage", by=self.by))
            self._at(opened, 15, self._fill)
            self._at(closed, 17, lambda: ROUND.perform(self.round, "close_stage", by=self.by))
        self._at(dt.date(YEAR, 12, 6), 8, lambda: ROUND.perform(self.round, "rank", by=self.by))
        dha = User.objects.get(pk=self.year.dha.pk)
        self._at(dt.date(YEAR, 12, 8), 10, lambda: ROUND.perform(self.round, "publish", by=dha))

    def _fill(self) -> None:
        run = self.round.runs.get(closed_at=None)
        criteria = {c.code: c.pk for c in ScoringRound.objects.get(pk=self.round.pk).table.criteria.all()}
        place = {unit.pk: number for number, unit in enumerate(self.units)}
        sheets = list(run.sheets.select_related("unit", "scorer_unit"))
        for scorer in {sheet.scorer_unit for sheet in sheets}:
            cells = [
                scores.Cell(
                    sheet.pk, criteria[code], {"points": values[place[sheet.unit_id] % len(values)]}, "Theo hồ sơ."
                )
                for sheet in sheets
                if sheet.scorer_unit_id == scorer.pk
                for code, values in SELF.items()
            ]
            by = self._head(scorer)
            scores.save(run, cells, by=by)
            scores.hand_in(run, by=by)

    # --- Ballots ------------------------------------------------------------------------------------------------------
    def _open(self, fields: dict, many: int) -> Acclaim:
        row = acclaims.create(self.bloc, by=self.by, **fields)
        row = acclaims.set_nominees(row, self._puts(row, many), version=row.version, by=self.by)
        return ACCLAIM.perform(row, "open", by=self.by)

    def _puts(self, row: Acclaim, many: int) -> list[Put]:
        """The first by points; who does not lead has a reason."""
        places = standings(row.ranking)
        by_rank = sorted(self.units, key=lambda u: places[u.pk].rank or 99 if u.pk in places else 0)
        ranks = {u.pk: places[u.pk].rank for u in by_rank if u.pk in places}
        return [Put(u, WHY.get(ranks.get(u.pk), "")) for u in by_rank[:many]]

    def _vote(self, acclaim: Acclaim, units: list[Unit]) -> None:
        options = list(acclaim.box.options.all())
        for unit in units:
            open_to = [o.position for o in options if o.key != unit_key(unit.pk)]
            rows = Voter.objects.filter(box=acclaim.box_id, key=unit_key(unit.pk))
            choices = open_to[: acclaim.box.choices_max]
            ballots.cast(rows, choices=choices, code=ballots.new_code(), by=self._head(unit))

    def _conclude(self, acclaim: Acclaim) -> None:
        ACCLAIM.perform(acclaim, "conclude", by=self.by)

    # --- People and days ----------------------------------------------------------------------------------------------
    def _at(self, day: dt.date, hour: int, step) -> Any:
        with clock.at(clock.moment(day, hour)):
            return step()

    def _head(self, unit: Unit) -> User:
        """The head of a unit, in the role of that unit."""
        return _acting(self.year.p.heads[unit.pk], unit)

    @property
    def by(self) -> User:
        """The clerk of the leading unit."""
        return _acting(self.year.p.clerks[self.leader.pk], self.leader)


def _acting(person: User, unit: Unit) -> User:
    person = User.objects.get(pk=person.pk)
    return person.act_as(next(m for m in person.current_memberships if m.unit_id == unit.pk and m.role in UNIT_ROLES))
