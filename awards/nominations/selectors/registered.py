"""What nominations tell the lists of registered titles: which of their lines are in a file, and how far it is."""

from typing import Any

from django.db.models import Q
from django.urls import reverse

from awards.nominations.models import Nominee
from awards.registrations.selectors.outcomes import FIELDS, Key, Outcome


def nominated(user: Any, year: int, keys: set[Key]) -> dict[Key, Outcome]:
    """Lines that are in a file of the year that this person sees. One query."""
    where = Q(pk__in=[])
    for kind, field in FIELDS.items():
        if ids := {subject for one, subject, _ in keys if one == kind}:
            where |= Q(**{f"{field}__in": ids})
    rows = Nominee.objects.visible_to(user).filter(where, achievement_year=year)
    return {
        (row.subject_kind, getattr(row, FIELDS[row.subject_kind]), row.award): Outcome(
            ("wait", "hourglass-split"),
            f"Đã đề nghị: {row.file.badge[2].lower()}",
            reverse("nominations:file", args=[row.file_id]),
        )
        for row in rows.select_related("file")
    }
