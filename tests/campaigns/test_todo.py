"""Việc cần làm: exactly what waits for whom, in which order, and that the count in the menu is the length of the list."""

import datetime as dt

import pytest

from campaigns.bloc_year.models import Pledge
from campaigns.selectors import todo
from campaigns.services import periods
from campaigns.workflows import CAMPAIGN, SUBMISSION
from emulation.base import clock
from organisations.services import accounts
from tests import factories
from tests.factories import acting, report, the_paper

pytestmark = pytest.mark.django_db

JULY = dt.date(2023, 7, 5)
HALF_YEAR = "Báo cáo 6 tháng năm 2023"
WHOLE_YEAR = "Báo cáo năm 2023"
PLAN = "Kế hoạch năm 2023"


@pytest.fixture
def in_july():
    """Plans were due on 31/03, the half year's report is due on 10/07, the year's on 15/12."""
    with clock.at(clock.moment(JULY, 9)):
        yield


@pytest.fixture
def busy(cast, campaign):
    """Papers at every reader: the returned one of Sở Y tế, the leader's own with the deputy, Sở Nội vụ's with the office."""
    # The bloc has its pledge, so that nothing but papers waits for the leader.
    Pledge.objects.create(bloc=cast.bloc, state="complete", completed_at=clock.now())
    report(cast, campaign, "returned", day=JULY)
    report(cast, campaign, "endorsed", day=JULY, period=PLAN)
    report(cast, campaign, "submitted", day=JULY, unit="Sở Tài chính")
    report(cast, campaign, "endorsed", day=JULY, unit="Sở Nội vụ")
    return campaign


def titles(person):
    return [card.title for card in todo.for_user(acting(person))]


WAITING = {
    "owner": 1,  # the returned report
    "head": 1,
    "neighbour": 2,  # plan and half-year report, nothing begun
    "leader": 1,  # the plan; its own report is with the deputy
    "leader_head": 1,
    "deputy": 3,  # own plan and report, and the leader's report to confirm
    "stranger": 2,
    "dha": 1,  # the plan of Sở Y tế
    "dha_head": 1,
    "dha_unit_clerk": 1,  # its own plan
    "dha_unit_head": 1,
    "office": 1,  # the report of Sở Nội vụ itself
    "auditor": 0,
    "council": 0,
    "admin": 0,
    "nobody": 0,
}


@pytest.mark.parametrize(("who", "expected"), WAITING.items())
def test_B87_count_is_the_length_of_the_list(cast, busy, in_july, who, expected):
    person = getattr(cast, who)
    assert len(todo.for_user(acting(person))) == expected
    assert todo.count(acting(person)) == expected


@pytest.mark.parametrize("who", ["owner", "head", "leader", "deputy", "dha", "office"])
def test_the_list_behind_the_count_holds_the_same_papers(cast, busy, in_july, who):
    person = acting(getattr(cast, who))
    cards = {card.subject.pk for card in todo.for_user(person)}
    assert set(todo.submissions_waiting_for(person).values_list("pk", flat=True)) == cards


def test_nobody_reviews_their_own_unit(cast, busy, in_july):
    assert not any("Sở Tài chính" in title for title in titles(cast.leader))
    assert "Xác nhận báo cáo 6 tháng năm 2023 của Sở Tài chính" in titles(cast.deputy)
    assert titles(cast.office) == ["Tiếp nhận báo cáo 6 tháng năm 2023 của Sở Nội vụ"]


def test_late_comes_first_then_returned_then_by_deadline(cast, campaign):
    report(cast, campaign, "returned", day=JULY)
    with clock.at(clock.moment(dt.date(2023, 11, 20))):
        assert titles(cast.owner) == [
            "Lập kế hoạch năm 2023",  # overdue since March
            "Sửa báo cáo 6 tháng năm 2023",  # returned
            "Lập báo cáo năm 2023",  # due on 15/12
        ]


def test_B91_a_closed_campaign_leaves_the_list(cast, busy):
    with clock.at(clock.moment(JULY, 10)):
        CAMPAIGN.perform(busy, "close", by=acting(cast.dha), note="Theo kết luận hội nghị tổng kết.")
    with clock.at(clock.moment(JULY, 11)):
        for who in WAITING:
            assert todo.for_user(acting(getattr(cast, who))) == []
            assert todo.count(acting(getattr(cast, who))) == 0


@pytest.mark.parametrize(
    ("day", "shown"),
    [(dt.date(2023, 10, 30), False), (dt.date(2023, 10, 31), True)],  # 46 and 45 days before 15/12
)
def test_obligations_far_ahead_are_in_the_calendar_only(cast, campaign, day, shown):
    with clock.at(clock.moment(day)):
        assert ("Lập báo cáo năm 2023" in titles(cast.owner)) is shown


