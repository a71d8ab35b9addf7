"""Kế hoạch, báo cáo: who sees which rows, filters, sorting, export of exactly what is filtered, cost."""

import datetime as dt
import io
import re

import openpyxl
import pytest
from django.test import RequestFactory
from django.urls import reverse

from campaigns.management import bench_data
from campaigns.models import Period, Submission
from campaigns.selectors import lists
from campaigns.selectors.list_pages import Found
from campaigns.services import campaigns as campaign_services
from campaigns.services import periods
from campaigns.workflows import SUBMISSION
from emulation.base import clock
from emulation.base.models import Job
from organisations.services import accounts, roles, units
from tests import factories
from tests.factories import acting, report

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("july")]

LIST, EXPORT = "/bao-cao/", "/bao-cao/xuat/"
JULY = dt.date(2023, 7, 5)
PLAN, HALF_YEAR, WHOLE_YEAR = "Kế hoạch năm 2023", "Báo cáo 6 tháng năm 2023", "Báo cáo năm 2023"
ROW = re.compile(r'<tr role="row"><th scope="row".*?</tr>', re.S)


def text(response):
    assert response.status_code == 200
    return response.content.decode()


def rows(response):
    """(unit, title, state) of each row; the unit is '' where the list is that of one unit."""
    found = []
    for row in ROW.findall(text(response)):
        unit = re.search(r'<th scope="row" role="rowheader"><span>([^<]+)', row)
        title = re.search(r'<a href="/bao-cao/\d+/">([^<]+)</a>', row)
        state = re.search(r'<span class="st[^"]*">.*?</i>([^<]+)</span>', row)
        found.append((unit[1] if unit else "", title[1], state[1]))
    return found


@pytest.fixture
def papers(cast, campaign):
    """A paper in each hand."""
    report(cast, campaign, "accepted", day=JULY, period=PLAN)
    report(cast, campaign, "returned", day=JULY)
    report(cast, campaign, "submitted", day=JULY, unit="Sở Tài chính")
    report(cast, campaign, "draft", day=JULY, unit="Sở Tài chính", period=PLAN)
    report(cast, campaign, "endorsed", day=JULY, unit="Sở Nội vụ")
    return campaign


SENT = {
    ("Sở Y tế", PLAN, "Đã tiếp nhận"),
    ("Sở Y tế", HALF_YEAR, "Bị trả lại"),
    ("Sở Tài chính", HALF_YEAR, "Chờ trưởng khối"),
    ("Sở Nội vụ", HALF_YEAR, "Chờ Văn phòng UBND tỉnh"),
}


# --- Who sees what ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["dha", "dha_head", "auditor", "office"])
def test_those_who_oversee_see_what_was_sent(cast, papers, as_, who):
    assert set(rows(as_(getattr(cast, who)).get(LIST))) == SENT


def test_a_short_list_says_once_how_long_it_is(cast, papers, as_):
    assert as_(cast.dha).get(LIST).content.decode().count("4 bản") == 1


def test_a_unit_sees_all_of_its_own_and_nothing_of_its_neighbour(cast, papers, as_):
    own = {("", WHOLE_YEAR, "Chưa bắt đầu"), ("", HALF_YEAR, "Bị trả lại"), ("", PLAN, "Đã tiếp nhận")}
    assert set(rows(as_(cast.owner).get(LIST))) == own
    neighbours = {title for _, title, _ in rows(as_(cast.neighbour).get(LIST))}
    assert neighbours == {WHOLE_YEAR, HALF_YEAR, PLAN}


def test_a_bloc_leader_sees_own_papers_and_sent_ones_of_the_bloc(cast, papers, as_):
    assert set(rows(as_(cast.leader).get(LIST))) == {
        ("Sở Tài chính", WHOLE_YEAR, "Chưa bắt đầu"),
        ("Sở Tài chính", HALF_YEAR, "Chờ trưởng khối"),
        ("Sở Tài chính", PLAN, "Quá hạn, chưa gửi"),
        ("Sở Y tế", HALF_YEAR, "Bị trả lại"),
        ("Sở Y tế", PLAN, "Đã tiếp nhận"),
    }


def test_the_council_sees_what_was_accepted(cast, papers, as_):
    assert rows(as_(cast.council).get(LIST)) == [("Sở Y tế", PLAN, "Đã tiếp nhận")]


