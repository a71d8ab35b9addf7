"""The bell, the page of notices, the page of long work."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from emulation.base import clock, jobs
from emulation.base.models import Job, JobState, Notification

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
