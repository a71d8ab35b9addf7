"""The tracking board: what each cell says, what the rates count, who sees which rows."""

import datetime as dt

import pytest

from campaigns.models import Campaign, Submission
from campaigns.selectors import board, reminding
from campaigns.services import periods
from campaigns.services import reminding as services
from campaigns.workflows import SUBMISSION
from emulation.base import clock
from emulation.base.models import AuditEntry, Notification
from emulation.base.workflow import Refused
from organisations.models import User
from organisations.services import accounts
from tests.factories import acting, report, the_paper

pytestmark = pytest.mark.django_db

HALF_YEAR, WHOLE_YEAR = "Báo cáo 6 tháng năm 2023", "Báo cáo năm 2023"
DUE = dt.date(2023, 7, 10)
BEFORE, AFTER = dt.date(2023, 7, 5), dt.date(2023, 7, 12)


def look(cast, campaign, who="dha", day=AFTER, **fields):
    """The board as a person sees it on a day, with the half year's report chosen."""
    period = fields.pop("period", HALF_YEAR)
    with clock.at(clock.moment(day, fields.pop("hour", 9))):
        person = acting(getattr(cast, who))
        return board.build(campaign, person, period=campaign.periods.get(name=period).pk, **fields)


def row_of(built, name):
    return next(row for row in built.rows if row.name == name)


def keys(built, name):
    return [cell.key for cell in row_of(built, name).periods]


# --- Cells ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("state", "sent_on", "key"),
    [
        ("not_started", BEFORE, "overdue"),
        ("draft", BEFORE, "overdue"),
        ("awaiting_head", BEFORE, "overdue"),
        ("submitted", BEFORE, "waiting"),
        ("endorsed", BEFORE, "waiting"),
        ("returned", BEFORE, "returned"),
        ("accepted", BEFORE, "accepted"),
        ("accepted", AFTER, "late"),
        ("submitted", AFTER, "waiting"),
    ],
)
def test_a_cell_after_the_deadline(cast, campaign, state, sent_on, key):
    report(cast, campaign, state, day=sent_on)
    assert keys(look(cast, campaign), "Sở Y tế")[0] == key


@pytest.mark.parametrize(("state", "key"), [("not_started", "none"), ("draft", "draft"), ("awaiting_head", "draft")])
def test_B44_what_is_due_today_is_not_overdue(cast, campaign, state, key):
    report(cast, campaign, state, day=BEFORE)
    assert keys(look(cast, campaign, day=DUE, hour=23), "Sở Y tế")[0] == key


def test_B44_what_was_done_yesterday_is_not_overdue(cast, campaign):
    report(cast, campaign, "submitted", day=dt.date(2023, 7, 9))
    assert keys(look(cast, campaign, day=DUE), "Sở Y tế")[0] == "waiting"


def test_days_late_are_said(cast, campaign):
    report(cast, campaign, "accepted", day=dt.date(2023, 7, 13))
    cell = row_of(look(cast, campaign, day=dt.date(2023, 7, 20)), "Sở Y tế").periods[0]
    assert (cell.days_late, cell.words) == (3, "Đã tiếp nhận, gửi trễ 3 ngày")


def test_an_extension_covers_what_comes_within_it(cast, campaign):
    period = campaign.periods.get(name=HALF_YEAR)
    with clock.at(clock.moment(BEFORE)):
        periods.extend(period, cast.units["Sở Y tế"], until=dt.date(2023, 7, 14), reason="Chờ số.", by=acting(cast.dha))
    assert keys(look(cast, campaign), "Sở Y tế")[0] == "none"  # not overdue before the extension ends
    report(cast, campaign, "accepted", day=dt.date(2023, 7, 13))
    built = look(cast, campaign, day=dt.date(2023, 7, 20))
    assert keys(built, "Sở Y tế")[0] == "accepted"
    assert row_of(built, "Sở Y tế").rate.on_time == 1
    assert built.due_of(cast.units["Sở Y tế"].pk) == dt.date(2023, 7, 14)
    assert built.due_of(cast.units["Sở Tài chính"].pk) == DUE


