"""Campaigns for the tests of their pages."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
import time_machine

from campaigns.models import Campaign
from tests import factories
from tests.pages.campaign_pages import with_duty

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