def test_B35_asking_for_another_unit_does_not_show_it(cast, papers, as_):
    for address in ({"ten": "Sở Y tế"}, {"khoi": cast.bloc.pk}, {"tinh-trang": "da-gui"}):
        assert "Bị trả lại" not in {state for _, _, state in rows(as_(cast.stranger).get(LIST, address))}


@pytest.mark.parametrize(("who", "status"), [("nobody", 403), ("admin", 200)])
def test_B34_without_a_unit_one_sees_nothing(cast, papers, as_, who, status):
    response = as_(getattr(cast, who)).get(LIST)
    assert response.status_code == status
    assert HALF_YEAR not in response.content.decode()


def test_methods(cast, client, as_):
    assert client.get(LIST).status_code == 302
    assert as_(cast.dha).post(LIST).status_code == 405
    assert as_(cast.dha).get(EXPORT).status_code == 405


def test_B86_a_withdrawn_paper_leaves_every_list_and_export(cast, campaign, as_):
    paper = report(cast, campaign, "submitted", day=JULY)
    assert rows(as_(cast.dha).get(LIST)) == [("Sở Y tế", HALF_YEAR, "Chờ trưởng khối")]
    SUBMISSION.perform(paper, "withdraw", by=acting(cast.head), note="Sai số liệu.")
    for who in ("dha", "leader", "auditor"):
        client = as_(getattr(cast, who))
        assert ("Sở Y tế", HALF_YEAR) not in {row[:2] for row in rows(client.get(LIST))}
    assert len(sheet(as_(cast.dha).get(LIST, {"xuat": "xlsx"}))) == 3  # title, empty row, heads


# --- Filters ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ({"loai": "ke-hoach"}, {("Sở Y tế", PLAN)}),
        ({"loai": "phan-cong"}, set()),
        ({"tinh-trang": "bi-tra-lai"}, {("Sở Y tế", HALF_YEAR)}),
        ({"tinh-trang": "cho-xem"}, {("Sở Tài chính", HALF_YEAR), ("Sở Nội vụ", HALF_YEAR)}),
        ({"tinh-trang": "khong-biet"}, {row[:2] for row in SENT}),
        ({"ten": "tai chinh"}, {("Sở Tài chính", HALF_YEAR)}),
        ({"ten": "y te so"}, {("Sở Y tế", PLAN), ("Sở Y tế", HALF_YEAR)}),
        ({"gui": "tre"}, {("Sở Y tế", PLAN)}),  # due on 31/03, sent on 05/07
        ({"gui": "dung-han", "loai": "bao-cao"}, {row[:2] for row in SENT} - {("Sở Y tế", PLAN)}),
    ],
)
def test_filters(cast, papers, as_, address, expected):
    assert {row[:2] for row in rows(as_(cast.dha).get(LIST, address))} == expected


def test_filters_by_campaign_period_and_bloc(cast, papers, as_):
    other = factories.launch(cast, title="Phong trào khác")
    client = as_(cast.dha)
    assert rows(client.get(LIST, {"phong-trao": other.pk})) == []
    period = papers.periods.get(name=HALF_YEAR)
    assert len(rows(client.get(LIST, {"phong-trao": papers.pk, "ky": period.pk}))) == 3
    assert {u for u, _, _ in rows(client.get(LIST, {"khoi": cast.other_bloc.pk}))} == {"Sở Nội vụ"}
    assert len(rows(client.get(LIST, {"khoi": [cast.bloc.pk, cast.other_bloc.pk]}))) == 4


def test_overdue_is_what_the_paper_itself_says(cast, papers, as_):
    found = rows(as_(cast.leader).get(LIST, {"tinh-trang": "qua-han"}))
    assert found == [("Sở Tài chính", PLAN, "Quá hạn, chưa gửi")]
    by_list = set(lists.submissions(acting(cast.leader), lists.Filters(state="qua-han")).values_list("pk", flat=True))
    every = Submission.objects.for_page().visible_to(acting(cast.leader))
    assert by_list == {s.pk for s in every if s.is_overdue}


