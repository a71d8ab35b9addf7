"""The ballot box: one paper a voter, sealed until the count, and nothing that leads from a voter to a choice."""

import json
import random

import pytest
from django.db import DatabaseError, connection, transaction

from awards.models import CountedCode, Envelope, NamedPaper, Paper, Voter, VoterMark, unit_key
from awards.services import ballots, sealing
from awards.workflows import ACCLAIM
from emulation.base import clock
from emulation.base.models import AuditEntry
from emulation.base.workflow import AlreadyDone, Refused
from tests.awards.acclaim_walk import DAY, EVENING, MORNING, counted, fresh, vote, voting
from tests.factories import acting

pytestmark = pytest.mark.django_db
FULL = {"Sở Công Thương": [2], "Sở Tài chính": [2], "Sở Xây dựng": [2], "Sở Y tế": [1]}


def test_a_second_paper_of_a_unit_is_refused_and_the_first_stands_b01_b02(cast):
    acclaim = voting(cast)
    vote(acclaim, cast.units["Sở Tài chính"], 2)
    with pytest.raises(AlreadyDone, match="Phiếu đã bỏ không đổi được"):
        vote(acclaim, cast.units["Sở Tài chính"], 1)
    assert (Envelope.objects.count(), VoterMark.objects.count()) == (1, 1)


def test_a_double_click_is_one_paper(cast):
    acclaim = voting(cast)
    for _ in range(2):
        vote(acclaim, cast.units["Sở Tài chính"], 2, code="AAAA-BBBB")
    assert (Envelope.objects.count(), VoterMark.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [
        ([1, 2], "Bạn chọn 2 đơn vị, mỗi phiếu chọn tối đa 1. Hãy bỏ bớt."),
        ([3], "Có lựa chọn không có trên phiếu. Hãy tải lại trang và chọn lại."),
        ([0], "Có lựa chọn không có trên phiếu. Hãy tải lại trang và chọn lại."),
    ],
)
def test_a_paper_that_cannot_be_is_not_taken(cast, choices, sentence):
    acclaim = voting(cast)
    with pytest.raises(Refused) as refused:
        vote(acclaim, cast.units["Sở Tài chính"], *choices)
    assert refused.value.reasons == [sentence]
    assert VoterMark.objects.count() == 0


def test_nobody_votes_for_their_own_unit(cast):
    acclaim = voting(cast)
    with pytest.raises(Refused, match="Không ai bỏ phiếu cho đơn vị mình"):
        vote(acclaim, cast.units["Sở Y tế"], 2)


def test_a_paper_after_the_hour_is_refused(cast):
    acclaim = voting(cast)
    rows = Voter.objects.filter(box=acclaim.box, key=unit_key(cast.units["Sở Y tế"].pk))
    with clock.at(EVENING), pytest.raises(Refused, match="Đã hết giờ bỏ phiếu"):
        ballots.cast(rows, choices=[1], code="AAAA-BBBB", by="x")


def test_the_count(cast):
    acclaim = counted(cast, FULL)
    got = {n.unit.label: (n.yes, n.result) for n in acclaim.nominees.select_related("unit")}
    assert got == {"Sở Công Thương": (1, "failed"), "Sở Y tế": (3, "passed")}
    assert sorted(p.choices for p in Paper.objects.all()) == [[1], [2], [2], [2]]
    assert CountedCode.objects.count() == 4
    assert NamedPaper.objects.count() == 0


def test_the_key_is_gone_after_the_count_and_the_envelopes_never_open_again(cast):
    acclaim = voting(cast)
    locked = bytes(acclaim.box.sealed_private_key)
    assert locked
    vote(acclaim, cast.units["Sở Tài chính"], 2)
    sealed = Envelope.objects.get().sealed
    # While it is open the installation's secret opens it, another secret does not.
    private = sealing.private_key(acclaim.box.pk, locked)
    assert sealing.unseal(acclaim.box.pk, private, sealed)["choices"] == [2]
    for name in ("Sở Công Thương", "Sở Xây dựng", "Sở Y tế"):
        vote(acclaim, cast.units[name], 1 if name == "Sở Y tế" else 2)
    with clock.at(EVENING):
        ACCLAIM.perform(acclaim, "count", by=acting(cast.leader))
    assert bytes(fresh(acclaim).box.sealed_private_key) == b""


def test_another_secret_opens_nothing(cast, settings):
    acclaim = voting(cast)
    for name in ("Sở Công Thương", "Sở Tài chính", "Sở Xây dựng"):
        vote(acclaim, cast.units[name], 2)
    settings.BALLOT_SECRET = "một bí mật khác"
    with pytest.raises(sealing.Unreadable):
        sealing.private_key(acclaim.box.pk, acclaim.box.sealed_private_key)
    with clock.at(EVENING), pytest.raises(Refused, match="Hòm phiếu không mở được"):
        ACCLAIM.perform(acclaim, "count", by=acting(cast.leader))


def test_no_column_leads_from_a_voter_to_a_choice_b09(cast):
    assert {f.name for f in Envelope._meta.fields} == {"id", "box", "sealed", "code_hash"}
    assert {f.name for f in Paper._meta.fields} == {"id", "box", "choices"}
    assert {f.name for f in VoterMark._meta.fields} == {"voter", "on", "by_name"}
    assert {f.name for f in CountedCode._meta.fields} == {"id", "box", "code"}
    counted(cast, FULL)
    assert set(VoterMark.objects.values_list("on", flat=True)) == {DAY}
    # Keys are random (UUID 4): their order is not that of casting.
    assert {key.version for key in Envelope.objects.values_list("pk", flat=True)} == {4}
    assert {key.version for key in Paper.objects.values_list("pk", flat=True)} == {4}


