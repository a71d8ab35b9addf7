"""Several sign at the same moment: every number is given once and none is left out."""

import datetime as dt

import pytest

from emulation.base.official.models import NumberBook, OfficialDocument
from emulation.base.official.services import numbering
from emulation.base.workflow import Refused
from tests.base.official.conftest import KEY
from tests.factories import acting

pytestmark = pytest.mark.django_db(transaction=True)


def signing(unit, cast):
    by = acting(cast.dha)
    day = dt.date(2024, 2, 5)
    return lambda: numbering.sign(unit, kind=KEY, book="Quyết định", signed_on=day, signer="Trần Văn Bình", by=by)


def test_numbers_follow_each_other_without_gaps(cast, decision, at_once):
    units = list(cast.units.values())[:4]
    answers = at_once(*(signing(unit, cast) for unit in units))
    assert sorted(row.number for row in answers) == [1, 2, 3, 4]
    assert NumberBook.objects.get().last == 4


def test_one_paper_signed_in_two_windows_takes_one_number(cast, decision, at_once):
    answers = at_once(*[signing(cast.units["Sở Y tế"], cast)] * 2)
    assert sum(isinstance(answer, Refused) for answer in answers) == 1
    assert OfficialDocument.objects.exclude(number=None).count() == 1
    assert NumberBook.objects.get().last == 1
