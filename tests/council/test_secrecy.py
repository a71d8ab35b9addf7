"""Nobody can link a ballot to a member: the whole database is read after a session, and one tries (B09). Casting at once."""

import json

import pytest
from django.apps import apps

from awards.council.services import papers
from awards.models import Envelope, Paper, VoterMark
from awards.services import sealing
from awards.services.ballots import new_code
from emulation.base import clock
from emulation.base.models import AuditEntry, Draft
from emulation.base.workflow import AlreadyDone, Refused
from tests.council.walk import DURING, counted, seats, vote, voting

ALL = ["y", "y", "", "n", "y", "n", "y", "y", "n", "y"]


def everything() -> dict[str, list[dict]]:
    """All rows of all tables of this project."""
    return {m._meta.label: list(m._base_manager.values()) for m in apps.get_models() if m._meta.managed}


@pytest.mark.django_db
def test_B09_no_row_holds_a_member_and_what_was_voted(cast):
    session = counted(cast, ALL)
    rows = everything()
    assert rows["awards.Paper"] == []  # a paper would show where its owner stepped aside
    assert rows["awards.NamedPaper"] == []
    keys = {seat.key for seat in seats(session)}
    for label, found in rows.items():
        for row in found:
            text = json.dumps(row, default=str, ensure_ascii=False)
            assert '"opinions"' not in text, label
            if any(f'"{key}"' in text for key in keys):
                assert label in ("awards.Voter", "awards.BallotBox"), label
    marks = {tuple(sorted(row)) for row in rows["awards.VoterMark"]}
    assert marks == {("by_name", "on", "voter_id")}  # no hour, no choice, no envelope


@pytest.mark.django_db
def test_B09_envelopes_cannot_be_opened_any_more(cast):
    session = counted(cast, ALL)
    assert Envelope.objects.count() == 9 + 1  # the one who steps aside from the only nominee casts, too
    with pytest.raises(sealing.Unreadable):
        sealing.private_key(session.box.pk, session.box.sealed_private_key)


@pytest.mark.django_db
def test_casting_leaves_no_audit_row_and_no_draft(cast):
    session = voting(cast)
    before = AuditEntry.objects.count()
    vote(session, seats(session)[0], "n")
    assert (AuditEntry.objects.count(), Draft.objects.count(), Paper.objects.count()) == (before, 0, 0)


@pytest.mark.django_db
def test_papers_of_all_opinions_have_one_length(cast):
    session = voting(cast)
    vote(session, seats(session)[0], "n")
    vote(session, seats(session)[1], "y")
    assert len({len(bytes(e.sealed)) for e in Envelope.objects.all()}) == 1


@pytest.mark.django_db
def test_a_paper_must_be_whole_and_offer_only_what_is_offered(cast):
    session = voting(cast)
    seat = seats(session)[0]
    for paper, words in (("-", "Còn 1 mục chưa chọn"), ("a", "không có ô Không có ý kiến")):
        assert words in papers.faults_of(session, paper)[0]
    assert papers.faults_of(session, "n") == []
    for paper in ("-", "yy", ""):
        sealed = papers.seal(session.box_id, seat.pk, paper)
        with clock.at(DURING), pytest.raises(Refused, match="không khớp chương trình"):
            papers.cast(session.pk, seat.pk, sealed, code=new_code(), by=seat.user)
    assert VoterMark.objects.count() == 0


@pytest.mark.django_db
def test_no_result_is_kept_before_the_count(cast):
    session = voting(cast)
    for seat in seats(session)[:5]:
        vote(session, seat, "y" if seat.unit_id is None else "")
    item = session.items.get()
    assert (item.yes, item.result, session.box.result) == (None, "", None)


@pytest.mark.django_db
def test_receipts_show_that_a_paper_was_counted(cast):
    session = voting(cast)
    vote(session, seats(session)[0], "y", code="AAAA-BBBB")
    for seat in seats(session)[1:]:
        vote(session, seat, "y" if seat.unit_id is None else "")
    from awards.council.workflows import SESSION
    from tests.council.walk import EVENING, secretary_of

    with clock.at(EVENING):
        SESSION.perform(session, "count", by=secretary_of(cast))
    codes = list(session.box.codes.values_list("code", flat=True))
    assert "AAAA-BBBB" in codes
    assert (len(codes), codes) == (10, sorted(codes))


@pytest.mark.django_db(transaction=True)
def test_B01_B02_yes_and_no_at_once_are_one_paper(cast, at_once):
    session = voting(cast)
    seat = seats(session)[0]

    def cast_(opinion: str) -> str:
        try:
            vote(session, seat, opinion)
        except AlreadyDone:
            return "already"
        return "cast"

    assert sorted(at_once(lambda: cast_("y"), lambda: cast_("n"))) == ["already", "cast"]
    assert (Envelope.objects.count(), VoterMark.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_B03_all_members_at_once(cast, at_once):
    session = voting(cast)
    everyone = [(seat, "" if seat.unit_id else "y") for seat in seats(session)]
    at_once(*(lambda s=seat, o=opinion: vote(session, s, o) for seat, opinion in everyone))
    assert (Envelope.objects.count(), VoterMark.objects.count()) == (10, 10)


@pytest.mark.django_db(transaction=True)
def test_what_is_cast_stands_in_the_database_only_whole(cast, monkeypatch):
    """A server that dies between the mark of the voter and the envelope leaves neither: they are one transaction."""
    session = voting(cast)
    seat = seats(session)[0]

    def killed(*args):
        assert VoterMark.objects.count() == 1
        raise RuntimeError("the server is killed")

    with monkeypatch.context() as patch:
        patch.setattr("awards.services.ballots.sealing.seal", killed)
        with pytest.raises(RuntimeError):
            vote(session, seat, "y")
    assert (Envelope.objects.count(), VoterMark.objects.count()) == (0, 0)
    vote(session, seat, "y")
    assert (Envelope.objects.count(), VoterMark.objects.count()) == (1, 1)
