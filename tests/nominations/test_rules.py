"""Predicate and rows agree: in every state exactly these people find the file, and whoever may move it is among them."""

import pytest

from awards.nominations.models import NominationFile, Nominee
from awards.nominations.selectors import todo
from awards.nominations.workflows import NOMINATION
from emulation.base import clock
from tests.factories import acting
from tests.nominations.walk import MORNING, STEPS, at_state, complete, fresh, sent
from tests.pages.access_table import PEOPLE

pytestmark = pytest.mark.django_db
UNIT = {"owner", "head"}
OVERSEE = {"dha", "dha_head", "auditor", "office"}
LEADER = {"leader", "leader_head"}
DHA = {"dha", "dha_head"}
# state → who finds the file of Sở Y tế, and for whom it is work. Written by hand.
SEES = dict.fromkeys(STEPS, UNIT | OVERSEE | LEADER) | {"draft": UNIT, "awaiting_head": UNIT}
WAITS_FOR = {
    "draft": UNIT,
    "awaiting_head": {"head"},
    "with_bloc": LEADER,
    "with_department": DHA,
    "returned": UNIT,
    "received": set(),
}


@pytest.fixture(autouse=True)
def morning():
    with clock.at(MORNING):
        yield


def those(cast, true_of) -> set[str]:
    return {name for name in PEOPLE if true_of(acting(getattr(cast, name)))}


def finds(cast, file) -> set[str]:
    return those(cast, lambda who: NominationFile.objects.visible_to(who).filter(pk=file.pk).exists())


def may(cast, permission: str, file) -> set[str]:
    return those(cast, lambda who: who.has_perm(f"nominations.{permission}", file))


@pytest.mark.parametrize("state", STEPS)
def test_who_finds_the_file_and_its_nominees_in_each_state(cast, state):
    file = at_state(cast, state)
    assert finds(cast, file) == SEES[state]
    assert those(cast, lambda who: Nominee.objects.visible_to(who).exists()) == SEES[state]
    assert those(cast, lambda who: NOMINATION.offers(file, who)) <= SEES[state]
    works = those(cast, lambda who: any(source.rows.exists() for source in todo.sources(who)))
    assert works == WAITS_FOR[state]


def test_the_predicates_of_a_sent_file_are_those_of_its_rows(cast):
    file = sent(cast)
    assert may(cast, "prepare", file) == UNIT
    assert may(cast, "endorse", file) == finds(cast, file) - UNIT - OVERSEE == LEADER
    assert may(cast, "act_for_leader", file) == may(cast, "receive", file) == DHA


def test_the_leaders_own_file_is_found_by_the_deputy_alone(cast):
    file = complete(cast, unit="Sở Tài chính", by=cast.leader)
    NOMINATION.perform(file, "submit", by=acting(cast.leader_head))
    file = fresh(file)
    assert may(cast, "endorse", file) == finds(cast, file) - LEADER - OVERSEE == {"deputy"}


def test_where_the_route_has_no_bloc_nobody_of_the_bloc_is_asked(cast):
    file = sent(cast, endorsed_by_bloc=False)
    assert may(cast, "endorse", file) == finds(cast, file) - UNIT - OVERSEE == set()
