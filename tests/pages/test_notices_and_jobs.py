"""The bell, the page of notices, the page of long work."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns.workflows import CAMPAIGN, SUBMISSION
from emulation.base import audit, clock, jobs
from emulation.base.models import Job, JobState, Notification
from organisations.models import Membership
from organisations.services import roles
from tests import factories
from tests.factories import acting

LIST = "/thong-bao/"


def text_of(response):
    return response.content.decode()


@pytest.fixture
def notices(cast):
    return [
        Notification.objects.create(recipient=cast.owner, key=f"k{n}", title=f"Thông báo số {n}", url="/don-vi/")
        for n in range(3)
    ]


def test_the_bell_counts_what_was_not_read(as_, cast, notices):
    client = as_(cast.owner)
    assert "Thông báo, 3 chưa đọc" in text_of(client.get("/don-vi/"))
    client.post(reverse("base:notification_read", args=[notices[0].pk]))
    assert "Thông báo, 2 chưa đọc" in text_of(client.get("/don-vi/"))
    client.post(reverse("base:notification_read_all"))
    assert 'chưa đọc"' not in text_of(client.get("/don-vi/"))


def test_a_notice_is_opened_and_leads_on(as_, cast, notices):
    response = as_(cast.owner).post(reverse("base:notification_read", args=[notices[0].pk]))
    assert response["Location"] == "/don-vi/"
    notices[0].refresh_from_db()
    assert notices[0].read_at


def test_B30_a_notice_never_leads_off_the_site(as_, cast):
    note = Notification.objects.create(recipient=cast.owner, key="k", title="x", url="https://xau.vidu.com/")
    assert as_(cast.owner).post(reverse("base:notification_read", args=[note.pk]))["Location"] == "/"


def test_B22_notices_are_the_persons_own(as_, cast, notices):
    for person in (cast.neighbour, cast.stranger, cast.admin):
        client = as_(person)
        assert "Thông báo số 1" not in text_of(client.get(LIST))
        assert client.post(reverse("base:notification_read", args=[notices[0].pk])).status_code == 404


def test_notices_are_shown_newest_first_and_escaped(as_, cast, notices):
    Notification.objects.create(recipient=cast.owner, key="x", title='<img src=x onerror="a">', created_at=clock.now())
    page = text_of(as_(cast.owner).get(LIST))
    assert page.index("&lt;img src=x") < page.index("Thông báo số 2") < page.index("Thông báo số 0")


def test_notices_cost_the_same_at_one_and_three(as_, cast, notices):
    client = as_(cast.owner)
    client.get(LIST)
    with CaptureQueriesContext(connection) as three:
        client.get(LIST)
    Notification.objects.exclude(pk=notices[0].pk).delete()
    with CaptureQueriesContext(connection) as one:
        client.get(LIST)
    assert len(one) == len(three)


@pytest.fixture
def job(cast):
    def make(state, **fields):
        return Job.objects.create(kind="test", title="Nhập danh sách", owner=cast.owner, state=state, **fields)

    return make


def test_running_work_asks_for_itself_every_two_seconds(as_, cast, job):
    running = job(JobState.RUNNING, done=2180, total=3214)
    page = text_of(as_(cast.owner).get(reverse("base:job", args=[running.pk])))
    assert 'hx-trigger="every 2s"' in page
    assert "2.180 trên 3.214" in page
    assert "Xem tiến độ mới" in page  # the way without JavaScript


@pytest.mark.parametrize(
    ("seconds", "done", "words"),
    [
        (20, 2000, "còn khoảng 10 giây"),
        (600, 1500, "còn khoảng 10 phút"),
        (20, 2999, "sắp xong"),
        (20, 0, ""),
        (20, 3000, ""),
    ],
)
def test_how_long_it_still_takes(cast, job, seconds, done, words):
    now = clock.now()
    running = job(JobState.RUNNING, done=done, total=3000, started_at=now - dt.timedelta(seconds=seconds))
    with clock.at(now):
        assert jobs.time_left(running) == words


@pytest.mark.parametrize("state", [JobState.DONE, JobState.FAILED])
def test_ended_work_asks_no_more(as_, cast, job, state):
    ended = job(state, message="Đã thêm 86 đơn vị.", result_url="/don-vi/")
    page = text_of(as_(cast.owner).get(reverse("base:job", args=[ended.pk])))
    assert "hx-trigger" not in page
    assert "Đã thêm 86 đơn vị." in page


def test_the_poll_gets_the_part_alone(as_, cast, job):
    url = reverse("base:job", args=[job(JobState.RUNNING).pk])
    part = text_of(as_(cast.owner).get(url, headers={"HX-Request": "true"}))
    assert "<html" not in part
    assert part.lstrip().startswith("<section")


def test_the_end_of_long_work_is_told_where_it_ran_elsewhere(
    cast, job, settings, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setitem(jobs._kinds, "test", lambda job, progress: "Xong việc.")
    settings.CELERY_TASK_ALWAYS_EAGER = False
    waiting = job(JobState.WAITING)
    with django_capture_on_commit_callbacks(execute=True):
        jobs.run(str(waiting.pk))
    note = Notification.objects.get(recipient=cast.owner)
    assert (note.title, note.url) == ("Đã xong: Nhập danh sách", reverse("base:job", args=[waiting.pk]))


def test_B22_work_is_its_owners_own(as_, cast, job):
    url = reverse("base:job", args=[job(JobState.RUNNING).pk])
    for person in (cast.neighbour, cast.admin, cast.dha):
        assert as_(person).get(url).status_code == 404


# --- A matter that is settled; a role that it was meant for --------------------------------------------------------------
def bell(client) -> int:
    found = re.search(r"Thông báo, (\d+) chưa đọc", text_of(client.get("/don-vi/")))
    return int(found[1]) if found else 0


JULY = dt.date(2023, 7, 5)


@pytest.fixture
def told(cast, campaign, july, django_capture_on_commit_callbacks):
    """A report that went through the unit and came back; launching told nobody whose bell is looked at."""

    def walk(*moves):
        paper = factories.the_paper(campaign, cast.units["Sở Y tế"])
        for name, who in moves:
            with django_capture_on_commit_callbacks(execute=True):
                SUBMISSION.perform(paper, name, by=acting(who), note="Thiếu số liệu.")

    with django_capture_on_commit_callbacks(execute=True):
        factories.report(cast, campaign, "returned", day=JULY)
    Notification.objects.exclude(title__startswith="Bị trả lại").delete()
    return walk


def test_a_returned_report_rings_until_it_is_handed_on(cast, told, as_):
    assert (bell(as_(cast.owner)), bell(as_(cast.head))) == (1, 1)
    told(("present", cast.owner))
    assert (bell(as_(cast.owner)), bell(as_(cast.head))) == (0, 1)  # the head is asked now
    told(("submit", cast.head))
    assert (bell(as_(cast.owner)), bell(as_(cast.head)), bell(as_(cast.leader))) == (0, 0, 1)
    told(("endorse", cast.leader))
    assert (bell(as_(cast.leader)), bell(as_(cast.leader_head)), bell(as_(cast.dha))) == (0, 0, 1)


def test_a_closed_campaign_rings_no_more(cast, campaign, told, as_):
    CAMPAIGN.perform(campaign, "close", by=acting(cast.dha), note="Đã tổng kết.")
    assert bell(as_(cast.owner)) == 0


def test_a_reminder_rings_until_the_report_is_sent(cast, told, as_, campaign):
    paper = factories.the_paper(campaign, cast.units["Sở Y tế"])
    Notification.objects.all().delete()
    Notification.objects.create(recipient=cast.owner, key="nhac", title="Nhắc", topic=f"submission:{paper.pk}:due")
    told(("present", cast.owner))
    assert bell(as_(cast.owner)) == 1
    told(("submit", cast.head))
    assert bell(as_(cast.owner)) == 0


@pytest.fixture
def two_roles(cast, told):
    """The clerk of Sở Y tế is an auditor of the province as well, and acts as such now."""
    roles.grant(cast.owner, role="auditor", unit=cast.units["Thanh tra tỉnh"], by=None)
    Membership.objects.filter(user=cast.owner).update(valid_from=None)
    return cast.owner.memberships.get(role="auditor")


def test_a_notice_opens_in_the_role_it_was_meant_for(cast, campaign, told, two_roles, as_):
    paper = factories.the_paper(campaign, cast.units["Sở Y tế"])
    client = as_(cast.owner)
    client.post("/tai-khoan/vai-tro/", {"membership": two_roles.pk})
    assert client.get(f"/bao-cao/{paper.pk}/soan/").status_code in (403, 404)
    note = Notification.objects.get(recipient=cast.owner)
    assert note.roles == [cast.owner.memberships.get(role="unit_clerk").pk]
    client.post(reverse("base:notification_read", args=[note.pk]))
    assert client.get(f"/bao-cao/{paper.pk}/soan/").status_code == 200


def test_what_one_role_does_not_see_can_be_opened_in_another(cast, campaign, told, as_, july):
    factories.report(cast, campaign, "draft", unit="Sở Tài chính", day=JULY)
    paper = factories.the_paper(campaign, cast.units["Sở Tài chính"])
    roles.grant(cast.stranger, role="unit_clerk", unit=cast.units["Sở Tài chính"], by=None)
    second = cast.stranger.memberships.last()
    client = as_(cast.stranger)
    missing = client.get(f"/bao-cao/{paper.pk}/")
    assert missing.status_code == 404
    assert f'name="next" value="/bao-cao/{paper.pk}/"' in text_of(missing)
    assert f'value="{second.pk}">Mở với vai trò cán bộ đầu mối, Sở Tài chính</button>' in text_of(missing)
    answer = client.post("/tai-khoan/vai-tro/", {"membership": second.pk, "next": f"/bao-cao/{paper.pk}/"})
    assert client.get(answer["Location"]).status_code == 200


def test_B30_switching_never_leads_off_the_site(cast, two_roles, as_):
    answer = as_(cast.owner).post("/tai-khoan/vai-tro/", {"membership": two_roles.pk, "next": "//xau.vidu.com/"})
    assert answer["Location"] == "/"


# --- The list by day, and how a person wants notices -------------------------------------------------------------------
def test_notices_stand_under_their_vietnamese_day(as_, cast):
    late = dt.datetime(2023, 7, 5, 17, 30, tzinfo=dt.UTC)  # half past midnight of the 6th in Việt Nam
    Notification.objects.create(recipient=cast.owner, key="a", title="Sau nửa đêm", created_at=late)
    Notification.objects.create(recipient=cast.owner, key="b", title="Buổi sáng", created_at=clock.moment(JULY))
    with clock.at(clock.moment(dt.date(2023, 7, 6))):
        page = re.sub("<.*?>", "", text_of(as_(cast.owner).get(LIST)))
    assert "Hôm nay, thứ Năm, ngày 06/07/2023" in page
    assert page.index("06/07/2023") < page.index("Sau nửa đêm") < page.index("Thứ Tư, ngày 05/07/2023")


def test_the_list_is_narrowed_to_what_was_not_read_or_could_not_wait(as_, cast, notices):
    Notification.objects.filter(pk=notices[0].pk).update(urgent=True)
    Notification.objects.filter(pk=notices[1].pk).update(read_at=clock.now())
    client = as_(cast.owner)

    def shown(query):
        return set(re.findall(r"Thông báo số \d", text_of(client.get(LIST + query))))

    assert shown("?loc=chua-doc") == {"Thông báo số 0", "Thông báo số 2"}
    assert shown("?loc=gap") == {"Thông báo số 0"}
    assert len(shown("?loc=la")) == 3


def test_a_person_chooses_when_letters_come_and_is_told_what_comes_anyway(as_, cast):
    client = as_(cast.owner)
    page = text_of(client.get(f"{LIST}cach-nhan/"))
    assert "không tắt được" in page
    assert re.search(r'value="daily"[^>]*checked', page)
    client.post(f"{LIST}cach-nhan/", {"mode": "app"})
    assert cast.owner.notice_choice.mode == "app"
    assert audit.last(cast.owner, "notice_choice").note == "Chỉ xem trên hệ thống"
    assert client.post(f"{LIST}cach-nhan/", {"mode": "x"}).status_code == 200
    assert re.search(r'value="app"[^>]*checked', text_of(client.get(f"{LIST}cach-nhan/")))