@pytest.mark.parametrize(("until", "late"), [(dt.date(2023, 7, 4), True), (dt.date(2023, 7, 5), False)])
def test_an_extension_decides_overdue_and_late(cast, papers, as_, until, late):
    plan = papers.periods.get(name=PLAN)
    for unit in ("Sở Tài chính", "Sở Y tế"):
        periods.extend(plan, cast.units[unit], until=until, reason="Chờ số.", by=acting(cast.dha))
    own = rows(as_(cast.leader).get(LIST, {"tinh-trang": "qua-han"}))
    assert bool(own) is late
    sent_late = {row[:2] for row in rows(as_(cast.dha).get(LIST, {"gui": "tre"}))}
    assert (("Sở Y tế", PLAN) in sent_late) is late
    assert ("trễ 1 ngày" in text(as_(cast.dha).get(LIST))) is late


@pytest.mark.parametrize("who", ["owner", "leader", "dha", "office", "deputy"])
def test_B87_waiting_for_me_is_the_count_of_the_menu(cast, papers, as_, who):
    from campaigns.bloc_year.models import Pledge
    from campaigns.selectors import todo

    # Nothing but papers waits: the bloc has its pledge.
    Pledge.objects.create(bloc=cast.bloc, state="complete", completed_at=clock.now())
    person = acting(getattr(cast, who))
    assert len(rows(as_(person).get(LIST, {"tinh-trang": "cho-toi"}))) == todo.count(person)


def test_chips_take_one_filter_away(cast, papers, as_):
    html = text(as_(cast.dha).get(LIST, {"loai": "bao-cao", "tinh-trang": "bi-tra-lai", "gui": "dung-han"}))
    assert re.findall(r'<a class="chip" href="[^"]*">([^<]+)<', html) == ["Báo cáo", "Bị trả lại", "Gửi đúng hạn"]
    assert "1 bản như bộ lọc" in html


@pytest.mark.parametrize(
    "junk", [{"trang": "x"}, {"trang": "99"}, {"phong-trao": "x"}, {"ky": "-1"}, {"sap-xep": "id"}]
)
def test_junk_in_the_address_is_left_out(cast, papers, as_, junk):
    assert len(rows(as_(cast.dha).get(LIST, junk))) == 4


# --- Sorting and pages ------------------------------------------------------------------------------------------------
def test_B93_unknown_days_come_last_in_both_directions(cast, papers, as_):
    client = as_(cast.owner)
    assert [title for _, title, _ in rows(client.get(LIST, {"sap-xep": "gui"}))][-1] == WHOLE_YEAR
    assert [title for _, title, _ in rows(client.get(LIST, {"sap-xep": "-gui"}))][-1] == WHOLE_YEAR
    assert "–" in text(client.get(LIST))


def test_sorting_by_deadline_and_by_unit(cast, papers, as_):
    client = as_(cast.owner)
    assert [title for _, title, _ in rows(client.get(LIST, {"sap-xep": "han"}))] == [PLAN, HALF_YEAR, WHOLE_YEAR]
    assert [title for _, title, _ in rows(client.get(LIST))] == [WHOLE_YEAR, HALF_YEAR, PLAN]
    found = [unit for unit, _, _ in rows(as_(cast.dha).get(LIST, {"sap-xep": "don-vi"}))]
    assert found == ["Sở Nội vụ", "Sở Tài chính", "Sở Y tế", "Sở Y tế"]
    html = text(as_(cast.dha).get(LIST, {"sap-xep": "-don-vi"}))
    assert 'aria-sort="descending"><a href="?sap-xep=don-vi">Đơn vị' in html


def test_pages_keep_the_filters(cast, papers, as_, monkeypatch):
    monkeypatch.setattr("campaigns.views.lists.PAGE", 2)
    client = as_(cast.dha)
    first = client.get(LIST, {"sap-xep": "don-vi"})
    assert "1–2 trên 4 bản" in text(first)
    assert "?sap-xep=don-vi&amp;trang=2" in text(first)
    second = client.get(LIST, {"sap-xep": "don-vi", "trang": 2})
    assert [row[0] for row in rows(first) + rows(second)] == ["Sở Nội vụ", "Sở Tài chính", "Sở Y tế", "Sở Y tế"]


def test_titles_of_lines_are_those_of_the_papers(cast, papers):
    for line in lists.lines(lists.values(), dt.datetime.now(dt.UTC), lists.Names({}, {})):
        paper = Submission.objects.for_page().get(pk=line.pk)
        assert (line.title, line.due, line.is_overdue) == (paper.title, paper.due_on, paper.is_overdue)
        assert line.days_late == (paper.punctuality.days_late if paper.is_handed_in else None)


