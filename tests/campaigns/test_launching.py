"""Launch: who takes part, what they owe, who is told; twice at once makes it once."""

import datetime as dt
import threading

import pytest
from django.db import connection

from campaigns.models import Campaign, Submission
from campaigns.services import campaigns as campaign_services
from campaigns.services import launching, periods
from campaigns.workflows import CAMPAIGN
from emulation.base import clock
from emulation.base.models import Notification
from emulation.base.workflow import AlreadyDone, Refused
from tests import factories
from tests.factories import acting


def owed(campaign):
    rows = Submission.objects.filter(campaign=campaign).select_related("unit", "period")
    return sorted((s.unit.official_name, s.period.name, s.for_bloc) for s in rows)


def test_launch_makes_every_obligation_once(cast):
    campaign = factories.launch(cast)
    names = ["Hội Luật gia", "Sở Công Thương", "Sở Nội vụ", "Sở Tài chính", "Sở Xây dựng", "Sở Y tế"]
    periods_ = ["Báo cáo 6 tháng năm 2023", "Báo cáo năm 2023", "Kế hoạch năm 2023"]
    assert owed(campaign) == sorted((n, p, False) for n in names for p in periods_)
    assert launching.owe_everything(campaign) == 0


def test_each_participant_is_reviewed_by_its_bloc(cast):
    campaign = factories.launch(cast)
    blocs = {p.unit.official_name: p.bloc.code for p in campaign.participations.select_related("unit", "bloc")}
    assert blocs["Sở Y tế"] == "01"
    assert blocs["Hội Luật gia"] == "02"


def test_officers_are_told_once(cast, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        factories.launch(cast)
    told = Notification.objects.filter(title__startswith="Phát động").values_list("recipient__username", flat=True)
    assert sorted(told) == [
        "deputy",
        "dhaunit",
        "dhaunithead",
        "head",
        "leader",
        "leaderhead",
        "neighbour",
        "owner",
        "stranger",
    ]


def test_an_incomplete_campaign_is_not_launched(cast):
    by = acting(cast.dha)
    campaign = campaign_services.create_campaign(
        title="Trống", year=2023, starts_on=dt.date(2023, 1, 1), ends_on=dt.date(2023, 12, 31), by=by
    )
    with pytest.raises(Refused) as refused:
        CAMPAIGN.perform(campaign, "launch", by=by)
    text = str(refused.value)
    for missing in ("Chưa có nhiệm vụ nào.", "Chưa chọn đơn vị tham gia.", "Chưa đặt kỳ báo cáo nào."):
        assert missing in text
    assert Campaign.objects.get(pk=campaign.pk).state == "draft"


def test_a_period_added_later_is_owed_by_everyone(cast):
    campaign = factories.launch(cast)
    period = periods.save_period(
        campaign,
        purpose="report",
        name="Báo cáo 9 tháng năm 2023",
        starts_on=dt.date(2023, 1, 1),
        ends_on=dt.date(2023, 9, 30),
        rule="relative",
        offset_days=10,
        by=acting(cast.dha),
    )
    assert period.submissions.count() == 6
    assert period.due_on == dt.date(2023, 10, 10)


def test_B46_after_a_hard_deadline_only_the_extended_unit_goes_on(cast):
    from campaigns.workflows import SUBMISSION

    campaign = factories.launch(cast)
    mine = factories.report(cast, campaign, "awaiting_head")
    theirs = factories.report(cast, campaign, "awaiting_head", unit="Sở Tài chính")
    period = mine.period
    period.hard = True
    period.save()
    with clock.at(clock.moment(dt.date(2023, 7, 9))):
        periods.extend(
            period,
            cast.units["Sở Y tế"],
            until=dt.date(2023, 7, 15),
            reason="Chờ số liệu thống kê",
            by=acting(cast.dha),
        )
    with clock.at(clock.moment(dt.date(2023, 7, 14))):
        sent = SUBMISSION.perform(Submission.objects.get(pk=mine.pk), "submit", by=acting(cast.head))
        assert sent.punctuality.by_extension
        with pytest.raises(Refused, match="gia hạn"):
            SUBMISSION.perform(Submission.objects.get(pk=theirs.pk), "submit", by=acting(cast.leader_head))


@pytest.mark.django_db(transaction=True)
def test_B54_two_officers_launch_at_once():
    cast = factories.make_cast()
    campaign = factories.prepare(cast)
    results, gate = [], threading.Barrier(2)

    def go(person):
        try:
            gate.wait()
            CAMPAIGN.perform(Campaign.objects.get(pk=campaign.pk), "launch", by=acting(person))
            results.append("done")
        except AlreadyDone:
            results.append("already")
        finally:
            connection.close()

    threads = [threading.Thread(target=go, args=[p]) for p in (cast.dha, cast.dha_head)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert sorted(results) == ["already", "done"]
    assert Submission.objects.filter(campaign=campaign).count() == 18
