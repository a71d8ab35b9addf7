"""A unit leaves a running campaign: its papers end, no figure counts them from that day, and it can come back."""

import datetime as dt

import pytest

from campaigns.models import Campaign, Submission
from campaigns.selectors import aside, board, lists, todo
from campaigns.selectors.overview import Overview
from campaigns.services import leaving, periods
from campaigns.workflows import SUBMISSION
from emulation.base import audit, clock
from emulation.base.models import Notification
from emulation.base.workflow import Refused
from tests.factories import acting, report, the_paper

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("july")]

JULY = dt.date(2023, 7, 5)
PLAN = "Kế hoạch năm 2023"
HALF_YEAR = "Báo cáo 6 tháng năm 2023"


@pytest.fixture
def place(cast, campaign):
    """Sở Y tế takes part; its plan is accepted, its report waits for Sở Nội vụ."""
    report(cast, campaign, "accepted", day=JULY, period=PLAN)
    report(cast, campaign, "endorsed", day=JULY)
    return campaign.participations.get(unit=cast.units["Sở Y tế"])


def leave(cast, place, on=JULY):
    return leaving.leave(place, on=on, reason="Giải thể theo Quyết định 12.", by=acting(cast.dha))


def figures(cast, campaign):
    """(accepted, with the department, units of the board, counted in the half-year, lines of the list) for Sở Nội vụ."""
    dha = acting(cast.dha)
    standing = aside.campaigns_in_figures(dha)[0]
    table = board.build(campaign, dha)
    counts = Overview(campaign, dha).counts_of(campaign.periods.get(name=HALF_YEAR))
    listed = lists.submissions(dha, lists.Filters()).count()
    return standing.accepted, standing.with_department, len(table.rows), counts.total, listed


def test_figures_leave_it_out_from_that_day(cast, campaign, place):
    before = figures(cast, campaign)
    leave(cast, place)
    after = figures(cast, campaign)
    assert before == (1, 1, 6, 6, 2)
    assert after == (0, 0, 5, 5, 0)


def test_its_open_papers_wait_for_nobody_and_nothing_can_be_done_with_them(cast, campaign, place):
    report(cast, campaign, "draft", day=JULY, period="Báo cáo năm 2023")
    paper = the_paper(campaign, cast.units["Sở Y tế"])
    assert todo.count(acting(cast.dha)) == 1
    assert todo.count(acting(cast.owner)) == 1
    leave(cast, place)
    assert (todo.count(acting(cast.dha)), todo.count(acting(cast.owner))) == (0, 0)
    with pytest.raises(Refused, match="Đơn vị đã thôi tham gia phong trào từ 05/07/2023"):
        SUBMISSION.perform(paper, "accept", by=acting(cast.dha))
    draft = the_paper(campaign, cast.units["Sở Y tế"], period="Báo cáo năm 2023")
    with pytest.raises(Refused, match="thôi tham gia"):
        SUBMISSION.perform(draft, "present", by=acting(cast.owner))
    assert SUBMISSION.state_of(draft).label == "Đã thôi tham gia"
    assert not draft.is_editable
    with clock.at(clock.moment(dt.date(2024, 2, 1))):
        assert not draft.is_overdue


def test_what_was_sent_stays_to_be_read(cast, campaign, place):
    leave(cast, place)
    seen = Submission.objects.visible_to(acting(cast.auditor)).filter(unit=cast.units["Sở Y tế"])
    assert seen.count() == 2


def test_it_is_written_into_the_record_with_the_reason_and_told(
    cast, campaign, place, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        leave(cast, place)
    row = audit.last(campaign, "leave")
    assert (row.label, row.note) == ("Sở Y tế thôi tham gia từ 05/07/2023", "Giải thể theo Quyết định 12.")
    told = Notification.objects.filter(title__startswith="Sở Y tế thôi tham gia")
    assert {n.recipient.username for n in told} == {"owner", "head"}


def test_later_periods_are_not_owed_by_it(cast, campaign, place):
    leave(cast, place)
    new = periods.save_period(
        Campaign.objects.get(pk=campaign.pk),
        purpose="report",
        name="Báo cáo quý III",
        starts_on=dt.date(2023, 7, 1),
        ends_on=dt.date(2023, 9, 30),
        rule="relative",
        offset_days=5,
        by=acting(cast.dha),
    )
    assert new.submissions.count() == 5
    assert not new.submissions.filter(unit=cast.units["Sở Y tế"]).exists()


def test_it_comes_back_where_it_stopped_and_owes_what_came_up_meanwhile(cast, campaign, place):
    leave(cast, place)
    leaving.come_back(place, reason="Ghi nhầm đơn vị.", by=acting(cast.dha))
    assert figures(cast, campaign) == (1, 1, 6, 6, 2)
    assert SUBMISSION.perform(the_paper(campaign, cast.units["Sở Y tế"]), "accept", by=acting(cast.dha))


@pytest.mark.parametrize(("on", "words"), [(dt.date(2023, 7, 6), "đến hôm nay"), (dt.date(2023, 3, 1), "08/03/2023")])
def test_a_day_outside_its_time_is_refused(cast, campaign, place, on, words):
    with pytest.raises(Refused, match=words):
        leave(cast, place, on)


def test_leaving_twice_and_without_a_reason_is_refused(cast, campaign, place):
    with pytest.raises(Refused, match="Hãy ghi lý do thôi tham gia"):
        leaving.leave(place, on=JULY, reason="  ", by=acting(cast.dha))
    leave(cast, place)
    with pytest.raises(Refused, match="đã thôi tham gia"):
        leave(cast, place)


# --- Pages ------------------------------------------------------------------------------------------------------------
def test_the_page_takes_it_out_and_back_in(cast, campaign, place, as_):
    client = as_(cast.dha)
    units = f"/phong-trao/{campaign.pk}/don-vi/"
    way_out, way_in = f"/phong-trao/tham-gia/{place.pk}/thoi/", f"/phong-trao/tham-gia/{place.pk}/lai/"
    assert way_out in client.get(units).content.decode()
    answer = client.post(way_out, {"on": "05/07/2023", "reason": "Giải thể"}, follow=True)
    html = answer.content.decode()
    assert "Sở Y tế thôi tham gia từ 05/07/2023. Đơn vị được báo." in html
    assert "5 đơn vị tham gia" in html
    assert way_in in html
    html = client.post(way_in, {"reason": "Nhầm"}, follow=True).content.decode()
    assert "6 đơn vị tham gia" in html


def test_the_unit_reads_that_it_left(cast, campaign, place, as_):
    leave(cast, place)
    html = as_(cast.owner).get(f"/bao-cao/{the_paper(campaign, cast.units['Sở Y tế']).pk}/").content.decode()
    assert "Đơn vị đã thôi tham gia phong trào từ 05/07/2023" in html
    assert "Đã thôi tham gia" in as_(cast.owner).get("/bao-cao/").content.decode()
    assert as_(cast.owner).get("/").status_code == 200


def test_only_those_who_edit_the_campaign_take_a_unit_out(cast, campaign, place, as_):
    for who in ("owner", "leader", "office", "auditor"):
        for way in ("thoi", "lai"):
            url = f"/phong-trao/tham-gia/{place.pk}/{way}/"
            assert as_(getattr(cast, who)).post(url, {"on": "05/07/2023", "reason": "x"}).status_code == 403
