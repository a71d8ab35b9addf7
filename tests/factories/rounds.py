"""A bloc that scores: a frozen table with three stages and a round of it, for the cast of `tests.factories`."""

import datetime as dt

from campaigns.bloc_scores.models import ScoringRound
from campaigns.bloc_scores.services import rounds, scores, tables
from campaigns.bloc_scores.workflows import ROUND
from emulation.base import clock
from tests.factories import Cast, acting, heads

DAY = dt.date(2023, 12, 1)
DOCUMENT = {
    "title": "Bảng tiêu chí Khối Kinh tế",
    "declared_total": "100",
    "stages": [
        {"code": "self", "label": "Tự chấm", "scorer": "self"},
        {"code": "cross", "label": "Chấm chéo", "scorer": "members", "scorers": "many", "combine": "mean"},
        {
            "code": "verified",
            "label": "Thẩm định",
            "scorer": "leaders",
            "response": True,
            "objection_days": 5,
        },
    ],
    "nodes": [
        {
            "code": "I",
            "title": "Nhiệm vụ chuyên môn",
            "max": "60",
            "children": [
                {"code": "I.1", "title": "Chỉ tiêu được giao", "max": "40", "kind": "proportional"},
                {"code": "I.2", "title": "Nhiệm vụ trọng tâm", "max": "20", "kind": "free"},
            ],
        },
        {"code": "II", "title": "Thi đua, khen thưởng", "max": "40", "kind": "free"},
    ],
}


def make_round(
    cast: Cast,
    *,
    document: dict | None = None,
    ranking: dict | None = None,
    campaign=None,
    name: str = "Chấm điểm năm 2023",
) -> ScoringRound:
    """A round in preparation."""
    by = acting(cast.dha)
    with clock.at(clock.moment(DAY)):
        table = tables.create(document or DOCUMENT, by=by, ranking=ranking, bloc=cast.bloc, year=2023)
        table = tables.freeze(table, by=by) if table.stages.count() > 1 else _frozen(table)
        return rounds.create(table, name=name, by=by, campaign=campaign)


def _frozen(table):
    """A table of one stage, which the service refuses to freeze: it keeps tests of that one stage short."""
    type(table).objects.filter(pk=table.pk).update(state="frozen", frozen_at=clock.now())
    return type(table).objects.get(pk=table.pk)


def open_next(cast: Cast, round_: ScoringRound, *, day: dt.date = DAY, due_on=None):
    """Open the next stage and give its run."""
    with clock.at(clock.moment(day)):
        ROUND.perform(round_, "open_stage", by=acting(cast.leader), due_on=due_on)
    return round_.runs.get(closed_at=None)


def close(cast: Cast, round_: ScoringRound, *, day: dt.date = DAY) -> None:
    """Close the open stage."""
    with clock.at(clock.moment(day)):
        ROUND.perform(round_, "close_stage", by=acting(cast.leader))


def fill(run, *, by, points: dict[str, str], reason: str = "Theo hồ sơ.", only=None) -> int:
    """Type the same points into every sheet of the person (or of one unit)."""
    criteria = {c.code: c.pk for c in run.round.table.criteria.all()}
    sheets = run.sheets.filter(scorer_unit=by.acting.unit)
    sheets = sheets.filter(unit=only) if only else sheets
    cells = [
        scores.Cell(sheet.pk, criteria[code], {"points": value}, reason)
        for sheet in sheets
        for code, value in points.items()
    ]
    return scores.save(run, cells, by=by)


def score_all(cast: Cast, run, points: dict[str, str]) -> None:
    """Everybody who scores in a run gives the same points to all and hands in."""
    people = heads(cast)
    for unit in {s.scorer_unit for s in run.sheets.select_related("scorer_unit")}:
        person = people.get(unit.label) or people.get(unit.official_name) or acting(cast.dha)
        fill(run, by=person, points=points)
        scores.hand_in(run, by=person)


def walk(cast: Cast, round_: ScoringRound, points: dict[str, str]) -> None:
    """All three stages with the same points for everybody."""
    for _ in range(3):
        score_all(cast, open_next(cast, round_), points)
        close(cast, round_)


def scoring_objects(cast: Cast) -> dict[str, int]:
    """Keys of one round with a ranking, its open self stage and an objection, for the table of who opens what."""
    from campaigns.bloc_scores.models import Objection
    from campaigns.bloc_scores.services import events, evidence, rankings

    round_ = make_round(cast)
    run = open_next(cast, round_)
    objection = Objection.objects.create(run=run, unit=cast.units["Sở Y tế"], text="Xem lại.", by=cast.head)
    rankings.compute(round_, by=acting(cast.dha))
    criterion = round_.table.criteria.get(code="II")
    place = (round_, criterion, cast.units["Sở Y tế"])
    proof = evidence.add_link(*place, url="https://hanam.gov.vn/a", label="Bài viết", by=acting(cast.owner))
    event = events.record(
        cast.bloc,
        cast.units["Sở Y tế"],
        kind="discipline",
        happened_on=dt.date(2023, 5, 5),
        text="Một công chức bị khiển trách",
        by=acting(cast.dha),
    )
    found = {"round": round_.pk, "run": run.pk, "objection": objection.pk}
    return found | {"score_criterion": criterion.pk, "score_evidence": proof.pk, "event": event.pk}
