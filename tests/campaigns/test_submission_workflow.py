"""The review chain: exactly these moves for these people, in every state. The table is written by hand."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from campaigns.models import Submission
from campaigns.workflows import SUBMISSION
from emulation.base import audit, clock
from emulation.base.workflow import AlreadyDone, Refused
from organisations.enums import Role
from organisations.services import roles
from tests import factories
from tests.factories import acting

STATES = ["not_started", "draft", "awaiting_head", "submitted", "endorsed", "returned", "accepted"]

# state → person → moves offered (enabled or not). Whoever is not named has none. Sở Y tế's report; Sở Tài chính leads its bloc.
TABLE = {
    "not_started": {"owner": {"start"}, "head": {"start"}},
    "draft": {"owner": {"present"}, "head": {"present", "submit"}},
    "awaiting_head": {"owner": {"recall"}, "head": {"recall", "submit", "head_return"}},
    "submitted": {
        "head": {"withdraw"},
        "leader": {"endorse", "bloc_return"},
        "leader_head": {"endorse", "bloc_return"},
        "dha": {"take_over"},
        "dha_head": {"take_over"},
    },
    "endorsed": {"head": {"withdraw"}, "dha": {"accept", "dha_return"}, "dha_head": {"accept", "dha_return"}},
    "returned": {"owner": {"present"}, "head": {"present", "submit"}},
    "accepted": {"dha": {"reopen"}, "dha_head": {"reopen"}},
}
PEOPLE = [
    "owner",
    "head",
    "neighbour",
    "leader",
    "leader_head",
    "deputy",
    "stranger",
    "dha",
    "dha_head",
    "dha_unit_clerk",
    "dha_unit_head",
    "office",
    "auditor",
    "council",
    "admin",
    "nobody",
]


@pytest.mark.parametrize("state", STATES)
def test_offers_are_those_of_the_table(cast, campaign, state):
    paper = factories.report(cast, campaign, state)
    for name in PEOPLE:
        offered = {o.transition.name for o in SUBMISSION.offers(paper, acting(getattr(cast, name)))}
        assert offered == TABLE[state].get(name, set()), f"{state}: {name}"


@pytest.mark.parametrize("state", STATES)
def test_B65_every_other_move_is_refused_and_leaves_no_trace(cast, campaign, state):
    paper = factories.report(cast, campaign, state)
    rows = audit.history(paper).count()
    for name in PEOPLE:
        person = acting(getattr(cast, name))
        for move in SUBMISSION.transitions:
            if move.name in TABLE[state].get(name, set()):
                continue
            with pytest.raises((PermissionDenied, Refused)):
                SUBMISSION.perform(paper, move.name, by=person, note="thử")
    paper.refresh_from_db()
    assert paper.state == state
    assert audit.history(paper).count() == rows


def test_B21_leaders_own_report_goes_to_the_deputy(cast, campaign):
    paper = factories.report(cast, campaign, "submitted", unit="Sở Tài chính")
    assert SUBMISSION.offers(paper, acting(cast.leader)) == []
    assert {o.transition.name for o in SUBMISSION.offers(paper, acting(cast.deputy))} == {"endorse", "bloc_return"}


def test_B21_own_report_of_the_dha_is_received_by_the_chairmans_office(cast, campaign):
    paper = factories.report(cast, campaign, "endorsed", unit="Sở Nội vụ")
    assert SUBMISSION.offers(paper, acting(cast.dha)) == []
    assert {o.transition.name for o in SUBMISSION.offers(paper, acting(cast.office))} == {"accept", "dha_return"}


def test_B21_a_reviewer_who_moves_into_the_unit_no_longer_reviews_it(cast, campaign):
    """Assigned first, of the unit later: the paper of the own unit is out of reach that same day."""
    paper = factories.report(cast, campaign, "endorsed")
    roles.grant(cast.dha, role=Role.DHA_CLERK, unit=cast.units["Sở Y tế"], by=None)
    moved = acting(cast.dha)
    moved.act_as(next(m for m in moved.current_memberships if m.unit == cast.units["Sở Y tế"]))
    assert SUBMISSION.offers(paper, moved) == []
    with pytest.raises(PermissionDenied):
        SUBMISSION.perform(paper, "accept", by=moved)


def test_bloc_without_leader_sends_straight_to_the_dha(cast, campaign):
    """Sở Nội vụ's bloc has no leader: nobody can endorse, so nothing may wait there."""
    paper = factories.report(cast, campaign, "submitted", unit="Sở Nội vụ")
    assert paper.state == "endorsed"


