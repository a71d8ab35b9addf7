"""What is proposed beside what was registered at the beginning of the year: a difference is explained before it is sent."""

import pytest

from awards.nominations.services import files
from awards.nominations.workflows import NOMINATION
from emulation.base import clock
from emulation.base.workflow import Refused
from tests.factories import acting
from tests.nominations.walk import DAY, MORNING, complete, fresh, nominate, with_head
from tests.registrations import walk as registered

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def morning():
    with clock.at(MORNING):
        yield


def test_a_difference_is_named_and_explained_before_sending(cast):
    registered.registration(cast, "received")  # Nguyễn Thị Hòa, Lao động tiên tiến
    file = complete(cast)  # proposes Lê Minh Tuấn for the same
    with pytest.raises(Refused, match="Khác với đăng ký đầu năm: Lê Minh Tuấn, Nguyễn Thị Hòa"):
        NOMINATION.perform(file, "submit", by=acting(cast.head))
    head = {"letter_number": "125/TTr-SYT", "letter_date": DAY, "met_on": DAY, "members": 9, "present": 8}
    why = "Bà Hòa chuyển công tác; ông Tuấn thay."
    files.save_head(file, version=file.version, by=acting(cast.owner), differences=why, **head)
    NOMINATION.perform(fresh(file), "submit", by=acting(cast.head))
    assert fresh(file).snapshots.get().content["head"]["differences"] == why


def test_as_registered_needs_no_explanation(cast, as_):
    row = registered.registration(cast, "received")
    who = row.lines.get().person
    from awards.services import facts
    from tests.nominations.walk import begun

    facts.rate(who, year=2023, rating="HTT", basis="QĐ", by=acting(cast.dha))
    months = {"months_worked": 12, "maternity_months": None, "injury_months": None}
    facts.set_work_year(who, year=2023, by=acting(cast.dha), **months)
    file = begun(cast)
    nominate(cast, file, who)
    with_head(cast, file)
    shown = as_(cast.owner).get(f"/de-nghi-khen-thuong/{file.pk}/").content.decode()
    assert "So với đăng ký đầu năm" not in shown
    NOMINATION.perform(fresh(file), "submit", by=acting(cast.head))


def test_a_unit_that_registered_nothing_explains_nothing(cast):
    file = complete(cast)
    assert NOMINATION.offer("submit", file, acting(cast.head)).enabled
