"""Pages: the journey of March, conflict, cost, overview and export, work on the home, the calendar."""

import datetime as dt
import io

import openpyxl
import pytest
from django.urls import reverse
from django.utils.html import escape

from awards.registrations.models import RegisteredLine
from awards.registrations.services import lines
from campaigns.selectors import calendar, todo
from emulation.base import clock
from emulation.base.models import Notification
from tests.factories import acting
from tests.registrations import walk


@pytest.fixture
def march():
    with clock.at(clock.moment(walk.MARCH)):
        yield


def post(client, name: str, *args, **data):
    return client.post(reverse(f"registrations:{name}", args=args), data, follow=True)


def test_a_unit_registers_in_march(cast, as_, march):
    dha = as_(cast.dha)
    page = dha.get(reverse("registrations:call_new")).content.decode()
    assert "Lai Châu" in page
    assert "15/03/2023" in page
    fields = {"year": 2023, "opens_on": "15/12/2022", "last_day": "15/3/2023", "endorsed_by_bloc": "on"}
    answer = post(dha, "call_new", **fields, basis="Thời hạn của tỉnh khác")
    assert "Thời hạn chưa đối chiếu" in answer.content.decode()
    row = walk.of(cast)
    owner = as_(cast.owner)
    picked = post(owner, "line_pick", row.pk, **{"do": "person", "p-name": "Trần Văn Đức", "p-birth_year": "1980"})
    assert "Đăng ký cho Trần Văn Đức" in picked.content.decode()
    new = picked.redirect_chain[-1][0]
    owner.post(new, {"award": "CSTDCS", "token": "9e0e1b9e-0000-4000-8000-000000000001"})
    owner.post(new, {"award": "CSTDCS", "token": "9e0e1b9e-0000-4000-8000-000000000001"})
    assert row.lines.count() == 1
    page = owner.get(reverse("registrations:registration", args=[row.pk])).content.decode()
    assert "Đến cuối năm còn thiếu" in page
    assert "điều kiện chưa có" in page
    post(owner, "registration", row.pk, move="present")
    sent = post(as_(cast.head), "registration", row.pk, move="send").content.decode()
    assert "Sở Tài chính (Khối thi đua Kinh tế)" in sent
    assert f"DKDH-2023-{row.pk:04d}/1" in sent
    leader = as_(cast.leader)
    assert "Trần Văn Đức" in leader.get(reverse("registrations:registration", args=[row.pk])).content.decode()
    post(leader, "registration", row.pk, move="endorse")
    dha = as_(cast.dha)
    line = row.lines.get()
    asked = dha.get(reverse("registrations:registration", args=[row.pk]), {"chuyen": "return"}).content.decode()
    assert f"mark_{line.pk}" in asked
    post(dha, "registration", row.pk, move="return", note="Ghi chức vụ", **{f"mark_{line.pk}": "Chức vụ?"})
    page = as_(cast.owner).get(reverse("registrations:registration", args=[row.pk])).content.decode()
    assert "Ghi chức vụ" in page
    assert "Chức vụ?" in page
    post(as_(cast.head), "registration", row.pk, move="send")
    post(as_(cast.leader), "registration", row.pk, move="endorse")
    post(as_(cast.dha), "registration", row.pk, move="receive")
    assert walk.of(cast).state == "received"
    printed = as_(cast.owner).get(reverse("registrations:registration_print", args=[row.pk])).content.decode()
    assert "Trần Văn Đức" in printed
    assert "Chiến sĩ thi đua cơ sở" in printed


def test_a_stranger_and_a_neighbour_do_not_find_the_list(cast, as_):
    row = walk.registration(cast, "with_department")
    for who in (cast.stranger, cast.neighbour):
        assert as_(who).get(reverse("registrations:registration", args=[row.pk])).status_code == 404


def test_the_leader_reads_what_was_sent_not_what_is_being_written(cast, as_):
    row = walk.registration(cast, "returned")
    lines.add(row, walk.person(cast, "Lê Văn Bình"), award="CSTDCS", by=acting(cast.owner))
    url = reverse("registrations:registration", args=[row.pk])
    assert "Lê Văn Bình" not in as_(cast.leader).get(url).content.decode()
    assert "Lê Văn Bình" in as_(cast.owner).get(url).content.decode()


def test_what_the_unit_writes_after_a_return_is_told_to_nobody(cast, as_):
    row = walk.move(walk.registration(cast, "received"), "supplement", cast.owner, note="Vì việc riêng")
    lines.add(row, walk.person(cast, "Lê Văn Bình"), award="CSTDCS", by=acting(cast.owner))
    url = reverse("registrations:registration", args=[row.pk])
    for who in (cast.dha, cast.auditor, cast.leader):
        page = as_(who).get(url).content.decode()
        assert "Nguyễn Thị Hòa" in page
        assert "Lê Văn Bình" not in page
        assert "Bản bổ sung</h2>" not in page
    own = as_(cast.owner).get(url).content.decode()
    assert "Thêm Lê Văn Bình" in own
    assert "Vì việc riêng" in own
    walk.move(row, "send", cast.head)
    assert "Vì việc riêng" in as_(cast.leader).get(url).content.decode()


