"""Reading reminder rules."""

from campaigns.reminders.models import ReminderRule
from campaigns.selectors import open_deadlines


def in_force() -> list[ReminderRule]:
    """Rules that hold today."""
    return list(ReminderRule.objects.valid_on())


def for_kind(rules: list[ReminderRule], kind: str) -> list[ReminderRule]:
    """A kind with rules of its own follows only these; any other kind follows the general ones."""
    return [r for r in rules if r.kind == kind] or [r for r in rules if not r.kind]


def kind_label(slug: str) -> str:
    """Words of a kind; a rule of no kind holds for all."""
    kind = open_deadlines.kinds.get(slug)
    return kind.label if kind else "Mọi loại việc"