def test_tasks_follow_the_report_and_a_return_marks_its_tasks(cast, campaign):
    report(cast, campaign, "returned", day=BEFORE)  # the first section is marked
    report(cast, campaign, "submitted", day=BEFORE, unit="Sở Tài chính")
    built = look(cast, campaign)
    assert row_of(built, "Sở Y tế").tasks == ["returned", "seen"]
    assert row_of(built, "Sở Tài chính").tasks == ["waiting", "waiting"]
    assert row_of(built, "Sở Công Thương").tasks == ["overdue", "overdue"]


def test_B86_a_withdrawn_report_is_out_of_all_figures(cast, campaign):
    paper = report(cast, campaign, "submitted", day=BEFORE)
    assert look(cast, campaign, day=BEFORE).total.sent == 1
    with clock.at(clock.moment(BEFORE, 10)):
        SUBMISSION.perform(paper, "withdraw", by=acting(cast.head), note="Sai số liệu.")
    before, after = look(cast, campaign, day=BEFORE), look(cast, campaign)
    assert (before.total.due, before.total.sent, keys(before, "Sở Y tế")[0]) == (0, 0, "draft")
    assert (after.total.sent, keys(after, "Sở Y tế")[0]) == (0, "overdue")


# --- Rates ------------------------------------------------------------------------------------------------------------
def test_rates_count_what_was_due_or_sent(cast, campaign):
    report(cast, campaign, "accepted", day=BEFORE)
    report(cast, campaign, "accepted", day=AFTER, unit="Sở Tài chính")
    report(cast, campaign, "submitted", day=BEFORE, unit="Sở Y tế", period=WHOLE_YEAR)  # long before its day
    built = look(cast, campaign)
    rate = row_of(built, "Sở Y tế").rate
    assert (rate.due, rate.sent, rate.on_time) == (2, 2, 2)
    rate = row_of(built, "Sở Tài chính").rate
    assert (rate.due, rate.sent, rate.on_time, rate.complete, rate.punctual) == (1, 1, 0, 100, 0)
    # Six units take part: six half-year reports were due, and one of the year's was sent early.
    assert (built.total.due, built.total.sent, built.total.on_time) == (7, 3, 2)
    assert built.count("overdue") == 4


def test_nothing_due_has_no_rate(cast, campaign):
    assert look(cast, campaign, day=BEFORE).total.complete is None


# --- Who sees what ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["dha", "dha_head", "auditor", "office"])
def test_those_who_oversee_see_every_unit(cast, campaign, who):
    built = look(cast, campaign, who)
    assert [(g.name, len(g.rows)) for g in built.groups] == [
        ("Khối thi đua Kinh tế", 4),
        ("Khối thi đua các tổ chức hội", 2),
    ]
    assert [g.leader for g in built.groups] == ["Sở Tài chính", ""]


@pytest.mark.parametrize("who", ["leader", "leader_head", "deputy"])
def test_a_bloc_leader_sees_its_bloc_only(cast, campaign, who):
    assert [g.name for g in look(cast, campaign, who).groups] == ["Khối thi đua Kinh tế"]


@pytest.mark.parametrize("who", ["owner", "stranger"])
def test_others_see_nothing_even_when_asked(cast, campaign, who):
    assert look(cast, campaign, who, blocs=[cast.bloc.pk, cast.other_bloc.pk]).rows == []


def test_B62_a_draft_is_shown_by_its_state_and_never_opened_by_others(cast, campaign):
    report(cast, campaign, "draft", day=BEFORE)
    report(cast, campaign, "draft", day=BEFORE, unit="Sở Tài chính")
    for_department = look(cast, campaign, day=BEFORE)
    assert [row_of(for_department, n).periods[0].openable for n in ("Sở Y tế", "Sở Tài chính")] == [False, False]
    for_leader = look(cast, campaign, "leader", day=BEFORE)
    assert [row_of(for_leader, n).periods[0].openable for n in ("Sở Y tế", "Sở Tài chính")] == [False, True]


