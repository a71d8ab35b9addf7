"""Moves of a list: who, from where, with which guard; late, extended, supplemented."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.urls import reverse

from awards.registrations.models import RegistrationSnapshot, TitleRegistration
from awards.registrations.selectors.content import changes, items_in
from awards.registrations.services import calls, lines
from awards.registrations.workflows import TITLE_REGISTRATION
from emulation.base import clock
from emulation.base.models import AuditEntry, Notification
from emulation.base.workflow import AlreadyDone, Refused
from tests.factories import acting
from tests.registrations import walk

PEOPLE = ["owner", "head", "neighbour", "leader", "deputy", "stranger", "dha", "office", "auditor", "admin"]
OWN = {"owner", "head"}
# state → move → who gets the button (enabled or not). Written by hand.
TRUTH = {
    "draft": {"present": OWN, "send": {"head"}},
    "awaiting_head": {"send": {"head"}, "recall": OWN, "head_return": {"head"}},
    "with_bloc": {"withdraw": {"head"}, "endorse": {"leader", "dha"}, "bloc_return": {"leader"}},
    "with_department": {"withdraw": {"head"}, "receive": {"dha"}, "return": {"dha"}},
    "returned": {"present": OWN, "send": {"head"}},
    "received": {"supplement": OWN},
}


@pytest.mark.parametrize("state", TRUTH)
def test_who_gets_which_button(cast, state):
    row = walk.registration(cast, state)
    found = {}
    for who in PEOPLE:
        for offer in TITLE_REGISTRATION.offers(row, acting(getattr(cast, who))):
            found.setdefault(offer.transition.name, set()).add(who)
    assert found == TRUTH[state]


def test_one_audit_row_a_move_and_none_when_refused(cast):
    row = walk.registration(cast, "with_department")
    rows = AuditEntry.objects.count()
    with pytest.raises(PermissionDenied):
        walk.move(row, "receive", cast.leader)
    assert AuditEntry.objects.count() == rows
    walk.move(row, "receive", cast.dha)
    assert AuditEntry.objects.count() == rows + 1


def test_an_empty_list_is_not_sent(cast):
    walk.call(cast)
    with pytest.raises(Refused, match="Danh sách chưa có dòng nào"):
        walk.move(walk.of(cast), "present", cast.owner)


def test_nothing_is_sent_before_the_first_day(cast):
    walk.call(cast, opens_on=dt.date(2023, 3, 12))
    with pytest.raises(Refused, match="nhận từ ngày 12/03/2023"):
        walk.registration(cast, "with_bloc")


def test_a_second_click_sends_once(cast):
    row = walk.registration(cast, "with_bloc")
    with pytest.raises(AlreadyDone):
        walk.move(row, "send", cast.head)
    assert row.snapshots.count() == 1


def test_on_the_last_day_it_is_in_time_and_on_the_next_late(cast):
    assert not walk.registration(cast, "with_bloc", day=dt.date(2023, 3, 15)).is_late


def test_after_the_last_day_it_is_late(cast):
    row = walk.registration(cast, "with_bloc", day=dt.date(2023, 3, 16))
    assert row.is_late
    calls.extend(row.call, row.unit, until=dt.date(2023, 3, 16), reason="Đổi lãnh đạo", by=acting(cast.dha))
    assert not walk.of(cast).is_late


def test_a_call_that_refuses_late_lists_says_what_to_do(cast):
    walk.call(cast, refuses_late=True)
    with pytest.raises(Refused, match="Hãy đề nghị Sở Nội vụ gia hạn"):
        walk.registration(cast, "with_bloc", day=dt.date(2023, 3, 16))


def test_the_leader_s_own_list_goes_to_the_deputy(cast):
    walk.call(cast)
    row = walk.of(cast, "Sở Tài chính")
    lines.add(row, walk.person(cast, "Đỗ Văn An", "Sở Tài chính"), award="LDTT", by=acting(cast.leader))
    with clock.at(clock.moment(walk.MARCH)):
        row = walk.move(row, "send", cast.leader_head)
    assert row.state == "with_bloc"
    with pytest.raises(PermissionDenied):
        walk.move(row, "endorse", cast.leader)
    assert walk.move(row, "endorse", cast.deputy).state == "with_department"


def test_without_the_bloc_on_the_route_it_goes_straight_on(cast):
    walk.call(cast, endorsed_by_bloc=False)
    row = walk.registration(cast, "with_bloc")
    assert row.state == "with_department"
    assert row.snapshots.get().sent_to == "Sở Nội vụ"


def test_the_department_acts_for_a_late_leader_with_a_reason(cast):
    row = walk.registration(cast, "with_bloc")
    with pytest.raises(Refused):
        walk.move(row, "endorse", cast.dha)
    row = walk.move(row, "endorse", cast.dha, note="Trưởng khối đi vắng")
    assert row.state == "with_department"
    last = AuditEntry.objects.filter(action="endorse").last()
    assert "làm thay trưởng khối Sở Tài chính" in last.label


def test_the_department_does_not_receive_its_own_list(cast):
    walk.call(cast, endorsed_by_bloc=False)
    row = walk.of(cast, "Sở Nội vụ")
    lines.add(row, walk.person(cast, "Đỗ Văn An", "Sở Nội vụ"), award="LDTT", by=acting(cast.dha_unit_clerk))
    with clock.at(clock.moment(walk.MARCH)):
        row = walk.move(row, "send", cast.dha_unit_head)
    with pytest.raises(PermissionDenied):
        walk.move(row, "receive", cast.dha)
    assert walk.move(row, "receive", cast.office).state == "received"


def test_a_return_marks_lines_until_it_is_sent_again(cast):
    row = walk.registration(cast, "with_department")
    line = row.lines.get()
    row = walk.move(row, "return", cast.dha, note="Xem lại", marks={str(line.pk): "Ghi rõ chức vụ"})
    assert row.lines.get().mark == "Ghi rõ chức vụ"
    row = walk.move(row, "send", cast.head)
    assert (row.lines.get().mark, row.return_note, row.number) == ("", "", 2)


def test_withdrawn_counts_as_not_sent(cast):
    row = walk.move(walk.registration(cast, "with_bloc"), "withdraw", cast.head, note="Gửi nhầm")
    assert (row.state, row.is_sent) == ("draft", False)
    assert not TitleRegistration.objects.visible_to(acting(cast.leader)).filter(pk=row.pk).exists()


def test_what_the_leader_endorsed_is_not_withdrawn(cast):
    with pytest.raises(Refused, match="Trưởng khối đã xác nhận"):
        walk.move(walk.registration(cast, "with_department"), "withdraw", cast.head, note="Gửi nhầm")


def test_a_supplement_is_a_new_version_with_its_changes_in_words(cast):
    row = walk.move(walk.registration(cast, "received"), "supplement", cast.owner, note="Thêm người mới về")
    with pytest.raises(Refused, match="chưa khác bản đã tiếp nhận"):
        walk.move(row, "present", cast.owner)
    lines.add(row, walk.person(cast, "Lê Văn Bình"), award="CSTDCS", by=acting(cast.owner))
    lines.update(row.lines.get(award="LDTT"), version=1, award="BKT", by=acting(cast.owner))
    row = walk.move(row, "send", cast.head)
    second, first = row.snapshots.all()
    assert changes(items_in(first.content), items_in(second.content)) == [
        "Nguyễn Thị Hòa: đổi từ Lao động tiên tiến sang Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh.",
        "Thêm Lê Văn Bình: Chiến sĩ thi đua cơ sở.",
    ]
    assert second.content["reason"] == "Thêm người mới về"


def test_a_dropped_supplement_leaves_what_was_received(cast):
    row = walk.move(walk.registration(cast, "received"), "supplement", cast.owner, note="Thêm")
    lines.add(row, walk.person(cast, "Lê Văn Bình"), award="CSTDCS", by=acting(cast.owner))
    row = walk.move(row, "drop_supplement", cast.owner)
    assert (row.state, [line.name for line in row.lines.all()]) == ("received", ["Nguyễn Thị Hòa"])


def test_a_supplement_that_came_back_is_sent_again_or_dropped(cast, as_):
    row = walk.move(walk.registration(cast, "received"), "supplement", cast.owner, note="Thêm")
    assert _offered(row, cast.owner) == {"present", "drop_supplement"}
    lines.add(row, walk.person(cast, "Lê Văn Bình"), award="CSTDCS", by=acting(cast.owner))
    row = walk.move(walk.move(row, "send", cast.head), "endorse", cast.leader)
    row = walk.move(row, "return", cast.dha, note="Người này đã chuyển đi")
    assert _offered(row, cast.owner) == {"present", "drop_supplement"}
    row = walk.move(row, "drop_supplement", cast.owner)
    assert (row.state, row.return_note, row.shown_number) == ("received", "", 1)
    assert [line.name for line in row.lines.all()] == ["Nguyễn Thị Hòa"]
    page = as_(cast.dha).get(reverse("registrations:registration", args=[row.pk])).content.decode()
    assert "Nguyễn Thị Hòa" in page.split("Các lần gửi")[0]
    assert "Lê Văn Bình" not in page.split("Các lần gửi")[0]


def test_a_supplement_taken_back_and_dropped_leaves_what_was_received(cast):
    row = walk.move(walk.registration(cast, "received"), "supplement", cast.owner, note="Thêm")
    lines.add(row, walk.person(cast, "Lê Văn Bình"), award="CSTDCS", by=acting(cast.owner))
    row = walk.move(walk.move(row, "send", cast.head), "withdraw", cast.head, note="Gửi nhầm")
    assert walk.move(row, "drop_supplement", cast.owner).shown_number == 1


def test_a_first_list_that_came_back_has_nothing_to_drop(cast):
    row = walk.registration(cast, "returned")
    assert "drop_supplement" not in _offered(row, cast.owner)
    with pytest.raises(PermissionDenied):
        walk.move(row, "drop_supplement", cast.owner)


def _offered(row, who) -> set[str]:
    return {offer.transition.name for offer in TITLE_REGISTRATION.offers(row, acting(who))}


def test_what_was_sent_never_changes(cast):
    walk.registration(cast, "with_bloc")
    with pytest.raises(DatabaseError), transaction.atomic():
        RegistrationSnapshot.objects.update(by_name="Người khác")


def test_who_waits_is_told_once(cast, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        walk.registration(cast, "with_department")
    titles = set(Notification.objects.filter(recipient=cast.dha).values_list("title", flat=True))
    assert "Chờ tiếp nhận: Đăng ký danh hiệu năm 2023 của Sở Y tế" in titles
    with django_capture_on_commit_callbacks(execute=True):
        assert calls.remind(TitleRegistration.objects.for_page().filter(number=0), by=acting(cast.dha)) == 5
    told = Notification.objects.filter(recipient=cast.neighbour, title__startswith="Chưa gửi").count()
    with django_capture_on_commit_callbacks(execute=True):
        calls.remind(TitleRegistration.objects.for_page().filter(number=0), by=acting(cast.dha))
    assert (told, Notification.objects.filter(recipient=cast.neighbour, title__startswith="Chưa gửi").count()) == (1, 1)


def test_the_way_of_a_call_stays_while_lists_are_on_it(cast):
    row = walk.registration(cast, "with_bloc")
    with pytest.raises(Refused, match="không đổi được việc trưởng khối xác nhận"):
        calls.save(row.call, version=row.call.version, by=acting(cast.dha), endorsed_by_bloc=False)
    with clock.at(clock.moment(walk.MARCH)):
        walk.move(row, "withdraw", cast.head, note="Sai")
    assert calls.save(row.call, version=row.call.version, by=acting(cast.dha), endorsed_by_bloc=False)


def test_where_the_call_has_no_bloc_nobody_of_the_bloc_may_endorse(cast):
    walk.call(cast, endorsed_by_bloc=False)
    row = walk.registration(cast, "with_bloc")
    assert not acting(cast.leader).has_perm("registrations.endorse", row)
    assert not TitleRegistration.objects.visible_to(acting(cast.leader)).filter(pk=row.pk).exists()
