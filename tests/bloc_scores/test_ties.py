"""Units that stay equal where the table leaves their order to a decision: asked for, recorded with its reason, needed to publish."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.urls import reverse

from campaigns.bloc_scores.models import ScoringRound, TieDecision
from campaigns.bloc_scores.selectors.ranking_page import RankingPage
from campaigns.bloc_scores.selectors.ties import decided, undecided
from campaigns.bloc_scores.services import rankings
from campaigns.bloc_scores.workflows import ROUND
from emulation.base import clock
from emulation.base.models import AuditEntry
from emulation.base.workflow import Refused
from tests.factories import acting
from tests.factories.rounds import make_round, walk

FULL = {"I.1": "30", "I.2": "20", "II": "35"}
MANUAL = {"tie_breaks": [{"kind": "fact", "fact": "sang_kien"}], "unresolved": "manual"}
LATER = dt.date(2023, 12, 10)
REASON = "Biên bản họp khối ngày 09/12/2023."


@pytest.fixture(autouse=True)
def later():
    with clock.at(clock.moment(LATER)):
        yield


@pytest.fixture
def tied(cast):
    """Two pairs: Sở Tài chính and Sở Y tế first, Sở Công Thương and Sở Xây dựng third."""
    round_ = make_round(cast, ranking=MANUAL)
    walk(cast, round_, FULL)
    first, third = {"sang_kien": "2"}, {"sang_kien": "1"}
    given = {"Sở Tài chính": first, "Sở Y tế": first, "Sở Công Thương": third, "Sở Xây dựng": third}
    rankings.set_facts(round_, {cast.units[name].pk: facts for name, facts in given.items()}, by=acting(cast.dha))
    ROUND.perform(round_, "rank", by=acting(cast.leader))
    return ScoringRound.objects.get(pk=round_.pk)


def keys(cast, *names):
    return [cast.units[name].pk for name in names]


def places(round_):
    page = RankingPage(round_.rankings.first())
    return [(row.rank, row.name, row.note) for row in page.rows]


def test_a_ranking_is_published_when_each_tie_is_decided(cast, tied):
    dha = acting(cast.dha)
    with pytest.raises(Refused, match="Sở Tài chính, Sở Y tế; Sở Công Thương, Sở Xây dựng. Hãy ghi quyết định"):
        ROUND.perform(tied, "publish", by=dha)
    rankings.decide_tie(tied, keys(cast, "Sở Y tế", "Sở Tài chính"), reason=REASON, by=dha)
    with pytest.raises(Refused, match="giao quyết định: Sở Công Thương, Sở Xây dựng"):
        ROUND.perform(tied, "publish", by=dha)
    leader = acting(cast.leader)  # of Sở Tài chính: it is not one of the second pair
    made = rankings.decide_tie(tied, keys(cast, "Sở Xây dựng", "Sở Công Thương"), reason="Bốc thăm.", by=leader)
    assert (made.number, made.note) == (3, "Bốc thăm.")
    ROUND.perform(tied, "publish", by=dha)
    assert places(tied) == [
        (1, "Sở Y tế", f"Bằng điểm, xếp theo quyết định: {REASON}"),
        (2, "Sở Tài chính", f"Bằng điểm, xếp theo quyết định: {REASON}"),
        (3, "Sở Xây dựng", "Bằng điểm, xếp theo quyết định: Bốc thăm."),
        (4, "Sở Công Thương", "Bằng điểm, xếp theo quyết định: Bốc thăm."),
    ]
    said = AuditEntry.objects.filter(action="decide_tie").order_by("pk").values_list("note", flat=True)
    assert list(said) == [REASON, "Bốc thăm."]


def test_a_newer_decision_on_the_same_units_counts_and_the_older_stays(cast, tied):
    for names in (("Sở Y tế", "Sở Tài chính"), ("Sở Tài chính", "Sở Y tế")):
        rankings.decide_tie(tied, keys(cast, *names), reason=REASON, by=acting(cast.dha))
    assert [name for _, name, _ in places(tied)][:2] == ["Sở Tài chính", "Sở Y tế"]
    assert TieDecision.objects.count() == 2
    with pytest.raises(DatabaseError), transaction.atomic():
        TieDecision.objects.update(reason="khác")


def test_a_decision_does_not_outlive_the_tie(cast, tied):
    for names in (("Sở Y tế", "Sở Tài chính"), ("Sở Xây dựng", "Sở Công Thương")):
        rankings.decide_tie(tied, keys(cast, *names), reason=REASON, by=acting(cast.dha))
    # Now three are equal: what was decided of two of them says nothing of the third.
    rankings.set_facts(tied, {cast.units["Sở Công Thương"].pk: {"sang_kien": "2"}}, by=acting(cast.dha))
    with pytest.raises(Refused, match="giao quyết định: Sở Công Thương, Sở Tài chính, Sở Y tế"):
        ROUND.perform(ScoringRound.objects.get(pk=tied.pk), "publish", by=acting(cast.dha))


@pytest.mark.parametrize(
    ("names", "reason", "sentence"),
    [
        (("Sở Y tế", "Sở Tài chính"), " ", "Hãy ghi căn cứ"),
        (("Sở Y tế", "Sở Xây dựng"), REASON, "không còn bằng nhau"),
        (("Sở Y tế",), REASON, "không còn bằng nhau"),
        (("Sở Y tế", "Sở Y tế"), REASON, "không còn bằng nhau"),
    ],
)
def test_what_is_no_decision_is_refused(cast, tied, names, reason, sentence):
    with pytest.raises(Refused, match=sentence):
        rankings.decide_tie(tied, keys(cast, *names), reason=reason, by=acting(cast.dha))
    assert TieDecision.objects.count() == 0


def test_nobody_decides_on_the_own_unit_and_others_do_not_decide(cast, tied):
    for person in (cast.leader, cast.head, cast.neighbour):
        with pytest.raises(PermissionDenied, match="chính mình"):
            rankings.decide_tie(tied, keys(cast, "Sở Y tế", "Sở Tài chính"), reason=REASON, by=acting(person))


def test_after_publishing_nothing_is_decided(cast, tied):
    for names in (("Sở Y tế", "Sở Tài chính"), ("Sở Xây dựng", "Sở Công Thương")):
        rankings.decide_tie(tied, keys(cast, *names), reason=REASON, by=acting(cast.dha))
    ROUND.perform(tied, "publish", by=acting(cast.dha))
    with pytest.raises(Refused, match="đang tạm thời"):
        rankings.decide_tie(tied, keys(cast, "Sở Tài chính", "Sở Y tế"), reason=REASON, by=acting(cast.dha))


def test_a_tie_is_decided_on_its_page(cast, tied, as_):
    ranking = reverse("bloc_scores:round_ranking", args=[tied.pk])
    first = undecided(tied.rankings.first().result)[0][0]
    tie = reverse("bloc_scores:round_tie", args=[tied.pk, first])
    assert tie in as_(cast.dha).get(ranking).content.decode()
    shown = as_(cast.leader).get(ranking).content.decode()
    assert ("chờ quyết định thứ hạng" in shown, tie in shown) == (True, False)
    assert as_(cast.leader).get(tie).status_code == 403
    own, other = keys(cast, "Sở Y tế", "Sở Tài chính")
    client = as_(cast.dha)
    twice = client.post(tie, {"rank_1": own, "rank_2": own, "reason": REASON}).content.decode()
    assert "Mỗi đơn vị đứng ở một hạng" in twice
    client.post(tie, {"rank_1": own, "rank_2": other, "reason": REASON})
    assert places(tied)[:2] == [
        (1, "Sở Y tế", f"Bằng điểm, xếp theo quyết định: {REASON}"),
        (2, "Sở Tài chính", f"Bằng điểm, xếp theo quyết định: {REASON}"),
    ]
    assert client.get(tie, follow=True).redirect_chain[0][0] == ranking


def row(unit, rank, tied_with, needs_decision=True):
    decided_by = "SHARED" if tied_with else "TOTAL"
    return {
        "unit": unit,
        "rank": rank,
        "tied_with": tied_with,
        "needs_decision": needs_decision,
        "decided_by": decided_by,
    }


def test_a_decision_orders_its_units_within_the_places_they_share():
    result = {
        "ranking": [
            row("1", 1, [], needs_decision=False),
            row("2", 2, ["3", "4"]),
            row("3", 2, ["2", "4"]),
            row("4", 2, ["2", "3"]),
            row("5", 5, [], needs_decision=False),
            {"unit": "6", "rank": None, "tied_with": [], "needs_decision": False, "decided_by": None},
        ]
    }
    assert undecided(result) == [["2", "3", "4"]]
    done = decided(result, [["2", "3", "4"], ["4", "2", "3"], ["2", "3"]])
    assert [(p["unit"], p["rank"]) for p in done["ranking"]] == [
        ("1", 1),
        ("4", 2),
        ("2", 3),
        ("3", 4),
        ("5", 5),
        ("6", None),
    ]
    assert undecided(done) == []
