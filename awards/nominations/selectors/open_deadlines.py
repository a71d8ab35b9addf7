"""Files of nominations that units have begun and not sent, for reminders; the last days of routes in the calendar."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse

from awards.nominations.models import NominationFile, Route
from awards.nominations.models.files import SENT
from campaigns.rules import sees_all_sent
from campaigns.selectors.calendar import Event
from campaigns.selectors.open_deadlines import Deadline, register
from emulation.base import clock
from organisations.rules import is_unit_officer, unit_id_of

TITLE = "Đề nghị khen thưởng"


def topic_due(file: NominationFile) -> str:
    """Reminders of a file that was not sent; sending it settles them."""
    return f"nomination:{file.pk}:due"


def files(first: dt.date, last: dt.date) -> Iterator[Deadline]:
    """Who has begun to propose owes the file by the day that holds for the unit; whoever proposes nobody owes nothing."""
    today = clock.today()
    taking = Q(route__opens_on=None) | Q(route__opens_on__lte=today)
    taking &= Q(route__closed_on=None) | Q(route__closed_on__gt=today)
    for file in NominationFile.objects.for_page().filter(taking).exclude(SENT).order_by("pk"):
        if first <= file.due_on <= last:
            yield Deadline(
                key=f"nomination:{file.pk}",
                group=f"route:{file.route_id}",
                title=f"Hồ sơ đề nghị khen thưởng đợt {file.route}",
                unit_id=file.unit_id,
                due=file.due_on,
                url=reverse("nominations:file", args=[file.pk]),
                bloc_id=file.bloc_id if file.route.endorsed_by_bloc else None,
                topic=topic_due(file),
                group_url=_list_of(file.route_id),
            )


def _list_of(route: int) -> str:
    return f"{reverse('nominations:file_list')}?dot={route}"


def register_deadlines() -> None:
    """Called from AppConfig.ready."""
    register("nominations", "Hồ sơ đề nghị khen thưởng", files)


# --- Calendar -------------------------------------------------------------------------------------------------------------
def events(user: Any, first: dt.date, last: dt.date) -> list[Event]:
    """The last day of each route: the one that holds for the own unit; for those who oversee with how many files were sent."""
    if is_unit_officer(user):
        return list(_of_unit(unit_id_of(user), first, last))
    if not sees_all_sent(user):
        return []
    sent = Count("files", filter=Q(files__in=NominationFile.objects.filter(SENT)))
    routes = _ending_in(first, last, Q()).annotate(sent=sent)
    return [Event(r.last_day, TITLE, _list_of(r.pk), str(r), figure=f"{r.sent} hồ sơ đã gửi") for r in routes]


def _of_unit(unit: int, first: dt.date, last: dt.date) -> Iterator[Event]:
    more = Q(pk__in=Route.objects.filter(extensions__unit=unit, extensions__until__range=(first, last)))
    routes = list(_ending_in(first, last, more).prefetch_related("extensions"))
    begun = dict(NominationFile.objects.filter(unit=unit, route__in=routes).values_list("route_id", "pk"))
    for route in routes:
        day = route.due_of(unit)
        if first <= day <= last:
            own = begun.get(route.pk)
            url = reverse("nominations:file", args=[own]) if own else reverse("nominations:file_list")
            yield Event(day, TITLE, url, str(route))


def _ending_in(first: dt.date, last: dt.date, more: Q) -> QuerySet[Route]:
    """Routes that were not closed before their last day."""
    whole = Q(closed_on=None) | Q(closed_on__gte=F("last_day"))
    return Route.objects.filter(whole, Q(last_day__range=(first, last)) | more).distinct()
