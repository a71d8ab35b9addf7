"""The quota split among sub-clusters: seats of each, ties within one, sums that cannot be; and the four steps of a nominee."""

import datetime as dt

import pytest
from django.urls import reverse

from awards.enums import AcclaimStep
from awards.models import Acclaim, AcclaimNominee
from awards.selectors.acclaims import Counts, counts, totals
from awards.selectors.quotas import last_seats, split_of
from awards.services import acclaims
from awards.services.acclaim_quotas import split_quota
from awards.services.acclaim_steps import record_step
from awards.services.acclaims import Put
from awards.workflows import ACCLAIM
from emulation.base import audit, clock
from emulation.base.workflow import Refused
from organisations.models import Bloc
from organisations.services import blocs
from tests.awards.acclaim_walk import EVENING, FIELDS, MORNING, counted, fresh, vote
from tests.factories import acting

pytestmark = pytest.mark.django_db
ALL = ["Sở Công Thương", "Sở Tài chính", "Sở Xây dựng", "Sở Y tế"]
FULL = {"Sở Công Thương": [2], "Sở Tài chính": [2], "Sở Xây dựng": [2], "Sở Y tế": [1]}


@pytest.fixture
def clusters(cast) -> tuple[Bloc, Bloc]:
    """The bloc's two sub-clusters: Công Thương with Tài chính, Xây dựng with Y tế."""
    made = []
    for code, units in (("A", ALL[:2]), ("B", ALL[2:])):
        cluster = blocs.create_bloc(year=2023, code=code, name=f"Cụm {code}", parent=cast.bloc, by=None)
        for unit in units:
            blocs.seat(cluster, cast.units[unit], by=None)
        made.append(cluster)
    return tuple(made)


def split(cast, clusters, quotas=("1", "1"), put=ALL, **fields):
    """An acclaim in preparation, the quota split."""
    with clock.at(MORNING):
        by = acting(cast.leader)
        row = acclaims.create(cast.bloc, by=by, **FIELDS | {"quota": "2", "choices_max": 2} | fields)
        parts = {c.pk: q for c, q in zip(clusters, quotas, strict=True) if q}
        row = split_quota(row, parts, version=row.version, by=by)
        return acclaims.set_nominees(row, [Put(cast.units[n]) for n in put], version=row.version, by=by)


def tallied(cast, row, papers: dict):
    with clock.at(MORNING):
        ACCLAIM.perform(row, "open", by=acting(cast.leader))
    row = fresh(row)
    for name, choices in papers.items():
        vote(row, cast.units[name], *choices)
    with clock.at(EVENING):
        ACCLAIM.perform(row, "count", by=acting(cast.leader))
    return fresh(row)


def results(row) -> dict:
    return {n.unit.label: (n.yes, n.result) for n in row.nominees.select_related("unit")}


def test_each_cluster_fills_its_own_seats(cast, clusters):
    # Options 1..4 are the units of ALL. Cluster A: 3 and 2 votes; cluster B: nobody but Y tế reaches half.
    papers = {"Sở Công Thương": [2, 4], "Sở Tài chính": [1, 4], "Sở Xây dựng": [1, 2], "Sở Y tế": [1]}
    row = tallied(cast, split(cast, clusters, threshold_strictly=False), papers)
    assert row.box.seats == 2
    assert results(row) == {
        "Sở Công Thương": (3, "passed"),
        "Sở Tài chính": (2, "failed"),  # half of all, but the seat of its cluster is taken
        "Sở Xây dựng": (0, "failed"),
        "Sở Y tế": (2, "passed"),
    }
    assert "ngoài số suất" in row.nominees.get(unit=cast.units["Sở Tài chính"]).sentence


def test_a_tie_within_a_cluster_is_decided_within_it(cast, clusters):
    papers = {"Sở Công Thương": [2, 4], "Sở Tài chính": [1, 4], "Sở Xây dựng": [1, 4], "Sở Y tế": [2]}
    row = tallied(cast, split(cast, clusters, threshold_strictly=False), papers)
    assert results(row)["Sở Y tế"] == (3, "passed")
    (group,) = last_seats(row)
    assert group.sentence == "Cụm A: Sở Công Thương, Sở Tài chính bằng phiếu, còn 1 suất."
    with (
        clock.at(EVENING),
        pytest.raises(Refused, match="Cụm A: Sở Công Thương, Sở Tài chính bằng phiếu, còn 1 suất. Hãy"),
    ):
        ACCLAIM.perform(row, "conclude", by=acting(cast.leader))
    with pytest.raises(Refused, match="Cụm A: chỉ còn 1 suất"):
        acclaims.decide_tie(row, group.equal, reason="x", by=acting(cast.dha))
    acclaims.decide_tie(row, group.equal[:1], reason="Hơn về điểm chuyên môn.", by=acting(cast.dha))
    with clock.at(EVENING):
        ACCLAIM.perform(row, "conclude", by=acting(cast.leader))
    nominated = row.nominees.exclude(nominated_on=None).order_by("position")
    assert [n.unit.label for n in nominated.select_related("unit")] == ["Sở Công Thương", "Sở Y tế"]


def test_a_share_of_each_cluster_loses_its_fraction(cast, clusters):
    row = split(cast, clusters, ("1/2", "3/4"), quota_kind="ratio", quota="3/4")
    assert [(p.cluster.name, p.units, p.seats) for p in split_of(row)] == [("Cụm A", 2, 1), ("Cụm B", 2, 1)]
    with clock.at(MORNING):
        ACCLAIM.perform(row, "open", by=acting(cast.leader))
    assert fresh(row).box.seat_split == {str(clusters[0].pk): 1, str(clusters[1].pk): 1}


