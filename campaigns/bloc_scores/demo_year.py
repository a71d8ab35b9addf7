"""Scoring in the demo: the shipped templates, a table for one bloc, and its round in December 2023. Points are illustrations."""

import datetime as dt
from typing import TYPE_CHECKING

from campaigns.bloc_scores.models import ScoringRound
from campaigns.bloc_scores.services import rounds, scores, tables
from campaigns.bloc_scores.services.templates import load_templates
from campaigns.bloc_scores.workflows import ROUND
from emulation.base import clock
from organisations.enums import UNIT_ROLES
from organisations.models import Bloc, Unit, User

if TYPE_CHECKING:
    from campaigns.demo.year import Year

YEAR = 2023
TABLE = {
    "title": "Bảng tiêu chí chấm điểm Khối thi đua Kinh tế năm 2023",
    "declared_total": "100",
    "stages": [
        {"code": "self", "label": "Tự chấm", "scorer": "self"},
        {
            "code": "verified",
            "label": "Trưởng khối, phó trưởng khối thẩm định",
            "scorer": "leaders",
            "response": True,
            "objection_days": 5,
        },
    ],
    "nodes": [
        {
            "code": "I",
            "title": "Thực hiện nhiệm vụ được giao",
            "max": "60",
            "children": [
                {"code": "I.1", "title": "Nhiệm vụ trong chương trình công tác", "max": "40", "kind": "free"},
                {"code": "I.2", "title": "Cải cách hành chính", "max": "20", "kind": "free"},
            ],
        },
        {
            "code": "II",
            "title": "Tổ chức phong trào thi đua",
            "max": "40",
            "children": [
                {"code": "II.1", "title": "Kế hoạch, báo cáo đầy đủ, đúng hạn", "max": "20", "kind": "free"},
                {"code": "II.2", "title": "Nhân rộng điển hình tiên tiến", "max": "20", "kind": "free"},
            ],
        },
    ],
}
SELF = {"I.1": ("38", "40", "36.5"), "I.2": ("18", "19", "17.5"), "II.1": ("20", "18"), "II.2": ("17", "20", "15")}


def build(year: "Year") -> None:
    """Called by build_demo after papers and campaign are there, before the blocs sign: the signing freezes the table."""
    with clock.at(clock.moment(dt.date(YEAR, 3, 9), 10)):
        load_templates(by=_fresh(year.dha))
        bloc = next((b for b in year.p.blocs if b.name == "Khối thi đua Kinh tế"), None)
        table = bloc and tables.create(TABLE, by=_fresh(year.dha), bloc=bloc, year=YEAR, basis="Số liệu minh họa.")
    if table:
        with clock.at(clock.moment(dt.date(YEAR, 3, 30), 8)):
            table = tables.freeze(table, by=_fresh(year.dha), note="Thống nhất tại hội nghị ký kết giao ước.")
        _score(year, bloc, table)


def _fresh(person: User, unit: Unit | None = None) -> User:
    """The person of the day, in the role of the unit where one is named."""
    person = User.objects.get(pk=person.pk)
    if unit is None:
        return person
    return person.act_as(next(m for m in person.current_memberships if m.unit_id == unit.pk and m.role in UNIT_ROLES))


def _score(year: "Year", bloc: Bloc, table) -> None:
    """The self stage is open since 05/12; two units in three have handed in."""
    with clock.at(clock.moment(dt.date(YEAR, 12, 5), 8, 30)):
        leader = Unit.objects.get(pk=year.leaders[bloc.pk][0])
        by = _fresh(year.p.clerks[leader.pk], leader)
        round_ = rounds.create(table, name=f"Chấm điểm thi đua năm {YEAR}", by=by, campaign=year.campaign)
        ROUND.perform(round_, "open_stage", by=by, due_on=dt.date(YEAR, 12, 18))
    with clock.at(clock.moment(dt.date(YEAR, 12, 8), 9)):
        _hand_in(year, round_)


def _hand_in(year: "Year", round_: ScoringRound) -> None:
    run = round_.runs.get(closed_at=None)
    criteria = {c.code: c.pk for c in round_.table.criteria.all()}
    for number, sheet in enumerate(run.sheets.select_related("unit").order_by("unit__sort_key")):
        if number % 3 == 2 or sheet.unit.short_name == "Sở NN&PTNT":
            continue
        by = _fresh(year.p.heads[sheet.unit_id], sheet.unit)
        points = {code: values[number % len(values)] for code, values in SELF.items()}
        cells = [scores.Cell(sheet.pk, criteria[code], {"points": p}, "Theo hồ sơ.") for code, p in points.items()]
        scores.save(run, cells, by=by)
        scores.hand_in(run, by=by)
