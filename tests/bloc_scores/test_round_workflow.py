"""Moves of a round: exactly these for these people, in every state. The table is written by hand; Sở Tài chính leads the bloc."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from campaigns.bloc_scores.models import ScoringRound
from campaigns.bloc_scores.workflows import ROUND
from emulation.base import clock
from emulation.base.models import AuditEntry
from emulation.base.workflow import Refused
from tests.factories import acting
from tests.factories.rounds import DAY, make_round, open_next, score_all
from tests.pages.access_table import PEOPLE

LEADER = {"leader", "leader_head"}
STAND_IN = {"dha", "dha_head"}
BOTH = LEADER | STAND_IN
# state → move → who is offered it (enabled or not). Whoever is not named has none; Sở Nội vụ makes the leader's moves in its place.
TABLE = {
    "preparing": {"open_stage": BOTH, "cancel": BOTH},
    "scoring": {"open_stage": BOTH, "close_stage": BOTH, "rank": BOTH, "reopen": BOTH, "cancel": BOTH},
    "objections": {"open_stage": BOTH, "rank": BOTH, "reopen": BOTH, "cancel": BOTH},
    "provisional": {"publish": STAND_IN, "reopen": BOTH},
    "published": {"reopen": BOTH},
    "cancelled": {},
}


@pytest.fixture(autouse=True)
def on_the_day():
    with clock.at(clock.moment(DAY)):
        yield


@pytest.mark.parametrize("state", TABLE)
def test_offers_are_those_of_the_table(cast, state):
    round_ = make_round(cast)
    ScoringRound.objects.filter(pk=round_.pk).update(state=state)
    round_.refresh_from_db()
    for name in PEOPLE:
        offered = {o.transition.name for o in ROUND.offers(round_, acting(getattr(cast, name)))}
        expected = {move for move, people in TABLE[state].items() if name in people}
        assert offered == expected, f"{state}: {name}"


MOVES = {"open_stage", "close_stage", "rank", "publish", "reopen", "cancel"}


@pytest.mark.parametrize("state", TABLE)
def test_whoever_is_not_in_the_table_moves_nothing(cast, state):
    round_ = make_round(cast)
    ScoringRound.objects.filter(pk=round_.pk).update(state=state)
    before = AuditEntry.objects.count()
    for name in PEOPLE:
        for move in MOVES - {m for m, people in TABLE[state].items() if name in people}:
            with pytest.raises((PermissionDenied, Refused)):
                ROUND.perform(round_, move, by=acting(getattr(cast, name)), note="Lý do.")
    round_.refresh_from_db()
    assert (round_.state, AuditEntry.objects.count()) == (state, before)


FULL = {"I.1": "30", "I.2": "20", "II": "35"}


def test_each_move_leads_where_the_table_says_and_leaves_one_row(cast):
    round_, leader = make_round(cast), acting(cast.leader)
    later = clock.moment(dt.date(2023, 12, 10))  # the window after the last stage ended on the 6th

    def moved(name, *, by=leader, **data):
        before = AuditEntry.objects.filter(action=name).count()
        state = ROUND.perform(round_, name, by=by, **data).state
        assert AuditEntry.objects.filter(action=name).count() == before + 1
        return state

    for after in ("scoring", "scoring", "objections"):
        assert moved("open_stage") == "scoring"
        score_all(cast, round_.runs.get(closed_at=None), FULL)
        assert moved("close_stage") == after
    with clock.at(later):
        assert moved("rank") == "provisional"
        run = round_.runs.get(stage__code="verified")
        assert moved("reopen", run=run, note="Ghi thiếu.") == "scoring"
        score_all(cast, round_.runs.get(closed_at=None), FULL)
        assert moved("close_stage") == "objections"
    with clock.at(clock.moment(dt.date(2023, 12, 20))):
        assert moved("rank") == "provisional"
        assert moved("publish", by=acting(cast.dha)) == "published"
    other = make_round(cast, name="Kỳ khác")
    assert ROUND.perform(other, "cancel", by=leader, note="Lập nhầm.").state == "cancelled"


def test_the_department_gives_its_reason_and_the_leader_need_not(cast):
    round_ = make_round(cast)
    with pytest.raises(Refused):
        ROUND.perform(round_, "open_stage", by=acting(cast.dha))
    ROUND.perform(round_, "open_stage", by=acting(cast.dha), note="Trưởng khối chậm 10 ngày.")
    other = make_round(cast, name="Kỳ khác")
    ROUND.perform(other, "open_stage", by=acting(cast.leader))
    assert other.runs.count() == 1


def test_a_stage_is_opened_one_at_a_time(cast):
    round_ = make_round(cast)
    open_next(cast, round_)
    with pytest.raises(Refused, match="Hãy kết thúc bước này trước"):
        ROUND.perform(round_, "open_stage", by=acting(cast.leader))
