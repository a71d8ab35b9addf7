"""Handing out, by hand: whole files, the least loaded first, never to whom it touches."""

import pytest

from awards.appraisal.models import Dossier, FieldOfficer
from awards.appraisal.selectors import handing, sharing
from awards.appraisal.services import assignment
from emulation.base import clock
from emulation.base.models import Notification
from emulation.base.workflow import Refused
from tests.appraisal.walk import colleague, fresh, of, proposed, received
from tests.factories import acting
from tests.nominations.walk import MORNING


def test_the_largest_file_goes_to_the_least_loaded():
    files = {"a": [1], "b": [2, 3, 4], "c": [5, 6]}
    plan = sharing.evenly(files, {10: 0, 20: 1}, {})
    # b → 10 (0 < 1), c → 20 (1 < 3), a → 10 and 20 both have 3: the smaller number.
    assert plan.given == {2: 10, 3: 10, 4: 10, 5: 20, 6: 20, 1: 10}
    assert (plan.left, plan.numbers()) == ([], {10: 4, 20: 2})


def test_what_touches_an_officer_goes_to_the_next_and_else_stays():
    plan = sharing.evenly({"a": [1, 2, 3]}, {10: 0, 20: 0}, {10: {2, 3}, 20: {3}})
    assert (plan.given, plan.left) == ({1: 10, 2: 20}, [3])


def test_by_field_without_an_officer_stays():
    plan = sharing.by_field({1: 10, 2: None, 3: 20}, {20: {3}})
    assert (plan.given, plan.left) == ({1: 10}, [2, 3])


@pytest.mark.django_db
class TestInTheProvince:
    @pytest.fixture(autouse=True)
    def morning(self):
        with clock.at(MORNING):
            yield

    def test_a_bloc_goes_before_a_kind_of_units(self, cast):
        file = received(cast)
        second = colleague(cast)
        by = acting(cast.dha_head)
        assignment.set_field(bloc=None, kind="so_nganh", officer=cast.dha, by=by)
        rows = [row for group in handing.groups(by) for row in group.dossiers]
        assert handing.plan(handing.BY_FIELD, rows, [cast.dha, second]).given == {of(file).pk: cast.dha.pk}
        assignment.set_field(bloc=cast.bloc, kind="", officer=second, by=by)
        assert handing.plan(handing.BY_FIELD, rows, [cast.dha, second]).given == {of(file).pk: second.pk}
        assignment.set_field(bloc=cast.bloc, kind="", officer=cast.dha, by=by)
        assert FieldOfficer.objects.count() == 2

    def test_handed_out_once_with_one_notice_a_file(self, cast, django_capture_on_commit_callbacks):
        file = received(cast, more=2)
        rows = list(Dossier.objects.filter(nominee__file=file))
        with django_capture_on_commit_callbacks(execute=True):
            assert assignment.assign({row.pk: cast.dha for row in rows}, by=acting(cast.dha_head)) == 3
        (notice,) = Notification.objects.filter(key__contains=":assigned:")
        assert (notice.recipient, notice.body) == (cast.dha, "3 đối tượng. Tổng kết năm.")
        assert assignment.assign({row.pk: cast.dha for row in rows}, by=acting(cast.dha_head)) == 0

    def test_what_is_with_the_head_is_not_handed_out_again(self, cast):
        row = proposed(cast, of(received(cast)))
        with pytest.raises(Refused, match="không phân công lại được: Lê Minh Tuấn"):
            assignment.assign({row.pk: colleague(cast)}, by=acting(cast.dha_head))

    def test_shared_anew_nobody_carries_his_own_twice(self, cast):
        """Two of three are the clerk's already; shared among two the file goes to whoever has nothing beside it."""
        file = received(cast, more=2)
        second = colleague(cast)
        by = acting(cast.dha_head)
        rows = list(Dossier.objects.filter(nominee__file=file).order_by("pk"))
        assignment.assign({row.pk: cast.dha for row in rows[:2]}, by=by)
        again = [row for group in handing.groups(by, again=True) for row in group.dossiers]
        assert set(handing.plan(handing.EVENLY, again, [cast.dha, second]).given.values()) == {cast.dha.pk}
        assert fresh(rows[0]).officer == cast.dha
