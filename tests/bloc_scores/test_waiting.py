"""Việc cần làm: whose sheets are not handed in finds the stage on the home, until it is handed in or closed."""

import pytest

from campaigns.bloc_scores.models import Objection
from campaigns.selectors import todo
from tests.factories import acting, rounds

pytestmark = pytest.mark.django_db


def titles(person):
    """Titles of the cards about scoring; the number in the menu is that of all cards."""
    cards = todo.for_user(acting(person))
    assert todo.count(acting(person)) == len(cards)
    return [card.title for card in cards if card.title.startswith(("Chấm điểm", "Trả lời ý kiến"))]


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
