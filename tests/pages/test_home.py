"""Việc cần làm: every role finds its work, the count in the menu is that of the list, an empty home says why."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from campaigns.workflows import CAMPAIGN, SUBMISSION
from organisations.enums import Role
from organisations.services import accounts, roles
from tests import factories
from tests.factories import acting, report, the_paper

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("july")]

HOME = "/"
JULY = dt.date(2023, 7, 5)
ROLES = [
    "owner",
    "head",
    "leader",
    "deputy",
    "dha",
    "dha_head",
    "dha_unit_clerk",
    "office",
    "auditor",
    "council",
    "admin",
    "nobody",
]


def page(client, url=HOME):
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def menu_count(html):
    """The number beside “Việc cần làm” in the menu, 0 without one."""
    found = re.search(r"<span>Việc cần làm</span>(?:<span class=\"count[^>]*>(\d+)</span>)?", html)
    return int(found[1] or 0)


@pytest.mark.parametrize("who", ROLES)
def test_B87_the_menu_says_how_many_cards_there_are(cast, campaign, as_, who):
    report(cast, campaign, "returned", day=JULY)
    report(cast, campaign, "submitted", day=JULY, unit="Sở Tài chính")
    report(cast, campaign, "endorsed", day=JULY, unit="Sở Nội vụ")
    html = page(as_(getattr(cast, who)))
    assert html.count('<article class="task') == menu_count(html)


def test_the_home_needs_a_login_and_takes_no_post(cast, client, as_):
    assert client.get(HOME).status_code == 302
    assert as_(cast.owner).post(HOME).status_code == 405


def test_a_person_without_a_role_is_told_whom_to_ask(cast, as_):
    html = page(as_(cast.nobody))
    assert "chưa được giao vai trò" in html
    assert "admin@vidu.vn" in html
    assert "<article" not in html


def test_B34_without_a_role_nothing_of_anyone_is_shown(cast, campaign, as_):
    report(cast, campaign, "accepted", day=JULY)
    assert "Báo cáo 6 tháng" not in page(as_(cast.nobody))


def test_the_first_line_counts_late_and_returned(cast, campaign, as_):
    report(cast, campaign, "returned", day=JULY)
    html = page(as_(cast.owner))
    assert "Có 2 việc chờ bạn, trong đó 1 việc đã quá hạn và 1 việc bị trả lại." in html
    assert 'Thứ Tư, ngày <time datetime="2023-07-05">05/07/2023</time>' in html


def test_a_returned_report_shows_the_reviewers_words(cast, campaign, as_):
    paper = report(cast, campaign, "returned", day=JULY)
    html = page(as_(cast.owner))
    assert "“Thiếu số liệu nhiệm vụ 1.” – Nguyễn Văn Dha, Chuyên viên, Sở Nội vụ" in html
    assert f'href="{reverse("campaigns:submission_edit", args=[paper.pk])}"' in html
    assert "task-returned" in html


def test_B80_words_of_people_are_escaped(cast, campaign, as_):
    paper = report(cast, campaign, "endorsed", day=JULY)
    from campaigns.workflows import SUBMISSION

    SUBMISSION.perform(paper, "dha_return", by=acting(cast.dha), note="<img src=x onerror=alert(1)>")
    html = page(as_(cast.owner))
    assert "&lt;img src=x onerror=alert(1)&gt;" in html
    assert "<img src=x" not in html


def test_beginning_is_one_click_and_a_post(cast, campaign, as_, client):
    paper = the_paper(campaign, cast.units["Sở Y tế"])
    url = reverse("campaigns:submission", args=[paper.pk])
    html = page(as_(cast.owner))
    form = html[html.index(f'<form method="post" action="{url}">') :].split("</form>")[0]
    assert '<input type="hidden" name="move" value="start">' in form
    client.post(url, {"move": "start"})
    paper.refresh_from_db()
    assert paper.state == "draft"


def test_what_others_have_is_beside_the_work(cast, campaign, as_):
    report(cast, campaign, "awaiting_head", day=JULY)
    html = page(as_(cast.owner))
    assert "h-cho" in html
    assert "Nguyễn Văn Head xem từ 05/07" in html
    assert "h-cho" not in page(as_(cast.head))  # it is the head's own work


@pytest.mark.parametrize(
    ("unit", "state", "who", "words"),
    [
        ("Sở Y tế", "submitted", "owner", "Sở Tài chính (trưởng khối) nhận 05/07"),
        ("Sở Tài chính", "submitted", "leader", "Sở Xây dựng (phó trưởng khối) nhận 05/07"),
        ("Sở Y tế", "endorsed", "owner", "Sở Nội vụ nhận 05/07"),
        ("Sở Nội vụ", "endorsed", "dha_unit_clerk", "Văn phòng Chủ tịch Ủy ban nhân dân tỉnh nhận 05/07"),
    ],
)
def test_who_has_a_paper_now(cast, campaign, as_, unit, state, who, words):
    report(cast, campaign, state, day=JULY, unit=unit)
    assert words in page(as_(getattr(cast, who)))


def test_a_paper_before_a_locked_head_is_shown_as_stuck(cast, campaign, as_):
    report(cast, campaign, "awaiting_head", day=JULY)
    accounts.lock_account(cast.head, reason="Nghỉ hưu", by=acting(cast.admin))
    assert "Thủ trưởng chưa có tài khoản dùng được. Hãy báo quản trị tài khoản." in page(as_(cast.owner))


def test_an_account_that_is_locked_while_work_waits_is_work_of_the_administrator(cast, campaign, as_):
    report(cast, campaign, "draft", day=JULY)
    accounts.lock_account(cast.owner, reason="Chuyển công tác", by=acting(cast.admin))
    html = page(as_(cast.admin))
    assert "Giao người thay Nguyễn Văn Owner" in html
    assert f"{reverse('organisations:account_list')}?q=owner" in html


def test_the_papers_of_the_year_stand_beside_with_their_states(cast, campaign, as_):
    report(cast, campaign, "accepted", day=JULY)
    html = page(as_(cast.owner))
    aside = html[html.index("Kế hoạch, báo cáo của đơn vị năm 2023") :]
    assert [name for name in ("6 tháng", "Cả năm") if f">{name}</a>" in aside] == ["6 tháng", "Cả năm"]
    assert "Đã tiếp nhận" in aside
    assert "Quá hạn" in aside  # the plan
    assert "Vừa xong" in aside


def test_those_who_oversee_see_the_campaign_in_figures(cast, campaign, as_):
    report(cast, campaign, "accepted", day=JULY)
    report(cast, campaign, "submitted", day=JULY, unit="Sở Tài chính")
    for who in ("dha", "auditor", "office"):
        html = page(as_(getattr(cast, who)))
        assert f"?phong-trao={campaign.pk}&amp;tinh-trang=cho-truong-khoi" in html
        assert html.count("1 bản</a>") == 2


@pytest.mark.parametrize(
    ("who", "words", "link"),
    [
        ("auditor", "Vai trò của bạn là xem và giám sát", "campaigns:board"),
        ("council", "Bạn xem được các báo cáo đã tiếp nhận", "campaigns:submission_list"),
        ("admin", "tài khoản đang bị khóa", "organisations:account_list"),
        ("dha", "chờ tiếp nhận sẽ hiện ở đây", "campaigns:board"),
    ],
)
def test_an_empty_home_says_why_and_leads_on(cast, as_, who, words, link):
    html = page(as_(getattr(cast, who)))
    assert "Không có việc nào chờ bạn" in html
    assert words in html
    assert f'class="btn btn-plain" href="{reverse(link)}"' in html


def test_B91_a_closed_campaign_leaves_home_and_menu(cast, campaign, as_):
    CAMPAIGN.perform(campaign, "close", by=acting(cast.dha), note="Đã tổng kết.")
    html = page(as_(cast.owner))
    assert menu_count(html) == 0
    assert "Không có việc nào chờ bạn" in html


def test_many_cards_are_cut_into_pages(cast, campaign, as_, monkeypatch):
    monkeypatch.setattr("campaigns.views.home.CARDS_A_PAGE", 1)
    html = page(as_(cast.owner))
    assert menu_count(html) == 2
    assert html.count('<article class="task') == 1
    assert "1–1 trên 2 việc" in html
    assert html.count('<article class="task') + page(as_(cast.owner), "/?trang=2").count('<article class="task') == 2


def test_the_guide_marks_the_readers_part(cast, as_):
    for who, part in {"owner": "can-bo", "head": "thu-truong", "dha": "so-noi-vu", "auditor": "giam-sat"}.items():
        html = page(as_(getattr(cast, who)), reverse("campaigns:guide"))
        marked = re.findall(r'<section class="panel guide-own" id="([\w-]+)"', html)
        assert marked == [part]
        assert html.count("Vai trò của bạn") == 1
    assert "guide-own" not in page(as_(cast.nobody), reverse("campaigns:guide"))


def test_work_in_another_role_is_named_with_the_way_there(cast, campaign, as_):
    report(cast, campaign, "endorsed", day=JULY)
    roles.grant(cast.auditor, role=Role.DHA_CLERK, unit=cast.units["Sở Nội vụ"], by=None)
    roles.grant(cast.auditor, role=Role.CHAIRMAN_OFFICE, unit=cast.units["Văn phòng UBND tỉnh"], by=None)
    client = as_(acting(cast.auditor, Role.AUDITOR))
    html = page(client)
    assert "Việc ở vai trò khác của bạn" in html
    assert re.findall(r"<h3>([^<]*)</h3><div class=\"task-meta\">(\d+) việc đang chờ", html) == [
        ("Chuyên viên, Sở Nội vụ", "1")
    ]
    membership = re.search(r'name="membership" value="(\d+)"><div><h3>Chuyên viên', html)[1]
    assert client.post(reverse("organisations:switch_role"), {"membership": membership})["Location"] == HOME
    html = page(client)
    assert menu_count(html) == 1
    assert "Việc ở vai trò khác" not in html  # the paper waits in this role, nothing in the others
    assert "Việc ở vai trò khác" not in page(as_(cast.dha))


# Session, person, roles; then the cards with the reasons of returns and extensions, and what stands beside.
@pytest.mark.parametrize(("who", "queries"), [("owner", 14), ("leader", 15), ("dha", 9)])
def test_home_costs_the_same_with_more_work(cast, campaign, as_, django_assert_num_queries, who, queries):
    def work(of):
        report(cast, of, "returned", day=JULY)
        report(cast, of, "endorsed", day=JULY, period="Kế hoạch năm 2023")
        report(cast, of, "submitted", day=JULY, unit="Sở Tài chính")

    work(campaign)
    client = as_(getattr(cast, who))
    client.get(HOME)
    with django_assert_num_queries(queries):
        client.get(HOME)
    for title in ("Thêm một", "Thêm hai"):
        work(factories.launch(cast, title=title))
    with django_assert_num_queries(queries):
        client.get(HOME)


# --- A figure leads to exactly what it counts -------------------------------------------------------------------------
FIGURE = re.compile(r'href="(/[^"]*)">([\d.]+) bản</a>')


@pytest.fixture
def in_every_hand(cast, campaign):
    """A paper in each hand, also that of Sở Nội vụ with the Chairman's office, one taken back, one returned within a unit."""
    plan = "Kế hoạch năm 2023"
    report(cast, campaign, "accepted", day=JULY, period=plan)
    report(cast, campaign, "returned", day=JULY)
    report(cast, campaign, "endorsed", day=JULY, period="Báo cáo năm 2023")
    report(cast, campaign, "submitted", day=JULY, unit="Sở Tài chính")
    report(cast, campaign, "endorsed", day=JULY, unit="Sở Nội vụ", period=plan)
    taken_back = report(cast, campaign, "endorsed", day=JULY, unit="Sở Nội vụ")
    SUBMISSION.perform(taken_back, "withdraw", by=acting(cast.dha_unit_head), note="Nhầm tệp.")
    SUBMISSION.perform(taken_back, "present", by=acting(cast.dha_unit_clerk))
    SUBMISSION.perform(taken_back, "head_return", by=acting(cast.dha_unit_head), note="Sửa lại.")
    return campaign


