"""Two and more people at one score sheet at the same moment (B01–B04): nothing is lost, nothing counts twice."""

import pytest

from campaigns.bloc_scores.models import Score, Sheet
from campaigns.bloc_scores.selectors.documents import read_round
from campaigns.bloc_scores.services import scores
from emulation.base import clock
from emulation.base.workflow import AlreadyDone
from tests.factories import acting
from tests.factories.rounds import DAY, fill, heads, make_round, open_next

pytestmark = pytest.mark.django_db(transaction=True)
FULL = {"I.1": "30", "I.2": "20", "II": "35"}


def on_the_day(function):
    """The day of the test is a matter of each thread."""

    def run():
        with clock.at(clock.moment(DAY)):
            return function()

    return run


@pytest.fixture
def run(cast):
    return open_next(cast, make_round(cast))


def test_B01_B04_the_same_entry_twice_at_once_is_one_row(cast, run, at_once):
    click = on_the_day(lambda: fill(run, by=acting(cast.head), points={"II": "35"}))
    assert sorted(at_once(click, click)) == [0, 1]
    assert Score.objects.count() == 1


def test_B02_two_entries_at_once_are_both_kept_and_one_counts(cast, run, at_once):
    def enter(person, value):
        return on_the_day(lambda: fill(run, by=acting(person), points={"II": value}, reason="Theo hồ sơ."))

    assert at_once(enter(cast.owner, "30"), enter(cast.head, "35")) == [1, 1]
    rows = list(Score.objects.order_by("pk"))
    assert {str(row.points) for row in rows} == {"30.0000", "35.0000"}
    sheet = Sheet.objects.get(run=run, unit=cast.units["Sở Y tế"])
    assert read_round(run.round).scores[sheet.pk]["II"].pk == rows[-1].pk


def test_B03_all_units_at_once_lose_nothing(cast, run, at_once):
    people = list(heads(cast).values())
    saved = at_once(*(on_the_day(lambda by=by: fill(run, by=by, points=FULL)) for by in people))
    assert saved == [3] * 4
    assert Score.objects.count() == 12


def test_B01_two_clicks_hand_in_once(cast, run, at_once):
    with clock.at(clock.moment(DAY)):
        fill(run, by=acting(cast.head), points=FULL)
    click = on_the_day(lambda: scores.hand_in(run, by=acting(cast.head)))
    answers = at_once(click, click)
    assert sorted(str(type(one).__name__) for one in answers) == ["AlreadyDone", "int"]
    assert any(isinstance(one, AlreadyDone) for one in answers)


def test_a_sheet_handed_in_while_a_colleague_types_keeps_what_was_handed_in(cast, run, at_once):
    with clock.at(clock.moment(DAY)):
        fill(run, by=acting(cast.head), points=FULL)
    type_ = on_the_day(lambda: fill(run, by=acting(cast.owner), points={"II": "40"}))
    give = on_the_day(lambda: scores.hand_in(run, by=acting(cast.head)))
    typed, given = at_once(type_, give)
    assert given == 1
    sheet = Sheet.objects.get(run=run, unit=cast.units["Sở Y tế"])
    newest = read_round(run.round).scores[sheet.pk]["II"]
    assert str(newest.points) == ("40.0000" if typed == 1 else "35.0000")
    assert typed == 1 or "đã nộp" in str(typed)