def test_B80_names_are_escaped(cast, campaign, as_):
    report(cast, campaign, "accepted", day=JULY)
    units.rename_unit(cast.units["Sở Y tế"], official_name="<script>x</script>", on=JULY, by=None)
    html = text(as_(cast.dha).get(LIST))
    assert "<script>x" not in html
    assert "&lt;script&gt;x" in html


# --- Export -----------------------------------------------------------------------------------------------------------
def sheet(response):
    book = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    return list(book.active.iter_rows(values_only=True))


def test_B41_the_export_is_the_filtered_list_with_real_dates_in_local_time(cast, papers, as_):
    found = sheet(as_(cast.dha).get(LIST, {"xuat": "xlsx", "ten": "y te", "sap-xep": "han"}))
    assert found[2][:5] == ("Đơn vị", "Khối thi đua", "Kế hoạch, báo cáo", "Phong trào", "Hạn nộp")
    assert len(found) == 5
    plan = found[3]
    assert plan[2] == PLAN
    assert plan[4] == dt.datetime(2023, 3, 31)
    assert plan[5] == dt.datetime(2023, 7, 5, 9, 0)  # nine o'clock in Vietnam
    assert plan[8:10] == (96, "Đã tiếp nhận")


def test_B74_a_name_that_looks_like_a_formula_stays_text(cast, campaign, as_):
    report(cast, campaign, "accepted", day=JULY)
    units.rename_unit(cast.units["Sở Y tế"], official_name='=HYPERLINK("http://x";"y")', on=JULY, by=None)
    assert sheet(as_(cast.dha).get(LIST, {"xuat": "xlsx"}))[3][0] == """'=HYPERLINK("http://x";"y")"""


def test_B75_csv_opens_with_the_right_letters(cast, papers, as_):
    response = as_(cast.dha).get(LIST, {"xuat": "csv", "ten": "y te", "loai": "ke-hoach"})
    content = b"".join(response.streaming_content)
    assert content.startswith(b"\xef\xbb\xbf")
    lines = content.decode("utf-8-sig").splitlines()
    assert lines[0].split(";")[:3] == ["Đơn vị", "Khối thi đua", "Kế hoạch, báo cáo"]
    assert lines[1].split(";")[4] == "31/03/2023"


