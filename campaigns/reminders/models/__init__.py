"""Tables of reminders."""

from campaigns.reminders.models.feeds import CalendarFeed
from campaigns.reminders.models.rules import Reminded, ReminderRule

__all__ = ["CalendarFeed", "Reminded", "ReminderRule"]
