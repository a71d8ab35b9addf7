"""The way of a file: exactly these moves for these people, in every state; the tables are written by hand."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from awards.nominations.models import NominationFile, NominationSnapshot
from awards.nominations.services import files, nominees, routes
from awards.nominations.workflows import NOMINATION
from emulation.base import clock
from emulation.base.models import Notification
from emulation.base.workflow import AlreadyDone, Refused
from organisations.models import Bloc, BlocMember, Membership
from tests.factories import acting
from tests.nominations.walk import (
    MORNING,
    at_state,
    begun,
    complete,
    fresh,
    nominate,
    person,
    sent,
    with_department,
    with_head,
)
from tests.pages.access_table import PEOPLE

pytestmark = pytest.mark.django_db
DHA = {"dha", "dha_head"}
LEADER = {"leader", "leader_head"}
# state → move → who is offered it, for a file of Sở Y tế.
TABLE = {
    "draft": {"present": {"owner", "head"}, "submit": {"head"}},
    "awaiting_head": {"recall": {"owner", "head"}, "submit": {"head"}, "head_return": {"head"}},
    "with_bloc": {"withdraw": {"head"}, "endorse": LEADER | DHA, "bloc_return": LEADER},
    "with_department": {"withdraw": {"head"}, "receive": DHA, "dha_return": DHA},
    "returned": {"present": {"owner", "head"}, "submit": {"head"}},
    "received": {},
}


@pytest.fixture(autouse=True)
def morning():
    with clock.at(MORNING):
        yield


@pytest.mark.parametrize("state", TABLE)
def test_offers_are_those_of_the_table(cast, state):
    file = at_state(cast, state)
    assert file.state == state
    for name in PEOPLE:
        offered = {o.transition.name for o in NOMINATION.offers(file, acting(getattr(cast, name)))}
        assert offered == {move for move, who in TABLE[state].items() if name in who}, f"{state}: {name}"


def test_the_leaders_own_file_goes_to_a_deputy(cast):
    file = complete(cast, unit="Sở Tài chính", by=cast.leader)
    NOMINATION.perform(file, "submit", by=acting(cast.leader_head))
    file = fresh(file)
    assert file.state == "with_bloc"
    may = {
        n for n in PEOPLE if "endorse" in {o.transition.name for o in NOMINATION.offers(file, acting(getattr(cast, n)))}
    }
    assert may == {"deputy"} | DHA


def test_from_the_clerk_to_the_department(cast):
    file = complete(cast)
    NOMINATION.perform(file, "present", by=acting(cast.owner))
    NOMINATION.perform(fresh(file), "submit", by=acting(cast.head))
    assert fresh(file).state == "with_bloc"
    NOMINATION.perform(fresh(file), "endorse", by=acting(cast.leader))
    NOMINATION.perform(fresh(file), "receive", by=acting(cast.dha))
    file = fresh(file)
    assert (file.state, file.received_at is not None, file.snapshots.count()) == ("received", True, 1)


def test_a_route_without_a_bloc_goes_straight_on(cast):
    assert sent(cast, endorsed_by_bloc=False).state == "with_department"


def test_what_is_missing_is_said_before_sending(cast):
    file = begun(cast)
    head = acting(cast.head)
    reasons = NOMINATION.offer("submit", file, head).reasons
    assert reasons == [
        "Hồ sơ chưa có cá nhân, tập thể nào.",
        "Còn thiếu: số tờ trình, ngày tờ trình, ngày họp Hội đồng đơn vị, biên bản họp.",
    ]
    who = person(cast)
    nominate(cast, file, who, papers=False)
    with_head(cast, file)
    assert NOMINATION.offer("submit", fresh(file), head).reasons == ["Chưa đủ tài liệu: Lê Minh Tuấn."]


def test_who_is_not_eligible_stops_the_file_until_the_head_says_why(cast):
    file = complete(cast)
    row = nominate(cast, file, person(cast, "Trần Thị Mai"), "CSTDT")  # no chain of CSTĐCS, no initiative
    with pytest.raises(Refused, match="Chưa đủ điều kiện: Trần Thị Mai"):
        NOMINATION.perform(fresh(file), "submit", by=acting(cast.head))
    with pytest.raises(PermissionDenied):
        nominees.override(row, reason="Đặc biệt", by=acting(cast.owner))
    nominees.override(row, reason="Thành tích đặc biệt xuất sắc", by=acting(cast.head))
    NOMINATION.perform(fresh(file), "submit", by=acting(cast.head))
    row.refresh_from_db()
    assert (row.override_reason, row.overridden_by) == ("Thành tích đặc biệt xuất sắc", cast.head)


def test_another_award_takes_the_override_away(cast):
    file = complete(cast)
    row = nominate(cast, file, person(cast, "Trần Thị Mai"), "CSTDT")
    nominees.override(row, reason="Đặc biệt", by=acting(cast.head))
    values = {"award": "BKT", "type": "CONG_TRANG", "achievement_year": 2023, "position": "", "summary": ""}
    row = nominees.update(row, version=row.version, by=acting(cast.owner), council_yes=None, **values)
    assert (row.override_reason, row.overridden_by) == ("", None)


def test_returned_once_with_marks_and_not_twice(cast):
    file = with_department(cast)
    one = file.nominees.get()
    NOMINATION.perform(file, "dha_return", by=acting(cast.dha), note="Thiếu báo cáo", marks={one.pk: "Bổ sung số liệu"})
    file = fresh(file)
    one.refresh_from_db()
    assert (file.state, file.returns, file.return_note, one.mark) == ("returned", 1, "Thiếu báo cáo", "Bổ sung số liệu")
    NOMINATION.perform(file, "submit", by=acting(cast.head))
    file = fresh(file)
    one.refresh_from_db()
    # The supplement goes straight to who asked for it, and the mark is settled.
    assert (file.state, one.mark, file.snapshots.count()) == ("with_department", "", 2)
    with pytest.raises(Refused, match="chỉ trả lại một lần"):
        NOMINATION.perform(file, "dha_return", by=acting(cast.dha), note="Lại thiếu")


def test_B86_withdrawn_before_receipt_counts_as_not_sent(cast):
    file = sent(cast)
    NOMINATION.perform(file, "withdraw", by=acting(cast.head), note="Sai danh sách")
    file = fresh(file)
    assert (file.state, file.sent_at) == ("draft", None)
    assert not NominationFile.objects.visible_to(acting(cast.dha)).exists()
    assert not NominationFile.objects.visible_to(acting(cast.leader)).exists()


def test_what_the_leader_endorsed_is_not_withdrawn(cast):
    file = with_department(cast)
    with pytest.raises(Refused, match="Trưởng khối đã xác nhận nên không rút được"):
        NOMINATION.perform(file, "withdraw", by=acting(cast.head), note="Sai danh sách")
    straight = with_department(cast, name="Đợt không qua khối", endorsed_by_bloc=False)
    assert NOMINATION.perform(straight, "withdraw", by=acting(cast.head), note="Sai").state == "draft"


@pytest.mark.parametrize("at_bloc", [True, False])
def test_who_had_the_file_is_told_that_it_was_withdrawn(cast, at_bloc, django_capture_on_commit_callbacks):
    file = sent(cast, endorsed_by_bloc=at_bloc)
    with django_capture_on_commit_callbacks(execute=True):
        NOMINATION.perform(file, "withdraw", by=acting(cast.head), note="Có người đang bị xem xét")
    told = Notification.objects.filter(title="Đã rút lại hồ sơ đề nghị khen thưởng của Sở Y tế")
    who = set(told.values_list("recipient_id", flat=True))
    assert (cast.leader.pk in who, cast.dha.pk in who) == (at_bloc, not at_bloc)
    assert not told.filter(body__contains="bị xem xét").exists()


def test_what_the_department_asked_for_goes_back_to_it_also_by_way_of_the_head(cast):
    file = with_department(cast)
    NOMINATION.perform(file, "dha_return", by=acting(cast.dha), note="Thiếu báo cáo")
    NOMINATION.perform(file, "present", by=acting(cast.owner))
    assert NOMINATION.perform(file, "recall", by=acting(cast.owner)).state == "returned"
    NOMINATION.perform(file, "present", by=acting(cast.owner))
    assert NOMINATION.perform(file, "submit", by=acting(cast.head)).state == "with_department"


def test_what_the_bloc_asked_for_goes_back_to_the_bloc(cast):
    file = sent(cast)
    NOMINATION.perform(file, "bloc_return", by=acting(cast.leader), note="Sửa tờ trình")
    NOMINATION.perform(file, "present", by=acting(cast.owner))
    assert NOMINATION.perform(file, "submit", by=acting(cast.head)).state == "with_bloc"
    NOMINATION.perform(file, "withdraw", by=acting(cast.head), note="Thêm người")
    assert NOMINATION.perform(file, "submit", by=acting(cast.head)).state == "with_bloc"


def test_where_nobody_reviews_in_the_bloc_the_file_goes_straight_on(cast):
    file = complete(cast)
    BlocMember.objects.filter(bloc=file.bloc).exclude(role="member").update(role="member")
    assert NOMINATION.perform(file, "submit", by=acting(cast.head)).state == "with_department"


def test_a_leader_of_earlier_is_not_told(cast, django_capture_on_commit_callbacks):
    file = complete(cast)
    Membership.objects.filter(user=cast.leader).update(valid_to=dt.date(2024, 11, 30))
    with django_capture_on_commit_callbacks(execute=True):
        NOMINATION.perform(file, "submit", by=acting(cast.head))
    told = set(Notification.objects.values_list("recipient_id", flat=True))
    assert cast.leader_head.pk in told
    assert cast.leader.pk not in told


def test_the_bloc_is_that_of_the_province_in_the_year_of_the_route(cast):
    unit = cast.units["Sở Y tế"]
    part = Bloc.objects.create(name="Cụm 1", code="0", year=2023, parent=cast.bloc)
    BlocMember.objects.create(bloc=part, unit=unit, role="member")
    BlocMember.objects.filter(bloc=cast.bloc, unit=unit).update(valid_to=dt.date(2023, 12, 31))
    assert begun(cast).bloc == cast.bloc


def test_the_office_of_the_chairman_of_earlier_is_not_told(cast, django_capture_on_commit_callbacks):
    file = complete(cast, unit="Sở Nội vụ", by=cast.dha_unit_clerk, endorsed_by_bloc=False)
    Membership.objects.filter(user=cast.office).update(valid_to=dt.date(2024, 11, 30))
    with django_capture_on_commit_callbacks(execute=True):
        NOMINATION.perform(file, "submit", by=acting(cast.dha_unit_head))
    assert not Notification.objects.filter(recipient=cast.office).exists()


def test_received_is_not_withdrawn(cast):
    file = with_department(cast)
    NOMINATION.perform(file, "receive", by=acting(cast.dha))
    with pytest.raises(AlreadyDone):
        NOMINATION.perform(file, "receive", by=acting(cast.dha))
    with pytest.raises(Refused):
        NOMINATION.perform(fresh(file), "withdraw", by=acting(cast.head), note="x")


def test_what_was_sent_is_not_written_any_more(cast):
    file = sent(cast)
    with pytest.raises(Refused, match="Hồ sơ đã gửi"):
        nominate(cast, file, person(cast, "Người mới"))
    with pytest.raises(Refused, match="Hồ sơ đã gửi"):
        with_head(cast, file)


def test_the_frozen_copy_stays(cast):
    sent(cast)
    copy = NominationSnapshot.objects.get()
    assert [n["name"] for n in copy.content["nominees"]] == ["Lê Minh Tuấn"]
    assert copy.content["head"]["letter_number"] == "125/TTr-SYT"
    from django.db import DatabaseError, transaction

    with pytest.raises(DatabaseError), transaction.atomic():
        NominationSnapshot.objects.filter(pk=copy.pk).update(by_name="x")


# --- Time ---------------------------------------------------------------------------------------------------------------
def test_late_is_late_and_an_extension_counts_to_its_end(cast):
    file = complete(cast)
    with clock.at(clock.moment(dt.date(2024, 12, 11), 8)):
        NOMINATION.perform(file, "submit", by=acting(cast.head))
        assert fresh(file).is_late
        routes.extend(file.route, file.unit, until=dt.date(2024, 12, 11), reason="Chờ số liệu", by=acting(cast.dha))
        assert not fresh(file).is_late


def test_a_route_that_refuses_late_files_says_whom_to_ask(cast):
    file = complete(cast, refuses_late=True)
    with clock.at(clock.moment(dt.date(2024, 12, 10), 23, 59)):
        assert NOMINATION.offer("submit", fresh(file), acting(cast.head)).enabled
    with clock.at(clock.moment(dt.date(2024, 12, 11), 0, 1)):
        with pytest.raises(Refused, match="Đã quá hạn 10/12/2024"):
            NOMINATION.perform(fresh(file), "submit", by=acting(cast.head))
        routes.extend(file.route, file.unit, until=dt.date(2024, 12, 12), reason="Bão", by=acting(cast.dha))
        NOMINATION.perform(fresh(file), "submit", by=acting(cast.head))


def test_a_closed_route_takes_nothing(cast):
    file = complete(cast)
    routes.update(file.route, version=file.route.version, by=acting(cast.dha), closed_on=dt.date(2024, 12, 1))
    with pytest.raises(Refused, match="Đợt này đã đóng"):
        NOMINATION.perform(fresh(file), "submit", by=acting(cast.head))


# --- Who is put up --------------------------------------------------------------------------------------------------------
def test_the_same_subject_for_the_same_award_stands_once(cast):
    file = begun(cast)
    who = person(cast)
    nominate(cast, file, who)
    with pytest.raises(Refused, match="đã có trong hồ sơ này"):
        nominate(cast, file, who)
    nominate(cast, file, who, "BKT")
    assert file.nominees.count() == 2


def test_an_award_of_another_kind_or_route_is_refused(cast):
    file = begun(cast)
    with pytest.raises(Refused, match="không dành cho cá nhân"):
        nominate(cast, file, person(cast), "CTDT")
    with pytest.raises(Refused, match="không thuộc đợt"):
        nominate(cast, file, person(cast), "CSTDTQ")


def test_a_second_click_begins_one_file(cast):
    from tests.nominations.walk import route

    one = route(cast)
    first = files.begin(one, cast.units["Sở Y tế"], by=acting(cast.owner))
    assert files.begin(one, cast.units["Sở Y tế"], by=acting(cast.head)) == first
    with pytest.raises(PermissionDenied):
        files.begin(one, cast.units["Sở Y tế"], by=acting(cast.neighbour))


def test_the_file_is_locked_before_its_nominee(cast, django_assert_max_num_queries):
    row = nominate(cast, begun(cast), person(cast))
    values = {"award": "BKT", "type": "CONG_TRANG", "achievement_year": 2023, "position": "", "summary": ""}
    with django_assert_max_num_queries(30) as asked:
        nominees.update(row, version=row.version, by=acting(cast.owner), council_yes=None, **values)
    read = [
        q["sql"].split('FROM "')[1].split('"')[0] for q in asked.captured_queries if 'FROM "nominations_' in q["sql"]
    ]
    assert read[:2] == ["nominations_nominationfile", "nominations_nominee"]


def test_the_head_gives_it_back_to_the_clerk_with_a_reason(cast, django_capture_on_commit_callbacks):
    file = at_state(cast, "awaiting_head")
    with pytest.raises(Refused, match="Hãy ghi lý do trả lại"):
        NOMINATION.perform(file, "head_return", by=acting(cast.head))
    with django_capture_on_commit_callbacks(execute=True):
        assert NOMINATION.perform(file, "head_return", by=acting(cast.head), note="Thêm chị Hòa").state == "draft"
    told = Notification.objects.get(title__startswith="Sửa lại: ")
    assert (told.recipient, "Thêm chị Hòa" in told.body) == (cast.owner, True)
