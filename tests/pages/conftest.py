"""Campaigns and directives for the tests of their pages."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
import time_machine

from campaigns.enums import CampaignState
from campaigns.models import Campaign, Directive
from campaigns.services import directives
from tests import factories
from tests.pages.campaign_pages import with_duty
from tests.pages.directive_pages import take

TODAY = dt.datetime(2023, 7, 5, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


@pytest.fixture
def july():
    """Wednesday, 5 July 2023: plans are due, the half year's report is coming."""
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def draft(cast) -> Campaign:
    """A campaign in preparation with a duty."""
    return with_duty(cast, factories.prepare(cast))


@pytest.fixture
def running(cast) -> Campaign:
    """A launched campaign with a duty."""
    return with_duty(cast, factories.launch(cast))


@pytest.fixture
def directive(cast) -> Directive:
    """The real directive of 2023 as it was read."""
    return take(cast)


@pytest.fixture
def used(cast, directive) -> Directive:
    """A directive whose campaign runs."""
    made = directives.create_campaign(directive, by=factories.acting(cast.dha))
    Campaign.objects.filter(pk=made.pk).update(state=CampaignState.LAUNCHED)
    return Directive.objects.get(pk=directive.pk)


@pytest.fixture
def parts(draft) -> list[str]:
    """Prefixes of the sections of the report that the test calls `draft`, as the fields of its form begin."""
    return [f"s{section.pk}" for section in draft.sections.all()]


@pytest.fixture
def figure(campaign) -> str:
    """Prefix of the campaign's one indicator."""
    return f"v{campaign.indicators.get().pk}"
