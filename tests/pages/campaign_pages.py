"""What the tests of campaign pages share: a campaign in preparation, a running one, addresses, the words of a page."""

import datetime as dt
import re

from django.urls import reverse

from campaigns.models import Campaign
from campaigns.services import campaigns as services
from tests.factories import acting


def url(name: str, *args) -> str:
    return reverse(f"campaigns:{name}", args=args)


def text_of(response) -> str:
    """The words of the page, without tags."""
    body = response.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))


def hidden(response, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]*)"', response.content.decode())[1]


def piece_pages(campaign: Campaign) -> dict[str, str]:
    """Every reading page of a campaign."""
    indicator = campaign.indicators.first()
    return {
        "campaign": url("campaign", campaign.pk),
        "units": url("campaign_units", campaign.pk),
        "periods": url("campaign_periods", campaign.pk),
        "log": url("campaign_log", campaign.pk),
        "task": url("task", campaign.tasks.first().pk),
        "indicator": url("indicator", indicator.pk),
        "period": url("period", campaign.periods.first().pk),
        "duty": url("duty", campaign.duties.first().pk),
    }


def editing_pages(campaign: Campaign) -> list[str]:
    """Every page that changes a campaign."""
    task, indicator = campaign.tasks.first(), campaign.indicators.first()
    period, duty = campaign.periods.first(), campaign.duties.first()
    target = indicator.targets.first()
    return [
        *(
            url(n, campaign.pk)
            for n in ("campaign_edit", "campaign_copy", "campaign_units_edit", "task_new", "duty_new")
        ),
        url("period_new", campaign.pk),
        *(url(n, task.pk) for n in ("task_edit", "task_remove", "indicator_new")),
        *(url(n, indicator.pk) for n in ("indicator_edit", "indicator_remove", "indicator_target_new")),
        *(url(n, target.pk) for n in ("indicator_target_edit", "indicator_target_remove")),
        *(url(n, duty.pk) for n in ("duty_edit", "duty_remove")),
        *(url(n, period.pk) for n in ("period_edit", "period_remove", "period_exception", "extension_new")),
    ]


def with_duty(cast, campaign: Campaign) -> Campaign:
    services.save_duty(
        campaign,
        responsible="Sở Xây dựng",
        text="Hướng dẫn tuyên truyền.",
        audience="named",
        due_on=dt.date(2023, 12, 20),
        units=[cast.units["Sở Xây dựng"]],
        by=acting(cast.dha),
    )
    return Campaign.objects.get(pk=campaign.pk)


def period_data(**changes) -> dict:
    """The form of a period, filled in."""
    data = {"purpose": "report", "name": "Báo cáo 9 tháng năm 2023", "starts_on": "01/01/2023", "ends_on": "30/09/2023"}
    data |= {"rule": "fixed", "last": "10/10", "opens": "", "offset": "", "side": "1", "due_time": "", "version": 0}
    return data | changes
