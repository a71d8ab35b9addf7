"""Việc cần làm: whose sheets are not handed in finds the stage on the home, until it is handed in or closed."""

import datetime as dt

import pytest

from campaigns.bloc_scores.models import Objection
from campaigns.bloc_scores.workflows import ROUND
from campaigns.selectors import todo
from emulation.base import clock
from tests.factories import acting, rounds

pytestmark = pytest.mark.django_db
SCORING = ("Chấm điểm", "Trả lời ý kiến", "Mở bước", "Kết thúc bước", "Xếp hạng tạm thời", "Công bố xếp hạng")
ALL = {"I.1": "30", "I.2": "10", "II": "20"}


def titles(person):
    """Titles of the cards about scoring; the number in the menu is that of all cards."""
    cards = todo.for_user(acting(person))
    assert todo.count(acting(person)) == len(cards)
    return [card.title for card in cards if card.title.startswith(SCORING)]


def test_a_stage_waits_for_the_scorer_until_the_sheet_is_handed_in(cast):
    round_ = rounds.make_round(cast)
    assert titles(cast.owner) == []
    run = rounds.open_next(cast, round_)
    card = "Chấm điểm: Tự chấm, Chấm điểm năm 2023"
    assert [titles(who) for who in (cast.owner, cast.head, cast.neighbour)] == [[card]] * 3
    assert [titles(who) for who in (cast.stranger, cast.dha, cast.auditor, cast.council)] == [[]] * 4
    rounds.score_all(cast, run, {"I.1": "30", "I.2": "10", "II": "20"})
    assert titles(cast.owner) == titles(cast.neighbour) == []


def test_what_the_leaders_score_waits_for_leader_and_deputy_only(cast):
    round_ = rounds.make_round(cast)
    for _ in range(2):
        rounds.score_all(cast, rounds.open_next(cast, round_), {"I.1": "30", "I.2": "10", "II": "20"})
        rounds.close(cast, round_)
    rounds.open_next(cast, round_)
    card = "Chấm điểm: Thẩm định, Chấm điểm năm 2023"
    # The leader scores the others, the deputy scores the leader; members have nothing to score.
    assert [titles(who) for who in (cast.leader, cast.deputy)] == [[card]] * 2
    assert titles(cast.owner) == titles(cast.dha) == []


def test_what_the_standing_body_scores_waits_for_the_department_not_for_its_unit(cast):
    document = rounds.DOCUMENT | {"stages": [{"code": "v", "label": "Thẩm định", "scorer": "standing_body"}]}
    rounds.open_next(cast, rounds.make_round(cast, document=document))
    assert titles(cast.dha) == titles(cast.dha_head) == ["Chấm điểm: Thẩm định, Chấm điểm năm 2023"]
    assert titles(cast.dha_unit_clerk) == titles(cast.owner) == []


def test_an_objection_waits_for_the_leader_of_the_bloc(cast):
    run = rounds.open_next(cast, rounds.make_round(cast))
    Objection.objects.create(run=run, unit=cast.units["Sở Y tế"], text="Xem lại điểm mục I.", by=cast.head)
    Objection.objects.create(run=run, unit=cast.units["Sở Tài chính"], text="Xem lại.", by=cast.leader_head)
    assert "Trả lời ý kiến về điểm của Sở Y tế" in titles(cast.leader)
    assert "Trả lời ý kiến về điểm của Sở Tài chính" not in titles(cast.leader)
    assert not any("ý kiến" in title for title in titles(cast.neighbour))
    assert titles(cast.dha) == ["Trả lời ý kiến về điểm của Sở Tài chính"]  # the leader does not answer itself


def test_the_leader_is_told_which_step_is_next(cast):
    round_ = rounds.make_round(cast)
    assert titles(cast.leader) == ["Mở bước Tự chấm: Chấm điểm năm 2023"]
    assert titles(cast.deputy) == titles(cast.owner) == titles(cast.dha) == []
    run = rounds.open_next(cast, round_)
    assert not any(title.startswith(("Mở", "Kết thúc")) for title in titles(cast.leader))
    rounds.score_all(cast, run, ALL)
    assert titles(cast.leader) == ["Kết thúc bước Tự chấm: Chấm điểm năm 2023"]
    rounds.close(cast, round_)
    [title] = titles(cast.leader)
    assert title.startswith("Mở bước")


def test_sheets_that_are_late_do_not_hold_the_next_step_for_ever(cast):
    round_ = rounds.make_round(cast)
    with clock.at(clock.moment(dt.date(2023, 11, 1))):
        rounds.open_next(cast, round_, day=dt.date(2023, 11, 1), due_on=dt.date(2023, 11, 20))
    with clock.at(clock.moment(dt.date(2023, 11, 20))):
        assert not any(title.startswith("Kết thúc") for title in titles(cast.leader))
    with clock.at(clock.moment(dt.date(2023, 11, 21))):
        assert "Kết thúc bước Tự chấm: Chấm điểm năm 2023" in titles(cast.leader)


def test_a_provisional_ranking_waits_for_the_department_with_its_day(cast):
    round_ = rounds.make_round(cast)
    rounds.walk(cast, round_, ALL)
    assert titles(cast.leader) == ["Xếp hạng tạm thời: Chấm điểm năm 2023"]
    until = clock.today() + dt.timedelta(days=3)
    ROUND.perform(round_, "rank", by=acting(cast.leader), objections_until=until)
    assert titles(cast.leader) == []
    [card] = [c for c in todo.for_user(acting(cast.dha)) if c.title == "Công bố xếp hạng: Chấm điểm năm 2023"]
    assert (card.due, card.reason) == (until, "Các đơn vị còn gửi ý kiến đến hết ngày này; sau đó công bố.")
    assert titles(cast.dha_head) == titles(cast.dha)