def test_B50_second_click_does_nothing_twice(cast, campaign):
    paper = factories.report(cast, campaign, "endorsed")
    SUBMISSION.perform(paper, "accept", by=acting(cast.dha))
    with pytest.raises(AlreadyDone):
        SUBMISSION.perform(paper, "accept", by=acting(cast.dha))
    assert audit.history(paper).filter(action="accept").count() == 1


def test_return_needs_a_reason(cast, campaign):
    paper = factories.report(cast, campaign, "endorsed")
    with pytest.raises(Refused, match="lý do trả lại"):
        SUBMISSION.perform(paper, "dha_return", by=acting(cast.dha), note="  ")


def test_withdraw_only_before_the_leader_endorsed(cast, campaign):
    paper = factories.report(cast, campaign, "endorsed")
    with pytest.raises(Refused, match="Trưởng khối đã xác nhận"):
        SUBMISSION.perform(paper, "withdraw", by=acting(cast.head), note="nhầm")


def test_B64_everything_sent_is_kept(cast, campaign):
    paper = factories.report(cast, campaign, "returned")
    with clock.at(clock.moment(dt.date(2023, 7, 9))):
        paper = SUBMISSION.perform(paper, "submit", by=acting(cast.head))
    assert [s.number for s in paper.snapshots.all()] == [2, 1]
    actions = list(audit.history(paper).values_list("action", flat=True))
    assert actions.count("submit") == 2
    assert actions.count("dha_return") == 1
    # Punctuality is that of the first sending.
    assert paper.first_sent_at.date() == dt.date(2023, 7, 5)


def test_one_audit_row_each_move_with_who_as_whom_and_why(cast, campaign):
    paper = factories.report(cast, campaign, "returned")
    row = audit.last(paper, "dha_return")
    assert row.actor_name == "Nguyễn Văn Dha"
    assert row.acting_as == "Chuyên viên, Sở Nội vụ"
    assert row.note == "Thiếu số liệu nhiệm vụ 1."
    assert row.changes["from"] == "endorsed"
    assert row.changes["to"] == "returned"


@pytest.mark.parametrize(
    ("moment", "days", "extended"),
    [
        (dt.datetime(2023, 7, 10, 23, 59, 59), 0, False),
        (dt.datetime(2023, 7, 11, 0, 0, 1), 1, False),
        (dt.datetime(2023, 7, 13, 9, 0), 3, False),
    ],
)
def test_B39_B48_the_day_of_the_deadline_counts_whole(cast, campaign, moment, days, extended):
    paper = factories.report(cast, campaign, "awaiting_head")
    with clock.at(clock.moment(moment.date(), moment.hour, moment.minute).replace(second=moment.second)):
        paper = SUBMISSION.perform(paper, "submit", by=acting(cast.head))
    assert Submission.objects.get(pk=paper.pk).punctuality.days_late == days


def test_B38_a_hard_deadline_refuses_after_its_minute(cast, campaign):
    paper = factories.report(cast, campaign, "awaiting_head")
    period = paper.period
    period.hard, period.due_time = True, dt.time(17, 0)
    period.save()
    for minute, sent in ((1, False), (-1, True)):
        at = clock.moment(dt.date(2023, 7, 10), 17, 0) + dt.timedelta(minutes=minute)
        with clock.at(at):
            fresh = Submission.objects.get(pk=paper.pk)
            if sent:
                assert SUBMISSION.perform(fresh, "submit", by=acting(cast.head)).state == "submitted"
            else:
                with pytest.raises(Refused, match="đã hết hạn"):
                    SUBMISSION.perform(fresh, "submit", by=acting(cast.head))