def test_a_long_export_runs_as_a_job(cast, papers, as_, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr("campaigns.views.lists.AT_ONCE", 3)
    client = as_(cast.dha)
    html = text(client.get(LIST))
    assert f'action="{EXPORT}"' in html
    assert client.get(LIST, {"xuat": "xlsx"}).status_code == 302
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(EXPORT, {"query": "?loai=bao-cao"})
    job = Job.objects.get()
    assert response["Location"] == reverse("base:job", args=[job.pk])
    assert (job.state, job.message) == ("done", "Đã xuất 3 kế hoạch, báo cáo.")
    from emulation.base import files

    book = openpyxl.load_workbook(io.BytesIO(files.read(job.result)))
    assert len(list(book.active.iter_rows())) == 6
    assert client.get(reverse("base:file", args=[job.result.pk])).status_code == 200
    assert as_(cast.owner).get(reverse("base:file", args=[job.result.pk])).status_code == 404


def test_an_export_sees_what_its_role_sees_when_it_runs(cast, papers, as_, django_capture_on_commit_callbacks):
    """Between the order and the work the role ended: nothing of others leaves."""
    client = as_(cast.dha)
    with django_capture_on_commit_callbacks() as callbacks:
        client.post(EXPORT, {"query": ""})
    accounts.end_role(cast.dha.memberships.get(), on=JULY - dt.timedelta(days=1), by=acting(cast.admin))
    for callback in callbacks:
        callback()
    assert Job.objects.get().message == "Đã xuất 0 kế hoạch, báo cáo."


# --- Cost -------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("units_number", "reports"), [(3, 3), (300, 3000)])
def test_B94_the_list_costs_the_same_queries_at_3_and_at_3000(as_, django_assert_num_queries, units_number, reports):
    data = bench_data.build(units=units_number, tasks=1, periods=4, reports=reports, sends=0)
    client = as_(data.department)
    client.get(LIST)
    with django_assert_num_queries(7):
        response = client.get(LIST)
    assert len(rows(response)) == min(50, Submission.objects.filter(number__gte=1).count())


@pytest.mark.parametrize("duties", [1, 3])
def test_papers_on_duties_cost_one_query_more_however_many(cast, campaign, as_, django_assert_num_queries, duties):
    by, unit = acting(cast.dha), cast.units["Sở Y tế"]
    for n in range(1, duties + 1):
        duty = campaign_services.save_duty(
            campaign, responsible="Sở Y tế", text="Việc", units=[unit], due_on=dt.date(2023, 8, n), by=by
        )
        duty.submissions.update(state="submitted", number=1, first_sent_at=clock.now(), last_sent_at=clock.now())
    client = as_(cast.dha)
    client.get(LIST)
    with django_assert_num_queries(8):
        response = client.get(LIST, {"sap-xep": "han"})
    expected = [("Sở Y tế", f"Báo cáo thực hiện phân công {n}", "Chờ trưởng khối") for n in range(1, duties + 1)]
    assert rows(response) == expected
    assert re.findall(r'data-label="Hạn nộp"><span><time datetime="([^"]+)"', text(response)) == [
        f"2023-08-0{n}" for n in range(1, duties + 1)
    ]


FILTERS = [
    {},
    {"text": "tai chinh"},
    *({"kind": kind} for kind in lists.KINDS),
    *({"state": state} for state in (*lists.STATES, *lists.CONDITIONS)),
    *({"sent": sent} for sent in lists.SENT),
    *({"sort": f"{sign}{name}"} for name in lists.SORTS for sign in ("", "-")),
]


@pytest.mark.parametrize("who", ["dha", "dha_head", "auditor", "office", "council", "leader", "owner", "admin"])
def test_pages_hold_exactly_what_the_person_sees(cast, papers, who):
    """The prepared queries of those who oversee give the rows of `submissions`, for every person and filter."""
    user = acting(getattr(cast, who))
    for chosen in FILTERS:
        filters = lists.Filters(**chosen)
        expected = list(lists.submissions(user, filters, lists.values()))
        for _ in range(2):  # made, and used again
            found = Found(user, filters)
            assert (found.count(), found[0:50]) == (len(expected), expected), chosen
            assert found[1:3] == expected[1:3], chosen


def test_what_is_kept_of_one_day_is_not_shown_on_another(cast, papers):
    """What changes with time, with a deadline, with who is in office: each filter, looked at before and after."""
    user = acting(cast.dha)
    SUBMISSION.perform(Submission.objects.get(state="submitted"), "endorse", by=acting(cast.deputy))
    before = [Found(user, lists.Filters(**chosen)).count() for chosen in FILTERS]
    roles.grant(cast.stranger, role="dha_clerk", unit=cast.units["Sở Tài chính"], by=None)
    Period.objects.filter(campaign=papers).update(due_on=dt.date(2023, 7, 1), exception_on=None)
    with clock.at(clock.moment(dt.date(2023, 12, 1))):
        user = acting(cast.dha)
        expected = [len(lists.submissions(user, lists.Filters(**chosen))) for chosen in FILTERS]
        assert [Found(user, lists.Filters(**chosen)).count() for chosen in FILTERS] == expected
    assert before != expected


def test_what_is_kept_of_one_person_is_not_shown_to_another(cast, papers):
    filters = lists.Filters()
    assert Found(acting(cast.dha), filters).count() == 4
    assert Found(acting(cast.stranger), filters).count() == len(lists.submissions(acting(cast.stranger), filters))
    assert {row[1] for row in Found(acting(cast.council), filters)[0:50]} == {"accepted"}


def test_a_page_counts_what_came_a_moment_ago(cast, papers, as_):
    client = as_(cast.dha)
    assert "4 bản" in text(client.get(LIST))
    SUBMISSION.perform(Submission.objects.get(state="submitted"), "withdraw", by=acting(cast.leader_head), note="Sai.")
    assert "3 bản" in text(client.get(LIST))


def test_filters_read_back_from_their_own_address(db):
    filters = lists.Filters("bao-cao", 3, 7, (1, 2), "da-gui", "tre", "sở y", "-han")
    assert lists.Filters.of(RequestFactory().get(LIST + filters.query()).GET) == filters
    assert not filters.is_empty
    assert lists.Filters(sort="han").is_empty
