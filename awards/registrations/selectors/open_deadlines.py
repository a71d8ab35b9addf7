"""Lists of titles that units have not sent yet, for reminders."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse

from awards.registrations.models import TitleRegistration
from awards.registrations.models.registrations import SENT
from campaigns.selectors.open_deadlines import Deadline, register
from emulation.base import clock


def lists(first: dt.date, last: dt.date) -> Iterator[Deadline]:
    """Units whose window has opened and whose list was not sent, by the day that holds for each."""
    opened = Q(call__opens_on=None) | Q(call__opens_on__lte=clock.today())
    for row in TitleRegistration.objects.for_page().filter(opened).exclude(SENT).order_by("pk"):
        if first <= row.due_on <= last:
            yield Deadline(
                key=f"titles:{row.pk}",
                group=f"call:{row.call_id}",
                title=str(row.call),
                unit_id=row.unit_id,
                due=row.due_on,
                url=reverse("registrations:registration", args=[row.pk]),
                bloc_id=row.bloc_id,
                topic=f"title-registration:{row.pk}:due",
            )


def register_deadlines() -> None:
    """Called from AppConfig.ready."""
    register("titles", "Đăng ký danh hiệu, hình thức khen thưởng", lists)