def test_B40_the_last_day_counts_whole(cast, campaign):
    paper = the_paper(campaign, cast.units["Sở Y tế"])

    def is_late():
        return next(c for c in todo.for_user(acting(cast.owner)) if c.subject.pk == paper.pk).is_late

    with clock.at(clock.end_of(dt.date(2023, 7, 10))):
        assert not is_late()
    with clock.at(clock.moment(dt.date(2023, 7, 11), 0, 1)):
        assert is_late()


def test_an_extension_moves_the_day(cast, campaign):
    period = campaign.periods.get(name=HALF_YEAR)
    with clock.at(clock.moment(JULY)):
        periods.extend(
            period, cast.units["Sở Y tế"], until=dt.date(2023, 7, 20), reason="Chờ số liệu.", by=acting(cast.dha)
        )
    with clock.at(clock.moment(dt.date(2023, 7, 12))):
        mine = {c.subject.title: c for c in todo.for_user(acting(cast.owner))}
        others = {c.subject.title: c for c in todo.for_user(acting(cast.neighbour))}
        assert (mine[HALF_YEAR].due, mine[HALF_YEAR].is_late) == (dt.date(2023, 7, 20), False)
        assert others[HALF_YEAR].is_late


def test_a_return_quotes_the_reason_and_says_who(cast, busy, in_july):
    card = todo.for_user(acting(cast.owner))[0]
    assert card.reason == ("“Thiếu số liệu nhiệm vụ 1.” – Nguyễn Văn Dha, Chuyên viên, Sở Nội vụ, 05/07/2023 lúc 09:00")
    assert card.button == "Mở và sửa"


def test_B86_a_withdrawn_paper_leaves_the_reader(cast, campaign, in_july):
    paper = report(cast, campaign, "submitted", day=JULY)
    assert "Xác nhận báo cáo 6 tháng năm 2023 của Sở Y tế" in titles(cast.leader)
    SUBMISSION.perform(paper, "withdraw", by=acting(cast.head), note="Sai số liệu.")
    assert "Xác nhận báo cáo 6 tháng năm 2023 của Sở Y tế" not in titles(cast.leader)
    mine = next(c for c in todo.for_user(acting(cast.owner)) if c.subject.pk == paper.pk)
    assert mine.reason == "Đã rút lại, chưa gửi lại."


def test_what_is_not_begun_is_begun_by_a_post(cast, campaign, in_july):
    card = next(c for c in todo.for_user(acting(cast.owner)) if c.subject.title == HALF_YEAR)
    assert card.starts
    assert card.url == f"/bao-cao/{card.subject.pk}/"


# --- Locked accounts --------------------------------------------------------------------------------------------------
def test_work_of_a_locked_person_stays_and_the_administrator_is_told(cast, campaign, in_july):
    report(cast, campaign, "draft", day=JULY)
    accounts.lock_account(cast.owner, reason="Chuyển công tác", by=acting(cast.admin))
    cards = todo.for_user(acting(cast.admin))
    assert [c.title for c in cards] == ["Giao người thay Nguyễn Văn Owner, cán bộ đầu mối của Sở Y tế"]
    assert cards[0].reason == (
        "1 việc đang chờ tài khoản đã khóa. Đơn vị không còn ai giữ vai trò này. Hãy giao vai trò cho người khác."
    )
    assert todo.count(acting(cast.admin)) == 1
    assert "Soạn báo cáo 6 tháng năm 2023" in titles(cast.head)


def test_a_colleague_with_the_same_role_is_named_as_the_way_out(cast, campaign, in_july):
    report(cast, campaign, "awaiting_head", day=JULY)
    factories.make_person("phogd", "unit_head", cast.units["Sở Y tế"])
    accounts.lock_account(cast.head, reason="Nghỉ hưu", by=acting(cast.admin))
    assert todo.for_user(acting(cast.admin))[0].reason.endswith("Đơn vị còn 1 người cùng vai trò làm thay được.")


def test_papers_that_wait_for_locked_readers_are_seen(cast, busy, in_july):
    report(cast, busy, "submitted", day=JULY, period=PLAN, unit="Sở Tài chính")
    for person in (cast.leader, cast.deputy, cast.dha):
        accounts.lock_account(person, reason="Nghỉ", by=acting(cast.admin))
    found = {c.subject.username: c.subject.waiting for c in todo.for_user(acting(cast.admin))}
    # The two papers of the leader wait for the deputy; nothing of the bloc waits for the leader; one plan for Sở Nội vụ.
    assert found == {"deputy": 2, "dha": 1}


def test_a_locked_person_without_work_is_no_work(cast, campaign, in_july):
    accounts.lock_account(cast.stranger, reason="Nghỉ", by=acting(cast.admin))
    assert todo.for_user(acting(cast.admin)) == []
