"""Acclaims: who prepares, who is put up and why, ties, paper counts, the four counts."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from awards.models import Acclaim
from awards.selectors.acclaims import counts
from awards.services import acclaims, ballots
from awards.services.acclaims import Put
from awards.workflows import ACCLAIM
from campaigns.bloc_scores.models import CriteriaTable, Ranking, ScoringRound
from emulation.base import audit, clock
from emulation.base.models import Notification
from emulation.base.workflow import Refused
from tests.awards.acclaim_walk import EVENING, FIELDS, MORNING, counted, fresh, heads, prepared, vote, voting
from tests.factories import acting

pytestmark = pytest.mark.django_db
FULL = {"Sở Công Thương": [2], "Sở Tài chính": [2], "Sở Xây dựng": [2], "Sở Y tế": [1]}


def publish(cast, places: dict[str, tuple]):
    """A published ranking of the bloc: {unit: (rank, total)}."""
    table = CriteriaTable.objects.create(title="Bảng tiêu chí 2023", year=2023, bloc=cast.bloc, declared_total=100)
    scoring = ScoringRound.objects.create(bloc=cast.bloc, table=table, name="Chấm điểm năm 2023", state="published")
    rows = [
        {"unit": str(cast.units[name].pk), "rank": rank, "total": total, "no_award": False, "not_ranked": []}
        for name, (rank, total) in places.items()
    ]
    return Ranking.objects.create(
        round=scoring, number=1, state="published", by_name="x", source={}, result={"ranking": rows}, sha256="0"
    )


def test_place_and_points_of_the_ranking_stand_beside_the_ballot(cast):
    ranking = publish(cast, {"Sở Y tế": (1, "97.5"), "Sở Công Thương": (2, "95.25")})
    with clock.at(MORNING):
        by = acting(cast.leader)
        row = acclaims.create(cast.bloc, by=by, **FIELDS)
        puts = [Put(cast.units["Sở Công Thương"]), Put(cast.units["Sở Y tế"])]
        with pytest.raises(Refused, match="Sở Công Thương xếp thứ 2 theo điểm. Hãy ghi lý do đề cử"):
            acclaims.set_nominees(row, puts, version=row.version, by=by)
        puts[0] = Put(cast.units["Sở Công Thương"], "Dẫn đầu về cải cách hành chính.")
        row = acclaims.set_nominees(row, puts, version=row.version, by=by)
    assert row.ranking == ranking
    got = [(n.unit.label, n.rank, str(n.total), n.note) for n in row.nominees.select_related("unit")]
    assert got == [
        ("Sở Công Thương", 2, "95.2500", "Dẫn đầu về cải cách hành chính."),
        ("Sở Y tế", 1, "97.5000", ""),
    ]


def test_a_unit_that_the_published_ranking_does_not_name_is_put_up_with_a_reason(cast):
    publish(cast, {"Sở Y tế": (1, "97.5")})
    with clock.at(MORNING):
        by = acting(cast.leader)
        row = acclaims.create(cast.bloc, by=by, **FIELDS)
        puts = [Put(cast.units["Sở Xây dựng"])]
        with pytest.raises(Refused, match="Sở Xây dựng không có trong xếp hạng đã công bố. Hãy ghi lý do đề cử"):
            acclaims.set_nominees(row, puts, version=row.version, by=by)
        row = acclaims.set_nominees(row, [Put(puts[0].unit, "Thành tích đột xuất.")], version=row.version, by=by)
        row.nominees.update(note="")
        assert "Hãy ghi lý do đề cử: Sở Xây dựng." in ACCLAIM.offer("open", row, by).reasons


def test_without_a_published_ranking_nobody_needs_a_reason(cast):
    with clock.at(MORNING):
        row = prepared(cast)
        assert ACCLAIM.offer("open", row, acting(cast.leader)).enabled


def test_a_unit_outside_the_bloc_is_not_put_up(cast):
    with pytest.raises(Refused, match="Hội Luật gia không thuộc khối hôm nay"):
        prepared(cast, put=["Hội Luật gia"])


def test_only_the_leader_and_the_department_prepare(cast):
    with clock.at(MORNING):
        for person in (cast.owner, cast.head, cast.deputy, cast.stranger, cast.auditor, cast.admin):
            with pytest.raises(PermissionDenied):
                acclaims.create(cast.bloc, by=acting(person), **FIELDS)
        acclaims.create(cast.bloc, by=acting(cast.dha), **FIELDS)


def test_heads_of_the_units_are_told_once_it_is_open(cast, django_capture_on_commit_callbacks):
    people = heads(cast)
    with django_capture_on_commit_callbacks(execute=True):
        voting(cast)
    told = set(Notification.objects.filter(topic__startswith="acclaim:").values_list("recipient", flat=True))
    assert told == {person.pk for person in people.values()}


@pytest.mark.parametrize(("units", "quota", "seats"), [(4, "1/2", 2), (4, "2/3", 2), (4, "3/4", 3)])
def test_a_quota_as_a_share_loses_its_fraction(cast, units, quota, seats):
    assert voting(cast, quota_kind="ratio", quota=quota).box.seats == seats


def test_a_share_too_small_for_a_seat_is_said_before_opening(cast):
    row = prepared(cast, quota_kind="ratio", quota="1/5")
    with clock.at(MORNING), pytest.raises(Refused, match="Chỉ tiêu 1/5 trên 4 đơn vị chưa đủ một suất"):
        ACCLAIM.perform(row, "open", by=acting(cast.leader))


def test_it_is_not_counted_while_units_may_still_vote(cast):
    row = voting(cast)
    vote(row, cast.units["Sở Y tế"], 1)
    with clock.at(MORNING), pytest.raises(Refused, match="Còn 3 đơn vị chưa bỏ phiếu và chưa hết giờ"):
        ACCLAIM.perform(row, "count", by=acting(cast.leader))


def test_the_denominator_is_named_in_words_b06(cast):
    row = counted(cast, {"Sở Công Thương": [2], "Sở Tài chính": [2], "Sở Xây dựng": []})
    sentence = "Có 2/4 (50%) tổng số thành viên đồng ý, cần 3 phiếu: không đạt."
    assert row.nominees.get(unit=cast.units["Sở Y tế"]).sentence == sentence


def test_papers_without_a_choice_cannot_carry_one_vote_b06(cast):
    row = counted(
        cast,
        {"Sở Công Thương": [2], "Sở Tài chính": [], "Sở Xây dựng": [], "Sở Y tế": []},
        threshold_denominator="valid_votes",
    )
    assert row.nominees.get(unit=cast.units["Sở Y tế"]).result == "failed"


TIED = {"Sở Công Thương": [2], "Sở Tài chính": [1], "Sở Xây dựng": [2], "Sở Y tế": [1]}
HALF = {"threshold_strictly": False}


def test_equal_votes_at_the_last_seat_wait_for_a_decision(cast):
    row = counted(cast, TIED, **HALF)
    by = acting(cast.leader)
    assert set(row.nominees.values_list("result", flat=True)) == {"tie"}
    with clock.at(EVENING), pytest.raises(Refused, match="bằng phiếu, còn 1 suất"):
        ACCLAIM.perform(row, "conclude", by=by)
    both = list(row.nominees.all())
    with pytest.raises(Refused, match="Chỉ còn 1 suất"):
        acclaims.decide_tie(row, both, reason="x", by=by)
    chosen = row.nominees.get(unit=cast.units["Sở Y tế"])
    acclaims.decide_tie(row, [chosen], reason="Sở Y tế xếp thứ nhất theo điểm; hội nghị khối thống nhất.", by=by)
    with clock.at(EVENING):
        ACCLAIM.perform(row, "conclude", by=by)
    assert [n.unit.label for n in row.nominees.exclude(nominated_on=None)] == ["Sở Y tế"]
    assert audit.last(row, "decide_tie").note == "Sở Y tế xếp thứ nhất theo điểm; hội nghị khối thống nhất."


def test_a_unit_among_the_equal_does_not_decide(cast, django_capture_on_commit_callbacks):
    papers = {"Sở Công Thương": [2], "Sở Tài chính": [2], "Sở Xây dựng": [1], "Sở Y tế": [1]}
    with django_capture_on_commit_callbacks(execute=True):
        row = counted(cast, papers, put=("Sở Tài chính", "Sở Y tế"), threshold_strictly=False)
    told = Notification.objects.filter(title__startswith="Quyết định suất cuối")
    assert {n.recipient_id for n in told} == {cast.dha.pk, cast.dha_head.pk}
    assert told[0].body == "Sở Tài chính, Sở Y tế bằng phiếu, còn 1 suất. Trưởng khối có trong số bằng phiếu."
    nominee = row.nominees.get(unit=cast.units["Sở Y tế"])
    assert nominee.result == "tie"
    with pytest.raises(PermissionDenied, match="Đơn vị bạn ở trong số bằng phiếu"):
        acclaims.decide_tie(row, [nominee], reason="x", by=acting(cast.leader))
    acclaims.decide_tie(row, [nominee], reason="x", by=acting(cast.dha))


def test_four_counts_stay_apart(cast):
    row = counted(cast, FULL)
    with clock.at(EVENING):
        ACCLAIM.perform(row, "conclude", by=acting(cast.leader))
    found = counts(list(row.nominees.all()))
    assert (found.nominated, found.proposed, found.approved, found.decided) == (1, 0, 0, 0)
    row.nominees.filter(unit=cast.units["Sở Y tế"]).update(proposed_on=dt.date(2023, 12, 20))
    found = counts(list(row.nominees.all()))
    assert (found.nominated, found.proposed, found.approved, found.decided) == (1, 1, 0, 0)


@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [
        ((5, 4, 0, {1: 1, 2: 1}), "“4” không phải thành viên."),
        ((3, 4, 0, {1: 1, 2: 1}), "Thu về 4 phiếu nhưng chỉ có 3 người dự họp."),
        ((4, 4, 5, {1: 1, 2: 1}), "Có 5 phiếu không hợp lệ nhưng chỉ thu về 4 phiếu."),
        ((4, 4, 1, {1: 4, 2: 0}), "4 phiếu đồng ý, nhiều hơn 3 phiếu có thể chọn đối tượng này."),
        ((4, 4, 0, {1: 3, 2: 3}), "Tổng số lượt chọn là 6, nhiều hơn 4 lượt mà các phiếu hợp lệ được chọn."),
    ],
)
def test_impossible_paper_counts_are_refused(cast, numbers, sentence):
    row = voting(cast, mode="paper", closes_at=None)
    present, returned, invalid, yes = numbers
    with pytest.raises(Refused) as refused:
        ballots.set_paper_counts(row.box, present=present, returned=returned, invalid=invalid, yes=yes)
    assert sentence in refused.value.reasons
    assert fresh(row).box.paper_counts is None


def test_a_paper_ballot_is_counted_from_its_numbers(cast):
    row = voting(cast, mode="paper", closes_at=None)
    ballots.set_paper_counts(row.box, present=4, returned=4, invalid=1, yes={1: 0, 2: 3})
    with clock.at(EVENING):
        ACCLAIM.perform(row, "count", by=acting(cast.leader))
    nominee = fresh(row).nominees.get(unit=cast.units["Sở Y tế"])
    assert (nominee.yes, nominee.result) == (3, "passed")
    assert nominee.sentence == "Có 3/4 (75%) tổng số thành viên đồng ý, cần 3 phiếu: đạt."


# Hand-written: who may make which move in which state.
MANAGERS = {"leader", "leader_head", "dha", "dha_head"}
MOVES = {
    "preparing": {"open", "cancel"},
    "voting": {"count", "cancel", "move_closing"},
    "counted": {"conclude"},
    "concluded": set(),
}


@pytest.mark.parametrize("state", MOVES)
def test_moves(cast, state):
    row = {"preparing": prepared, "voting": voting}.get(state, lambda cast: counted(cast, FULL))(cast)
    if state == "concluded":
        with clock.at(EVENING):
            ACCLAIM.perform(row, "conclude", by=acting(cast.leader))
        row = fresh(row)
    with clock.at(EVENING):
        for who in (
            "owner",
            "head",
            "neighbour",
            "leader",
            "leader_head",
            "deputy",
            "dha",
            "dha_head",
            "auditor",
            "admin",
        ):
            offered = {o.transition.name for o in ACCLAIM.offers(row, acting(getattr(cast, who)))}
            assert offered == (MOVES[state] if who in MANAGERS else set()), who


@pytest.mark.parametrize(
    ("state", "sees"),
    [
        ("preparing", MANAGERS),
        ("voting", MANAGERS | {"owner", "head", "neighbour", "deputy", "auditor", "office"}),
    ],
)
def test_who_sees_it(cast, state, sees):
    row = (prepared if state == "preparing" else voting)(cast)
    people = "owner head neighbour leader leader_head deputy stranger dha dha_head office auditor council admin nobody"
    with clock.at(MORNING):
        found = {
            w for w in people.split() if Acclaim.objects.visible_to(acting(getattr(cast, w))).filter(pk=row.pk).exists()
        }
    assert found == sees
