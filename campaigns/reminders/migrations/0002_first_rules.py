"""The rules a new installation begins with. Sở Nội vụ changes them on its page; nothing else knows these numbers."""

from django.db import migrations

# level, days, side, counting, urgent
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


def add(apps, schema_editor):
    rules = apps.get_model("reminders", "ReminderRule").objects
    for level, days, side, counting, urgent in RULES:
        rules.create(level=level, days=days, side=side, counting=counting, urgent=urgent)


class Migration(migrations.Migration):
    dependencies = [("reminders", "0001_initial")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