@pytest.mark.parametrize(("who", "figures"), [("dha", [1, 1, 1, 1, 1]), ("auditor", [1] * 5), ("office", [1] * 5)])
def test_B87_each_figure_of_the_home_is_the_length_of_its_list(cast, in_every_hand, as_, who, figures):
    client = as_(getattr(cast, who))
    found = [(url.replace("&amp;", "&"), int(n)) for url, n in FIGURE.findall(page(client))]
    assert [n for _, n in found] == figures
    for url, n in found:
        assert page(client, url).count('<tr role="row"><th scope="row"') == n, url


@pytest.mark.parametrize("who", ROLES[:-1])
def test_B87_the_list_of_what_waits_for_me_has_the_papers_of_my_cards(cast, in_every_hand, as_, who):
    client = as_(getattr(cast, who))
    cards = re.findall(r'<article class="task.*?</article>', page(client), re.S)
    papers = {m[1] for card in cards if (m := re.search(r"/bao-cao/(\d+)/", card))}
    listed = set(
        re.findall(r'href="/bao-cao/(\d+)/"', page(client, "/bao-cao/?tinh-trang=cho-toi").split("<tbody")[-1])
    )
    assert listed == papers


@pytest.mark.parametrize("who", ["office", "dha_unit_clerk", "auditor"])
def test_a_paper_of_the_department_waits_for_the_office_on_every_page(cast, in_every_hand, as_, who):
    paper = the_paper(in_every_hand, cast.units["Sở Nội vụ"], period="Kế hoạch năm 2023")
    client = as_(getattr(cast, who))
    for url in (f"/bao-cao/{paper.pk}/", "/bao-cao/?ten=noi+vu&loai=ke-hoach", f"/don-vi/{paper.unit_id}/"):
        html = page(client, url)
        assert "Chờ Văn phòng UBND tỉnh" in html, url
        assert "</i>Chờ Sở Nội vụ" not in html, url
