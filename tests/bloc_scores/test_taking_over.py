"""Late scorers: Sở Nội vụ scores in their place, once on each unit, however many are late."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from campaigns.bloc_scores.selectors import documents
from campaigns.bloc_scores.services import rounds, scores
from emulation.base import clock
from emulation.base.workflow import Refused
from organisations.models import BlocMember
from tests.factories import acting
from tests.factories.rounds import DAY, DOCUMENT, close, fill, heads, make_round, open_next

FULL = {"I.1": "30", "I.2": "20", "II": "35"}
CROSS = [{"code": "c", "label": "Chấm chéo", "scorer": "members", "scorers": "many", "combine": "mean"}]
DEPARTMENTS = [{"code": "dep", "label": "Cơ quan chuyên môn", "scorer": "department"}]


@pytest.fixture(autouse=True)
def on_the_day():
    with clock.at(clock.moment(DAY)):
        yield


def test_dha_takes_over_with_a_reason(cast):
    round_ = make_round(cast)
    run = open_next(cast, round_)
    unit = cast.units["Sở Y tế"]
    with pytest.raises(Refused, match="lý do"):
        rounds.take_over(run, unit, by=acting(cast.dha), reason=" ")
    assert rounds.take_over(run, unit, by=acting(cast.dha), reason="Quá hạn 5 ngày.") == 1
    assert run.sheets.get(unit=unit).instead_of == "Chấm thay Sở Y tế: Quá hạn 5 ngày."
    fill(run, by=acting(cast.dha), points=FULL)
    assert scores.hand_in(run, by=acting(cast.dha)) == 1
    with pytest.raises(PermissionDenied):
        scores.hand_in(run, by=acting(cast.head))


def test_dha_takes_over_from_a_second_late_scorer_and_the_stage_closes(cast):
    round_ = make_round(cast, document=DOCUMENT | {"stages": CROSS})
    run, dha, people = open_next(cast, round_), acting(cast.dha), heads(cast)
    late = [cast.units["Sở Y tế"], cast.units["Sở Xây dựng"]]
    assert rounds.take_over(run, late[0], by=dha, reason="Quá hạn.") == 3
    fill(run, by=dha, points=FULL)
    scores.hand_in(run, by=dha)
    # Its sheets on two of these three units are there and handed in; on Sở Y tế it has a new one.
    assert rounds.take_over(run, late[1], by=dha, reason="Quá hạn.") == 3
    of = run.sheets.get(unit=cast.units["Sở Công Thương"], scorer_unit=dha.acting.unit)
    assert of.instead_of == "Chấm thay Sở Y tế: Quá hạn. Chấm thay Sở Xây dựng: Quá hạn."
    assert of.handed_in_at
    assert [s.unit.label for s in run.sheets.filter(scorer_unit=of.scorer_unit, handed_in_at=None)] == ["Sở Y tế"]
    fill(run, by=dha, points=FULL, only=late[0])
    scores.hand_in(run, by=dha)
    for name in ("Sở Công Thương", "Sở Tài chính"):
        fill(run, by=people[name], points=FULL)
        scores.hand_in(run, by=people[name])
    close(cast, round_)
    with pytest.raises(Refused, match="Không còn phiếu nào"):
        rounds.take_over(run, late[1], by=dha, reason="Quá hạn.")


def test_dha_takes_over_the_criteria_of_two_late_departments_and_what_they_had_begun(cast):
    round_ = make_round(cast, document=DOCUMENT | {"stages": DEPARTMENTS})
    table, unit = round_.table, cast.units["Sở Y tế"]
    table.criteria.filter(code="I.1").update(scorer_unit=cast.units["Sở Tài chính"])
    table.criteria.filter(code__in=["I.2", "II"]).update(scorer_unit=cast.units["Sở Xây dựng"])
    run, dha = open_next(cast, round_), acting(cast.dha)
    rounds.take_over(run, cast.units["Sở Tài chính"], by=dha, reason="Quá hạn.")
    fill(run, by=dha, points={"I.1": "30"}, only=unit)
    run.sheets.filter(unit=unit, scorer_unit=dha.acting.unit).update(handed_in_at=clock.now(), handed_in_by=cast.dha)
    fill(run, by=heads(cast)["Sở Xây dựng"], points={"II": "25"}, only=unit)
    rounds.take_over(run, cast.units["Sở Xây dựng"], by=dha, reason="Quá hạn.")
    [sheet] = run.sheets.filter(unit=unit)
    assert (sheet.scorer_unit, sheet.handed_in_at) == (dha.acting.unit, None)
    data = documents.read_round(round_)
    assert documents.entries_of(data, sheet) == {"I.1": {"points": "30"}, "II": {"points": "25"}}
    fill(run, by=dha, points={"I.2": "15"}, only=unit)


def test_dha_does_not_take_over_from_itself_and_the_chairmans_office_scores_it(cast):
    dha = acting(cast.dha)
    BlocMember.objects.create(bloc=cast.bloc, unit=dha.acting.unit, role="member", valid_from=dt.date(2023, 1, 1))
    run = open_next(cast, make_round(cast, document=DOCUMENT | {"stages": CROSS}))
    with pytest.raises(Refused, match="của chính Sở Nội vụ"):
        rounds.take_over(run, dha.acting.unit, by=dha, reason="Quá hạn.")
    assert rounds.take_over(run, cast.units["Sở Y tế"], by=dha, reason="Quá hạn.") == 4
    [sheet] = [s for s in run.sheets.exclude(instead_of="") if s.unit_id == dha.acting.unit_id]
    assert sheet.scorer_unit.label == acting(cast.office).acting.unit.label
