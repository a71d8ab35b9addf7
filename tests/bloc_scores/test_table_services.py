"""Copies, versions and changes of criteria tables; what is locked stays, what is frozen never changes."""

from decimal import Decimal

import pytest

from campaigns.bloc_scores.enums import TableState
from campaigns.bloc_scores.forms.tables import HeadForm, head_of
from campaigns.bloc_scores.models import CriteriaTable
from campaigns.bloc_scores.selectors import tables as pages
from campaigns.bloc_scores.selectors.table_compare import compare
from campaigns.bloc_scores.services import criteria, tables
from campaigns.bloc_scores.table_document import table_document
from campaigns.bloc_scores.workflows import TABLE
from emulation.base import audit
from emulation.base.concurrency import StaleVersion
from emulation.base.models import Notification
from emulation.base.workflow import Refused
from tests.bloc_scores.criteria_tables import SMALL, make_bloc_table, make_template
from tests.factories import acting

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(cast):
    return make_bloc_table(cast)


@pytest.fixture
def leader(cast):
    return acting(cast.leader)


def row_of(table, code):
    return table.criteria.select_related("table__template", "parent").get(code=code)


def codes(table):
    return list(table.criteria.values_list("code", flat=True))


def test_a_copy_says_the_same_and_stands_by_itself(table):
    template = table.template
    same = table_document(template) | {"id": ""}
    assert table_document(table) | {"id": ""} == same
    assert (table.bloc.name, table.state, table.year) == ("Khối thi đua Kinh tế", TableState.DRAFT, 2023)
    assert set(template.criteria.values_list("pk", flat=True)).isdisjoint(table.criteria.values_list("pk", flat=True))


def test_a_locked_part_is_neither_changed_nor_removed(table, leader):
    with pytest.raises(Refused, match="Mục I khóa theo bảng chung"):
        criteria.change(row_of(table, "I"), by=leader, max=Decimal(90))
    with pytest.raises(Refused, match="Mục II khóa"):
        criteria.remove(row_of(table, "II"), by=leader, reason="Thử")
    assert row_of(table, "I").max == 80


def test_children_share_what_the_locked_part_has(table, leader):
    with pytest.raises(Refused, match="khóa ở 80, còn 0 điểm"):
        criteria.add(table, parent=row_of(table, "I"), code="I.3", title="Mới", kind="free", max=Decimal(5), by=leader)
    criteria.change(row_of(table, "I.2"), by=leader, max=Decimal(25))
    criteria.add(table, parent=row_of(table, "I"), code="I.3", title="Mới", kind="free", max=Decimal(5), by=leader)
    assert codes(table) == ["I", "I.1", "I.2", "I.3", "II"]


def test_nothing_more_than_the_total_at_the_top(table, leader):
    with pytest.raises(Refused, match="cả bảng được khóa ở 100"):
        criteria.add(table, code="III", title="Thêm", kind="free", max=Decimal(1), by=leader)
    made = criteria.add(table, code="III", title="Thưởng", kind="free", role="bonus", max=Decimal(5), by=leader)
    assert codes(table)[-1] == made.code == "III"


def test_a_code_stands_once(table, leader):
    with pytest.raises(Refused, match="“I.1” đã có"):
        criteria.change(row_of(table, "I.2"), by=leader, code="I.1")


def test_moving_and_removing(table, leader):
    criteria.move(row_of(table, "I.2"), by=leader, up=True)
    assert codes(table) == ["I", "I.2", "I.1", "II"]
    criteria.move(row_of(table, "I"), by=leader, up=False)
    assert codes(table) == ["II", "I", "I.2", "I.1"]
    criteria.remove(row_of(table, "I.1"), by=leader, reason="Trùng")
    assert codes(table) == ["II", "I", "I.2"]
    assert audit.last(table, "criterion").note == "Trùng"
    with pytest.raises(Refused, match="lý do"):
        criteria.remove(row_of(table, "I.2"), by=leader, reason=" ")


@pytest.mark.parametrize(
    "change",
    [
        {"declared_total": Decimal(200)},
        {"settings": {"bonus_mode": "inside"}},
        {"settings": {"caps": {"bonus_total": "50"}}},
    ],
)
def test_the_totals_of_the_common_table_stay_locked_in_a_copy(table, leader, change):
    with pytest.raises(Refused, match="khóa theo bảng chung"):
        tables.change_head(table, by=leader, **change)
    tables.change_head(table, by=leader, title="Tên khác", settings={"missing": "zero"}, declared_total=Decimal(100))
    assert (table.template.declared_total, CriteriaTable.objects.get(pk=table.pk).title) == (100, "Tên khác")


