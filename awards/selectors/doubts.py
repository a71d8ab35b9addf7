"""Reading pairs of records that may be one person."""

from django.db.models import Count, QuerySet

from awards.enums import DoubtState
from awards.models import PersonDoubt


def open_doubts() -> QuerySet[PersonDoubt]:
    """Pairs that wait to be looked at, oldest first."""
    rows = PersonDoubt.objects.filter(state=DoubtState.OPEN).select_related("first", "second")
    rows = rows.prefetch_related("first__places__unit", "second__places__unit")
    rows = rows.annotate(
        first_awards=Count("first__awardrecords", distinct=True),
        second_awards=Count("second__awardrecords", distinct=True),
    )
    return rows.order_by("raised_at", "pk")
