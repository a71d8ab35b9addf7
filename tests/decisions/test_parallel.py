"""Two windows, several people at once: numbers without gaps, a nominee in one decision, one signature."""

import pytest

from awards.decisions.models import DecisionLine, SignedDecision
from awards.decisions.services import drafting
from awards.decisions.workflows import DECISION
from emulation.base import clock
from emulation.base.official.models import NumberBook
from emulation.base.workflow import Refused
from tests.decisions import walk
from tests.decisions.walk import DRAFTED, SIGNED, Who
from tests.factories import acting

pytestmark = pytest.mark.django_db(transaction=True)
UNITS = ["Sở Y tế", "Sở Công Thương", "Sở Tài chính"]


def test_signed_at_once_numbers_follow_each_other_without_gaps(cast, at_once):
    nominees = [
        Who(award, "collective", unit, unit=unit) for unit, award in zip(UNITS, ["BKT", "CTDT", "TTLDXS"], strict=True)
    ]
    session = walk.concluded(cast, *nominees)
    made = [walk.submitted(cast, session=session, awards=[one.award]) for one in nominees]
    office = acting(cast.office)

    def signing(decision):
        def sign():
            with clock.at(clock.moment(SIGNED, 9)):
                DECISION.perform(decision, "sign", by=office, signed_on=SIGNED, signer="Trần Quốc Bảo")

        return sign

    answers = at_once(*(signing(decision) for decision in [*made, made[0]]))
    assert sum(isinstance(answer, Refused) for answer in answers) == 1
    assert sorted(row.document.number for row in SignedDecision.objects.all()) == [1, 2, 3]
    assert NumberBook.objects.get(book__startswith="Quyết định").last == 3


def test_drafted_in_two_windows_a_nominee_is_in_one_decision(cast, at_once):
    session = walk.concluded(cast, *walk.THREE)
    by = acting(cast.dha)

    def draft():
        with clock.at(clock.moment(DRAFTED, 9)):
            return drafting.draft(session, awards=["BKT"], by=by)

    answers = at_once(draft, draft)
    assert sum(isinstance(answer, Refused) for answer in answers) == 1
    assert DecisionLine.objects.filter(live=True).count() == 3