def test_a_copy_whose_total_was_changed_before_is_held_against_the_common_table(table, leader):
    CriteriaTable.objects.filter(pk=table.pk).update(declared_total=200)
    table = CriteriaTable.objects.get(pk=table.pk)
    with pytest.raises(Refused, match="cả bảng được khóa ở 100"):
        criteria.add(table, code="III", title="Thêm", kind="free", max=Decimal(50), by=leader)
    tables.change_head(table, by=leader, declared_total=Decimal(100))
    assert CriteriaTable.objects.get(pk=table.pk).declared_total == 100


def test_the_head_of_a_copy_asks_nothing_that_is_locked(table, leader):
    form = HeadForm(table=table, initial=head_of(table))
    locked = {"declared_total", "bonus_mode", "excess_total", "bonus_total", "penalty_total", "grand_total"}
    assert not locked & set(form.fields)
    assert locked < set(HeadForm(table=table.template, initial=head_of(table.template)).fields)
    sent = {"title": "Tên mới", "rounding_mode": "HALF_UP", "rounding_places": "1", "rounding_at": "total"}
    back = HeadForm(data=sent | {"missing": "zero", "year": "2023"}, table=table)
    assert back.is_valid(), back.errors
    tables.change_head(table, by=leader, **back.fields_of_table(table))
    saved = CriteriaTable.objects.get(pk=table.pk)
    assert (saved.title, saved.declared_total, saved.settings["missing"]) == ("Tên mới", 100, "zero")


def test_a_frozen_table_never_changes(table, leader):
    frozen = tables.freeze(table, by=leader, note="Ký giao ước ngày 31/01/2023")
    assert (frozen.state, frozen.frozen_note) == (TableState.FROZEN, "Ký giao ước ngày 31/01/2023")
    row = row_of(table, "I.2")
    for attempt in (
        lambda: criteria.change(row, by=leader, max=Decimal(1)),
        lambda: criteria.remove(row, by=leader, reason="x"),
        lambda: criteria.move(row, by=leader, up=True),
        lambda: criteria.add(table, code="X", title="x", by=leader),
        lambda: tables.set_stages(table, [], by=leader),
        lambda: tables.change_head(table, by=leader, title="x"),
    ):
        with pytest.raises(Refused, match="đã chốt"):
            attempt()
    assert tables.freeze(table, by=leader).version == frozen.version


def test_a_new_version_tells_the_bloc_and_replaces_the_old_when_frozen(
    cast, table, leader, django_capture_on_commit_callbacks
):
    old = tables.freeze(table, by=leader)
    Notification.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        new = tables.new_version(old, by=leader, reason="Khối thống nhất thêm tiêu chí")
    told = set(Notification.objects.values_list("recipient__username", flat=True))
    assert told == {"owner", "head", "neighbour", "leader", "leaderhead", "deputy"}
    assert Notification.objects.first().body == "Khối thống nhất thêm tiêu chí"
    assert (new.number, new.previous_id, new.state) == (2, old.pk, TableState.DRAFT)
    with pytest.raises(Refused, match="bản 2 đang soạn"):
        tables.new_version(old, by=leader, reason="Nữa")
    tables.freeze(new, by=leader)
    old.refresh_from_db()
    assert old.state == TableState.SUPERSEDED
    assert [one.number for one in pages.versions_of(old, leader)] == [2, 1]


def test_versions_are_compared_in_words(table, leader):
    old = tables.freeze(table, by=leader)
    new = tables.new_version(old, by=leader, reason="Sửa")
    criteria.change(row_of(new, "I.1"), by=leader, max=Decimal(45))
    criteria.add(
        new, parent=row_of(new, "I"), code="I.3", title="Chuyển đổi số", kind="free", max=Decimal(5), by=leader
    )
    found = {(one.code, one.what) for one in compare(old, new)}
    assert found == {("I.1", "Sửa"), ("I.3", "Thêm")}
    changed = next(one for one in compare(old, new) if one.code == "I.1")
    assert "Tối đa 50 điểm." in changed.before
    assert "Tối đa 45 điểm." in changed.after


def test_stages_from_two_to_seven(table, leader):
    one = {"code": "self", "label": "Tự chấm", "scorer": "self"}
    with pytest.raises(Refused, match="từ 2 đến 7"):
        tables.set_stages(table, [one], by=leader)
    row = row_of(table, "I.2")
    criteria.change(row, by=leader, rule={"stages": ["leaders"], "final_stage": "leaders"})
    tables.set_stages(table, [one, {"code": "dha", "label": "Sở Nội vụ", "scorer": "standing_body"}], by=leader)
    assert [stage.code for stage in table.stages.all()] == ["self", "dha"]
    # What spoke of the stage that is gone is open to all again.
    assert row_of(table, "I.2").rule == {}


SELF = {"code": "self", "label": "Tự chấm", "scorer": "self"}