def test_every_sealed_paper_is_as_long_as_the_others_b09(cast):
    acclaim = voting(cast, choices_max=2)
    for name, choices in {"Sở Công Thương": [], "Sở Tài chính": [2], "Sở Xây dựng": [1, 2]}.items():
        vote(acclaim, cast.units[name], *choices)
    lengths = [len(bytes(sealed)) for sealed in Envelope.objects.values_list("sealed", flat=True)]
    # 32 bytes of the sender's key, 12 of the nonce, one block of text, 16 that seal it.
    assert lengths == [32 + 12 + 1024 + 16] * 3


def test_casting_leaves_no_moment_in_the_record(cast):
    acclaim = voting(cast)
    rows = AuditEntry.objects.count()
    vote(acclaim, cast.units["Sở Y tế"], 1)
    assert AuditEntry.objects.count() == rows


def as_written(table: str, column: str) -> list:
    """A column in the order in which its rows were written, as somebody would see it who reads the file of the database."""
    place = "ctid" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM awards_{table} ORDER BY {place}")
        found = [value for (value,) in cursor.fetchall()]
    return [json.loads(value) if column == "choices" and isinstance(value, str) else value for value in found]


@pytest.mark.parametrize("backwards", [False, True])
def test_papers_are_written_as_the_shuffle_left_them_and_codes_in_the_order_of_codes_b09(cast, monkeypatch, backwards):
    """The shuffle of the operating system is replaced by an order that the test knows, and that is not the order of casting."""

    class Known:
        def shuffle(self, rows):
            rows.sort(key=lambda paper: paper["code"], reverse=backwards)

    monkeypatch.setattr(ballots.secrets, "SystemRandom", Known)
    acclaim = voting(cast, choices_max=2)
    cast_in_turn = [("Sở Xây dựng", [1, 2], "MMMM"), ("Sở Công Thương", [2], "AAAA"), ("Sở Tài chính", [], "ZZZZ")]
    for name, choices, code in cast_in_turn:
        vote(acclaim, cast.units[name], *choices, code=code)
    with clock.at(EVENING):
        ACCLAIM.perform(acclaim, "count", by=acting(cast.leader))
    assert as_written("paper", "choices") == ([[], [1, 2], [2]] if backwards else [[2], [1, 2], []])
    assert as_written("countedcode", "code") == ["AAAA", "MMMM", "ZZZZ"]


def test_the_shuffle_is_that_of_the_operating_system():
    assert ballots.secrets.SystemRandom is random.SystemRandom


def test_an_open_ballot_keeps_its_names(cast):
    acclaim = counted(cast, FULL, secret=False)
    got = {p.voter.label: p.choices for p in NamedPaper.objects.select_related("voter")}
    assert got == FULL
    assert Paper.objects.count() == 0
    assert acclaim.nominees.get(unit=cast.units["Sở Y tế"]).yes == 3


def test_fewer_than_three_secret_papers_are_not_opened(cast):
    acclaim = voting(cast)
    vote(acclaim, cast.units["Sở Tài chính"], 2)
    vote(acclaim, cast.units["Sở Xây dựng"], 2)
    with clock.at(EVENING), pytest.raises(Refused, match="Mới có 2 phiếu"):
        ACCLAIM.perform(acclaim, "count", by=acting(cast.leader))
    assert Paper.objects.count() == 0
    assert fresh(acclaim).state == "voting"


def test_a_paper_smuggled_in_stops_the_count(cast):
    acclaim = voting(cast)
    for name, choices in FULL.items():
        vote(acclaim, cast.units[name], *choices)
    box = acclaim.box
    extra = sealing.seal(box.pk, box.public_key, {"choices": [1], "code": "X"})
    Envelope.objects.create(box=box, sealed=extra, code_hash="x")
    with clock.at(EVENING), pytest.raises(Refused, match="Có 5 phiếu trong hòm nhưng 4 người đã bỏ phiếu"):
        ACCLAIM.perform(acclaim, "count", by=acting(cast.leader))


def test_a_cancelled_box_is_never_opened(cast):
    acclaim = voting(cast)
    vote(acclaim, cast.units["Sở Tài chính"], 2)
    with clock.at(MORNING):
        ACCLAIM.perform(acclaim, "cancel", by=acting(cast.leader), note="Lập nhầm danh sách.")
    box = fresh(acclaim).box
    assert (box.state, bytes(box.sealed_private_key), box.result) == ("void", b"", None)


def test_nothing_is_known_before_the_count(cast):
    acclaim = voting(cast)
    for name, choices in FULL.items():
        vote(acclaim, cast.units[name], *choices)
    assert fresh(acclaim).box.result is None
    assert set(acclaim.nominees.values_list("yes", "result")) == {(None, "")}
    assert (Paper.objects.count(), CountedCode.objects.count()) == (0, 0)


TABLES = ["votermark", "envelope", "paper", "countedcode"]


@pytest.mark.parametrize("statement", ["UPDATE awards_{} SET {} = {}", "DELETE FROM awards_{}"])
@pytest.mark.parametrize("table", TABLES)
def test_the_database_refuses_changes(cast, table, statement):
    counted(cast, FULL)
    column = "voter_id" if table == "votermark" else "box_id"
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(f"{table}", column, column))


def test_the_database_refuses_changes_of_named_papers(cast):
    counted(cast, FULL, secret=False)
    for statement in ("UPDATE awards_namedpaper SET choices = choices", "DELETE FROM awards_namedpaper"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
