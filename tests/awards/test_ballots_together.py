"""Many vote at the same moment: nobody's paper is lost, nobody's counts twice, and counting waits for papers on their way."""

import multiprocessing
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from awards.enums import BoxState
from awards.models import BallotBox, Envelope, Paper, Voter, VoterMark
from awards.services import ballots
from awards.services.ballots import Choice
from emulation.base.workflow import AlreadyDone

pytestmark = pytest.mark.django_db(transaction=True)


def open_box(voters: int, **fields) -> BallotBox:
    """A box with two options, open for these voters."""
    rule = {"threshold_ratio": "1/2", "threshold_denominator": "total_members", "quorum_ratio": "2/3"}
    box = BallotBox.objects.create(title="Bỏ phiếu", **rule, **fields)
    options = [Choice("a", "Đơn vị A"), Choice("b", "Đơn vị B")]
    return ballots.open_box(
        box, options=options, voters=[Choice(f"v{n}", f"Đơn vị {n:02d}") for n in range(1, voters + 1)]
    )


def cast(voter: int, choice: int, code: str = "") -> str:
    try:
        ballots.cast(Voter.objects.filter(pk=voter), choices=[choice], code=code or ballots.new_code(), by="x")
    except AlreadyDone:
        return "already"
    return "cast"


def test_yes_and_no_of_one_voter_at_once_b01_b02(at_once):
    box = open_box(3)
    voter = box.voters.first().pk
    answers = at_once(lambda: cast(voter, 1), lambda: cast(voter, 2))
    assert sorted(answers) == ["already", "cast"]
    assert (Envelope.objects.count(), VoterMark.objects.count()) == (1, 1)


def test_two_clicks_at_once_are_one_paper_b01(at_once):
    box = open_box(3)
    voter = box.voters.first().pk
    assert at_once(lambda: cast(voter, 1, "AAAA-BBBB"), lambda: cast(voter, 1, "AAAA-BBBB")) == ["cast", "cast"]
    assert Envelope.objects.count() == 1


def test_fifteen_at_once_b03(at_once):
    box = open_box(15)
    voters = list(box.voters.values_list("pk", flat=True))
    assert at_once(*(lambda v=v: cast(v, 1) for v in voters)) == ["cast"] * 15
    box = ballots.count_box(box)
    assert [row["yes"] for row in box.result["nominees"]] == [15, 0]


def _half(voters: list[int], gate, answers) -> None:
    """One process of two: each voter clicks twice at once, in threads and connections of their own."""
    connections.close_all()
    gate.wait(timeout=30)

    def one(voter: int) -> str:
        try:
            return cast(voter, 1 if voter % 3 else 2)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        answers.put(list(pool.map(one, voters * 2)))


@pytest.mark.postgres
def test_thirty_six_in_two_processes_none_lost_none_doubled():
    box = open_box(36)
    voters = list(box.voters.values_list("pk", flat=True))
    connections.close_all()
    context = multiprocessing.get_context("fork")
    gate, answers = context.Barrier(2), context.Queue()
    # Each voter is in both halves, too: their two processes meet as well.
    halves = [context.Process(target=_half, args=(order, gate, answers)) for order in (voters, voters[::-1])]
    for half in halves:
        half.start()
    found = [answer for _ in halves for answer in answers.get(timeout=120)]
    for half in halves:
        half.join(timeout=30)
    assert sorted(found) == ["already"] * 108 + ["cast"] * 36
    assert (VoterMark.objects.count(), Envelope.objects.count()) == (36, 36)
    box = ballots.count_box(box)
    assert Paper.objects.count() == 36
    assert sum(row["yes"] for row in box.result["nominees"]) == 36


@pytest.mark.postgres
def test_papers_are_of_another_transaction_than_marks_and_envelopes_b09():
    """What is counted is not joined to a voter by xmin. A mark and its own envelope are: the limit in decision 0008."""
    box = open_box(6)
    for voter in box.voters.all():
        cast(voter.pk, 1 if voter.pk % 2 else 2)
    ballots.count_box(box)
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT xmin::text FROM awards_paper")
        (only,) = cursor.fetchall()
        cursor.execute("SELECT count(*) FROM awards_votermark WHERE xmin::text = %s", only)
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT count(*) FROM awards_envelope WHERE xmin::text = %s", only)
        assert cursor.fetchone() == (0,)
    assert BallotBox.objects.get().state == BoxState.CLOSED