@pytest.mark.parametrize(
    ("stage", "sentence"),
    [
        ({"code": "c", "label": "Chấm chéo", "scorer": "members"}, "nhiều thành viên cùng chấm một đơn vị"),
        ({"code": "c", "label": "Chấm lại", "scorer": "self", "combine": "mean"}, "đơn vị tự chấm một phiếu"),
    ],
)
def test_a_stage_whose_sheets_would_replace_each_other_is_refused(table, leader, stage, sentence):
    with pytest.raises(Refused, match=sentence):
        tables.set_stages(table, [SELF, stage], by=leader)
    # Read from a file, such a table is a draft like any other; it is the freezing that is refused.
    table.stages.filter(code="leaders").update(**stage)
    with pytest.raises(Refused, match=sentence):
        tables.freeze(table, by=leader)
    assert sentence in " ".join(TABLE.offer("freeze", table, leader).reasons)
    assert CriteriaTable.objects.get(pk=table.pk).state == TableState.DRAFT


def test_where_two_departments_score_each_criterion_says_whose_it_is(cast, table, leader):
    department = {"code": "dep", "label": "Cơ quan chuyên môn", "scorer": "department"}
    tables.set_stages(table, [SELF, department], by=leader)
    rows = {code: table.criteria.filter(code=code) for code in ("I.1", "I.2", "II")}
    rows["I.1"].update(scorer_unit=cast.units["Sở Tài chính"])
    assert tables.scoring_faults(table) == []  # one department scores all of them
    rows["I.2"].update(scorer_unit=cast.units["Sở Xây dựng"])
    with pytest.raises(Refused, match="Hãy ghi cơ quan chấm của mục II, hoặc"):
        tables.freeze(table, by=leader)
    rows["II"].update(rule={"stages": ["self"]})
    assert tables.freeze(table, by=leader).state == TableState.FROZEN


def test_a_table_of_one_stage_is_not_frozen_on_any_way(table, leader):
    table.stages.filter(code="leaders").delete()
    with pytest.raises(Refused, match="từ 2 đến 7 bước chấm, đang có 1"):
        tables.freeze(table, by=leader)


def test_who_asks_for_own_points_has_a_stage_for_them(table, leader):
    asked = {"code": "x", "kind": "fact_true", "fact": "nộp phiếu tự chấm"}
    tables.change_head(table, by=leader, ranking={"conditions": [asked]})
    assert tables.scoring_faults(table) == []
    table.stages.filter(code="self").update(scorer="standing_body")
    with pytest.raises(Refused, match="Hãy thêm bước đơn vị tự chấm"):
        tables.freeze(table, by=leader)


def test_what_stages_change_is_said_between_versions(table, leader):
    old = tables.freeze(table, by=leader)
    new = tables.new_version(old, by=leader, reason="Sửa")
    leaders = {"code": "leaders", "label": "Trưởng khối thẩm định", "scorer": "leaders"}
    tables.set_stages(
        new, [SELF | {"label": "Đơn vị tự chấm"}, leaders | {"combine": "median", "objection_days": 5}], by=leader
    )
    tables.change_head(new, by=leader, settings={"final_stage": "self"})
    found = {one.title: (one.before, one.after) for one in compare(old, CriteriaTable.objects.get(pk=new.pk))}
    assert found == {
        "Các bước chấm": (
            "Bước 2. Trưởng khối thẩm định: Trưởng khối, phó trưởng khối.",
            "Bước 2. Trưởng khối thẩm định: Trưởng khối, phó trưởng khối, trung vị các phiếu. Nhận ý kiến 5 ngày.",
        ),
        "Cách tính chung": (
            "Điểm được tính là điểm của bước “Trưởng khối thẩm định”.",
            "Điểm được tính là điểm của bước “Đơn vị tự chấm”.",
        ),
    }


def test_stages_changed_meanwhile_are_not_overwritten(table, leader):
    opened = table.version
    other = [SELF, {"code": "dha", "label": "Sở Nội vụ", "scorer": "standing_body"}]
    tables.set_stages(table, other, by=leader)
    with pytest.raises(StaleVersion):
        tables.set_stages(table, other[::-1], by=leader, version=opened)
    assert [stage.code for stage in table.stages.all()] == ["self", "dha"]


def test_sums_that_do_not_add_up_warn(table, leader):
    criteria.change(row_of(table, "I.2"), by=leader, max=Decimal(25))
    lines, checked = pages.lines_of(CriteriaTable.objects.get(pk=table.pk))
    assert checked.faults == []
    assert list(checked.warnings) == ["I"]
    part = next(line for line in lines if line.row.code == "I")
    assert "75" in part.warnings[0]
    assert "80" in part.warnings[0]


def test_a_part_without_criteria_cannot_be_frozen(table, leader):
    criteria.add(table, code="III", title="Thưởng", role="bonus", by=leader)
    assert pages.faults_of(table) == ["Mục III chưa có tiêu chí bên dưới và chưa chọn cách tính."]


