"""What the demo shows on 12/12/2023: a bloc that votes on a published ranking, one that concluded and elected."""

import datetime as dt

import pytest

from awards import demo_acclaims
from awards.models import Acclaim, Paper
from campaigns.bloc_scores import demo_year as bloc_scores
from campaigns.bloc_scores.models import Ranking
from campaigns.bloc_year import demo_year as bloc_year
from campaigns.bloc_year.models import Election
from campaigns.demo.province import build
from campaigns.demo.year import Year
from campaigns.selectors import todo
from emulation.base import clock
from organisations.models import User
from tests.factories import acting

pytestmark = pytest.mark.django_db


def test_the_demo_votes_counts_and_elects(db):
    year = Year(build(only_blocs={"HN-02", "HN-06"}, communes=False))
    year.build()
    for part in (bloc_scores, bloc_year, demo_acclaims):
        part.build(year)
    with clock.at(clock.moment(dt.date(2023, 12, 12))):
        rows = Acclaim.objects.select_related("box").order_by("bloc__code", "pk")
        assert [(a.bloc.code, a.award, a.state) for a in rows.select_related("bloc")] == [
            ("HN-02", "Cờ thi đua của UBND tỉnh", "voting"),
            ("HN-02", "Bằng khen của Chủ tịch UBND tỉnh", "voting"),
            ("HN-06", "Cờ thi đua của UBND tỉnh", "concluded"),
        ]
        assert not any(a.box.is_over for a in rows[:2])
        assert [(a.box.voters.count(), a.box.envelopes.count()) for a in rows] == [(6, 3), (6, 3), (6, 6)]
        assert Paper.objects.count() == 6
        assert rows[2].nominees.exclude(nominated_on=None).count() == 1
        assert list(Ranking.objects.filter(state="published").values_list("round__bloc__code", flat=True)) == ["HN-02"]
        assert list(Election.objects.values_list("state", "activity__bloc__code")) == [("awaiting", "HN-06")]
        # The head whose account is named at the start of the demo finds a ballot to cast, Sở Nội vụ an election to approve.
        head = acting(User.objects.get(username="hoidong"), "unit_head")
        assert "Bỏ phiếu suy tôn: Cờ thi đua của UBND tỉnh" in [card.title for card in todo.for_user(head)]
        dha = acting(User.objects.get(username="chuyenvien"))
        titles = [card.title for card in todo.for_user(dha)]
        assert "Phê duyệt kết quả bầu của Khối thi đua các huyện, thị xã, thành phố" in titles
