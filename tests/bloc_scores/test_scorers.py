"""Who scores whom at each stage, and who may fill a sheet."""

import pytest
from django.core.exceptions import PermissionDenied

from campaigns.bloc_scores.selectors import documents, sheets
from campaigns.bloc_scores.services import scores
from emulation.base import clock
from tests.factories import acting
from tests.factories.rounds import DAY, DOCUMENT, close, fill, heads, make_round, open_next, score_all

FULL = {"I.1": "30", "I.2": "20", "II": "35"}


@pytest.fixture
def round_(cast):
    return make_round(cast)


@pytest.fixture(autouse=True)
def on_the_day():
    with clock.at(clock.moment(DAY)):
        yield


def names(run):
    return sorted((s.scorer_unit.label, s.unit.label) for s in run.sheets.select_related("unit", "scorer_unit"))


def test_sheets_of_each_stage(cast, round_):
    run = open_next(cast, round_)
    assert names(run) == [(n, n) for n in ("Sở Công Thương", "Sở Tài chính", "Sở Xây dựng", "Sở Y tế")]
    score_all(cast, run, FULL)
    close(cast, round_)
    cross = open_next(cast, round_)
    assert cross.sheets.count() == 12
    assert all(scorer != unit for scorer, unit in names(cross))
    score_all(cast, cross, FULL)
    close(cast, round_)
    assert names(open_next(cast, round_)) == [
        ("Sở Tài chính", "Sở Công Thương"),
        ("Sở Tài chính", "Sở Xây dựng"),
        ("Sở Tài chính", "Sở Y tế"),
        ("Sở Xây dựng", "Sở Tài chính"),
    ]


def test_a_criterion_of_a_named_department_goes_to_it_and_its_own_unit_to_the_standing_body(cast):
    stages = [{"code": "dep", "label": "Cơ quan chuyên môn", "scorer": "department"}]
    round_ = make_round(cast, document=DOCUMENT | {"stages": stages})
    table = round_.table
    table.criteria.filter(code="I.1").update(scorer_unit=cast.units["Sở Tài chính"])
    table.criteria.filter(code="I.2").update(scorer_unit=cast.units["Sở Xây dựng"])
    run = open_next(cast, round_)
    assert names(run) == [
        ("Sở Nội vụ", "Sở Tài chính"),
        ("Sở Nội vụ", "Sở Xây dựng"),
        ("Sở Tài chính", "Sở Công Thương"),
        ("Sở Tài chính", "Sở Xây dựng"),
        ("Sở Tài chính", "Sở Y tế"),
        ("Sở Xây dựng", "Sở Công Thương"),
        ("Sở Xây dựng", "Sở Tài chính"),
        ("Sở Xây dựng", "Sở Y tế"),
    ]
    people = heads(cast)
    assert fill(run, by=people["Sở Tài chính"], points={"I.1": "30"}) == 3
    with pytest.raises(PermissionDenied):
        fill(run, by=people["Sở Tài chính"], points={"I.2": "10"})
    # Of Sở Tài chính, Sở Nội vụ scores what Sở Tài chính would score; what Sở Xây dựng scores stays with it.
    rows = {c.code: c.pk for c in table.criteria.all()}
    sheet = run.sheets.get(unit=cast.units["Sở Tài chính"], scorer_unit=cast.units["Sở Nội vụ"])
    dha = acting(cast.dha)
    assert scores.save(run, [scores.Cell(sheet.pk, rows["I.1"], {"points": "30"})], by=dha) == 1
    for sheet_id, code, by in ((sheet.pk, "I.2", dha), (sheet.pk, "I.1", people["Sở Tài chính"])):
        with pytest.raises(PermissionDenied):
            scores.save(run, [scores.Cell(sheet_id, rows[code], {"points": "10"})], by=by)


def test_the_department_of_home_affairs_named_beside_another_has_one_sheet_on_each_unit(cast):
    stages = [{"code": "dep", "label": "Cơ quan chuyên môn", "scorer": "department"}]
    round_ = make_round(cast, document=DOCUMENT | {"stages": stages})
    table = round_.table
    table.criteria.filter(code="I.1").update(scorer_unit=cast.units["Sở Nội vụ"])
    table.criteria.filter(code__in=["I.2", "II"]).update(scorer_unit=cast.units["Sở Xây dựng"])
    run = open_next(cast, round_)
    assert names(run) == [
        ("Sở Nội vụ", "Sở Công Thương"),
        ("Sở Nội vụ", "Sở Tài chính"),
        ("Sở Nội vụ", "Sở Xây dựng"),
        ("Sở Nội vụ", "Sở Y tế"),
        ("Sở Xây dựng", "Sở Công Thương"),
        ("Sở Xây dựng", "Sở Tài chính"),
        ("Sở Xây dựng", "Sở Y tế"),
    ]
    # On Sở Xây dựng it scores its own criterion and, in its place, those of Sở Xây dựng.
    dha, both = acting(cast.dha), cast.units["Sở Xây dựng"]
    assert fill(run, by=dha, points={"I.1": "30", "I.2": "10", "II": "20"}, only=both) == 3
    with pytest.raises(PermissionDenied):
        fill(run, by=dha, points={"I.2": "10"}, only=cast.units["Sở Y tế"])


def test_who_may_fill_is_asked_once_however_many_sheets(cast, django_assert_num_queries):
    stages = [{"code": "dep", "label": "Cơ quan chuyên môn", "scorer": "department"}]
    round_ = make_round(cast, document=DOCUMENT | {"stages": stages})
    round_.table.criteria.filter(code="I.1").update(scorer_unit=cast.units["Hội Luật gia"])
    run, person = open_next(cast, round_), acting(cast.stranger)
    own = [s for s in documents.read_round(round_).sheets if s.scorer_unit_id == person.acting.unit_id]
    with django_assert_num_queries(1):
        assert [s.unit.label for s in sheets.own_sheets(own, run.pk, person)] == [
            "Sở Công Thương",
            "Sở Tài chính",
            "Sở Xây dựng",
            "Sở Y tế",
        ]


def test_leaders_without_a_deputy_leave_no_unit_without_a_sheet(cast):
    cast.bloc.members.filter(role="deputy").update(role="member")
    stages = [{"code": "v", "label": "Thẩm định", "scorer": "leaders", "scorers": "many", "combine": "mean"}]
    run = open_next(cast, make_round(cast, document=DOCUMENT | {"stages": stages}))
    assert names(run) == [
        ("Sở Nội vụ", "Sở Tài chính"),
        ("Sở Tài chính", "Sở Công Thương"),
        ("Sở Tài chính", "Sở Xây dựng"),
        ("Sở Tài chính", "Sở Y tế"),
    ]
    assert run.sheets.get(unit=cast.units["Sở Tài chính"]).instead_of == "Khối chưa có phó trưởng khối để chấm thay."


@pytest.mark.parametrize(
    ("scorer", "own", "fills"), [("self", True, True), ("self", False, False), ("leaders", True, False)]
)
def test_nobody_fills_a_sheet_on_the_own_unit_but_at_the_self_stage_even_where_one_exists(cast, scorer, own, fills):
    stages = [{"code": "only", "label": "Bước chấm", "scorer": scorer}]
    run = open_next(cast, make_round(cast, document=DOCUMENT | {"stages": stages}))
    place = {"unit": cast.units["Sở Y tế" if own else "Sở Xây dựng"], "scorer_unit": cast.units["Sở Y tế"]}
    sheet = run.sheets.filter(**place).first() or run.sheets.create(**place)
    assert acting(cast.head).has_perm("bloc_scores.fill_sheet", sheet) is fills