def test_templates_of_the_province_may_change_their_locked_parts(cast):
    draft = tables.create(SMALL, by=acting(cast.dha), year=2024)
    criteria.change(row_of(draft, "I"), by=acting(cast.dha), max=Decimal(70))
    assert row_of(draft, "I").max == 70
    assert make_template().template_id is None


def test_a_criterion_goes_to_another_part_with_what_is_below_it(cast):
    dha = acting(cast.dha)
    table = tables.create(SMALL, by=dha, year=2024)
    criteria.add(table, code="III", title="Phần mới", max=Decimal(30), by=dha)
    criteria.add(table, parent=row_of(table, "III"), code="III.1", title="Việc", kind="free", max=Decimal(5), by=dha)
    criteria.place(row_of(table, "I.2"), by=dha, parent=row_of(table, "III"), after=row_of(table, "III.1"))
    assert codes(table) == ["I", "I.1", "II", "III", "III.1", "I.2"]
    assert row_of(table, "I.2").parent.code == "III"
    criteria.place(row_of(table, "III"), by=dha, parent=None, after=None)
    assert codes(table) == ["III", "III.1", "I.2", "I", "I.1", "II"]
    criteria.place(row_of(table, "III"), by=dha, parent=row_of(table, "I"), after=row_of(table, "I.1"))
    assert codes(table) == ["I", "I.1", "III", "III.1", "I.2", "II"]
    with pytest.raises(Refused, match="nằm trong mục I"):
        criteria.place(row_of(table, "I"), by=dha, parent=row_of(table, "III"), after=None)
    with pytest.raises(Refused, match="không vào tiêu chí có cách tính"):
        criteria.place(row_of(table, "II"), by=dha, parent=row_of(table, "I.1"), after=None)
    assert "vào mục I" in audit.last(table, "criterion").label


def test_moving_keeps_within_locked_totals_and_locked_rows_stay(table, leader):
    criteria.add(table, code="III", title="Thưởng", kind="free", role="bonus", max=Decimal(5), by=leader)
    with pytest.raises(Refused, match="khóa theo bảng chung"):
        criteria.place(row_of(table, "II"), by=leader, parent=row_of(table, "I"), after=None)
    criteria.change(row_of(table, "I.2"), by=leader, max=Decimal(20))
    criteria.add(table, parent=row_of(table, "I"), code="I.3", title="x", kind="free", max=Decimal(10), by=leader)
    # Out of the locked part there are no points left for it at the top.
    with pytest.raises(Refused, match="cả bảng được khóa ở 100"):
        criteria.place(row_of(table, "I.3"), by=leader, parent=None, after=None)
    assert row_of(table, "I.3").parent.code == "I"


def test_the_rules_of_ranking_follow_a_new_code(table, leader):
    rules = {"tie_breaks": [{"kind": "node", "node": "I.1", "order": "desc"}]}
    tables.change_head(table, by=leader, ranking=rules)
    criteria.change(CriteriaTable.objects.get(pk=table.pk).criteria.get(code="I.1"), by=leader, code="I.9")
    saved = CriteriaTable.objects.get(pk=table.pk)
    assert saved.ranking["tie_breaks"][0]["node"] == "I.9"
    assert pages.faults_of(saved) == []


def test_a_stage_that_is_gone_is_no_longer_the_one_that_counts(table, leader):
    tables.change_head(table, by=leader, settings={"final_stage": "leaders"})
    one = {"code": "self", "label": "Tự chấm", "scorer": "self"}
    tables.set_stages(table, [one, {"code": "dha", "label": "Sở", "scorer": "standing_body"}], by=leader)
    assert CriteriaTable.objects.get(pk=table.pk).settings == {}


def test_a_changed_ranking_and_a_named_department_are_said_between_versions(cast, table, leader):
    old = tables.freeze(table, by=leader)
    new = tables.new_version(old, by=leader, reason="Sửa")
    criteria.change(row_of(new, "I.1"), by=leader, scorer="department", scorer_unit=cast.units["Sở Y tế"])
    tables.change_head(new, by=leader, ranking={"unresolved": "manual"}, settings={"missing": "zero"})
    found = {
        one.code or one.title: (one.before, one.after) for one in compare(old, CriteriaTable.objects.get(pk=new.pk))
    }
    assert set(found) == {"I.1", "Cách xếp hạng", "Cách tính chung"}
    assert "Cơ quan chấm: Sở Y tế." in found["I.1"][1]
    assert "đồng hạng" in found["Cách xếp hạng"][0]
    assert "chờ khối" in found["Cách xếp hạng"][1]
    assert "tính 0 điểm" in found["Cách tính chung"][1]