@pytest.mark.parametrize(("text", "found"), [("y te", 1), ("SỞ Y", 1), ("so", 5), ("khong co", 0)])
def test_names_are_found_without_accents(cast, campaign, text, found):
    assert len(look(cast, campaign, text=text).rows) == found


def test_only_keeps_rows_and_leaves_the_rates(cast, campaign):
    report(cast, campaign, "accepted", day=BEFORE)
    built = look(cast, campaign)
    narrow = built.only(("accepted", "late"))
    assert [row.name for row in narrow.rows] == ["Sở Y tế"]
    assert narrow.total == built.total


@pytest.mark.parametrize(
    ("day", "chosen"),
    [
        (dt.date(2023, 7, 10), HALF_YEAR),  # nothing is over yet: the first
        (dt.date(2023, 7, 11), HALF_YEAR),
        (dt.date(2023, 12, 15), HALF_YEAR),
        (dt.date(2023, 12, 16), WHOLE_YEAR),
    ],
)
def test_the_period_looked_at_first_is_the_last_one_over(cast, campaign, day, chosen):
    with clock.at(clock.moment(day)):
        assert board.build(campaign, acting(cast.dha)).period.name == chosen


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Báo cáo quý I năm 2023", "Quý I"),
        ("Báo cáo 6 tháng năm 2023", "6 tháng"),
        ("Báo cáo năm 2023", "Cả năm"),
        ("Báo cáo sơ kết", "Sơ kết"),
    ],
)
def test_short_names_of_periods(name, short):
    from campaigns.models import Period

    assert board.short_name(Period(name=name), 2023) == short


def test_a_campaign_without_periods_has_a_board_without_cells(cast):
    with clock.at(clock.moment(BEFORE)):
        campaign = Campaign.objects.create(
            title="Trống", year=2023, starts_on=BEFORE, ends_on=AFTER, created_by=cast.dha
        )
        built = board.build(campaign, acting(cast.dha))
    assert (built.rows, built.period, built.cells, built.count("overdue")) == ([], None, [], 0)


# --- Reminding --------------------------------------------------------------------------------------------------------
@pytest.fixture
def remind(cast, campaign, django_capture_on_commit_callbacks):
    """`remind(who, day)` reminds the late units of that person's board."""

    def run(who="dha", day=AFTER):
        built = look(cast, campaign, who, day=day)
        with clock.at(clock.moment(day, 14)), django_capture_on_commit_callbacks(execute=True):
            return services.remind_late_units(built, by=acting(getattr(cast, who)))

    return run


def test_a_reminder_tells_each_officer_once_a_day_and_is_recorded(cast, campaign, remind, mailoutbox):
    report(cast, campaign, "submitted", day=BEFORE)
    told = remind()
    assert [u.name for u in told] == ["Sở Công Thương", "Sở Tài chính", "Sở Xây dựng", "Hội Luật gia", "Sở Nội vụ"]
    assert Notification.objects.filter(key__startswith="reminder:").count() == 7
    mail = next(m for m in mailoutbox if m.to == ["neighbour@vidu.vn"])
    assert mail.subject == "Nhắc gửi báo cáo 6 tháng năm 2023"
    assert "Báo cáo 6 tháng năm 2023 của Sở Công Thương hết hạn ngày 10/07/2023, đã quá 2 ngày" in mail.body
    assert f"/bao-cao/{the_paper(campaign, cast.units['Sở Công Thương']).pk}/" in mail.body
    entry = AuditEntry.objects.get(action="remind")
    assert (entry.label, len(entry.changes["units"])) == ("Nhắc 5 đơn vị chậm gửi Báo cáo 6 tháng năm 2023", 5)
    with pytest.raises(Refused, match="Không còn đơn vị nào cần nhắc hôm nay"):
        remind()
    assert len(remind(day=dt.date(2023, 7, 13))) == 5


