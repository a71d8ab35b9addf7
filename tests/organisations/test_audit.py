"""The record of changes: nobody changes it, everybody reads in it only what they may see."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction

from campaigns.services.campaigns import save_indicator
from emulation.base import audit, clock
from emulation.base.models import AuditEntry
from organisations.selectors import audit as pages
from organisations.services import units
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(cast):
    return audit.last(cast.units["Sở Y tế"], "create")


def test_the_database_refuses_to_change_a_row(entry):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        AuditEntry.objects.filter(pk=entry.pk).update(note="khác")
    assert AuditEntry.objects.get(pk=entry.pk).note == ""


def test_the_database_refuses_to_delete_a_row(entry):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        AuditEntry.objects.filter(pk=entry.pk).delete()
    assert AuditEntry.objects.filter(pk=entry.pk).exists()


@pytest.mark.parametrize("sql", ["UPDATE base_auditentry SET actor_name = 'ai đó'", "DELETE FROM base_auditentry"])
def test_plain_sql_is_refused_too(entry, sql):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_rows_outlive_a_rename(cast):
    unit = cast.units["Sở Y tế"]
    with clock.at(clock.moment(dt.date(2023, 12, 12))):
        units.rename_unit(unit, official_name="Sở Sức khỏe", on=dt.date(2023, 12, 1), by=None)
    assert [e.object_label for e in audit.history(unit)] == ["Sở Sức khỏe", "Sở Y tế"]


def test_B62_drafts_leave_no_trace_for_others(cast, campaign):
    paper = factories.report(cast, campaign, "draft")
    rows = audit.history(paper)
    assert rows.count() == 2
    for person in (cast.dha, cast.auditor, cast.admin):
        seen = pages.visible_entries(factories.acting(person))
        assert not seen.filter(pk__in=rows.values("pk")).exists()
    assert pages.visible_entries(factories.acting(cast.owner)).filter(pk__in=rows.values("pk")).count() == 2


def test_what_was_sent_is_read_by_those_who_oversee_but_not_by_the_administrator(cast, campaign):
    paper = factories.report(cast, campaign, "returned")
    rows = audit.history(paper).values("pk")
    assert pages.visible_entries(factories.acting(cast.auditor)).filter(pk__in=rows).exists()
    assert not pages.visible_entries(factories.acting(cast.admin)).filter(pk__in=rows).exists()


def test_words_match_without_accents_and_days_count_whole(cast):
    with clock.at(clock.moment(dt.date(2023, 5, 5), 23, 59)):
        units.update_unit(cast.units["Sở Y tế"], note="Chuyển trụ sở", by=factories.acting(cast.dha))
    rows = AuditEntry.objects.all()
    day = dt.date(2023, 5, 5)
    found = pages.filter_entries(rows, person="nguyen dha", text="y te", since=day, until=day)
    assert [e.action for e in found] == ["update"]
    assert not pages.filter_entries(rows, since=dt.date(2023, 5, 6)).exists()


def test_changes_are_read_in_words(cast):
    unit = cast.units["Sở Y tế"]
    parent = cast.units["Sở Nội vụ"]
    units.update_unit(unit, kind="su_nghiep", parent=parent, valid_from=dt.date(2020, 1, 1), by=None)
    (line,) = pages.lines([audit.last(unit, "update")], factories.acting(cast.auditor))
    assert [(c.field, c.old, c.new) for c in line.changes] == [
        ("Loại hình", "Sở, ban, ngành", "Đơn vị sự nghiệp"),
        ("Đơn vị cấp trên", "(trống)", "Sở Nội vụ"),
        ("Hiệu lực từ", "(trống)", "01/01/2020"),
    ]
    assert line.url == f"/don-vi/{unit.pk}/"
    assert line.kind == "Đơn vị"


def test_a_move_is_read_in_the_words_of_its_states(cast, campaign):
    paper = factories.report(cast, campaign, "submitted")
    (line,) = pages.lines([audit.last(paper, "submit")], factories.acting(cast.auditor))
    assert [(c.field, c.old, c.new) for c in line.changes][0] == ("Trạng thái", "Chờ thủ trưởng", "Chờ trưởng khối")


def test_changes_of_the_parts_of_a_campaign_are_read_in_words(cast, campaign):
    save_indicator(
        campaign,
        task=campaign.tasks.first(),
        name="Hộ dùng nước sạch",
        unit_of_measure="%",
        direction="up",
        nature="cumulative",
        by=None,
    )
    (line,) = pages.lines([audit.last(campaign, "indicator")], factories.acting(cast.auditor))
    read = {c.field: c.new for c in line.changes}
    assert read.pop("Nhiệm vụ")
    assert read == {
        "Tên chỉ tiêu": "Hộ dùng nước sạch",
        "Đơn vị tính": "%",
        "Chiều": "Càng cao càng tốt",
        "Tính chất": "Lũy kế từ đầu năm",
    }


def test_no_key_of_the_program_is_shown(cast, campaign):
    changes = {"period": 4, "flags": {"1488": "Chưa nêu số hồ sơ"}}
    audit.record(campaign, action="remind", label="Nhắc 5 đơn vị chậm gửi Báo cáo 9 tháng", by=None, changes=changes)
    (line,) = pages.lines([audit.last(campaign, "remind")], factories.acting(cast.auditor))
    assert [(c.field, c.new) for c in line.changes] == [("Phần cần sửa", "Chưa nêu số hồ sơ")]


def test_the_choice_of_moves_names_no_object(cast, campaign):
    for action, label in (
        ("remind", "Nhắc 5 đơn vị chậm gửi Báo cáo 9 tháng"),
        ("extend", "Gia hạn Báo cáo 9 tháng cho Sở Y tế"),
        ("campaign", "Tạo phong trào “Phong trào chưa phát động”"),
    ):
        audit.record(campaign, action=action, label=label, by=None)
    choices = dict(pages.action_choices())
    assert choices["remind"] == "Nhắc đơn vị chậm"
    assert choices["extend"] == "Gia hạn cho đơn vị"
    assert choices["campaign"] == "Tạo phong trào từ chỉ thị"


def test_lines_cost_the_same_at_one_and_three_rows(cast, django_assert_num_queries):
    units.update_unit(cast.units["Sở Y tế"], note="a", by=None)
    reader = factories.acting(cast.auditor)
    entries = list(pages.visible_entries(reader))
    pages.lines(entries, reader)  # kinds of object are remembered by the process
    for number in (1, 3):
        with django_assert_num_queries(0):
            pages.lines([e for e in entries if "unit" not in e.changes][:number], reader)
        with django_assert_num_queries(1):
            pages.lines([e for e in entries if "unit" in e.changes][:number], reader)