def test_why_a_list_was_withdrawn_is_not_told_to_the_leader(cast, as_, django_capture_on_commit_callbacks):
    row = walk.registration(cast, "with_bloc")
    with django_capture_on_commit_callbacks(execute=True):
        row = walk.move(row, "withdraw", cast.head, note="Có người đang bị xem xét")
        walk.move(row, "send", cast.head)
    told = Notification.objects.filter(recipient=cast.leader)
    assert told.filter(title__startswith="Đã rút lại").exists()
    assert not told.filter(body__contains="bị xem xét").exists()
    url = reverse("registrations:registration", args=[row.pk])
    assert "bị xem xét" not in as_(cast.leader).get(url).content.decode()


def test_the_leader_is_not_told_what_is_missing(cast, as_):
    row = walk.registration(cast, "with_bloc")
    url = reverse("registrations:registration", args=[row.pk])
    assert "Đến cuối năm còn thiếu" not in as_(cast.leader).get(url).content.decode()
    assert "Đến cuối năm còn thiếu" in as_(cast.dha).get(url).content.decode()


def test_two_people_at_one_line_get_both_texts(cast, as_):
    line = walk.registration(cast).lines.get()
    url = reverse("registrations:line_edit", args=[line.pk])
    lines.update(line, version=1, note="Của chị Nhung", by=acting(cast.owner))
    answer = as_(cast.head).post(url, {"award": "LDTT", "note": "Của anh Thịnh", "version": 1})
    assert answer.status_code == 409
    assert "Nhung" in answer.content.decode()
    assert "Thịnh" in answer.content.decode()
    assert RegisteredLine.objects.get().note == "Của chị Nhung"


def test_the_list_is_not_edited_while_it_is_on_its_way(cast, as_):
    row = walk.registration(cast, "with_bloc")
    answer = as_(cast.owner).get(reverse("registrations:line_pick", args=[row.pk]), follow=True)
    assert escape("Danh sách đã trình hoặc đã gửi") in answer.content.decode()
    post(as_(cast.owner), "line_remove", row.lines.get().pk)
    assert row.lines.count() == 1


def test_the_overview_counts_and_the_export_runs_nothing(cast, as_):
    row = walk.registration(cast, "draft")
    lines.add(row, walk.person(cast, "=CMD()"), award="BKT", by=acting(cast.owner))
    with clock.at(clock.moment(walk.MARCH)):
        walk.move(row, "send", cast.head)
    page = as_(cast.dha).get(reverse("registrations:overview", args=[row.call_id])).content.decode()
    assert "1 trên 6 đơn vị đã gửi" in page
    assert "Lao động tiên tiến 1; Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh 1" in page
    only = as_(cast.dha).get(reverse("registrations:overview", args=[row.call_id]), {"tinh-trang": "da"})
    assert "Sở Công Thương" not in only.content.decode()
    answer = as_(cast.dha).get(reverse("registrations:overview_export", args=[row.call_id]))
    cells = [c for r in openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows() for c in r]
    assert not [c for c in cells if c.data_type == "f"]
    assert any("CMD()" in str(c.value) for c in cells)


@pytest.mark.parametrize(("who", "state", "title"), [
    ("owner", "draft", "Đăng ký danh hiệu năm 2023: Sở Y tế"),
    ("head", "awaiting_head", "Duyệt đăng ký danh hiệu năm 2023: Sở Y tế"),
    ("leader", "with_bloc", "Xác nhận đăng ký danh hiệu năm 2023: Sở Y tế"),
    ("dha", "with_department", "Tiếp nhận đăng ký danh hiệu năm 2023: Sở Y tế"),
    ("owner", "returned", "Sửa đăng ký danh hiệu năm 2023: Sở Y tế"),
])  # fmt: skip
def test_each_step_waits_for_somebody(cast, march, who, state, title):
    walk.registration(cast, state)
    person = acting(getattr(cast, who))
    assert title in [card.title for card in todo.for_user(person)]
    assert todo.count(acting(getattr(cast, who))) == len(todo.for_user(person))


def test_the_last_day_is_in_the_calendar(cast):
    walk.registration(cast, "with_bloc")
    mine = [e for e in calendar.events(acting(cast.owner), 2023, 3) if e.title == "Đăng ký danh hiệu"]
    whole = [e for e in calendar.events(acting(cast.dha), 2023, 3) if e.title == "Đăng ký danh hiệu"]
    assert [e.day for e in mine] == [dt.date(2023, 3, 15)]
    assert [e.figure for e in whole] == ["1 trên 6 đã gửi"]


def _queries(client, url) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200
    return len(found)


def test_the_page_asks_as_much_for_three_lines_as_for_one(cast, as_):
    row = walk.registration(cast, "draft")
    client = as_(cast.owner)
    url = reverse("registrations:registration", args=[row.pk])
    client.get(url)
    one = _queries(client, url)
    for name in ("Lê Văn Bình", "Đỗ Văn An"):
        lines.add(row, walk.person(cast, name), award="LDTT", by=acting(cast.owner))
    assert _queries(client, url) == one
