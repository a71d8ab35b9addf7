"""What scoring costs: a sheet of 40 criteria × 10 units saved whole, and the ranking of 25 blocs with 300 units computed anew."""

import datetime as dt
from collections.abc import Callable

from campaigns.bloc_scores.enums import RoundState
from campaigns.bloc_scores.models import Score, ScoringRound, Sheet, StageRun
from campaigns.bloc_scores.services import rankings, rounds, scores, tables
from campaigns.management.bench_data import make_units
from emulation.base import clock
from emulation.base.benching import Part
from organisations.enums import BlocRole, Role
from organisations.models import Bloc, BlocMember, Membership, Unit, User

YEAR = 2023
CRITERIA, SHEETS = 40, 10
BLOCS, UNITS_EACH = 25, 12


def parts() -> list[Part]:
    """Asked by `manage.py bench`."""
    return [
        Part("sheet", f"Lưu cả phiếu chấm {CRITERIA} tiêu chí × {SHEETS} đơn vị", a_whole_sheet, max_queries=30),
        Part(
            "ranking", f"Xếp hạng lại {BLOCS} khối, {BLOCS * UNITS_EACH} đơn vị (mỗi khối)", all_rankings, 12, BLOCS, 3
        ),
    ]


def a_whole_sheet() -> Callable[[], object]:
    """The department fills the sheets of ten units: 400 cells in one request."""
    bloc, units = _bloc("BS", SHEETS)
    scorer = units[0]
    by = _officer("bench-cham", scorer)
    round_ = _round(bloc, by, [{"code": "verified", "label": "Thẩm định", "scorer": "leaders"}])
    run = StageRun.objects.create(round=round_, stage=round_.table.stages.first())
    others = _units("BT", SHEETS)
    sheets = Sheet.objects.bulk_create(Sheet(run=run, unit=unit, scorer_unit=scorer) for unit in others)
    criteria = [c for c in round_.table.criteria.all() if c.kind]
    cells = [scores.Cell(s.pk, c.pk, {"points": "1.5"}, "Theo hồ sơ.") for s in sheets for c in criteria]

    def save() -> int:
        with clock.at(clock.moment(dt.date(YEAR, 12, 1))):
            return scores.save(run, cells, by=by)

    return save


def all_rankings() -> Callable[[], object]:
    """Every bloc has handed in all its sheets; each ranking is computed and kept as a version."""
    prepared = [_scored(number) for number in range(BLOCS)]

    def rank() -> None:
        for round_ in prepared:
            rankings.compute(ScoringRound.objects.select_related("table", "bloc").get(pk=round_.pk), by=None)

    return rank


def _scored(number: int) -> ScoringRound:
    bloc, units = _bloc(f"BR{number}", UNITS_EACH)
    round_ = _round(bloc, None, [{"code": "self", "label": "Tự chấm", "scorer": "self"}])
    now = clock.now()
    run = StageRun.objects.create(round=round_, stage=round_.table.stages.first(), closed_at=now)
    sheets = Sheet.objects.bulk_create(Sheet(run=run, unit=u, scorer_unit=u, handed_in_at=now) for u in units)
    criteria = [c for c in round_.table.criteria.all() if c.kind]
    Score.objects.bulk_create(
        Score(sheet=s, criterion=c, entry={"points": f"{(n + c.order) % 3}"}, by_name="Đơn vị")
        for n, s in enumerate(sheets)
        for c in criteria
    )
    return round_


def _round(bloc: Bloc, by: User | None, stages: list[dict]) -> ScoringRound:
    nodes = [
        {
            "code": f"{part}",
            "title": f"Phần {part}",
            "max": "25",
            "children": [
                {"code": f"{part}.{n}", "title": f"Tiêu chí {part}.{n}", "max": "2.5", "kind": "free"}
                for n in range(1, CRITERIA // 4 + 1)
            ],
        }
        for part in range(1, 5)
    ]
    stages = [*stages, {"code": "end", "label": "Kết luận", "scorer": "standing_body"}]
    document = {"title": f"Bảng tiêu chí {bloc.name}", "declared_total": "100", "stages": stages, "nodes": nodes}
    document["final_stage"] = stages[0]["code"]
    table = tables.freeze(tables.create(document, by=by, bloc=bloc, year=YEAR), by=by)
    round_ = rounds.create(table, name="Chấm điểm", by=by)
    ScoringRound.objects.filter(pk=round_.pk).update(state=RoundState.SCORING)
    return ScoringRound.objects.select_related("table", "bloc").get(pk=round_.pk)


def _units(code: str, count: int) -> list[Unit]:
    return make_units([f"Đơn vị {code} {n:02d}" for n in range(count)])


def _bloc(code: str, count: int) -> tuple[Bloc, list[Unit]]:
    units = _units(code, count)
    bloc = Bloc.objects.create(year=YEAR, code=code, name=f"Khối {code}")
    roles = [BlocRole.LEADER, BlocRole.DEPUTY, *[BlocRole.MEMBER] * (count - 2)]
    start = dt.date(YEAR, 1, 1)
    BlocMember.objects.bulk_create(
        BlocMember(bloc=bloc, unit=unit, role=role, valid_from=start) for unit, role in zip(units, roles, strict=True)
    )
    return bloc, units


def _officer(username: str, unit: Unit) -> User:
    user = User.objects.create(username=username, full_name="Cán bộ chấm điểm")
    Membership.objects.create(user=user, role=Role.UNIT_HEAD, unit=unit, valid_from=dt.date(YEAR, 1, 1))
    return user
