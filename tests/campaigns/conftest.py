"""A report that is being written, a July day of 2023."""

import pytest

from campaigns.models import Submission
from emulation.base import clock
from tests import factories
from tests.campaigns.parallel import JULY


@pytest.fixture
def july():
    """Thursday, 6 July 2023, 9:41."""
    with clock.at(JULY):
        yield


@pytest.fixture
def draft(cast, campaign) -> Submission:
    """The report of Sở Y tế, being written."""
    return factories.report(cast, campaign, "draft")
