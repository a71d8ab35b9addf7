"""Rules as tests expect them, whatever an installation begins with."""

import pytest

from campaigns.models import Submission
from campaigns.reminders.models import ReminderRule

RULES = [
    ("clerk", 7, "before", "calendar", False),
    ("clerk", 2, "before", "working", False),
    ("clerk", 0, "before", "calendar", True),
    ("head", 0, "before", "calendar", False),
    ("clerk", 1, "after", "calendar", False),
    ("head", 1, "after", "calendar", False),
    ("bloc", 3, "after", "working", False),
    ("department", 5, "after", "working", False),
]


@pytest.fixture
def rules(db):
    ReminderRule.objects.all().delete()
    for level, days, side, counting, urgent in RULES:
        ReminderRule.objects.create(level=level, days=days, side=side, counting=counting, urgent=urgent)


@pytest.fixture
def only(cast, campaign):
    """`only("Sở Y tế", ...)`: nobody else owes a paper."""

    def keep(*names):
        units = [cast.units[name] for name in names]
        Submission.objects.exclude(unit__in=units).update(ended_on=campaign.starts_on)

    return keep