def test_a_leader_reminds_its_bloc_only(cast, campaign, remind):
    assert {u.name for u in remind("leader")} == {"Sở Công Thương", "Sở Tài chính", "Sở Xây dựng", "Sở Y tế"}


def test_B81_a_locked_officer_gets_nothing_and_the_unit_is_named(cast, campaign, remind, mailoutbox):
    accounts.lock_account(cast.neighbour, reason="Nghỉ", by=acting(cast.admin))
    remind()
    assert not any(m.to == ["neighbour@vidu.vn"] for m in mailoutbox)
    late = {u.name: u for u in reminding.late_units(look(cast, campaign))}
    assert late["Sở Công Thương"].people == []
    assert not late["Sở Công Thương"].can_be_told


@pytest.mark.parametrize("who", ["auditor", "office", "owner"])
def test_those_who_only_look_do_not_remind(cast, campaign, remind, who):
    from django.core.exceptions import PermissionDenied

    with pytest.raises(PermissionDenied):
        remind(who)


def test_whoever_sent_in_time_does_not_become_late_by_mending(cast, campaign):
    """Sent on 05/07, due 10/07, returned, mended on 12/07: sent and in time at every step, being mended on the board."""
    paper = report(cast, campaign, "returned")
    moves = [(), ("present", cast.owner), ("recall", cast.owner), ("present", cast.owner), ("head_return", cast.head)]
    with clock.at(clock.moment(dt.date(2023, 7, 12))):
        for move in moves:
            if move:
                SUBMISSION.perform(paper, move[0], by=acting(move[1]), note="Xem lại số liệu.")
            fresh = Submission.objects.get(pk=paper.pk)
            assert (fresh.is_handed_in, fresh.is_overdue) == (True, False), move
            found = look(cast, campaign)
            row = next(r for r in found.rows if r.unit_id == cast.units["Sở Y tế"].pk)
            assert (row.rate.due, row.rate.sent, row.rate.on_time) == (1, 1, 1), move
            assert row.periods[found.position].key == "returned", move


def test_B86_what_was_withdrawn_is_overdue_until_it_is_sent_again(cast, campaign):
    paper = report(cast, campaign, "submitted")
    with clock.at(clock.moment(dt.date(2023, 7, 9))):
        SUBMISSION.perform(paper, "withdraw", by=acting(cast.head), note="Nhầm tệp")
    with clock.at(clock.moment(dt.date(2023, 7, 12))):
        fresh = Submission.objects.get(pk=paper.pk)
        assert (fresh.is_handed_in, fresh.is_overdue) == (False, True)
        SUBMISSION.perform(fresh, "submit", by=acting(cast.head))
        fresh = Submission.objects.get(pk=paper.pk)
        assert (fresh.is_handed_in, fresh.is_overdue) == (True, False)
        # The first sending decides punctuality.
        assert fresh.punctuality.days_late == 0


def test_who_gets_no_letter_is_named_apart_before_sending(cast, campaign, as_):
    accounts.lock_account(cast.neighbour, reason="Nghỉ", by=acting(cast.admin))
    User.objects.filter(pk=cast.deputy.pk).update(email=None)
    with clock.at(clock.moment(AFTER)):
        page = as_(cast.dha).get("/theo-doi/nhac/", {"ky": campaign.periods.get(name="Báo cáo 6 tháng năm 2023").pk})
    text = page.content.decode()
    # Officers of six units, less the locked one; the deputy has no address.
    assert "5 đơn vị, 8 người sẽ nhận thông báo, 7 người nhận cả thư." in text
    assert "Nguyễn Văn Neighbour, Sở Công Thương: tài khoản bị khóa, không nhận gì" in text
    assert "Nguyễn Văn Deputy, Sở Xây dựng: chưa có địa chỉ thư, chỉ nhận trên hệ thống" in text
    assert "head@vidu.vn" in text
