"""The deadlines of a person as an iCalendar file: whole days, so that no time zone moves them."""

import datetime as dt
import hashlib

from django.conf import settings
from icalendar import Calendar, Event

from campaigns.selectors import calendar as selectors
from emulation.base import clock
from organisations.models import User

BACK = dt.timedelta(days=62)
AHEAD = dt.timedelta(days=400)


def of_person(person: User) -> bytes:
    """Everything that the calendar pages show the person, in all their roles, each thing once."""
    book = Calendar()
    book.add("prodid", "-//Thi dua khen thuong//Lich thoi han//VI")
    book.add("version", "2.0")
    book.add("method", "PUBLISH")
    book.add("x-wr-calname", f"Thời hạn thi đua, khen thưởng – {settings.PROVINCE}")
    book.add("x-wr-timezone", settings.TIME_ZONE)
    book.add("refresh-interval", dt.timedelta(hours=6), parameters={"value": "DURATION"})
    for uid, found in sorted(_events(person).items()):
        book.add_component(_event(uid, found))
    return book.to_ical()


def _events(person: User) -> dict[str, selectors.Event]:
    today = clock.today()
    found: dict[str, selectors.Event] = {}
    for role in person.current_memberships:
        # What is kept on a person belongs to the role they act in: each role is asked with a fresh copy.
        copy = User.objects.get(pk=person.pk).act_as(role)
        for event in selectors.between(copy, today - BACK, today + AHEAD):
            found.setdefault(_uid(event), event)
    return found


def _uid(event: selectors.Event) -> str:
    """The same for the same thing on every reading, also when its day or its words change."""
    name = event.key or f"{event.url}|{event.title}"
    host = settings.SITE_ADDRESS.partition("://")[2].partition("/")[0].partition(":")[0]
    return f"{hashlib.sha256(name.encode()).hexdigest()[:32]}@{host}"


def _event(uid: str, found: selectors.Event) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", clock.now().astimezone(dt.UTC))
    event.add("dtstart", found.day)
    event.add("dtend", found.day + dt.timedelta(days=1))
    event.add("summary", f"{found.title} (đã gửi)" if _is_done(found) else found.title)
    event.add(
        "description", "\n".join(part for part in (found.source, found.note, settings.SITE_ADDRESS + found.url) if part)
    )
    event.add("url", settings.SITE_ADDRESS + found.url)
    event.add("transp", "TRANSPARENT")
    return event


def _is_done(found: selectors.Event) -> bool:
    return found.submission is not None and found.submission.is_handed_in