def test_the_parts_are_not_more_than_the_whole(cast, clusters):
    with pytest.raises(Refused, match="Các cụm được chia 3 suất, nhiều hơn chỉ tiêu 2 suất của khối"):
        split(cast, clusters, ("2", "1"))
    with pytest.raises(Refused, match="Có cụm không thuộc khối này"):
        split(cast, (cast.other_bloc,), ("1",))


def test_a_part_too_small_or_a_unit_without_a_part_is_said_before_opening(cast, clusters):
    row = split(cast, clusters, ("1/3", "1/2"), quota_kind="ratio", quota="1/2")
    with clock.at(MORNING), pytest.raises(Refused, match="Cụm A: chỉ tiêu 1/3 trên 2 đơn vị, chưa đủ một suất"):
        ACCLAIM.perform(row, "open", by=acting(cast.leader))
    row = split(cast, clusters, ("1", ""))
    with clock.at(MORNING), pytest.raises(Refused, match="Sở Xây dựng, Sở Y tế không thuộc cụm được chia chỉ tiêu"):
        ACCLAIM.perform(row, "open", by=acting(cast.leader))


def test_votes_are_still_checked_over_the_whole_paper(cast, clusters):
    from awards.services import ballots

    row = split(cast, clusters, mode="paper", closes_at=None)
    with clock.at(MORNING):
        ACCLAIM.perform(row, "open", by=acting(cast.leader))
    with pytest.raises(Refused, match="Tổng số lượt chọn là 9, nhiều hơn 8 lượt"):
        ballots.set_paper_counts(fresh(row).box, present=4, returned=4, invalid=0, yes={1: 3, 2: 2, 3: 2, 4: 2})


def test_the_split_is_typed_on_its_page(cast, clusters, as_):
    with clock.at(MORNING):
        row = acclaims.create(cast.bloc, by=acting(cast.leader), **FIELDS | {"quota": "2"})
        url, client = reverse("awards:acclaim_split", args=[row.pk]), as_(cast.leader)
        assert "Chia chỉ tiêu cho các cụm" in client.get(reverse("awards:acclaim", args=[row.pk])).content.decode()
        first, second = (f"share_{c.pk}" for c in clusters)
        typed = {first: "một", second: "1", "version": row.version}
        assert "Hãy ghi số suất là số nguyên" in client.post(url, typed).content.decode()
        client.post(url, typed | {first: "1"})
        assert [(s.cluster.name, s.quota) for s in row.shares.select_related("cluster")] == [
            ("Cụm A", "1"),
            ("Cụm B", "1"),
        ]
        assert "Cụm A: 1 suất" in client.get(reverse("awards:acclaim", args=[row.pk])).content.decode()
    assert audit.last(row, "split_quota").changes == {"Cụm A": "1", "Cụm B": "1"}


# --- Nominated, proposed, approved, decided ---------------------------------------------------------------------------
def test_four_steps_four_days_four_counts(cast):
    row = counted(cast, FULL | {"Sở Y tế": [1]}, quota="2", threshold_ratio="1/5", threshold_strictly=False)
    with clock.at(EVENING):
        ACCLAIM.perform(row, "conclude", by=acting(cast.leader))
    both, dha = list(row.nominees.all()), acting(cast.dha)
    one = both[:1]
    assert record_step(both, AcclaimStep.PROPOSED, on=dt.date(2023, 12, 20), by=dha, note="Tờ trình 15") == 2
    assert record_step(both, AcclaimStep.PROPOSED, on=dt.date(2023, 12, 25), by=dha) == 0
    assert record_step(one, AcclaimStep.APPROVED, on=dt.date(2024, 1, 4), by=dha) == 1
    found = counts(list(row.nominees.all()))
    assert (found.nominated, found.proposed, found.approved, found.decided) == (2, 2, 1, 0)
    (line,) = totals(Acclaim.objects.all())
    assert (line.year, line.award, line.counts) == (2023, "Cờ thi đua của UBND tỉnh", Counts(2, 2, 1, 0))
    assert totals(Acclaim.objects.none()) == []
    assert set(AcclaimNominee.objects.values_list("proposed_on", flat=True)) == {dt.date(2023, 12, 20)}
    entry = audit.last(row, "proposed")
    assert (entry.label, entry.note) == ("Sở Nội vụ trình", "Tờ trình 15")
    assert entry.changes == {"units": ["Sở Công Thương", "Sở Y tế"], "on": "2023-12-20"}


def test_a_step_does_not_come_before_the_one_before_it(cast):
    row = counted(cast, FULL)
    with clock.at(EVENING):
        ACCLAIM.perform(row, "conclude", by=acting(cast.leader))
    passed, failed = row.nominees.get(unit=cast.units["Sở Y tế"]), row.nominees.get(unit=cast.units["Sở Công Thương"])
    with pytest.raises(Refused, match="Sở Công Thương: chưa có bước “Khối suy tôn”"):
        record_step([passed, failed], AcclaimStep.PROPOSED, on=dt.date(2023, 12, 20), by=None)
    assert AcclaimNominee.objects.exclude(proposed_on=None).count() == 0
    with pytest.raises(Refused, match="ngày 01/12/2023 trước ngày “Khối suy tôn” 12/12/2023"):
        record_step([passed], AcclaimStep.PROPOSED, on=dt.date(2023, 12, 1), by=None)
    with pytest.raises(Refused, match="chưa có bước “Hội đồng thông qua”"):
        record_step([passed], AcclaimStep.DECIDED, on=dt.date(2023, 12, 20), by=None)
