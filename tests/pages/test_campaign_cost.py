"""What pages of campaigns cost: the same number of queries for one unit's reports and for many."""

import datetime as dt

import pytest

from campaigns.services import campaigns as services
from campaigns.services import periods as period_services
from tests import factories
from tests.factories import acting
from tests.pages.campaign_pages import piece_pages, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("july")]


def grow(cast, campaign) -> None:
    """More of everything: reports, tasks, indicators, duties, periods, extensions, campaigns."""
    by = acting(cast.dha)
    for unit in ("Sở Tài chính", "Sở Nội vụ"):
        factories.report(cast, campaign, "accepted", unit=unit)
    for n in range(3):
        task = services.save_task(campaign, title=f"Thêm {n}", text="Một. Hai. Ba.", by=by)
        for unit_of_measure in ("%", "xã"):
            row = services.save_indicator(campaign, task=task, name="Chỉ tiêu", unit_of_measure=unit_of_measure, by=by)
            for unit in ("Sở Y tế", "Sở Tài chính"):
                services.set_target(row, source="Tỉnh", value=9, unit=cast.units[unit], by=by)
        services.save_duty(campaign, responsible="Sở Y tế", text="Việc", units=[cast.units["Sở Y tế"]], by=by)
    period = campaign.periods.get(name="Báo cáo năm 2023")
    for unit in ("Sở Y tế", "Sở Tài chính"):
        period_services.extend(period, cast.units[unit], until=dt.date(2023, 12, 20), reason="Chờ số.", by=by)
    dates = {"starts_on": dt.date(2023, 1, 1), "ends_on": dt.date(2023, 12, 31)}
    for n in range(3):
        services.create_campaign(title=f"Nữa {n}", year=2023, parent=campaign, by=by, **dates)


# Session, person, roles, and the counts in the menu and on the bell.
FRAME = 5
# Queries of each page itself, for the DHA.
COST = {
    "campaign_list": 3,
    "campaign": 15,
    "units": 4,
    "periods": 3,
    "log": 3,
    "task": 12,
    "indicator": 5,
    "period": 4,
    "duty": 7,
}


def pages(campaign) -> dict[str, str]:
    return {"campaign_list": url("campaign_list"), **piece_pages(campaign)}


@pytest.mark.parametrize("name", COST)
@pytest.mark.parametrize("size", ["one", "many"])
def test_queries_do_not_grow(cast, running, as_, django_assert_num_queries, name, size):
    factories.report(cast, running, "accepted")
    page = pages(running)[name]
    if size == "many":
        grow(cast, running)
    client = as_(cast.dha)
    client.get(page)
    with django_assert_num_queries(FRAME + COST[name]):
        assert client.get(page).status_code == 200


@pytest.mark.parametrize("units", [0, 10])
def test_the_page_before_a_launch_costs_the_same_for_many_units(cast, draft, as_, django_assert_num_queries, units):
    for n in range(units):
        factories.make_unit(f"Công ty {n}", kind="doanh_nghiep")
    services.set_participants(draft, kinds=["so_nganh", "doanh_nghiep"], by=acting(cast.dha))
    client, page = as_(cast.dha), url("campaign", draft.pk) + "?chuyen=launch"
    client.get(page)
    with django_assert_num_queries(FRAME + 17):
        client.get(page)
