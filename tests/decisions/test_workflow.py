"""Moves of a decision: who, from where, with which guard; the letter, the signature, the number."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from awards.decisions.models import RewardDecision, SignedDecision
from awards.decisions.workflows import DECISION
from emulation.base import clock
from emulation.base.models import AuditEntry, Notification
from emulation.base.official.models import NumberBook, OfficialDocument
from emulation.base.workflow import AlreadyDone, Refused
from tests.decisions import walk
from tests.decisions.walk import DRAFTED, SIGNED, Who
from tests.factories import acting

PEOPLE = ["owner", "head", "dha", "dha_head", "office", "auditor", "council", "admin"]
DHA = {"dha", "dha_head"}
# state → move → who gets the button (enabled or not). Written by hand.
TRUTH = {
    "draft": {"present": {"dha"}, "submit": {"dha_head"}, "cancel": DHA},
    "awaiting_head": {"recall": DHA, "head_return": {"dha_head"}, "submit": {"dha_head"}},
    "submitted": {"withdraw": {"dha_head"}, "office_return": {"office"}, "sign": {"office"}},
    "signed": {"issue": {"dha_head"}},
    "issued": {},
    "cancelled": {},
}
SEES = {
    "draft": DHA,
    "awaiting_head": DHA,
    "submitted": DHA | {"office"},
    "signed": DHA | {"office", "auditor"},
    "issued": DHA | {"office", "auditor"},
    "cancelled": DHA,
}
ONE = (Who("BKT", "collective", "Sở Y tế"),)


@pytest.fixture
def one(cast):
    with clock.at(clock.moment(DRAFTED, 9)):
        yield walk.drafted(cast, *ONE)


@pytest.mark.parametrize("state", TRUTH)
def test_who_gets_which_button_and_who_sees_it(cast, one, state):
    if state == "signed":
        one = walk.sign(cast, _send(cast, one)).decision
    RewardDecision.objects.update(state=state)
    row, found = walk.fresh(one), {}
    people = {who: acting(getattr(cast, who)) for who in PEOPLE}
    for who, user in people.items():
        for offer in DECISION.offers(row, user):
            found.setdefault(offer.transition.name, set()).add(who)
    assert found == TRUTH[state]
    assert {who for who, user in people.items() if RewardDecision.objects.visible_to(user).exists()} == SEES[state]


def _send(cast, decision):
    with clock.at(clock.moment(DRAFTED, 10)):
        return DECISION.perform(decision, "submit", by=acting(cast.dha_head))


def test_one_audit_row_a_move_and_none_when_refused(cast, one):
    rows = AuditEntry.objects.count()
    with pytest.raises(PermissionDenied):
        DECISION.perform(one, "present", by=acting(cast.office))
    assert AuditEntry.objects.count() == rows
    DECISION.perform(one, "present", by=acting(cast.dha))
    assert AuditEntry.objects.count() == rows + 1
    with pytest.raises(AlreadyDone):
        DECISION.perform(one, "present", by=acting(cast.dha))


def test_an_empty_decision_is_not_presented(cast, one):
    one.lines.all().delete()
    with pytest.raises(Refused, match="chưa có đề nghị nào"):
        DECISION.perform(one, "present", by=acting(cast.dha))


def test_the_letter_takes_its_number_when_the_head_submits(cast, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        decision = walk.submitted(cast, *ONE)
    letter = decision.letters.get()
    assert (letter.document.number, letter.document.signed_on) == (1, DRAFTED)
    assert letter.signer == cast.dha_head.full_name
    assert Notification.objects.filter(recipient=cast.office, title__startswith="Trình ký").count() == 1


def test_after_a_return_the_next_letter_has_a_number_of_its_own(cast):
    decision = walk.submitted(cast, *ONE)
    with clock.at(clock.moment(DRAFTED, 11)):
        DECISION.perform(decision, "office_return", by=acting(cast.office), note="Sai tên")
        assert walk.fresh(decision).return_note == "Sai tên"
        DECISION.perform(decision, "submit", by=acting(cast.dha_head))
    assert [x.document.number for x in decision.letters.order_by("order")] == [1, 2]
    assert walk.fresh(decision).return_note == ""


def test_the_signature_gives_the_number(cast):
    row = walk.signed(cast, *ONE)
    assert row.number_text == "01/QĐ-UBND"
    assert (row.signed_on, row.signer, row.signer_role) == (SIGNED, "Trần Quốc Bảo", "chairman")
    assert row.decision.state == "signed"
    with pytest.raises(AlreadyDone):
        walk.sign(cast, row.decision)
    assert SignedDecision.objects.count() == 1


@pytest.mark.parametrize(
    ("on", "why"),
    [
        (dt.date(2023, 12, 19), "trước ngày Hội đồng họp"),
        (dt.date(2023, 12, 20), "trước ngày tờ trình"),
        (dt.date(2023, 12, 26), "chưa đến"),
    ],
)
def test_a_day_that_cannot_be_takes_no_number(cast, on, why):
    decision = walk.submitted(cast, *ONE)
    with clock.at(clock.moment(SIGNED, 9)), pytest.raises(Refused, match=why):
        DECISION.perform(decision, "sign", by=acting(cast.office), signed_on=on, signer="Trần Quốc Bảo")
    assert walk.fresh(decision).state == "submitted"
    assert not NumberBook.objects.filter(book__startswith="Quyết định").exists()
    assert not OfficialDocument.objects.filter(kind="quyet-dinh-khen-thuong").exists()


def test_the_first_days_that_can_be(cast):
    # The Council met on 20/12, the letter is of 21/12: the day of the letter is the first.
    decision = walk.submitted(cast, *ONE)
    assert walk.sign(cast, decision, DRAFTED).signed_on == DRAFTED
